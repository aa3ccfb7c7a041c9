package io.github.openflgramine.secrets;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Forms that keys and credentials have in text. */
record SecretText(String hint, Pattern form, String meaning) {

    /**
     * The hint is a text that each match contains, because searching for a text is much faster than for a form. A
     * private key needs more than its first line, which is also in programs that read keys.
     */
    private static final List<SecretText> KNOWN = List.of(
            of(
                    "PRIVATE KEY",
                    "-----BEGIN (?:[A-Z0-9]+ )*PRIVATE KEY(?: BLOCK)?-----.{0,400}?[A-Za-z0-9+/]{20}",
                    "a private key (PEM)"),
            of("PuTTY-User-Key-File-", "PuTTY-User-Key-File-[0-9]", "a private key (PuTTY)"),
            of(
                    "://",
                    "[A-Za-z][A-Za-z0-9+.-]{1,20}://[^\\s/@:'\"<>{}$]*:[^\\s/@'\"<>{}$]+@[A-Za-z0-9\\[]",
                    "an address with a password"),
            of("KIA", "(?<![A-Z0-9])AKIA[A-Z0-9]{16}(?![A-Z0-9])", "an access key (AWS)"),
            of("aws_secret", "aws_secret_access_key[\"']?\\s*[=:]\\s*[\"']?[A-Za-z0-9/+]{40}", "an access key (AWS)"),
            of("AccountKey=", "AccountKey=[A-Za-z0-9+/]{40}", "an access key (Azure)"),
            of("AIza", "AIza[A-Za-z0-9_-]{35}", "an access key (Google)"),
            of("gh", "(?<![A-Za-z0-9])gh[pousr]_[A-Za-z0-9]{36}", "a token (GitHub)"),
            of("github_pat_", "github_pat_[A-Za-z0-9_]{40}", "a token (GitHub)"),
            of("gl", "(?<![A-Za-z0-9])gl(?:pat|dt|cbt|rt|ptt|soat)-[A-Za-z0-9_-]{20}", "a token (GitLab)"),
            of("hf_", "(?<![A-Za-z0-9_])hf_[A-Za-z0-9]{34}", "a token (Hugging Face)"),
            of("npm_", "(?<![A-Za-z0-9_])npm_[A-Za-z0-9]{36}", "a token (npm)"),
            of("pypi-", "pypi-[A-Za-z0-9_-]{50}", "a token (PyPI)"),
            of("xox", "xox[abeprs]-[A-Za-z0-9-]{20}", "a token (Slack)"),
            of("\"auth\"", "\"auth\"\\s*:\\s*\"[A-Za-z0-9+/]{8,}=*\"", "a password (Docker)"),
            of(
                    "machine",
                    "(?m)^\\s*machine\\s+\\S+\\s+(?:login|user)\\s+\\S+\\s+password\\s+\\S",
                    "a password (netrc)"),
            of("password>", "<password>[^<>{}$\\s][^<>{}$]*</password>", "a password (XML)"));

    /** Returns what the first known form in this text is. */
    static Optional<String> meaningIn(String text) {
        return KNOWN.stream()
                .filter(known ->
                        text.contains(known.hint) && known.form.matcher(text).find())
                .map(SecretText::meaning)
                .findFirst();
    }

    private static SecretText of(String hint, String form, String meaning) {
        return new SecretText(hint, Pattern.compile(form, Pattern.DOTALL), meaning);
    }
}

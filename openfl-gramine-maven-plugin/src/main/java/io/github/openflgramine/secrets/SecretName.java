package io.github.openflgramine.secrets;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Names under which programs keep keys and passwords. */
record SecretName(Pattern path, String meaning) {

    private static final List<SecretName> KNOWN = List.of(
            named("id_(?:rsa|dsa|ecdsa|ed25519|xmss)(?:_sk)?", "a private key of SSH"),
            named(".*\\.(?:p12|pfx)", "a key store (PKCS#12)"),
            named(".*\\.(?:jks|jceks|keystore)", "a key store of Java"),
            named(".*\\.ppk", "a private key of PuTTY"),
            named(".*\\.kdbx?", "a password store of KeePass"),
            named("\\.env(?:\\.(?!example$|sample$|template$|dist$)[^/]*)?", "a file of environment variables"),
            named("[._]netrc", "a file of passwords (netrc)"),
            named("\\.git-credentials", "a file of passwords (Git)"),
            named("\\.pypirc", "a file of passwords (PyPI)"),
            named("\\.pgpass", "a file of passwords (PostgreSQL)"),
            named("\\.my\\.cnf", "a file of passwords (MySQL)"),
            named("\\.htpasswd", "a file of passwords (HTTP)"),
            named("\\.dockercfg|\\.dockerconfigjson", "a file of passwords (Docker)"),
            named("kaggle\\.json", "a file of credentials (Kaggle)"),
            below("\\.docker/config\\.json", "a file of passwords (Docker)"),
            below("\\.aws/credentials", "a file of credentials (AWS)"),
            below("\\.kube/config", "a file of credentials (Kubernetes)"),
            below("\\.(?:ssh|gnupg)/.*", "in a directory of keys"),
            below("\\.config/gcloud/.*", "in a directory of credentials (Google Cloud)"));

    /** Returns what a file is by its path, with slashes; empty if the path says nothing. */
    static Optional<String> meaningOf(String path) {
        String lowerCase = path.toLowerCase(Locale.ROOT);
        return KNOWN.stream()
                .filter(known -> known.path.matcher(lowerCase).matches())
                .map(SecretName::meaning)
                .findFirst();
    }

    private static SecretName named(String name, String meaning) {
        return new SecretName(Pattern.compile("(?s)(?:.*/)?(?:" + name + ")"), meaning);
    }

    private static SecretName below(String path, String meaning) {
        return new SecretName(Pattern.compile("(?s)(?:.*/)?" + path), meaning);
    }
}

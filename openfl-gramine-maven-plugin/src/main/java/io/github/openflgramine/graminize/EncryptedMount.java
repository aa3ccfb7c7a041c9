package io.github.openflgramine.graminize;

import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.product.ImagePaths;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A directory of the workspace that the host sees only encrypted (Gramine's documentation, "Encrypted files").
 *
 * @param directory save, local_state or data, or an attested actor's keys
 * @param key Gramine's name of the key: {@code _sgx_mrenclave} or {@code _sgx_mrsigner}, which the processor derives
 * for this enclave or signer only, or the name of a provisioned key
 */
record EncryptedMount(String directory, String key) {

    /** The keys of an attested actor. */
    static final EncryptedMount IDENTITY = new EncryptedMount(ImagePaths.IDENTITY, "_sgx_mrenclave");

    private static final Pattern WRITTEN = Pattern.compile("([a-z_]+)=([A-Za-z0-9_.-]+)");
    private static final List<String> DIRECTORIES = List.of("save", "local_state", "data");
    private static final List<String> SEALING = List.of("mrenclave", "mrsigner");

    /** Parses {@code DIRECTORY=KEY}. */
    static EncryptedMount parse(String text) {
        Matcher written = WRITTEN.matcher(text.strip());
        if (!written.matches() || !DIRECTORIES.contains(written.group(1))) {
            throw refused(
                    text,
                    "expected DIRECTORY=KEY with one of " + String.join(", ", DIRECTORIES)
                            + " and mrenclave, mrsigner or the name of a provisioned key",
                    "For example: local_state=mrenclave,save=model-key");
        }
        String directory = written.group(1);
        String key = written.group(2);
        boolean isSealing = SEALING.contains(key);
        if (isSealing && directory.equals("data")) {
            throw refused(
                    text,
                    "data/ is filled by others, who do not have an enclave's own key",
                    "Use a provisioned key: data=NAME");
        }
        return new EncryptedMount(directory, isSealing ? "_sgx_" + key : key);
    }

    boolean isSealed() {
        return key.startsWith("_sgx_");
    }

    private static GraminizeException refused(String text, String problem, String remedy) {
        return new GraminizeException("gramine.encryptedMounts has " + text.strip() + ": " + problem + ".", remedy);
    }
}

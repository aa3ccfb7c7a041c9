package io.github.openflgramine.signing;

import io.github.openflgramine.LogText;
import io.github.openflgramine.Sha256;
import io.github.openflgramine.image.ImagePath;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

final class SigningLogTest {

    private static final Sha256 DIGEST = Sha256.of(new byte[32]);

    @Test
    void reads_as_before() throws IOException {
        LogText.assertReads(getClass(), SigningLog::new, log -> {
            log.signingKeyMade(Path.of("/home/me/key.pem"), DIGEST, "${user.home}/key.pem", true);
            log.signingKeyMade(Path.of("/home/me/key.pem"), DIGEST, "${user.home}/key.pem", false);
            log.tokenKeyMade(DIGEST, "pkcs11:token=release;object=enclaves?module-path=/usr/lib/module.so");
            log.linksPassedOver(List.of(ImagePath.of("/usr/lib/link\n.py")));
            log.linksPassedOver(Collections.nCopies(12, ImagePath.of("/usr/lib/link.py")));
            log.toBeSigned(
                    new TreeMap<>(Map.of(
                            "name",
                            "openfl",
                            "insecure_options",
                            List.of("sgx.debug = true", "sgx.allowed_files: file:/data/"))),
                    Path.of("openfl.tbs"),
                    Path.of("openfl.rsa"));
        });
    }
}

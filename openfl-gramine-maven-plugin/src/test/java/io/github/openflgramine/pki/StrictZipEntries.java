package io.github.openflgramine.pki;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** The names in a certificate package. */
public final class StrictZipEntries {

    private StrictZipEntries() {}

    public static List<String> of(Path zip) throws IOException {
        return List.copyOf(CertPackage.read(zip).files().keySet());
    }
}

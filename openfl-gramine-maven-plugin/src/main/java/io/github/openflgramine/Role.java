package io.github.openflgramine;

import java.util.Locale;

/** An actor of the federation, each with a manifest, and so an MRENCLAVE, of its own. */
public enum Role {
    AGGREGATOR,
    COLLABORATOR;

    /** As it stands in commands, file names and classifiers. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The manifest as gramine-direct looks for it. */
    public String manifestFile() {
        return this + ".manifest";
    }

    /** The manifest as gramine-sgx looks for it. */
    public String sgxManifestFile() {
        return this + ".manifest.sgx";
    }

    /** The manifest's environment variables as the image's entry script reads them in mode native. */
    public String environmentFile() {
        return this + ".environment";
    }

    public String sigFile() {
        return this + ".sig";
    }
}

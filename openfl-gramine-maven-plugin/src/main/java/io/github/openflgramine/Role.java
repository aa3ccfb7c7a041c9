package io.github.openflgramine;

import java.util.Locale;

/** A kind of actor in the federation. Each role has its own manifest and therefore its own MRENCLAVE. */
public enum Role {
    AGGREGATOR,
    COLLABORATOR;

    /** Returns the name in commands, file names and classifiers. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Returns the name of the manifest that gramine-direct reads. */
    public String manifestFile() {
        return this + ".manifest";
    }

    /** Returns the name of the manifest that gramine-sgx reads. */
    public String sgxManifestFile() {
        return this + ".manifest.sgx";
    }

    /**
     * Returns the name of the file with the manifest's environment variables, which the image's entry script reads in
     * mode native.
     */
    public String environmentFile() {
        return this + ".environment";
    }

    public String sigFile() {
        return this + ".sig";
    }
}

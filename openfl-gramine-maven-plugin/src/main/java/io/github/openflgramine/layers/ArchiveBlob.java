package io.github.openflgramine.layers;

import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.Sha256;
import io.github.openflgramine.rootfs.FileHash;
import java.io.IOException;

/**
 * A file of an archive that is named by its digest (OCI image layout, "Blobs").
 *
 * @param shown its name in messages
 */
record ArchiveBlob(Region region, Sha256 digest, String shown) {

    /** Hashes the file and compares the digest. */
    void check() throws IOException {
        require(new FileHash().of(region.channel(), region.offset(), region.length()));
    }

    /** Compares the digest with that of the file's bytes. */
    void require(Sha256 found) {
        if (!found.equals(digest)) {
            throw new GraminizeException(
                    shown + " is damaged:\n  has  sha256:" + found + "\n  name sha256:" + digest,
                    "Make or copy the archive again.");
        }
    }
}

package io.github.openflgramine.pcs;

import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.dcap.Collateral;
import io.github.openflgramine.dcap.QuotedPlatform;

/** A source of collateral outside this machine. */
@FunctionalInterface
public interface CollateralService {

    /**
     * Fetches the collateral for quotes of a platform, not yet verified.
     *
     * @throws GraminizeException if it cannot be had, with the URL
     */
    Collateral fetch(QuotedPlatform platform);
}

package io.github.openflgramine.verify;

import io.github.openflgramine.pcs.CollateralService;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where collateral comes from.
 *
 * @param file a file for all quotes; with it, nothing else is asked
 * @param service the service to ask if no usable collateral is kept with a quote
 * @param renewed whether kept collateral is not used, although it may be usable
 */
public record CollateralSource(Optional<Path> file, CollateralService service, boolean renewed) {

    /** Returns a source that uses today's collateral, and not what is kept. */
    public CollateralSource renewing() {
        return new CollateralSource(file, service, true);
    }
}

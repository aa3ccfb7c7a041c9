package io.github.openflgramine.maven;

import java.io.File;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/** The packages in which participants and the CA exchange requests and answers. */
final class CertificatePackageParameters implements ParameterGroup {

    /**
     * The package (zip) with the request to sign. Example: {@code -Dopenfl.requestPackage=col_one_to_agg_cert_request.zip}. If the
     * measurements say that the role is attested, the package has to contain a quote that answers an open challenge.
     */
    @Parameter(property = "openfl.requestPackage")
    private @Nullable File requestPackage;

    /** The package (zip) with the CA's answer. Example: {@code -Dopenfl.import=agg_to_col_one_signed_cert.zip}. */
    @Parameter(property = "openfl.import")
    private @Nullable File importPackage;

    Optional<Path> request() {
        return AbstractGraminizeMojo.path(requestPackage);
    }

    Optional<Path> answer() {
        return AbstractGraminizeMojo.path(importPackage);
    }
}

/**
 * Documents about a release: SBOM and provenance (CycloneDX 1.6, SLSA provenance v1). The result of a build in a few lines, and
 * what its versions take in Maven's local repository.
 */
@NullMarked
package io.github.openflgramine.publish;

import org.jspecify.annotations.NullMarked;

/** Documents about a release: SBOM and provenance (CycloneDX 1.6, SLSA provenance v1). */
@NullMarked
package io.github.openflgramine.publish;

import org.jspecify.annotations.NullMarked;

/** What a release says of itself: bill of materials and provenance (CycloneDX 1.6, SLSA provenance v1). */
@NullMarked
package io.github.openflgramine.publish;

import org.jspecify.annotations.NullMarked;

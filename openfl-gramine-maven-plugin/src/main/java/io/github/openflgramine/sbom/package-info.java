/** Software bills of materials: CycloneDX 1.6 (ECMA-424), package URLs. */
@NullMarked
package io.github.openflgramine.sbom;

import org.jspecify.annotations.NullMarked;

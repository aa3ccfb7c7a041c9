/**
 * Fetches collateral from Intel's Provisioning Certification Service or from a caching service (PCCS) of one's own: Intel SGX
 * Provisioning Certification Service API, version 4. Nothing is trusted for having been fetched; {@code dcap} verifies it.
 */
@NullMarked
package io.github.openflgramine.pcs;

import org.jspecify.annotations.NullMarked;

package io.github.openflgramine.product;

import io.github.openflgramine.gramine.MeasuredEnclave;
import io.github.openflgramine.sgx.Sigstruct;
import java.util.Optional;

/** A role's measured enclave, and its SIGSTRUCT if there is a key. */
public record SignedRole(MeasuredEnclave enclave, Optional<Sigstruct> sigstruct) {}

package io.github.openflgramine.product;

import io.github.openflgramine.gramine.MeasuredEnclave;
import io.github.openflgramine.sgx.Sigstruct;
import java.util.Optional;

/** One role's enclave: measured, and signed where there is a key. */
public record SignedRole(MeasuredEnclave enclave, Optional<Sigstruct> sigstruct) {}

package io.github.openflgramine.build;

import io.github.openflgramine.sgx.SigningKey;
import io.github.openflgramine.sgx.SigstructDate;

/** Who signs, and the date that the SIGSTRUCT bears. */
public record Signing(SigningKey key, SigstructDate date) {}

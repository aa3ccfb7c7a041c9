package io.github.openflgramine.report;

/**
 * A property of an enclave, explained in words.
 *
 * @param value as in the SIGSTRUCT or the manifest
 * @param good whether the value is suitable for production
 */
public record Statement(String what, String value, String meaning, boolean good) {}

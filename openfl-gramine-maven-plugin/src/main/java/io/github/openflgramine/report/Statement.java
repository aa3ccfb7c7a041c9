package io.github.openflgramine.report;

/**
 * Something about an enclave in words.
 *
 * @param value as the SIGSTRUCT or the manifest has it
 * @param good whether it is as it should be for use, not only for a trial
 */
public record Statement(String what, String value, String meaning, boolean good) {}

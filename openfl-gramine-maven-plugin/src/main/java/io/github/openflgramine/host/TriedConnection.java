package io.github.openflgramine.host;

import io.github.openflgramine.pki.Participant;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A connection to the aggregator that {@code host-check} tries.
 *
 * @param collaborator whose certificate is shown
 * @param directory its directory, with {@code cert/}
 * @param address the aggregator's, {@code HOST} or {@code HOST:PORT}; empty for the plan's
 */
public record TriedConnection(Participant collaborator, Path directory, Optional<String> address) {}

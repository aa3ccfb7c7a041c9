package io.github.openflgramine.it.benchmarks;

/**
 * What one run has spent, in seconds.
 *
 * @param wall the time until it ended
 * @param cpu the user and system time of all its processes; not a number if that is unknown
 */
record Spent(double wall, double cpu) {}

package io.github.openflgramine.product;

/** The versions of what an image runs with, as found in it. */
public record SoftwareVersions(String gramine, String openfl, String python) {}

package io.github.openflgramine.product;

/** The versions of software found in an image. */
public record SoftwareVersions(String gramine, String openfl, String python) {}

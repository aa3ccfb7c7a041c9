/**
 * Trained models for use outside of federations: as the framework's own file, or as tensors in NumPy's format (NumPy,
 * "numpy.lib.format", version 1.0).
 */
@NullMarked
package io.github.openflgramine.model;

import org.jspecify.annotations.NullMarked;

package io.github.openflgramine.product;

/** The name and form of a field of a document. */
record JsonField<T>(String name, JsonForm<T> form) {}

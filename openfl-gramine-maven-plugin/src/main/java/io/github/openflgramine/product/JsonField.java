package io.github.openflgramine.product;

/** A field of a document by its name and form. */
record JsonField<T>(String name, JsonForm<T> form) {}

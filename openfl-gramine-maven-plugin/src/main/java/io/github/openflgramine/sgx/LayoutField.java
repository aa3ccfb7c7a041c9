package io.github.openflgramine.sgx;

/**
 * A field of a binary structure. An enum lists all fields of one structure in their order, and so is the structure's
 * table. Numbers in the fields are little-endian.
 */
public interface LayoutField {

    /** Offset from the structure's start and size, both in bytes. */
    record Place(int offset, int size) {}

    Place place();

    default int offset() {
        return place().offset();
    }

    default int size() {
        return place().size();
    }
}

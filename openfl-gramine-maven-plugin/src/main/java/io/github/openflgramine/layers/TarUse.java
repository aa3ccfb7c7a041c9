package io.github.openflgramine.layers;

/** The use of a tar of files. */
enum TarUse {
    /** A layer: {@code .wh.} names are markers. Its length is known, so it may lack an end marker. */
    LAYER,
    /** A root file system: every name is a file. Without an end marker it is truncated. */
    ROOT
}

package io.github.openflgramine.layers;

/** What a tar of files is. */
public enum TarUse {
    /** A layer: {@code .wh.} names are markers; its length is known, so that it may lack an end marker. */
    LAYER,
    /** A root file system: every name is a file's; without an end marker it is cut off. */
    ROOT
}

package io.github.openflgramine.trusted;

import java.util.List;

/**
 * The libraries that a program or library needs, and where it looks for them (System V ABI, chapter 5, "Dynamic
 * Section").
 *
 * @param needed DT_NEEDED
 * @param rpath the directories of DT_RPATH, searched before LD_LIBRARY_PATH and only if there is no DT_RUNPATH
 * @param runpath the directories of DT_RUNPATH, searched after LD_LIBRARY_PATH
 */
record SharedObject(List<String> needed, List<String> rpath, List<String> runpath) {

    SharedObject {
        needed = List.copyOf(needed);
        rpath = runpath.isEmpty() ? List.copyOf(rpath) : List.of();
        runpath = List.copyOf(runpath);
    }
}

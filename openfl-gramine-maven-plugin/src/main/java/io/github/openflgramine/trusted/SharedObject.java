package io.github.openflgramine.trusted;

import java.util.List;

/**
 * What a program or library says of the libraries it needs (System V ABI, chapter 5, "Dynamic Section").
 *
 * @param needed DT_NEEDED
 * @param rpath DT_RPATH, directory by directory; looked into before LD_LIBRARY_PATH, and only where there is no DT_RUNPATH
 * @param runpath DT_RUNPATH, directory by directory; looked into after it
 */
record SharedObject(List<String> needed, List<String> rpath, List<String> runpath) {

    SharedObject {
        needed = List.copyOf(needed);
        rpath = runpath.isEmpty() ? List.copyOf(rpath) : List.of();
        runpath = List.copyOf(runpath);
    }
}

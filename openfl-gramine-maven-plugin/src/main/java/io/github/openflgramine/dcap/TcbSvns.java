package io.github.openflgramine.dcap;

import java.util.List;

/**
 * The security versions of a platform: the 16 components of its CPUSVN, and PCESVN.
 *
 * @param components 16 numbers of 0 to 255
 * @param pceSvn 0 to 65535
 */
record TcbSvns(List<Integer> components, int pceSvn) implements Comparable<TcbSvns> {

    static final int COMPONENTS = 16;
    static final int HIGHEST_COMPONENT = 0xff;
    static final int HIGHEST_PCE_SVN = 0xffff;

    TcbSvns {
        components = List.copyOf(components);
        if (components.size() != COMPONENTS
                || components.stream().anyMatch(svn -> svn < 0 || svn > HIGHEST_COMPONENT)
                || pceSvn < 0
                || pceSvn > HIGHEST_PCE_SVN) {
            throw new IllegalArgumentException("not the security versions of a platform");
        }
    }

    /** Returns whether every number is at least the level's. The order is partial. */
    boolean reaches(TcbSvns level) {
        for (int i = 0; i < COMPONENTS; i++) {
            if (components.get(i) < level.components.get(i)) {
                return false;
            }
        }
        return pceSvn >= level.pceSvn;
    }

    /** Compares by the first number that differs. A level that reaches another comes after it. */
    @Override
    public int compareTo(TcbSvns other) {
        for (int i = 0; i < COMPONENTS; i++) {
            int order = Integer.compare(components.get(i), other.components.get(i));
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(pceSvn, other.pceSvn);
    }
}

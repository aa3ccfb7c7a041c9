package io.github.openflgramine.rootfs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Set;

/**
 * What the kernel shows as files (proc(5), sysfs(5)): reading it can last for ever or differ each time, and no image has
 * it. A root file system that is read from a running machine has an empty directory in its place, as an exported one does.
 */
final class KernelFilesystems {

    private static final Set<String> TYPES = Set.of(
            "autofs",
            "binfmt_misc",
            "bpf",
            "cgroup",
            "cgroup2",
            "configfs",
            "debugfs",
            "devpts",
            "devtmpfs",
            "efivarfs",
            "fusectl",
            "hugetlbfs",
            "mqueue",
            "nsfs",
            "proc",
            "pstore",
            "rpc_pipefs",
            "securityfs",
            "selinuxfs",
            "sysfs",
            "tracefs");

    private KernelFilesystems() {}

    static boolean holds(Path directory) throws IOException {
        return TYPES.contains(Files.getFileStore(directory).type());
    }

    /** The number of the device, or 0 where the platform has none. */
    static long device(Path directory) throws IOException {
        try {
            return ((Number) Files.getAttribute(directory, "unix:dev", LinkOption.NOFOLLOW_LINKS)).longValue();
        } catch (UnsupportedOperationException e) {
            return 0;
        }
    }
}

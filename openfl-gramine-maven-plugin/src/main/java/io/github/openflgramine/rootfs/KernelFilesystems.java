package io.github.openflgramine.rootfs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Set;

/**
 * File systems that the kernel generates (proc(5), sysfs(5)). Reading them may never end or may differ each time, and
 * no image contains them. In a root file system of a running machine they count as empty directories, as in an exported
 * one.
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

    /** Returns the number of the device, or 0 if the platform has none. */
    static long device(Path directory) throws IOException {
        try {
            return ((Number) Files.getAttribute(directory, "unix:dev", LinkOption.NOFOLLOW_LINKS)).longValue();
        } catch (UnsupportedOperationException e) {
            return 0;
        }
    }
}

package io.github.openflgramine.openfl;

import io.github.openflgramine.GraminizeException;
import java.nio.file.Path;
import java.util.regex.Pattern;

/**
 * A collaborator's data in {@code plan/data.yaml}. The plan's data loader interprets it, so most values are possible;
 * but of the host's files a container has only the directory that is mounted at {@code /workspace/data}.
 */
public final class DataPath {

    private static final Path WORKSPACE = Path.of("/workspace");
    private static final Path MOUNTED = WORKSPACE.resolve("data");
    private static final Pattern OF_WINDOWS = Pattern.compile("[A-Za-z]:[\\\\/].*|\\\\\\\\.*");

    private DataPath() {}

    /**
     * Checks that the data can exist in a container.
     *
     * @param where the file or property that has it
     * @throws GraminizeException if it cannot
     */
    public static void requireInContainer(String data, String where) {
        if (!isInContainer(data)) {
            throw new GraminizeException(
                    where + " is '" + data
                            + "', expected a shard's number or a path below data/: nothing else of this machine"
                            + " is in the container.",
                    "Write a path such as data/NAME, and copy the data there or mount its directory with"
                            + " -Dopenfl.data=DIRECTORY, which the container has as data/.");
        }
    }

    private static boolean isInContainer(String data) {
        if (data.isBlank()
                || data.lines().count() != 1
                || data.indexOf('\0') >= 0
                || data.startsWith("~")
                || OF_WINDOWS.matcher(data).matches()) {
            return false;
        }
        String path = data.replaceFirst("^file:(//)?(?=/)", "").strip();
        return Path.of(path).isAbsolute()
                ? Path.of(path).normalize().startsWith(MOUNTED)
                : WORKSPACE.resolve(path).normalize().startsWith(WORKSPACE);
    }
}

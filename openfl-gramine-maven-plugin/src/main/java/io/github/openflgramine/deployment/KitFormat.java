package io.github.openflgramine.deployment;

import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.Role;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the signed files of an archive leave open: its directories and its name. From format 2 on, {@link KitList} lists both.
 * In format 1, which has no such list, they follow from the compose file.
 */
final class KitFormat {

    /** The beginning of format 1's compose file. */
    private static final Pattern COMPOSE = Pattern.compile("services:\\n {2}\"?([^\\s\"]+)\"?:\\n {4}image: .+\\n"
            + " {4}container_name: .+\\n {4}command:\\n {6}- (aggregator|collaborator)\\n(?s:.*)");

    private static final Map<String, List<String>> FORMAT_1 = Map.of(
            Role.AGGREGATOR.toString(),
            List.of("cert/server/", "local_state/", "logs/", "save/"),
            Role.COLLABORATOR.toString(),
            List.of("cert/client/", "data/", "logs/"));

    private KitFormat() {}

    /**
     * Refuses an archive with other members than its signed files name.
     *
     * @param sums the content of {@link KitChecksums#FILE}
     */
    static void require(String shown, ReceivedKit kit, byte[] sums) {
        if (!Arrays.equals(KitChecksums.of(kit.files()), sums)) {
            throw new GraminizeException(shown + " has a damaged " + KitChecksums.FILE + ".", KitCheck.AGAIN);
        }
        Optional<byte[]> list = kit.content(KitList.FILE);
        if (list.isPresent()) {
            if (!KitList.fits(list.get(), kit.name(), kit.paths())) {
                throw refused(shown, kit, KitList.FILE);
            }
            return;
        }
        Matcher compose =
                COMPOSE.matcher(new String(kit.content(Kit.COMPOSE).orElse(new byte[0]), StandardCharsets.UTF_8));
        SortedSet<String> directories = new TreeSet<>();
        if (compose.matches()) {
            directories.addAll(FORMAT_1.getOrDefault(compose.group(2), List.of()));
        }
        if (!compose.matches()
                || !kit.name().equals(compose.group(1))
                || !kit.directories().equals(directories)) {
            throw refused(shown, kit, Kit.COMPOSE);
        }
    }

    private static GraminizeException refused(String shown, ReceivedKit kit, String list) {
        return new GraminizeException(
                "%s unpacks to %s with the directories %s; its %s names others."
                        .formatted(shown, kit.name(), String.join(" ", kit.directories()), list),
                KitCheck.AGAIN);
    }
}

package io.github.openflgramine.prepare;

import io.github.openflgramine.AddressCredentials;
import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.files.Content;
import io.github.openflgramine.openfl.Workspace;
import io.github.openflgramine.openfl.WorkspaceArchive;
import io.github.openflgramine.product.InsecureSetting;
import io.github.openflgramine.product.ProductionRule;
import io.github.openflgramine.secrets.SecretSearch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Keys and credentials among the files that go into the image and the published archive. */
final class PackedSecrets {

    private PackedSecrets() {}

    /**
     * Returns a setting for each packed file that is or contains a key or a credential. The packages that requirements.txt
     * names by their paths are installed in the image, so they count.
     */
    static List<InsecureSetting> in(Workspace workspace, WorkspaceArchive archive, PipInstall pip) throws IOException {
        SortedMap<String, Content> packed = new TreeMap<>(archive.entries());
        Path dockerfile = workspace.gramineDirectory().resolve("Dockerfile");
        BuildFiles files = pip.files();
        for (Path file : Stream.of(Stream.of(dockerfile), files.constraints().stream(), files.caBundle().stream())
                .flatMap(each -> each)
                .filter(Files::isRegularFile)
                .toList()) {
            packed.put(shown(workspace.root(), file), Content.of(file));
        }
        for (String name : PipRequirements.read(workspace, pip).ofWorkspace().packages()) {
            try (Stream<Path> below = Files.walk(workspace.root().resolve(name))) {
                for (Path file : below.filter(Files::isRegularFile).toList()) {
                    packed.put(shown(workspace.root(), file), Content.of(file));
                }
            }
        }
        List<InsecureSetting> found = new ArrayList<>();
        for (var file : packed.entrySet()) {
            SecretSearch.in(file.getKey(), file.getValue())
                    .map(meaning -> setting(file.getKey(), meaning))
                    .ifPresent(found::add);
        }
        return found;
    }

    private static String shown(Path root, Path file) {
        return (file.startsWith(root) ? root.relativize(file) : file).toString();
    }

    private static InsecureSetting setting(String file, String meaning) {
        return new InsecureSetting(
                ProductionRule.PACKED_SECRET,
                file + " would be packed into the image and is or contains " + meaning + ".",
                "Remove it. What a participant needs at run time belongs in data/, which is never packed.");
    }

    /**
     * Refuses addresses with credentials among pip's inputs, because they would stay in the image's layers and history.
     *
     * @throws GraminizeException naming the input, without the credentials
     */
    static void refuseCredentials(Workspace workspace, PipInstall pip) throws IOException {
        refuse("openfl.requirement", pip.openfl());
        refuse("gramine.wheelIndex", pip.index().map(WheelIndex::address).orElse(""));
        refuse("gramine.pipOptions", pip.options());
        PipRequirements requirements = PipRequirements.read(workspace, pip);
        requirements.ofWorkspace().texts().forEach((name, text) -> refuse(name, text.text()));
        pip.files()
                .constraints()
                .ifPresent(file -> requirements
                        .constraintTexts()
                        .forEach(
                                (name, text) -> refuse(file.resolveSibling(name).toString(), text.text())));
    }

    private static void refuse(String where, String text) {
        Optional<String> address = AddressCredentials.shownIn(text);
        if (address.isPresent()) {
            throw new GraminizeException(
                    where + " has an address with a user name or password (" + address.get()
                            + "), which would stay in the image.",
                    "Download the packages on this machine, where pip finds its credentials in pip.conf or .netrc"
                            + " (pip download --dest wheels …), and set gramine.wheelhouse=wheels.");
        }
    }
}

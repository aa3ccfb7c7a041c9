package io.github.openflgramine.deployment;

import io.github.openflgramine.engine.ContainerRequest;
import io.github.openflgramine.files.Content;
import io.github.openflgramine.files.ContextDirectory;
import io.github.openflgramine.image.ImagePath;
import io.github.openflgramine.product.ImagePython;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** A Python program in a kit, which its scripts run with the image's Python. */
enum KitTool {
    /** Makes the request and imports the answer; see {@code python/kit/certificates.py}. */
    CERTIFICATES,
    /** Tries the connection to the aggregator; see {@code python/kit/connection.py}. */
    CONNECTION;

    private static final ImagePath KIT = ImagePath.of("/kit");

    /** Returns the program's path in the kit. */
    String path() {
        return "tools/" + file();
    }

    Content content() throws IOException {
        return Content.of(new String(
                ContextDirectory.resource("/io/github/openflgramine/python/kit/" + file()), StandardCharsets.UTF_8));
    }

    /** Returns the command of a script that runs the program with these arguments; the script may add others. */
    String command(String... arguments) {
        ContainerRequest.Builder request = ContainerRequest.of(KitPlaces.IMAGE)
                .user(KitPlaces.USER)
                .workingDir(KIT)
                .entrypoint(ImagePython.entrypoint("-I -B"))
                .command(words(arguments))
                .withoutPrivileges()
                .readOnlyRoot();
        request = this == CERTIFICATES
                ? request.writable(KitPlaces.DIRECTORY, KIT)
                : request.readable(KitPlaces.DIRECTORY, KIT).network(ContainerRequest.Network.HOST);
        return ShellCommand.of(request.build());
    }

    private String[] words(String... arguments) {
        String[] words = new String[arguments.length + 1];
        words[0] = KIT.resolve(path()).toString();
        System.arraycopy(arguments, 0, words, 1, arguments.length);
        return words;
    }

    private String file() {
        return name().toLowerCase(Locale.ROOT) + ".py";
    }
}

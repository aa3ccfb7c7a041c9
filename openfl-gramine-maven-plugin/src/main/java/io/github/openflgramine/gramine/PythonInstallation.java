package io.github.openflgramine.gramine;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.image.ImageFilesystem;
import io.github.openflgramine.image.ImagePath;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The Python that runs in the enclave, as described while the first image was built.
 *
 * @param interpreter the real path of the program
 * @param version for example 3.11.2
 * @param openfl the version of OpenFL that it imports
 * @param searchPath the existing directories of {@code sys.path}, starting with the standard library's
 */
public record PythonInstallation(ImagePath interpreter, String version, String openfl, List<ImagePath> searchPath) {

    /** The path of the description in an image. */
    public static final ImagePath DESCRIPTION = ImagePath.of("/opt/openfl-gramine/python.json");

    public PythonInstallation {
        searchPath = List.copyOf(searchPath);
    }

    /**
     * Reads the description. The image's reader must keep {@link #DESCRIPTION}.
     *
     * @throws GraminizeException if the description is missing or invalid
     */
    public static PythonInstallation of(ImageFilesystem image) {
        byte[] json = image.content(DESCRIPTION).orElseThrow(() -> noDescription("has no " + DESCRIPTION));
        try {
            JsonNode description = new ObjectMapper().readTree(json);
            List<ImagePath> searchPath = new ArrayList<>();
            description.required("sys_path").forEach(directory -> searchPath.add(ImagePath.of(directory.asText())));
            ImagePath interpreter =
                    ImagePath.of(description.required("interpreter").asText());
            if (image.resolve(interpreter).isEmpty()) {
                throw noDescription("has no " + interpreter + ", although " + DESCRIPTION + " names it");
            }
            return new PythonInstallation(
                    interpreter,
                    description.required("version").asText(),
                    description.required("openfl").asText(),
                    searchPath);
        } catch (JsonProcessingException e) {
            throw notADescription(e.getOriginalMessage());
        } catch (IOException | IllegalArgumentException e) {
            throw notADescription(String.valueOf(e.getMessage()));
        }
    }

    private static GraminizeException notADescription(String reason) {
        return noDescription("has a " + DESCRIPTION + " that does not describe a Python (" + reason + ")");
    }

    private static GraminizeException noDescription(String what) {
        return new GraminizeException(
                "The first image " + what + ".",
                "Your own gramine/Dockerfile must run build/install, as the plugin's does.");
    }
}

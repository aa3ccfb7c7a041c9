package io.github.openflgramine.deployment;

import io.github.openflgramine.engine.ContainerRequest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * A container's request with {@link KitPlaces} as the only service of a compose file (Compose Specification). Values
 * that only the machine knows are the variables KIT_CONTAINER, KIT_USER, KIT_USERNS, SGX_GROUP, SGX_DEVICE, AESM_SOCKET, KIT_DATA and
 * KIT_IMAGE.
 */
final class ComposeFile {

    private static final Map<String, String> VARIABLES = variables();

    private ComposeFile() {}

    /**
     * Returns the file's text.
     *
     * @param image replaces the image, which only a script can determine; it may have variables of Compose
     */
    static String of(ContainerRequest request, String image) {
        Map<String, Object> service = new LinkedHashMap<>();
        service.put("image", image);
        String actor = request.name().orElse("actor");
        String container = "${KIT_CONTAINER:-" + actor + "}";
        service.put("container_name", container);
        service.put(
                "command",
                request.program().command().stream().map(ComposeFile::text).toList());
        service.put("network_mode", request.reach().network().name().toLowerCase(Locale.ROOT));
        request.rights().user().ifPresent(user -> service.put("user", text(user.id())));
        service.put("userns_mode", "${KIT_USERNS:-}");
        put(
                service,
                "group_add",
                request.rights().groups().stream().map(ComposeFile::text).toList());
        if (!request.rights().privileges()) {
            service.put("cap_drop", List.of("ALL"));
        }
        put(
                service,
                "security_opt",
                request.rights().securityOptions().stream()
                        .map(ComposeFile::text)
                        .toList());
        if (!request.rights().writableRoot()) {
            service.put("read_only", true);
            service.put("tmpfs", List.of(ContainerRequest.TEMPORARY.value()));
        }
        put(
                service,
                "devices",
                request.reach().devices().stream()
                        .map(device -> text(device.source() + ":" + device.target()))
                        .toList());
        Map<String, String> labels = new TreeMap<>();
        request.labels().forEach((name, value) -> labels.put(name, text(value)));
        service.put("labels", labels);
        Map<String, String> environment = new TreeMap<>();
        request.program().env().forEach((name, value) -> environment.put(name, text(value)));
        service.put("environment", environment);
        List<Map<String, Object>> volumes = new ArrayList<>();
        request.reach().binds().forEach(bind -> volumes.add(volume(bind)));
        service.put("volumes", volumes);
        Map<String, Object> file = new LinkedHashMap<>();
        file.put("services", Map.of(actor, service));
        // By default it is the directory's name, and Compose takes another directory's container for its own.
        file.put("name", container);
        return YamlText.file(file);
    }

    /**
     * Returns a volume. A missing source is an error, as in the goals and the script that start an actor; Compose 1
     * cannot express it.
     */
    private static Map<String, Object> volume(ContainerRequest.Bind bind) {
        Map<String, Object> volume = new LinkedHashMap<>();
        volume.put("type", "bind");
        volume.put("source", text(bind.source().toString()));
        volume.put("target", text(bind.target().value()));
        if (!bind.writable()) {
            volume.put("read_only", true);
        }
        volume.put("bind", Map.of("create_host_path", false));
        return volume;
    }

    private static void put(Map<String, Object> service, String name, List<?> values) {
        if (!values.isEmpty()) {
            service.put(name, values);
        }
    }

    /** Returns a value in which only the placeholders are variables. */
    private static String text(String value) {
        String text = YamlText.withoutVariables(value);
        for (var place : VARIABLES.entrySet()) {
            text = text.replace(place.getKey(), place.getValue());
        }
        return text;
    }

    private static Map<String, String> variables() {
        Map<String, String> variables = new LinkedHashMap<>();
        variables.put(KitPlaces.DIRECTORY.toString(), ".");
        variables.put(KitPlaces.DATA.toString(), "${KIT_DATA:-./data}");
        variables.put(KitPlaces.DEVICE.toString(), "${SGX_DEVICE:-/dev/sgx_enclave}");
        variables.put(KitPlaces.AESM_SOCKET.toString(), "${AESM_SOCKET:-/var/run/aesmd/aesm.socket}");
        variables.put(KitPlaces.USER, "${KIT_USER:?set it to the output of id -u, a colon and the output of id -g}");
        variables.put(KitPlaces.GROUP, "${SGX_GROUP:?set it to the output of stat -c %g /dev/sgx_enclave}");
        return variables;
    }
}

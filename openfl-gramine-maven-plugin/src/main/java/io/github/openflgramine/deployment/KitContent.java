package io.github.openflgramine.deployment;

import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.ImageId;
import io.github.openflgramine.Role;
import io.github.openflgramine.Sha256;
import io.github.openflgramine.engine.ContainerRequest;
import io.github.openflgramine.engine.ShellWord;
import io.github.openflgramine.files.Content;
import io.github.openflgramine.gramine.TemplateLanguage;
import io.github.openflgramine.release.ReleaseKey;
import io.github.openflgramine.tar.NameBytes;
import java.io.IOException;
import java.io.InputStream;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The inputs of a kit.
 *
 * @param name the name of the kit's directory
 * @param image the source of the image
 * @param executableJar the SHA-256 of the executable jar that judges images and quotes, if the kit names one
 * @param own paths in the kit of files that the participant adds: certificate and key
 * @param writable directories to which the actor writes
 * @param given public files of the workspace, by their paths in the kit
 */
record KitContent(
        String name,
        Recipient recipient,
        KitImage image,
        Start start,
        Optional<Sha256> executableJar,
        List<String> own,
        List<String> writable,
        SortedMap<String, Content> given) {

    private static final TemplateLanguage LANGUAGE =
            TemplateLanguage.withBrackets("This is a fault of the plugin's.").withFunction("sh", ShellWord::quoted);

    /** Plain in comments, Markdown, commands and compose files. */
    private static final Pattern NAME = Pattern.compile("[0-9A-Za-z._-]+");

    private static final Pattern ADDRESS = Pattern.compile("[0-9A-Za-z.-]+:[0-9]{1,5}");

    public KitContent {
        own = List.copyOf(own);
        writable = List.copyOf(writable);
    }

    /**
     * The recipient of a kit, and its federation.
     *
     * @param actor {@code aggregator}, or the collaborator's name
     * @param workspace the workspace's name
     * @param aggregator HOST:PORT
     */
    record Recipient(Role role, String actor, String workspace, String aggregator) {
        Recipient {
            for (String name : List.of(actor, workspace)) {
                if (!NAME.matcher(name).matches()) {
                    throw new GraminizeException(
                            "'" + NameBytes.printable(name) + "' cannot be a name in a kit.",
                            "Use letters, digits and . _ - for the workspace and its participants.");
                }
            }
            if (!ADDRESS.matcher(aggregator).matches()) {
                throw new GraminizeException(
                        "'" + NameBytes.printable(aggregator) + "' cannot be the aggregator's address in a kit.",
                        "The plan's agg_addr is a fully qualified domain name or an IPv4 address, its agg_port a number.");
            }
        }

        String host() {
            return aggregator.substring(0, aggregator.indexOf(':'));
        }

        String port() {
            return aggregator.substring(aggregator.indexOf(':') + 1);
        }
    }

    /**
     * How the actor's container is started.
     *
     * @param requests requests with {@link KitPlaces}, by the mode's name, the default mode first
     * @param compose the request of the default mode for a compose file
     * @param enrol the request of an actor that has no certificate yet; empty if its key is in a file
     * @param pinned whether the answer of the authority has evidence about the aggregator, which has to be judged
     * @param attested whether the enclave uses remote attestation, which needs aesmd
     * @param sealing whether the image seals directories, which other modes than sgx would damage
     * @param encryptedData whether the image encrypts the data, so that they have to be mounted writable
     */
    record Start(
            Map<String, ContainerRequest> requests,
            ContainerRequest compose,
            Optional<ContainerRequest> enrol,
            boolean pinned,
            boolean attested,
            boolean sealing,
            boolean encryptedData) {
        Start {
            requests = Collections.unmodifiableMap(new LinkedHashMap<>(requests));
        }
    }

    /**
     * Creates the kit.
     *
     * @param key signs the checksums; if null, they are unsigned
     * @throws GraminizeException if the kit would contain a private key
     */
    public Kit kit(KitScripts all, @Nullable ReleaseKey key) throws IOException {
        Map<String, Object> model = model();
        SortedMap<String, Content> files = new TreeMap<>(given);
        KitScripts templates = requests() ? all : all.withoutCertificates();
        templates.scripts().forEach((name, text) -> put(files, name, LANGUAGE.render(name, text, model)));
        put(files, "README.md", LANGUAGE.render("README.md", templates.readme(), model));
        if (requests()) {
            for (KitTool tool : KitTool.values()) {
                files.put(tool.path(), tool.content());
            }
        }
        executableJar.ifPresent(jar -> put(files, KitPlaces.JAR_DIGEST, jar + "  " + KitPlaces.JAR + "\n"));
        put(files, Kit.COMPOSE, ComposeFile.of(start.compose(), image.inCompose()));
        writable.forEach(directory -> files.put(directory + "/", Content.of("")));
        own.forEach(path -> files.put(path.substring(0, path.lastIndexOf('/') + 1), Content.of("")));
        files.put(KitList.FILE, Content.of(KitList.of(name, files.keySet())));
        SortedMap<String, KitFile> read = read(files);
        SortedSet<String> keys = KitFile.withPrivateKey(read);
        if (!keys.isEmpty()) {
            throw new GraminizeException(
                    "The kit " + name + " would contain a private key: " + String.join(", ", keys) + ".",
                    "Remove it from the workspace's file; only public certificates belong there.");
        }
        byte[] sums = KitChecksums.of(read);
        files.put(KitChecksums.FILE, Content.of(sums));
        if (key != null) {
            files.put(KitChecksums.SIGNATURE, Content.of(key.sign(sums)));
        }
        return new Kit(name, files);
    }

    /** Returns whether the participant requests its certificate with a key in a file. */
    private boolean requests() {
        return recipient.role() == Role.COLLABORATOR && start.enrol().isEmpty();
    }

    private static SortedMap<String, KitFile> read(SortedMap<String, Content> files) throws IOException {
        SortedMap<String, KitFile> read = new TreeMap<>();
        for (var file : files.entrySet()) {
            if (!file.getKey().endsWith("/")) {
                try (InputStream in = file.getValue().open()) {
                    read.put(file.getKey(), KitFile.read(in));
                }
            }
        }
        return read;
    }

    private Map<String, Object> model() {
        Map<String, Object> commands = new LinkedHashMap<>();
        start.requests().forEach((mode, request) -> commands.put(mode, ShellCommand.of(request)));
        Map<String, Object> model = new LinkedHashMap<>();
        model.put("actor", recipient.actor());
        model.put("isAggregator", recipient.role() == Role.AGGREGATOR);
        model.put("workspace", recipient.workspace());
        model.put("aggregator", recipient.aggregator());
        model.put("port", recipient.port());
        model.put("container", start.compose().name().orElseThrow());
        model.put("image", image.reference());
        model.put("imageId", image.id().toString());
        model.put("imageIds", image.ids().stream().map(ImageId::toString).toList());
        model.put("archive", image.archive().map(KitImage.Archive::name).orElse(""));
        model.put(
                "archiveSha256",
                image.archive().map(archive -> archive.sha256().hex()).orElse(""));
        model.put(
                "layers",
                image.layers().stream().map(digest -> "sha256:" + digest.hex()).toList());
        model.put("requests", requests());
        model.put("certificates", KitTool.CERTIFICATES.command());
        model.put("connection", KitTool.CONNECTION.command(recipient.actor(), recipient.host(), recipient.port()));
        model.put("jarSha256", executableJar.map(Sha256::hex).orElse(""));
        model.put("pinned", start.pinned());
        model.put("attested", start.attested());
        model.put("sealed", start.sealing());
        model.put("encryptedData", start.encryptedData());
        model.put("enrol", start.enrol().map(ShellCommand::of).orElse(""));
        model.put("mode", start.requests().keySet().iterator().next());
        model.put("commands", commands);
        model.put("own", own);
        model.put("needed", needed());
        model.put("writable", writable);
        model.put("given", given.keySet());
        return model;
    }

    /** Returns the files without which the actor does not start, besides model and data. */
    private NavigableSet<String> needed() {
        NavigableSet<String> needed = new TreeSet<>(own);
        given.keySet().stream()
                .filter(path -> path.startsWith("cert/") || path.startsWith("plan/"))
                .forEach(needed::add);
        needed.add("cert/cert_chain.crt");
        needed.add(recipient.role() == Role.AGGREGATOR ? "plan/cols.yaml" : "plan/data.yaml");
        return needed;
    }

    private static void put(SortedMap<String, Content> files, String path, String text) {
        files.put(path, Content.of(text));
    }
}

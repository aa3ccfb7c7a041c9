package io.github.openflgramine.sbom;

import com.github.packageurl.MalformedPackageURLException;
import com.github.packageurl.PackageURL;
import com.github.packageurl.PackageURLBuilder;
import io.github.openflgramine.packages.InstalledPackage;
import io.github.openflgramine.packages.OperatingSystem;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.cyclonedx.Version;
import org.cyclonedx.exception.GeneratorException;
import org.cyclonedx.generators.json.BomJsonGenerator;
import org.cyclonedx.model.Bom;
import org.cyclonedx.model.Component;
import org.cyclonedx.model.Dependency;
import org.cyclonedx.model.Hash;
import org.cyclonedx.model.License;
import org.cyclonedx.model.LicenseChoice;
import org.cyclonedx.model.Metadata;
import org.cyclonedx.model.Property;
import org.cyclonedx.model.license.Expression;
import org.cyclonedx.model.metadata.ToolInformation;

/**
 * A CycloneDX SBOM of an image. The same image gives the same bytes: the serial number is derived from the image's id,
 * and a time is included only if the build has a fixed one.
 *
 * @param image name and tag
 * @param imageId {@code sha256:…}, the id in the engine that built the image
 * @param tool name and version of the tool that writes the SBOM
 */
public record SbomDocument(
        String image,
        String imageId,
        Map.Entry<String, String> tool,
        Optional<Instant> time,
        Optional<OperatingSystem> system,
        List<SbomPackage> packages) {

    /** The version of the specification, which is the newest that the library writes. */
    public static final Version VERSION = Version.VERSION_16;

    private static final String PREFIX = "io.github.openfl-gramine:";
    private static final String ROOT = "image";

    public SbomDocument {
        packages = List.copyOf(packages);
    }

    public String json() {
        Bom bom = new Bom();
        bom.setSerialNumber("urn:uuid:" + UUID.nameUUIDFromBytes(imageId.getBytes(StandardCharsets.UTF_8)));
        bom.setMetadata(metadata());
        Dependency root = new Dependency(ROOT);
        List<Component> components = new ArrayList<>();
        system.map(SbomDocument::component).ifPresent(components::add);
        packages.forEach(one -> components.add(component(one)));
        components.forEach(component -> root.addDependency(new Dependency(component.getBomRef())));
        bom.setComponents(components);
        bom.setDependencies(List.of(root));
        try {
            return new BomJsonGenerator(bom, VERSION).toJsonString(true) + "\n";
        } catch (GeneratorException e) {
            throw new IllegalStateException("an SBOM of strings can always be written", e);
        }
    }

    private Metadata metadata() {
        Component writer = new Component();
        writer.setType(Component.Type.APPLICATION);
        writer.setName(tool.getKey());
        writer.setVersion(tool.getValue());
        ToolInformation tools = new ToolInformation();
        tools.setComponents(List.of(writer));
        Component subject = new Component();
        subject.setType(Component.Type.CONTAINER);
        subject.setBomRef(ROOT);
        int colon = image.lastIndexOf(':');
        subject.setName(image.substring(0, colon));
        subject.setVersion(image.substring(colon + 1));
        subject.addProperty(property("image_id", imageId));
        Metadata metadata = new Metadata();
        metadata.setTimestamp(time.map(Date::from).orElse(null));
        metadata.setToolChoice(tools);
        metadata.setComponent(subject);
        return metadata;
    }

    private static Component component(OperatingSystem system) {
        Component component = new Component();
        component.setType(Component.Type.OPERATING_SYSTEM);
        component.setBomRef("os");
        component.setName(system.id());
        component.setVersion(system.version());
        return component;
    }

    private Component component(SbomPackage sbomWritten) {
        InstalledPackage content = sbomWritten.content();
        PackageURL url = url(content);
        Component component = new Component();
        component.setType(Component.Type.LIBRARY);
        component.setBomRef(url.canonicalize());
        component.setName(content.name());
        component.setVersion(content.version());
        component.setPurl(url);
        component.addHash(new Hash(Hash.Algorithm.SHA_256, content.digest().hex()));
        content.licence().ifPresent(licence -> component.setLicenses(choice(licence, content.spdx())));
        component.addProperty(property("files", Integer.toString(content.files().size())));
        component.addProperty(property("bytes", Long.toString(content.bytes())));
        new TreeMap<>(sbomWritten.trusted())
                .forEach((enclave, count) ->
                        component.addProperty(property("trusted_files." + enclave, count.toString())));
        sbomWritten
                .emptied()
                .forEach(library -> component.addProperty(
                        property("emptied_library", library.path() + " sha256:" + library.sha256())));
        sbomWritten
                .setAside()
                .forEach(library -> component.addProperty(
                        property("set_aside", library.path() + " " + String.join("; ", library.doubts()))));
        return component;
    }

    /** Returns the package URL of type deb or pypi (package URL specification). */
    private PackageURL url(InstalledPackage content) {
        try {
            if (content.kind() == InstalledPackage.Kind.PYTHON) {
                return PackageURLBuilder.aPackageURL()
                        .withType(PackageURL.StandardTypes.PYPI)
                        .withName(content.name())
                        .withVersion(content.version())
                        .build();
            }
            PackageURLBuilder url = PackageURLBuilder.aPackageURL()
                    .withType("deb")
                    .withNamespace(system.map(OperatingSystem::id).orElse("debian"))
                    .withName(content.name())
                    .withVersion(content.version());
            content.architecture().ifPresent(architecture -> url.withQualifier("arch", architecture));
            system.filter(os -> !os.version().isEmpty())
                    .ifPresent(os -> url.withQualifier("distro", os.id() + "-" + os.version()));
            return url.build();
        } catch (MalformedPackageURLException e) {
            throw new IllegalStateException("a package that is installed has a name: " + content.name(), e);
        }
    }

    private static LicenseChoice choice(String licence, boolean spdx) {
        LicenseChoice choice = new LicenseChoice();
        if (spdx) {
            choice.setExpression(new Expression(licence));
        } else {
            License named = new License();
            named.setName(licence);
            choice.addLicense(named);
        }
        return choice;
    }

    private static Property property(String name, String value) {
        return new Property(PREFIX + name, value);
    }
}

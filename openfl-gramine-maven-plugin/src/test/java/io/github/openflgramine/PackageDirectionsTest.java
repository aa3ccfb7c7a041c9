package io.github.openflgramine;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The allowed dependencies between packages: Mojos use the parties, the parties use formats and tools, never the other
 * way round.
 */
@AnalyzeClasses(packagesOf = GraminizeException.class, importOptions = ImportOption.DoNotIncludeTests.class)
final class PackageDirectionsTest {

    private static final String ROOT = "io.github.openflgramine";
    private static final double LARGEST_SHARE = 0.12;
    /** FreeMarker reads properties of public types only. */
    private static final List<String> READ_BY_TEMPLATES = Stream.of(
                    "BuildChanges",
                    "EnclaveReport",
                    "EnclaveSection",
                    "MemoryMap",
                    "PackageRow",
                    "Statement",
                    "TrainedContent",
                    "TrustedFilesMap")
            .map(name -> ROOT + ".report." + name)
            .toList();

    private static final Path MAIN = Path.of("src/main/java");
    private static final Path TEST = Path.of("src/test/java");

    /** Every package except {@code maven}, which may use all. All packages may use the root package. */
    private static final Map<String, Set<String>> USES = Map.ofEntries(
            // Formats and tools, by the authority that defines their rules.
            Map.entry("pem", Set.of("files")),
            Map.entry("elf", Set.of()),
            Map.entry("python", Set.of("files")),
            Map.entry("toml", Set.of("python")),
            Map.entry("tar", Set.of()),
            Map.entry("files", Set.of()),
            Map.entry("secrets", Set.of("files")),
            Map.entry("openfl", Set.of("files", "python")),
            Map.entry("pki", Set.of("files", "pem")),
            Map.entry("sgx", Set.of("files", "pem")),
            Map.entry("dcap", Set.of("sgx")),
            Map.entry("attestation", Set.of("dcap", "files")),
            Map.entry("pcs", Set.of("dcap", "files")),
            Map.entry("pkcs11", Set.of("sgx")),
            Map.entry("release", Set.of("pem")),
            Map.entry("intoto", Set.of("release")),
            Map.entry("image", Set.of("tar")),
            Map.entry("rootfs", Set.of("image", "tar")),
            Map.entry("layers", Set.of("files", "image", "rootfs", "tar")),
            Map.entry("trusted", Set.of("image")),
            Map.entry("packages", Set.of("image")),
            Map.entry("engine", Set.of("image")),
            Map.entry("gramine", Set.of("elf", "image", "sgx", "toml")),
            // What all parties share.
            Map.entry("product", Set.of("files", "gramine", "image", "openfl", "secrets", "sgx")),
            Map.entry("sbom", Set.of("files", "gramine", "image", "packages", "trusted")),
            // The parties.
            Map.entry("signing", Set.of("files", "gramine", "image", "layers", "pkcs11", "product", "sgx")),
            Map.entry(
                    "graminize",
                    Set.of(
                            "engine", "files", "gramine", "image", "layers", "openfl", "pki", "product", "sgx",
                            "signing", "trusted")),
            Map.entry(
                    "run",
                    Set.of(
                            "attestation",
                            "engine",
                            "enrolment",
                            "files",
                            "gramine",
                            "image",
                            "layers",
                            "openfl",
                            "pki",
                            "product",
                            "sgx")),
            Map.entry("adopt", Set.of("engine", "files", "image", "openfl", "prepare", "product", "python", "run")),
            Map.entry("model", Set.of("engine", "files", "openfl", "product", "run")),
            Map.entry(
                    "host",
                    Set.of(
                            "attestation",
                            "dcap",
                            "engine",
                            "enrolment",
                            "files",
                            "gramine",
                            "image",
                            "openfl",
                            "pki",
                            "product",
                            "run")),
            Map.entry(
                    "prepare",
                    Set.of(
                            "engine",
                            "files",
                            "gramine",
                            "graminize",
                            "image",
                            "openfl",
                            "packages",
                            "pem",
                            "product",
                            "python",
                            "run",
                            "sbom",
                            "secrets")),
            Map.entry("federation", Set.of("engine", "files", "openfl", "pki", "product", "run")),
            Map.entry("certify", Set.of("enrolment", "files", "openfl", "pki", "product")),
            Map.entry("enrolment", Set.of("attestation", "dcap", "files", "pki", "product", "verify")),
            Map.entry(
                    "verify",
                    Set.of(
                            "attestation",
                            "dcap",
                            "engine",
                            "files",
                            "gramine",
                            "image",
                            "intoto",
                            "layers",
                            "pcs",
                            "pki",
                            "product",
                            "publish",
                            "release",
                            "sgx",
                            "signing")),
            Map.entry("publish", Set.of("files", "intoto", "product", "release", "sbom", "secrets")),
            Map.entry(
                    "deployment",
                    Set.of(
                            "attestation",
                            "engine",
                            "files",
                            "gramine",
                            "image",
                            "layers",
                            "openfl",
                            "pki",
                            "product",
                            "release",
                            "run",
                            "sgx",
                            "tar")),
            Map.entry(
                    "cli",
                    Set.of(
                            "attestation",
                            "certify",
                            "deployment",
                            "engine",
                            "enrolment",
                            "files",
                            "pcs",
                            "pki",
                            "product",
                            "release",
                            "sgx",
                            "signing",
                            "verify")),
            Map.entry(
                    "report",
                    Set.of(
                            "federation",
                            "files",
                            "gramine",
                            "image",
                            "openfl",
                            "packages",
                            "product",
                            "sbom",
                            "sgx",
                            "trusted")));

    @ArchTest
    static final ArchRule only_the_mojos_know_maven = noClasses()
            .that()
            .resideOutsideOfPackage(ROOT + ".maven..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.apache.maven..", "org.codehaus.plexus..");

    @ArchTest
    static final ArchRule only_the_jars_commands_know_picocli = noClasses()
            .that()
            .resideOutsideOfPackage(ROOT + ".cli..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("picocli..");

    @ArchTest
    static final ArchRule no_packages_use_each_other_in_a_circle =
            slices().matching(ROOT + ".(*)..").should().beFreeOfCycles();

    @Test
    void each_package_uses_what_is_listed_and_no_more() throws IOException {
        Map<String, Set<String>> found = new TreeMap<>();
        for (Path file : sources(MAIN)) {
            String from = packageOf(file);
            if (USES.containsKey(from)) {
                Set<String> used = found.computeIfAbsent(from, name -> new TreeSet<>());
                imports(file)
                        .map(type -> type.replaceFirst("\\..*", ""))
                        .filter(to -> USES.containsKey(to) && !to.equals(from))
                        .forEach(used::add);
            }
        }
        assertThat(found).isEqualTo(new TreeMap<>(USES));
    }

    /** A type may be public if another package names it, or a public method or constructor uses it in its signature. */
    @ArchTest
    static void what_one_package_alone_uses_is_package_private(JavaClasses classes) throws IOException {
        Set<String> shown = new TreeSet<>();
        for (Path file :
                Stream.concat(sources(MAIN).stream(), sources(TEST).stream()).toList()) {
            imports(file).map(name -> ROOT + "." + name).forEach(shown::add);
        }
        for (JavaClass type : classes) {
            type.getCodeUnits().stream()
                    .filter(unit -> isPublic(type) && unit.getModifiers().contains(JavaModifier.PUBLIC))
                    .flatMap(unit -> Stream.concat(Stream.of(unit.getReturnType()), unit.getParameterTypes().stream()))
                    .flatMap(used -> used.getAllInvolvedRawTypes().stream())
                    .forEach(used -> shown.add(used.getName()));
        }
        shown.addAll(READ_BY_TEMPLATES);
        assertThat(classes.stream()
                        .filter(type -> type.isTopLevelClass() && isPublic(type))
                        .filter(type -> USES.containsKey(packageOf(type)))
                        .map(JavaClass::getName)
                        .filter(name -> !shown.contains(name)))
                .isEmpty();
    }

    private static boolean isPublic(JavaClass type) {
        return type.getModifiers().contains(JavaModifier.PUBLIC);
    }

    private static String packageOf(JavaClass type) {
        return type.getPackageName().replaceFirst(".*\\.", "");
    }

    @Test
    void no_package_holds_more_than_an_eighth_of_the_code() throws IOException {
        Map<String, Long> lines = new TreeMap<>();
        for (Path file : sources(MAIN)) {
            lines.merge(packageOf(file), (long) Files.readAllLines(file).size(), Long::sum);
        }
        long most = (long) (LARGEST_SHARE
                * lines.values().stream().mapToLong(Long::longValue).sum());
        assertThat(lines).allSatisfy((name, count) -> assertThat(count).as(name).isLessThanOrEqualTo(most));
    }

    private static List<Path> sources(Path root) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .sorted()
                    .toList();
        }
    }

    /**
     * Returns the project's types that a file imports, without the root package's name. Sources are read because the
     * compiler inlines constants.
     */
    private static Stream<String> imports(Path file) throws IOException {
        return Files.readString(file)
                .lines()
                .filter(line -> line.startsWith("import "))
                .map(line -> line.replaceFirst("^import (static )?", ""))
                .filter(line -> line.startsWith(ROOT + "."))
                .map(line -> line.substring(ROOT.length() + 1).replaceFirst(";.*|\\.[a-z]\\w*;.*", ""))
                .map(name -> name.replaceFirst("^(\\w+\\.[A-Z]\\w*).*", "$1"));
    }

    /** Returns the package's name below the root; empty for the root. */
    private static String packageOf(Path file) {
        String directory = file.getParent().getFileName().toString();
        return directory.equals("openflgramine") ? "" : directory;
    }
}

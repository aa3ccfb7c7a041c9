package io.github.openflgramine;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packagesOf = GraminizeException.class, importOptions = ImportOption.DoNotIncludeTests.class)
final class PackageDirectionsTest {

    private static final String ROOT = "io.github.openflgramine";

    @ArchTest
    static final ArchRule only_the_mojos_know_maven = noClasses()
            .that()
            .resideOutsideOfPackage(ROOT + ".maven..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.apache.maven..", "org.codehaus.plexus..");

    @ArchTest
    static final ArchRule nobody_uses_the_mojos = noClasses()
            .that()
            .resideOutsideOfPackage(ROOT + ".maven..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage(ROOT + ".maven..");

    @ArchTest
    static final ArchRule only_mojos_use_the_use_cases = noClasses()
            .that()
            .resideOutsideOfPackages(ROOT + ".maven..", ROOT + ".build..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage(ROOT + ".build..");

    @ArchTest
    static final ArchRule gramine_stands_on_sgx_elf_and_image = usesOnly("gramine", "sgx", "elf", "image");

    @ArchTest
    static final ArchRule sgx_stands_on_pem = usesOnly("sgx", "pem");

    @ArchTest
    static final ArchRule pem_stands_alone = usesOnly("pem");

    @ArchTest
    static final ArchRule packages_stand_on_image = usesOnly("packages", "image");

    @ArchTest
    static final ArchRule cyclonedx_stands_on_packages_and_image = usesOnly("cyclonedx", "packages", "image");

    @ArchTest
    static final ArchRule release_stands_on_pem = usesOnly("release", "pem");

    @ArchTest
    static final ArchRule intoto_stands_on_release = usesOnly("intoto", "release");

    @ArchTest
    static final ArchRule elf_stands_alone = usesOnly("elf");

    @ArchTest
    static final ArchRule image_stands_alone = usesOnly("image");

    @ArchTest
    static final ArchRule trusted_stands_on_image = usesOnly("trusted", "image");

    @ArchTest
    static final ArchRule engine_stands_on_image = usesOnly("engine", "image");

    @ArchTest
    static final ArchRule pki_stands_alone = usesOnly("pki");

    @ArchTest
    static final ArchRule host_stands_alone = usesOnly("host");

    @ArchTest
    static final ArchRule pkcs11_stands_on_sgx = usesOnly("pkcs11", "sgx");

    @ArchTest
    static final ArchRule openfl_stands_alone = usesOnly("openfl");

    @ArchTest
    static final ArchRule report_stands_on_gramine = usesOnly("report", "gramine", "sgx");

    @ArchTest
    static final ArchRule deployment_stands_on_what_actors_are_started_with =
            usesOnly("deployment", "engine", "image", "gramine", "release", "pem");

    private static ArchRule usesOnly(String name, String... others) {
        String[] forbidden = java.util.stream.Stream.of(
                        "maven",
                        "build",
                        "openfl",
                        "gramine",
                        "sgx",
                        "elf",
                        "image",
                        "trusted",
                        "engine",
                        "pki",
                        "host",
                        "pkcs11",
                        "pem",
                        "packages",
                        "cyclonedx",
                        "release",
                        "intoto",
                        "deployment",
                        "report")
                .filter(other ->
                        !other.equals(name) && !java.util.List.of(others).contains(other))
                .map(other -> ROOT + "." + other + "..")
                .toArray(String[]::new);
        return classes()
                .that()
                .resideInAPackage(ROOT + "." + name + "..")
                .should()
                .onlyDependOnClassesThat()
                .resideOutsideOfPackages(forbidden)
                .allowEmptyShould(true);
    }
}

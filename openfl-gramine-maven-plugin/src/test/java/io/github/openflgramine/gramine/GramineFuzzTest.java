package io.github.openflgramine.gramine;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.openflgramine.Fuzz;
import io.github.openflgramine.elf.ElfFile;
import io.github.openflgramine.image.ImagePath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Fuzzes the files of an image and of users that describe Gramine. */
final class GramineFuzzTest {

    private static final ImagePath STATUS = GramineInstallation.DPKG_STATUS;

    private static byte[] content(ImagePath path) {
        return Golden.image().content(path).orElseThrow();
    }

    private static List<byte[]> manifests() throws IOException {
        List<byte[]> manifests = new ArrayList<>();
        for (String vector : Golden.positives()) {
            manifests.add(Golden.bytes(vector, "openfl.manifest"));
        }
        for (String vector : Golden.refusals()) {
            manifests.add(Golden.bytes("errors/" + vector, "openfl.manifest"));
        }
        manifests.add(Files.readAllBytes(Path.of("src/test/resources/tomli_w/boundaries.txt")));
        return manifests;
    }

    @Test
    void any_manifest_is_completed_over_a_root_file_system_or_refused() throws IOException {
        Fuzz.fuzz("manifest", manifests(), 1, (bytes, hostile) -> {
            String text = new String(bytes, hostile.onceIn(2) ? UTF_8 : ISO_8859_1);
            ManifestSummary.of(text, "openfl.manifest");
            Golden.signer().complete(text, "openfl.manifest");
        });
    }

    @Test
    void any_constants_lay_an_enclave_out_or_are_refused() throws IOException {
        ElfFile libpal = ElfFile.parse(content(EnclaveSigner.LIBPAL), "libpal.so");
        Fuzz.fuzz("offsets", List.of(content(PalOffsets.FILE)), 1, (bytes, hostile) -> {
            PalOffsets offsets = PalOffsets.parse(bytes, "offsets.py");
            EnclaveSettings settings = settings(offsets);
            EnclaveLayout.of(settings, new byte[100], libpal, offsets).memoryMap();
        });
    }

    @Test
    void any_libpal_is_measured_or_refused() throws IOException {
        PalOffsets offsets = PalOffsets.builtIn();
        EnclaveSettings settings = settings(offsets);
        Fuzz.fuzz(
                "libpal",
                List.of(content(EnclaveSigner.LIBPAL)),
                4,
                (bytes, hostile) -> EnclaveLayout.of(
                                settings, new byte[100], ElfFile.parse(bytes, "libpal.so"), offsets)
                        .measure());
    }

    @Test
    void any_package_status_and_any_description_of_a_python_are_read_or_refused() throws IOException {
        byte[] python =
                "{\"interpreter\": \"/usr/bin/python3\", \"version\": \"3.11\", \"openfl\": \"1.9\", \"sys_path\": [\"/a\"]}"
                        .getBytes(UTF_8);
        Fuzz.fuzz("installation", List.of(content(STATUS), python), 1, (bytes, hostile) -> {
            String text = new String(bytes, ISO_8859_1);
            if (hostile.onceIn(2)) {
                GramineInstallation.packageVersion(new RootfsTar()
                                .file(STATUS.value().substring(1), text)
                                .read())
                        .ifPresent(GramineVersion::parse);
            } else {
                PythonInstallation.of(new RootfsTar()
                        .file(PythonInstallation.DESCRIPTION.value().substring(1), text)
                        .link("usr/bin/python3", "/python")
                        .file("python", "")
                        .read());
            }
        });
    }

    private static EnclaveSettings settings(PalOffsets offsets) {
        Manifest manifest = Manifest.parse("sgx.enclave_size = \"64M\"\nsgx.edmm_enable = true\n", "m");
        return EnclaveSettings.of(ManifestDefaults.fill(manifest, GramineVersion.NEWEST), offsets);
    }
}

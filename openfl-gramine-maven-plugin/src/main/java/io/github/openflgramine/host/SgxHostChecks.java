package io.github.openflgramine.host;

import io.github.openflgramine.Role;
import io.github.openflgramine.gramine.EnclaveNeeds;
import io.github.openflgramine.gramine.EnclaveSize;
import io.github.openflgramine.run.SgxFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Checks whether a machine meets the requirements of enclaves.
 *
 * @param needs the requirements of the image's enclaves; empty if there is no image yet
 * @param enrols whether actors are to enrol here, which needs quotes
 */
record SgxHostChecks(Host host, SgxFiles sgx, Map<Role, EnclaveNeeds> needs, boolean enrols) {

    List<HostFinding> findings() throws IOException {
        List<HostFinding> findings = new ArrayList<>(List.of(processor(), kernel(), device(), epc(), aesm()));
        if (needs.values().stream().anyMatch(EnclaveNeeds::edmm)) {
            findings.add(edmm());
        }
        if (enrols) {
            findings.add(provisioning());
            findings.add(quoteProvider());
        }
        return findings;
    }

    private HostFinding processor() throws IOException {
        String name = host.processor().orElse("unknown");
        if (!host.hasFlag("sgx")) {
            Optional<Boolean> inSilicon = host.processorHasSgx();
            if (inSilicon.isPresent() && !inSilicon.get()) {
                return HostFinding.bad("processor", name + " has no SGX", "Use another machine.");
            }
            return HostFinding.bad(
                    "processor",
                    name + " shows no SGX",
                    inSilicon.isPresent()
                            ? "The processor has SGX but the BIOS disables it: enable it there."
                            : "If it has SGX (Intel Xeon of the third generation or newer), enable it in the BIOS.");
        }
        return host.hasFlag("sgx_lc")
                ? HostFinding.good("processor", name + " with SGX")
                : HostFinding.bad(
                        "processor",
                        name + " with SGX, but without flexible launch control",
                        "The Linux driver needs it: enable it in the BIOS (SGX launch control: unlocked).");
    }

    private HostFinding kernel() throws IOException {
        boolean edmm = needs.values().stream().anyMatch(EnclaveNeeds::edmm);
        KernelVersion least = edmm ? KernelVersion.EDMM : KernelVersion.SGX;
        String release = host.kernelRelease();
        return host.kernel().filter(version -> version.isAtLeast(least)).isPresent()
                ? HostFinding.good("kernel", "Linux " + release)
                : HostFinding.bad(
                        "kernel",
                        "Linux " + (release.isEmpty() ? "of unknown version" : release),
                        "Linux " + least + " or newer is needed" + (edmm ? " for gramine.edmm." : "."));
    }

    private HostFinding device() throws IOException {
        Path device = sgx.device();
        if (Files.notExists(device)) {
            return HostFinding.bad(
                    "device",
                    device + " does not exist",
                    "Linux creates it if it has CONFIG_X86_SGX and the processor and kernel above are ready (see dmesg | grep -i sgx)."
                            + " For another path: -Dopenfl.sgxDevice=…");
        }
        Set<PosixFilePermission> mode = Files.getPosixFilePermissions(device);
        String found = device + " (" + Files.getOwner(device) + ", " + PosixFilePermissions.toString(mode) + ")";
        boolean open = mode.contains(PosixFilePermission.GROUP_WRITE)
                || mode.contains(PosixFilePermission.OTHERS_WRITE)
                || Files.getAttribute(device, "unix:uid").equals(Files.getAttribute(Path.of("/proc/self"), "unix:uid"));
        return open
                ? HostFinding.good("device", found)
                : HostFinding.bad(
                        "device", found, "Allow a group (chgrp sgx, chmod 660); a udev rule makes it permanent.");
    }

    private HostFinding epc() throws IOException {
        OptionalLong bytes = host.epcBytes();
        Optional<EnclaveSize> largest =
                needs.values().stream().map(EnclaveNeeds::size).max(Comparator.comparingLong(EnclaveSize::bytes));
        String enclave = largest.map(size -> ", enclave " + size).orElse("");
        if (bytes.isEmpty()) {
            return HostFinding.doubtful(
                    "EPC",
                    "unknown" + enclave,
                    "Reported by Linux 5.17 and newer; otherwise see dmesg | grep -i 'sgx: EPC section'.");
        }
        String found = bytes.getAsLong() / (1 << 20) + " MB" + enclave;
        return largest.isPresent() && largest.get().bytes() > bytes.getAsLong()
                ? HostFinding.doubtful(
                        "EPC",
                        found,
                        "The enclave does not fit and will be paged, which is slow: use a smaller gramine.enclaveSize"
                                + " or more EPC (PRMRR size in the BIOS).")
                : HostFinding.good("EPC", found);
    }

    private HostFinding aesm() {
        Path socket = sgx.aesmSocket();
        if (Files.exists(socket)) {
            return HostFinding.good("aesmd", socket.toString());
        }
        return enrols || needs.values().stream().anyMatch(EnclaveNeeds::dcap)
                ? HostFinding.bad(
                        "aesmd",
                        socket + " does not exist",
                        (enrols ? "Enrolment needs" : "The image uses")
                                + " remote attestation (dcap): install sgx-aesm-service and"
                                + " libsgx-aesm-quote-ex-plugin, and start aesmd.")
                : HostFinding.good("aesmd", "absent; not needed, as the image has no remote attestation");
    }

    /** Checks what aesmd needs; an actor's enclave does not open it. */
    private HostFinding provisioning() {
        Path device = host.provisioningDevice();
        return Files.exists(device)
                ? HostFinding.good("provisioning", device.toString())
                : HostFinding.bad(
                        "provisioning",
                        device + " does not exist",
                        "aesmd needs it for quotes. Linux creates it next to the SGX device; a container or virtual machine"
                                + " in which aesmd runs has to be given it.");
    }

    private HostFinding quoteProvider() throws IOException {
        Optional<String> service = host.provisioningService();
        return service.isPresent()
                ? HostFinding.good("PCCS", service.get() + ", for aesmd")
                : HostFinding.doubtful(
                        "PCCS",
                        "/" + Host.QUOTE_PROVIDER + " names none",
                        "aesmd gets the processor's certificate from a caching service: install libsgx-dcap-default-qpl and"
                                + " write pccs_url into that file, or install your cloud provider's library.");
    }

    private HostFinding edmm() {
        Optional<Boolean> sgx2 = host.hasSgx2();
        if (sgx2.isEmpty()) {
            return HostFinding.doubtful(
                    "SGX2",
                    "unknown",
                    "gramine.edmm needs it. Run this as root with the kernel's module cpuid loaded.");
        }
        return sgx2.get()
                ? HostFinding.good("SGX2", "present, for gramine.edmm")
                : HostFinding.bad("SGX2", "missing", "Build the image without gramine.edmm, or use another machine.");
    }
}

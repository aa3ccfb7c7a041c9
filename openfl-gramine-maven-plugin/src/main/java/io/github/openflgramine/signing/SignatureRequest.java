package io.github.openflgramine.signing;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.openflgramine.gramine.ManifestSummary;
import io.github.openflgramine.product.EnclaveMeasurements;
import io.github.openflgramine.product.JsonText;
import io.github.openflgramine.product.MeasurementsWriter;
import io.github.openflgramine.sgx.SigstructDate;
import io.github.openflgramine.sgx.SigstructDraft;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;

/** The files for an offline signer: the bytes to sign and a readable description of what they cover. */
record SignatureRequest(EnclaveOutput files, String manifest, SigstructDraft draft, ObjectNode description) {

    /**
     * Creates a request for one enclave.
     *
     * @param origin describes the workspace and image; empty for an enclave without a workspace
     * @param manifest the text of {@code NAME.manifest.sgx}
     * @param date for the SIGSTRUCT
     */
    static SignatureRequest of(
            EnclaveOutput files, ObjectNode origin, EnclaveMeasurements measured, String manifest, SigstructDate date) {
        SigstructDraft draft = SigstructDraft.of(measured.identity().withDate(date));
        ObjectNode description = JsonText.newTree();
        description.put("name", files.name());
        description.put("to_be_signed", files.tbs().getFileName().toString());
        description.put("to_be_signed_sha256", draft.sha256().hex());
        description.setAll(origin);
        description.setAll(MeasurementsWriter.tree(measured.unsigned()));
        description.put("date", date.toString());
        Map<String, Object> summary = ManifestSummary.of(manifest, files.name() + ".manifest.sgx");
        description.putPOJO("insecure_options", summary.get("insecure_options"));
        return new SignatureRequest(files, manifest, draft, description);
    }

    /** Adds the request's files and their content. */
    void addTo(Map<Path, byte[]> contents) throws IOException {
        contents.put(files.manifest(), manifest.getBytes(StandardCharsets.UTF_8));
        contents.put(files.tbs(), draft.toBeSigned());
        contents.put(files.description(), JsonText.of(description).getBytes(StandardCharsets.UTF_8));
    }
}

package io.github.openflgramine.prepare;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.openflgramine.product.OpenedFiles;
import java.io.IOException;
import java.util.List;

/**
 * What the program that constructs what a plan names wrote into its file.
 *
 * @param opened the files of the image that it had opened in the end
 */
record PlanTrialResult(List<PlanFinding> findings, OpenedFiles opened) {

    PlanTrialResult {
        findings = List.copyOf(findings);
    }

    static PlanTrialResult parse(byte[] json) throws IOException {
        JsonNode result = new ObjectMapper().readTree(json);
        return new PlanTrialResult(PlanFinding.parse(result.path("findings")), OpenedFiles.of(result.path("opened")));
    }
}

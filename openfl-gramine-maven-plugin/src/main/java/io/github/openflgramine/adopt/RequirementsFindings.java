package io.github.openflgramine.adopt;

import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.openfl.PlanDefaults;
import io.github.openflgramine.openfl.Workspace;
import io.github.openflgramine.openfl.WorkspaceArchive;
import io.github.openflgramine.prepare.RequirementsCheck;
import io.github.openflgramine.product.BuildLog;
import io.github.openflgramine.python.PipOption;
import io.github.openflgramine.python.Requirement;
import io.github.openflgramine.python.Requirements;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What in requirements.txt does not fit an enclave: what check warns of, and what only existing workspaces have. */
final class RequirementsFindings {

    private static final String S3 =
            "reads data from S3, but an enclave has no network apart from the federation's, and"
                    + " credentials do not belong into an image.";
    private static final String S3_REMEDY = "Download the data to data/ before the start, and read it there.";
    private static final Map<String, String> S3_PACKAGES =
            Map.of("boto3", S3, "botocore", S3, "s3fs", S3, "minio", S3, "aioboto3", S3);

    private RequirementsFindings() {}

    static List<Finding> of(Workspace workspace) throws IOException {
        List<Finding> found = new ArrayList<>();
        try {
            Requirements requirements = Requirements.read(
                    workspace.root(), workspace.requirements(), WorkspaceArchive.mountedDirectories());
            requirements.options().forEach(option -> index(option, found));
            requirements.installed().stream()
                    .filter(Requirement::mayApply)
                    .forEach(one -> one.name().ifPresent(name -> known(name.value(), one, found)));
            BuildLog warnings = new BuildLog(line -> {}, line -> found.add(warning(line)));
            RequirementsCheck.check(workspace, warnings);
        } catch (GraminizeException e) {
            found.add(new Finding("requirements.txt", e.problem(), e.remedy()));
        }
        return found;
    }

    private static void index(PipOption option, List<Finding> found) {
        if (option.name().equals("--index-url") || option.name().equals("--no-index")) {
            found.add(new Finding(
                    option.line().toString(),
                    option.name() + " keeps pip from PyPI, which has OpenFL and what it requires.",
                    "Remove the line, and give the address as gramine.wheelIndex, with the packages to take from there as"
                            + " gramine.wheelIndexPackages, in pom.xml."));
        }
    }

    private static void known(String name, Requirement one, List<Finding> found) {
        String place = one.line().toString();
        if (name.equals("openfl")
                && one.versions().exact().filter(PlanDefaults.VERSION::equals).isEmpty()) {
            found.add(new Finding(
                    place,
                    "OpenFL is installed by the build, in version " + PlanDefaults.VERSION
                            + ", the one that this plugin was tested with.",
                    "Remove the line. openfl.version in pom.xml chooses another version, at your own risk."));
        } else if (name.equals("flwr")) {
            found.add(new Finding(
                    place,
                    "Flower's programs cannot be started in an enclave.",
                    "Write the training as a task runner of OpenFL's."));
        } else if (name.equals("modin") || name.equals("ray")) {
            found.add(new Finding(
                    place,
                    name + " starts processes of its own, which an enclave cannot do.",
                    "Remove the line, and use pandas itself: import pandas as pd."));
        } else if (S3_PACKAGES.containsKey(name)) {
            found.add(new Finding(place, name + " " + S3_PACKAGES.get(name), S3_REMEDY));
        }
    }

    /** A warning of check is one line: its place, a colon, the problem, a full stop, and the remedy. */
    private static Finding warning(String line) {
        int colon = line.indexOf(": ");
        int end = line.indexOf(". ", colon);
        return colon < 0 || end < 0
                ? new Finding("requirements.txt", line, "")
                : new Finding(line.substring(0, colon), line.substring(colon + 2, end + 1), line.substring(end + 2));
    }
}

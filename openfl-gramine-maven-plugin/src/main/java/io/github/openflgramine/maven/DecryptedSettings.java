package io.github.openflgramine.maven;

import io.github.openflgramine.GraminizeException;
import java.util.List;
import org.apache.maven.settings.Proxy;
import org.apache.maven.settings.Server;
import org.apache.maven.settings.building.SettingsProblem;
import org.apache.maven.settings.crypto.DefaultSettingsDecryptionRequest;
import org.apache.maven.settings.crypto.SettingsDecrypter;
import org.apache.maven.settings.crypto.SettingsDecryptionResult;

/** The secrets of settings.xml, which Maven can encrypt. */
record DecryptedSettings(SettingsDecrypter decrypter) {

    /**
     * Returns a server with its secrets.
     *
     * @param what names the server in messages, as a subject
     */
    Server server(Server encrypted, String what) {
        SettingsDecryptionResult result = decrypter.decrypt(new DefaultSettingsDecryptionRequest(encrypted));
        require(result.getProblems(), what);
        return result.getServer();
    }

    /** Returns a proxy with its password. */
    Proxy proxy(Proxy encrypted) {
        SettingsDecryptionResult result = decrypter.decrypt(new DefaultSettingsDecryptionRequest(encrypted));
        require(result.getProblems(), "The proxy %s of settings.xml is one".formatted(encrypted.getId()));
        return result.getProxy();
    }

    private static void require(List<SettingsProblem> problems, String what) {
        for (SettingsProblem problem : problems) {
            if (problem.getSeverity() != SettingsProblem.Severity.WARNING) {
                throw new GraminizeException(
                        "%s that Maven cannot decrypt: %s."
                                .formatted(what, problem.getMessage().replaceAll("[\\w.]+Exception: ", "")),
                        "Put the master password it was encrypted with into ~/.m2/settings-security.xml"
                                + " (mvn --encrypt-master-password; docs/keys.md).");
            }
        }
    }
}

package io.github.openflgramine.it;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;

/** Two other verifiers of quotes, from PyPI: dcap-qvl, and Intel's library behind sgx-dcap-quote-verify-python. */
final class QuoteOracles implements AutoCloseable {

    private static final List<String> PACKAGES = List.of("dcap-qvl==0.7.0", "sgx-dcap-quote-verify-python==0.0.3");

    private final Process process;
    private final BufferedWriter in;
    private final BufferedReader out;

    /** Installs and starts them. */
    QuoteOracles(Path directory) throws IOException {
        Path packages = directory.resolve("packages");
        CommandLine.run(
                "python3",
                "-m",
                "pip",
                "install",
                "--quiet",
                "--only-binary=:all:",
                "--target",
                packages,
                PACKAGES.get(0),
                PACKAGES.get(1));
        ProcessBuilder builder = new ProcessBuilder("python3", "src/test/resources/quote_oracles.py")
                .redirectError(directory.resolve("errors").toFile());
        builder.environment().put("PYTHONPATH", packages.toString());
        process = builder.start();
        in = process.outputWriter(StandardCharsets.US_ASCII);
        out = process.inputReader(StandardCharsets.UTF_8);
    }

    /** The two judgements: a TCB status, or "refused", its reason behind a colon. */
    List<String> judge(JudgedQuote quote) throws IOException {
        Base64.Encoder base64 = Base64.getEncoder();
        in.write(String.join(
                "\t",
                base64.encodeToString(quote.quote()),
                base64.encodeToString(quote.collateral()),
                base64.encodeToString(quote.root()),
                String.valueOf(quote.at().getEpochSecond())));
        in.write('\n');
        in.flush();
        String line = out.readLine();
        if (line == null) {
            throw new AssertionError("an oracle ended at: " + quote.change());
        }
        return List.of(line.split("\t", -1));
    }

    @Override
    public void close() throws IOException {
        in.close();
        process.destroy();
    }
}

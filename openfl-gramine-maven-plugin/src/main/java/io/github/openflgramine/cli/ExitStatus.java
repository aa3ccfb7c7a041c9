package io.github.openflgramine.cli;

import io.github.openflgramine.files.FileTrouble;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.net.http.HttpTimeoutException;
import java.nio.file.NoSuchFileException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** The exit statuses of the executable jar, as in docs/cli.md. */
enum ExitStatus {
    /** Done; what was judged is as expected. */
    OK(0),
    /** Judged: not as expected. */
    NOT_AS_EXPECTED(1),
    /** An option or an input was refused. */
    REFUSED(2),
    /** A file, the Docker engine or a service cannot be used from here. */
    MACHINE(3),
    /** A fault of the program. */
    FAULT(4);

    private final int number;

    ExitStatus(int number) {
        this.number = number;
    }

    int number() {
        return number;
    }

    /** Returns the status for a failure: this machine's if an operation of it failed, otherwise the input's. */
    static ExitStatus of(Exception failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (isOfMachine(cause)) {
                return MACHINE;
            }
        }
        return failure instanceof IOException || failure instanceof UncheckedIOException ? MACHINE : REFUSED;
    }

    private static boolean isOfMachine(@Nullable Throwable cause) {
        return cause instanceof SocketException
                || cause instanceof UnknownHostException
                || cause instanceof HttpTimeoutException
                || cause instanceof SSLException
                || (cause instanceof IOException file
                        && FileTrouble.isOne(file)
                        && !(cause instanceof NoSuchFileException));
    }
}

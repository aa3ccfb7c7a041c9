package io.github.openflgramine.run;

import io.github.openflgramine.GraminizeException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Runs several checks and reports all their problems together. */
final class Shortcomings {

    interface Check {
        void run() throws IOException;
    }

    private final List<GraminizeException> found = new ArrayList<>();

    void check(Check check) throws IOException {
        try {
            check.run();
        } catch (GraminizeException e) {
            found.add(e);
        }
    }

    /** Throws an exception if there are problems: the only one, or a numbered list. */
    void report(String what) {
        if (found.size() == 1) {
            throw found.get(0);
        }
        if (!found.isEmpty()) {
            StringBuilder list = new StringBuilder();
            for (int i = 0; i < found.size(); i++) {
                GraminizeException each = found.get(i);
                list.append("\n  %d. %s %s".formatted(i + 1, each.problem(), each.remedy()));
            }
            throw new GraminizeException(
                    what + " cannot start yet, for " + found.size() + " reasons:" + list + "\n",
                    "Nothing was started.");
        }
    }
}

package io.github.openflgramine.deployment;

import io.fabric8.kubernetes.api.model.Quantity;
import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.tar.NameBytes;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * How much of its node's processors or memory a container asks for.
 *
 * @param request what the scheduler reserves for it
 * @param limit the most that it gets; empty if the cluster decides
 */
record PodAmount(Quantity request, Optional<Quantity> limit) {

    private static final Pattern QUANTITY = Pattern.compile("[0-9]{1,6}(\\.[0-9]{1,3})?(m|Ki|Mi|Gi|Ti)?");

    static PodAmount of(String request) {
        return new PodAmount(new Quantity(request), Optional.empty());
    }

    PodAmount limitedTo(Quantity most) {
        return new PodAmount(request, Optional.of(most));
    }

    /**
     * Reads a parameter.
     *
     * @throws GraminizeException if it is not {@code REQUEST} or {@code REQUEST:LIMIT}
     */
    static PodAmount parse(String property, String text) {
        String[] parts = text.split(":", -1);
        for (String part : parts) {
            if (parts.length > 2 || !QUANTITY.matcher(part).matches()) {
                throw refused(
                        property, text, "Write REQUEST or REQUEST:LIMIT as Kubernetes does: 250m, 2, 512Mi, 1Gi:4Gi.");
            }
        }
        PodAmount amount = of(parts[0]);
        if (parts.length == 1) {
            return amount;
        }
        Quantity limit = new Quantity(parts[1]);
        if (limit.getNumericalAmount().compareTo(amount.request.getNumericalAmount()) < 0) {
            throw refused(property, text, "The limit, after the colon, has to be at least the request.");
        }
        return amount.limitedTo(limit);
    }

    /** Reads a parameter that is one quantity. */
    static Quantity quantity(String property, String text) {
        if (!QUANTITY.matcher(text).matches()) {
            throw refused(property, text, "Write a quantity as Kubernetes does: 4Gi.");
        }
        return new Quantity(text);
    }

    private static GraminizeException refused(String property, String text, String step) {
        return new GraminizeException(property + "=" + NameBytes.printable(text) + " is not an amount.", step);
    }
}

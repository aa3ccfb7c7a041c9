package io.github.openflgramine.pcs;

import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.dcap.Octets;
import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A service's answer with status 200. */
record Answer(URI url, HttpHeaders headers, Octets body) {

    static final String REMEDY =
            "Check gramine.pccs and the proxy; or give the collateral in a file: -Dgramine.collateral=FILE.";

    /**
     * Returns the certificates in a header: PEM text with percent-encoding (RFC 3986, section 2.1).
     *
     * @param names the header's names in different versions of the service
     */
    String chain(List<String> names) {
        String encoded = names.stream()
                .map(headers::firstValue)
                .flatMap(Optional::stream)
                .findFirst()
                .orElseThrow(() ->
                        refused("has no header %s; expected a chain of certificates in it".formatted(names.get(0))));
        try {
            // URLDecoder would turn the plus signs of Base64 into spaces.
            return URLDecoder.decode(encoded.replace("+", "%2B"), StandardCharsets.US_ASCII);
        } catch (IllegalArgumentException e) {
            throw refused("has a header %s that is not percent-encoded".formatted(names.get(0)));
        }
    }

    /** Returns the body, which must be declared as JSON. Proxies and portals answer with pages of their own. */
    byte[] json() {
        String type = headers.firstValue("Content-Type").orElse("no type");
        if (!type.toLowerCase(Locale.ROOT).strip().matches("application/json *(;.*)?")) {
            throw refused("is of type %s; expected application/json".formatted(type));
        }
        return body.bytes();
    }

    GraminizeException refused(String problem) {
        return new GraminizeException("The answer of %s %s.".formatted(url, problem), REMEDY);
    }
}

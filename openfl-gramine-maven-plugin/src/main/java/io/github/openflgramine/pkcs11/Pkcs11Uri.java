package io.github.openflgramine.pkcs11;

import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.sgx.SigningKey;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * The URI of a key on a token (RFC 7512): {@code pkcs11:token=…;object=…?module-path=…}. A missing attribute matches
 * any token or key.
 */
public final class Pkcs11Uri {

    private static final String SCHEME = "pkcs11:";
    private static final String EXAMPLE =
            "Write it like pkcs11:token=release;object=enclaves?module-path=/usr/lib/softhsm/libsofthsm2.so";
    static final String PIN_SOURCES =
            "Give the PIN in the environment variable OPENFL_GRAMINE_KEY_PASSPHRASE, or in a server (<signingKeyServer>) of"
                    + " settings.xml.";

    /** The supported attributes of tokens and of keys. */
    private static final Set<String> UNDERSTOOD =
            Set.of("token", "serial", "manufacturer", "model", "slot-id", "object", "id", "type");

    private static final Pattern DAMAGED_ESCAPE = Pattern.compile("%(?![0-9A-Fa-f]{2})");

    private final String path;
    private final Map<String, String> attributes;
    private final Path module;

    private Pkcs11Uri(String path, Map<String, String> attributes, Path module) {
        this.path = path;
        this.attributes = attributes;
        this.module = module;
    }

    /** Returns whether this is a PKCS#11 URI, valid or not, instead of a file. */
    public static boolean isOne(String value) {
        return value.regionMatches(true, 0, SCHEME, 0, SCHEME.length());
    }

    /**
     * Parses a URI. A PIN in it is refused and never shown.
     *
     * @param base the base directory of a relative module path
     * @throws GraminizeException if the URI is invalid, or has an attribute that is not supported
     */
    public static Pkcs11Uri parse(String uri, Path base) {
        int mark = uri.indexOf('?');
        String path = uri.substring(SCHEME.length(), mark < 0 ? uri.length() : mark);
        Map<String, String> query = mark < 0 ? Map.of() : split(uri.substring(mark + 1), "&", path);
        for (String name : query.keySet()) {
            if (name.startsWith("pin-")) {
                throw refused(path, name + " does not belong in a POM or on a command line.", PIN_SOURCES);
            }
            if (!name.equals("module-path")) {
                throw refused(path, "the query attribute " + name + " is not understood; module-path is.", EXAMPLE);
            }
        }
        Map<String, String> attributes = split(path, ";", path);
        for (String name : attributes.keySet()) {
            if (!UNDERSTOOD.contains(name)) {
                throw refused(path, "the attribute " + name + " is not understood.", EXAMPLE);
            }
        }
        if (!attributes.getOrDefault("type", "private").equals("private")) {
            throw refused(path, "type=" + attributes.get("type") + "; a private key signs.", "Omit type.");
        }
        if (attributes.containsKey("id") && !attributes.containsKey("object")) {
            throw refused(path, "Java finds a key by its label, not by id alone.", "Add its label: object=…");
        }
        if (!query.containsKey("module-path")) {
            throw refused(path, "it does not name the token's PKCS#11 module.", EXAMPLE);
        }
        return new Pkcs11Uri(path, attributes, base.resolve(query.get("module-path")));
    }

    private static Map<String, String> split(String text, String separator, String path) {
        Map<String, String> values = new LinkedHashMap<>();
        for (String part : text.split(separator, -1)) {
            if (part.isEmpty()) {
                continue;
            }
            int equals = part.indexOf('=');
            String name = equals < 0 ? part : part.substring(0, equals);
            if (equals < 0 || values.containsKey(name)) {
                throw refused(path, name + (equals < 0 ? " has no value." : " is given twice."), EXAMPLE);
            }
            values.put(name, decoded(part.substring(equals + 1), path));
        }
        return values;
    }

    /** Decodes percent-encoded UTF-8 (RFC 3986, section 2.1). Unlike in HTML forms, a plus is a plus. */
    private static String decoded(String value, String path) {
        if (DAMAGED_ESCAPE.matcher(value).find()) {
            throw refused(path, "a % must be followed by two hexadecimal digits.", EXAMPLE);
        }
        return java.net.URLDecoder.decode(value.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    private static GraminizeException refused(String path, String problem, String remedy) {
        return new GraminizeException(SigningKey.name(SCHEME + path) + ": " + problem, remedy);
    }

    /** Returns the shared library that accesses the token. */
    Path module() {
        return module;
    }

    /** Returns the key's label (CKA_LABEL). */
    Optional<String> object() {
        return Optional.ofNullable(attributes.get("object"));
    }

    boolean matches(Token token) {
        List<Predicate<Token>> wanted = new ArrayList<>();
        attributes.forEach((name, value) -> {
            switch (name) {
                case "token" -> wanted.add(is -> is.label().equals(value));
                case "serial" -> wanted.add(is -> is.serial().equals(value));
                case "manufacturer" -> wanted.add(is -> is.manufacturer().equals(value));
                case "model" -> wanted.add(is -> is.model().equals(value));
                case "slot-id" ->
                    wanted.add(is -> Long.toUnsignedString(is.slot()).equals(value));
                default -> {}
            }
        });
        return wanted.stream().allMatch(condition -> condition.test(token));
    }

    /** Returns the key's name in messages: the URI without its query. */
    String name() {
        return SigningKey.name(this);
    }

    GraminizeException refused(String problem, String remedy) {
        return new GraminizeException(name() + ": " + problem, remedy);
    }

    GraminizeException refused(String problem, String remedy, Throwable cause) {
        return new GraminizeException(name() + ": " + problem, remedy, cause);
    }

    /** Returns a remedy for errors about which only the token's own tools give details. */
    String tryPkcs11Tool() {
        return "Check whether pkcs11-tool can, as this user: pkcs11-tool --module " + module
                + " --login --list-objects (--token-label chooses one of several tokens)";
    }

    @Override
    public String toString() {
        return SCHEME + path;
    }
}

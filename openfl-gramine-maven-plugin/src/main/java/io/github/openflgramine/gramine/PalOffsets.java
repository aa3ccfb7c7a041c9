package io.github.openflgramine.gramine;

import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.image.ImageFilesystem;
import io.github.openflgramine.image.ImagePath;
import io.github.openflgramine.sgx.Measurement;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The PAL constants of the Gramine in the image. Gramine installs them as lines {@code NAME = 0x…} with its Python
 * tools. For an image without those tools, the built-in values are used, which Gramine 1.5 to 1.9 share.
 */
public final class PalOffsets {

    /** The path of the constants in Debian's and Ubuntu's package. The image's reader must keep this file. */
    public static final ImagePath FILE = ImagePath.of("/usr/lib/python3/dist-packages/_graminelibos_offsets.py");

    private static final Pattern LINE = Pattern.compile("([A-Z][A-Z0-9_]*) *= *(0x[0-9a-fA-F]{1,16}|[0-9]{1,18})");

    private static final int MOST_SSA_FRAMES = 16;
    private static final long LARGEST_AREA = 16L << 20;

    private final Map<PalConstant, Long> values;
    private final @Nullable String source;

    private PalOffsets(Map<PalConstant, Long> values, @Nullable String source) {
        this.values = values;
        this.source = source;
    }

    public static PalOffsets builtIn() {
        Map<PalConstant, Long> values = new EnumMap<>(PalConstant.class);
        for (PalConstant constant : PalConstant.values()) {
            values.put(constant, constant.builtIn());
        }
        return new PalOffsets(values, null);
    }

    /** Returns the image's constants, or the built-in ones if the image has none. */
    public static PalOffsets of(ImageFilesystem image) {
        return image.content(FILE).map(text -> parse(text, FILE.value())).orElseGet(PalOffsets::builtIn);
    }

    /**
     * Parses Gramine's file. Lines in another format are ignored.
     *
     * @throws GraminizeException if a constant is missing or implausible
     */
    static PalOffsets parse(byte[] text, String source) {
        Map<PalConstant, Long> values = new EnumMap<>(PalConstant.class);
        new String(text, StandardCharsets.ISO_8859_1).lines().forEach(line -> {
            Matcher matcher = LINE.matcher(line.strip());
            if (matcher.matches()) {
                constant(matcher.group(1)).ifPresent(constant -> values.put(constant, number(matcher.group(2))));
            }
        });
        List<PalConstant> missing = java.util.Arrays.stream(PalConstant.values())
                .filter(constant -> !values.containsKey(constant))
                .toList();
        if (!missing.isEmpty()) {
            throw unusable(source + " lacks " + missing.get(0) + "; expected Gramine's constants as NAME = 0x….");
        }
        requirePlausible(values, source);
        return new PalOffsets(values, source);
    }

    private static Optional<PalConstant> constant(String name) {
        return java.util.Arrays.stream(PalConstant.values())
                .filter(constant -> constant.name().equals(name))
                .findFirst();
    }

    private static long number(String digits) {
        return digits.startsWith("0x") ? Long.parseUnsignedLong(digits.substring(2), 16) : Long.parseLong(digits);
    }

    /** Without this check, impossible numbers would cause an exception far from their source. */
    private static void requirePlausible(Map<PalConstant, Long> values, String source) {
        values.forEach((constant, value) -> {
            if (!isPlausible(constant, value)) {
                throw unusable("%s has %s = 0x%x, which is not a value of Gramine 1.5 to 1.9."
                        .formatted(source, constant, value));
            }
        });
    }

    private static boolean isPlausible(PalConstant constant, long value) {
        return switch (constant) {
            case PAGESIZE, TCS_SIZE, DEFAULT_ENCLAVE_BASE -> value == constant.builtIn();
            case SSA_FRAME_NUM -> value > 0 && value <= MOST_SSA_FRAMES;
            case SSA_FRAME_SIZE, ENCLAVE_STACK_SIZE, ENCLAVE_SIG_STACK_SIZE, MMAP_MIN_ADDR ->
                value > 0 && value <= LARGEST_AREA && value % Measurement.PAGE == 0;
            default -> !isPositionInPage(constant) || (value >= 0 && value <= Measurement.PAGE - Long.BYTES);
        };
    }

    /** Attributes and the canary may be any number. */
    private static boolean isPositionInPage(PalConstant constant) {
        String name = constant.name();
        return !name.contains("_FLAGS_")
                && !name.contains("_XFRM_")
                && !name.contains("_MISCSELECT_")
                && constant != PalConstant.STACK_PROTECTOR_CANARY_DEFAULT;
    }

    private static GraminizeException unusable(String problem) {
        return new GraminizeException(problem, "Install the gramine package again.");
    }

    /** Returns the file with the constants; empty for the built-in values. */
    public Optional<String> source() {
        return Optional.ofNullable(source);
    }

    long get(PalConstant constant) {
        return values.getOrDefault(constant, constant.builtIn());
    }

    int offset(PalConstant constant) {
        return Math.toIntExact(get(constant));
    }
}

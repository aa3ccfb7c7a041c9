package io.github.openflgramine.dcap;

import io.github.openflgramine.GraminizeException;
import java.nio.charset.StandardCharsets;

/** Reads the bytes of a quote without verifying its content. {@link QuoteVerifier} does that. */
final class QuoteReader {

    /** The maximum size of a quote in Gramine, larger than any quote with a PCK chain. */
    static final int LARGEST = 8 << 10;

    private static final int VERSION = 3;
    private static final int ECDSA_256_WITH_P_256_CURVE = 2;
    private static final int TEE_TYPE_SGX = 0;
    private static final Octets INTEL = Octets.ofHex("939a7233f79c4ca9940a0db3957f0607");

    /** The size in quotes of Intel's quoting enclave. The format allows any size. */
    private static final int AUTHENTICATION_DATA = 32;

    /** Two bytes for the type of the certification data, four for their size. */
    private static final int CERTIFICATION_DATA_HEADER = 6;

    private static final int PCK_CERTIFICATE_CHAIN = 5;
    private static final int SMALLEST = QuoteField.TOTAL + AUTHENTICATION_DATA + CERTIFICATION_DATA_HEADER;

    private QuoteReader() {}

    /**
     * Reads all bytes of a quote.
     *
     * @throws GraminizeException if it has another version, algorithm or certification, or a size does not match
     */
    static Quote read(byte[] bytes) {
        if (bytes.length < SMALLEST || bytes.length > LARGEST) {
            throw refused("Quote has %d bytes; expected %d to %d.".formatted(bytes.length, SMALLEST, LARGEST));
        }
        Octets quote = Octets.of(bytes);
        require(quote, QuoteField.VERSION, VERSION);
        require(quote, QuoteField.ATTESTATION_KEY_TYPE, ECDSA_256_WITH_P_256_CURVE);
        require(quote, QuoteField.TEE_TYPE, TEE_TYPE_SGX);
        if (!quote.field(QuoteField.QE_VENDOR_ID).equals(INTEL)) {
            throw refused("Quote is from a quoting enclave that is not Intel's: QE_VENDOR_ID is "
                    + quote.field(QuoteField.QE_VENDOR_ID) + ".");
        }
        int rest = bytes.length - QuoteField.ISV_ENCLAVE_REPORT_SIGNATURE.offset();
        require(quote, QuoteField.SIGNATURE_DATA_LENGTH, rest);
        require(quote, QuoteField.QE_AUTHENTICATION_DATA_SIZE, AUTHENTICATION_DATA);
        int certification = QuoteField.TOTAL + AUTHENTICATION_DATA;
        return new Quote(
                quote.slice(0, QuoteField.SIGNED_PART),
                quote.field(QuoteField.ISV_ENCLAVE_REPORT_SIGNATURE),
                quote.field(QuoteField.ATTESTATION_PUBLIC_KEY),
                quote.field(QuoteField.QE_REPORT),
                quote.field(QuoteField.QE_REPORT_SIGNATURE),
                quote.slice(QuoteField.TOTAL, AUTHENTICATION_DATA),
                pckChain(quote.slice(certification, bytes.length - certification)));
    }

    /** Reads the PCK chain. A zero byte may end the text. */
    private static String pckChain(Octets certification) {
        long type = certification.slice(0, Short.BYTES).littleEndian();
        if (type != PCK_CERTIFICATE_CHAIN) {
            throw refused("Quote has certification data of type %d; expected %d, a chain of certificates."
                    .formatted(type, PCK_CERTIFICATE_CHAIN));
        }
        long size = certification.slice(Short.BYTES, Integer.BYTES).littleEndian();
        int found = certification.size() - CERTIFICATION_DATA_HEADER;
        if (size != found) {
            throw refused("Quote has %d bytes of certification data; expected %d.".formatted(found, size));
        }
        String text =
                new String(certification.slice(CERTIFICATION_DATA_HEADER, found).bytes(), StandardCharsets.ISO_8859_1);
        return text.endsWith("\0") ? text.substring(0, text.length() - 1) : text;
    }

    private static void require(Octets quote, QuoteField field, long expected) {
        long found = quote.number(field);
        if (found != expected) {
            throw refused("Quote has %s %d; expected %d.".formatted(field, found, expected));
        }
    }

    private static GraminizeException refused(String problem) {
        return new GraminizeException(
                problem, "Give a quote that Gramine wrote with remote_attestation = \"dcap\", unchanged.");
    }
}

package io.github.openflgramine.pkcs11;

import com.sun.jna.Function;
import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.NativeLong;
import com.sun.jna.Pointer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A PKCS#11 module, loaded into this process to list its tokens. SunPKCS11 does everything else, but it needs a slot
 * number and cannot list slots. The module stays initialised for SunPKCS11.
 */
final class Pkcs11Module {

    private static final String REMEDY =
            "Give the module of the token's vendor, such as /usr/lib/softhsm/libsofthsm2.so, as module-path.";

    /** Never cleared, because JNA unloads a library that is no longer referenced. */
    private static final Map<Path, NativeLibrary> LOADED = new ConcurrentHashMap<>();

    private static final long CKR_OK = 0;
    private static final long CKR_CRYPTOKI_ALREADY_INITIALIZED = 0x191;
    private static final long CKF_OS_LOCKING_OK = 0x2;
    private static final byte CK_TRUE = 1;

    /** Indexes in CK_FUNCTION_LIST (PKCS#11 2.40, section 3.6) after the version, which has the size of a pointer. */
    private static final int C_INITIALIZE = 0;

    private static final int C_GET_SLOT_LIST = 4;
    private static final int C_GET_TOKEN_INFO = 6;

    /** CK_TOKEN_INFO: four texts padded with blanks, CK_FLAGS, and fields that are not used here. */
    private static final int TEXT = 32;

    private static final int SHORT_TEXT = 16;
    private static final int TOKEN_INFO = 512;

    private final Pkcs11Uri uri;
    private final Pointer functions;

    private Pkcs11Module(Pkcs11Uri uri, Pointer functions) {
        this.uri = uri;
        this.functions = functions;
    }

    static Pkcs11Module load(Pkcs11Uri uri) {
        if (!Files.exists(uri.module())) {
            throw uri.refused("the PKCS#11 module " + uri.module() + " does not exist.", REMEDY);
        }
        try {
            NativeLibrary library =
                    LOADED.computeIfAbsent(uri.module(), path -> NativeLibrary.getInstance(path.toString()));
            Memory list = new Memory(Native.POINTER_SIZE);
            long result = invoke(library.getFunction("C_GetFunctionList"), list);
            Pkcs11Module module = new Pkcs11Module(uri, list.getPointer(0));
            module.require(result, "C_GetFunctionList");
            module.initialize();
            return module;
        } catch (UnsatisfiedLinkError e) {
            String reason = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
            throw uri.refused("the PKCS#11 module " + uri.module() + " cannot be used: " + reason + ".", REMEDY, e);
        }
    }

    private void initialize() {
        // CK_C_INITIALIZE_ARGS: four mutex functions (not set), flags, and a reserved pointer.
        Memory arguments = new Memory(5L * Native.POINTER_SIZE + Native.LONG_SIZE);
        arguments.clear();
        arguments.setNativeLong(4L * Native.POINTER_SIZE, new NativeLong(CKF_OS_LOCKING_OK));
        long result = call(C_INITIALIZE, arguments);
        if (result != CKR_CRYPTOKI_ALREADY_INITIALIZED) {
            require(result, "C_Initialize");
        }
    }

    /** Returns the initialised tokens that are present. */
    List<Token> tokens() {
        Memory count = new Memory(Native.LONG_SIZE);
        require(call(C_GET_SLOT_LIST, CK_TRUE, null, count), "C_GetSlotList");
        long slots = count.getNativeLong(0).longValue();
        List<Token> tokens = new ArrayList<>();
        if (slots > 0) {
            Memory list = new Memory(slots * Native.LONG_SIZE);
            require(call(C_GET_SLOT_LIST, CK_TRUE, list, count), "C_GetSlotList");
            Memory info = new Memory(TOKEN_INFO);
            for (long i = 0; i < count.getNativeLong(0).longValue(); i++) {
                NativeLong slot = list.getNativeLong(i * Native.LONG_SIZE);
                // The token may have been removed since the slots were listed.
                if (call(C_GET_TOKEN_INFO, slot, info) == CKR_OK) {
                    tokens.add(token(slot.longValue(), info));
                }
            }
        }
        return tokens.stream().filter(Token::isInitialized).toList();
    }

    private static Token token(long slot, Memory info) {
        return new Token(
                slot,
                text(info, 0, TEXT),
                text(info, TEXT, TEXT),
                text(info, 2 * TEXT, SHORT_TEXT),
                text(info, 2 * TEXT + SHORT_TEXT, SHORT_TEXT),
                info.getNativeLong(2 * TEXT + 2 * SHORT_TEXT).longValue());
    }

    private static String text(Memory info, int offset, int length) {
        return new String(info.getByteArray(offset, length), StandardCharsets.UTF_8).stripTrailing();
    }

    private long call(int function, @Nullable Object... arguments) {
        Pointer code = functions.getPointer((1L + function) * Native.POINTER_SIZE);
        return invoke(Function.getFunction(code), arguments);
    }

    private static long invoke(Function function, @Nullable Object... arguments) {
        return ((NativeLong) function.invoke(NativeLong.class, arguments)).longValue();
    }

    private void require(long result, String function) {
        if (result != CKR_OK) {
            throw uri.refused(
                    "the PKCS#11 module %s answers %s with error 0x%x.".formatted(uri.module(), function, result),
                    uri.tryPkcs11Tool());
        }
    }
}

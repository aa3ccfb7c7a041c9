package io.github.openflgramine.product;

import io.github.openflgramine.sgx.EnclaveAttributes;
import io.github.openflgramine.sgx.EnclaveIdentity;
import io.github.openflgramine.sgx.Sigstruct;
import io.github.openflgramine.sgx.SigstructDraft;
import io.github.openflgramine.sgx.SigstructVerifier;
import java.util.LinkedHashMap;
import java.util.Map;

/** The fields of a SIGSTRUCT with the names of {@code gramine-sgx-sigstruct-view --verbose}, and its errors. */
public final class SigstructSummary {

    private SigstructSummary() {}

    public static Map<String, Object> of(Sigstruct sigstruct) {
        Map<String, Object> summary = new LinkedHashMap<>();
        summary.put("mr_signer", sigstruct.mrsigner().hex());
        put(summary, sigstruct.identity());
        summary.put("problems", SigstructVerifier.problems(sigstruct));
        return summary;
    }

    /** Returns the summary of a SIGSTRUCT that is not signed yet. */
    public static Map<String, Object> of(SigstructDraft draft) {
        Map<String, Object> summary = new LinkedHashMap<>();
        summary.put("to_be_signed_sha256", draft.sha256().hex());
        put(summary, draft.identity());
        return summary;
    }

    private static void put(Map<String, Object> summary, EnclaveIdentity identity) {
        EnclaveAttributes attributes = identity.attributes();
        summary.put("mr_enclave", identity.mrenclave().hex());
        summary.put("isv_prod_id", identity.isvProdId());
        summary.put("isv_svn", identity.isvSvn());
        summary.put("attribute_flags", "0x" + Long.toHexString(attributes.flags()));
        summary.put("attribute_xfrms", "0x" + Long.toHexString(attributes.xfrm()));
        summary.put("misc_select", "0x" + Integer.toHexString(attributes.miscSelect()));
        summary.put("attribute_flags_mask", "0x" + Long.toHexString(attributes.flagsMask()));
        summary.put("attribute_xfrm_mask", "0x" + Long.toHexString(attributes.xfrmMask()));
        summary.put("misc_mask", "0x" + Integer.toHexString(attributes.miscMask()));
        summary.put("date", identity.date().toString());
        summary.put("debug_enclave", attributes.isDebug());
    }
}

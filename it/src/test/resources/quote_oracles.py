"""Two other verifiers' judgement of SGX quotes: dcap-qvl, and Intel's Quote Verification Library.

A line of input has a quote, collateral, a root certificate (each in Base64) and the seconds since 1970, with tabs between.
A line of output has the judgement of each of the two: a TCB status, or "refused", its reason behind a colon.
"""
import base64
import datetime
import json
import sys

import dcap_qvl
import sgx_dcap_quote_verify

BEGIN = b"-----BEGIN CERTIFICATE-----"
AUTHENTICATION_SIZE = 1012
INTEL_STATUS = {
    "STATUS_OK": "UpToDate",
    "STATUS_TCB_SW_HARDENING_NEEDED": "SWHardeningNeeded",
    "STATUS_TCB_CONFIGURATION_NEEDED": "ConfigurationNeeded",
    "STATUS_TCB_CONFIGURATION_AND_SW_HARDENING_NEEDED": "ConfigurationAndSWHardeningNeeded",
    "STATUS_TCB_OUT_OF_DATE": "OutOfDate",
    "STATUS_TCB_OUT_OF_DATE_CONFIGURATION_NEEDED": "OutOfDateConfigurationNeeded",
}


def pem(der):
    text = base64.encodebytes(der).decode().replace("\n", "")
    lines = [text[at : at + 64] for at in range(0, len(text), 64)]
    return "\n".join(["-----BEGIN CERTIFICATE-----", *lines, "-----END CERTIFICATE-----", ""])


def by_dcap_qvl(quote, collateral, root, at):
    pieces = dcap_qvl.QuoteCollateralV3.from_json(collateral.decode())
    report = dcap_qvl.verify_with_root_ca(quote, pieces, root, at)
    return report.status + " " + ",".join(sorted(report.advisory_ids))


def by_intel(quote, collateral, root, at):
    pieces = json.loads(collateral)
    start = AUTHENTICATION_SIZE + 2 + int.from_bytes(quote[AUTHENTICATION_SIZE : AUTHENTICATION_SIZE + 2], "little") + 6
    chain = [BEGIN + part for part in quote[start:].rstrip(b"\0").split(BEGIN)[1:]]
    result = sgx_dcap_quote_verify.verify(
        trusted_root_ca_certificate=pem(root),
        pck_certificate=chain[0].decode(),
        pck_signing_chain=b"".join(chain[1:]).decode(),
        root_ca_crl=pieces["root_ca_crl"],
        intermediate_ca_crl=pieces["pck_crl"],
        tcb_info='{"tcbInfo":%s,"signature":"%s"}' % (pieces["tcb_info"], pieces["tcb_info_signature"]),
        tcb_signing_chain=pieces["tcb_info_issuer_chain"],
        quote=quote,
        qe_identity='{"enclaveIdentity":%s,"signature":"%s"}' % (pieces["qe_identity"], pieces["qe_identity_signature"]),
        expiration_date=datetime.datetime.fromtimestamp(at, datetime.timezone.utc),
    )
    for status in (result.pck_certificate_status, result.tcb_info_status, result.qe_identity_status):
        if status.name not in ("STATUS_OK", "STATUS_SGX_ENCLAVE_REPORT_ISVSVN_OUT_OF_DATE"):
            raise ValueError(status.name)
    if result.quote_status.name not in INTEL_STATUS:
        raise ValueError(result.quote_status.name)
    return INTEL_STATUS[result.quote_status.name]


def judgement(verifier, *arguments):
    try:
        return verifier(*arguments)
    except BaseException as reason:  # one of them panics, which is no Exception
        return "refused: " + " ".join(str(reason).split())


for line in sys.stdin:
    quote, collateral, root, at = line.rstrip("\n").split("\t")
    arguments = *map(base64.b64decode, (quote, collateral, root)), int(at)
    print(judgement(by_dcap_qvl, *arguments), judgement(by_intel, *arguments), sep="\t", flush=True)

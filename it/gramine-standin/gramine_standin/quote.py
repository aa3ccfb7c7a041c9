"""A quote (Intel SGX ECDSA Quote Library API, appendix A.4) of a processor that does not exist, whose keys everybody has."""

import hashlib
import hmac
import json
import os

PLATFORM = os.path.join(os.path.dirname(__file__), "..", "platform")
INTEL = bytes.fromhex("939a7233f79c4ca9940a0db3957f0607")

# P-256 (FIPS 186-4, D.1.2.3)
P = 2**256 - 2**224 + 2**192 + 2**96 - 1
N = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
G = (
    0x6B17D1F2E12C4247F8BCE6E563A440F277037D812DEB33A0F4A13945D898C296,
    0x4FE342E2FE1A7F9B8EE7EB4A7C0F9E162BCE33576B315ECECBB6406837BF51F5,
)


def of(enclave, report_data):
    with open(os.path.join(PLATFORM, "quoting-enclave.json"), encoding="ascii") as file:
        platform = {name: bytes.fromhex(value) for name, value in json.load(file).items()}
    signed = header() + report(enclave, report_data)
    chain = platform["pck_chain"]
    data = b"".join(
        (
            sign(int.from_bytes(platform["attestation_key"], "big"), signed),
            platform["attestation_point"],
            platform["qe_report"],
            platform["qe_report_signature"],
            len(platform["authentication_data"]).to_bytes(2, "little"),
            platform["authentication_data"],
            (5).to_bytes(2, "little"),
            len(chain).to_bytes(4, "little"),
            chain,
        )
    )
    return signed + len(data).to_bytes(4, "little") + data


def header():
    version, ecdsa_p256, sgx = 3, 2, 0
    numbers = version.to_bytes(2, "little") + ecdsa_p256.to_bytes(2, "little") + sgx.to_bytes(4, "little")
    return numbers + bytes(4) + INTEL + bytes(20)


def report(enclave, report_data):
    """sgx_report_body_t: the SIGSTRUCT's attributes with INIT set, as EINIT sets it."""
    body = bytearray(384)
    body[48:64] = enclave.attributes
    body[48] |= 1
    body[64:96] = enclave.mrenclave
    body[128:160] = enclave.mrsigner
    body[256:258] = enclave.isv_prod_id
    body[258:260] = enclave.isv_svn
    body[320:384] = report_data
    return bytes(body)


def sign(key, message):
    """ECDSA with SHA-256: r and s, 32 bytes each. The same message gives the same signature."""
    digest = hashlib.sha256(message).digest()
    number = int.from_bytes(digest, "big")
    k = int.from_bytes(hmac.digest(key.to_bytes(32, "big"), digest, "sha256"), "big") % (N - 1) + 1
    r = times(k, G)[0] % N
    s = pow(k, -1, N) * (number + r * key) % N
    return r.to_bytes(32, "big") + s.to_bytes(32, "big")


def times(factor, point):
    result = None
    while factor:
        if factor & 1:
            result = plus(result, point)
        point = plus(point, point)
        factor >>= 1
    return result


def plus(a, b):
    if a is None or b is None:
        return a or b
    if a == b:
        slope = (3 * a[0] * a[0] - 3) * pow(2 * a[1], -1, P) % P
    else:
        slope = (b[1] - a[1]) * pow(b[0] - a[0], -1, P) % P
    x = (slope * slope - a[0] - b[0]) % P
    return x, (slope * (a[0] - x) - a[1]) % P

"""What the federation's authority sends to a participant that is to enrol: one JSON object of strings."""

import hashlib
import ipaddress
import json
import re
from pathlib import Path

from . import mounted, plan
from .mistake import Mistake

DIRECTORY = Path("enrolment")
FILE = DIRECTORY / "challenge.json"
CHAIN = Path("cert/cert_chain.crt")
LIMIT = 4 << 10
FORMS = {
    "format": re.compile(r"openfl-gramine challenge 1"),
    "role": re.compile(r"aggregator|collaborator"),
    "name": re.compile(r"[0-9a-z][0-9a-z._-]{0,63}"),
    "nonce": re.compile(r"[0-9a-f]{64}"),
    "chain_sha256": re.compile(r"[0-9a-f]{64}"),
    "issued": re.compile(r"[0-9TZ:.-]{1,40}"),
    "expires": re.compile(r"[0-9TZ:.-]{1,40}"),
}
AGAIN = "Ask the federation's authority for a challenge."


class Challenge:
    def __init__(self, fields):
        self.role = fields["role"]
        self.name = fields["name"]
        self.nonce = bytes.fromhex(fields["nonce"])
        self.chain_sha256 = fields["chain_sha256"]

    @property
    def stem(self):
        return f"{'agg' if self.role == 'aggregator' else 'col'}_{self.name}"

    @property
    def is_address(self):
        try:
            ipaddress.IPv4Address(self.name)
        except ValueError:
            return False
        return self.role == "aggregator"


def read(start):
    """The challenge, if it is for this role of this federation. Whether it is still accepted, its issuer decides."""
    challenge = Challenge(fields(mounted.text(start, FILE, LIMIT, AGAIN)))
    if challenge.role != start.role:
        raise Mistake(f"{FILE} is for the role {challenge.role}, and this is the {start.role}. {AGAIN}")
    chain = hashlib.sha256(CHAIN.read_bytes()).hexdigest()
    if challenge.chain_sha256 != chain:
        raise Mistake(
            f"{FILE} is from another federation: it names the certificate chain {challenge.chain_sha256}, and this image has"
            f" {chain}. {AGAIN}"
        )
    if start.role == "aggregator":
        address = str(plan.settings("network").get("agg_addr")).lower()
        if challenge.name != address:
            raise Mistake(f"{FILE} is for the aggregator {challenge.name}, and the plan's is {address}. {AGAIN}")
    return challenge


def fields(text):
    try:
        found = json.loads(text, object_pairs_hook=without_repetition)
    except (ValueError, RecursionError) as error:
        raise Mistake(f"{FILE} is not a challenge: it is not a JSON object with each field once. {AGAIN}") from error
    if not isinstance(found, dict) or set(found) != set(FORMS):
        raise Mistake(f"{FILE} is not a challenge; expected the fields {', '.join(FORMS)}. {AGAIN}")
    for name, form in FORMS.items():
        if not isinstance(found[name], str) or not form.fullmatch(found[name]):
            raise Mistake(f"{FILE} has an invalid {name}. {AGAIN}")
    return found


def without_repetition(pairs):
    if len(dict(pairs)) != len(pairs):
        raise ValueError("a field is there twice")
    return dict(pairs)

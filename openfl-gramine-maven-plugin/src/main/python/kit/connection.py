"""Tries the connection to the aggregator, with the collaborator's own certificate, before the day.

    connection.py NAME HOST PORT

Prints a line for each step and ends with 0 if an aggregator of this federation answered. Runs in a container of the image, in
the collaborator's directory.
"""

import datetime
import logging
import os
import socket
import ssl
import sys
from pathlib import Path

CHAIN = Path("cert/cert_chain.crt")
# In a federation whose aggregator is attested, its own certificate is all that the collaborator trusts.
PIN = Path("cert/aggregator.crt")
PLAN = Path("/workspace/plan/plan.yaml")
SECONDS = 20


class Failure(Exception):
    """A step that failed, with the next step for the user."""


def main(name, host, port):
    try:
        for step in (resolve, connect, shake_hands, compare_plans):
            print(f"ok    {step(name, host, int(port))}", flush=True)
    except Failure as failure:
        print(f"FAIL  {failure}")
        return 1
    return 0


def resolve(name, host, port):
    try:
        addresses = sorted({entry[4][0] for entry in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)})
    except OSError as error:
        raise Failure(f"the name {host} does not resolve: {error}. Ask your network's administrator for an entry in DNS.") from error
    return f"{host} is {', '.join(addresses)}"


def connect(name, host, port):
    try:
        socket.create_connection((host, port), SECONDS).close()
    except ConnectionRefusedError as error:
        raise Failure(f"nothing listens at {host}:{port}. The aggregator is not started yet, or its port is another one.") from error
    except OSError as error:
        raise Failure(f"{host}:{port} does not answer: {error}. A firewall between here and there may forbid it.") from error
    return f"{host}:{port} answers"


def shake_hands(name, host, port):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.set_alpn_protocols(["h2"])
    if PIN.exists():
        context.verify_flags |= ssl.VERIFY_X509_PARTIAL_CHAIN
    context.load_verify_locations(trusted())
    context.load_cert_chain(*own(name))
    try:
        with socket.create_connection((host, port), SECONDS) as plain:
            with context.wrap_socket(plain, server_hostname=host) as connection:
                connection.settimeout(SECONDS)
                # With TLS 1.3 a refusal of the own certificate comes after the handshake; gRPC speaks first.
                if not connection.recv(1):
                    raise Failure(f"{host}:{port} closed the connection after the handshake. Ask the aggregator for its log.")
                expires = ssl.cert_time_to_seconds(connection.getpeercert()["notAfter"])
    except ssl.SSLCertVerificationError as error:
        raise Failure(
            f"{host}:{port} does not have a certificate of this federation: {error.verify_message}. A proxy that opens TLS may be"
            " between here and there, or the chain in cert/ is another federation's."
        ) from error
    except ssl.SSLError as error:
        raise Failure(
            f"{host}:{port} refused the connection: {error.reason}. It may not accept cert/client/col_{name}.crt:"
            " it has expired, or another authority issued it."
        ) from error
    except OSError as error:
        raise Failure(f"{host}:{port} does not speak as an aggregator does: {error}.") from error
    until = datetime.datetime.fromtimestamp(expires, datetime.timezone.utc)
    return f"the aggregator has a certificate of this federation, until {until:%Y-%m-%d}, and accepts the one of {name}"


def compare_plans(name, host, port):
    """Asks the aggregator for a sign of life, as OpenFL's collaborators do; it refuses one with another plan."""
    os.environ.setdefault("GRPC_VERBOSITY", "NONE")  # what goes wrong is said below
    logging.disable(logging.CRITICAL)
    import grpc
    from openfl.protocols import aggregator_pb2, aggregator_pb2_grpc
    from openfl.transport.grpc.common import create_header

    plan = parsed()
    network = plan.config["network"]["settings"]
    if network.get("transport_protocol", "grpc") != "grpc":
        return f"the plan uses {network['transport_protocol']}, so whether the aggregator has the same is not asked"
    certificate, key = own(name)
    credentials = grpc.ssl_channel_credentials(
        root_certificates=trusted().read_bytes(),
        private_key=key.read_bytes(),
        certificate_chain=certificate.read_bytes(),
    )
    request = aggregator_pb2.PingRequest(header=create_header(name, plan.aggregator_uuid, plan.federation_uuid, ""))
    try:
        with grpc.secure_channel(f"{host}:{port}", credentials) as channel:
            aggregator_pb2_grpc.AggregatorStub(channel).Ping(request, timeout=SECONDS)
    except grpc.RpcError as error:
        raise Failure(refusal(error, name)) from error
    return f"the aggregator has the same plan, {plan.federation_uuid}"


def parsed():
    from openfl.federated import Plan

    return Plan.parse(PLAN)


def refusal(error, name):
    import grpc

    said = error.details() or error.code().name
    if error.code() == grpc.StatusCode.UNAUTHENTICATED or "authorized" in said.lower():
        return f"the aggregator does not accept {name}: {said}. Ask its operator whether plan/cols.yaml lists {name}."
    if error.code() == grpc.StatusCode.UNKNOWN:
        return f"the aggregator has another plan: {said}. Ask its operator for the release of its image; all need the same."
    return f"the aggregator does not answer as OpenFL does: {said}. Ask its operator for its log."


def trusted():
    return PIN if PIN.exists() else CHAIN


def own(name):
    return Path(f"cert/client/col_{name}.crt"), Path(f"cert/client/col_{name}.key")


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))

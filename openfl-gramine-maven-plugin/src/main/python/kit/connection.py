"""Tries the connection to the aggregator, with the collaborator's own certificate, before the day.

    connection.py NAME HOST PORT

Prints a line for each step and ends with 0 if an aggregator of this federation answered. Runs in a container of the image, in
the directory of the kit.
"""

import datetime
import socket
import ssl
import sys
from pathlib import Path

CHAIN = Path("cert/cert_chain.crt")
# In a federation whose aggregator is attested, its own certificate is all that the collaborator trusts.
PIN = Path("cert/aggregator.crt")
SECONDS = 20


class Failure(Exception):
    """A step that failed, with the next step for the user."""


def main(name, host, port):
    try:
        for step in (resolve, connect, shake_hands):
            print(f"ok    {step(name, host, int(port))}")
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
    context.load_verify_locations(PIN if PIN.exists() else CHAIN)
    context.load_cert_chain(f"cert/client/col_{name}.crt", f"cert/client/col_{name}.key")
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


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))

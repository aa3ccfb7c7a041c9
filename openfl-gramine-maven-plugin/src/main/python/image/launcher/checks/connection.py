"""The connection to a judged aggregator is tried before OpenFL starts, which would only repeat its own attempts for ever."""

import socket
import ssl
import sys
import time

from ..mistake import Mistake
from .pin import AGAIN, FILE, aggregator

SECONDS = 5


def require_pinned(start):
    """Waits until the aggregator listens, and refuses one that shows another certificate."""
    if start.root_certificate is None:
        return
    address, port = aggregator()
    context = client(start)
    is_told = False
    while True:
        try:
            with socket.create_connection((address, port), timeout=30) as connection:
                context.wrap_socket(connection, server_hostname=address).close()
            return
        except ssl.SSLCertVerificationError as error:
            raise Mistake(
                f"the aggregator at {address}:{port} does not have the certificate in {FILE} ({error.verify_message}), so it"
                f" is not the enclave that was judged. Ask its operator; if it enrolled again: {AGAIN}"
            ) from error
        except ssl.SSLError as error:
            raise Mistake(f"what listens at {address}:{port} is no aggregator: {error.reason}. Ask its operator.") from error
        except OSError:
            if not is_told:
                print(f"openfl-gramine: waiting for the aggregator at {address}:{port}.", file=sys.stderr)
                is_told = True
            time.sleep(SECONDS)


def client(start):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    # The certificate itself is the anchor, and not what issued it.
    context.verify_flags |= ssl.VERIFY_X509_PARTIAL_CHAIN
    context.set_alpn_protocols(["h2"])
    context.load_verify_locations(start.root_certificate)
    own = f"cert/client/col_{start.name}"
    context.load_cert_chain(start.given(own + ".crt"), start.given(own + ".key"))
    return context

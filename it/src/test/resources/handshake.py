"""Mutual TLS as OpenFL 1.9 sets it up (transport/grpc): handshake.py ADDRESS SERVER_FOLDER CLIENT_FOLDER COLLABORATOR."""

import sys
from concurrent import futures
from pathlib import Path

import grpc

address, server_folder, client_folder, collaborator = sys.argv[1:]


def read(folder, name):
    return Path(folder, "cert", name).read_bytes()


server = grpc.server(futures.ThreadPoolExecutor(1))
pair = (read(server_folder, f"server/agg_{address}.key"), read(server_folder, f"server/agg_{address}.crt"))
chain = read(server_folder, "cert_chain.crt")
port = server.add_secure_port("[::]:0", grpc.ssl_server_credentials([pair], chain, require_client_auth=True))
server.start()

channel = grpc.secure_channel(
    f"{address}:{port}",
    grpc.ssl_channel_credentials(
        read(client_folder, "cert_chain.crt"),
        read(client_folder, f"client/col_{collaborator}.key"),
        read(client_folder, f"client/col_{collaborator}.crt"),
    ),
)
grpc.channel_ready_future(channel).result(timeout=60)
print("READY")
server.stop(0)

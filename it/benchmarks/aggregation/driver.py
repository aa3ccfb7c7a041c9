"""Many collaborators in one process: a thread for each, with OpenFL's own client. They train nothing and share one model, so that
a machine has room for hundreds of them. Started in a workspace by measure.py."""

import sys
import threading
import time
from pathlib import Path

import numpy as np
import yaml
from openfl.federated import Plan
from openfl.pipelines import NoCompressionPipeline, TensorCodec
from openfl.protocols import aggregator_pb2, base_pb2, utils
from openfl.transport.grpc import common
from openfl.transport.grpc.common import create_header
from openfl.utilities import TensorKey

sys.path.insert(0, "")
from src.model import shapes  # noqa: E402

CHUNK = 2 << 20
CODEC = TensorCodec(NoCompressionPipeline())

# As on machines of their own: without this, gRPC puts all channels of a process on one connection.
common.DEFAULT_CHANNEL_OPTIONS.append(("grpc.use_local_subchannel_pool", 1))


class Crowd:
    """What all collaborators share: the model's tensors and, in each round, the message with trained ones."""

    def __init__(self, plan, first_width):
        self.plan = plan
        self.shapes = dict(shapes(first_width))
        self.tensors = {name: np.ones(shape, dtype=np.float32) for name, shape in self.shapes.items()}
        self.lock = threading.Lock()
        self.trained = None, b""

    def client(self, name):
        self.plan.client_ = None
        return self.plan.get_client(name)

    def training(self, round_number):
        """Returns the bytes of a round's trained model, which are the same for all."""
        with self.lock:
            if self.trained[0] != round_number:
                self.trained = None, b""
                tensors = [named(name, round_number, False, ("trained",), value) for name, value in self.tensors.items()]
                results = aggregator_pb2.TaskResults(tensors=tensors)
                self.trained = round_number, results.SerializeToString()
            return self.trained[1]


class Collaborator:
    def __init__(self, crowd, name):
        self.crowd, self.name, self.client = crowd, name, crowd.client(name)
        self.downloaded = 0

    def run(self):
        while True:
            tasks, round_number, pause, done = self.client.get_tasks()
            if done:
                return
            for task in tasks:
                getattr(self, task.name)(round_number)
            if not tasks:
                time.sleep(pause)

    def aggregated_model_validation(self, round_number):
        for name, shape in self.crowd.shapes.items():
            tensor = self.client.get_aggregated_tensor(name, round_number, False, ("model",), True)
            if len(tensor.data_bytes) != 4 * int(np.prod(shape)):
                raise ValueError(f"{name} has {len(tensor.data_bytes)} bytes")
        self.send("aggregated_model_validation", round_number, "accuracy", ("metric", "validate_agg"))

    def train(self, round_number):
        self.send("train", round_number, "loss", ("metric",), self.crowd.training(round_number))

    def locally_tuned_model_validation(self, round_number):
        self.send("locally_tuned_model_validation", round_number, "accuracy", ("metric", "validate_local"))

    def send(self, task, round_number, metric, tags, trained=b""):
        """Sends what OpenFL's client sends. Two messages one after the other are one message (protobuf), so the model's bytes
        need not be copied for each collaborator."""
        client = self.client
        header = create_header(self.name, client.aggregator_uuid, client.federation_uuid, client.single_col_cert_common_name)
        results = aggregator_pb2.TaskResults(
            header=header,
            round_number=round_number,
            task_name=task,
            data_size=1,
            tensors=[named(metric, round_number, True, tags, np.array(1.0))],
        )
        client.stub.SendLocalTaskResults(chunks(results.SerializeToString(), trained))


def named(name, round_number, report, tags, value):
    key, data, metadata = CODEC.compress(TensorKey(name, "", round_number, report, tags), value, require_lossless=True)
    return utils.construct_named_tensor(key, data, metadata, lossless=True)


def chunks(*messages):
    for message in messages:
        for start in range(0, len(message), CHUNK):
            part = message[start : start + CHUNK]
            yield base_pb2.DataStream(npbytes=part, size=len(part))


def main():
    names = yaml.safe_load(Path("plan/cols.yaml").read_text())["collaborators"]
    plan = Plan.parse(plan_config_path=Path("plan/plan.yaml"), cols_config_path=Path("plan/cols.yaml"))
    crowd = Crowd(plan, plan.config["task_runner"]["settings"]["first_width"])
    failures = []

    def run(collaborator):
        try:
            collaborator.run()
        except Exception as failure:
            failures.append(f"{collaborator.name}: {failure}")

    threads = [threading.Thread(target=run, args=(Collaborator(crowd, name),), daemon=True) for name in names]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    sys.exit("\n".join(failures[:3]) or 0)


if __name__ == "__main__":
    main()

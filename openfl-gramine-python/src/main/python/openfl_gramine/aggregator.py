"""An aggregator with a short wait between tasks, fast look-up of a model's tensors, and few copies of the model."""

from logging import getLogger

from openfl.component import Aggregator
from openfl.component.aggregator import aggregator
from openfl.protocols import utils
from openfl.utilities import TensorKey

from openfl_gramine.tensordb import IndexedTensorDB

logger = getLogger(__name__)


class PromptAggregator(Aggregator):
    """In OpenFL a collaborator without a task waits ten seconds before it asks again; here the plan sets the seconds."""

    def __init__(self, *args, task_interval=1, **kwargs):
        # The constructor creates the store, and has no parameter for its class.
        aggregator.TensorDB = IndexedTensorDB
        super().__init__(*args, **kwargs)
        self.task_interval = task_interval
        if self.saves_tensor_by_tensor():
            # The rest is in the store.
            self.names = [tensor.name for tensor in self.model.tensors]
            self.model = None

    def get_tasks(self, collaborator_name):
        tasks, round_number, sleep_time, time_to_quit = super().get_tasks(collaborator_name)
        return tasks, round_number, min(sleep_time, self.task_interval), time_to_quit

    def saves_tensor_by_tensor(self):
        """A checkpoint is OpenFL's own work, and a connector's model is not an OpenFL model."""
        return self.persistent_db is None and self.connector is None

    def _save_model(self, round_number, file_path):
        """Writes the same file as OpenFL's method, which needs five copies of the model for it."""
        if not self.saves_tensor_by_tensor():
            super()._save_model(round_number, file_path)
            return
        keys = [TensorKey(name, self.uuid, round_number, False, ("model",)) for name in self.names]
        tensors = {key.tensor_name: self.tensor_db.get_tensor_from_cache(key) for key in keys}
        if any(tensor is None for tensor in tensors.values()):
            logger.info("Cannot save model for round %s. Continuing...", round_number)
            return
        with open(file_path, "wb") as file:
            for name, tensor in tensors.items():
                part = utils.construct_model_proto({name: tensor}, round_number, self.compression_pipeline)
                # Messages one after the other are one message with the tensors of all.
                file.write(part.SerializeToString())

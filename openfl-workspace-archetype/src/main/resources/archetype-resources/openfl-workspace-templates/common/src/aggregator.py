"""An aggregator with a short wait between tasks and fast look-up of a model's tensors."""

from openfl.component import Aggregator
from openfl.component.aggregator import aggregator

from src.tensordb import IndexedTensorDB


class PromptAggregator(Aggregator):
    """In OpenFL a collaborator without a task waits ten seconds before it asks again; here the plan sets the seconds."""

    def __init__(self, *args, task_interval=1, **kwargs):
        # The constructor creates the store, and has no parameter for its class.
        aggregator.TensorDB = IndexedTensorDB
        super().__init__(*args, **kwargs)
        self.task_interval = task_interval

    def get_tasks(self, collaborator_name):
        tasks, round_number, sleep_time, time_to_quit = super().get_tasks(collaborator_name)
        return tasks, round_number, min(sleep_time, self.task_interval), time_to_quit

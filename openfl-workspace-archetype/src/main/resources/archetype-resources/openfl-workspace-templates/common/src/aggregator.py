"""An aggregator that lets collaborators ask again soon, and that finds a model's tensors quickly."""

from openfl.component import Aggregator
from openfl.component.aggregator import aggregator

from src.tensordb import IndexedTensorDB


class PromptAggregator(Aggregator):
    """OpenFL sends a collaborator that has nothing to do away for ten seconds; the plan says here for how many."""

    def __init__(self, *args, task_interval=1, **kwargs):
        # The store is made in there, and nothing else can say which.
        aggregator.TensorDB = IndexedTensorDB
        super().__init__(*args, **kwargs)
        self.task_interval = task_interval

    def get_tasks(self, collaborator_name):
        tasks, round_number, sleep_time, time_to_quit = super().get_tasks(collaborator_name)
        return tasks, round_number, min(sleep_time, self.task_interval), time_to_quit

"""A collaborator's tasks: telling collisions that make a Higgs boson from others."""

import numpy as np
import xgboost
from openfl.federated.task.runner_xgb import XGBoostTaskRunner
from openfl.utilities import Metric


class HiggsTaskRunner(XGBoostTaskRunner):
    """Each round every collaborator grows trees that correct the common model, and the aggregator adds them to it.

    Exchange and validation are OpenFL's own (XGBoostTaskRunner): the model as XGBoost's JSON, and the share of correctly classified rows.
    """

    def __init__(self, params, trees_per_round=1, seed=0, **kwargs):
        super().__init__(**kwargs)
        self.params = {**params, "seed": seed}
        self.trees_per_round = trees_per_round

    def train_(self, data):
        """Grows the round's trees; returns the plan's eval_metric on the training rows, with the new trees."""
        rows, name = data["dmatrix"], self.params["eval_metric"]
        history = {}
        self.bst = xgboost.train(
            self.params, rows, self.trees_per_round, evals=[(rows, "train")], evals_result=history, xgb_model=self.bst, verbose_eval=False
        )
        return Metric(name, np.array(history["train"][name][-1]))

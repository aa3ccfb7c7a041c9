"""OpenFL's plan, with the checked copies in the place of the files that the host gives, and with what the checks decided.

The plan's hash, by which the participants know that they have the same plan, is computed from the plan as it is.
"""

import os
from pathlib import Path


def install(start):
    """Has to come before OpenFL's commands are imported: they take the class Plan from these modules."""
    from openfl import federated
    from openfl.federated import plan as package
    from openfl.federated.plan import plan as module

    module.Plan = package.Plan = federated.Plan = checked(module.Plan, start)


def checked(openfl_plan, start):
    class Plan(openfl_plan):
        @staticmethod
        def parse(plan_config_path, cols_config_path=None, data_config_path=None, **others):
            # OpenFL makes the plan from its module's class of the name Plan, which is this one.
            return openfl_plan.parse(
                plan_config_path,
                cols_config_path=cols_config_path and Path(start.given(cols_config_path)),
                data_config_path=data_config_path and Path(start.given(data_config_path)),
                **others,
            )

        def get_aggregator(self, *arguments, **named):
            settings = self.config["aggregator"]["settings"]
            settings.update(start.aggregator_settings)
            model = settings["init_state_path"]
            settings["init_state_path"] = start.given(model)
            aggregator = super().get_aggregator(*arguments, **named)
            forget(model, settings["init_state_path"])
            return aggregator

        def get_server_args(self, *arguments, **named):
            return with_copies(super().get_server_args(*arguments, **named), start)

        def get_client_args(self, *arguments, **named):
            network = with_copies(super().get_client_args(*arguments, **named), start)
            if start.root_certificate:
                network["root_certificate"] = start.root_certificate
            return network

    return Plan


def with_copies(network, start):
    for name in ("root_certificate", "certificate", "private_key"):
        network[name] = start.given(network[name])
    return network


def forget(model, copy):
    """A large model's copy is no longer needed, and takes as much of the enclave's memory."""
    if copy != model and os.path.exists(copy):
        os.remove(copy)

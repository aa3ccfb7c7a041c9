"""From which files an aggregator resumes, and what of the plan OpenFL gets to see otherwise."""

import os

from launcher_support import CheckTest, checked_plan, checks

STORE = "local_state/tensor.db"
KEPT = "    persist_checkpoint: true\n"
PLACE = f"    persistent_db_path: {STORE}\n"


class CheckpointTest(CheckTest):
    def plan(self, settings):
        self.put("plan/plan.yaml", f"aggregator:\n  settings:\n    rounds_to_train: 3\n{settings}")

    def settings(self, **given):
        """What takes precedence over the plan's settings, and what the user is told."""
        start = self.begin(**given)
        notes = self.notes(checks.checkpoint.require_protection, start)
        return start.aggregator_settings, notes

    def sealed(self):
        return str(self.workspace / "local_state")

    def test_without_an_encrypted_directory_nothing_is_kept_and_the_user_is_told(self):
        # OpenFL's default is to keep.
        for settings, file in ((KEPT + PLACE, STORE), (PLACE, STORE), (KEPT, "tensor.db"), ("", "tensor.db")):
            with self.subTest(settings):
                self.plan(settings)
                self.assertEqual(
                    self.settings(),
                    (
                        {"persist_checkpoint": False},
                        f"openfl-gramine: no checkpoints: the plan keeps them in {file}, but this image does not encrypt"
                        " that directory. This run cannot be resumed.\n",
                    ),
                )

    def test_nothing_is_said_where_the_plan_keeps_nothing(self):
        for value in ("false", "no", "null", "0"):
            self.plan(f"    persist_checkpoint: {value}\n" + PLACE)
            self.put(STORE)
            self.assertEqual(self.settings(), ({"persist_checkpoint": False}, ""))

    def test_a_file_that_the_host_could_have_made_is_refused(self):
        self.plan(KEPT + PLACE)
        for ending in ("", "-journal", "-wal"):
            with self.subTest(ending):
                file = self.put(STORE + ending)
                self.assertEqual(
                    self.refusal(checks.checkpoint.require_protection, self.begin()),
                    f"the plan resumes from {STORE}{ending}, but this image does not encrypt that directory, so the host could"
                    " have made the file up, and it can contain code. Move it away to begin again; to be able to resume, build"
                    " the image with -Dgramine.encryptedMounts=local_state=mrenclave and persistent_db_path:"
                    " local_state/tensor.db.",
                )
                file.unlink()
        os.symlink("nowhere", STORE)
        self.assertIn("could have made", self.refusal(checks.checkpoint.require_protection, self.begin()))

    def test_an_encrypted_directory_s_file_is_resumed_from(self):
        self.plan(PLACE)
        for _ in range(2):
            self.assertEqual(self.settings(encrypted=self.sealed()), ({"persistent_db_path": STORE}, ""))
            self.put(STORE)

    def test_another_encrypted_directory_does_not_count(self):
        for encrypted in (f"{self.workspace}/save", f"{self.workspace}/local", "local_state", ":"):
            with self.subTest(encrypted):
                self.plan(PLACE)
                self.assertEqual(self.settings(encrypted=encrypted)[0], {"persist_checkpoint": False})

    def test_the_path_is_taken_for_what_it_leads_to(self):
        self.plan("    persistent_db_path: local_state/../logs/tensor.db\n")
        self.assertEqual(self.settings(encrypted=self.sealed())[0], {"persist_checkpoint": False})
        self.plan(f"    persistent_db_path: {self.workspace}/save/../local_state/a/tensor.db\n")
        self.assertIn("persistent_db_path", self.settings(encrypted=f"{self.workspace}/data:{self.sealed()}")[0])

    def test_without_an_enclave_the_plan_decides(self):
        self.plan(KEPT + PLACE)
        self.put(STORE)
        self.assertEqual(self.settings(native=True), ({}, ""))

    def test_a_collaborator_keeps_nothing_to_resume_from(self):
        self.plan(KEPT + PLACE)
        self.put(STORE)
        self.assertEqual(self.settings(role="collaborator"), ({}, ""))


class OpenflPlan:
    """As OpenFL 1.9's class, as far as the launcher changes it."""

    def __init__(self, config):
        self.config = config

    @staticmethod
    def parse(plan_config_path, cols_config_path=None, data_config_path=None, resolve=True):
        return (plan_config_path, cols_config_path, data_config_path, resolve)

    def get_aggregator(self, tensor_dict=None):
        settings = dict(self.config["aggregator"]["settings"])
        with open(settings["init_state_path"]) as model:
            return settings, model.read()

    def get_server_args(self, root_certificate, private_key, certificate, kwargs):
        return {
            "agg_port": 1,
            "root_certificate": "cert/cert_chain.crt",
            "certificate": "cert/server/agg_a.crt",
            "private_key": "cert/server/agg_a.key",
        }

    def get_client_args(self, collaborator_name, root_certificate=None, private_key=None, certificate=None):
        return {"root_certificate": "cert/cert_chain.crt", "certificate": "cert/client/col_a.crt", "private_key": "x.key"}


class CheckedPlanTest(CheckTest):
    def setUp(self):
        super().setUp()
        self.start = self.begin()
        self.Plan = checked_plan.checked(OpenflPlan, self.start)

    def copy(self, path, content=""):
        return self.write(os.path.relpath(self.start.given(path), self.scratch), content)

    def test_openfl_reads_the_copies_of_the_lists(self):
        plan, cols, data = (self.workspace / f"plan/{name}.yaml" for name in ("plan", "cols", "data"))
        self.assertEqual(
            [str(path) for path in self.Plan.parse(plan, cols_config_path=cols)],
            [str(plan), self.start.given("plan/cols.yaml"), "None", "True"],
        )
        self.assertEqual(
            [str(path) for path in self.Plan.parse(plan, data_config_path=data, resolve=False)],
            [str(plan), "None", self.start.given("plan/data.yaml"), "False"],
        )

    def test_openfl_reads_the_copies_of_certificates_and_keys(self):
        plan = self.Plan({})
        self.assertEqual(
            plan.get_server_args(None, None, None, {}),
            {
                "agg_port": 1,
                "root_certificate": self.start.given("cert/cert_chain.crt"),
                "certificate": self.start.given("cert/server/agg_a.crt"),
                "private_key": self.start.given("cert/server/agg_a.key"),
            },
        )
        self.assertEqual(
            plan.get_client_args("a")["certificate"], self.start.given("cert/client/col_a.crt")
        )

    def test_the_aggregator_gets_the_model_s_copy_which_is_gone_once_it_is_loaded(self):
        self.put("save/model.pbuf", "the host's")
        copy = self.copy("save/model.pbuf", "checked")
        self.start.aggregator_settings["persist_checkpoint"] = False
        plan = self.Plan({"aggregator": {"settings": {"init_state_path": "save/model.pbuf", "persist_checkpoint": True}}})
        settings, model = plan.get_aggregator()
        self.assertEqual(model, "checked")
        self.assertFalse(settings["persist_checkpoint"])
        self.assertFalse(copy.exists())
        self.assertTrue((self.workspace / "save/model.pbuf").exists())

    def test_a_model_of_the_image_itself_stays(self):
        model = self.write("image/model.pbuf", "measured")
        plan = self.Plan({"aggregator": {"settings": {"init_state_path": str(model)}}})
        self.assertEqual(plan.get_aggregator()[1], "measured")
        self.assertTrue(model.exists())

    def test_a_file_that_was_not_there_when_it_was_looked_for_is_not_used_later(self):
        self.put("save/model.pbuf", "came later")
        with self.assertRaises(FileNotFoundError):
            self.Plan({"aggregator": {"settings": {"init_state_path": "save/model.pbuf"}}}).get_aggregator()

"""Whether an actor can write what it trains, and what becomes of what an earlier run has written."""

import errno
import os
from unittest import mock

from launcher_support import CheckTest, checks


class WritableTest(CheckTest):
    def test_a_directory_in_which_a_file_can_be_made_is_left_as_it_was(self):
        for role in ("aggregator", "collaborator"):
            self.assertEqual(self.notes(checks.writable.require_writable, self.begin(role)), "")
        self.assertEqual([list((self.workspace / place).iterdir()) for place in ("save", "logs", "local_state")], [[], [], []])

    def test_a_directory_in_which_none_can_be_made_is_refused_before_the_training(self):
        for role, place in (("aggregator", "save"), ("aggregator", "local_state"), ("collaborator", "logs")):
            for number, reason in ((errno.EACCES, "Permission denied"), (errno.ENOSPC, "No space left on device")):
                with self.subTest(place, reason=reason), self.failing(place, number):
                    self.assertRegex(
                        self.refusal(checks.writable.require_writable, self.begin(role)),
                        rf"\Acannot write to {place}/: {reason}\. The actor writes there while it trains: mount a directory with"
                        r" space in which user \d+ can make files\.\Z",
                    )

    def test_what_a_collaborator_does_not_write_is_not_tried(self):
        with self.failing("save", errno.EACCES):
            self.assertEqual(self.notes(checks.writable.require_writable, self.begin("collaborator")), "")

    def test_a_directory_that_is_not_there_is_left_to_openfl(self):
        (self.workspace / "save").rmdir()
        self.assertEqual(self.notes(checks.writable.require_writable, self.begin()), "")

    def failing(self, place, number):
        def open_(path, *mode):
            if str(path).startswith(place):
                raise OSError(number, os.strerror(number), path)
            return open(path, *mode)

        return mock.patch.object(checks.writable, "open", open_, create=True)


class EarlierModelsTest(CheckTest):
    def plan(self, more="    persist_checkpoint: false\n"):
        self.put(
            "plan/plan.yaml",
            "aggregator:\n  settings:\n    init_state_path: save/a_init.pbuf\n    best_state_path: save/a_best.pbuf\n"
            "    last_state_path: save/a_last.pbuf\n" + more,
        )

    def test_the_models_of_a_run_that_cannot_be_resumed_are_kept_and_the_user_is_told(self):
        self.plan()
        self.put("save/a_init.pbuf", "initial")
        self.put("save/a_last.pbuf", "trained")
        self.assertEqual(
            self.notes(checks.earlier_models.keep, self.begin()),
            "openfl-gramine: save/a_last.pbuf of an earlier run: there is nothing to resume it from, so this run begins with the"
            " initial model. It keeps save/a_last.pbuf.earlier.\n",
        )
        self.assertEqual((self.workspace / "save/a_last.pbuf.earlier").read_text(), "trained")
        self.assertEqual((self.workspace / "save/a_init.pbuf").read_text(), "initial")

    def test_the_models_of_each_earlier_run_are_kept(self):
        self.plan()
        for run in ("first", "second", "third"):
            self.put("save/a_last.pbuf", run)
            self.notes(checks.earlier_models.keep, self.begin())
        self.assertEqual(
            [(self.workspace / f"save/a_last.pbuf.earlier{number}").read_text() for number in ("", "2", "3")],
            ["first", "second", "third"],
        )

    def test_nothing_is_said_at_the_first_start(self):
        self.plan()
        self.put("save/a_init.pbuf", "initial")
        self.assertEqual(self.notes(checks.earlier_models.keep, self.begin()), "")

    def test_a_run_that_is_resumed_goes_on_with_its_models(self):
        self.plan("    persist_checkpoint: true\n    persistent_db_path: local_state/tensor.db\n")
        self.put("local_state/tensor.db")
        self.put("save/a_last.pbuf", "trained")
        self.assertEqual(self.notes(checks.earlier_models.keep, self.begin()), "")
        self.assertTrue((self.workspace / "save/a_last.pbuf").exists())

    def test_what_the_launcher_has_decided_about_checkpoints_counts(self):
        self.plan("    persist_checkpoint: true\n    persistent_db_path: local_state/tensor.db\n")
        self.put("local_state/tensor.db")
        self.put("save/a_last.pbuf", "trained")
        start = self.begin()
        start.aggregator_settings["persist_checkpoint"] = False
        self.assertIn("begins with the initial model", self.notes(checks.earlier_models.keep, start))

    def test_a_plan_that_begins_with_the_last_model_finds_it(self):
        self.put("plan/plan.yaml", "aggregator:\n  settings:\n    init_state_path: save/a.pbuf\n    last_state_path: save/a.pbuf\n")
        self.put("save/a.pbuf", "trained")
        self.assertEqual(self.notes(checks.earlier_models.keep, self.begin()), "")
        self.assertTrue((self.workspace / "save/a.pbuf").exists())

    def test_a_model_that_cannot_be_renamed_stops_the_start(self):
        self.plan()
        self.put("save/a_best.pbuf", "trained")
        with mock.patch.object(checks.earlier_models.os, "replace", side_effect=OSError(errno.EACCES, "Permission denied")):
            self.assertEqual(
                self.refusal(checks.earlier_models.keep, self.begin()),
                "cannot rename save/a_best.pbuf, the model of an earlier run: Permission denied. Move it away.",
            )

    def test_a_collaborator_has_no_models(self):
        self.plan()
        self.put("save/a_last.pbuf")
        self.assertEqual(self.notes(checks.earlier_models.keep, self.begin("collaborator")), "")

"""Runs the functions of the image's real entry script in bash, on directories of the test's own and with stubs for Gramine."""

import fcntl
import os

from support import RESOURCES, ScratchTest

START = RESOURCES / "image/start"
WITH_DIRECTORIES = 'source "$1"; product=$2; workspace=$3; shift 3; main "$@"'


class StartTest(ScratchTest):
    def setUp(self):
        super().setUp()
        self.product = self.scratch / "product"
        self.workspace = self.scratch / "workspace"
        for command in ("gramine-sgx", "gramine-direct"):
            self.executable(f"bin/{command}", '#!/bin/sh\necho "${0##*/} $*"\n')
        for role in ("aggregator", "collaborator"):
            self.write(f"product/{role}.sig")
            self.write(f"product/{role}.manifest")
            self.write(f"product/{role}.environment", "PATH=/usr/bin\nTEXT=two words = one value\nPASSED\nNOT_SET\n")
        self.certificate_of("col1")

    def certificate_of(self, name):
        return self.write(f"workspace/cert/client/col_{name}.crt")

    def start(self, *words, **environment):
        # A shell cannot listen to a signal that it was started to ignore, as whatever runs in a shell's background is.
        command = ("/usr/bin/env", "--default-signal=INT", "bash", "-c", WITH_DIRECTORIES)
        return self.run_command(
            *command,
            "start",
            START,
            self.product,
            self.workspace,
            *words,
            env={"PATH": f"{self.scratch}/bin:/usr/bin:/bin", **environment},
        )

    def natively(self, *words, **environment):
        return self.start(*words, GRAMINE_EXECUTABLE="native", **environment)

    def test_the_role_starts_in_an_enclave_by_default(self):
        for words in (("aggregator", "start"), ("collaborator", "start", "-n", "col1")):
            run = self.start(*words)
            self.assertEqual((run.stdout, run.returncode), (f"gramine-sgx {self.product}/{words[0]}\n", 0), run.stderr)

    def test_it_starts_without_an_enclave_on_request(self):
        run = self.start("aggregator", "start", GRAMINE_EXECUTABLE="gramine-direct")
        self.assertEqual(run.stdout, f"gramine-direct {self.product}/aggregator\n")

    def test_nothing_else_is_run(self):
        for executable in ("/bin/sh", "gramine-sgx -v", "sgx"):
            self.assert_complaint(
                self.start("aggregator", "start", GRAMINE_EXECUTABLE=executable),
                f"GRAMINE_EXECUTABLE is {executable}; expected gramine-sgx, gramine-direct or native.",
                status=2,
            )

    def test_other_words_are_refused(self):
        for words in (
            "",
            "aggregator",
            "aggregator stop",
            "aggregator start -p x",
            "collaborator start",
            "collaborator start -n",
            "collaborator start -n col1 -p x",
            "collaborator start --name col1",
            "collaborator start -n ../col1",
            "bash",
        ):
            with self.subTest(words=words):
                self.assert_complains(
                    self.start(*words.split()), "expected: aggregator start | collaborator start -n NAME", status=2
                )

    def test_words_that_only_look_right_when_joined_are_refused(self):
        self.assertEqual(self.start("aggregator start").returncode, 2)
        self.assertEqual(self.start("collaborator", "start", "-n", "col1 x").returncode, 2)

    def test_a_name_that_is_not_the_certificate_s_is_refused(self):
        self.assert_complaint(
            self.start("collaborator", "start", "-n", "col2"),
            "asked to start col2, but the mounted certificate is col1's (cert/client/col_col1.crt).",
        )

    def test_both_certificates_are_named_when_two_are_mounted(self):
        self.certificate_of("col2")
        self.assert_complains(
            self.start("collaborator", "start", "-n", "col1"),
            "cert/client holds 2 certificates: col_col1.crt col_col2.crt. Mount only col1's.\n",
        )

    def test_what_to_mount_is_said_when_no_certificate_is_there(self):
        self.certificate_of("col1").unlink()
        self.assert_complains(
            self.start("collaborator", "start", "-n", "col1"),
            "no certificate for col1: mount cert/client/col_col1.crt and col_col1.key",
        )

    def as_nobody(self, mounts, *words):
        """Starts as a user who is not root, to whom every directory is writable."""
        self.scratch.chmod(0o755)
        mounted = self.write("mounts", "".join(f"1 1 0:1 / {self.workspace}/{place} rw\n" for place in mounts))
        user = ("setpriv", "--reuid=10001", "--regid=10001", "--clear-groups") if os.getuid() == 0 else ()
        set_mounts = WITH_DIRECTORIES.replace("shift 3", "mounts=$4; shift 4")
        path = {"PATH": f"{self.scratch}/bin:/usr/bin:/bin"}
        return self.run_command(
            *user, "bash", "-c", set_mounts, "start", START, self.product, self.workspace, mounted, *words, env=path
        )

    def test_a_mounted_directory_that_cannot_be_written_is_named_with_its_owner_and_mode(self):
        for words, directory in (
            (("aggregator", "start"), "save"),
            (("aggregator", "start"), "local_state"),
            (("collaborator", "start", "-n", "col1"), "logs"),
        ):
            with self.subTest(directory):
                place = self.workspace / directory
                place.mkdir()
                place.chmod(0o555)
                run = self.as_nobody([directory], *words)
                owner = f"user {os.getuid()} and group {os.getgid()}, mode 555"
                self.assert_complains(run, f"{directory}/ is not writable for user ", f": it belongs to {owner}. Change")
                place.chmod(0o777)
                self.assertEqual(self.as_nobody([directory], *words).returncode, 0)

    def test_a_directory_of_the_image_is_left_to_the_launcher(self):
        (self.workspace / "save").mkdir()
        (self.workspace / "save").chmod(0o555)

        self.assertEqual(self.as_nobody([], "aggregator", "start").returncode, 0)

    def test_an_attested_actor_without_a_certificate_is_left_to_the_launcher(self):
        (self.workspace / "cert/client/col_col1.crt").unlink()
        self.write("product/collaborator.environment", "PATH=/usr/bin\nOPENFL_GRAMINE_ATTESTED=1\n")

        run = self.start("collaborator", "start", "-n", "col1")
        self.assertEqual((run.stdout, run.returncode), (f"gramine-sgx {self.product}/collaborator\n", 0), run.stderr)

    def attest(self):
        self.write("product/aggregator.environment", "PATH=/usr/bin\nOPENFL_GRAMINE_ATTESTED=1\n")
        return self.write("workspace/enrolment/.lock")

    def test_two_containers_never_use_one_identity_at_the_same_time(self):
        lock = self.attest()
        with open(lock) as other:
            fcntl.flock(other, fcntl.LOCK_EX)
            self.assert_complaint(
                self.start("aggregator", "start"),
                "another container uses this identity: it has locked enrolment/.lock. Stop that one first.",
            )

        self.assertEqual(self.start("aggregator", "start").returncode, 0)

    def test_the_lock_is_held_while_the_actor_runs(self):
        lock = self.attest()
        self.executable("bin/gramine-sgx", f"#!/bin/sh\nflock --nonblock {lock} true || echo locked\n")

        self.assertEqual(self.start("aggregator", "start").stdout, "locked\n")

    def test_an_identity_that_cannot_be_locked_is_not_used(self):
        self.attest().unlink()
        (self.workspace / "enrolment/.lock").mkdir()
        self.assert_complains(self.start("aggregator", "start"), "cannot write enrolment/.lock")

    def test_an_actor_that_is_not_attested_locks_nothing(self):
        self.attest()
        (self.product / "aggregator.environment").write_text("PATH=/usr/bin\n")
        (self.workspace / "enrolment/.lock").unlink()

        self.assertEqual(self.start("aggregator", "start").returncode, 0)
        self.assertEqual(list((self.workspace / "enrolment").iterdir()), [])

    def test_what_to_do_with_an_unsigned_image_is_said(self):
        (self.product / "aggregator.sig").unlink()
        self.assert_complains(
            self.start("aggregator", "start"),
            "this image is not signed",
            "openfl-gramine:generate-key",
            "GRAMINE_EXECUTABLE=gramine-direct",
        )

    def test_mode_native_has_the_environment_of_the_manifest_and_the_word_that_it_is_native(self):
        python = self.executable("bin/python", '#!/bin/sh\necho "$*"\npwd\n/usr/bin/env | sort\n')
        self.write("product/interpreter", f"{python}\n")
        run = self.natively("aggregator", "start", PASSED="from\noutside", SECRET="x")
        self.assertEqual(run.returncode, 0, run.stderr)
        self.assertEqual(run.stderr, "openfl-gramine: native, without Gramine: no protection.\n")
        self.assertEqual(
            # PWD is the stub's shell's own.
            [line for line in run.stdout.splitlines() if not line.startswith(("PWD=", "_="))],
            [
                f"-I -B -u {self.product}/actor.py aggregator",
                str(self.workspace),
                *sorted(["OPENFL_GRAMINE_NATIVE=1", "PASSED=from", "outside", "PATH=/usr/bin", "TEXT=two words = one value"]),
            ],
        )

    def test_an_actor_hears_signals_and_ends_the_container_with_its_status(self):
        for program, status in (
            ("exit 5", 5),
            ("kill -TERM $PPID; exec sleep 60", 143),
            ("kill -INT $PPID; exec sleep 60", 143),
        ):
            actor = self.executable("bin/gramine-sgx", f"#!/bin/sh\n{program}\n")
            self.write("product/interpreter", f"{actor}\n")
            for how in ("gramine-sgx", "native"):
                with self.subTest(program=program, how=how):
                    run = self.start("aggregator", "start", GRAMINE_EXECUTABLE=how)
                    self.assertEqual(run.returncode, status, run.stderr)

    def test_mode_native_refuses_what_only_gramine_can_set(self):
        self.write("product/interpreter", "/usr/bin/python3\n")
        self.write("product/aggregator.environment", "PATH=/usr/bin\n!A\n")
        self.assert_complaint(
            self.natively("aggregator", "start"),
            f"native mode cannot set A as {self.product}/aggregator.manifest does.",
        )

    def test_mode_native_refuses_an_image_that_is_not_finished(self):
        self.write("product/interpreter", "/usr/bin/python3\n")
        (self.product / "aggregator.environment").unlink()
        self.assert_complains(self.natively("aggregator", "start"), "this is not a finished image.")

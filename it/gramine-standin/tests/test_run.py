import json
import signal
import unittest

from support import BANNER, PYTHON, StandinTest

SHOW = "import json, os, sys; print(json.dumps([dict(os.environ), sys.argv[1:], os.getcwd()]))"
WAIT = """
import signal, sys, time
signal.signal(signal.SIGTERM, lambda *_: sys.exit(42))
print("ready", flush=True)
time.sleep({seconds})
"""


class RunTest(StandinTest):
    def shown(self, *extra, environment=None):
        self.program(SHOW)
        status, output, errors = self.run_program(*extra, environment=environment)
        self.assertEqual(0, status, errors)
        return json.loads(output)

    def test_it_says_at_start_and_end_that_it_is_no_gramine(self):
        status, output, errors = self.run_program()
        self.assertEqual((0, "ran\n"), (status, output))
        self.assertEqual([BANNER, BANNER], errors.splitlines())

    def test_a_refusal_ends_with_status_1_and_one_message(self):
        self.set("sgx.max_threads", 0)
        status, output, errors = self.run_program()
        message = "gramine-direct: error: sgx.max_threads = 0: expected 1 to 4096"
        self.assertEqual((1, ""), (status, output))
        self.assertEqual([BANNER, message, BANNER], errors.splitlines())

    def test_the_environment_is_the_manifests(self):
        self.set("loader.env", {"A": "1", "B": {"value": "2"}, "C": {"passthrough": True}, "D": {"passthrough": True}})
        environment, _, _ = self.shown(environment={"A": "host", "C": "3", "E": "host"})
        # Python itself sets LC_CTYPE where the environment names no locale.
        environment.pop("LC_CTYPE", None)
        self.assertEqual({"A": "1", "B": "2", "C": "3"}, environment)

    def test_the_hosts_environment_is_open_where_the_manifest_says_so(self):
        self.set("loader.insecure__use_host_env", True)
        environment, _, _ = self.shown(environment={"E": "host", "LC_ALL": "host"})
        self.assertEqual(("host", "C"), (environment["E"], environment["LC_ALL"]))

    def test_arguments_outside_are_thrown_away_where_the_manifest_has_its_own(self):
        self.manifest["loader"]["argv"].append("inside")
        self.assertEqual(["inside"], self.shown("outside")[1])

    def test_arguments_outside_are_fatal_where_nothing_allows_them(self):
        self.remove("loader.argv")
        self.assert_refused("arguments .'outside'. were given: expected none", "outside")

    def test_arguments_outside_count_where_the_manifest_says_so(self):
        script = self.manifest["loader"]["argv"][-1]
        self.remove("loader.argv")
        self.set("loader.insecure__use_cmdline_argv", True)
        self.assertEqual(["outside"], self.shown(script, "outside")[1])

    def test_arguments_come_from_a_listed_file(self):
        script = self.manifest["loader"]["argv"][-1]
        self.remove("loader.argv")
        path = self.file("argv", f"{PYTHON}\0{script}\0from file\0")
        self.set("loader.argv_src_file", f"file:{path}")
        self.assert_refused("loader.argv_src_file: .* is neither trusted nor allowed")
        self.set("sgx.allowed_files", [f"file:{path}"])
        self.assertEqual(["from file"], self.shown()[1])

    def test_it_starts_in_the_manifests_directory(self):
        self.set("fs.start_dir", str(self.directory))
        self.assertEqual(str(self.directory), self.shown()[2])

    def test_a_start_directory_that_is_absent_is_refused(self):
        self.set("fs.start_dir", "/absent")
        self.assert_refused("fs.start_dir = '/absent'")

    def test_the_exit_status_is_handed_on(self):
        self.program("import sys; sys.exit(3)")
        self.assertEqual(3, self.run_program()[0])

    def test_a_signal_in_the_program_becomes_128_and_its_number(self):
        self.program("import os; os.kill(os.getpid(), 9)")
        self.assertEqual(137, self.run_program()[0])

    def terminated(self, seconds, environment=None):
        self.program(WAIT.format(seconds=seconds))
        process = self.start(environment=environment)
        self.assertEqual("ready\n", process.stdout.readline())
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=30)
        return process.returncode

    def test_sigterm_reaches_the_program_where_the_manifest_says_so(self):
        self.set("sys.enable_sigterm_injection", True)
        self.assertEqual(42, self.terminated(30))

    def test_sigterm_is_ignored_otherwise(self):
        self.assertEqual(0, self.terminated(0.5))

    def test_insecure_options_are_named(self):
        self.set("sgx.debug", True)
        self.set("loader.log_level", "warning")
        self.assertIn("insecure options: loader.log_level = warning, sgx.debug", self.run_program()[2])

    def test_a_mount_that_a_native_run_cannot_make_is_named(self):
        self.set("fs.mounts", [{"path": "/elsewhere", "uri": f"file:{self.directory}"}])
        self.assertIn("is not seen at /elsewhere", self.run_program()[2])


if __name__ == "__main__":
    unittest.main()

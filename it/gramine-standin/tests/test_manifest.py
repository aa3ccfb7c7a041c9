import unittest

from support import HERE, StandinTest

from gramine_standin import Refusal, manifest


class ManifestTest(StandinTest):
    def test_a_manifest_that_is_absent_is_refused(self):
        with self.assertRaisesRegex(Refusal, "No such file"):
            manifest.read(self.name + ".manifest")

    def test_broken_toml_is_refused(self):
        self.file("role.manifest", "[loader\n")
        with self.assertRaisesRegex(Refusal, "role.manifest: .*line 1"):
            manifest.read(self.name + ".manifest")

    def test_what_the_real_signer_wrote_is_accepted(self):
        checked = manifest.read(HERE / "golden/debug.manifest.sgx")
        self.assertIn("sgx.debug", manifest.insecure_options(checked))

    def test_keys_that_gramine_does_not_know_are_refused(self):
        for key in (
            "loader.pal_internal_mem_size",
            "libos.other",
            "fs.other",
            "sys.other",
            "sgx.thread_num",
            "sgx.nonpie_binary",
            "sgx.ra_client_spid",
            "sgx.cpu_features.sse",
            "other",
        ):
            with self.subTest(key):
                self.set(key, "x")
                self.assert_refused(f"^{key} is no key")
                self.remove(key)

    def test_keys_that_gramine_needs_are_missed(self):
        for key in ("libos.entrypoint", "libos", "fs.mounts", "fs", "loader.entrypoint", "sgx.max_threads"):
            with self.subTest(key):
                self.setUp()
                self.remove(key)
                self.assert_refused(f"^{key} is missing")

    def test_values_of_a_wrong_kind_are_refused(self):
        for key, value, pattern in (
            ("loader.entrypoint", "file:libsysdb.so", "loader.entrypoint = .*expected a table"),
            ("loader.argv", "python3", "loader.argv = .*expected an array"),
            ("loader.argv", [1], r"loader.argv\[0\] = 1: expected a string"),
            ("loader.log_level", "loud", "loader.log_level = 'loud': expected one of"),
            ("loader.env", {"A": 1}, "loader.env.A = 1"),
            ("loader.env", {"A": {"passthrough": False}}, "loader.env.A.passthrough = False"),
            ("loader.env", {"A": {"value": 1}}, "loader.env.A.value = 1"),
            ("sgx.debug", 1, "sgx.debug = 1: expected true or false"),
            ("sgx.max_threads", True, "sgx.max_threads = True: expected an integer"),
            ("sgx.remote_attestation", "epid", "sgx.remote_attestation = 'epid'"),
            ("sgx.cpu_features", {"pkru": "unspecified"}, "sgx.cpu_features.pkru"),
            ("fs.mounts", [{"path": "/a"}], r"fs.mounts\[0\].uri is missing"),
            ("fs.mounts", [{"path": "/a", "type": "nfs"}], r"fs.mounts\[0\] = "),
            ("fs.mounts", [{"path": "a", "uri": "file:/a"}], r"fs.mounts\[0\].path = 'a': expected an absolute"),
            ("fs.mounts", [{"path": "/", "uri": "file:/"}], r"fs.mounts\[0\].path = '/': expected an absolute"),
            ("fs.insecure__keys", {"k": "ff"}, "fs.insecure__keys.k: expected 32 hexadecimal digits"),
            ("libos.entrypoint", "file:/bin/sh", "libos.entrypoint = .*expected a path"),
            ("loader.argv", [], "loader.argv is empty"),
            ("loader.env", {"A": {}}, "loader.env.A"),
            ("loader.uid", -1, "loader.uid = -1: expected 0 to 4294967295"),
            ("sgx.allowed_files", ["/data/"], r"sgx.allowed_files\[0\] = '/data/': expected file: or dev:"),
            ("sgx.seal_key", {"misc_mask": "0xff"}, "sgx.seal_key.misc_mask = '0xff'"),
            ("sys.brk", {"max_size": "1K"}, "sys.brk.max_size = '1K': expected a multiple of 4096"),
            ("sys.stack", {"size": "8MB"}, "sys.stack.size = '8MB': expected a decimal number"),
            ("sys.fds", {"limit": -1}, "sys.fds.limit = -1"),
            ("fs.mounts", [{"path": "/a", "uri": "/a"}], r"fs.mounts\[0\].uri = '/a': expected file:"),
            ("sgx.trusted_files", [{"uri": "file:/a", "md5": "x"}], r"sgx.trusted_files\[0\].md5 is no key"),
        ):
            with self.subTest(f"{key} = {value}"):
                self.setUp()
                self.set(key, value)
                self.assert_refused(pattern)

    def test_numbers_out_of_range_are_refused(self):
        for key, value in (
            ("enclave_size", "3G"),
            ("enclave_size", "0"),
            ("enclave_size", "16Q"),
            ("max_threads", 0),
            ("max_threads", 4097),
            ("isvprodid", 65536),
            ("isvsvn", -1),
            ("insecure__rpc_thread_num", 257),
        ):
            with self.subTest(f"{key} = {value}"):
                self.setUp()
                self.set(f"sgx.{key}", value)
                self.assert_refused(f"^sgx.{key} = '?{value}")

    def test_sizes_are_read_as_gramine_reads_them(self):
        for text, expected in (("4G", 1 << 32), ("4096", 4096), ("512m", 1 << 29), ("0", 0), ("010K", 10240)):
            self.assertEqual(expected, manifest.parse_size(text, "size"))
        for text in ("0x1000", "4MB", "-4M", "4 M", ""):
            with self.assertRaisesRegex(Refusal, "expected a decimal number"):
                manifest.parse_size(text, "size")

    def test_options_that_exclude_each_other_are_refused(self):
        self.set("loader.insecure__use_cmdline_argv", True)
        self.assert_refused("loader.argv and loader.insecure__use_cmdline_argv are both set")
        self.setUp()
        self.set("loader.env_src_file", "file:/env")
        self.set("loader.insecure__use_host_env", True)
        self.assert_refused("loader.env_src_file and loader.insecure__use_host_env are both set")
        self.setUp()
        self.set("sgx.max_threads", 1025)
        self.set("sgx.insecure__rpc_thread_num", 1)
        self.assert_refused("sgx.max_threads = 1025: expected at most 1024")
        self.setUp()
        self.set("sgx.preheat_enclave", True)
        self.set("sgx.edmm_enable", True)
        self.assert_refused("exclude each other")

    def test_options_of_a_debug_build_are_refused(self):
        self.set("sgx.enable_stats", True)
        self.assert_refused("debug build")


if __name__ == "__main__":
    unittest.main()

"""The checks of what the host gives: files as they should be, broken ones and hostile ones."""

import base64
import os
import socket

from launcher_support import CheckTest, checks, mounted

MARKED = base64.b64encode(b"DER").decode()


def pem(*labels):
    return "".join(f"-----BEGIN {label}-----\n{MARKED}\n-----END {label}-----\n" for label in labels)


class TakeTest(CheckTest):
    LIMIT = 1 << 20

    def take(self, start, path="save/file"):
        return mounted.take(start, path, self.LIMIT)

    def refused(self, path="save/file"):
        return self.refusal(lambda start: mounted.take(start, path, self.LIMIT), self.begin())

    def test_the_copy_that_was_checked_stays_as_it_was_when_the_host_changes_the_file(self):
        file = self.put("save/file", "checked")
        start = self.begin()
        taken = self.take(start)
        file.write_text("changed")
        with open(taken) as copy:
            self.assertEqual(copy.read(), "checked")
        self.assertEqual(taken, start.given("save/file"))
        self.assertTrue(taken.startswith(str(self.memory)))

    def test_a_file_is_read_once(self):
        file = self.put("save/file", "first")
        start = self.begin()
        self.take(start)
        file.write_text("second")
        with open(self.take(start)) as copy:
            self.assertEqual(copy.read(), "first")

    def test_only_its_owner_can_read_a_copy(self):
        self.put("save/file")
        taken = self.take(self.begin())
        self.assertEqual(os.stat(taken).st_mode & 0o777, 0o600)
        self.assertEqual(os.stat(os.path.dirname(taken)).st_mode & 0o777, 0o700)

    def test_without_an_enclave_there_is_no_copy(self):
        self.put("save/file", "content")
        self.assertEqual(self.take(self.begin(native=True)), "save/file")
        self.assertEqual(list(self.memory.iterdir()), [])

    def test_a_file_that_is_too_long_is_refused_without_being_read(self):
        with open(self.put("save/file"), "wb") as file:
            file.truncate(100 << 20)
        self.assertEqual(self.refused(), "save/file is longer than 1 MiB, the most that is read. Mount the right file.")
        with open("/dev/zero", "rb", buffering=0) as endless:
            # What grows while it is read.
            self.assertIn("longer than 1 MiB", self.refusal(
                lambda start: mounted.copy(endless, "save/file", start.given("save/file"), self.LIMIT), self.begin()))

    def test_what_is_no_regular_file_is_refused(self):
        self.put("save/target")
        os.symlink("target", "save/link")
        os.symlink("/dev/zero", "save/zero")
        os.mkfifo("save/pipe")
        os.mkdir("save/directory")
        for name, kind in (
            ("link", "a symbolic link"),
            ("zero", "a symbolic link"),
            ("pipe", "a named pipe"),
            ("directory", "a directory"),
        ):
            with self.subTest(name):
                self.assertEqual(
                    self.refused(f"save/{name}"),
                    f"save/{name} is {kind}; expected a regular file. Mount the file itself.",
                )
        self.assertIn("/dev/null is a device;", self.refused("/dev/null"))

    def test_what_is_missing_is_named(self):
        self.assertEqual(self.refused(), "cannot read save/file: No such file or directory. Mount the file itself.")

    def test_a_text_of_another_encoding_or_with_control_characters_is_refused(self):
        for content, part in (
            ("col1,ü".encode("latin-1"), "is not a text file in UTF-8."),
            ("col1,1".encode("utf-16"), "is not a text file in UTF-8."),
            (b"\xed\xa0\x80", "is not a text file in UTF-8."),
            (b"col1,1\ncol2,\0", "has the control character U+0000 in line 2; expected text."),
            (b"\x1b[2J", "has the control character U+001B in line 1;"),
            ("a\u0085b".encode(), "has the control character U+0085 in line 1;"),
        ):
            with self.subTest(content):
                self.put("save/file", content)
                self.assertIn(part, self.refusal(lambda start: mounted.text(start, "save/file", 99, "Fix it."), self.begin()))

    def test_lines_end_as_python_ends_them(self):
        self.put("save/file", b"a\r\nb\rc\n")
        self.assertEqual(mounted.text(self.begin(), "save/file", 99, ""), "a\nb\nc\n")

    def test_a_byte_order_mark_is_in_neither_the_text_nor_the_copy(self):
        self.put("save/file", "\ufeffcol1,ü\n".encode())
        start = self.begin()
        self.assertEqual(mounted.text(start, "save/file", 99, ""), "col1,ü\n")
        with open(start.given("save/file"), "rb") as copy:
            self.assertEqual(copy.read(), "col1,ü\n".encode())
        self.assertEqual(mounted.text(start, "save/file", 99, ""), "col1,ü\n")

    def test_what_is_outside_the_workspace_is_no_copy(self):
        start = self.begin()
        for path in ("/usr/share/model", "../model"):
            self.assertEqual(start.given(path), path)


class MountedFilesTest(CheckTest):
    def refused(self, role="aggregator"):
        return self.refusal(checks.mounted_files.refuse_links, self.begin(role))

    def test_files_and_directories_are_accepted(self):
        self.put("save/model.pbuf")
        self.put("data/a/b/c/scan ü.tif")
        for role in ("aggregator", "collaborator"):
            checks.mounted_files.refuse_links(self.begin(role))

    def test_a_directory_that_is_not_mounted_is_not_needed(self):
        (self.workspace / "local_state").rmdir()
        checks.mounted_files.refuse_links(self.begin())

    def test_links_are_refused_wherever_they_lead(self):
        for target in ("/etc/passwd", "model.pbuf", "nowhere", "."):
            with self.subTest(target):
                os.symlink(target, "save/link")
                self.assertEqual(
                    self.refused(),
                    "save/link is a symbolic link; expected a file or directory. Put a copy in its place.",
                )
                os.remove("save/link")

    def test_a_directory_that_is_itself_a_link_is_refused(self):
        (self.workspace / "logs").rmdir()
        os.symlink("data", "logs")
        self.assertIn("logs is a symbolic link; expected a directory.", self.refused("collaborator"))

    def test_pipes_and_sockets_are_refused(self):
        os.mkfifo("logs/pipe")
        self.assertIn("logs/pipe is a device, pipe or socket; expected a file or directory.", self.refused())
        os.remove("logs/pipe")
        with socket.socket(socket.AF_UNIX) as listener:
            listener.bind("data/s")
            self.assertIn("data/s is a device, pipe or socket", self.refused("collaborator"))

    def test_a_name_that_would_write_into_the_log_is_refused_and_not_repeated(self):
        self.put("cert/client/col\nopenfl-gramine: all is well\x1b[2J.crt")
        self.assertIn("has a control character. Rename the file on the host.", self.refused())

    def test_each_role_looks_at_its_own_mounts(self):
        os.symlink("nowhere", "data/link")
        checks.mounted_files.refuse_links(self.begin("aggregator"))
        self.assertIn("data/link", self.refused("collaborator"))

    def test_directories_that_are_nested_too_deeply_are_refused(self):
        os.chdir("data")
        for _ in range(20):
            os.mkdir("d" * 250)
            os.chdir("d" * 250)
        os.chdir(self.workspace)
        self.assertIn("cannot list data/ddd", self.refused("collaborator"))


class ColsYamlTest(CheckTest):
    def refused(self, content):
        self.put("plan/cols.yaml", content)
        return self.refusal(checks.cols_yaml.require_names, self.begin())

    def test_lists_of_names_are_accepted_in_every_usual_form(self):
        for content in (
            "collaborators:\n- col1\n- col2\n",
            "# comment\n\ncollaborators:\n  # north\n  - north.example.org\n  - 'no'\n  - \"1\"\n",
            "collaborators: [col1, 'col_2']\n",
            "---\nother: 1\ncollaborators:\n- a\n",
            "all: &all [col1, &north col2]\nfirst: *north\ncollaborators: *all\n",
            "first: &first col1\ncollaborators:\n- *first\n- col2\n",
        ):
            with self.subTest(content):
                self.put("plan/cols.yaml", content)
                checks.cols_yaml.require_names(self.begin())

    def test_a_collaborator_needs_no_list(self):
        checks.cols_yaml.require_names(self.begin("collaborator"))

    def test_a_list_without_names_is_refused(self):
        for content in ("", "collaborators:\n", "- col1\n", "collaborators: col1\n", "others: [a]\n", "collaborators:\n  a: b\n"):
            with self.subTest(content):
                self.assertIn("plan/cols.yaml has no list of collaborators; expected the lines", self.refused(content))
        self.assertIn("plan/cols.yaml lists nobody", self.refused("collaborators: []\n"))

    def test_what_is_no_name_is_refused(self):
        for item, part in (
            ("1", "lists 1, which is not text in YAML; expected a name. Write it in quotes."),
            ("no", "lists False, which is not text"),
            ("[a]", "is nested too deeply in line 2;"),
            ("a b", "lists the name 'a b'; allowed are letters, digits and . _ -"),
            ("../col1", "lists the name '../col1'"),
            ("cöl", "lists the name 'cöl'"),
            ('"col\\n1"', "lists the name 'col\\n1'"),
            ('"col\\0"', "lists the name 'col\\x00'"),
            ("2001-99-99", "is not YAML;"),
            ("a" * 65, "has a word of more than 64 characters in line 2;"),
            ("1" + ":59" * 30, "has a word of more than 64 characters"),
        ):
            with self.subTest(item):
                self.assertIn(part, self.refused(f"collaborators:\n- {item}\n"))

    def test_what_is_not_yaml_is_refused_with_its_line(self):
        self.assertIn("plan/cols.yaml is not YAML: ", self.refused("collaborators:\n- a\n b: c\n"))
        self.assertIn("is not YAML: found character '\\t' that cannot start any token in line 2;", self.refused("a:\n\t- b"))
        self.assertIn("is not YAML", self.refused("collaborators: [a]\n---\nb: 1\n"))

    def test_aliases_and_merge_keys_do_not_grow(self):
        letters = [chr(98 + i) for i in range(20)]
        lists = "a: &a [x]\n" + "".join(f"{x}: &{x} [{', '.join(['*' + chr(ord(x) - 1)] * 9)}]\n" for x in letters)
        maps = "a: &a {x: y}\n" + "".join(f"{x}: &{x} {{<<: [{', '.join(['*' + chr(ord(x) - 1)] * 9)}]}}\n" for x in letters)
        self.assertIn("lists another list or a mapping;", self.refused(lists + "collaborators: *u\n"))
        self.assertIn("lists another list or a mapping;", self.refused("collaborators: &a [*a]\n"))
        self.assertIn("has a merge key in line 2;", self.refused(maps + "collaborators: [x]\n"))

    def test_tags_are_refused(self):
        for tag in ("!!python/object/apply:os.system ['true']", "!!str col1", "! col1", "!own col1"):
            with self.subTest(tag):
                self.assertIn("has a tag in line 2;", self.refused(f"collaborators:\n- {tag}\n"))

    def test_deep_nesting_is_refused_at_once(self):
        for content in ("[" * 500_000, "{a: " * 200_000, "- " * 400_000, "".join(" " * i + "a:\n" for i in range(1000))):
            with self.subTest(content[:4]):
                self.assertIn("is nested too deeply", self.refused(content))

    def test_a_file_of_a_hundred_megabytes_is_refused(self):
        with open(self.put("plan/cols.yaml"), "wb") as file:
            file.truncate(100 << 20)
        self.assertIn("plan/cols.yaml is longer than 1 MiB", self.refusal(checks.cols_yaml.require_names, self.begin()))


class DataYamlTest(CheckTest):
    def refused(self, content):
        self.put("plan/data.yaml", content)
        return self.refusal(checks.data_yaml.require_line, self.begin("collaborator"))

    def test_lines_are_read_as_openfl_reads_them(self):
        for content in ("col1,1\n", "# a, b\n\ncol0,0\ncol1,data/a,b\n", "col1,1\r\n", "a,1\rcol1,2"):
            with self.subTest(content):
                self.put("plan/data.yaml", content)
                checks.data_yaml.require_line(self.begin("collaborator"))

    def test_other_line_separators_hide_no_line(self):
        self.assertIn("has no line for col1 (it lists a)", self.refused("a,1\u2028col1,2\n"))

    def test_a_long_list_is_not_repeated(self):
        self.assertIn("col99019 and 980 more)", self.refused("".join(f"col{n},1\n" for n in range(99000, 100000))))

    def test_an_endless_line_is_not_repeated(self):
        self.assertIn(
            "has a line of more than 4096 characters, which begins 'xxxxxxxxxxxxxxxxxxxx'; expected NAME,PATH.",
            self.refused("x" * 100_000),
        )

    def test_a_path_of_the_host_is_no_place_for_data(self):
        refusal = self.refused("col0,1\ncol1,1\ncol1,/raid/datasets/BraTS17/1\n")
        self.assertIn("plan/data.yaml has the data of col1 in '/raid/datasets/BraTS17/1', which is no path of this container.", refusal)
        for data in ("/", "/usr", "raid/1", "1", "s3://bucket/1", ""):
            with self.subTest(data):
                self.put("plan/data.yaml", f"col1,/raid/1\ncol1,{data}\ncol2,/raid/2\n")
                checks.data_yaml.require_line(self.begin("collaborator"))

    def test_an_aggregator_needs_no_line(self):
        checks.data_yaml.require_line(self.begin())


class CredentialsTest(CheckTest):
    KEY = "cert/client/col_col1.key"

    def setUp(self):
        super().setUp()
        self.put("cert/cert_chain.crt", pem("CERTIFICATE", "CERTIFICATE"))
        for stem in ("cert/client/col_col1", "cert/server/agg_localhost"):
            self.put(f"{stem}.crt", pem("CERTIFICATE"))
            self.put(f"{stem}.key", pem("RSA PRIVATE KEY"))

    def refused(self, path, content, role="collaborator"):
        self.put(path, content)
        return self.refusal(checks.credentials.require_pem, self.begin(role))

    def test_certificates_and_keys_in_pem_form_are_accepted(self):
        self.put("cert/client/col_col1.crt", "Certificate:\n    Data: ü\n" + pem("CERTIFICATE", "CERTIFICATE").replace("\n", "\r\n"))
        self.put("cert/server/agg_localhost.key", pem("EC PARAMETERS", "EC PRIVATE KEY"))
        for role in ("aggregator", "collaborator"):
            start = self.begin(role)
            checks.credentials.require_pem(start)
            self.assertTrue(os.path.exists(start.given("cert/cert_chain.crt")))

    def test_what_is_missing_is_openfl_s_to_name(self):
        for path in ("cert/cert_chain.crt", self.KEY, "cert/server/agg_localhost.crt"):
            os.remove(path)
        for role in ("aggregator", "collaborator"):
            checks.credentials.require_pem(self.begin(role))

    def test_what_is_no_certificate_is_refused(self):
        for content, part in (
            ("", "is not a certificate in PEM form"),
            ("no PEM\n", "is not a certificate in PEM form"),
            (b"0\x82\x01\x00", "is not a text file in UTF-8."),
            (b"0\x03\x02\x01\x05", "has the control character U+0003"),
            (pem("CERTIFICATE", "PRIVATE KEY"), "has a block PRIVATE KEY; expected certificates alone."),
            (pem(*["CERTIFICATE"] * 17), "has 17 certificates; expected at most 16."),
            (pem("CERTIFICATE")[:-30], "ends within its last block, CERTIFICATE. Copy the whole file."),
            (pem("CERTIFICATE").replace(MARKED, "M*=="), "has something else than base64 in the block that ends in line 3;"),
            (pem("CERTIFICATE").replace(MARKED, ""), "has an empty block that ends in line 3."),
            (pem("CERTIFICATE").replace(MARKED, "é" * 4), "has something else than base64"),
        ):
            with self.subTest(part):
                self.assertIn(f"cert/cert_chain.crt {part}", self.refused("cert/cert_chain.crt", content))

    def test_what_is_not_one_key_is_refused(self):
        for content, part in (
            ("", "has these PEM blocks: none; expected exactly one PRIVATE KEY."),
            (pem("PRIVATE KEY", "PRIVATE KEY"), "has these PEM blocks: PRIVATE KEY, PRIVATE KEY;"),
            (pem("CERTIFICATE"), "has these PEM blocks: CERTIFICATE;"),
            (pem("ENCRYPTED PRIVATE KEY"), "has a passphrase, and nobody could enter it."),
            (
                "-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-256-CBC,00\n\nAAAA\n"
                "-----END RSA PRIVATE KEY-----\n",
                "expected PEM without a passphrase.",
            ),
        ):
            with self.subTest(part):
                self.assertIn(part, self.refused(self.KEY, content))

    def test_many_or_huge_files_are_refused(self):
        self.assertIn(f"{self.KEY} is longer than 256 KiB", self.refused(self.KEY, b"-" * (1 << 20)))
        for number in range(20):
            self.put(f"cert/server/agg_{number}.crt", pem("CERTIFICATE"))
        self.assertIn(
            "cert/server holds 22 certificates and keys. Mount only the aggregator's own.",
            self.refusal(checks.credentials.require_pem, self.begin()),
        )

    def test_a_certificate_that_leads_elsewhere_is_refused(self):
        os.remove(self.KEY)
        os.symlink("/proc/self/environ", self.KEY)
        self.assertIn(f"{self.KEY} is a symbolic link;", self.refusal(checks.credentials.require_pem, self.begin("collaborator")))

    def test_a_long_text_without_blocks_takes_no_time_that_grows_faster_than_it(self):
        # Neither a pattern that goes back nor a text that is joined again and again: seconds would be minutes.
        self.assertIn("is not a certificate", self.refused("cert/cert_chain.crt", "-----BEGIN " * 20_000))
        self.assertIn("ends within", self.refused("cert/cert_chain.crt", "-----BEGIN A-----\n" + "A\n" * 100_000))

    def test_the_name_is_read_from_a_bounded_file_too(self):
        with open("cert/client/col_col1.crt", "wb") as file:
            file.truncate(100 << 20)
        self.assertIn(
            "cert/client/col_col1.crt is longer than 256 KiB",
            self.refusal(checks.certificate.read_name, self.begin("collaborator")),
        )

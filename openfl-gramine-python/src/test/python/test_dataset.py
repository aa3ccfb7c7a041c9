import hashlib
import http.server
import threading
from unittest import mock

from openfl_gramine import dataset
from support import DataFolderTest


class FindTest(DataFolderTest):
    def test_what_lies_in_data_comes_before_the_archive(self):
        self.put("scans/a.txt", b"own")
        self.zip("scans.zip", {"scans/a.txt": b"published"})
        self.assertEqual(dataset.read(dataset.find("scans", "scans.zip") / "a.txt"), b"own")

    def test_an_archive_is_read_and_never_unpacked(self):
        self.zip("scans.zip", {"scans/b.txt": b"2", "scans/a.txt": b"1", "scans/.hidden.txt": b"", "other/c.txt": b"3"})
        found = dataset.files(dataset.find("scans", "scans.zip"), ".txt")
        self.assertEqual([path.name for path in found], ["a.txt", "b.txt"])
        self.assertEqual(dataset.read(found[1]), b"2")
        self.assertEqual(self.names(), ["scans.zip"])

    def test_one_file_is_found_in_an_archive_too(self):
        self.zip("scans.zip", {"text.txt": b"line\n"})
        self.assertEqual(dataset.read(dataset.find("text.txt", "scans.zip")), b"line\n")

    def test_each_mistake_is_one_line_that_says_what_belongs_where(self):
        self.assert_one_line("data/scans is missing. README.md describes", dataset.find, "scans")
        self.assert_one_line("Put the archive there as data/scans.zip", dataset.find, "scans", "scans.zip")
        self.put("broken.zip", b"PK and no more")
        self.assert_one_line("data/broken.zip is damaged or not a zip", dataset.find, "scans", "broken.zip")
        self.assert_one_line("Put the file there as data/digits/a.gz.", dataset.find, "digits", files={"a.gz": "0" * 64})
        self.zip("other.zip", {"else/a.txt": b""})
        self.assert_one_line("data/other.zip does not contain scans", dataset.find, "scans", "other.zip")
        (self.data / "empty").mkdir()
        self.assert_one_line("data/empty contains no .tif or .png file", dataset.files, dataset.find("empty"), ".tif", ".png")

    def test_an_archive_that_somebody_put_there_is_compared_with_the_published_one(self):
        digest = hashlib.sha384(self.zip("scans.zip", {"scans/a.txt": b"1"}).read_bytes()).hexdigest()
        with self.assertLogs("openfl_gramine.dataset", "INFO") as log:
            dataset.find("scans", "scans.zip", sha384=digest)
        self.assertEqual(log.output, ["INFO:openfl_gramine.dataset:data/scans.zip is the published archive"])

    def test_an_archive_of_one_s_own_is_used_and_both_checksums_are_said(self):
        digest = hashlib.sha384(self.zip("scans.zip", {"scans/a.txt": b"own"}).read_bytes()).hexdigest()
        with self.assertLogs("openfl_gramine.dataset", "WARNING") as log:
            found = dataset.find("scans", "scans.zip", sha384="0" * 96)
        self.assertEqual(dataset.read(found / "a.txt"), b"own")
        self.assertEqual(
            log.records[0].getMessage(),
            "data/scans.zip is not the published archive, but is used anyway. SHA-384:\n"
            f"    published  {'0' * 96}\n    this one   {digest}",
        )

    def test_files_that_are_published_without_an_archive_are_in_a_directory_and_compared(self):
        self.put("digits/a.gz", b"1")
        published = {"a.gz": hashlib.sha256(b"1").hexdigest()}
        with self.assertLogs("openfl_gramine.dataset", "INFO") as log:
            self.assertEqual(dataset.read(dataset.find("digits", files=published) / "a.gz"), b"1")
        self.assertEqual(log.output, ["INFO:openfl_gramine.dataset:data/digits/a.gz is the published file"])
        self.put("digits/a.gz", b"own")
        with self.assertLogs("openfl_gramine.dataset", "WARNING") as log:
            dataset.find("digits", files=published)
        self.assertIn("data/digits/a.gz is not the published file, but is used anyway. SHA-256:", log.output[0])

    def test_a_truncated_archive_is_refused(self):
        whole = self.zip("scans.zip", {"scans/a.txt": b"x" * 1000}).read_bytes()
        self.put("scans.zip", whole[:-30])
        self.assert_one_line("data/scans.zip is damaged", dataset.find, "scans", "scans.zip")

    def test_a_file_whose_bytes_changed_in_the_archive_is_refused(self):
        whole = self.zip("scans.zip", {"scans/a.txt": b"x" * 1000}).read_bytes()
        self.put("scans.zip", whole.replace(b"x" * 1000, b"x" * 999 + b"y"))
        damaged = dataset.find("scans", "scans.zip") / "a.txt"
        self.assert_one_line("data/scans.zip/scans/a.txt cannot be read: Bad CRC-32", dataset.read, damaged)

    def test_a_shard_that_the_plan_does_not_have_is_refused(self):
        self.assertEqual(dataset.parse_shard(" 2 ", 2), 2)
        for wrong in ("0", "3", "-1", "one", "", "1.0"):
            with self.subTest(wrong):
                self.assert_one_line(f"names shard '{wrong}'", dataset.parse_shard, wrong, 2)

    def test_shards_have_nothing_in_common_and_leave_nothing_out(self):
        for seed in (None, 0):
            with self.subTest(seed):
                parts = [part for shard in (1, 2, 3) for part in dataset.deal(range(10), shard, 3, 0.3, seed)]
                self.assertEqual(sorted(sum(parts, [])), list(range(10)))
                self.assertEqual([len(part) for part in parts], [3, 1, 2, 1, 2, 1])

    def test_items_keep_their_order_unless_there_is_a_seed(self):
        self.assertEqual(dataset.deal("abcd", 1, 2, 0.5), (["a"], ["c"]))
        self.assertEqual(dataset.deal("abcdefgh", 1, 1, 0.5, seed=1), dataset.deal("abcdefgh", 1, 1, 0.5, seed=1))
        self.assertNotEqual(dataset.deal("abcdefgh", 1, 1, 0.5, seed=1), dataset.deal("abcdefgh", 1, 1, 0.5, seed=2))
        self.assertNotEqual(sum(dataset.deal("abcdefgh", 1, 1, 0.5, seed=1), []), list("abcdefgh"))

    def test_a_shard_that_cannot_both_train_and_validate_is_refused(self):
        self.assertEqual(dataset.deal("ab", 1, 1, 0.1), (["a"], ["b"]))
        self.assert_one_line("Shard 2 gets 1 of 3 items: too few to train and to validate.", dataset.deal, "abc", 2, 2, 0.5)


class MadeUpTest(DataFolderTest):
    def test_what_is_made_up_is_read_like_an_archive_and_the_log_says_so(self):
        self.put("scans/a.txt", b"real")
        with self.assertLogs("openfl_gramine.dataset", "WARNING") as log:
            found = dataset.find("scans", "scans.zip", synthetic=2, make=lambda count: [(f"scans/{n}.txt", b"made up") for n in range(count)])
        self.assertEqual([path.name for path in dataset.files(found, ".txt")], ["0.txt", "1.txt"])
        self.assertEqual(str(found / "0.txt"), "synthetic/scans/0.txt")
        self.assertEqual(dataset.read(found / "0.txt"), b"made up")
        self.assertIn("THE DATA ARE MADE UP", log.output[0])

    def test_nothing_is_made_up_unless_the_plan_says_so(self):
        self.put("scans/a.txt", b"real")
        found = dataset.find("scans", make=lambda count: self.fail("made up"))
        self.assertEqual(dataset.read(found / "a.txt"), b"real")

    def test_a_number_that_is_none_and_a_workspace_that_makes_up_nothing_are_refused(self):
        for wrong in (0, -1, True, "many", 1.5):
            self.assert_one_line("expected the number of items to make up", dataset.find, "scans", synthetic=wrong, make=list)
        self.assert_one_line("cannot make up data. Remove source.synthetic", dataset.find, "scans", synthetic=3)


class DownloadTest(DataFolderTest):
    """From a server on this machine, which fails as often as it is told."""

    def setUp(self):
        super().setUp()
        self.content = self.zip("scans.zip", {"scans/a.txt": b"published"}).read_bytes()
        (self.data / "scans.zip").unlink()
        self.failures = []
        test = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self):
                failure = test.failures.pop(0) if test.failures else None
                if failure == "refuse":
                    self.send_error(503)
                    return
                self.send_response(200)
                self.send_header("Content-Length", str(len(test.content)))
                self.end_headers()
                self.wfile.write(test.content[:20] if failure == "cut" else test.content)

            def log_message(self, *arguments):
                pass

        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        self.addCleanup(server.server_close)
        self.addCleanup(server.shutdown)
        self.address = f"http://127.0.0.1:{server.server_port}/scans.zip"
        patience = mock.patch.object(dataset, "SECONDS_BETWEEN_ATTEMPTS", 0)
        patience.start()
        self.addCleanup(patience.stop)

    def find(self, **settings):
        return dataset.find("scans", "scans.zip", self.address, **settings)

    def test_the_published_archive_is_downloaded_once_and_kept(self):
        digest = hashlib.sha384(self.content).hexdigest()
        with self.assertLogs("openfl_gramine.dataset") as log:
            self.assertEqual(dataset.read(self.find(sha384=digest) / "a.txt"), b"published")
        self.assertIn(f"Downloading {self.address}: 0 of 0 MB", log.output[-1])
        self.assertEqual(self.names(), ["scans.zip"])
        self.failures = ["refuse"] * 3
        self.find(sha384=digest)

    def test_what_fails_is_tried_again(self):
        self.failures = ["refuse", "cut"]
        with self.assertLogs("openfl_gramine.dataset", "WARNING") as log:
            self.find()
        self.assertEqual(len(log.output), 2)
        self.assertEqual(self.names(), ["scans.zip"])

    def test_what_fails_each_time_leaves_nothing_and_says_what_to_do(self):
        for failure in ("refuse", "cut"):
            with self.subTest(failure), self.assertLogs("openfl_gramine.dataset", "WARNING"):
                self.failures = [failure] * 3
                self.assert_one_line(f"Put the archive there as data/scans.zip, or its content as data/scans. It is at {self.address}", self.find)
                self.assertEqual(self.names(), [])

    def test_another_file_than_the_published_one_is_refused_and_removed(self):
        with self.assertRaises(dataset.DataError) as refused:
            self.find(sha384="0" * 96)
        received = hashlib.sha384(self.content).hexdigest()
        self.assertIn(f"\n    expected  {'0' * 96}\n    received  {received}\n", str(refused.exception))
        self.assertEqual(self.names(), [])

    def test_a_directory_that_cannot_be_written_is_told_before_any_download(self):
        self.failures = ["refuse"]
        with mock.patch("os.access", return_value=False):
            self.assert_one_line("data/ is read-only here. Put the archive there", self.find)
        self.assertEqual(self.failures, ["refuse"])

    def test_only_the_published_files_that_are_missing_are_downloaded(self):
        self.put("digits/a.gz", b"own")
        address = self.address.removesuffix("/scans.zip")
        files = {"a.gz": "0" * 64, "b.gz": hashlib.sha256(self.content).hexdigest()}
        with self.assertLogs("openfl_gramine.dataset"):
            found = dataset.find("digits", address=address, files=files)
        self.assertEqual([dataset.read(found / name) for name in files], [b"own", self.content])
        with self.assertRaises(dataset.DataError) as refused:
            dataset.find("digits", address=address, files={"c.gz": "0" * 64})
        self.assertIn(f"SHA-256:\n    expected  {'0' * 64}\n", str(refused.exception))
        self.assertEqual(sorted(path.name for path in found.iterdir()), ["a.gz", "b.gz"])

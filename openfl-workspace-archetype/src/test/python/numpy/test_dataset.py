import hashlib
import http.server
import threading
from unittest import mock

from src import dataset
from src.dataloader import IrisDataLoader
from src.taskrunner import SoftmaxRegression
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
        self.zip("other.zip", {"else/a.txt": b""})
        self.assert_one_line("data/other.zip does not contain scans", dataset.find, "scans", "other.zip")
        (self.data / "empty").mkdir()
        self.assert_one_line("data/empty contains no .tif or .png file", dataset.files, dataset.find("empty"), ".tif", ".png")

    def test_an_archive_that_somebody_put_there_is_compared_with_the_published_one(self):
        digest = hashlib.sha384(self.zip("scans.zip", {"scans/a.txt": b"1"}).read_bytes()).hexdigest()
        with self.assertLogs("src.dataset", "INFO") as log:
            dataset.find("scans", "scans.zip", sha384=digest)
        self.assertEqual(log.output, ["INFO:src.dataset:data/scans.zip is the published archive"])

    def test_an_archive_of_one_s_own_is_used_and_both_checksums_are_said(self):
        digest = hashlib.sha384(self.zip("scans.zip", {"scans/a.txt": b"own"}).read_bytes()).hexdigest()
        with self.assertLogs("src.dataset", "WARNING") as log:
            found = dataset.find("scans", "scans.zip", sha384="0" * 96)
        self.assertEqual(dataset.read(found / "a.txt"), b"own")
        self.assertEqual(
            log.records[0].getMessage(),
            "data/scans.zip is not the published archive, but is used anyway. SHA-384:\n"
            f"    published  {'0' * 96}\n    this one   {digest}",
        )

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
        with self.assertLogs("src.dataset") as log:
            self.assertEqual(dataset.read(self.find(sha384=digest) / "a.txt"), b"published")
        self.assertIn(f"Downloading {self.address}: 0 of 0 MB", log.output[-1])
        self.assertEqual(self.names(), ["scans.zip"])
        self.failures = ["refuse"] * 3
        self.find(sha384=digest)

    def test_what_fails_is_tried_again(self):
        self.failures = ["refuse", "cut"]
        with self.assertLogs("src.dataset", "WARNING") as log:
            self.find()
        self.assertEqual(len(log.output), 2)
        self.assertEqual(self.names(), ["scans.zip"])

    def test_what_fails_each_time_leaves_nothing_and_says_what_to_do(self):
        for failure in ("refuse", "cut"):
            with self.subTest(failure), self.assertLogs("src.dataset", "WARNING"):
                self.failures = [failure] * 3
                self.assert_one_line(f"Put the archive there as data/scans.zip, or its content as data/scans. It is at {self.address}", self.find)
                self.assertEqual(self.names(), [])

    def test_another_file_than_the_published_one_is_refused_and_removed(self):
        with self.assertRaises(dataset.DataError) as refused:
            self.find(sha384="0" * 96)
        received = hashlib.sha384(self.content).hexdigest()
        self.assertIn(f"\n    expected  {'0' * 96}\n    received  {received}\n", str(refused.exception))
        self.assertEqual(self.names(), [])

    def test_a_folder_that_cannot_be_written_is_told_before_any_download(self):
        self.failures = ["refuse"]
        with mock.patch("os.access", return_value=False):
            self.assert_one_line("data/ is read-only here. Put the archive there", self.find)
        self.assertEqual(self.failures, ["refuse"])


class FlowersTest(DataFolderTest):
    SETTINGS = dict(source={"name": "iris.csv"}, species=["a", "b"], feature_mean=[0.0], feature_scale=[1.0], collaborator_count=2)

    def loader(self, shard, text):
        self.put("iris.csv", text.encode())
        return IrisDataLoader(shard, **self.SETTINGS)

    def test_lines_that_are_not_as_expected_are_told_by_number(self):
        self.assert_one_line("data/iris.csv line 3: expected 1 numbers and one of a, b.", self.loader, "1", "x,s\n1,a\n1,c\n")
        self.assert_one_line("contains something that is not a number", self.loader, "1", "x,s\none,a\n")
        self.assert_one_line("Shard 2 gets 1 of 2 items: too few", self.loader, "2", "x,s\n1,a\n2,b\n")

    def test_the_same_data_and_plan_give_the_same_curve(self):
        text = "x,s\n" + "".join(f"{number},{'ab'[number % 2]}\n" for number in range(40))
        curves = []
        for _ in range(2):
            runner = SoftmaxRegression(learning_rate=0.5, data_loader=self.loader("1", text))
            model = runner.get_tensor_dict()
            curves.append([str(runner.train_task("one", number, model, batch_size=4)) for number in range(3)])
        self.assertEqual(*curves)

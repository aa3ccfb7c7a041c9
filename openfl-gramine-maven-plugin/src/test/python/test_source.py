"""What is judged of a workspace's code: what is found, what only looks like it, and what is no Python."""

import sys

from support import FINISH, ScratchTest

sys.path.insert(0, str(FINISH))

import source  # noqa: E402

GPU = "this needs a GPU; an enclave has none."
IMPORTS = "import os, requests, torch, torchvision, urllib.request\nimport pandas as pd\nfrom pathlib import Path\n"


def no_path(path):
    return f"{path} does not exist in the enclave."


def download(function):
    return f"{function} downloads without checking first whether the file is there."


class SourceTest(ScratchTest):
    def findings(self, code, name="net.py"):
        self.write(f"src/{name}", code)
        return source.findings(self.scratch)

    def problems(self, code):
        """(line, problem), the first line after the imports being 1."""
        return [(finding["line"] - IMPORTS.count("\n"), finding["problem"]) for finding in self.findings(IMPORTS + code)]

    def assert_found(self, code, *problems):
        with self.subTest(code=code):
            self.assertEqual(self.problems(code), list(problems))

    def assert_left_alone(self, *codes):
        for code in codes:
            self.assert_found(code)

    def test_a_finding_has_file_line_problem_and_remedy(self):
        self.write("src/deep/__init__.py")
        self.write("src/deep/loader.py", "x = 1\nframe = open('/mnt/hospital/scans.csv')\n")
        self.assertEqual(
            self.findings("model = Net().cuda()\n"),
            [
                {
                    "file": "src/deep/loader.py",
                    "line": 2,
                    "problem": "/mnt/hospital/scans.csv does not exist in the enclave.",
                    "remedy": "Read from data/, which is mounted at /workspace/data.",
                },
                {"file": "src/net.py", "line": 1, "problem": GPU, "remedy": "Keep it on the CPU."},
            ],
        )

    def test_each_way_to_ask_for_a_gpu_is_found(self):
        for code in (
            "model = Net().cuda()",
            "batch = batch.to('cuda:0')",
            "batch = batch.to(f'cuda:{rank}')",
            "where = torch.device('cuda')",
            "torch.load(file, map_location='cuda:0')",
            "torch.zeros(3, device='cuda')",
            "device = 'cuda'",
            "class A:\n  def f(self):\n    pass\n  DEVICE: str = 'cuda'",
        ):
            self.assert_found(code, (code.count("\n") + 1, GPU))

    def test_each_way_to_start_a_process_is_found(self):
        for code, function in (
            ("import subprocess\nsubprocess.run(['ls'])", "subprocess.run"),
            ("from subprocess import check_output as ask\nask('ls')", "subprocess.check_output"),
            ("import os\nos.fork()", "os.fork"),
            ("from multiprocessing import Pool\nPool(2)", "multiprocessing.Pool"),
            ("from concurrent.futures import ProcessPoolExecutor\nProcessPoolExecutor()", "concurrent.futures.ProcessPoolExecutor"),
        ):
            self.assert_found(code, (2, f"{function} starts a process, which fails or takes seconds in an enclave."))
        self.assert_found(
            "loader = DataLoader(data, num_workers=2)",
            (1, "a DataLoader with workers starts processes, which cannot share locks in an enclave."),
        )

    def test_code_that_starts_no_process_is_left_alone(self):
        self.assert_left_alone(
            "loader = DataLoader(data, num_workers=0)",
            "from multiprocessing import cpu_count\ncpu_count()",
            "from concurrent.futures import ThreadPoolExecutor\nThreadPoolExecutor()",
            "run(['ls'])",
        )

    def test_code_that_asks_first_whether_there_is_a_gpu_is_left_alone(self):
        self.assert_left_alone(
            "device = 'cuda' if torch.cuda.is_available() else 'cpu'",
            "batch.to('cuda' if torch.cuda.is_available() else 'cpu')",
            "if torch.cuda.is_available():\n    model.cuda()",
            "use_cuda = not args.no_cuda and torch.cuda.is_available()\nif use_cuda:\n    model.cuda()",
            "class A:\n"
            "    def __init__(self):\n"
            "        self.gpu = torch.cuda.is_available()\n"
            "    def move(self, x):\n"
            "        return x.cuda() if self.gpu else x",
            "def move(x):\n    if not torch.cuda.is_available():\n        return x\n    return x.cuda()",
            "def move(x):\n    return x.cuda()\nif torch.cuda.is_available():\n    move(x)",
            "torch.cuda.is_available() and model.cuda()",
        )

    def test_a_question_elsewhere_says_nothing_about_this_line(self):
        self.assert_found("if torch.cuda.is_available():\n    print('fast')\nmodel.cuda()", (3, GPU))
        self.assert_found("def f():\n    torch.cuda.is_available()\ndef g(x):\n    return x.cuda()", (4, GPU))

    def test_each_absolute_path_that_is_used_as_one_is_found(self):
        for code, path in (
            ("frame = pd.read_csv('/mnt/hospital/scans.csv')", "/mnt/hospital/scans.csv"),
            ("open('~/scans')", "~/scans"),
            ("disk = Path('D:\\\\scans')", "D:\\scans"),
            ("folder = Path('/data')", "/data"),
            ("folder = os.path.join('/mnt/a b', name)", "/mnt/a b"),
            ("open('/home/me/' + name)", "/home/me/"),
            ("open(f'/home/{user}/x')", "/home/"),
            ("ROOT = '/scratch/scans'\ndef f(name):\n    return open(ROOT + name)", "/scratch/scans"),
            ("def f(path='/srv/scans'):\n    return os.listdir(path)", "/srv/scans"),
            ("torchvision.datasets.MNIST('/datasets/mnist', train=True)", "/datasets/mnist"),
            ("Loader(root='/datasets/mnist')", "/datasets/mnist"),
            ("frame.to_csv('/home/me/out.csv')", "/home/me/out.csv"),
        ):
            with self.subTest(code=code):
                self.assertEqual([problem for _, problem in self.problems(code)], [no_path(path)])

    def test_a_path_is_told_where_it_is_written(self):
        self.assert_found("ROOT = '/mnt/x/y'\n\nopen(ROOT)\nopen(ROOT)", (1, no_path("/mnt/x/y")))

    def test_strings_that_are_only_shaped_like_a_path_are_left_alone(self):
        self.assert_left_alone(
            "writer.add_scalar('/train/loss', loss, step)",
            "print('x:\\t%d' % 3)",
            "@app.route('/v1/metrics')\ndef metrics():\n    return open('data/x')",
            "logger.info('/mnt/hospital/scans.csv')",
            "'''\nopen('/mnt/scans/a')\n'''",
            "share = f'{done}/{total}/{left}'",
            "path = open('data/scans/1.tif')  # not '/mnt/scans/1.tif'",
            "open('/workspace/data/scans.csv')",
            "open('/tmp/scratch/file')",
            "requests_path = 'https://example.org/scans.zip'",
            "open('/'.join(parts))",
            "route = '/v1/metrics'\ndef f(route):\n    return open(route)",
            "name.replace('/data', '/mnt/x')",
        )

    def test_each_download_that_nothing_guards_is_found(self):
        for code, function in (
            ("urllib.request.urlretrieve(URL, 'data/scans.zip')", "urllib.request.urlretrieve"),
            ("from urllib.request import urlopen as get\nget(URL)", "urllib.request.urlopen"),
            ("requests.get(URL)", "requests.get"),
            ("weights = torch.hub.load('organisation/repository', 'net')", "torch.hub.load"),
            ("import tensorflow as tf\ntf.keras.utils.get_file(NAME, URL)", "tensorflow.keras.utils.get_file"),
            (
                "from tensorflow.python.keras.utils.data_utils import get_file\nget_file(NAME, URL)",
                "tensorflow.python.keras.utils.data_utils.get_file",
            ),
            ("from keras.datasets import mnist\nmnist.load_data()", "keras.datasets.mnist.load_data"),
            ("def fetch():\n    requests.get(URL)\nfetch()", "requests.get"),
        ):
            with self.subTest(code=code):
                self.assertEqual([problem for _, problem in self.problems(code)], [download(function)])

    def test_a_download_after_an_unrelated_look_is_found(self):
        self.assert_found(
            "if archive.exists():\n    print('there')\nurllib.request.urlretrieve(URL, archive)",
            (3, download("urllib.request.urlretrieve")),
        )
        self.assert_found(
            "if not archive.exists():\n"
            "    urllib.request.urlretrieve(URL, archive)\n"
            "urllib.request.urlretrieve(OTHER, other)",
            (3, download("urllib.request.urlretrieve")),
        )

    def test_a_download_that_depends_on_what_is_there_is_left_alone(self):
        self.assert_left_alone(
            "if not archive.exists():\n    urllib.request.urlretrieve(URL, archive)",
            "def get(path):\n    if path.is_file():\n        return path\n    urllib.request.urlretrieve(URL, path)",
            "found = list(folder.glob('*.png'))\nif not found:\n    requests.get(URL)",
            "try:\n    open('data/x')\nexcept FileNotFoundError:\n    requests.get(URL)",
            "def fetch():\n    return retry()\n"
            "def retry():\n    return requests.get(URL)\n"
            "if not os.path.exists('data/x'):\n    fetch()",
            "def is_complete():\n    return len(os.listdir('data')) > 5\nif not is_complete():\n    requests.get(URL)",
            "torch.hub.load('src/net', 'net', source='local')",
        )

    def test_a_look_in_another_file_that_calls_this_one_counts(self):
        self.write("src/loader.py", "from src.net import fetch\nif not archive.exists():\n    fetch()\n")
        self.assert_left_alone("def fetch():\n    requests.get(URL)")

    def test_a_function_of_the_same_name_is_not_a_download(self):
        self.assertEqual(self.findings("requests = {}\nrequests.get(1)\nself.get_file(2)\nmnist.load_data()\n"), [])

    def test_code_in_any_encoding_that_python_runs_is_read(self):
        self.write("src/latin.py", "# -*- coding: latin-1 -*-\n# größe\nX = 1\n".encode("latin-1"))
        self.write("src/second.py", "#!/usr/bin/python3\n# vim: fileencoding=cp1252\nX = 'größe'\n".encode("cp1252"))
        self.write("src/mark.py", "\ufeffX = 'größe'\n".encode())
        self.assertEqual(self.findings("X = 1\n"), [])

    def test_every_broken_file_is_told_by_file_and_line(self):
        self.write("src/a.py", "x = (\n")
        self.write("src/b.py", "x = 1\nreturn x\n")
        self.write("src/c.py", "# coding: no-such\n")
        self.write("src/d.py", b"x = '\xff'\n")
        with self.assertRaises(source.Broken) as broken:
            self.findings("x = 1")
        lines = broken.exception.args
        self.assertEqual(
            [line.partition(":")[0] for line in lines],
            ["src/a.py line 1", "src/b.py line 2", "src/c.py line 1", "src/d.py line 1"],
        )
        self.assertIn("'return' outside function", lines[1])
        for line in lines:
            self.assertTrue(line.isprintable(), line)

    def test_a_file_with_long_strings_is_read_to_its_end(self):
        self.assert_found("a = '" + "\\n" * 50_000 + "'\nb.cuda()\n", (2, GPU))

    def test_code_that_is_nested_too_deeply_is_said_to_be_unchecked(self):
        self.write("src/other.py", "model.cuda()\n")
        found = self.findings("x = " + "+".join(["a"] * 900) + "\n")
        self.assertEqual([finding["file"] for finding in found], ["src/net.py", "src/other.py"])
        self.assertEqual(found[0]["problem"], "this file is nested too deeply to be checked.")

    def test_control_characters_of_the_code_reach_no_terminal(self):
        self.assertEqual(
            [(finding["file"], finding["problem"]) for finding in self.findings("open('/mnt/x/\\x1b[31m')\n", name="a\tb.py")],
            [("src/a\\tb.py", no_path("/mnt/x/\\x1b[31m"))],
        )

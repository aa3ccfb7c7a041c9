"""Imports that wait until something uses them, and what the launcher loads at once for a plan."""

import unittest

from support import IMAGE, ScratchTest

PROGRAM = """
import sys
packages, image, code = sys.argv[1:]
sys.path[:0] = [packages, image]
from launcher.deferred import Finder
modules = {"heavy": (), "heavy.part": (), "named": ("function", "Kind"), "fast": ("__all__", "Reader")}
sys.meta_path.insert(0, Finder(modules, {"fast": "_fast"}))
exec(code)
"""


class DeferredTest(ScratchTest):
    def setUp(self):
        super().setUp()
        self.write("heavy/__init__.py", "print('heavy runs')\nversion = 1\n")
        self.write("heavy/part.py", "print('part runs')\nclass Means: pass\n")
        self.write("heavy/other.py", "print('other runs')\nfrom heavy import version\n")
        self.write("named.py", "print('named runs')\ndef function(n): return n + 1\nclass Kind: value = 3\nlimit = 9\n")

    def out(self, code):
        run = self.python(PROGRAM, self.scratch, IMAGE, code)
        self.assertEqual(run.returncode, 0, run.stderr)
        return run.stdout.split("\n")[:-1]

    def test_what_is_imported_and_not_used_does_not_run(self):
        code = "import heavy\nfrom heavy import part\nimport heavy.part as p\nfrom named import function, Kind\nassert p is part"
        self.assertEqual(self.out(code), [])

    def test_the_first_use_runs_the_package_and_the_module_once_and_in_their_order(self):
        code = "from heavy import part\nimport heavy\npart.Means(), part.Means()\nprint(heavy.version, type(part).__name__)"
        self.assertEqual(self.out(code), ["heavy runs", "part runs", "1 module"])

    def test_a_module_that_is_not_deferred_runs_after_its_package(self):
        self.assertEqual(self.out("import heavy.part\nfrom heavy import other"), ["heavy runs", "other runs"])

    def test_a_module_that_its_package_imports_itself_runs_once_and_keeps_its_spec(self):
        self.write("heavy/__init__.py", "print('heavy runs')\nversion = 1\nfrom heavy import other\n")
        code = "import heavy\nimport heavy.other as other\nprint(other is heavy.other, other.__spec__.origin[-8:])"
        self.assertEqual(self.out(code), ["heavy runs", "other runs", "True other.py"])

    def test_functions_and_classes_by_name_are_the_real_ones_when_they_are_used(self):
        code = """
from named import function, Kind
class Own(Kind): pass
print(function(1), Own().value, Kind.value, isinstance(Own(), Kind), issubclass(Own, Kind))
import named
print(named.Kind is Own.__mro__[1])
"""
        self.assertEqual(self.out(code), ["named runs", "2 3 3 True True", "True"])

    def test_any_other_name_runs_the_module(self):
        self.assertEqual(self.out("from named import limit\nprint(limit)"), ["named runs", "9"])
        code = "try:\n    from named import nothing\nexcept ImportError as e:\n    print(e.name)"
        self.assertEqual(self.out(code), ["named runs", "named"])

    def test_what_is_set_from_outside_stays(self):
        self.assertEqual(self.out("import named\nnamed.limit = 1\nprint(named.limit)"), ["named runs", "1"])

    def test_a_package_that_is_not_there_is_missed_at_its_import(self):
        (self.scratch / "named.py").unlink()
        self.assertEqual(self.out("try:\n    import named\nexcept ModuleNotFoundError as e:\n    print(e)"), ["No module named 'named'"])

    def test_a_failure_is_the_users_of_the_module_each_time(self):
        self.write("named.py", "print('named runs')\nraise ImportError('broken')\n")
        code = "import named\nfor _ in 1, 2:\n    try:\n        named.limit\n    except ImportError as e:\n        print(e)"
        self.assertEqual(self.out(code), ["named runs", "broken", "named runs", "broken"])

    def test_a_module_is_deferred_only_if_what_it_needs_is_there(self):
        self.write("fast.py", "__all__ = ['Reader']\nimport _fast\nfrom _fast import Reader\n")
        code = "try:\n    from fast import *\n    print(Reader)\nexcept ImportError as e:\n    print(e)"
        self.assertEqual(self.out(code), ["No module named '_fast'"])
        self.write("_fast.py", "print('fast runs')\nclass Reader: size = 4\n")
        code = "import sys\nfrom fast import *\nprint('_fast' in sys.modules)\nprint(Reader.size)"
        self.assertEqual(self.out(code), ["False", "fast runs", "4"])

    def test_threads_that_use_it_at_once_get_what_is_complete(self):
        self.write("named.py", "import time\ntime.sleep(0.2)\nprint('named runs')\nlimit = 9\n")
        code = """
import named
from concurrent.futures import ThreadPoolExecutor
with ThreadPoolExecutor(8) as pool:
    print(set(pool.map(lambda _: named.limit, range(8))))
"""
        self.assertEqual(self.out(code), ["named runs", "{9}"])


LAUNCH = """
import os, sys
stubs, image, root = sys.argv[1:]
sys.path[:0] = [stubs, image]
os.chdir(root)
from launcher import rarely_used
rarely_used.defer()
from sklearn import cluster
from openfl.transport.rest import AggregatorRESTServer
rarely_used.load_what_the_plan_uses()
"""


class PlanTest(ScratchTest):
    """What a plan uses is there at once, and nothing else."""

    def loaded_by(self, plan):
        self.write("stubs/sklearn/__init__.py", "print('sklearn')\n")
        self.write("stubs/sklearn/cluster.py", "print('cluster')\n")
        self.write("stubs/openfl/__init__.py")
        self.write("stubs/openfl/transport/__init__.py")
        self.write("stubs/openfl/transport/rest/__init__.py", "print('rest')\nclass AggregatorRESTServer: pass\n")
        self.write("workspace/plan/plan.yaml", plan)
        run = self.python(LAUNCH, self.scratch / "stubs", IMAGE, self.scratch / "workspace")
        self.assertEqual(run.returncode, 0, run.stderr)
        return run.stdout.split()

    def test_the_usual_plan_loads_nothing(self):
        plan = "compression_pipeline: {template: openfl.pipelines.NoCompressionPipeline}\nnetwork: {settings: {transport_protocol: grpc}}\n"
        self.assertEqual(self.loaded_by(plan), [])

    def test_the_pipelines_with_k_means_load_scikit_learn(self):
        for pipeline in ("KCPipeline", "SKCPipeline", "kc_pipeline.KCPipeline"):
            with self.subTest(pipeline=pipeline):
                plan = f"compression_pipeline: {{template: openfl.pipelines.{pipeline}}}\n"
                self.assertEqual(self.loaded_by(plan), ["sklearn", "cluster"])

    def test_the_rest_transport_is_loaded_where_the_plan_names_it(self):
        self.assertEqual(self.loaded_by("network: {settings: {transport_protocol: rest}}\n"), ["rest"])


if __name__ == "__main__":
    unittest.main()

"""Which modules an actor can reach by import, found by the last step of an image's build; here in directories of the test's own."""

import sys

from support import FINISH, ScratchTest

REACHED = """
import sys
from pathlib import Path
scripts, packages, workspace, launcher = sys.argv[1:]
sys.path[:] = [scripts, *sys.path, packages]
import imports
found = imports.reached(Path(workspace), Path(launcher))
for path, importer in sorted(found.items()):
    if path.startswith((packages, workspace, str(Path(launcher).parent))):
        path = path.replace(packages, "@").replace(workspace, "/workspace").replace(str(Path(launcher).parent), "/image")
        print(path, importer)
"""


class ImportsTest(ScratchTest):
    def setUp(self):
        super().setUp()
        self.write("image/actor.py", "def late():\n    import launched\n")
        self.write(
            "workspace/plan/plan.yaml", "aggregator:\n  template: planned.part.Aggregator\n  file: plan/x.yaml\n"
        )
        self.write("workspace/src/__init__.py")
        self.packages("openfl/__init__", "launched", "planned/part", "unwanted")

    def packages(self, *names):
        for name in names:
            self.write(f"packages/{name}.py")

    def reached(self):
        run = self.python(
            REACHED, FINISH, self.scratch / "packages", self.scratch / "workspace", self.scratch / "image/actor.py"
        )
        self.assertEqual(run.returncode, 0, run.stderr)
        return run.stdout.splitlines()

    def assert_reached(self, *lines):
        self.assertLessEqual(set(lines), set(self.reached()))

    def test_it_begins_at_launcher_openfl_plan_and_workspace(self):
        self.write("workspace/src/taskrunner.py", "import wanted\n")
        self.packages("wanted", "openfl/interface/__init__", "openfl/interface/aggregator")
        self.assertCountEqual(
            self.reached(),
            [
                "/workspace/src/__init__.py workspace",
                "/workspace/src/taskrunner.py workspace",
                "@/launched.py actor.py",
                "@/openfl/__init__.py openfl",
                "@/openfl/interface/__init__.py openfl",
                "@/openfl/interface/aggregator.py openfl",
                "@/planned/part.py plan.yaml",
                "@/wanted.py src.taskrunner",
            ],
        )

    def test_the_package_next_to_the_launcher_s_program_is_followed(self):
        self.write("image/actor.py", "from launcher import main\n")
        self.write("image/launcher/__init__.py", "from .checks import IN_ORDER\n")
        self.write("image/launcher/checks/__init__.py", "from . import role\n")
        self.write("image/launcher/checks/role.py", "def parse():\n    import launched\n")
        self.assert_reached(
            "/image/launcher/__init__.py actor.py",
            "/image/launcher/checks/__init__.py launcher",
            "/image/launcher/checks/role.py launcher.checks",
            "@/launched.py launcher.checks.role",
        )

    def test_every_import_counts_wherever_it_is(self):
        self.write(
            "workspace/src/a.py",
            "import plain, first.second as other\n"
            "from package import module, CONSTANT\n"
            "from .b import x\n"
            "try:\n"
            "    import tried\n"
            "except ImportError:\n"
            "    pass\n"
            "if x:\n"
            "    from package.deep import *\n"
            "def f():\n"
            "    class C:\n"
            "        import inner\n",
        )
        self.write("workspace/src/b.py", "x = 1")
        self.packages("plain", "first/__init__", "first/second", "package/__init__")
        self.packages("package/module", "package/deep", "tried", "inner")
        self.assert_reached(
            "/workspace/src/b.py workspace",
            "@/first/__init__.py src.a",
            "@/first/second.py src.a",
            "@/inner.py src.a",
            "@/package/__init__.py src.a",
            "@/package/deep.py src.a",
            "@/package/module.py src.a",
            "@/plain.py src.a",
            "@/tried.py src.a",
        )
        self.assertNotRegex("\n".join(self.reached()), "unwanted|CONSTANT")

    def test_relative_imports_begin_at_their_own_package(self):
        self.write("workspace/src/a.py", "import p.q.r\n")
        self.write("packages/p/q/__init__.py", "from . import s\n")
        self.write(
            "packages/p/q/r.py", "from .s import x\nfrom .. import t\nfrom ..u import y\nfrom .......... import z\n"
        )
        self.packages("p/__init__", "p/q/s", "p/t", "p/u")
        self.assert_reached("@/p/q/s.py p.q", "@/p/t.py p.q.r", "@/p/u.py p.q.r", "@/p/q/r.py src.a")
        self.assertEqual(len(self.reached()), 11)

    def test_a_package_may_have_no_init_and_be_in_two_places(self):
        self.write("workspace/src/a.py", "import split.one, split.two, split.below.three\n")
        self.packages("split/one", "split/below/three")
        self.write("workspace/split/two.py")
        self.assert_reached("@/split/one.py src.a", "@/split/below/three.py src.a", "/workspace/split/two.py src.a")

    def test_the_compiled_file_is_named_where_there_is_one_and_what_does_not_compile_ends_there(self):
        self.write("workspace/src/a.py", "import compiled, broken, extension\n")
        self.write("packages/compiled.py", "import further\n")
        self.packages("further")
        self.write("packages/broken.py", "import further (\n")
        self.write("packages/extension.abi3.so", "ELF")
        compiled = self.run_command(sys.executable, "-m", "compileall", "-q", "packages/compiled.py")
        self.assertEqual(compiled.returncode, 0)
        self.assertRegex("\n".join(self.reached()), r"@/__pycache__/compiled\.cpython-\d+\.pyc src\.a")
        self.assert_reached("@/further.py compiled", "@/broken.py src.a", "@/extension.abi3.so src.a")

"""Which Python packages go with Gramine's tools, on a root file system of the test's own."""

import sys
from pathlib import Path

from support import STAGE, ScratchTest

sys.path.insert(0, str(STAGE))

import gramine_tools  # noqa: E402

DEBIAN = "/usr/lib/python3/dist-packages"
LOCAL = "/usr/local/lib/python3.11/dist-packages"


class GramineToolsTest(ScratchTest):
    """gramine has brought python3-click (for itself) and python3-jinja2 with python3-markupsafe."""

    def setUp(self):
        super().setUp()
        self.packages, self.automatic = [], []
        self.package("gramine", "python3, python3-click (>= 6.7), python3-jinja2 | python3-jinja3, libprotobuf-c1", automatic=False)
        self.package("python3", "", automatic=False)
        self.package("libprotobuf-c1", "", ["/usr/lib/x86_64-linux-gnu/libprotobuf-c.so.1"])
        self.module("python3-click", "python3:any", "click")
        self.module("python3-jinja2", "python3-markupsafe", "jinja2")
        self.module("python3-markupsafe", "", "markupsafe")

    def package(self, name, depends, files=(), automatic=True):
        self.packages.append(f"Package: {name}\nStatus: install ok installed\nDepends: {depends}\nDescription: text\n more\n")
        if automatic:
            self.automatic.append(f"Package: {name}\nArchitecture: amd64\nAuto-Installed: 1\n")
        self.write(f"var/lib/dpkg/info/{name}.list", "/.\n/usr\n" + "".join(f"{file}\n" for file in files))

    def module(self, debian, depends, name, **settings):
        files = [DEBIAN, f"{DEBIAN}/{name}", f"{DEBIAN}/{name}/__init__.py", f"{DEBIAN}/{name}-1.0.egg-info"]
        self.package(debian, depends, files, **settings)
        self.write(f"{DEBIAN[1:]}/{name}/__init__.py")
        self.write(f"{DEBIAN[1:]}/{name}-1.0.egg-info/PKG-INFO", f"Name: {name}\n")

    def found(self):
        self.write("var/lib/dpkg/status", "\n".join(self.packages))
        self.write("var/lib/apt/extended_states", "\n".join(self.automatic))
        return gramine_tools.python_files(Path(self.scratch), [DEBIAN, LOCAL])

    def test_what_came_with_gramine_alone_is_found_with_its_metadata(self):
        self.assertEqual(
            self.found(),
            {f"python3-{name}": [f"{DEBIAN}/{name}", f"{DEBIAN}/{name}-1.0.egg-info"] for name in ("click", "jinja2", "markupsafe")},
        )

    def test_what_another_package_needs_or_somebody_installed_stays(self):
        self.package("reportbug", "python3-markupsafe", automatic=False)
        self.assertEqual(sorted(self.found()), ["python3-click", "python3-jinja2"])
        self.module("python3-click", "", "click", automatic=False)
        self.automatic = [mark for mark in self.automatic if "click" not in mark]
        self.assertEqual(sorted(self.found()), ["python3-jinja2"])

    def test_what_a_distribution_of_pip_requires_stays_with_what_it_needs(self):
        metadata = "Name: Flask\nRequires-Dist: Jinja2>=3.1\nRequires-Dist: Click; extra == 'cli'\n\ntext\n"
        self.write(f"{LOCAL[1:]}/flask-3.1.dist-info/METADATA", metadata)
        self.assertEqual(sorted(self.found()), ["python3-click"])

    def test_an_entry_that_several_packages_share_stays(self):
        self.package("python3-other", "", [f"{DEBIAN}/click"], automatic=False)
        self.assertEqual(self.found()["python3-click"], [f"{DEBIAN}/click-1.0.egg-info"])

    def test_without_gramines_package_nothing_is_found(self):
        self.packages = self.packages[1:]
        self.assertEqual(self.found(), {})

"""The classes that a plan names by template, and the settings that they take."""

import inspect
from difflib import get_close_matches
from importlib import import_module
from pathlib import Path

from .findings import told

PARAMETER = inspect.Parameter
BY_NAME = (PARAMETER.POSITIONAL_OR_KEYWORD, PARAMETER.KEYWORD_ONLY)


class Section:
    """A part of the plan with a template and settings.

    keys: where it is. given: the parameters that OpenFL passes in addition to the settings.
    """

    def __init__(self, findings, keys, content, given=()):
        self.findings = findings
        self.keys = keys
        self.template = content.get("template")
        self.settings = content.get("settings") or {}
        self.given = given

    def constructed(self, construct):
        """What construct() returns, or None: then findings says why."""
        if self.named() is None or not self.takes_settings():
            return None
        try:
            return construct()
        except (Exception, SystemExit) as error:
            self.error(f"{self.template} cannot be constructed with these settings. {told(error)}", "Correct the settings or the class.")
            return None

    def named(self):
        """The class or function of the template, or None: then findings says why."""
        key = [*self.keys, "template"]
        if not isinstance(self.template, str) or "." not in self.template:
            self.findings.error(key, f"template is {self.template!r}; expected MODULE.CLASS.", "Name a class, such as src.taskrunner.MyRunner.")
            return None
        module_name, _, name = self.template.rpartition(".")
        try:
            module = import_module(module_name)
        except (Exception, SystemExit) as error:
            self.findings.error(key, *why_not_imported(module_name, self.template, error))
            return None
        if not hasattr(module, name):
            near = get_close_matches(name, dir(module), 1)
            self.findings.error(
                key,
                f"{where(module_name)} has no {name}.",
                f"Write {module_name}.{near[0]}, if that is meant." if near else f"Correct the name: {module_name} is there.",
            )
            return None
        return getattr(module, name)

    def takes_settings(self):
        """Whether the class has a parameter for each setting, and gets each parameter that it needs."""
        try:
            parameters = inspect.signature(self.named()).parameters.values()
        except (TypeError, ValueError):
            return True  # written in C
        known = [parameter.name for parameter in parameters if parameter.kind in BY_NAME]
        takes_any = any(parameter.kind == PARAMETER.VAR_KEYWORD for parameter in parameters)
        unknown = [] if takes_any else [name for name in self.settings if name not in known]
        for name in unknown:
            near = get_close_matches(str(name), known, 1)
            self.findings.error(
                [*self.keys, "settings", name],
                f"{self.template} has no parameter {name}.",
                f"Write {near[0]}, if that is meant; else remove it." if near else f"Remove it. The parameters: {listed(known, self.given)}.",
            )
        lacking = [
            parameter.name
            for parameter in parameters
            if parameter.kind in BY_NAME and parameter.default is PARAMETER.empty
            if parameter.name not in self.settings and parameter.name not in self.given
        ]
        for name in lacking:
            self.error(f"{self.template} needs {name}, which the settings do not have.", f"Add {name} to the settings.")
        return not unknown and not lacking

    def refuse_ignored(self):
        """Says which settings a class of OpenFL's takes and ignores: many have **kwargs and do nothing with it."""
        if not str(self.template).startswith("openfl."):
            return
        bases = [base.__init__ for base in self.named().__mro__ if "__init__" in vars(base) and base is not object]
        known = sorted({name for base in bases for name, found in inspect.signature(base).parameters.items() if found.kind in BY_NAME})
        for name in [name for name in self.settings if name not in known and name not in self.given]:
            near = get_close_matches(str(name), known, 1)
            self.findings.error(
                [*self.keys, "settings", name],
                f"{self.template} ignores the setting {name}.",
                f"Write {near[0]}, if that is meant; else remove it." if near else f"Remove it. The settings: {listed(known, self.given)}.",
            )

    def error(self, problem, remedy):
        self.findings.error(self.keys, problem, remedy)


def why_not_imported(module_name, template, error):
    """(problem, remedy)"""
    missing = getattr(error, "name", None)
    if isinstance(error, ModuleNotFoundError) and missing and f"{module_name}.".startswith(f"{missing}."):
        if missing.split(".")[0] == "openfl":
            return f"OpenFL {version()} has no {template}.", "Correct the template; docs/openfl.md lists what OpenFL has."
        if missing.split(".")[0] == "src":
            return f"there is no {where(missing)}.", "Correct the template, or add the file to src/."
        return f"there is no module {missing}.", "Correct the template, or add the package to requirements.txt."
    if isinstance(error, ModuleNotFoundError) and missing:
        return f"{where(module_name)} cannot be imported. {told(error)}", f"Add the package that has {missing} to requirements.txt."
    return f"{where(module_name)} cannot be imported. {told(error)}", "Correct the code."


def where(module_name):
    """The file of a module of the workspace; other modules by their name."""
    if module_name.split(".")[0] != "src":
        return module_name
    path = Path(*module_name.split("."))
    return f"{path}/__init__.py" if path.is_dir() else f"{path}.py"


def version():
    from importlib import metadata

    try:
        return metadata.version("openfl")
    except metadata.PackageNotFoundError:
        return "here"


def listed(known, given):
    return ", ".join(sorted(name for name in known if name not in given and name != "self")) or "none"

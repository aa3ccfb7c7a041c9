"""Imports that wait until something uses them, for modules that OpenFL imports at every start and few federations use.

A deferred module is the module itself, with its own spec and path, whose code has not run yet: the first use of an attribute runs it.
Code that imports a module below it, or asks for anything that only the real module has, gets the real one.
"""

import sys
import threading
from importlib import import_module
from importlib.machinery import ModuleSpec, PathFinder
from types import ModuleType


class Finder:
    """Comes first on sys.meta_path.

    modules: the name of each deferred module, with the functions and classes that can be imported from it without running it;
    "__all__" among them says that these are all. needs: of some, the name of a module next to it without which its import fails.
    """

    def __init__(self, modules, needs):
        self.modules = modules
        self.needs = needs

    def find_spec(self, name, path=None, target=None):
        package = sys.modules.get(name.rpartition(".")[0])
        if name not in self.modules:
            if isinstance(package, DeferredModule):
                package.__spec__.loader_state.load(package)
                if found := sys.modules.get(name):
                    return AlreadyImported.spec(found)
            return None
        spec = PathFinder.find_spec(name, path, target)
        if spec is None or spec.loader is None:
            return None
        if name in self.needs and PathFinder.find_spec(self.needs[name], path) is None:
            return None
        spec.loader_state = Deferral(spec.loader, self.modules)
        spec.loader = spec.loader_state
        return spec


class Deferral:
    """Of one module: how to run it."""

    def __init__(self, loader, modules):
        self.loader = loader
        self.modules = modules
        self.lock = threading.RLock()
        self.is_loading = False

    def create_module(self, spec):
        return self.loader.create_module(spec)

    def exec_module(self, module):
        module.__class__ = DeferredModule

    def load(self, module):
        """Runs the module's code, after that of the packages around it. A failure is the importer's, and the next use tries again."""
        package = sys.modules.get(module.__name__.rpartition(".")[0])
        if isinstance(package, DeferredModule):
            package.__spec__.loader_state.load(package)
        with self.lock:
            if self.is_loading or type(module) is not DeferredModule:
                return
            self.is_loading = True
            module.__spec__.loader = self.loader
            ModuleType.__setattr__(module, "__loader__", self.loader)
            try:
                self.loader.exec_module(module)
                module.__class__ = ModuleType
            finally:
                self.is_loading = False


class DeferredModule(ModuleType):
    """Becomes a plain module as it is run, also in the midst of a method here.

    Its code has not run yet. What the import system has set (__spec__, __path__, __file__) does not make it run.
    """

    def __getattr__(self, name):
        if name == "__path__":  # which every import asks for, and only a package has
            raise AttributeError(f"module {self.__name__!r} has no attribute {name!r}", name=name, obj=self)
        deferral = self.__spec__.loader_state
        whole = f"{self.__name__}.{name}"
        if whole in deferral.modules:
            return import_module(whole)
        with deferral.lock:
            if type(self) is DeferredModule:
                if deferral.is_loading:
                    raise AttributeError(f"partially initialized module {self.__name__!r} has no attribute {name!r}", name=name, obj=self)
                names = deferral.modules[self.__name__]
                if name in names:
                    return DeferredName(self, name) if name != "__all__" else [name for name in names if name != "__all__"]
                deferral.load(self)
        return getattr(self, name)

    def __setattr__(self, name, value):
        # The import system sets a package's modules.
        if not isinstance(value, ModuleType):
            self.__spec__.loader_state.load(self)
        ModuleType.__setattr__(self, name, value)

    def __delattr__(self, name):
        self.__spec__.loader_state.load(self)
        ModuleType.__delattr__(self, name)

    def __dir__(self):
        self.__spec__.loader_state.load(self)
        return ModuleType.__dir__(self)


class DeferredName:
    """A function or class of a deferred module: calling it, deriving from it or asking for instances of it runs the module."""

    def __init__(self, module, name):
        self.__of = module, name

    @property
    def __real(self):
        module, name = self.__of
        module.__spec__.loader_state.load(module)
        return getattr(module, name)

    def __call__(self, *arguments, **named):
        return self.__real(*arguments, **named)

    def __getattr__(self, name):
        return getattr(self.__real, name)

    def __mro_entries__(self, bases):
        return (self.__real,)

    def __instancecheck__(self, instance):
        return isinstance(instance, self.__real)

    def __subclasscheck__(self, subclass):
        return issubclass(subclass, self.__real)


class AlreadyImported:
    """The loader of a module that its package imported as it was run."""

    @classmethod
    def spec(cls, module):
        loader = cls()
        loader.module, loader.own = module, module.__spec__
        # importlib takes a module's own spec instead of the finder's if the module has turned up while it asked.
        module.__spec__ = ModuleSpec(module.__name__, loader)
        return module.__spec__

    def create_module(self, spec):
        return self.module

    def exec_module(self, module):
        module.__spec__ = self.own

"""All modules of a workspace together: who calls which function, and under which conditions something is reached."""

import ast

DEPTH = 4  # how far a condition is followed through names and functions


class Program:
    def __init__(self, modules):
        self._functions = {}  # name: [(definition, module)]
        self._calls = {}  # name: places
        for module in modules:
            for name, definitions in module.functions.items():
                self._functions.setdefault(name, []).extend((definition, module) for definition in definitions)
            for place in module.places:
                if isinstance(place.node, ast.Call):
                    self._calls.setdefault(bare_name(place.node.func), []).append(place)

    def calls(self, function):
        """Whether the workspace calls a function of this name."""
        return function in self._calls

    def is_behind(self, place, words):
        """Whether one of these words (of functions and the like) is asked before this place is reached.

        In the conditions there, or, as far as calls in the workspace tell, at each call of the function that it is in.
        """
        return self._is_behind(place, words, frozenset())

    def _is_behind(self, place, words, functions):
        if any(self._asks(condition, words, place.scope, place.module, DEPTH, set()) for condition in place.conditions):
            return True
        functions |= {place.scope.function}
        # A recursion is no other way in, nor is a constructor's call of the class above, which has the same name.
        calls = self._calls.get(place.scope.function, []) if place.scope.function else []
        ways = [call for call in calls if call.scope.function not in functions]
        return bool(ways) and all(self._is_behind(call, words, functions) for call in ways)

    def _asks(self, expression, words, scope, module, depth, seen):
        """Whether an expression has one of the words, itself or in what its names and calls stand for."""
        if expression in seen:
            return False
        seen.add(expression)
        for node in ast.walk(expression):
            if isinstance(node, ast.Name) and node.id in words or isinstance(node, ast.Attribute) and node.attr in words:
                return True
            if depth and any(
                self._asks(meaning, words, *where, depth - 1, seen) for meaning, *where in self._meanings(node, scope, module)
            ):
                return True
        return False

    def _meanings(self, node, scope, module):
        """(expression or function, scope, module) for a name, an attribute, or a call of a function of the workspace."""
        if isinstance(node, (ast.Name, ast.Attribute)):
            for value in module.values(node, scope):
                yield value, scope, module
        elif isinstance(node, ast.Call):
            for definition, home in self._functions.get(bare_name(node.func), []):
                yield definition, home.scope, home


def bare_name(function):
    """fetch for fetch(…) and self.fetch(…)."""
    if isinstance(function, ast.Attribute):
        return function.attr
    return function.id if isinstance(function, ast.Name) else None

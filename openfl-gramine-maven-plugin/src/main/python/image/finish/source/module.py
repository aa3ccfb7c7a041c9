"""One file of Python code, taken apart: its calls, assignments, imports and classes, each with what has to hold for it to run."""

import ast
from typing import NamedTuple

LEAVING = (ast.Return, ast.Raise, ast.Continue, ast.Break)
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)


class Scope:
    """The names of a module or function, each with the expressions that are assigned to it."""

    def __init__(self, parent=None, function=None):
        self.parent = parent
        self.function = function  # its name
        self._values = {}

    def bind(self, name, value=None):
        self._values.setdefault(name, []).extend([] if value is None else [value])

    def values(self, name):
        """What a name may stand for here, as far as it is assigned in this file."""
        scope = self
        while scope is not None:
            if name in scope._values:
                return scope._values[name]
            scope = scope.parent
        return []


class Place(NamedTuple):
    """A call, an assignment, an import or a class.

    conditions has the expressions that are evaluated before this is reached and can keep it from being reached: of an if or
    while around it, of an if before it that leaves, of an except clause.
    """

    node: ast.AST
    conditions: tuple
    scope: Scope
    module: "Module"


class Module:
    def __init__(self, name, tree):
        self.name = name
        self.scope = Scope()
        self.imported = {}  # local name: dotted name
        self.attributes = Scope()  # by the attribute's name, whatever object it is of
        self.functions = {}  # name: definitions
        self.places = []
        _Walk(self).block(tree.body, (), self.scope)

    def dotted(self, expression):
        """The full name of an imported function or class, such as torch.hub.load; None for what was not imported."""
        parts = []
        while isinstance(expression, ast.Attribute):
            parts.append(expression.attr)
            expression = expression.value
        if not isinstance(expression, ast.Name) or expression.id not in self.imported:
            return None
        return ".".join([self.imported[expression.id], *reversed(parts)])

    def values(self, expression, scope):
        """The expressions that a name or an attribute may stand for."""
        if isinstance(expression, ast.Name):
            return scope.values(expression.id)
        if isinstance(expression, ast.Attribute):
            return self.attributes.values(expression.attr)
        return []


class _Walk:
    def __init__(self, module):
        self._module = module

    def block(self, statements, conditions, scope):
        for statement in statements:
            self.visit(statement, conditions, scope)
            if isinstance(statement, ast.If) and (leaves(statement.body) or leaves(statement.orelse)):
                conditions += (statement.test,)
            elif isinstance(statement, ast.Assert):
                conditions += (statement.test,)

    def visit(self, node, conditions, scope):
        if isinstance(node, (ast.Import, ast.ImportFrom)):
            self._import(node)
            self._module.places.append(Place(node, conditions, scope, self._module))
        elif isinstance(node, FUNCTIONS):
            self._function(node, conditions, scope)
        elif isinstance(node, ast.ClassDef):
            self._module.places.append(Place(node, conditions, scope, self._module))
            self._each([*node.decorator_list, *node.bases, *node.keywords], conditions, scope)
            self.block(node.body, conditions, scope)
        elif isinstance(node, (ast.If, ast.While, ast.IfExp)):
            self._branches(node, conditions, scope)
        elif isinstance(node, ast.BoolOp):
            for at, value in enumerate(node.values):
                self.visit(value, conditions + tuple(node.values[:at]), scope)
        elif isinstance(node, ast.ExceptHandler):
            self.block(node.body, conditions + ((node.type,) if node.type else ()), scope)
        else:
            self._note(node, conditions, scope)
            self._children(node, conditions, scope)

    def _branches(self, node, conditions, scope):
        self.visit(node.test, conditions, scope)
        for branch in (node.body, node.orelse):
            if isinstance(branch, list):
                self.block(branch, conditions + (node.test,), scope)
            else:
                self.visit(branch, conditions + (node.test,), scope)

    def _function(self, node, conditions, scope):
        arguments = node.args
        self._each([*node.decorator_list, *arguments.defaults, *filter(None, arguments.kw_defaults)], conditions, scope)
        self._module.functions.setdefault(node.name, []).append(node)
        inner = Scope(scope, node.name)
        positional = [*arguments.posonlyargs, *arguments.args]
        without = [None] * (len(positional) - len(arguments.defaults))
        for argument, default in [
            *zip(positional, [*without, *arguments.defaults]),
            *zip(arguments.kwonlyargs, arguments.kw_defaults),
            *((rest, None) for rest in (arguments.vararg, arguments.kwarg) if rest),
        ]:
            inner.bind(argument.arg, default)
        # A function runs when it is called, so what holds where it is defined counts for nothing.
        self.block(node.body, (), inner)

    def _note(self, node, conditions, scope):
        if isinstance(node, ast.Call):
            self._module.places.append(Place(node, conditions, scope, self._module))
        elif isinstance(node, (ast.Assign, ast.AnnAssign, ast.NamedExpr)):
            self._module.places.append(Place(node, conditions, scope, self._module))
            for target in targets(node):
                if isinstance(target, ast.Name):
                    scope.bind(target.id, node.value)
                elif isinstance(target, ast.Attribute):
                    self._module.attributes.bind(target.attr, node.value)
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            scope.bind(node.id)

    def _children(self, node, conditions, scope):
        for _, value in ast.iter_fields(node):
            if isinstance(value, list) and value and isinstance(value[0], ast.stmt):
                self.block(value, conditions, scope)
            elif isinstance(value, list):
                self._each((child for child in value if isinstance(child, ast.AST)), conditions, scope)
            elif isinstance(value, ast.AST):
                self.visit(value, conditions, scope)

    def _each(self, nodes, conditions, scope):
        for node in nodes:
            self.visit(node, conditions, scope)

    def _import(self, node):
        for alias in node.names:
            if isinstance(node, ast.ImportFrom):
                if node.level == 0 and node.module:
                    self._module.imported[alias.asname or alias.name] = f"{node.module}.{alias.name}"
            elif alias.asname:
                self._module.imported[alias.asname] = alias.name
            else:
                top = alias.name.partition(".")[0]
                self._module.imported[top] = top


def targets(assignment):
    return assignment.targets if isinstance(assignment, ast.Assign) else [assignment.target]


def leaves(block):
    return bool(block) and isinstance(block[-1], LEAVING)

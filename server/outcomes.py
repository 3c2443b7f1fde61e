"""Which outcomes each service may give, read from its own code: a dialog must be ready for all."""

import ast
import inspect
import sys
from collections.abc import Iterator, Mapping, Sequence
from types import ModuleType

from dialogs.engine.locating import refuse
from dialogs.engine.script import Dialog
from dialogs.engine.soundness import faults_of_outcomes
from models.terms.request import Outcome
from server.answering.asking import Answer
from server.answers import ANSWERS


def check_outcomes(dialogs: Sequence[type[Dialog]]) -> None:
    """Raises BrokenDialogError where a dialog asks what nobody answers, or lacks an exit."""
    refuse(faults_of_outcomes(dialogs, outcomes_of(ANSWERS)), dialogs)


def outcomes_of(answers: Mapping[str, Answer]) -> dict[str, frozenset[str]]:
    """Service -> names that stand in its code, and in what it calls of its module, as outcomes."""
    modules: dict[str, Mapping[str, ast.AST]] = {}
    found: dict[str, frozenset[str]] = {}
    for service, answer in answers.items():
        home = answer.__module__
        if home not in modules:
            modules[home] = _functions(sys.modules[home])
        found[service] = frozenset(_named(answer.__name__, modules[home], set()))
    return found


def _functions(module: ModuleType) -> Mapping[str, ast.AST]:
    tree = ast.parse(inspect.getsource(module))
    return {
        node.name: node
        for node in tree.body
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))
    }


def _named(name: str, functions: Mapping[str, ast.AST], seen: set[str]) -> Iterator[str]:
    if name not in functions or name in seen:
        return
    seen.add(name)
    for node in ast.walk(functions[name]):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            if node.func.id == Outcome.__name__ and node.args:
                yield from _texts(node.args[0], functions)
            else:
                yield from _named(node.func.id, functions, seen)


def _texts(node: ast.AST, functions: Mapping[str, ast.AST]) -> Iterator[str]:
    """The texts an expression may be: a constant, either side, a row's value, what is returned."""
    match node:
        case ast.Constant(value=str(text)):
            yield text
        case ast.IfExp(body=body, orelse=otherwise):
            yield from _texts(body, functions)
            yield from _texts(otherwise, functions)
        case ast.Call(func=ast.Attribute(value=ast.Dict(values=values), attr="get"), args=args):
            for each in (*values, *args[1:]):
                yield from _texts(each, functions)
        case ast.Call(func=ast.Name(id=name)) if name in functions:
            for step in ast.walk(functions[name]):
                if isinstance(step, ast.Return) and step.value is not None:
                    yield from _texts(step.value, functions)

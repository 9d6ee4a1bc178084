"""Reads a package without running it: its modules, what they import and what they offer."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Module:
    """A file of the package.

    name: dotted, without that of the package; "" for the package's own `__init__`.
    path: of the file. imports: names of modules of the package that it imports anywhere, also
    for type checkers only and inside of functions. foreign: other packages that it imports.
    public: its top-level classes and functions whose names do not begin with an underscore.
    code_lines: lines that are neither blank nor comments nor docstrings.
    """

    name: str
    path: Path
    imports: frozenset[str]
    foreign: frozenset[str]
    public: tuple[str, ...]
    code_lines: int


def modules_of(package: Path) -> dict[str, Module]:
    """Return the modules of a package, a folder, by their names.

    Raises:
        SyntaxError: a file is no Python.
    """
    paths = {_name_of(path, package): path for path in sorted(package.rglob("*.py"))}
    return {name: _read(name, path, package.name, set(paths)) for name, path in paths.items()}


def _name_of(path: Path, package: Path) -> str:
    parts = path.relative_to(package).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def _read(name: str, path: Path, package: str, known: set[str]) -> Module:
    text = path.read_text(encoding="utf-8")
    tree = ast.parse(text, str(path))
    inner, foreign = set(), set()
    for target in _imported(tree, name, path.name == "__init__.py", package):
        if target.split(".")[0] != package:
            foreign.add(target.split(".")[0])
            continue
        place = target.split(".")[1:]
        while ".".join(place) not in known:  # a class or a function of the module before the dot
            place.pop()
        inner.add(".".join(place))
    public = tuple(node.name for node in tree.body
                   if isinstance(node, (ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef))
                   and not node.name.startswith("_"))
    return Module(name, path, frozenset(inner - {name}), frozenset(foreign), public,
                  _code_lines(text, tree))


def _imported(tree: ast.Module, name: str, is_package: bool, package: str) -> Iterator[str]:
    """Yield the full dotted name of everything that a module imports."""
    parts = [package, *filter(None, name.split("."))]
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            up = node.level - is_package
            base = parts[:len(parts) - up] if node.level else []
            start = ".".join([*base, *filter(None, [node.module])])
            yield from (f"{start}.{alias.name}" for alias in node.names)


def _code_lines(text: str, tree: ast.Module) -> int:
    lines = {number for number, line in enumerate(text.splitlines(), 1)
             if line.strip() and not line.strip().startswith("#")}
    for node in ast.walk(tree):
        if isinstance(node, (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)) \
                and ast.get_docstring(node) is not None:
            lines -= set(range(node.body[0].lineno, (node.body[0].end_lineno or 0) + 1))
    return len(lines)

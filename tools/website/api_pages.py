"""Writes the API reference, a page a room, from the docstrings of what has a public name.

The source is read and not run. Rooms that use QGIS are left out: they are the plugin's faces, and
nobody's library.
"""

from __future__ import annotations

import ast
import pathlib

from tools.rooms import LAYERS, Room, room_of
from tools.website.docstring_markdown import as_markdown

PACKAGE = pathlib.Path(__file__).resolve().parents[2] / "stfusion_qgis"
_Function = (ast.FunctionDef, ast.AsyncFunctionDef)
_Definition = (ast.ClassDef, *_Function)


def api_pages() -> dict[str, str]:
    """Return the text of each page by the name of its file: one a room, and index.md."""
    rooms = {room.name: room for layer in reversed(LAYERS) for room in layer if not room.uses_qgis}
    sections: dict[str, list[str]] = {name: [] for name in rooms}
    for path in sorted(PACKAGE.rglob("*.py")):
        module = ".".join(path.relative_to(PACKAGE).with_suffix("").parts)
        room = room_of(module.replace(".__init__", ""))
        if room is not None and room.name in rooms:
            sections[room.name].append(_module(module.replace(".__init__", ""), path))
    return {"index.md": _index(rooms),
            **{f"{name}.md": _page(room, sections[name]) for name, room in rooms.items()}}


def _index(rooms: dict[str, Room]) -> str:
    return ("# API reference\n\nWhat has a public name, from its docstring, room by room from the "
            "ground floor up. None of it needs QGIS. What scripts and models may rely on are the "
            "names of algorithms and of their parameters; what stands here may change with a "
            "version.\n\n"
            + "".join(f"- [{name}]({name}.md): {room.purpose}\n" for name, room in rooms.items())
            + "\n```{toctree}\n:hidden:\n:titlesonly:\n\n"
            + "".join(f"{name}\n" for name in rooms) + "```\n")


def _page(room: Room, sections: list[str]) -> str:
    purpose = f"{room.purpose[0].upper()}{room.purpose[1:]}."
    return f"# {room.name}\n\n{purpose}\n\n" + "\n".join(filter(None, sections))


def _module(name: str, path: pathlib.Path) -> str:
    """Return the section of a module, "" where it offers nothing."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    offered = [node for node in tree.body if isinstance(node, _Definition) and _is_public(node)]
    if not offered:
        return ""
    return (f"## `stfusion_qgis.{name}`\n\n{_docstring(tree)}"
            f"```{{py:currentmodule}} stfusion_qgis.{name}\n```\n\n"
            + "".join(_definition(node) for node in offered))


def _definition(node: ast.stmt, fence: str = "``````") -> str:
    """Return a function with its signature and docstring, or a class and its public methods.

    They are no headings, of which a page would have a hundred, but what Sphinx knows as objects:
    its search finds them by name.
    """
    if isinstance(node, ast.ClassDef):
        inside = "".join(_definition(each, fence[1:]) for each in node.body
                         if isinstance(each, _Function) and _is_public(each)
                         and ast.get_docstring(each))
        return _directive("class", _class_signature(node), _docstring(node) + inside, fence)
    assert isinstance(node, _Function)
    kind = "property" if _is_property(node) else "method" if len(fence) < 6 else "function"
    return _directive(kind, _signature(node, kind), _docstring(node), fence)


def _directive(kind: str, signature: str, text: str, fence: str) -> str:
    return f"{fence}{{py:{kind}}} {signature}\n\n{text}{fence}\n\n"


def _class_signature(node: ast.ClassDef) -> str:
    """Return the name with the fields that are to be given, or with those of `__init__`."""
    for each in node.body:
        if isinstance(each, ast.FunctionDef) and each.name == "__init__":
            return f"{node.name}({_arguments(each, skip_first=True)})"
    fields = [ast.unparse(each) for each in node.body
              if isinstance(each, ast.AnnAssign) and each.value is None]
    return f"{node.name}({', '.join(fields)})" if fields else node.name


def _signature(node: ast.FunctionDef | ast.AsyncFunctionDef, kind: str) -> str:
    returns = f" -> {ast.unparse(node.returns)}" if node.returns else ""
    if kind == "property":
        return node.name
    static = any(isinstance(each, ast.Name) and each.id == "staticmethod"
                 for each in node.decorator_list)
    return f"{node.name}({_arguments(node, kind == 'method' and not static)}){returns}"


def _arguments(node: ast.FunctionDef | ast.AsyncFunctionDef, skip_first: bool) -> str:
    text = ast.unparse(node.args)
    return text.partition(", ")[2] if skip_first else text


def _is_property(node: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    return any(ast.unparse(each).split("(")[0].endswith("property")
               for each in node.decorator_list)


def _docstring(node: ast.AST) -> str:
    text = ast.get_docstring(node)  # type: ignore[arg-type]
    return f"{as_markdown(text)}\n\n" if text else ""


def _is_public(node: ast.stmt) -> bool:
    return not node.name.startswith("_")  # type: ignore[attr-defined]

"""Runs the tutorial notebooks of docs/notebooks and writes their outputs into them.

Cells run one after another in this Python, as in a fresh kernel; nothing of Jupyter is needed. What
they show is what Jupyter would show of it: what is printed, and the value of a last expression, as
PNG, HTML or text.
"""

from __future__ import annotations

import argparse
import ast
import base64
import contextlib
import io
import json
import os
import pathlib
import sys
import traceback
from collections.abc import Iterator
from typing import Any

REPOSITORY = pathlib.Path(__file__).resolve().parent.parent
FOLDER = REPOSITORY / "docs" / "notebooks"

_FORMS = (("image/png", "_repr_png_"), ("text/html", "_repr_html_"))


class CellError(Exception):
    """A cell of a notebook has raised an error; the message has its number and the traceback."""


def executed(path: pathlib.Path) -> dict[str, Any]:
    """Return a notebook with the outputs of its cells, which are run in its folder.

    Raises:
        CellError: a cell ends with an error.
    """
    notebook: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    names: dict[str, Any] = {"__name__": "__main__"}
    cells = [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]
    with _inside(path.parent):
        for number, cell in enumerate(cells, 1):
            try:
                cell["outputs"] = _outputs("".join(cell["source"]), names, number)
            except Exception as error:
                raise CellError(f"{path.name}, cell {number}:\n{traceback.format_exc()}") from error
            cell["execution_count"] = number
    return notebook


def written(notebook: dict[str, Any]) -> str:
    """Return the text of a notebook's file."""
    return json.dumps(notebook, indent=1, ensure_ascii=False) + "\n"


def _outputs(source: str, names: dict[str, Any], number: int) -> list[dict[str, Any]]:
    """Run a cell, and return what it shows."""
    tree = ast.parse(source)
    last = tree.body.pop() if tree.body and isinstance(tree.body[-1], ast.Expr) else None
    value, printed = None, io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(compile(tree, f"cell {number}", "exec"), names)
        if last is not None:
            value = eval(compile(ast.Expression(last.value), f"cell {number}", "eval"),
                         names)
    outputs: list[dict[str, Any]] = []
    if printed.getvalue():
        outputs.append({"name": "stdout", "output_type": "stream",
                        "text": printed.getvalue().splitlines(keepends=True)})
    if value is not None:
        outputs.append({"data": _shown(value), "execution_count": number, "metadata": {},
                        "output_type": "execute_result"})
    return outputs


def _shown(value: Any) -> dict[str, Any]:
    """Return a value in the forms that it has, by MIME types."""
    found: dict[str, Any] = {}
    for kind, name in _FORMS:
        made = getattr(value, name, lambda: None)()
        if isinstance(made, bytes):
            found[kind] = base64.b64encode(made).decode("ascii")
        elif made is not None:
            found[kind] = made.splitlines(keepends=True)
    found["text/plain"] = repr(value).splitlines(keepends=True)
    return found


@contextlib.contextmanager
def _inside(folder: pathlib.Path) -> Iterator[None]:
    before, path = os.getcwd(), list(sys.path)
    os.chdir(folder)
    try:
        yield
    finally:
        os.chdir(before)
        sys.path[:] = path


def main() -> None:
    """Run all notebooks, or those that are named, and write them."""
    parser = argparse.ArgumentParser(prog="./dev notebooks", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help="such as images_to_report")
    names = parser.parse_args().names
    for path in sorted(FOLDER.glob("*.ipynb")):
        if not names or path.stem in names:
            print(path.name, flush=True)
            path.write_text(written(executed(path)), encoding="utf-8")


if __name__ == "__main__":
    main()

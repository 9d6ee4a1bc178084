"""The tutorial notebooks run from the first cell to the last, and show what stands in them."""

import json
import re
import subprocess
import sys

import pytest

from tools.notebooks import FOLDER, REPOSITORY

NOTEBOOKS = sorted(FOLDER.glob("*.ipynb"))
NUMBER = re.compile(r"-?\d+(?:\.\d+)?")


def outputs_of(notebook):
    """Return what each code cell shows: its forms, and its texts."""
    return [[(sorted(output.get("data", ["stdout"])),
              "".join(output.get("text") or output["data"]["text/plain"]))
             for output in cell["outputs"]]
            for cell in notebook["cells"] if cell["cell_type"] == "code"]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_shows_what_it_says(path):
    """In a process of its own, as a kernel is; other processors may round otherwise."""
    code = ("import json, pathlib, sys; from tools.notebooks import executed; "
            "print(json.dumps(executed(pathlib.Path(sys.argv[1]))))")
    done = subprocess.run([sys.executable, "-c", code, str(path)], cwd=REPOSITORY, text=True,
                          capture_output=True)
    assert done.returncode == 0, done.stderr
    stored = json.loads(path.read_text(encoding="utf-8"))
    found, said = (outputs_of(each) for each in (json.loads(done.stdout), stored))
    assert [[forms for forms, _ in cell] for cell in found] == [
        [forms for forms, _ in cell] for cell in said], "call ./dev notebooks"
    for (_, text), (_, other) in ((a, b) for x, y in zip(found, said) for a, b in zip(x, y)):
        assert NUMBER.sub("#", text) == NUMBER.sub("#", other), "call ./dev notebooks"
        numbers, others = ([float(number) for number in NUMBER.findall(each)]
                           for each in (text, other))
        assert numbers == pytest.approx(others, rel=0.02, abs=0.011), "call ./dev notebooks"


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_is_one(path):
    """By the rules of its format, whose reference implementation may be there."""
    notebook = json.loads(path.read_text(encoding="utf-8"))
    assert notebook["nbformat"] == 4 and path.stat().st_size < 500_000
    assert len({cell["id"] for cell in notebook["cells"]}) == len(notebook["cells"])
    pytest.importorskip("nbformat").validate(notebook)

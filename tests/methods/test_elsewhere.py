"""Methods from elsewhere: found by entry points and in a folder, reported where they fail."""

import os
import re
import sys

import pytest

from stfusion_qgis.methods import all_methods, problems, shipped_methods, use_folder

FIELD = 'integer(1, label="Unused", help="Does nothing.", minimum=0)'

METHOD = '''
from __future__ import annotations
from dataclasses import dataclass
from stfusion_qgis.images.image import Prediction
from stfusion_qgis.methods.method import Citation, Family, Method
from stfusion_qgis.parameters import integer


class Kept(Method["Kept.Parameters", None]):
    id = "{id}"
    title = "Kept"
    family = Family.BASELINE
    summary = "Gives back the fine image."
    help = "It is for tests."
    reference = Citation("Nobody", 1999, "Nothing", "Nowhere", "10.1/2")

    @dataclass(frozen=True)
    class Parameters:
        unused: int = FIELD

    def prepare(self, scene, parameters, progress):
        return None

    def fuse(self, block, state):
        fine = block.fine[0]
        return [Prediction(block.core(fine.values), block.core(fine.valid))
                for _ in block.coarse_predictions]
'''.replace("FIELD", FIELD)


@pytest.fixture
def folder(tmp_path):
    """Return a folder in which methods are looked for."""
    folder = tmp_path / "methods"
    folder.mkdir()
    use_folder(folder)
    yield folder
    use_folder(None)
    for name in [name for name in sys.modules if name.startswith("stfusion_methods_")]:
        del sys.modules[name]


def found():
    """Return the ids of the methods that are no part of the package."""
    use_folder(os.environ.get("STFUSION_METHODS"))  # looks anew
    return [name for name in all_methods() if name not in shipped_methods()]


def test_files_of_a_folder(folder):
    assert found() == [] and problems() == []
    (folder / "kept.py").write_text(METHOD.format(id="kept"))
    (folder / "_part.py").write_text("never read")
    assert found() == ["kept"] and problems() == []
    names = list(all_methods())
    assert names.index("temporaldifference") > names.index("kept")  # of 2006 and of 1999
    assert all_methods()["kept"].Parameters().unused == 1


def test_there_may_be_no_folder(folder):
    use_folder(folder / "missing")
    assert all_methods() == shipped_methods() and problems() == []
    use_folder(None)
    assert all_methods() == shipped_methods() and problems() == []


@pytest.mark.parametrize("text, reason", [
    ("x = (", "SyntaxError"),
    ("\nimport nothing_of_this_name", r"ModuleNotFoundError.*nothing_of_this_name.*\(line 2\)"),
    ("raise SystemExit('no')", "SystemExit: no"),
    ("x = 1", "defines no subclass of"),
    (METHOD.format(id="a b"), "lower-case letters and digits"),
    (METHOD.format(id="kept").replace("    title", "    other"),
     "Kept.title must be of the type str"),
    (METHOD.format(id="kept").replace("Family.BASELINE", "'base'"), "of the type Family"),
    (METHOD.format(id="kept").replace(FIELD, "1"), "the parameter unused must be made by"),
    (METHOD.format(id="kept").replace("integer(1,", "integer(-1,"), "at least 0"),
    (METHOD.format(id="kept").replace("    def fuse", "    def melt"), "abstract"),
    (METHOD.format(id="kept") + "    pairs = 2, 1\n", "pairs must be"),
    (METHOD.format(id="kept") + "    def references(self, parameters=None):\n        1 / 0\n",
     r"ZeroDivisionError.*\(line 29\)"),
])
def test_what_fails_is_reported(folder, text, reason):
    """It hides neither the shipped methods nor the others of the folder."""
    (folder / "fails.py").write_text(text)
    (folder / "works.py").write_text(METHOD.format(id="works"))
    assert found() == ["works"]
    problem, = problems()
    assert str(folder / "fails.py") in problem
    assert re.search(reason, problem), problem
    assert list(all_methods())[1:] == list(shipped_methods())


def test_the_first_one_of_an_id_counts(folder):
    (folder / "a.py").write_text(METHOD.format(id="starfm"))
    (folder / "b.py").write_text(METHOD.format(id="kept"))
    (folder / "c.py").write_text(METHOD.format(id="kept"))
    assert found() == ["kept"]
    assert all_methods()["starfm"] is shipped_methods()["starfm"]
    assert all_methods()["kept"].__module__ == "stfusion_methods_b"
    assert [problem.split()[2:5:2] for problem in problems()] == [
        ["starfm", str(folder / "a.py")], ["kept", str(folder / "c.py")]]


@pytest.fixture
def package(tmp_path, monkeypatch):
    """Return a folder on Python's path with an installed package of three entry points."""
    folder = tmp_path / "site"
    (folder / "acme-1.0.dist-info").mkdir(parents=True)
    (folder / "acme-1.0.dist-info" / "METADATA").write_text("Name: acme\nVersion: 1.0\n")
    (folder / "acme-1.0.dist-info" / "entry_points.txt").write_text(
        "[stfusion.methods]\nclass = acme_fusion:Kept\nmissing = acme_nothing\n"
        "module = acme_other\n")
    (folder / "acme_fusion.py").write_text(METHOD.format(id="acme"))
    (folder / "acme_other.py").write_text(METHOD.format(id="acmeother"))
    monkeypatch.syspath_prepend(str(folder))
    yield folder
    for name in ("acme_fusion", "acme_other"):
        sys.modules.pop(name, None)


def test_entry_points(folder, package):
    assert found() == ["acme", "acmeother"]
    problem, = problems()
    assert "missing (acme_nothing)" in problem and "No module named 'acme_nothing'" in problem

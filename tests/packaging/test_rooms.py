"""The rooms of the package: what may import what, and the drawing of it in CONTRIBUTING.md."""

import pytest

from tools import rooms
from tools.rooms import CHECKS, Room
from tools.rooms_drawing import CONTRIBUTING, PACKAGE, PLACE, drawing, lines_of_code
from tools.source_tree import modules_of

LAYERS = ((Room("front", ("front",), "what one sees", uses_qgis=True),),
          (Room("east", ("east",), "one side"), Room("west", ("west", "well"), "the other")),
          (Room("ground", ("", "ground"), "what all stand on"),))


@pytest.fixture(scope="module")
def package():
    """Return the modules of the plugin."""
    return modules_of(PACKAGE)


@pytest.mark.parametrize("check", CHECKS)
def test_the_house(package, check):
    """Nothing is found; what is found says what to mend."""
    found = CHECKS[check](package)
    if found:
        pytest.fail("\n".join([f"{check.replace('_', ' ')}: {len(found)}", *found]), pytrace=False)


def test_the_drawing_is_up_to_date(package):
    found = PLACE.search(CONTRIBUTING.read_text(encoding="utf-8"))
    assert found and found[0] == drawing(package), "call ./dev rooms"


@pytest.fixture
def made(tmp_path):
    """Return a function that makes a package of files and reads it; each folder is a package."""
    def make(**files):
        folder = tmp_path / "house"
        for name, text in {"__init__": "", **files}.items():
            path = folder.joinpath(*name.split("__in__")).with_suffix(".py")
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)
        for inner in [path for path in folder.rglob("*") if path.is_dir()]:
            (inner / "__init__.py").touch()
        return modules_of(folder)
    return make


# What a module imports


@pytest.mark.parametrize("text, imports", [
    ("from . import ground", {"ground"}),
    ("from .ground import thing", {"ground"}),
    ("from .west import hall", {"west.hall"}),
    ("from .west.hall import thing", {"west.hall"}),
    ("from .west import thing", {"west"}),
    ("from . import thing", {""}),
    ("import house.west.hall as h", {"west.hall"}),
    ("from house.west.hall import thing", {"west.hall"}),
    ("from house import west, ground as g", {"west", "ground"}),
    ("def f():\n    from .ground import thing", {"ground"}),
    ("if TYPE_CHECKING:\n    from .ground import thing", {"ground"}),
    ("try:\n    import os.path, numpy\nexcept ImportError:\n    from . import front", set()),
])
def test_imports(made, text, imports):
    modules = made(front=text, ground="", west__in__hall="")
    assert modules["front"].imports == imports
    assert modules["front"].foreign == ({"os", "numpy"} if "numpy" in text else set())


@pytest.mark.parametrize("text, imports", [
    ("from . import door", {"west.door"}), ("from .door import thing", {"west.door"}),
    ("from .. import ground", {"ground"}), ("from ..ground import thing", {"ground"}),
    ("from . import hall", set()), ("from house.west import hall", set())])
def test_imports_inside_of_a_folder(made, text, imports):
    modules = made(west__in__hall=text, west__in__door="", ground="")
    assert modules["west.hall"].imports == imports


def test_imports_of_a_folder_itself(made):
    modules = made(west__in__hall="", ground="",
                   west__in____init__="from .hall import thing\nfrom ..ground import other")
    assert modules["west"].imports == {"west.hall", "ground"}


def test_public_names_and_lines(made):
    modules = made(ground='"""Doc.\n\nMore.\n"""\n\n# comment\nX = """a\n\nb"""\n\n\nclass A:\n'
                          '    """Doc."""\n    def inner(self): pass\n\n\ndef b():\n    return 1\n'
                          '\n\nasync def c(): pass\ndef _d(): pass\n')
    assert modules["ground"].public == ("A", "b", "c")
    assert modules["ground"].code_lines == 2 + 2 + 2 + 2


# What the checks find


def test_a_house_in_order(made):
    modules = made(front="from .east import a\nimport qgis",
                   east="from .ground import b\ndef a(): 0",
                   west="from . import well, ground", well="from .ground import b",
                   ground="def b(): 0")
    assert not rooms.without_a_room(modules, LAYERS)
    assert not rooms.upward_imports(modules, LAYERS)
    assert not rooms.qgis_below(modules, LAYERS)
    assert not rooms.circles(modules) + rooms.same_files(modules) + rooms.same_names(modules)


def test_who_has_no_room(made):
    found = rooms.without_a_room(made(front="", attic__in__box="", west="", ground=""), LAYERS)
    assert [line.split()[0] for line in found] == ["attic", "east", "well"]


def test_arrows_up_and_aside(made):
    modules = made(front="", east="from .west import a", west="from .well import b",
                   ground="def f():\n    from . import front", well="")
    assert rooms.upward_imports(modules, LAYERS) == [
        "east imports west: west is beside east", "ground imports front: front is above ground"]


@pytest.mark.parametrize("text", [
    "from .west.hall import b", "if TYPE_CHECKING:\n    from .west.hall import b",
    "def f():\n    from .west.hall import b"])
def test_circles(made, text):
    """Of three modules; those that only lead into it, or out of it, are not part of it."""
    modules = made(front="from . import east", east="from . import well", well=text,
                   west__in__hall="from .. import east, ground", ground="")
    assert rooms.circles(modules) == ["east -> well -> west.hall -> east"]


def test_every_circle_is_found(made):
    modules = made(east="from . import west, well", west="from . import east",
                   well="from . import east, ground", ground="from . import well")
    found = {frozenset(circle.split(" -> ")) for circle in rooms.circles(modules)}
    assert found == {frozenset(pair) for pair in (
        ("east", "west"), ("east", "well"), ("well", "ground"))}


def test_late_imports_close_no_circle_but_must_be_there(made):
    modules = made(east="def f():\n    from . import west", west="from . import east")
    assert rooms.circles(modules)
    assert not rooms.circles(modules, {("east", "west"): "a reason"})
    assert rooms.circles(modules, {("east", "west"): "", ("west", "well"): ""}) == [
        "west no longer imports well: take it off LATE_IMPORTS"]


@pytest.mark.parametrize("text", ["import qgis.core", "from qgis.PyQt import QtCore",
                                  "def f():\n    import processing", "from PyQt5 import QtGui"])
def test_qgis(made, text):
    modules = made(front=text, ground=text, attic=text)
    package = next(iter(modules["front"].foreign))
    assert rooms.qgis_below(modules, LAYERS) == [
        f"attic imports {package}", f"ground imports {package}"]


def test_a_room_named_as_a_package_of_qgis(made):
    assert not rooms.qgis_below(made(ground="from .processing import a", processing=""), LAYERS)


def test_names_of_files(made):
    modules = made(east__in__hall="", west__in__hall="", ground="", front="")
    assert rooms.same_files(modules) == ["hall: east.hall, west.hall"]
    assert not rooms.same_files(modules, {"__init__": "", "hall": "each house has one"})


def test_public_names(made):
    both = "class Door: pass\ndef _inner(): pass"
    modules = made(east=both, west=both, ground="def door(): pass",
                   east__in__numba_backend="def sums(): pass",
                   west__in__numba_backend="def sums(): pass")
    assert rooms.same_names(modules) == ["Door: east, west"]
    assert not rooms.same_names(modules, {"Door": "a reason"})
    assert rooms.same_names(modules, {"Door": "a reason", "Gate": "another"}) == [
        "Gate is in SAME_PUBLIC_NAMES, but there are no two"]


# What is drawn


def test_drawing(made):
    modules = made(front="from .east import a", east__in__hall="from ..ground import b",
                   west="import qgis", well="", ground="from . import west")
    assert drawing(modules, LAYERS).splitlines() == [
        "```",
        "front   what one sees (QGIS)",
        "east/   one side",
        "west    the other",
        "ground  what all stand on",
        "```",
        "",
        "A row imports the columns with a ●, and may import those with a dot.",
        "",
        "```",
        "        front",
        "        │  east",
        "        │  │  west",
        "        │  │  │  ground",
        "front   ■  ●  ·  ·",
        "east       ■     ●",
        "west          ■  ·",
        "ground        ●  ■",
        "```"]


def test_lines_of_code(made):
    modules = made(east__in__hall="a = 1\n\n# b\n", attic="a = 1\nb = 2\n", ground="'doc'\na = 1\n")
    assert lines_of_code(modules, LAYERS) == {
        "front": (0, 0), "east": (2, 1), "west": (0, 0), "ground": (2, 1), "attic": (1, 2)}

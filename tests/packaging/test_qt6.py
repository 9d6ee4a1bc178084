"""QGIS 4 has Qt 6: names, enums and imports of Qt that the plugin uses are there, too."""

import re

import pytest

from stfusion_qgis.gui.widgets.plain_text import plain
from tools.qt6.check_qt6 import MODULES, missed_names, qt6_faults
from tools.run_qgis import REPOSITORY

OLD = """
from qgis.PyQt.QtCore import QPoint, QRegExp, Qt
from qgis.PyQt.QtGui import QMouseEvent
from qgis.PyQt.QtWidgets import QAction, QDialog


def right(event: QMouseEvent) -> tuple[Qt.AlignmentFlag, QPoint]:
    QAction("text")
    return Qt.AlignmentFlag.AlignLeft, event.position().toPoint()


def short(dialog: QDialog):
    dialog.exec_()
    return Qt.AlignLeft


def moved(event: QMouseEvent):
    return event.globalPos(), QDialog.Accepted
"""


@pytest.fixture(scope="module")
def faults(tmp_path_factory):
    """Return what is found in the plugin, and in a module that is written for Qt 5."""
    folder = tmp_path_factory.mktemp("old")
    (folder / "written_for_qt5.py").write_text(OLD)
    return qt6_faults([*MODULES, "written_for_qt5"], folder)


def test_all_names_are_those_of_qt6(faults):
    assert not [fault for fault in faults if "written_for_qt5" not in fault]


def test_what_qt6_does_not_have_is_found(faults):
    old = "\n".join(fault for fault in faults if "written_for_qt5" in fault)
    for name in ("QRegExp", "exec_", "AlignLeft", "globalPos", "Accepted"):
        assert f'"{name}"' in old, old
    assert len(old.splitlines()) == 5


def test_what_is_declared_as_a_base_is_let_pass():
    assert missed_names(['a.py:1: error: "QWidget" has no attribute "text"  [attr-defined]',
                         'a.py:2: error: "type[Qt]" has no attribute "Foo"  [attr-defined]',
                         'a.py:3: error: Incompatible types  [assignment]']) == [
        'a.py:2: error: "type[Qt]" has no attribute "Foo"  [attr-defined]']


def test_qt_is_imported_through_qgis_alone():
    direct = re.compile(r"^\s*(from|import) (PyQt\d|PySide\d|sip)\b", re.MULTILINE)
    for path in (REPOSITORY / "stfusion_qgis").rglob("*.py"):
        assert not direct.search(path.read_text(encoding="utf-8")), path


@pytest.mark.parametrize("text, shown", [
    ("fine & coarse", "fine & coarse"), ("2 > 1", "2 > 1"),
    ("<b>bold", "<qt>&lt;b&gt;bold</qt>"), ("&lt;b&gt;", "<qt>&amp;lt;b&amp;gt;</qt>")])
def test_texts_are_shown_as_letters(text, shown):
    """Without a function of Qt 5 that Qt 6 does not have."""
    assert plain(text) == shown

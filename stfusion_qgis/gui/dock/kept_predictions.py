"""Predictions that the user keeps beside the one of the form, to compare them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from qgis.core import QgsApplication
from qgis.PyQt.QtCore import Qt, pyqtSignal
from qgis.PyQt.QtWidgets import (
    QCheckBox,
    QHBoxLayout,
    QMenu,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from ...methods import all_methods
from ...methods.method import Method
from ...translation import tr
from ..widgets.plain_text import plain
from ..widgets.tinted_label import TintedLabel
from .method_list import family_icon, fill_menu
from .wording import changes


@dataclass(frozen=True)
class Kept:
    """A method with its parameters. number: of the prediction among the others, from 2 on."""

    number: int
    method: Method
    parameters: Any

    @property
    def key(self) -> str:
        """Return the name of the prediction among the images of a preview."""
        return f"prediction:{self.number}"


class KeptList(QWidget):
    """A line for each kept prediction: to tick, to load into the form, to remove.

    changed: what is ticked. loaded: a prediction is wanted in the form.
    wanted: the prediction of the form is to be kept.
    """

    changed = pyqtSignal()
    loaded = pyqtSignal(object)
    wanted = pyqtSignal()

    def __init__(self, parent: QWidget | None = None):
        super().__init__(parent)
        self._lines: list[_Line] = []
        self._lines_layout = QVBoxLayout()
        self._lines_layout.setSpacing(2)
        self.keep_button = QToolButton(self)
        self.keep_button.setText(tr("Keep to compare"))
        self.keep_button.setIcon(QgsApplication.getThemeIcon("/symbologyAdd.svg"))
        self.keep_button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.keep_button.setPopupMode(QToolButton.ToolButtonPopupMode.MenuButtonPopup)
        self.keep_button.setToolTip(tr(
            "Keep this method with these parameters, and compare others with it. The arrow adds "
            "any method with its defaults."))
        self.keep_button.clicked.connect(self.wanted)
        menu = QMenu(self.keep_button)
        fill_menu(menu, lambda method: self.add(method, method.Parameters()))
        self.keep_button.setMenu(menu)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addLayout(self._lines_layout)
        layout.addWidget(self.keep_button, 0, Qt.AlignmentFlag.AlignLeft)

    def entries(self) -> list[tuple[Kept, bool]]:
        """Return all kept predictions, and whether each is ticked."""
        return [(line.kept, line.box.isChecked()) for line in self._lines]

    def ticked(self) -> list[Kept]:
        """Return the predictions that are to be shown."""
        return [kept for kept, ticked in self.entries() if ticked]

    def add(self, method: Method, parameters: Any, ticked: bool = True) -> None:
        """Keep a prediction, unless it is there: then it is ticked."""
        for line in self._lines:
            if (line.kept.method, line.kept.parameters) == (method, parameters):
                line.box.setChecked(True)
                return
        number = max((line.kept.number for line in self._lines), default=1) + 1
        line = _Line(Kept(number, method, parameters), ticked, self)
        line.box.toggled.connect(lambda: self.changed.emit())
        line.loaded.connect(lambda: self.loaded.emit(line.kept))
        line.removed.connect(lambda: self.remove(line))
        self._lines.append(line)
        self._lines_layout.addWidget(line)
        self.changed.emit()

    def add_method(self, identifier: str) -> None:
        """Keep a method with its defaults, by its id."""
        method = all_methods()[identifier]
        self.add(method, method.Parameters())

    def remove(self, line: _Line) -> None:
        """Forget a prediction."""
        self._lines.remove(line)
        line.hide()
        line.deleteLater()
        self.changed.emit()

    def clear(self) -> None:
        """Forget all predictions."""
        for line in list(self._lines):
            self.remove(line)


class _Line(QWidget):
    loaded = pyqtSignal()
    removed = pyqtSignal()

    def __init__(self, kept: Kept, ticked: bool, parent: QWidget):
        super().__init__(parent)
        self.kept = kept
        self.box = QCheckBox(kept.method.name(kept.parameters), self)
        self.box.setIcon(family_icon(kept.method.family))
        self.box.setChecked(ticked)
        self.box.setToolTip(tr("Show this prediction"))
        different = TintedLabel(self)
        different.setWordWrap(False)
        different.setToolTip(plain(changes(kept.method, kept.parameters)))
        different.show_lines([
            ("faint", changes(kept.method, kept.parameters) or tr("defaults"))])
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.box)
        layout.addWidget(different, 1)
        layout.addWidget(_button(self, "/mActionToggleEditing.svg", tr(
            "Show these parameters in the form"), self.loaded))
        layout.addWidget(_button(self, "/symbologyRemove.svg", tr(
            "Forget this prediction"), self.removed))


def _button(parent: QWidget, icon: str, help: str, signal) -> QToolButton:
    button = QToolButton(parent)
    button.setIcon(QgsApplication.getThemeIcon(icon))
    button.setAutoRaise(True)
    button.setToolTip(help)
    button.clicked.connect(lambda: signal.emit())
    return button

"""Parameters of methods under names of the user's own, kept in the profile."""

from __future__ import annotations

import json
from typing import Any

from qgis.core import QgsApplication, QgsSettings
from qgis.PyQt.QtCore import pyqtSignal
from qgis.PyQt.QtWidgets import QInputDialog, QLineEdit, QMenu, QPushButton, QWidget

from ..checked_json import parsed_json
from ..methods.method import Method
from ..translation import tr
from .dock.project_state import method_of, method_state

_KEY = "stfusion/presets/{}"


class Presets:
    """The presets of a method.

    A parameter that has come since one was kept, or is not what it was, gets its default.
    """

    def __init__(self, method: Method):
        self._method = method

    def names(self) -> list[str]:
        """Return the names, in the order of the alphabet."""
        return sorted(self._read(), key=str.casefold)

    def get(self, name: str) -> Any:
        """Return the parameters that are kept under a name."""
        known = method_of(self._read().get(name))
        return self._method.Parameters() if known is None else known[1]

    def save(self, name: str, parameters: Any) -> None:
        """Keep parameters under a name; those that had it before are replaced."""
        self._write({**self._read(), name: method_state(self._method, parameters)})

    def delete(self, name: str) -> None:
        """Forget the parameters of a name."""
        self._write({kept: state for kept, state in self._read().items() if kept != name})

    def _read(self) -> dict[str, Any]:
        text = QgsSettings().value(_KEY.format(self._method.id), "", type=str)
        try:
            known = parsed_json(text) if text else {}
        except ValueError:
            return {}
        return known if isinstance(known, dict) else {}

    def _write(self, presets: dict[str, Any]) -> None:
        key = _KEY.format(self._method.id)
        if presets:
            QgsSettings().setValue(key, json.dumps(presets, sort_keys=True))
        else:
            QgsSettings().remove(key)


class PresetButton(QPushButton):
    """A button whose menu brings, keeps and forgets presets of a method.

    chosen: the parameters of a preset. wanted: the user wants to keep the present ones.
    """

    chosen = pyqtSignal(object)
    wanted = pyqtSignal()

    def __init__(self, method: Method, parent: QWidget | None = None):
        super().__init__(parent)
        self.presets = Presets(method)
        self.setText(tr("Presets"))
        self.setToolTip(tr("Parameters that you have kept under a name, in your profile of QGIS."))
        self.setAutoDefault(False)  # the return key in a dialog does not mean it
        menu = QMenu(self)
        menu.aboutToShow.connect(self.fill)
        self.setMenu(menu)

    def fill(self) -> None:
        """Fill the menu with the presets that there are."""
        menu = self.menu()
        menu.clear()
        names = self.presets.names()
        for name in names:
            menu.addAction(_shown(name)).triggered.connect(
                lambda _=False, name=name: self.chosen.emit(self.presets.get(name)))
        if names:
            menu.addSeparator()
        save = menu.addAction(QgsApplication.getThemeIcon("/mActionFileSave.svg"),
                              tr("Save as preset…"))
        save.triggered.connect(lambda: self.wanted.emit())
        if names:
            delete = menu.addMenu(QgsApplication.getThemeIcon("/mActionDeleteSelected.svg"),
                                  tr("Delete preset"))
            for name in names:
                delete.addAction(_shown(name)).triggered.connect(
                    lambda _=False, name=name: self.presets.delete(name))

    def ask_and_save(self, parameters: Any) -> None:
        """Ask for a name, and keep parameters under it."""
        name, given = QInputDialog.getText(
            self, tr("Save as preset…").rstrip("…"),
            tr("Name of the preset (an existing one is replaced)"), QLineEdit.EchoMode.Normal, "")
        if given and name.strip():
            self.presets.save(name.strip(), parameters)


def _shown(name: str) -> str:
    """Return a name for a menu, in which "&" would underline a letter."""
    return name.replace("&", "&&")

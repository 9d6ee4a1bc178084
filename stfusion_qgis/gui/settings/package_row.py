"""A package of the options page: its purpose, its state, a button that installs or removes it."""

from __future__ import annotations

from typing import Callable

from qgis.PyQt.QtCore import QObject, pyqtSignal
from qgis.PyQt.QtWidgets import QGridLayout, QLabel, QMenu, QPushButton, QSizePolicy

from ...dependencies.catalogue import Package, Variant
from ...dependencies.pins import Environment
from ...dependencies.state import State
from ...translation import tr


class PackageRow(QObject):
    """The widgets of a package, in a grid that several rows share."""

    install_wanted = pyqtSignal(object, object)
    """A package and the chosen variant."""

    remove_wanted = pyqtSignal(object)
    """A package that the plugin has installed."""

    def __init__(self, package: Package, grid: QGridLayout, row: int):
        super().__init__()
        self.package = package
        self._choices: list[tuple[str, Callable[[], None]]] = []
        self._state, purpose = QLabel(), QLabel(tr(package.purpose))
        purpose.setWordWrap(True)
        self.button = QPushButton()
        self.button.setSizePolicy(QSizePolicy.Policy.MinimumExpanding, QSizePolicy.Policy.Fixed)
        self.button.clicked.connect(self._clicked)
        self._menu = QMenu(self.button)
        grid.addWidget(QLabel(f"<b>{package.id}</b>"), 3 * row, 0)
        grid.addWidget(self._state, 3 * row, 1)
        grid.addWidget(purpose, 3 * row + 1, 0, 1, 2)
        grid.addWidget(self.button, 3 * row, 2, 2, 1)
        grid.setRowMinimumHeight(3 * row + 2, self.button.fontMetrics().height() // 2)

    def show_state(self, state: State, busy: bool) -> None:
        """Show whether the package is there; busy: something is being installed."""
        self._state.setText(_described(state))
        self._choices = self._offered(state)
        self._menu.clear()
        for text, function in self._choices:
            self._menu.addAction(text).triggered.connect(lambda _, function=function: function())
        single = len(self._choices) <= 1
        self.button.setMenu(None if single else self._menu)
        self.button.setText(self._choices[0][0] if len(self._choices) == 1 else (
            tr("Install") if state.version is None else tr("Change")))
        self.button.setEnabled(bool(self._choices) and not busy)
        self.button.setToolTip("" if self._choices else (
            tr("There is no version that fits this QGIS.") if state.version is None
            else tr("It was not installed by this plugin.")))

    def _offered(self, state: State) -> list[tuple[str, Callable[[], None]]]:
        """Return the possible actions: the text of each, and the function that does it."""
        if state.version is not None and state.folder is None:
            return []
        removal = [(tr("Remove"), lambda: self.remove_wanted.emit(self.package))]
        there = state.folder.name if state.folder is not None else ""
        offered = []
        for variant in self.package.variants:
            pins = variant.pinned(Environment.here())
            if pins is not None and there != f"{variant.id}-{pins.version}":
                what = ", ".join(filter(None, [tr(variant.label), size_text(variant)]))
                text = tr("Install {version} ({what})").format(version=pins.version, what=what)
                offered.append((text, lambda variant=variant: self.install_wanted.emit(
                    self.package, variant)))
        return [*offered, *(removal if there else [])]

    def _clicked(self) -> None:
        if len(self._choices) == 1:
            self._choices[0][1]()


def size_text(variant: Variant) -> str:
    """Return the size of a download, for people."""
    if variant.megabytes >= 1000:
        return f"{variant.megabytes / 1000:.1f} GB"
    return f"{variant.megabytes} MB"


def _described(state: State) -> str:
    if state.version is None:
        return tr("not installed, in use until QGIS is restarted") if state.loaded \
            else tr("not installed")
    name = f"{state.distribution} {state.version}"
    if state.needs_restart:
        return tr("{package}; restart QGIS to use it").format(package=name)
    return name if state.folder is not None else tr("{package}, installed elsewhere").format(
        package=name)

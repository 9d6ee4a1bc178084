"""One optional package: what for, whether it is there, and a button that installs or removes it."""

from __future__ import annotations

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
        self._installed = False
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
        self._installed = state.version is not None
        self._state.setText(_described(state))
        variants = [variant for variant in self.package.variants
                    if variant.pinned(Environment.here()) is not None]
        self._menu.clear()
        self.button.setMenu(None)
        self.button.setToolTip("")
        if self._installed:
            self.button.setText(tr("Remove"))
            self.button.setEnabled(not busy and state.folder is not None)
            if state.folder is None:
                self.button.setToolTip(tr("It was not installed by this plugin."))
            return
        self.button.setEnabled(not busy and bool(variants))
        if not variants:
            self.button.setText(tr("Install"))
            self.button.setToolTip(tr("There is no version that fits this QGIS."))
        elif len(variants) == 1:
            self.button.setText(tr("Install ({size})").format(size=size_text(variants[0])))
        else:
            self.button.setText(tr("Install"))
            for variant in variants:
                action = self._menu.addAction(f"{tr(variant.label)} ({size_text(variant)})")
                action.triggered.connect(
                    lambda _, variant=variant: self.install_wanted.emit(self.package, variant))
            self.button.setMenu(self._menu)

    def _clicked(self) -> None:
        if self._installed:
            self.remove_wanted.emit(self.package)
        else:
            variant = next(variant for variant in self.package.variants
                           if variant.pinned(Environment.here()) is not None)
            self.install_wanted.emit(self.package, variant)


def size_text(variant: Variant) -> str:
    """Return how large a download is."""
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

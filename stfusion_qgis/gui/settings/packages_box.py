"""The packages that the plugin can install, with the log of an installation."""

from __future__ import annotations

from qgis.PyQt.QtCore import Qt, QTimer
from qgis.PyQt.QtGui import QFontDatabase
from qgis.PyQt.QtWidgets import (
    QGridLayout,
    QGroupBox,
    QHBoxLayout,
    QLabel,
    QMessageBox,
    QPlainTextEdit,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from ...dependencies.catalogue import Package, Variant, packages
from ...dependencies.pins import Environment
from ...dependencies.pip_settings import PipSettings
from ...dependencies.required import package_manager_hint, problem
from ...dependencies.state import State, state_of
from ...translation import tr
from ..background import Background
from .installer import Installer
from .package_row import PackageRow, size_text

_LARGE = 150  # megabytes that nobody should download by mistake


class PackagesBox(QGroupBox):
    """Shows which packages are installed, and lets them be installed and removed.

    rows: the widgets of each package, by its id.
    """

    def __init__(self, installer: Installer, parent: QWidget | None = None):
        super().__init__(tr("Optional packages"), parent)
        self.installer = installer
        self._packages = {package.id: package for package in packages(Environment.here())
                          if package.optional or self._is_lacking(package)}
        self._about = QLabel()
        self._about.setWordWrap(True)
        self._places = QLabel()
        self._places.setTextFormat(Qt.TextFormat.PlainText)
        self._places.setWordWrap(True)
        self._places.setToolTip(tr(
            "Set by variables such as PIP_INDEX_URL, or in a file of pip's settings. Only files "
            "with a known checksum are installed, whoever sends them."))
        grid = QGridLayout()
        grid.setColumnStretch(1, 1)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(1)
        self.rows = {}
        for number, package in enumerate(self._packages.values()):
            row = PackageRow(package, grid, number)
            row.install_wanted.connect(self._install)
            row.remove_wanted.connect(self._remove)
            self.rows[package.id] = row
        self._busy = QWidget()
        self._bar = QProgressBar()
        self._bar.setRange(0, 0)
        self._bar.setMaximumHeight(self.fontMetrics().height())
        self._cancel = QPushButton(tr("Cancel"))
        self._cancel.clicked.connect(installer.cancel)
        busy = QHBoxLayout(self._busy)
        busy.setContentsMargins(0, 0, 0, 0)
        busy.addWidget(self._bar, 1)
        busy.addWidget(self._cancel)
        self._result = QLabel()
        self._result.setTextFormat(Qt.TextFormat.PlainText)
        self._result.setWordWrap(True)
        self._log = QPlainTextEdit("\n".join(installer.lines))
        self._log.setReadOnly(True)
        self._log.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self._log.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self._log.setFixedHeight(9 * self.fontMetrics().lineSpacing())
        self._log.setVisible(bool(installer.lines))
        layout = QVBoxLayout(self)
        for part in (self._about, self._places, grid, self._busy, self._result, self._log):
            layout.addLayout(part) if part is grid else layout.addWidget(part)
        installer.changed.connect(self.look)
        installer.line_added.connect(self._add_line)
        installer.ended.connect(self._ended)
        self._result.hide()
        self._busy.hide()
        self._places.hide()
        self._asking = Background(self)
        self._asking.finished.connect(self._show_places)
        QTimer.singleShot(0, self._first_look)  # not before the page is seen: it takes a while

    def _first_look(self) -> None:
        """Show which packages are installed, and from where pip takes others."""
        self.look()
        self._asking.start(self.installer.pip_settings)

    def look(self) -> None:
        """Show which packages are installed, and which one is being installed."""
        self._about.setText(self._description())
        installing = self.installer.installing
        for package_id, row in self.rows.items():
            row.show_state(self.state(package_id), installing is not None)
        self._busy.setVisible(installing is not None)
        if installing is not None:
            self._result.hide()
            self._log.show()
            if not self.installer.lines:
                self._log.clear()

    def _show_places(self, settings: PipSettings) -> None:
        self._places.setText(settings.described())
        self._places.show()

    def state(self, package_id: str) -> State:
        """Return the state of a package."""
        return state_of(self._packages[package_id], self.installer.libraries)

    def _is_lacking(self, package: Package) -> bool:
        """Return whether QGIS itself lacks a package, or lacked it until it was installed here."""
        return bool(problem()) or state_of(package, self.installer.libraries).folder is not None

    def _description(self) -> str:
        lacking = problem()
        if lacking:
            return f"{lacking} {package_manager_hint()}"
        if all(package.optional for package in self._packages.values()):
            return tr("All methods work without them; only networks need onnxruntime. They are "
                      "installed into your profile, and leave the Python of QGIS as it is.")
        return tr("All methods need SciPy, and networks need onnxruntime. The packages are "
                  "installed into your profile, and leave the Python of QGIS as it is.")

    def _install(self, package: Package, variant: Variant) -> None:
        wanted = [(package, variant)]
        for needed in package.requires:
            if self.state(needed).version is None:
                other = self._packages[needed]
                wanted.insert(0, (other, other.variants[0]))
        if sum(each.megabytes for _, each in wanted) < _LARGE or self._agreed(wanted):
            self.installer.install(wanted)

    def _agreed(self, wanted: list[tuple[Package, Variant]]) -> bool:
        names = ", ".join(f"{package.id} ({size_text(variant)})" for package, variant in wanted)
        megabytes = sum(variant.megabytes for _, variant in wanted)
        answer = QMessageBox.question(
            self, tr("Optional packages"),
            tr("To be downloaded: {packages}. On the disk it will take about {size:.1f} GB. You "
               "can go on working meanwhile.").format(packages=names, size=3 * megabytes / 1000),
            QMessageBox.StandardButton.Ok | QMessageBox.StandardButton.Cancel)
        return answer == QMessageBox.StandardButton.Ok

    def _remove(self, package: Package) -> None:
        gone = self.installer.remove(package)
        self._say(tr("{package} is removed.") if gone else tr(
            "{package} is removed; it stays in use until QGIS is restarted."), package.id)

    def _add_line(self, line: str) -> None:
        self._log.appendPlainText(line)

    def _ended(self, package_id: str, message: str) -> None:
        if message:
            self._say(message, package_id)
        elif self.state(package_id).needs_restart:
            self._say(tr("{package} is installed. Restart QGIS to use it."), package_id)
        else:
            self._say(tr("{package} is installed and can be used at once."), package_id)

    def _say(self, text: str, package_id: str) -> None:
        self._result.setText(text.replace("{package}", package_id))
        self._result.show()

"""The page STFusion in the options of QGIS."""

from __future__ import annotations

import json

from qgis.gui import QgsOptionsPageWidget, QgsScrollArea
from qgis.PyQt.QtWidgets import QVBoxLayout, QWidget

from ...dependencies.required import problem
from ...dependencies.trying import arguments
from ...processes.python_run import run_python
from ...processing.user_settings import UserSettings
from ...progress import Progress
from ..background import Background
from .cache_box import kernel_cache_box, product_cache_box
from .computation_box import ComputationBox
from .installer import Installer
from .package_checks import print_providers
from .packages_box import PackagesBox

PAGE_NAME = "stfusionOptions"
"""The name by which QGIS opens its options on this page."""


class OptionsPage(QgsOptionsPageWidget):
    """Settings, caches and optional packages; settings are kept when the user says OK."""

    def __init__(self, installer: Installer, parent: QWidget | None = None):
        super().__init__(parent)
        self.setObjectName(PAGE_NAME)
        self.computation = ComputationBox()
        self.cache, self.product_cache = kernel_cache_box(), product_cache_box()
        self.packages = PackagesBox(installer)
        contents = QWidget()
        inner = QVBoxLayout(contents)
        for box in (self.computation, self.packages, self.cache, self.product_cache):
            inner.addWidget(box)
        inner.addStretch()
        area = QgsScrollArea()
        area.setWidget(contents)
        area.setWidgetResizable(True)
        area.setFrameShape(QgsScrollArea.Shape.NoFrame)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(area)
        self.computation.show_settings(UserSettings.read())
        self._background = Background(self)
        self._background.finished.connect(self.computation.show_providers)
        installer.changed.connect(self._ask_providers)
        self._ask_providers()

    def apply(self) -> None:
        """Keep the settings."""
        self.computation.settings().write()

    def _ask_providers(self) -> None:
        """Ask a child which providers run networks here: a broken driver may end its process."""
        if self.packages.state("onnxruntime").version is not None and not problem():
            self._background.start(_working_providers)


def _working_providers(progress: Progress) -> dict[str, str]:
    lines: list[str] = []
    status = run_python(arguments(print_providers), lines.append, progress)
    return json.loads(lines[-1]) if status == 0 and lines else {}

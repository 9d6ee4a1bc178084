"""The page STFusion in the options of QGIS."""

from __future__ import annotations

import json

from qgis.gui import QgsOptionsPageWidget, QgsScrollArea
from qgis.PyQt.QtWidgets import QVBoxLayout, QWidget

from ...processing.python_process import run_python
from ...processing.user_settings import UserSettings
from ...progress import Progress
from ..background import Background
from .cache_box import CacheBox
from .computation_box import ComputationBox
from .installer import Installer
from .packages_box import PackagesBox

_ASK_PROVIDERS = ("import json; from stfusion_qgis.networks.runtime import working_providers; "
                  "print(json.dumps(working_providers()))")


class OptionsPage(QgsOptionsPageWidget):
    """Settings, cache and optional packages; settings are kept when the user says OK."""

    def __init__(self, installer: Installer, parent: QWidget | None = None):
        super().__init__(parent)
        self.setObjectName("stfusionOptions")
        self.computation = ComputationBox()
        self.cache = CacheBox()
        self.packages = PackagesBox(installer)
        contents = QWidget()
        inner = QVBoxLayout(contents)
        for box in (self.computation, self.packages, self.cache):
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
        """Find out what runs networks here; in a child, as drivers may do as they like."""
        if self.packages.state("onnxruntime").version is not None:
            self._background.start(_working_providers)


def _working_providers(progress: Progress) -> dict[str, str]:
    lines: list[str] = []
    status = run_python(["-c", _ASK_PROVIDERS], lines.append, progress)
    return json.loads(lines[-1]) if status == 0 and lines else {}

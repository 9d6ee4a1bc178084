"""The size of the cache of compiled kernels, and a button that empties it."""

from __future__ import annotations

import os

from qgis.PyQt.QtWidgets import QGroupBox, QHBoxLayout, QLabel, QPushButton, QWidget

from ...kernels.cache_folder import cache_parent, cache_size, empty_cache
from ...translation import tr
from ..background import Background


class CacheBox(QGroupBox):
    """The cache of compiled kernels; its many files are looked at on a thread."""

    def __init__(self, parent: QWidget | None = None):
        super().__init__(tr("Cache of compiled kernels"), parent)
        self._text = QLabel("…")
        self._text.setToolTip(str(cache_parent()))
        self.button = QPushButton(tr("Empty"))
        self.button.setEnabled(False)
        self.button.setToolTip(tr("They are compiled again when they are needed, which takes "
                                  "seconds once."))
        self.button.clicked.connect(self._empty)
        layout = QHBoxLayout(self)
        layout.addWidget(self._text, 1)
        layout.addWidget(self.button)
        self._background = Background(self)
        self._background.finished.connect(self._show_size)
        self._background.start(lambda progress: cache_size())

    def _show_size(self, size: int) -> None:
        folder = str(cache_parent()).replace(os.path.expanduser("~"), "~", 1)
        self._text.setText(tr("{size:.1f} MB in {folder}").format(size=size / 1e6, folder=folder))
        self.button.setEnabled(size > 0)

    def _empty(self) -> None:
        empty_cache()
        self._background.start(lambda progress: cache_size())

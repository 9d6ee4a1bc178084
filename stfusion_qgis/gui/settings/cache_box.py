"""The size of a cache, and a button that empties it."""

from __future__ import annotations

import os
from collections.abc import Callable

from qgis.PyQt.QtWidgets import QGroupBox, QHBoxLayout, QLabel, QPushButton, QWidget

from ...kernels.cache_folder import cache_parent, cache_size, empty_cache
from ...products.product_cache import empty_product_cache, product_cache, product_cache_size
from ...translation import tr
from ..background import Background


class CacheBox(QGroupBox):
    """A cache; its many files are looked at and deleted on a thread.

    Users read the folder and the size, and what emptying it means in the button's tip.
    """

    def __init__(self, title: str, folder: str, size: Callable[[], int],
                 empty: Callable[[], None], consequence: str, parent: QWidget | None = None):
        super().__init__(title, parent)
        self._folder, self._size, self._empty = folder, size, empty
        self._text = QLabel("…")
        self._text.setToolTip(folder)
        self.button = QPushButton(tr("Empty"))
        self.button.setEnabled(False)
        self.button.setToolTip(consequence)
        self.button.clicked.connect(self._empty_it)
        layout = QHBoxLayout(self)
        layout.addWidget(self._text, 1)
        layout.addWidget(self.button)
        self._background = Background(self)
        self._background.finished.connect(self._show_size)
        self._background.start(lambda progress: size())

    def _show_size(self, size: int) -> None:
        folder = self._folder.replace(os.path.expanduser("~"), "~", 1)
        self._text.setText(tr("{size:.1f} MB in {folder}").format(size=size / 1e6, folder=folder))
        self.button.setEnabled(size > 0)

    def _empty_it(self) -> None:
        self.button.setEnabled(False)

        def work(progress: object) -> int:
            self._empty()
            return self._size()
        self._background.start(work)


def kernel_cache_box() -> CacheBox:
    """Return the box of the compiled kernels."""
    return CacheBox(tr("Cache of compiled kernels"), str(cache_parent()), cache_size, empty_cache,
                    tr("They are compiled again when they are needed, which takes seconds once."))


def product_cache_box() -> CacheBox:
    """Return the box of what was unpacked of downloads."""
    return CacheBox(tr("Cache of unpacked downloads"), product_cache(), product_cache_size,
                    empty_product_cache,
                    tr("What compressed archives (.tar.gz) and images without a grid become when "
                       "they are prepared. Images that were prepared of it cannot be read any "
                       "more until they are prepared again."))

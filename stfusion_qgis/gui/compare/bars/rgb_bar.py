"""The choice of any three bands as red, green and blue."""

from __future__ import annotations

from collections.abc import Sequence

from qgis.PyQt.QtCore import pyqtSignal
from qgis.PyQt.QtWidgets import QComboBox, QHBoxLayout, QLabel, QWidget

from ....translation import tr

RGB = "rgb"
"""The start of the keys of such a choice; the numbers of the bands follow: "rgb:4,3,2"."""


class RgbBar(QWidget):
    """Three lists of bands."""

    changed = pyqtSignal()

    def __init__(self, parent: QWidget | None = None):
        super().__init__(parent)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        self.lists = []
        for name, colour in ((tr("Red"), "#d93025"), (tr("Green"), "#1e8e3e"),
                             (tr("Blue"), "#1a73e8")):
            mark = QLabel("■")
            mark.setStyleSheet(f"color: {colour};")
            mark.setToolTip(name)
            bands = QComboBox()
            bands.setAccessibleName(name)
            bands.setToolTip(name)
            bands.setSizeAdjustPolicy(
                QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            bands.setMinimumContentsLength(4)
            bands.activated.connect(lambda: self.changed.emit())
            layout.addWidget(mark)
            layout.addWidget(bands, 1)
            self.lists.append(bands)

    def show_bands(self, names: Sequence[str], chosen: Sequence[int]) -> None:
        """Offer bands by their names; chosen: the indices of three of them."""
        for bands in self.lists:
            bands.clear()
            bands.addItems(list(names))
        self._choose(chosen)

    def bands(self) -> tuple[int, ...]:
        """Return the indices of the chosen bands."""
        return tuple(bands.currentIndex() for bands in self.lists)

    def key(self) -> str:
        """Return the name of the choice in a saved state."""
        return f"{RGB}:" + ",".join(str(band + 1) for band in self.bands())

    def choose(self, key: str) -> bool:
        """Choose the bands of a key, if all of them are there; say whether they are."""
        kind, _, numbers = key.partition(":")
        words = numbers.split(",")
        if kind != RGB or len(words) != len(self.lists) or not all(map(str.isdecimal, words)):
            return False
        chosen = [int(word) - 1 for word in words]
        if not all(0 <= band < self.lists[0].count() for band in chosen):
            return False
        self._choose(chosen)
        return True

    def _choose(self, chosen: Sequence[int]) -> None:
        for bands, index in zip(self.lists, chosen):
            bands.setCurrentIndex(index)

"""The bar below the canvas: the bands of the images, and a button that shows only the right one."""

from __future__ import annotations

from collections.abc import Sequence

from qgis.PyQt.QtCore import pyqtSignal
from qgis.PyQt.QtGui import QIcon
from qgis.PyQt.QtWidgets import QComboBox, QHBoxLayout, QToolButton, QWidget

from ....resources import icon_path
from ....translation import tr
from .band_choice import BandChoice, band_choices


class LookBar(QWidget):
    """A list of bands, and a button to hold down."""

    changed = pyqtSignal()
    flicked = pyqtSignal(bool)

    def __init__(self, parent: QWidget | None = None):
        super().__init__(parent)
        self.bands = QComboBox()
        self.bands.setAccessibleName(tr("Bands of the images"))
        self.bands.setToolTip(tr("Bands of the images"))
        self.bands.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.bands.setMinimumContentsLength(8)
        self.flick_button = QToolButton()
        self.flick_button.setIcon(QIcon(icon_path("flick")))
        self.flick_button.setText(tr("Hold: only the right image"))
        self.flick_button.setToolTip(tr(
            "Hold down to see only the right image, so that differences stand out. On the map, "
            "hold F. Ctrl and the arrow keys move the divider."))
        self.flick_button.pressed.connect(lambda: self.flicked.emit(True))
        self.flick_button.released.connect(lambda: self.flicked.emit(False))
        self._choices: list[BandChoice] = []
        self._wanted = ""
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        layout.addWidget(self.bands, 1)
        layout.addWidget(self.flick_button)
        self.bands.activated.connect(lambda: self.choose(self.bands.currentData()))

    def show_bands(self, names: Sequence[str] = (), wavelengths: Sequence[float | None] = (),
                   on_map: Sequence[int] = ()) -> None:
        """Offer the bands of images as `band_choices` does; no names if there are no images."""
        choices = band_choices(names, wavelengths, on_map) if names else []
        self.setEnabled(bool(names))
        if choices != self._choices:
            self._choices = choices
            self.bands.clear()
            for choice in choices:
                self.bands.addItem(choice.label, choice.key)
            self._choose_wanted()

    @property
    def wanted(self) -> str:
        """Return the key of the bands that the user has chosen, "" if none."""
        return self._wanted

    def chosen_bands(self) -> tuple[int, ...]:
        """Return the indices of the bands to see, three or one."""
        return self._choices[self.bands.currentIndex()].bands

    def choose(self, key: str) -> None:
        """Choose bands by their key, now or as soon as they are there; "" for the usual ones."""
        self._wanted = key
        self._choose_wanted()
        self.changed.emit()

    def _choose_wanted(self) -> None:
        if self.bands.count():
            self.bands.setCurrentIndex(max(0, self.bands.findData(self._wanted)))

"""The bar below the canvas: how the images look, and where."""

from __future__ import annotations

from collections.abc import Sequence

from qgis.PyQt.QtCore import Qt, pyqtSignal
from qgis.PyQt.QtGui import QIcon
from qgis.PyQt.QtWidgets import QComboBox, QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from ....resources import icon_path
from ....translation import tr
from ..compared.stretches import MapLook
from .band_choice import BandChoice, band_choices
from .rgb_bar import RGB, RgbBar
from .stretch_button import StretchButton


class LookBar(QWidget):
    """A list of bands, the stretch, a button to hold down, and one that goes to the map.

    put_on_map: whether the images are to be shown on the map.
    """

    changed = pyqtSignal()
    flicked = pyqtSignal(bool)
    put_on_map = pyqtSignal(bool)

    def __init__(self, parent: QWidget | None = None):
        super().__init__(parent)
        self.bands = QComboBox()
        self.bands.setAccessibleName(tr("Bands of the images"))
        self.bands.setToolTip(tr("Bands of the images"))
        self.bands.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.bands.setMinimumContentsLength(8)
        self.rgb, self.stretch = RgbBar(), StretchButton()
        self.flick_button = QToolButton()
        self.flick_button.setIcon(QIcon(icon_path("flick")))
        self.flick_button.setText(tr("Hold: only the right image"))
        self.flick_button.setToolTip(tr(
            "Hold down to see only the right image, so that differences stand out. On the map, "
            "hold F. Ctrl and the arrow keys move the divider."))
        self.flick_button.pressed.connect(lambda: self.flicked.emit(True))
        self.flick_button.released.connect(lambda: self.flicked.emit(False))
        self.map_button = QToolButton()
        self.map_button.setCheckable(True)
        self.map_button.setIcon(QIcon(icon_path("onmap")))
        self.map_button.setText(tr("On the map"))
        self.map_button.setToolTip(tr(
            "Show the preview over the layers of the map, with the divider and the error map. The "
            "project and its layers stay as they are."))
        self.map_button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.map_button.toggled.connect(self.put_on_map)
        self.map_button.hide()
        self._choices: list[BandChoice] = []
        self._wanted = ""
        self._arrange()
        self.bands.activated.connect(self._take)
        self.rgb.changed.connect(lambda: self.choose(self.rgb.key()))
        self.stretch.changed.connect(self.changed)

    def _arrange(self) -> None:
        line = QHBoxLayout()
        line.setSpacing(2)
        line.addWidget(self.bands, 1)
        for button in (self.stretch, self.flick_button, self.map_button):
            line.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        layout.addLayout(line)
        layout.addWidget(self.rgb)
        self.rgb.hide()

    def show_bands(self, names: Sequence[str] = (), wavelengths: Sequence[float | None] = (),
                   on_map: MapLook | None = None) -> None:
        """Offer the bands of images as `band_choices` does; no names if there are no images."""
        on_map = on_map or MapLook()
        choices = band_choices(names, wavelengths, on_map.bands) if names else []
        for widget in (self.bands, self.rgb, self.stretch, self.flick_button):
            widget.setEnabled(bool(names))
        self.stretch.offer_map(bool(on_map.limits))
        if choices != self._choices:
            self._choices = choices
            self.bands.clear()
            for choice in choices:
                self.bands.addItem(choice.label, choice.key)
            if len(names) > 1:
                self.bands.addItem(tr("Any bands…"), RGB)
            if choices:
                usual = choices[0].bands
                self.rgb.show_bands(names, usual if len(usual) == 3 else usual * 3)
            self._choose_wanted()

    @property
    def wanted(self) -> str:
        """Return the key of the bands that the user has chosen, "" if none."""
        return self._wanted

    def chosen_bands(self) -> tuple[int, ...]:
        """Return the indices of the bands to see, three or one."""
        index = self.bands.currentIndex()
        return self._choices[index].bands if index < len(self._choices) else self.rgb.bands()

    def choose(self, key: str) -> None:
        """Choose bands by their key, now or as soon as they are there; "" for the usual ones."""
        self._wanted = key
        self._choose_wanted()
        self.changed.emit()

    def _take(self) -> None:
        key = self.bands.currentData()
        self.choose(self.rgb.key() if key == RGB else key)

    def _choose_wanted(self) -> None:
        if self.bands.count():
            key = RGB if self.rgb.choose(self._wanted) else self._wanted
            self.bands.setCurrentIndex(max(0, self.bands.findData(key)))
        self.rgb.setVisible(self.bands.currentData() == RGB)

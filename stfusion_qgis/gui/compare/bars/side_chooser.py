"""The bar above the canvas: the images left and right of the divider."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from qgis.PyQt.QtCore import pyqtSignal
from qgis.PyQt.QtWidgets import QComboBox, QHBoxLayout, QSizePolicy, QToolButton, QWidget

from ....images.roles import COARSE_PREDICTION
from ....translation import tr
from ..compared.error_maps import ERROR, ErrorMaps
from ..compared.preview_image import FINE, PREDICTION, REFERENCE, PreviewImage, with_role

MAP = "map"
"""The key of the map itself, which can be seen beside an image that lies over it."""


class SideChooser(QWidget):
    """Two lists of images and error maps, for left and right, and a button that swaps them."""

    changed = pyqtSignal()

    def __init__(self, parent: QWidget | None = None):
        super().__init__(parent)
        self.left, self.right = _list(tr("Left of the divider")), _list(tr("Right of the divider"))
        self.swap_button = QToolButton()
        self.swap_button.setText("⇄")
        self.swap_button.setAutoRaise(True)
        self.swap_button.setToolTip(tr("Swap left and right"))
        self.swap_button.clicked.connect(self.swap)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        layout.addWidget(self.left, 1)
        layout.addWidget(self.swap_button)
        layout.addWidget(self.right, 1)
        # What the user has chosen stays wanted while it is not there.
        self._wanted: list[str | None] = [None, None]
        self._usual = "", ""
        self._offered: list[tuple[str, str] | None] = []
        self._on_map = False
        self._outdated: set[str] = set()
        self.left.activated.connect(lambda: self._take(0, self.left))
        self.right.activated.connect(lambda: self._take(1, self.right))

    def show_images(self, images: Sequence[PreviewImage], errors: ErrorMaps) -> None:
        """Offer images, and the error maps of the predictions among them."""
        self._outdated.clear()
        offered = [(image.title, image.key) for image in images]
        maps = [(errors.title(image), ERROR + image.key)
                for image in with_role(images, PREDICTION)] if errors.against else []
        self._offered = [*offered, *([None] if maps else []), *maps]
        self._fill()
        self.setEnabled(bool(images))
        self._usual = _usual(images) if images else ("", "")
        self._choose_wanted()

    def set_on_map(self, on_map: bool) -> None:
        """Offer the map itself too, while the images lie over it."""
        self._on_map = on_map
        self._fill()
        self._choose_wanted()

    def mark_outdated(self, keys: Collection[str]) -> None:
        """Say of images and their error maps that they are what was asked for before."""
        self._outdated.update(keys)
        for combo in (self.left, self.right):
            for i, item in enumerate(self._items()):
                if item is not None:
                    combo.setItemText(i, self._text(*item))

    def keys(self) -> tuple[str, str]:
        """Return the keys of the images chosen for left and right."""
        return self.left.currentData(), self.right.currentData()

    def titles(self) -> tuple[str, str]:
        """Return the names of the images chosen for left and right."""
        return self.left.currentText(), self.right.currentText()

    def wanted(self) -> list[str | None]:
        """Return the keys that the user has chosen for left and right, None where none."""
        return list(self._wanted)

    def choose(self, left: str | None, right: str | None) -> None:
        """Choose images by keys, now or as soon as they are there; None for the usual ones."""
        self._wanted = [left, right]
        self._choose_wanted()
        self.changed.emit()

    def swap(self) -> None:
        """Swap the images left and right."""
        left, right = self.keys()
        self.choose(right, left)

    def _items(self) -> list[tuple[str, str] | None]:
        """Return titles and keys of what is offered; None is a line between them."""
        map_itself = [None, (tr("The map itself"), MAP)] if self._on_map and self._offered else []
        return [*self._offered, *map_itself]

    def _text(self, title: str, key: str) -> str:
        image = key[len(ERROR):] if key.startswith(ERROR) else key
        return tr("{title} (before the change)").format(title=title) \
            if image in self._outdated else title

    def _fill(self) -> None:
        for combo in (self.left, self.right):
            combo.clear()
            for item in self._items():
                if item is None:
                    combo.insertSeparator(combo.count())
                else:
                    title, key = item
                    combo.addItem(self._text(title, key), key)

    def _choose_wanted(self) -> None:
        for combo, wanted, usual in zip((self.left, self.right), self._wanted, self._usual):
            if not _choose(combo, wanted):
                _choose(combo, usual)

    def _take(self, side: int, combo: QComboBox) -> None:
        self._wanted[side] = combo.currentData()
        self.changed.emit()


def _choose(combo: QComboBox, key: str | None) -> bool:
    """Choose the item with a key; say whether it is there."""
    place = -1 if key is None else combo.findData(key)  # separators have None
    if place >= 0:
        combo.setCurrentIndex(place)
    return place >= 0


def _usual(images: Sequence[PreviewImage]) -> tuple[str, str]:
    """Return the keys of the first prediction and of the best image to compare it with."""
    predictions = with_role(images, PREDICTION)
    left = (predictions or images)[0]
    known = [*with_role(images, REFERENCE),
             *(image for image in images if image.key == COARSE_PREDICTION),
             *with_role(images, FINE), *images]
    return left.key, next(image.key for image in known if image is not left or len(images) == 1)


def _list(name: str) -> QComboBox:
    combo = QComboBox()
    combo.setAccessibleName(name)
    combo.setToolTip(name)
    combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    combo.setMinimumContentsLength(6)
    combo.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
    return combo

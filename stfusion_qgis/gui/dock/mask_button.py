"""The button of a row by which the mask of its image is chosen."""

from __future__ import annotations

from qgis.core import QgsRasterLayer
from qgis.PyQt.QtCore import pyqtSignal
from qgis.PyQt.QtGui import QIcon
from qgis.PyQt.QtWidgets import QMenu, QToolButton, QWidget

from ...processing.project_layers import layer_of, project_rasters
from ...resources import icon_path
from ...translation import tr
from ..widgets.plain_text import plain


class MaskButton(QToolButton):
    """A button with a menu of all layers that can be the mask of an image.

    changed: another mask, or none.
    """

    changed = pyqtSignal()

    def __init__(self, parent: QWidget):
        super().__init__(parent)
        self._mask_id = ""
        self._image_id = ""
        self.setIcon(QIcon(icon_path("mask")))
        self.setAutoRaise(True)
        self.setCheckable(True)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(self)
        menu.setToolTipsVisible(True)
        menu.aboutToShow.connect(self._fill)
        self.setMenu(menu)

    def mask(self) -> QgsRasterLayer | None:
        """Return the layer of the mask."""
        return layer_of(self._mask_id)

    def set_mask(self, layer: QgsRasterLayer | None) -> None:
        """Use a layer as the mask; None for none."""
        self._mask_id = _id(layer)
        self._show()
        self.changed.emit()

    def show_image(self, layer: QgsRasterLayer | None) -> None:
        """Be the button of another image, None for none; the mask stays."""
        self._image_id = _id(layer)
        self._show()

    def _show(self) -> None:
        mask = self.mask()
        self.setChecked(mask is not None)
        self.setEnabled(bool(self._image_id))
        self.setToolTip(plain(tr("Mask: {layer}").format(layer=mask.name())) if mask else tr(
            "No mask. Choose a layer whose pixels above 0 may be used, to leave out clouds."))

    def _fill(self) -> None:
        menu = self.menu()
        menu.clear()
        self._add(tr("No mask"), None)
        menu.addSeparator()
        for layer in project_rasters():
            if layer.id() != self._image_id:
                self._add(layer.name(), layer)

    def _add(self, text: str, layer: QgsRasterLayer | None) -> None:
        action, identifier = self.menu().addAction(text), _id(layer)
        action.setCheckable(True)
        action.setChecked(identifier == self._mask_id)
        action.triggered.connect(lambda: self.set_mask(layer_of(identifier)))


def _id(layer: QgsRasterLayer | None) -> str:
    return layer.id() if layer is not None else ""

"""The widget under a layer, as a custom property of the layer asks for it."""

from __future__ import annotations

from typing import Callable

from qgis.core import QgsMapLayer
from qgis.gui import QgsGui, QgsLayerTreeEmbeddedWidgetProvider
from qgis.PyQt.QtWidgets import QWidget

from ...translation import tr

PROVIDER = "stfusion-quality"

_COUNT, _ID = "embeddedWidgets/count", "embeddedWidgets/{}/id"


class QualityWidgetProvider(QgsLayerTreeEmbeddedWidgetProvider):
    """Makes the widgets that show the quality of layers."""

    def __init__(self, make: Callable[[QgsMapLayer], QWidget | None],
                 supports: Callable[[QgsMapLayer], bool]):
        super().__init__()
        self._make, self._supports = make, supports

    def id(self) -> str:
        return PROVIDER

    def name(self) -> str:
        return tr("Quality of the prediction")

    def createWidget(self, layer: QgsMapLayer, index: int) -> QWidget:
        return self._make(layer) or QWidget()

    def supportsLayer(self, layer: QgsMapLayer) -> bool:
        return self._supports(layer)


def register(provider: QualityWidgetProvider) -> None:
    """Let QGIS know the provider, which then belongs to QGIS."""
    if not QgsGui.layerTreeEmbeddedWidgetRegistry().addProvider(provider):
        raise RuntimeError(f"QGIS already has a provider of widgets named {PROVIDER}")


def unregister() -> None:
    """Take the provider out of QGIS."""
    registry = QgsGui.layerTreeEmbeddedWidgetRegistry()
    registry.removeProvider(PROVIDER)


def widgets_of(layer: QgsMapLayer) -> list[str]:
    """Return the names of the providers of a layer's widgets."""
    count = layer.customProperty(_COUNT, 0)
    return [layer.customProperty(_ID.format(i), "") for i in range(int(count or 0))]


def has_widget(layer: QgsMapLayer) -> bool:
    """Say whether the layer has our widget."""
    return PROVIDER in widgets_of(layer)


def add_widget(layer: QgsMapLayer) -> None:
    """Ask for our widget, behind those that the layer has already."""
    if not has_widget(layer):
        _write(layer, [*widgets_of(layer), PROVIDER])


def remove_widget(layer: QgsMapLayer) -> None:
    """Do without our widget; the others stay."""
    if has_widget(layer):
        _write(layer, [name for name in widgets_of(layer) if name != PROVIDER])


def _write(layer: QgsMapLayer, names: list[str]) -> None:
    for i in range(len(widgets_of(layer))):
        layer.removeCustomProperty(_ID.format(i))
    for i, name in enumerate(names):
        layer.setCustomProperty(_ID.format(i), name)
    if names:
        layer.setCustomProperty(_COUNT, len(names))
    else:
        layer.removeCustomProperty(_COUNT)

"""The qualities of all layers of the project: they come and go with the layers."""

from __future__ import annotations

import os
from dataclasses import replace

from qgis.core import QgsMapLayer, QgsProject, QgsRasterLayer
from qgis.PyQt.QtCore import QObject, pyqtSignal

from ...errors import InputError
from ...images.provenance import provenance_of
from ...processing.layer_sources import source_of
from . import embedding, store
from .layer_quality import LayerQuality

_AT_ONCE = 20_000_000
"""Values (pixels times bands) of a prediction that is measured without being asked to."""


class Qualities(QObject):
    """Holds a `LayerQuality` for each layer that shows one, by the layer's id."""

    appeared = pyqtSignal(object)
    """A layer shows its quality from now on."""

    vanishing = pyqtSignal(object)
    """A layer is about to show its quality no more."""

    def __init__(self, project: QgsProject):
        super().__init__()
        self._project = project
        self._qualities: dict[str, LayerQuality] = {}
        project.layersAdded.connect(self._layers_added)
        project.layersWillBeRemoved.connect(self._layers_removed)

    def close(self) -> None:
        """Hide the quality of all layers; they keep their values."""
        self._project.layersAdded.disconnect(self._layers_added)
        self._project.layersWillBeRemoved.disconnect(self._layers_removed)
        for quality in self.all():
            layer = quality.layer
            self._forget(quality)
            embedding.remove_widget(layer)
            store.set_shown(layer, None)

    def all(self) -> list[LayerQuality]:
        """Return the qualities of all layers that show one."""
        return list(self._qualities.values())

    def of(self, layer: QgsMapLayer | None) -> LayerQuality | None:
        """Return the quality of a layer; None if it shows none."""
        return self._qualities.get(layer.id()) if layer is not None else None

    def look_at_project(self) -> list[QgsMapLayer]:
        """Take up the layers of the project; return those whose legend must be redrawn."""
        return [layer for layer in self._project.mapLayers().values() if self._look_at(layer)]

    def describe(self, layer: QgsRasterLayer) -> LayerQuality:
        """Return the quality of a layer that does not show it, or not yet.

        Raises:
            InputError: the layer is not read from a file.
        """
        source = source_of(layer)
        # Only plain files: others, on the network for example, take long to open once more.
        made = provenance_of(source.path) if os.path.isfile(source.path) else None
        quality = LayerQuality(layer, source, made, store.stored(layer, source.path))
        reference = store.suggested_reference(layer)
        if reference and quality.record is None:
            quality.chosen = replace(quality.counterparts, reference=reference)
        return quality

    def show(self, quality: LayerQuality) -> None:
        """Let a layer show its quality; the view must redraw its legend."""
        layer = quality.layer
        self._qualities[quality.layer_id] = quality
        embedding.add_widget(layer)
        store.set_shown(layer, True)
        layer.dataSourceChanged.connect(self._source_changed)
        layer.styleChanged.connect(self._style_changed)
        self.appeared.emit(quality)

    def hide(self, quality: LayerQuality) -> None:
        """Let a layer show its quality no more, now and when the project is opened again."""
        self._forget(quality)
        embedding.remove_widget(quality.layer)
        store.set_shown(quality.layer, False)

    def keep(self, quality: LayerQuality) -> None:
        """Keep the record of a layer in the layer, and so in the project."""
        if quality.record is not None:
            store.keep_in_layer(quality.layer, quality.source.path, quality.record)
            self._project.setDirty(True)

    def _layers_added(self, layers: list[QgsMapLayer]) -> None:
        for layer in layers:
            self._look_at(layer)

    def _layers_removed(self, ids: list[str]) -> None:
        for layer_id in ids:
            if layer_id in self._qualities:
                self._forget(self._qualities[layer_id])

    def _look_at(self, layer: QgsMapLayer) -> bool:
        """Take up a layer if it holds a prediction or has been compared with something."""
        if not isinstance(layer, QgsRasterLayer) or layer.providerType() != "gdal":
            return False
        wanted = store.shown(layer)
        if wanted and not embedding.has_widget(layer):  # removed in the layer's properties
            wanted = False
            store.set_shown(layer, False)
        if wanted is False:
            return False
        try:
            quality = self.describe(layer)
        except InputError:
            return False
        if not wanted and quality.made is None and quality.record is None:
            return False
        self.show(quality)
        return True

    def _forget(self, quality: LayerQuality) -> None:
        self.vanishing.emit(quality)
        layer = quality.layer
        del self._qualities[quality.layer_id]
        layer.dataSourceChanged.disconnect(self._source_changed)
        layer.styleChanged.disconnect(self._style_changed)

    def _source_changed(self) -> None:
        """The layer shows another file now."""
        quality = self.of(self.sender())
        if quality is None:
            return
        layer = quality.layer
        try:
            if source_of(layer).path == quality.source.path:
                return
        except InputError:
            pass
        self._forget(quality)
        embedding.remove_widget(layer)
        store.forget(layer)
        self._look_at(layer)

    def _style_changed(self) -> None:
        """A style may have brought custom properties of its own: put ours back."""
        quality = self.of(self.sender())
        if quality is not None:
            embedding.add_widget(quality.layer)
            store.set_shown(quality.layer, True)
            if quality.record is not None:
                store.keep_in_layer(quality.layer, quality.source.path, quality.record)


def small_enough(layer: QgsRasterLayer) -> bool:
    """Say whether a layer can be measured in seconds, so that nobody need be asked."""
    return layer.width() * layer.height() * layer.bandCount() <= _AT_ONCE

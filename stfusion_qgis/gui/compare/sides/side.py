"""One side of the swipe: a raster layer that shows an image of the preview, or an error map."""

from __future__ import annotations

from qgis.core import QgsRasterLayer

from ..compared.error_maps import ERROR
from ..compared.look import Look
from .renderers import image_renderer, ramp_renderer
from .shown_raster import ShownRaster


class Side:
    """One side of the swipe. `close` frees its memory."""

    def __init__(self) -> None:
        self._raster = ShownRaster()

    def prepare(self, key: str, look: Look) -> None:
        """Prepare an image or, if the key says so, an error map; any thread may do so."""
        self._raster.prepare(look.values(key), look.compared.image(key))

    def take(self, key: str, look: Look) -> QgsRasterLayer:
        """Return the layer of the image or error map prepared with the same key and look."""
        layer = self._raster.take()
        provider = layer.dataProvider()
        if key.startswith(ERROR):
            layer.setRenderer(ramp_renderer(provider, *look.ramp()))
        else:
            layer.setRenderer(image_renderer(provider, look.bands, look.limits()))
        layer.triggerRepaint()
        return layer

    def close(self) -> None:
        """Free the memory."""
        self._raster.close()

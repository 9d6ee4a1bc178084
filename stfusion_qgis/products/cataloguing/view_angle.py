"""The angle under which an image was taken, from points that lie apart."""

from __future__ import annotations

from ...images.grid import Grid
from ...images.window import Window
from ..product_image import ProductImage
from .sampled_layers import SampledLayer

_POINTS = 100  # along each side of the area
_MOST = 90.0  # degrees; what is beyond is no angle of view, but fill


def view_angle(image: ProductImage, grid: Grid, window: Window, cache_folder: str) -> float | None:
    """Return the mean angle of view from the vertical in degrees, None where nobody knows.

    grid: of the first band. window: of it, that holds the area.

    Raises:
        InputError: the layer of the angles cannot be read.
    """
    if image.view is None:
        return None
    layer = SampledLayer(image.view, image.product, image.name, cache_folder)
    angles = image.view.gain * layer.read(
        grid, window, min(window.rows, _POINTS), min(window.columns, _POINTS)).astype(float)
    known = angles[(angles >= 0) & (angles <= _MOST)]
    return round(float(known.mean()), 2) if len(known) else None

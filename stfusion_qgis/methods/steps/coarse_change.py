"""Change between two coarse images."""

from __future__ import annotations

from ...images.image import Image
from ...images.raster import Raster
from ...images.scene import Scene


def coarse_change(scene: Scene, before: Raster, after: Raster) -> Image:
    """Return the change of each coarse cell, valid where both images are."""
    first, second = scene.coarse_cells(before), scene.coarse_cells(after)
    return Image(second.values - first.values, first.valid & second.valid)

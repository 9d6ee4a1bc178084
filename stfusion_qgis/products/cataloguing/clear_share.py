"""The share of an image that is clear in an area, from points that lie apart."""

from __future__ import annotations

import numpy as np

from ...errors import InputError
from ...images.area import Area
from ...images.area_pixels import AreaPixels
from ...images.grid import Grid
from ...images.window import Window
from ..pixel_conditions import PixelCondition
from ..product_image import ProductImage
from .sampled_layers import SampledLayer

_POINTS = 300  # along each side of the area


def clear_share(image: ProductImage, first: SampledLayer, area: Area, window: Window,
                cache_folder: str) -> float:
    """Return the share of an area that is recorded and clear, as far as the quality layers tell.

    first: the first band of the image. window: that holds the area in its grid. Without an area it
    is the share of what is recorded, as scenes lie askew in their grid. What a product leaves out
    by default is not clear. Where no layer tells of clouds, the share that the producer counts is
    taken off. It is within some hundredths of the share of all pixels.

    Raises:
        InputError: a layer cannot be read.
    """
    grid = first.grid
    rows, columns = min(window.rows, _POINTS), min(window.columns, _POINTS)
    clear, recorded = clear_points(image, first.read(grid, window, rows, columns), grid, window,
                                   cache_folder)
    if not area.is_everything:
        wanted = _inside(area, grid, window, rows, columns)
    else:  # exports without quality layers have nothing recorded where it was cloudy
        wanted = recorded if image.flags else np.ones_like(recorded)
    return less_counted_clouds(float((clear & wanted).sum() / max(wanted.sum(), 1)), image)


def less_counted_clouds(share: float, image: ProductImage) -> float:
    """Return a clear share, less the clouds that the producer counts if no layer tells them."""
    if not any(flag.condition is PixelCondition.CLOUD for flag in image.flags):
        share *= 1 - (image.cloud_share or 0.0)
    return round(share, 4)


def clear_points(image: ProductImage, numbers: np.ndarray, grid: Grid, window: Window,
                 cache_folder: str) -> tuple[np.ndarray, np.ndarray]:
    """Return which points (rows, columns) of a window are clear, and which are recorded at all.

    numbers: of the first band at the points. grid: of that band.

    Raises:
        InputError: a layer cannot be read.
    """
    recorded = np.isin(numbers, image.layers[0].fill, invert=True) & ~np.isnan(numbers)
    clear = recorded.copy()
    read: dict[str, np.ndarray] = {}
    for flag in image.flags:
        if flag.condition is not PixelCondition.FILL \
                and flag.condition not in image.product.left_out:
            continue
        if flag.layer not in read:
            layer = SampledLayer(image.quality[flag.layer], image.product, image.name, cache_folder)
            read[flag.layer] = layer.read(grid, window, *numbers.shape)
        holds = flag.holds(read[flag.layer])
        clear &= ~holds
        if flag.condition is PixelCondition.FILL:
            recorded &= ~holds
    return clear, recorded


def _inside(area: Area, grid: Grid, window: Window, rows: int, columns: int) -> np.ndarray:
    """Return which points (rows, columns) of a window lie in the polygons of an area."""
    inside = np.ones((rows, columns), bool)
    if not area.polygons:
        return inside
    part = grid.subgrid(window)
    points = Grid(grid.wkt, part.left, part.top, part.columns * part.pixel_width / columns,
                  part.rows * part.pixel_height / rows, rows, columns)
    polygons = Area(polygons=area.polygons, polygons_crs=area.polygons_crs, name=area.name)
    try:
        return AreaPixels.of(polygons, points, area.name).inside(points.whole())
    except InputError:  # narrow strips between the points
        return inside

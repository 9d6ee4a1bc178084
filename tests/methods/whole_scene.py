"""What plain references of methods are fed with, and what they are compared with."""

import numpy as np

from stfusion_qgis import engine
from stfusion_qgis.methods import all_methods
from tests.scene_files import read_tif


def images_on_fine_grid(scene, interpolation="cubic"):
    """Return the fine, the coarse and the prediction dates' images as a method reads them.

    Each is a list of (values, valid): float64 (bands, rows, columns) and bool (rows, columns).
    """
    block = scene.read(scene.grid.whole(), 0, interpolation)
    return [[(image.values.astype(float), image.valid) for image in images]
            for images in (block.fine, block.coarse, block.coarse_predictions)]


def fuse(scene, method_id, folder, **parameters):
    """Return what a method predicts for the first date, in float32, NaN where nothing."""
    method = all_methods()[method_id]
    outputs = [str(folder / f"{method_id}_{i}.tif") for i in range(len(scene.coarse_predictions))]
    settings = engine.Settings(threads=1, float_output=True)
    engine.run(method, scene, method.Parameters(**parameters), outputs, settings=settings)
    return read_tif(outputs[0])


def windows(valid, radius):
    """Yield each valid pixel with the slices of the window around it."""
    rows, columns = valid.shape
    for y, x in np.argwhere(valid):
        top, left = max(y - radius, 0), max(x - radius, 0)
        window = np.s_[top:min(y + radius, rows - 1) + 1, left:min(x + radius, columns - 1) + 1]
        yield (y, x), window


def distances(window, centre):
    """Return the distance in pixels of each pixel of a window from its centre pixel."""
    y, x = np.mgrid[window]
    return np.hypot(y - centre[0], x - centre[1])

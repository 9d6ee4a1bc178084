"""What the tests of the super-resolution methods share."""

from __future__ import annotations

import dataclasses

from stfusion_qgis.images.window import Window
from stfusion_qgis.progress import Progress


def open_upscaled(images, folder, guided=False):
    """Open the coarse images alone, or with the fine image of the first pair."""
    if guided:
        return dataclasses.replace(images, coarse=[]).open(folder)
    return dataclasses.replace(images, fine=[], coarse=[]).open(folder, upscaling=images.ratio)


def predict(method, scene, window=None, **parameters):
    """Return the prediction of the first date in `window`, or everywhere."""
    chosen = method.Parameters(**parameters)
    state = method.prepare(scene, chosen, Progress())
    window = window or Window(0, 0, scene.grid.rows, scene.grid.columns)
    block = scene.read(window, method.halo(chosen, scene), method.interpolation(chosen))
    return method.fuse(block, state)[0]


def with_gap(values, rows, columns):
    """Return a copy with NaN in all bands in a range of rows and columns."""
    values = values.copy()
    values[:, rows, columns] = float("nan")
    return values

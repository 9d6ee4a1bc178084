"""Compiling the kernels of methods before they are needed, on a scene that costs nothing."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from contextlib import contextmanager, suppress

import numpy as np
from osgeo import gdal, osr

from ...errors import InputError
from ...images.gdal_tools import unlink
from ...images.grid import Grid
from ...images.inputs import Inputs
from ...images.roles import COARSE_PREDICTION, Role, roles_of_pairs
from ...images.source import Source
from ...methods.method import Method
from ...progress import Progress
from ..request import Entry
from .open_scenes import OpenScenes

_SIDE, _RATIO, _BANDS, _PAIRS, _PIXEL = 48, 8, 2, 2, 10.0

_numbers = itertools.count()


def warm_up(method: Method, progress: Progress) -> None:
    """Predict a tiny image with a method: then its kernels are compiled, or at least loaded.

    To be called on a thread of Python's, see `threads.make_pool`.

    Raises:
        Cancelled: through `progress`.
    """
    entry = Entry("", method, method.Parameters())
    # A method that cannot run by default, such as for want of a file, has nothing to be compiled.
    with _tiny_inputs() as inputs, suppress(InputError):
        ready = OpenScenes().ready(inputs, entry, _grid(_PIXEL), 1, progress)
        ready.predict(ready.scene.grid.whole(), progress.check)


@contextmanager
def _tiny_inputs() -> Iterator[Inputs]:
    rng = np.random.default_rng(0)
    land = rng.uniform(0.1, 0.5, (_BANDS, _SIDE, _SIDE)).astype(np.float32)
    cells = _SIDE // _RATIO
    images: dict[Role, tuple[np.ndarray, float]] = {}
    for role in (*roles_of_pairs(1, _PAIRS), COARSE_PREDICTION):
        if role.is_fine:
            images[role] = land * (role.pair or 1), _PIXEL
            continue
        images[role] = rng.uniform(0.1, 0.5, (_BANDS, cells, cells)), _PIXEL * _RATIO
    paths = {role: f"/vsimem/stfusion-warm-up/{next(_numbers)}.tif" for role in images}
    try:
        for role, (values, pixel) in images.items():
            _write(paths[role], values, pixel)
        yield Inputs(tuple((role, Source(path)) for role, path in sorted(paths.items())))
    finally:
        for path in paths.values():
            unlink(path)


def _grid(pixel: float) -> Grid:
    """Return a grid that covers the tiny scene with pixels of a size."""
    reference = osr.SpatialReference()
    reference.ImportFromEPSG(3857)
    side = round(_SIDE * _PIXEL / pixel)
    return Grid(reference.ExportToWkt(), 0.0, 0.0, pixel, pixel, side, side)


def _write(path: str, values: np.ndarray, pixel: float) -> None:
    bands, rows, columns = values.shape
    grid = _grid(pixel)
    dataset = gdal.GetDriverByName("GTiff").Create(path, columns, rows, bands, gdal.GDT_Float32)
    dataset.SetGeoTransform(grid.geo_transform)
    dataset.SetProjection(grid.wkt)
    dataset.WriteArray(values.astype(np.float32))

"""A guide in other processes, in tiles, and from several threads."""

from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from stfusion_qgis.images.window import Window
from tests.methods.test_guide_of_objects import polygons
from tests.scene_files import make_images

FIELDS = [(14 * column, 16 * row, 14 * column + 14, 16 * row + 16)
          for row in range(20) for column in range(20)]


@pytest.fixture(params=["raster", "polygons"])
def scene(request, tmp_path):
    """Return a scene with a guide, larger than a tile."""
    images = make_images(rows=320, columns=280, guided=request.param == "raster")
    guide = {} if request.param == "raster" else {
        "guide": polygons(tmp_path / "fields.gpkg", FIELDS)}
    return images.open(tmp_path, **guide)


def test_guides_travel(scene):
    """To workers of a cluster, without what belongs to one process."""
    pytest.importorskip("cloudpickle")
    from stfusion_qgis.executors.carrying import brought, carried

    window = Window(200, 100, 100, 100)
    here = scene.guide.values(window)
    there = brought(carried(scene)).guide.values(window)
    np.testing.assert_array_equal(there.values, here.values)
    np.testing.assert_array_equal(there.valid, here.valid)


def test_threads_share_a_guide(scene):
    windows = [Window(row, column, 64, 64) for row in range(0, 256, 32)
               for column in range(0, 216, 72)]
    whole = scene.guide.values(scene.grid.whole())
    with ThreadPoolExecutor(4) as pool:
        for window, image in zip(windows, pool.map(scene.guide.values, windows)):
            np.testing.assert_array_equal(image.values, whole.values[(..., *window.slices)])

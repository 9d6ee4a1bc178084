"""Damaged rasters end in a message, or in pixels; never in another error, hour-long work or NaN."""

import contextlib

import numpy as np
import pytest
from osgeo import gdal

from stfusion_qgis.errors import InputError
from stfusion_qgis.images.inputs import Inputs
from stfusion_qgis.images.raster import Raster
from stfusion_qgis.images.scene_opening import open_scene
from stfusion_qgis.images.window import Window
from tests.fuzz.budget import tries
from tests.fuzz.mutations import mutated_bytes
from tests.own_time import at_most
from tests.scene_files import write_tif

FINE = np.arange(2 * 32 * 32, dtype=np.uint16).reshape(2, 32, 32) + 1
SECONDS = 20  # for one try, on a slow machine


@pytest.fixture(scope="module")
def originals(tmp_path_factory):
    """Return the bytes of images in several forms, by the ending of their names."""
    folder = tmp_path_factory.mktemp("originals")
    plain = write_tif(folder / "a.tif", FINE, nodata=0, names=["red", "nir"],
                      wavelengths=[650, 850], metadata={"ACQUISITIONDATETIME": "2020-01-01"})
    packed = write_tif(folder / "b.tif", FINE.astype(np.float32), options=["COMPRESS=DEFLATE"])
    gdal.Translate(str(folder / "c.vrt"), plain, format="VRT")
    gdal.Translate(str(folder / "d.img"), plain, format="HFA")
    return {path.name: path.read_bytes() for path in folder.iterdir()
            if path.suffix in (".tif", ".vrt", ".img") and packed}


def test_damaged_images(originals, tmp_path):
    coarse = write_tif(tmp_path / "coarse.tif", FINE[:, ::8, ::8], pixel=240.0)
    further = write_tif(tmp_path / "further.tif", FINE[:, ::8, ::8], pixel=240.0)
    write_tif(tmp_path / "a.tif", FINE)  # what the virtual raster reads
    read = 0
    for number, chance in enumerate(tries(300)):
        name = chance.choice(sorted(originals))
        path = tmp_path / f"{number % 8}_{name}"
        path.write_bytes(mutated_bytes(originals[name], chance))
        with at_most(SECONDS), contextlib.suppress(InputError):
            image = Raster(str(path)).read(Window(-3, -3, 40, 40))
            assert np.isfinite(image.values).all() and not image.values[:, ~image.valid].any()
            read += 1
        with at_most(SECONDS), contextlib.suppress(InputError):
            scene = open_scene(Inputs.of([str(path)], [coarse], [further]))
            scene.read(Window(0, 0, 16, 16), 4, "bilinear")
    assert read > 20

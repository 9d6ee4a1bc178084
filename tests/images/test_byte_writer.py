"""Masks and classes as files: a bit or a byte a pixel, whole or not at all."""

import numpy as np
import pytest
from osgeo import gdal

from stfusion_qgis.errors import InputError
from stfusion_qgis.images.byte_writer import CONTENT_ITEM, MASK_CONTENT, ByteWriter
from stfusion_qgis.images.masks import open_mask
from stfusion_qgis.images.raster import Raster
from stfusion_qgis.images.source import Source
from stfusion_qgis.images.window import Window
from stfusion_qgis.progress import Progress
from tests.scene_files import write_tif


@pytest.fixture
def image(tmp_path):
    return Raster(write_tif(tmp_path / "image.tif", np.ones((1, 300, 270), np.float32)))


def test_a_mask_of_a_bit(tmp_path, image):
    """It is small, and used as it is, whatever its name says."""
    expected = np.random.default_rng(0).random((300, 270)) > 0.4
    path = str(tmp_path / "clouds.tif")
    with ByteWriter(path, image.grid, "clear", bits=1,
                    metadata={CONTENT_ITEM: MASK_CONTENT}) as writer:
        for window in (Window(0, 0, 200, 270), Window(200, 0, 100, 270)):
            writer.write_numbers(window, expected[window.slices])
        writer.finish()
    dataset = gdal.Open(path)
    band = dataset.GetRasterBand(1)
    assert band.GetMetadataItem("NBITS", "IMAGE_STRUCTURE") == "1" and band.GetNoDataValue() is None
    np.testing.assert_array_equal(dataset.ReadAsArray() > 0, expected)
    log = Progress().collecting()
    mask = open_mask(Source(path), "", image, log).read(image.grid.whole())
    np.testing.assert_array_equal(mask.valid & (mask.values[0] > 0), expected)
    assert not log.warnings


def test_classes(tmp_path, image):
    path = str(tmp_path / "classes.tif")
    with ByteWriter(path, image.grid, "class", nodata=0, colours={1: (9, 8, 7)}) as writer:
        writer.write_numbers(image.grid.whole(), np.full((300, 270), 1))
        writer.finish()
    band = (dataset := gdal.Open(path)).GetRasterBand(1)
    assert band.GetNoDataValue() == 0 and band.GetDescription() == "class"
    assert band.GetColorTable().GetColorEntry(1) == (9, 8, 7, 255)
    assert dataset.GetGeoTransform() == image.grid.geo_transform
    assert {entry.name for entry in tmp_path.iterdir()} == {"image.tif", "classes.tif"}


def test_nothing_is_left_of_what_is_not_finished(tmp_path, image):
    with ByteWriter(str(tmp_path / "mask.tif"), image.grid, "clear", bits=1) as writer:
        writer.write_numbers(Window(0, 0, 10, 10), np.ones((10, 10)))
    with pytest.raises(InputError, match="cannot be written"):
        ByteWriter(str(tmp_path / "nowhere" / "mask.tif"), image.grid, "clear")
    assert [entry.name for entry in tmp_path.iterdir()] == ["image.tif"]

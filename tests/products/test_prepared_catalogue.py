"""A whole catalogue is prepared, and again only what has changed."""

from __future__ import annotations

import os
import shutil
import tarfile
from dataclasses import replace

import numpy as np
import pytest
from osgeo import gdal

from stfusion_qgis.errors import Cancelled, InputError
from stfusion_qgis.images.area import Area
from stfusion_qgis.products.cataloguing.folder_catalogue import catalogue_of_folder
from stfusion_qgis.products.cataloguing.image_catalogue import ImageCatalogue
from stfusion_qgis.products.cataloguing.passes import passes
from stfusion_qgis.products.cataloguing.prepared_catalogue import prepare_catalogue
from stfusion_qgis.products.preparation.preparing_options import PreparingOptions
from stfusion_qgis.progress import Progress
from tests.scene_files import read_tif

LANDSAT = "LC08_L2SP_122044_20230306_20230312_02_T1"


@pytest.fixture
def place(shared_data, tmp_path):
    """Return a folder of two Landsat scenes and two MODIS tiles, one as an archive."""
    samples = shared_data / "products"
    folder = tmp_path / "downloads"
    shutil.copytree(samples / "landsat" / LANDSAT, folder / LANDSAT)
    with tarfile.open(folder / f"{LANDSAT.replace('20230306', '20230322')}.tar.gz", "w:gz") as tar:
        for file in sorted((samples / "landsat").glob("*20230322*/*")):
            tar.add(file, file.name)
    for file in samples.glob("modis/MOD09GA.A20230[68]*.hdf"):
        shutil.copy(file, folder)
    return tmp_path


def found(place):
    return catalogue_of_folder(str(place / "downloads"), Area(), str(place / "cache"), Progress())


def prepared(place, catalogue, progress=None, **options):
    return prepare_catalogue(catalogue, str(place / "prepared"), PreparingOptions(**options),
                             str(place / "cache"), progress or Progress())


def test_all_of_it(place):
    """The items that come out are the prepared images, once they are read again, too."""
    made, count = prepared(place, found(place))
    assert (count.new, count.kept, count.failed) == (4, 0, 0)
    made.write(str(place / "prepared" / "catalogue.geojson"))
    again = ImageCatalogue.read(str(place / "prepared" / "catalogue.geojson"))
    for item, other in zip(made.items, again.items):
        assert (item.prepared, item.mask, item.clear) == (other.prepared, other.mask, other.clear)
        assert os.path.basename(item.path).startswith(str(item.date))
        values, usable = read_tif(other.prepared), read_tif(other.mask)[0] > 0
        assert usable.mean() == pytest.approx(item.clear, abs=1e-4)
        assert 0 < np.median(values[:, usable]) < 6000


def test_again_only_what_has_changed(place):
    """A newer file, another option, a lost mask, a spoilt record: each makes what it must."""
    catalogue = found(place)
    prepared(place, catalogue)
    assert prepared(place, catalogue)[1].kept == 4
    band = place / "downloads" / LANDSAT / f"{LANDSAT}_SR_B4.TIF"
    os.utime(band, (1, 1))
    assert prepared(place, found(place))[1].new == 1
    assert prepared(place, catalogue, dilation=2)[1].new == 4
    next((place / "prepared").glob("*MOD09GA*_mask.tif")).unlink()
    assert prepared(place, catalogue, dilation=2)[1].new == 1
    (place / "prepared" / "prepared.json").write_text("{]")
    assert prepared(place, catalogue, dilation=2)[1].new == 4


def test_what_was_unpacked_is_unpacked_again(place):
    """The cache may have been emptied since the catalogue was made."""
    catalogue = found(place)
    shutil.rmtree(place / "cache")
    assert prepared(place, catalogue)[1].new == 4


def test_one_that_fails_is_listed(place):
    catalogue = found(place)
    next((place / "downloads").glob("*.hdf")).unlink()
    made, count = prepared(place, catalogue)
    assert (count.new, count.failed) == (3, 1)
    assert "not there any more" in made.unusable[0].reason


def test_cancelled_midway(place):
    """What was prepared until then is known the next time."""
    class Impatient(Progress):
        done = 0.0

        def show(self, fraction, text):
            self.done = fraction

        def is_cancelled(self):
            return self.done > 0.6

    catalogue = found(place)
    with pytest.raises(Cancelled):
        prepared(place, catalogue, Impatient())
    kept = prepared(place, catalogue)[1].kept
    assert 1 <= kept <= 3


def test_tiles_of_a_pass_become_one(place, tmp_path):
    """Two halves of a MODIS tile, named as neighbours: the mosaic is the tile."""
    folder = tmp_path / "tiles"
    whole = next((place / "downloads").glob("MOD09GA.A2023065*.hdf"))
    folder.mkdir()
    shutil.copy(whole, folder)
    catalogue = catalogue_of_folder(str(folder), Area(), str(place / "cache"), Progress())
    item, = catalogue.items
    half = item.grid.columns // 4 * 2  # whole pixels of the quality layer, too
    halves = [replace(item, id=f"{item.id}{name}", tile=name, image=replace(
        item.image, name=f"{item.id}{name}", layers=tuple(
            cut(layer, folder, name, left / item.grid.columns, width / item.grid.columns)
            for layer in item.image.layers), quality={
                place: cut(layer, folder, name, left / item.grid.columns,
                           width / item.grid.columns)
                for place, layer in item.image.quality.items()}))
        for name, left, width in (("h28v06", 0, half), ("h29v06", half, half))]
    assert [len(group) for group in passes(halves)] == [2]
    one, = prepared(place, catalogue)[0].items
    both, = prepared(place, ImageCatalogue(halves))[0].items
    assert both.tile == "h28v06 h29v06" and both.image is None
    columns = 2 * half
    assert np.array_equal(read_tif(both.path), read_tif(one.path)[:, :, :columns],
                          equal_nan=True)
    assert np.array_equal(read_tif(both.mask), read_tif(one.mask)[:, :, :columns])


def cut(layer, folder, name, left, width):
    """Return a layer that is a part of another, from a share of the columns to another."""
    source = gdal.OpenEx(layer.path, gdal.OF_RASTER)
    path = str(folder / f"{name}_{layer.name.replace('/', '_')}.tif")
    columns = source.RasterXSize
    gdal.Translate(path, source, bandList=[layer.band],
                   srcWin=[round(left * columns), 0, round(width * columns), source.RasterYSize])
    return replace(layer, path=path, band=1, placing=None)


def test_images_apart_are_no_mosaic(place):
    """Of other days, and of places that do not touch."""
    items = found(place).items
    assert sorted(map(len, passes(items))) == [1, 1, 1, 1]
    modis = next(item for item in items if item.product == "mod09ga")
    west, south, east, north = modis.footprint.bbox
    far = replace(modis, id="far", tile="h30v06", footprint=replace(
        modis.footprint, bbox=(west + 20, south, east + 20, north)))
    near = replace(far, id="near", tile="h29v06", footprint=replace(
        modis.footprint, bbox=(east, south, west + 20, north)))
    assert sorted(map(len, passes([modis, far]))) == [1, 1]
    assert sorted(map(len, passes([modis, far, near]))) == [3]


def test_a_folder_that_cannot_be_made(place):
    (place / "prepared").write_text("a file in its place")
    with pytest.raises(InputError, match="cannot be made"):
        prepared(place, ImageCatalogue())

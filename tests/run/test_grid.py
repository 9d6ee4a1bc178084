"""Grids of scenes and dates: polygons and catalogues, without seams between neighbours."""

import json
import os
import subprocess
import sys

import numpy as np
import pytest
from osgeo import gdal, ogr, osr

from stfusion_qgis.errors import InputError
from stfusion_qgis.images.dates import date_in
from stfusion_qgis.images.raster import Raster
from stfusion_qgis.products.cataloguing.catalogue_item import CatalogueItem
from stfusion_qgis.products.cataloguing.footprints import Footprint
from stfusion_qgis.products.cataloguing.image_catalogue import ImageCatalogue
from stfusion_qgis.products.product import SensorRole
from stfusion_qgis.run import __main__ as command
from stfusion_qgis.run.job_file import job_of
from tests.local_cluster import REPOSITORY
from tests.scene_files import ORIGIN, PIXEL, make_images, read_tif, write_tif

ROWS, COLUMNS, RATIO = 48, 128, 8
MIDDLE = 61  # column between two polygons; neither between tiles nor between coarse pixels
DAYS = ("2024-05-01", "2024-05-09")
METHOD = ["fsdaf", "--classes", "3"]


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """Return the folder of whole images of two dates, which is the current one."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(command.signal, "signal", lambda *given: None)
    images = make_images(ROWS, COLUMNS, ratio=RATIO)
    write(tmp_path / f"fine_{DAYS[0]}.tif", images.fine[0])
    write(tmp_path / f"coarse_{DAYS[0]}.tif", images.coarse[0], RATIO)
    write(tmp_path / f"coarse_{DAYS[1]}.tif", images.predictions[0], RATIO)
    return tmp_path


def write(path, values, ratio=1, columns=0):
    """Write an image; columns: fine pixels by which it begins right of the others."""
    values = np.nan_to_num(values, nan=-9999).astype(np.float32)
    return write_tif(path, values, PIXEL * ratio, ORIGIN[0] + columns * PIXEL, ORIGIN[1],
                     nodata=-9999)


def run(*arguments):
    """Run the command line; return its exit code, and what the log says at the end."""
    if os.path.exists("log.json"):
        os.remove("log.json")
    code = command.main([*map(str, arguments), "--log", "log.json"])
    with open("log.json", encoding="utf-8") as log:
        return code, json.loads(log.read().splitlines()[-1])


def polygons(path, **columns):
    """Write a layer of polygons over all rows, and from a column to another one."""
    reference = osr.SpatialReference(Raster(f"fine_{DAYS[0]}.tif").grid.wkt)
    dataset = ogr.GetDriverByName("GPKG").CreateDataSource(str(path))
    layer = dataset.CreateLayer("tiles", reference, ogr.wkbPolygon)
    layer.CreateField(ogr.FieldDefn("tile", ogr.OFTString))
    for name, (begin, end) in columns.items():
        left, right = (ORIGIN[0] + column * PIXEL for column in (begin, end))
        bottom = ORIGIN[1] - ROWS * PIXEL
        feature = ogr.Feature(layer.GetLayerDefn())
        feature.SetField("tile", name)
        feature.SetGeometry(ogr.CreateGeometryFromWkt(
            f"POLYGON (({left} {bottom}, {right} {bottom}, {right} {ORIGIN[1]}, {left} {ORIGIN[1]},"
            f" {left} {bottom}))"))
        layer.CreateFeature(feature)
    dataset = layer = None
    return ["--polygons", path, "--polygon-names", "tile", "--output", "out/{name}/{date}.vrt"]


def whole():
    """Predict the whole images, and return the pixels."""
    code, _ = run(*METHOD, "--fine", f"fine_{DAYS[0]}.tif", "--coarse", f"coarse_{DAYS[0]}.tif",
                  "--predict", f"coarse_{DAYS[1]}.tif", "--output", "whole.tif")
    assert code == 0
    return read_tif("whole.tif")


def of_scene(name):
    return read_tif(f"out/{name}/{DAYS[1]}.vrt")


def test_two_halves_and_the_whole(folder, scheduler):
    """Polygons cut from the same images are prepared together: no seam, to the last bit."""
    options = polygons("tiles.gpkg", west=(0, MIDDLE), east=(MIDDLE, COLUMNS), away=(900, 950))
    code, done = run(*METHOD, "--fine", f"fine_{DAYS[0]}.tif", "--coarse", f"coarse_{DAYS[0]}.tif",
                     "--predict", f"coarse_{DAYS[1]}.tif", *options, "--executor", "dask",
                     "--scheduler", scheduler)
    assert code == command.INCOMPLETE and list(done["failed"]) == ["away"]
    assert done["scenes"] == 2 and len(done["outputs"]) == 2
    np.testing.assert_array_equal(
        np.concatenate([of_scene("west"), of_scene("east")], axis=2), whole())


def item(path, date, role, mask=""):
    grid = Raster(path).grid
    return CatalogueItem(os.path.splitext(path)[0], role, SensorRole(role), date_in(date), grid,
                         Footprint.of(grid, path), bands=("red", "nir"), prepared=path, mask=mask)


def cut(columns, name, ratio=1, kind="fine", date=DAYS[0], without=()):
    """Write the part of a whole image that some fine columns show; without: columns of nodata."""
    values = read_tif(f"{kind}_{date}.tif")[..., slice(*(c // ratio for c in columns))]
    values[..., [c - columns[0] for c in without]] = np.nan
    return write(f"{kind}_{name}_{date}.tif", values, ratio, columns[0])


@pytest.fixture
def catalogue(folder):
    """Return a function that writes a catalogue of overlapping tiles; change: of its items."""
    def made(change=lambda items: None):
        items = [item(cut(columns, name), DAYS[0], "fine")
                 for name, columns in (("a", (0, 72)), ("b", (56, COLUMNS)))]
        items += [item(cut(columns, name, RATIO, "coarse", day), day, "coarse") for day in DAYS
                  for name, columns in (("a", (0, 64)), ("b", (64, COLUMNS)))]
        change(items)
        ImageCatalogue(items).write("catalogue.geojson")
        return ["--catalogue", "catalogue.geojson", "--wanted", DAYS[1]]
    return made


def test_tiles_of_a_catalogue(folder, catalogue):
    """Neighbours that are files of their own are mosaics: the pixels are those of the whole."""
    options = polygons("tiles.gpkg", west=(0, MIDDLE), east=(MIDDLE, COLUMNS))
    images = catalogue()
    code, done = run(*METHOD, *images, *options)
    assert code == 0 and done["scenes"] == 2 and done["tiles"]["made"] == 2
    np.testing.assert_array_equal(
        np.concatenate([of_scene("west"), of_scene("east")], axis=2), whole())
    code, done = run(*METHOD, *images, "--output", "out/all_{date}.vrt")
    assert code == 0 and done["outputs"] == [str(folder / "out" / f"all_{DAYS[1]}.vrt")]
    np.testing.assert_array_equal(read_tif(done["outputs"][0]), whole())
    code, done = run(*METHOD, *images, *options)
    assert done["tiles"]["kept"] == 2 and not done["tiles"]["made"]


def test_what_is_masked_shows_what_lies_below(folder, catalogue):
    """Of two images of a date, the upper one's clouds and gaps leave the lower one to be seen."""
    def change(items):
        for number, (name, columns, cloud) in enumerate((
                ("a", (0, 72), range(20, 24)), ("b", (56, COLUMNS), range(58, 62)))):
            image = read_tif(items[number].prepared)
            clear = np.ones((1, *image.shape[1:]), np.uint8)
            clear[..., [c - columns[0] for c in cloud]] = 0
            image[..., [c - columns[0] for c in cloud]] = 0.9
            write(items[number].prepared, image, 1, columns[0])
            write_tif(f"mask_{name}.tif", clear, PIXEL, ORIGIN[0] + columns[0] * PIXEL, ORIGIN[1])
            items[number] = item(items[number].prepared, DAYS[0], "fine", f"mask_{name}.tif")
    # A process of its own, as GDAL 3.6 does not bear that QGIS ends it after it has read masks of
    # nested virtual rasters on threads.
    done = subprocess.run(
        [sys.executable, "-m", "stfusion_qgis.run", "temporaldifference", *catalogue(change),
         "--output", "out/all_{date}.vrt"], env={**os.environ, "PYTHONPATH": str(REPOSITORY)},
        capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    mosaic, = (folder / "out" / "mosaics").glob("fine_*.vrt")
    image = Raster(str(mosaic)).read(Raster(str(mosaic)).grid.whole())
    expected = read_tif(f"fine_{DAYS[0]}.tif")
    assert np.flatnonzero(~image.valid.all(axis=0)).tolist() == [20, 21, 22, 23]
    np.testing.assert_array_equal(image.values[:, image.valid], expected[:, image.valid])


def test_a_broken_image_costs_its_own_scenes(folder, catalogue):
    """What lies in another zone is predicted all the same."""
    def change(items):
        far = write("fine_far_2024-05-01.tif", read_tif(f"fine_{DAYS[0]}.tif"), 1, 2000.5)
        items.append(item(far, DAYS[0], "fine"))
        for day in DAYS:
            path = f"coarse_far_{day}.tif"
            write(path, read_tif(f"coarse_{day}.tif"), RATIO, 2000.5)
            items.append(item(path, day, "coarse"))
        with open(far, "wb") as file:
            file.write(b"no image")

    options = polygons("tiles.gpkg", west=(0, MIDDLE), far=(2010, 2050), nowhere=(9000, 9010))
    code, done = run("temporaldifference", *catalogue(change), *options)
    assert code == command.INCOMPLETE and done["scenes"] == 1 and len(done["outputs"]) == 1
    assert "fine_far" in done["failed"]["far"]
    assert "No image of the catalogue" in done["failed"]["nowhere"]
    assert np.isfinite(of_scene("west")).all()


GRID = {"method": "starfm", "fine": ["f"], "coarse": ["c"], "predict": ["p"], "polygons": "t.gpkg",
        "output": "{name}.vrt"}


@pytest.mark.parametrize("change, message", [
    ({"output": "{name}.tif"}, "end with .vrt"), ({"output": "all.vrt"}, "write {name}"),
    ({"area": {"extent": [0, 0, 1, 1]}}, "either an area or polygons"),
    ({"predict": []}, "lacks 'predict'"), ({"catalogue": "c", "wanted": "soon"}, "no date"),
])
def test_wrong_grids(change, message):
    with pytest.raises(InputError, match=message):
        job_of({**GRID, **change})


def test_polygons_that_are_none(folder):
    options = polygons("tiles.gpkg", west=(0, MIDDLE))
    images = ["--fine", f"fine_{DAYS[0]}.tif", "--coarse", f"coarse_{DAYS[0]}.tif", "--predict",
              f"coarse_{DAYS[1]}.tif"]
    options[3] = "name"
    code, done = run("starfm", *images, *options)
    assert code == command.UNUSABLE and "no field 'name'" in done["text"]
    options[1] = f"fine_{DAYS[0]}.tif"
    code, done = run("starfm", *images, *options)
    assert code == command.UNUSABLE and "cannot be read" in done["text"]
    assert gdal.Open(f"fine_{DAYS[0]}.tif")

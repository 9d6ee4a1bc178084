"""Predictions in tiles on threads: what is finished is left, what fails is named."""

import datetime
import os
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from osgeo import gdal

from stfusion_qgis import engine
from stfusion_qgis.errors import Cancelled, InputError
from stfusion_qgis.executors.on_threads import OnThreads
from stfusion_qgis.images import sampling
from stfusion_qgis.images.inputs import Inputs
from stfusion_qgis.images.provenance import provenance_of
from stfusion_qgis.images.raster import Raster
from stfusion_qgis.images.scene_opening import open_scene
from stfusion_qgis.methods import shipped_methods
from stfusion_qgis.progress import Progress
from stfusion_qgis.tiled.fusion_tiles import FusionTiles
from stfusion_qgis.tiled.tile_making import make_tiles
from tests.scene_files import make_images, read_tif

METHOD = shipped_methods()["starfm"]
PARAMETERS = METHOD.Parameters(window_size=9)


@pytest.fixture
def inputs(tmp_path):
    """Return the inputs of a scene of two dates, three by two tiles of 256 pixels."""
    scene = make_images(rows=300, columns=600, dates=2).open(tmp_path)
    return Inputs.of(*([raster.source for raster in rasters] for rasters in (
        scene.fine, scene.coarse, scene.coarse_predictions)))


def predict(inputs, folder, progress=None, threads=2, parameters=PARAMETERS, **settings):
    """Predict in tiles and return the summary."""
    plan = FusionTiles.of(METHOD, parameters, inputs, open_scene(inputs), [
        str(folder / f"{name}.vrt") for name in ("first", "second")], side=256, **settings)
    with OnThreads(threads) as executor:
        return make_tiles(plan, executor, progress or Progress())


def files(folder):
    """Return the states of the tiles of the first date by their names."""
    return {path.name: path.stat().st_mtime_ns
            for path in sorted((folder / "first_tiles").iterdir())}


def test_the_same_pixels_as_a_whole(tmp_path, inputs):
    """Every tile is a Cloud Optimised GeoTIFF; the mosaic is known as a prediction."""
    whole = [str(tmp_path / f"whole{i}.tif") for i in range(2)]
    engine.run(METHOD, open_scene(inputs), PARAMETERS, whole)
    done = predict(inputs, tmp_path)
    assert (done.made, done.kept, done.failed, done.predicted) == (6, 0, {}, [1.0, 1.0])
    for path, tiled in zip(whole, done.outputs):
        np.testing.assert_array_equal(read_tif(path), read_tif(tiled))
        assert Raster(path).band_names == Raster(tiled).band_names
        ours, theirs = provenance_of(tiled), provenance_of(path)
        assert ours == theirs and ours.method == "starfm"
    assert list(files(tmp_path)) == [f"r000{i}_c000{j}.tif" for i in range(2) for j in range(3)]
    for path in (tmp_path / "first_tiles").iterdir():
        assert gdal.Open(str(path)).GetMetadata("IMAGE_STRUCTURE")["LAYOUT"] == "COG"


def test_uncertainty_and_area(tmp_path, inputs):
    scene = open_scene(inputs)
    left, top, side = scene.grid.left, scene.grid.top, scene.grid.pixel_size
    part = Inputs.from_dict({**inputs.as_dict(), "area": {
        "extent": (left + 40 * side, top - 290 * side, left + 590 * side, top - 10 * side)}})
    spread = str(tmp_path / "spread.tif")
    only = Inputs(part.images, options=part.options, area=part.area)
    engine.run(METHOD, open_scene(only), PARAMETERS, [str(tmp_path / "whole.tif")],
               uncertainties=[spread])
    plan = FusionTiles.of(METHOD, PARAMETERS, only, open_scene(only), [str(tmp_path / "tiled.vrt")],
                       [str(tmp_path / "spread.vrt")], side=256)
    with OnThreads(2) as executor:
        done = make_tiles(plan, executor, Progress())
    for ours, theirs in zip(done.outputs, (str(tmp_path / "whole.tif"), spread)):
        np.testing.assert_array_equal(read_tif(ours), read_tif(theirs))
        assert Raster(ours).grid == Raster(theirs).grid


def test_finished_tiles_are_left(tmp_path, inputs):
    """Only what is missing is computed; all is, once a parameter or an image has changed."""
    predict(inputs, tmp_path)
    before = files(tmp_path)
    assert predict(inputs, tmp_path).kept == 6 and files(tmp_path) == before
    for name in ("r0000_c0001.tif", "r0001_c0002.tif"):
        (tmp_path / "first_tiles" / name).unlink()
    (tmp_path / "second_tiles" / "r0000_c0000.tif").write_bytes(b"half a file")
    done = predict(inputs, tmp_path)
    assert (done.made, done.kept) == (3, 3)
    assert files(tmp_path).keys() == before.keys()
    others = METHOD.Parameters(window_size=5)
    assert predict(inputs, tmp_path, parameters=others).kept == 0
    os.utime(inputs.fine[0].path)
    assert predict(inputs, tmp_path, parameters=others).kept == 0


def test_cancelled_and_gone_on(tmp_path, inputs):
    """Of a run that was cancelled the finished tiles stay, and nothing that looks finished."""
    class Impatient(Progress):
        def is_cancelled(self):
            folder = tmp_path / "second_tiles"
            return folder.is_dir() and any(not path.name.startswith(".")
                                           for path in folder.iterdir())

    predict(inputs, tmp_path, parameters=METHOD.Parameters(window_size=5))
    for name in ("first", "second"):
        for path in (tmp_path / f"{name}_tiles").iterdir():
            path.unlink()
    with pytest.raises(Cancelled):
        predict(inputs, tmp_path, Impatient(), threads=1)
    assert not (tmp_path / "first.vrt").exists()
    assert not list(tmp_path.rglob(".*.part*"))
    done = predict(inputs, tmp_path)
    assert done.kept >= 1 and done.made + done.kept == 6


def damage(path, row):
    """Overwrite what the file holds of a row of blocks, so that it cannot be read there."""
    dataset = gdal.Open(path)
    band = dataset.GetRasterBand(1)
    place, size = (int(band.GetMetadataItem(f"BLOCK_{what}_0_{row}", "TIFF"))
                   for what in ("OFFSET", "SIZE"))
    with open(path, "r+b") as file:
        file.seek(place)
        file.write(b"\xff" * size)


def test_a_broken_image_names_its_tile(tmp_path, monkeypatch):
    """The others are made, and kept; the mosaic is not written until nothing is missing."""
    scene = make_images(rows=560, columns=256).open(tmp_path)
    fine = str(tmp_path / "compressed.tif")
    gdal.Translate(fine, scene.fine[0].source, creationOptions=[
        "COMPRESS=DEFLATE", "BLOCKYSIZE=16", "INTERLEAVE=BAND"])
    whole = Path(fine).read_bytes()
    damage(fine, 30)
    inputs = Inputs.of([fine], [scene.coarse[0].source], [scene.coarse_predictions[0].source])
    method = shipped_methods()["temporaldifference"]

    def run():
        plan = FusionTiles.of(method, method.Parameters(), inputs, open_scene(inputs),
                           [str(tmp_path / "out.vrt")], side=256)
        with OnThreads(1) as executor:
            return make_tiles(plan, executor, Progress())

    # The sample that units are compared in would meet the damage: here it reads the top alone.
    monkeypatch.setattr(sampling, "sample_windows",
                        lambda rows, columns, seed=0: [scene.grid.whole()._replace(rows=256)])
    monkeypatch.setattr(sampling, "ENOUGH", 0)
    done = run()
    assert list(done.failed) == ["r0001_c0000"] and done.made == 2 and not done.outputs
    assert "compressed.tif" in done.failed["r0001_c0000"]
    assert not (tmp_path / "out.vrt").exists()
    Path(fine).write_bytes(whole)
    assert run().outputs == [str(tmp_path / "out.vrt")]


def test_outputs_that_cannot_be(tmp_path, inputs):
    with pytest.raises(InputError, match="does not exist"):
        predict(inputs, tmp_path / "nowhere")


def test_the_item_above_the_tiles(tmp_path, inputs):
    """It is an item of STAC whose assets are the tiles; a prediction without a date has none."""
    pystac = pytest.importorskip("pystac")
    predict(inputs, tmp_path)
    assert not list(tmp_path.glob("*.json"))
    first = replace(inputs.coarse_predictions[0], date=datetime.date(2024, 5, 9))
    dated = replace(inputs, images=tuple(
        (role, first if role == "coarse_prediction" else source)
        for role, source in inputs.images))
    predict(dated, tmp_path)
    item = pystac.Item.from_file(str(tmp_path / "first.json"))
    assert item.datetime.date() == first.date and item.properties["proj:shape"] == [300, 600]
    assert len(item.assets) == 7
    grid = Raster(str(tmp_path / "first.vrt")).grid
    for name, asset in item.get_assets(role="data").items():
        tile = gdal.Open(asset.get_absolute_href())
        assert [tile.RasterYSize, tile.RasterXSize] == asset.extra_fields["proj:shape"]
        assert asset.extra_fields["proj:transform"][2] == tile.GetGeoTransform()[0]
        assert name in asset.href and asset.media_type.endswith("cloud-optimized")
    west, south, _, _ = item.bbox
    assert item.geometry["type"] == "Polygon" and -180 < west < 180 and -90 < south < 90
    assert grid.rows == 300

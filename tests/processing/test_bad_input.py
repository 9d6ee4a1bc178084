"""What users get wrong: each case ends in a message that helps, and leaves nothing behind."""

import contextlib
import os
import pathlib
import resource

import numpy as np
import pytest
from osgeo import gdal
from qgis.core import QgsRasterLayer

from stfusion_qgis.images import writer
from stfusion_qgis.processing.fusion import FusionAlgorithm
from tests.scene_files import write_tif

FINE = np.random.default_rng(0).integers(200, 4000, (3, 48, 56)).astype(np.int16)
COARSE = FINE.reshape(3, 6, 8, 7, 8).mean(axis=(2, 4)).astype(np.int16)


def case(*words, method="temporaldifference"):
    """Mark a function (folder, parameters) -> changed parameters as a case of bad input."""
    def mark(function):
        CASES[function.__name__] = function, words, method
        return function
    return mark


CASES = {}


# Files that cannot be used

@case("Fine image, pair 1", "missing.tif", "cannot be opened")
def missing_file(folder, given):
    return {"FINE_1": str(folder / "missing.tif")}


@case("Mask of: Fine image, pair 1", "missing.tif", "cannot be opened")
def missing_mask(folder, given):
    return {"MASK_FINE_1": str(folder / "missing.tif")}


@case("further prediction dates", "missing.tif", "cannot be opened")
def missing_image_of_a_series(folder, given):
    return {"COARSE_SERIES": [given["COARSE_1"], str(folder / "missing.tif")],
            "OUTPUT_SERIES": str(folder / "series")}


@case("text.tif", "cannot be opened")
def no_raster(folder, given):
    (folder / "text.tif").write_text("This is no image.")
    return {"COARSE_PREDICTION": str(folder / "text.tif")}


@case("a.geojson", "cannot be opened")
def vector_file(folder, given):
    (folder / "a.geojson").write_text('{"type": "FeatureCollection", "features": []}')
    return {"COARSE_PREDICTION": str(folder / "a.geojson")}


@case("cut", "cannot be read", "download it again")
def truncated_file(folder, given):
    path = pathlib.Path(write_tif(folder / "cut.tif", FINE))
    path.write_bytes(path.read_bytes()[:8000])
    return {"FINE_1": str(path)}


@case("complex", "real values")
def complex_numbers(folder, given):
    return {"COARSE_1": write_tif(folder / "c.tif", COARSE.astype(np.complex64), 240)}


@case("several.gpkg", "container of several images")
def container_of_several_images(folder, given):
    """A GeoPackage of two images has subdatasets, but no bands of its own."""
    path = str(folder / "several.gpkg")
    for table in ("RASTER_TABLE=a", "RASTER_TABLE=b"):
        gdal.Translate(path, given["COARSE_1"], format="GPKG", bandList=[1],
                       creationOptions=["APPEND_SUBDATASET=YES", table])
    return {"COARSE_PREDICTION": path}


@case("not read from a file", "wms", "GeoTIFF")
def web_layer(folder, given):
    layer = QgsRasterLayer("type=xyz&url=http://localhost/{z}/{x}/{y}.png", "Web", "wms")
    assert layer.isValid()
    return {"FINE_1": layer}


# Where the pixels lie

@case("no coordinate reference system", "Assign")
def no_crs(folder, given):
    return {"COARSE_PREDICTION": write_tif(folder / "a.tif", COARSE, 240, epsg=None)}


@case("not georeferenced")
def no_georeference(folder, given):
    return {"FINE_1": write_tif(folder / "a.tif", FINE, transform=())}


@case("rotated", "Warp")
def rotated_grid(folder, given):
    return {"COARSE_1": write_tif(folder / "a.tif", COARSE,
                                  transform=(500000, 240, 10, 4000000, 10, -240))}


@case("far", "does not overlap fine")
def no_overlap(folder, given):
    return {"COARSE_PREDICTION": write_tif(folder / "far.tif", COARSE, 240, left=900000)}


@case("wrong", "does not overlap", "coordinate reference systems")
def wrong_crs(folder, given):
    return {"COARSE_1": write_tif(folder / "wrong.tif", COARSE, 240, epsg=32733)}


@case("degrees", "does not overlap|smaller pixels")
def projected_coordinates_called_degrees(folder, given):
    return {"COARSE_1": write_tif(folder / "degrees.tif", COARSE, 240, epsg=4326)}


@case("smaller pixels", "swapped")
def coarse_and_fine_swapped(folder, given):
    return {"FINE_1": given["COARSE_1"], "COARSE_1": given["FINE_1"]}


@case("differ in size", "same resolution")
def fine_images_of_different_resolution(folder, given):
    return {"FINE_2": write_tif(folder / "f.tif", FINE[:, :24, :28], 60),
            "COARSE_2": write_tif(folder / "c.tif", COARSE, 240)}


@case("do not overlap")
def fine_images_that_do_not_overlap(folder, given):
    return {"FINE_2": write_tif(folder / "f.tif", FINE, left=599990),
            "COARSE_2": write_tif(folder / "c.tif", COARSE, 240)}


# Which images

@case("same file")
def same_file_twice(folder, given):
    return {"COARSE_PREDICTION": given["COARSE_1"]}


@case("same file")
def same_file_by_another_name(folder, given):
    os.symlink(given["COARSE_1"], folder / "link.tif")
    return {"COARSE_PREDICTION": str(folder / "link.tif")}


@case("Scale ratio of resampled coarse images is not a number")
def ratio_that_is_no_number(folder, given):
    return {"RATIO": float("nan")}


@case("Git LFS")
def pointer_instead_of_an_image(folder, given):
    (folder / "c.tif").write_text("version https://git-lfs.github.com/spec/v1\noid sha256:0\n")
    return {"COARSE_1": str(folder / "c.tif")}


@case("web page")
def page_instead_of_an_image(folder, given):
    (folder / "c.tif").write_text("<!DOCTYPE html><html>Please log in</html>")
    return {"COARSE_1": str(folder / "c.tif")}


@case("it is empty")
def empty_file(folder, given):
    (folder / "c.tif").write_text("")
    return {"COARSE_1": str(folder / "c.tif")}


@case("No such file or directory")
def no_file(folder, given):
    return {"COARSE_1": str(folder / "none.tif")}


@case("same file")
def same_file_by_a_hard_link(folder, given):
    os.link(given["COARSE_1"], folder / "link.tif")
    return {"COARSE_PREDICTION": str(folder / "link.tif")}


@case("Pair 2 is incomplete")
def pair_without_coarse_image(folder, given):
    return {"FINE_2": write_tif(folder / "f.tif", FINE)}


@case("Pair 2 is incomplete")
def pair_without_fine_image(folder, given):
    return {"COARSE_2": write_tif(folder / "c.tif", COARSE, 240)}


@case("Pair 2 is incomplete", method="estarfm")
def too_few_pairs(folder, given):
    return {"FINE_2": write_tif(folder / "f.tif", FINE)}


@case("date of", "unknown", "YYYY-MM-DD")
def dates_missing_for_weights_by_time(folder, given):
    return {"FINE_2": write_tif(folder / "f.tif", FINE), "PAIR_WEIGHTS": 0,
            "COARSE_2": write_tif(folder / "c.tif", COARSE, 240)}


@case("folder of the series")
def series_without_a_folder(folder, given):
    return {"COARSE_SERIES": [write_tif(folder / "c.tif", COARSE, 240)]}


@case("single prediction date", method="starfm")
def uncertainty_of_a_series(folder, given):
    return {"COARSE_SERIES": [write_tif(folder / "c.tif", COARSE, 240)],
            "OUTPUT_SERIES": str(folder / "series"),
            "OUTPUT_UNCERTAINTY": str(folder / "spread.tif")}


# Bands, units, valid pixels

@case("2 bands", "has 3", "match the bands")
def different_numbers_of_bands(folder, given):
    return {"COARSE_1": write_tif(folder / "c.tif", COARSE[:2], 240)}


@case("no single band named", "green", "blue, red, nir")
def no_band_of_the_name(folder, given):
    return {"BAND_MATCHING": 1, "COARSE_1": write_tif(
        folder / "c.tif", COARSE, 240, names=["blue", "red", "nir"])}


@case("does not tell the wavelengths")
def no_wavelengths(folder, given):
    return {"BAND_MATCHING": 2}


@case("other units", "10000 times", "Scale coarse images")
def other_units(folder, given):
    return {"FINE_1": write_tif(folder / "f.tif", (FINE / 10000).astype(np.float32))}


@case("other units", "0.0001 times")
def one_coarse_image_in_other_units(folder, given):
    return {"COARSE_PREDICTION": write_tif(
        folder / "c.tif", (COARSE / 10000).astype(np.float32), 240)}


@case("other units", "Landsat Collection 2", "straight line", "Scale coarse images")
def collection_2_beside_x10000(folder, given):
    return {"FINE_1": write_tif(folder / "f.tif", np.rint(
        (FINE / 10000 + 0.2) / 2.75e-5).astype(np.uint16))}


@case("no band '7'", "4,3,2")
def no_such_band(folder, given):
    return {"FINE_BANDS": "1,7"}


@case("listed twice", "coarse")
def band_listed_twice(folder, given):
    return {"COARSE_BANDS": "2,2,1"}


@case("no valid pixel", "nodata")
def everything_is_nodata(folder, given):
    return {"FINE_1": write_tif(folder / "f.tif", np.full_like(FINE, -9999), nodata=-9999)}


@case("no valid pixel where", "mask")
def mask_leaves_nothing(folder, given):
    return {"MASK_COARSE_PREDICTION": write_tif(
        folder / "m.tif", np.zeros((48, 56), np.uint8))}


@case("was resampled", "Scale ratio", "to 8.", method="fitfc")
def ratio_of_resampled_images_missing(folder, given):
    return {name: write_tif(folder / f"{name}.tif", image.repeat(8, 1).repeat(8, 2))
            for name, image in [("COARSE_1", COARSE), ("COARSE_PREDICTION", COARSE + 1)]}


# Parameters and outputs

@case("Window size", "must be odd", method="starfm")
def even_window(folder, given):
    return {"WINDOW_SIZE": 10}


@case("Window size is 1001", "at most 301", method="starfm")
def window_out_of_bounds(folder, given):
    return {"WINDOW_SIZE": 1001}


@case("SIMILARITY", method="starfm")
def no_such_choice(folder, given):
    return {"SIMILARITY": 7}


@case("is the input fine")
def output_is_an_input(folder, given):
    return {"OUTPUT": given["FINE_1"]}


@case("is the input m.tif")
def output_is_a_mask(folder, given):
    mask = write_tif(folder / "m.tif", np.ones((48, 56), np.uint8))
    return {"MASK_FINE_1": mask, "OUTPUT": mask}


@case("does not exist")
def folder_of_the_output_missing(folder, given):
    return {"OUTPUT": str(folder / "no" / "such" / "folder" / "a.tif")}


@case("tif")
def output_is_no_geotiff(folder, given):
    return {"OUTPUT": str(folder / "out.png")}


@case("same name", method="starfm")
def two_outputs_of_one_name(folder, given):
    return {"OUTPUT_UNCERTAINTY": given["OUTPUT"]}


def everything_in(folder):
    """Return all files of a folder with the time of their last change.

    But for those in which QGIS keeps statistics of the layers that it opens.
    """
    return {path: path.stat().st_mtime_ns for path in folder.rglob("*")
            if path.is_file() and not path.name.endswith(".aux.xml")}


@pytest.mark.parametrize("name", CASES)
def test_bad_input(error_of, tmp_path, name):
    make, words, method = CASES[name]
    given = {"FINE_1": write_tif(tmp_path / "fine.tif", FINE, names=["green", "red", "nir"]),
             "COARSE_1": write_tif(tmp_path / "coarse.tif", COARSE, 240),
             "COARSE_PREDICTION": write_tif(tmp_path / "later.tif", COARSE + 100, 240),
             "OUTPUT": str(tmp_path / "out.tif")}
    parameters = {**given, **make(tmp_path, given)}
    before = everything_in(tmp_path)
    message = error_of(method, parameters)
    for word in words:
        assert any(option in message for option in word.split("|")), message
    assert "Traceback" not in message
    assert everything_in(tmp_path) == before


def test_there_are_enough_cases():
    assert len(CASES) >= 25


def test_unwritable_folder(error_of, one_pair, tmp_path, monkeypatch):
    monkeypatch.setattr(writer.os, "access", lambda path, mode: False)  # root may write anywhere
    assert "cannot be written to" in error_of("temporaldifference", one_pair)
    assert not os.listdir(tmp_path / "out")


@contextlib.contextmanager
def small_disk():
    """Let no file grow beyond some kilobytes: not for long, as pytest may be writing to a file."""
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (8192, limits[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)


@pytest.mark.parametrize("overviews", [False, True])
def test_disk_full(error_of, one_pair, tmp_path, overviews):
    with small_disk():
        message = error_of("temporaldifference", {**one_pair, "OVERVIEWS": overviews})
    assert "predicted.tif cannot be written" in message and "free space" in message
    assert not os.listdir(tmp_path / "out")


def test_other_units_are_scaled_on_request(run, one_pair, images, tmp_path):
    outputs = run("temporaldifference", one_pair)
    expected = gdal.Open(outputs["OUTPUT"]).ReadAsArray()
    names = {"COARSE_1": images.coarse[0], "COARSE_PREDICTION": images.predictions[0]}
    reflectance = {name: write_tif(tmp_path / f"{name}.tif", (a / 10000).astype(np.float32), 240)
                   for name, a in names.items()}
    run("temporaldifference", {**one_pair, **reflectance, "SCALE_COARSE": True})
    difference = gdal.Open(one_pair["OUTPUT"]).ReadAsArray().astype(int) - expected
    assert np.abs(difference).max() <= 1
    assert sum("multiplied by 10000" in line for line in run.feedback.lines) == 2


def test_memory_that_runs_out(error_of, tmp_path, monkeypatch):
    """It is a message, whichever part of the work has wanted it."""
    def work(self, parameters, context, progress):
        raise MemoryError

    monkeypatch.setattr(FusionAlgorithm, "work", work)
    for name in ("a.tif", "b.tif"):
        write_tif(tmp_path / name, FINE)
    given = {"FINE_1": str(tmp_path / "a.tif"), "COARSE_1": str(tmp_path / "b.tif"),
             "COARSE_PREDICTION": str(tmp_path / "b.tif"), "OUTPUT": str(tmp_path / "out.tif")}
    assert "Memory ran out" in error_of("temporaldifference", given)

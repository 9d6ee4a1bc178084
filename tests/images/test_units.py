"""Scale and offset of files, and images in other units: read, compared, brought together."""

import json

import numpy as np
import pytest
from osgeo import gdal

from stfusion_qgis import engine
from stfusion_qgis.errors import InputError
from stfusion_qgis.images.bands import Band
from stfusion_qgis.images.calibration import Calibration
from stfusion_qgis.images.inputs import Inputs
from stfusion_qgis.images.raster import Raster
from stfusion_qgis.images.scene_opening import open_scene
from stfusion_qgis.images.source import Source
from stfusion_qgis.methods import all_methods
from stfusion_qgis.progress import Progress
from tests.scene_files import make_images, write_tif

IMAGES = make_images(rows=96, columns=96, pairs=2, seed=3)
FINE, FINE_2 = IMAGES.fine
COARSE, COARSE_2 = IMAGES.coarse
LATER = IMAGES.predictions[0]

C2 = {"scale": 2.75e-5, "offset": -0.2}


def collection_2(reflectance):
    return np.rint((reflectance + 0.2) / 2.75e-5).astype(np.uint16)


def modis(reflectance):
    return np.rint(reflectance * 1e4).astype(np.int16)


class Files:
    """Images that are written as needed and opened as a scene."""

    def __init__(self, folder):
        self.folder, self.log = folder, Progress().collecting()

    def fine(self, values, name="fine", **tags):
        return Source(write_tif(self.folder / f"{name}.tif", values, **tags))

    def coarse(self, values, name="coarse", **tags):
        return Source(write_tif(self.folder / f"{name}.tif", values, 240, **tags))

    def open(self, fine, coarse, later, **options):
        def listed(given):
            return given if isinstance(given, list) else [given]
        self.log = Progress().collecting()
        return open_scene(Inputs.of(listed(fine), listed(coarse), [later], **options), self.log)

    def read(self, scene):
        """Return the values of all images of a scene, each on its own grid."""
        return [raster.read(raster.grid.whole()).values for raster in scene.rasters]


@pytest.fixture
def files(tmp_path):
    return Files(tmp_path)


def band(scale, offset=None):
    return Band(1, "x", None, None, scale, offset, 0)


@pytest.mark.parametrize("scale, offset, number, value", [
    (2.75e-5, -0.2, 10000, 0.075), (1e-4, None, 2500, 0.25), (None, -273.15, 300, 26.85),
    (10000.0, 0.0, 2500, 0.25), (10000.0, -100.0, 2500, 0.26), (0.0, None, 7, 7),
    (float("nan"), float("inf"), 7, 7), (1.0, 0.0, 7, 7), (-0.5, 1.0, 4, -1)])
def test_tags(scale, offset, number, value):
    """Word for word, but for factors that only division makes sense of (MODIS in HDF4)."""
    calibration = Calibration.stated([band(scale, offset)])
    values = calibration.values(np.array([[number]]))
    assert values == pytest.approx(value)
    assert calibration.numbers(values) == pytest.approx(number)


def test_bands_have_tags_of_their_own(tmp_path):
    path = write_tif(tmp_path / "a.tif", np.array([[[1, 0]], [[3, 4]]], np.uint8), nodata=0,
                     scale=[0.5, 2], offset=[10, 0])
    raster = Raster(path)
    image = raster.read(raster.grid.whole())
    np.testing.assert_array_equal(image.values, [[[10.5, 0]], [[6, 0]]])
    np.testing.assert_array_equal(image.valid, [[True, False]])
    second = raster.with_bands([1])
    np.testing.assert_array_equal(second.read(second.grid.whole()).values[0, 0, 0], 6)


def test_physical_values(files):
    """Landsat Collection 2 beside MODIS, each with its tags."""
    scene = files.open(files.fine(collection_2(FINE), **C2),
                       files.coarse(modis(COARSE), scale=1e-4),
                       files.coarse(modis(LATER), "later", scale=1e-4))
    for found, expected in zip(files.read(scene), (FINE, COARSE, LATER)):
        np.testing.assert_allclose(found, expected, atol=6e-5)
    assert sum("with the scale and offset of its file" in text for text in files.log.infos) == 3
    assert not files.log.warnings


@pytest.mark.parametrize("as_float", [False, True])
@pytest.mark.parametrize("method", ["starfm", "temporaldifference", "fsdaf"])
def test_output_in_the_numbers_of_the_fine_image(files, tmp_path, method, as_float):
    plain = files.open(files.fine(FINE), files.coarse(COARSE), files.coarse(LATER, "later"))
    tagged = files.open(
        files.fine(collection_2(FINE), "tagged", nodata=0, **C2),
        files.coarse(modis(COARSE), "m1", scale=1e-4), files.coarse(modis(LATER), "m2", scale=1e-4))
    method, paths = all_methods()[method], [str(tmp_path / name) for name in ("a.tif", "b.tif")]
    for scene, path in zip((plain, tagged), paths):
        engine.run(method, scene, method.Parameters(), [path],
                   settings=engine.Settings(float_output=as_float))
    expected, written = (gdal.Open(path) for path in paths)
    first = written.GetRasterBand(1)
    assert (first.GetScale(), first.GetOffset()) == (2.75e-5, -0.2)
    assert first.DataType == (gdal.GDT_Float32 if as_float else gdal.GDT_UInt16)
    values = written.ReadAsArray() * 2.75e-5 - 0.2
    errors = np.abs(values - expected.ReadAsArray())
    assert np.quantile(errors, 0.99) < 1e-3  # a few similar pixels differ
    told = json.loads(written.GetMetadataItem("STFUSION_VALUES"))
    assert {tuple(entry["scale"]) for entry in told.values()} == {(2.75e-5,) * 2, (1e-4,) * 2}


def test_uncertainty_has_no_offset(files, tmp_path):
    scene = files.open(files.fine(collection_2(FINE), **C2), files.coarse(COARSE),
                       files.coarse(LATER, "later"))
    method, paths = all_methods()["starfm"], [str(tmp_path / name) for name in ("a.tif", "s.tif")]
    engine.run(method, scene, method.Parameters(), paths[:1], uncertainties=paths[1:])
    spread = gdal.Open(paths[1])
    assert spread.GetRasterBand(1).GetScale() == 2.75e-5
    assert spread.GetRasterBand(1).GetOffset() in (None, 0.0)
    assert 0 < np.nanmedian(spread.ReadAsArray()) * 2.75e-5 < 0.1


@pytest.mark.parametrize("fine, coarse, tags", [
    (modis(FINE), modis(COARSE), {"scale": 1e-4}),  # only one of them is tagged
    (modis(FINE), modis(COARSE), {"scale": 1e4}),  # as MOD09 in HDF4 is
    (FINE, modis(COARSE), {"scale": 1e4}),
    (FINE, modis(COARSE), {"scale": 1e-4}),
    (FINE, COARSE, {"scale": 1e-4}),  # somebody has scaled them, but left the tag
    (collection_2(FINE), collection_2(COARSE), C2),
])
def test_tags_are_not_trusted_blindly(files, fine, coarse, tags):
    """What the tags give is compared with the other images; the bare numbers count if these fit."""
    later = modis(LATER) if coarse.dtype == np.int16 else collection_2(LATER) \
        if coarse.dtype == np.uint16 else LATER
    scene = files.open(files.fine(fine), files.coarse(coarse, **tags),
                       files.coarse(later, "later", **tags))
    values = files.read(scene)
    np.testing.assert_array_equal(values[0], fine)
    np.testing.assert_allclose(values[1], COARSE * (fine.max() / FINE.max())
                               if fine.dtype != np.uint16 else coarse, rtol=0.01, atol=1e-3)


def test_the_lead_may_be_the_only_tagged_one(files):
    scene = files.open(files.fine(modis(FINE), scale=1e-4), files.coarse(modis(COARSE)),
                       files.coarse(modis(LATER), "later"))
    np.testing.assert_array_equal(files.read(scene)[0], modis(FINE))
    scene = files.open(files.fine(modis(FINE), scale=1e-4), files.coarse(COARSE),
                       files.coarse(LATER, "later"))
    np.testing.assert_allclose(files.read(scene)[0], FINE, atol=1e-4)


def test_tags_that_fit_nothing(files):
    """Collection 2 with tags beside x 10000 without: a factor that no tag tells."""
    given = (files.fine(collection_2(FINE), **C2), files.coarse(modis(COARSE)),
             files.coarse(modis(LATER), "later"))
    with pytest.raises(InputError, match=r"coarse.tif seems .* about 10000 times as large"):
        files.open(*given)
    scene = files.open(*given, scale_coarse=True)
    for found, expected in zip(files.read(scene), (FINE, COARSE, LATER)):
        np.testing.assert_allclose(found, expected, atol=6e-5)


@pytest.mark.parametrize("changed", ["fine_2", "coarse_2", "later"])
def test_one_of_two_dates_is_1000_larger(files, changed):
    """Sentinel-2 since processing baseline 04.00."""
    add = {name: 1000 * (name == changed) for name in ("fine_2", "coarse_2", "later")}
    given = ([files.fine(modis(FINE)), files.fine(modis(FINE_2) + add["fine_2"], "fine_2")],
             [files.coarse(modis(COARSE)), files.coarse(modis(COARSE_2) + add["coarse_2"],
                                                        "coarse_2")],
             files.coarse(modis(LATER) + add["later"], "later"))
    with pytest.raises(InputError, match=rf"{changed}.tif looks like Sentinel-2.*value - 1000"):
        files.open(*given)
    scene = files.open(*given, scale_coarse=True)
    expected = [FINE, FINE_2, COARSE, COARSE_2, LATER]
    for found, values in zip(files.read(scene), expected):
        np.testing.assert_allclose(found, modis(values), atol=1)


def test_tag_of_the_offset_in_one_of_two_dates(files):
    """Both dates with their tags agree."""
    new = {"scale": 1e-4, "offset": -0.1}
    scene = files.open(
        [files.fine(modis(FINE), scale=1e-4), files.fine(modis(FINE_2) + 1000, "fine_2", **new)],
        [files.coarse(COARSE), files.coarse(COARSE_2, "coarse_2")], files.coarse(LATER, "later"))
    for found, values in zip(files.read(scene), [FINE, FINE_2]):
        np.testing.assert_allclose(found, values, atol=1e-4)


def test_fill_values_are_known_in_the_numbers_of_the_file(files):
    """-28672 without a nodata tag, in a file that states its scale."""
    filled = modis(COARSE)
    filled[:, :4, :4] = -28672
    files.open(files.fine(FINE), files.coarse(filled, scale=1e-4),
               files.coarse(modis(LATER), "later", scale=1e-4))
    text, = files.log.warnings
    assert "-28672" in text and "coarse.tif" in text


def test_celsius_beside_kelvin(files):
    kelvin = [280 + 30 * image for image in (FINE, COARSE, LATER)]
    given = (files.fine(kelvin[0]), files.coarse(kelvin[1]),
             files.coarse(kelvin[2] - np.float32(273.15), "later"))
    with pytest.raises(InputError, match=r"later.tif looks like degrees Celsius.* \+ 273.15"):
        files.open(*given)
    scene = files.open(*given, scale_coarse=True)
    np.testing.assert_allclose(files.read(scene)[2], kelvin[2], atol=1e-3)


def test_mod11_with_and_without_its_tag(files):
    kelvin = [280 + 30 * image for image in (FINE, COARSE, LATER)]
    numbers = [np.rint(image / 0.02).astype(np.uint16) for image in kelvin]
    for options in ({}, {"scale_coarse": True}):
        scene = files.open(files.fine(kelvin[0]), files.coarse(numbers[1], scale=0.02),
                           files.coarse(numbers[2], "later", scale=0.02), **options)
        np.testing.assert_allclose(files.read(scene)[2], kelvin[2], atol=0.011)
    bare = (files.fine(kelvin[0]), files.coarse(numbers[1]), files.coarse(numbers[2], "later"))
    with pytest.raises(InputError, match="MOD11"):
        files.open(*bare)
    scene = files.open(*bare, scale_coarse=True)
    np.testing.assert_allclose(files.read(scene)[2], kelvin[2], atol=0.011)


SHENZHEN = "L72000306_SZ_B432_30m.tif", "MOD09_2000306_SZ_B214_250m.tif", \
    "MOD09_2002311_SZ_B214_250m.tif"


@pytest.mark.parametrize("change, words", [
    (None, None), (lambda fine: (fine / 1e4 + 0.2) / 2.75e-5, ["Landsat Collection 2", "= 3.8"]),
    (lambda fine: fine + 1000, ["Sentinel-2", "value + 1000", "= 1.0"]),
    (lambda fine: fine / 1e4, ["about 10000 times as large"])])
def test_shenzhen(files, shared_data, change, words):
    """Real images of two sensors: the right sentence, and none without need."""
    fine, coarse, later = (str(shared_data / "shenzhen" / name) for name in SHENZHEN)
    if change is not None:
        raster = Raster(fine)
        image = raster.read(raster.grid.whole())
        changed = np.where(image.valid, change(image.values.astype(float)), np.nan)
        transform, wkt = raster.grid.geo_transform, 32649
        fine = write_tif(files.folder / "f.tif", changed.astype(np.float32), transform=transform,
                         epsg=wkt)
    if words is None:
        files.open(Source(fine), Source(coarse), Source(later), ratio=250 / 30)
        assert not any("units" in text for text in files.log.warnings)
        return
    with pytest.raises(InputError) as error:
        files.open(Source(fine), Source(coarse), Source(later), ratio=250 / 30)
    for word in words:
        assert word in str(error.value)

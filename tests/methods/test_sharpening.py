"""ATPRK with a guide of other bands of the same date: the recipes of docs/guides.md."""

import dataclasses

import numpy as np
import pytest
from osgeo import gdal

from stfusion_qgis.errors import InputError
from stfusion_qgis.images.inputs import Inputs
from stfusion_qgis.images.scene_opening import open_scene
from stfusion_qgis.images.source import Source
from stfusion_qgis.methods.atprk import Atprk
from stfusion_qgis.progress import Progress
from stfusion_qgis.testing import checks
from stfusion_qgis.testing.small_scenes import block_mean, make_images, write_tif
from stfusion_qgis.testing.trial import Trial
from tests.methods.super_resolution import predict

METHOD = Atprk()
PROMISES = ("predictions", "blocks, cut cells", "several dates", "units", "mirrored", "progress",
            "small scene", "constant images, change 0.1", "gap in predictions 1")


@pytest.mark.parametrize("check", [
    check for check in checks(METHOD, guided=True) if check.name in PROMISES], ids=str)
def test_keeps_its_promises_with_a_guide(check):
    check()


def sharpened(folder, coarse, ratio, guide, **parameters):
    """Return the prediction of coarse bands by a guide, without any fine image."""
    images = dataclasses.replace(
        make_images(), fine=[], coarse=[], predictions=[coarse], truth=guide, ratio=ratio,
        guide=guide)
    return predict(METHOD, images.open(folder), **parameters).values


def rmse(one, other):
    return np.sqrt(((one - other) ** 2).mean(axis=(1, 2)))


@pytest.fixture
def gwydir(shared_data):
    """Return green, red and near infrared of a real image."""
    return gdal.Open(str(shared_data / "gwydir/fine_2004-11-26.tif")).ReadAsArray().astype(
        np.float32)[:, 96:288, 96:288]


def kriged(folder, coarse, ratio):
    images = dataclasses.replace(make_images(), fine=[], coarse=[], predictions=[coarse],
                                 truth=coarse, ratio=ratio)
    return predict(METHOD, images.open(folder, upscaling=ratio)).values


def test_landsat_by_its_panchromatic_band(tmp_path, gwydir):
    """The band of 15 m covers green and red; infrared follows it less."""
    coarse = block_mean(gwydir, 2)
    found = sharpened(tmp_path, coarse, 2, gwydir[:2].mean(axis=0, keepdims=True))
    gain = rmse(found, gwydir) / rmse(kriged(tmp_path, coarse, 2), gwydir)
    assert (gain[:2] < 0.5).all() and gain[2] < 1.0
    np.testing.assert_allclose(block_mean(found, 2), coarse, rtol=1e-3)


def test_sentinel_2_bands_of_20_m_by_those_of_10_m(tmp_path, gwydir):
    coarse = block_mean(gwydir[1:2], 2)
    found = sharpened(tmp_path, coarse, 2, gwydir[[0, 2]])
    assert rmse(found, gwydir[1:2]) < 0.75 * rmse(kriged(tmp_path, coarse, 2), gwydir[1:2])


def test_gaofen_1_wfv_by_pms(tmp_path, gwydir):
    """Coarse pixels of 16 m, finer ones of 2 m in one band, in other numbers than reflectance."""
    coarse = block_mean(gwydir, 8)
    found = sharpened(tmp_path, coarse, 8, 37 + 0.02 * gwydir.mean(axis=0, keepdims=True))
    assert (rmse(found, gwydir) < 0.85 * rmse(kriged(tmp_path, coarse, 8), gwydir)).all()


def test_hyperspectral_by_multispectral(tmp_path, gwydir):
    """What the finer bands explain without a rest comes back exactly."""
    mixing = np.random.default_rng(0).uniform(0, 1, (30, 3))
    truth = np.einsum("kb,brc->krc", mixing, gwydir).astype(np.float32)
    found = sharpened(tmp_path, block_mean(truth, 3), 3, gwydir)
    np.testing.assert_allclose(found, truth, atol=1e-3 * truth.max())


def test_few_coarse_pixels_take_the_best_band_of_the_guide(tmp_path, gwydir):
    """Nine coarse pixels cannot tell twelve bands apart: the one that explains most counts."""
    noise = np.random.default_rng(1).normal(size=(11, 24, 24)).astype(np.float32)
    fine = gwydir[:1, :24, :24]
    found = sharpened(tmp_path, block_mean(fine, 8), 8, np.concatenate([noise, 2 * fine + 5]))
    np.testing.assert_allclose(found, fine, rtol=0.02)


def test_a_guide_beside_a_fine_image_of_another_date(tmp_path):
    """Both explain: the fine image the patches that stay, the guide those that are new."""
    images = make_images(96, 96)
    new = np.kron(np.random.default_rng(3).random((12, 12)) < 0.3, np.ones((8, 8)))
    new = np.roll(new, (3, 4), (0, 1))
    images.truth = (images.truth + 0.2 * new).astype(np.float32)
    images.predictions, images.coarse = [block_mean(images.truth, 8).astype(np.float32)], []
    errors = []
    for guide in (new[None].astype(np.float32), None):
        images.guide = guide
        errors.append(rmse(Trial(METHOD, 1).predict(images), images.truth).mean())
    assert errors[0] < 0.4 * errors[1]


def test_the_log_tells_what_the_guide_explains(tmp_path, gwydir):
    """Green is told by red, and constant images by nothing."""
    coarse = block_mean(np.stack([gwydir[0], 0 * gwydir[0] + 3]), 2)
    images = dataclasses.replace(make_images(), fine=[], coarse=[], predictions=[coarse],
                                 truth=gwydir[1:2], ratio=2, guide=gwydir[1:2])
    progress = Progress().collecting()
    METHOD.prepare(images.open(tmp_path), METHOD.Parameters(), progress)
    line = next(line for line in progress.infos if "explained" in line)
    first, second = line.rpartition(" to ")[2].split(", ")
    assert int(first.rstrip("%")) > 80 and second == "0%"


def test_the_grid_is_that_of_the_guide(tmp_path):
    """In the CRS of the guide, with the bands of the coarse image."""
    images = make_images(guided=True)
    guide = write_tif(tmp_path / "guide.tif", images.guide, 10, 500000, 4000000)
    coarse = write_tif(tmp_path / "coarse.tif", images.predictions[0], 80, 500000, 4000000,
                       names=["swir 1", "swir 2"])
    scene = open_scene(Inputs.of((), (), [coarse], guide=guide))
    assert scene.grid.columns == 56 and scene.bands == 2 and scene.ratio == 8
    assert scene.lead.band_names == ["swir 1", "swir 2"]


def test_labels_are_refused(tmp_path):
    guide = tmp_path / "land.tif"
    write_tif(guide, np.ones((48, 56), np.uint8), 10, 500000, 4000000)
    dataset = gdal.Open(str(guide), gdal.GA_Update)
    table = gdal.ColorTable()
    table.SetColorEntry(1, (255, 0, 0))
    dataset.GetRasterBand(1).SetColorTable(table)
    dataset = None
    coarse = write_tif(tmp_path / "coarse.tif", make_images().predictions[0], 80, 500000, 4000000)
    scene = open_scene(Inputs.of((), (), [coarse], guide=Source(str(guide), "land cover")))
    with pytest.raises(InputError, match="land cover holds labels"):
        predict(METHOD, scene)

"""The shift of coarse images: found, reported, corrected."""

import re
import time

import numpy as np
import pytest
from scipy import ndimage

from stfusion_qgis.errors import Cancelled
from stfusion_qgis.images import shifts
from stfusion_qgis.images.coregistration import find_shift
from stfusion_qgis.images.image import Image
from stfusion_qgis.images.inputs import Inputs
from stfusion_qgis.images.scene_opening import open_scene
from stfusion_qgis.images.source import Source
from stfusion_qgis.images.window import Window
from stfusion_qgis.progress import Progress
from tests.scene_files import block_mean, make_images, write_tif

RATIO = 10


def shifted_pair(rows, columns, gaps=0.0):
    """Return fine values and what a coarse sensor sees, shifted by fine pixels down and right."""
    rng = np.random.default_rng(5)
    land = ndimage.gaussian_filter(rng.normal(size=(2, 440, 440)), (0, 6, 6))
    seen = ndimage.gaussian_filter(land, (0, RATIO / 2, RATIO / 2))
    seen = ndimage.shift(seen, (0, rows, columns), order=1)
    coarse = block_mean(seen[:, 20:420, 20:420], RATIO)
    coarse += rng.normal(0, 0.05 * coarse.std(), coarse.shape)
    fine = land[:, 20:420, 20:420].astype(np.float32)
    fine[:, rng.random(fine.shape[1:]) < gaps] = np.nan
    return 1 + fine, 1 + coarse.astype(np.float32)


@pytest.mark.parametrize("shift", [(0, 0), (6, -9), (-13.5, 4), (17, 18)])
@pytest.mark.parametrize("gaps", [0.0, 0.1])
def test_finds_a_shift(shift, gaps):
    """To 0.3 of a coarse pixel, up to two of them."""
    fine, coarse = shifted_pair(*shift, gaps)
    valid = np.isfinite(fine[0])
    rows, columns = np.mgrid[0:400, 0:400]
    up = np.stack([ndimage.map_coordinates(
        band, [(rows + 0.5) / RATIO - 0.5, (columns + 0.5) / RATIO - 0.5], order=1, mode="nearest")
        for band in coarse]).astype(np.float32)
    found = find_shift(Image(np.nan_to_num(fine), valid), Image(up, np.ones_like(valid)), RATIO)
    assert np.abs(np.subtract(found[:2], shift)).max() < 0.3 * RATIO
    assert found.corrected >= found.correlation
    assert found.corrected > 0.95


def open_pair(tmp_path, coregister, log, shift=(8, -6)):
    fine, coarse = shifted_pair(*shift)
    paths = [write_tif(tmp_path / f"{i}.tif", values, pixel=pixel)
             for i, (values, pixel) in enumerate([(fine, 30), (coarse, 300), (coarse * 1.1, 300)])]
    return open_scene(Inputs.of(*[[Source(path)] for path in paths], coregister=coregister), log)


def test_a_scene_corrects_its_coarse_images(tmp_path):
    """All coarse images move; fine images stay."""
    log = Progress().collecting()
    scene = open_pair(tmp_path, True, log)
    assert any("corrected" in text for text in log.infos)
    whole = scene.read(scene.grid.whole(), 0, "cubic")
    for image in (whole.coarse[0], whole.coarse_predictions[0]):
        expected = ndimage.gaussian_filter(whole.fine[0].values, (0, RATIO / 2, RATIO / 2))
        both = image.valid & whole.fine[0].valid
        inner = np.s_[60:-60, 60:-60]
        assert both[inner].all()
        for a, b in zip(image.values, expected):
            assert np.corrcoef(a[inner].ravel(), b[inner].ravel())[0, 1] > 0.98


@pytest.mark.parametrize("shift, words", [
    ((8, -6), "too far down and {number} fine pixels too far left"),
    ((-8, 0), "too far up of"), ((0, 7), "too far right of")])
def test_a_scene_warns_of_a_shift(tmp_path, shift, words):
    log = Progress().collecting()
    open_pair(tmp_path, False, log, shift)
    text, = log.warnings
    assert "Correct a shift" in text
    assert re.search(words.format(number=r"\d+\.\d"), text), text
    assert not re.search(r"-\d+\.\d fine pixels", text)


def test_no_warning_without_a_shift(tmp_path):
    log = Progress().collecting()
    make_images(rows=160, columns=160).open(tmp_path, progress=log)
    assert not log.warnings


def repeated_pair(ratio, shift=0, clouds=False):
    """Return a fine image and its block means, repeated onto its grid and moved down."""
    rng = np.random.default_rng(2)
    land = rng.integers(0, 5, (2, 12, 12)).repeat(2 * ratio, 1).repeat(2 * ratio, 2)
    fine = 100 + 400 * land + rng.normal(0, 25, land.shape)
    coarse = block_mean(fine, ratio)
    if clouds:
        sky = ndimage.gaussian_filter(rng.normal(size=coarse.shape[1:]), 2)
        coarse[:, sky > np.quantile(sky, 0.6)] = 6000
    coarse = np.roll(coarse.repeat(ratio, 1).repeat(ratio, 2), shift, axis=1)
    return fine.astype(np.float32), coarse.astype(np.float32)


def open_repeated(folder, images, log=None, **options):
    fine, coarse = images
    paths = [write_tif(folder / f"{i}.tif", values)
             for i, values in enumerate([fine, coarse, coarse * 1.05])]
    return open_scene(Inputs.of(*[[Source(path)] for path in paths], **options), log)


@pytest.mark.parametrize("ratio", [4, 7, 8, 16])
def test_repeated_pixels_in_place(tmp_path, ratio):
    """The half pixel between the centres of repeated pixels and of coarse ones is no shift."""
    for options in ({"ratio": ratio}, {}):
        log = Progress().collecting()
        scene = open_repeated(tmp_path, repeated_pair(ratio), log, coregister=True, **options)
        assert scene.shift == (0, 0)
        open_repeated(tmp_path, repeated_pair(ratio), log, **options)
        assert not any("too far" in text for text in log.warnings)


@pytest.mark.parametrize("shift", [8, -6])
def test_repeated_pixels_that_are_shifted(tmp_path, shift):
    scene = open_repeated(tmp_path, repeated_pair(8, shift), coregister=True, ratio=8)
    assert np.abs(np.subtract(scene.shift, (shift, 0))).max() < 0.2 * 8


def test_clouds_are_no_shift(tmp_path):
    log = Progress().collecting()
    images = repeated_pair(8, clouds=True)
    assert open_repeated(tmp_path, images, log, coregister=True, ratio=8).shift == (0, 0)
    open_repeated(tmp_path, images, log, ratio=8)
    assert not any("too far" in text for text in log.warnings)


def test_other_bands_are_no_shift(tmp_path):
    """A wrong order of bands correlates with nothing, wherever the images are moved."""
    fine, coarse = repeated_pair(8)
    log = Progress().collecting()
    scene = open_repeated(tmp_path, (fine, coarse[::-1]), log, coregister=True, ratio=8)
    assert scene.shift == (0, 0)
    assert not any("too far" in text for text in log.warnings)


def test_nobody_listens(tmp_path, monkeypatch):
    """What is not corrected and not told is not looked for."""
    for name in ("find_shift", "fine_shift"):
        monkeypatch.setattr(shifts, name, lambda *given: pytest.fail("looked for"))
    assert open_repeated(tmp_path, repeated_pair(4)).shift == (0, 0)


class Cancelling(Progress):
    """Is cancelled when it has been asked so often."""

    def __init__(self, times):
        self.left = times

    def is_cancelled(self):
        self.left -= 1
        return self.left < 0


def test_the_search_is_cheap_and_ends_when_cancelled():
    ratio, side = 33, 2112
    rng = np.random.default_rng(0)
    small = ndimage.gaussian_filter(rng.normal(size=(2, side // 8, side // 8)), (0, 3, 3))
    image = Image(small.repeat(8, 1).repeat(8, 2).astype(np.float32), np.ones((side, side), bool))
    begun = time.process_time()
    find_shift(image, image, ratio)
    assert time.process_time() - begun < 4  # 9 before
    for times in (1, 20):
        with pytest.raises(Cancelled):
            find_shift(image, image, ratio, check=Cancelling(times).check)


def test_shenzhen(shared_data):
    """Real MODIS of Shenzhen: the correlation rises from about 0.90 to 0.97."""
    folder = shared_data / "shenzhen"
    fine, coarse, later = (Source(str(folder / name)) for name in (
        "L72000306_SZ_B432_30m.tif", "MOD09_2000306_SZ_B214_250m.tif",
        "MOD09_2002311_SZ_B214_250m.tif"))
    scene = open_scene(Inputs.of([fine], [coarse], [later], ratio=250 / 30))
    window = Window((scene.grid.rows - 500) // 2, (scene.grid.columns - 500) // 2, 500, 500)
    found = find_shift(scene.aligned(scene.fine[0], "bilinear").read(window),
                       scene.aligned(scene.coarse[0], "bilinear").read(window), 250 / 30)
    assert found.correlation == pytest.approx(0.90, abs=0.02)
    assert found.corrected == pytest.approx(0.97, abs=0.01)


def test_stripes_are_no_shift(tmp_path):
    """Of Landsat 7: the means of what is left lie beside the middles of coarse pixels."""
    rng = np.random.default_rng(1)
    fields = rng.integers(0, 5, (8, 8)).repeat(12, 0).repeat(12, 1)
    levels, fine, later = np.linspace(400, 3600, 5), [], []
    for _ in range(2):
        base, change = levels[rng.permutation(5)], rng.uniform(-300, 700, 5)
        fine.append(base[fields] + rng.normal(0, 25, fields.shape))
        later.append(fine[-1] + change[fields])
    coarse = block_mean(np.array(later), 8)
    fine = np.where(np.arange(96) % 12 < 4, np.nan, fine)
    paths = [write_tif(tmp_path / f"{pixel}.tif", values.astype(np.float32), pixel=pixel)
             for values, pixel in ((fine, 30), (coarse, 240))]
    log = Progress().collecting()
    open_scene(Inputs.of([Source(paths[0])], [], [Source(paths[1])]), log)
    assert not [text for text in log.warnings if "too far" in text]

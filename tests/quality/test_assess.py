"""Assessing images block by block: blocks, masks, degenerate images, coarse cells, results."""

import json
import math
import warnings

import numpy as np
import pytest

from stfusion_qgis.errors import Cancelled, InputError
from stfusion_qgis.images.cells import Cells
from stfusion_qgis.images.image import Image
from stfusion_qgis.images.window import Window
from stfusion_qgis.progress import Progress
from stfusion_qgis.quality.assess import assess, statistics_of
from stfusion_qgis.quality.assessment import Assessment, number_text
from stfusion_qgis.quality.metrics.metric import Direction
from stfusion_qgis.quality.registry import METRICS
from stfusion_qgis.quality.sources import ArraySource


@pytest.fixture
def scene(make_pair):
    """Return prediction, reference, fine 1, coarse on cells, cells, and a mask with holes."""
    x, y = make_pair(4, 150, 203)
    fine, _ = make_pair(4, 150, 203, seed=9)
    valid = np.ones(x.shape[1:], bool)
    valid[40:52, 90:99] = False
    valid[130:, 180:] = False
    valid[77, 33] = False
    cells = Cells(16, 5, 11, 10, 14)
    coarse = Image(np.random.default_rng(5).normal(3000, 400, (4, 10, 14)).astype(np.float32),
                   np.ones((10, 14), bool))
    coarse.valid[3, 4] = False
    return x, y, fine, coarse, cells, valid


def assess_scene(scene, garbage=None, **options):
    x, y, fine, coarse, cells, valid = scene
    sources = []
    for image in (x, y, fine):
        image = image.copy()
        if garbage is not None:
            image[:, ~valid] = garbage
        sources.append(ArraySource(image, valid))
    return assess(sources[0], sources[1], coarse, cells, sources[2], **options)


def assert_same(a, b, rel=1e-11):
    assert list(a.values) == list(b.values)
    for key in a.values:
        first, second = a.values[key], b.values[key]
        assert first.overall == pytest.approx(second.overall, rel=rel, abs=1e-12, nan_ok=True), key
        assert first.bands == pytest.approx(second.bands, rel=rel, abs=1e-12, nan_ok=True), key


@pytest.mark.parametrize(("block_size", "threads"), [(32, 1), (50, 2), (96, 3), (129, 2)])
def test_blocks_and_threads_do_not_change_the_result(scene, block_size, threads):
    whole = assess_scene(scene, block_size=1000, threads=1)
    parts = assess_scene(scene, block_size=block_size, threads=threads)
    assert set(whole.values) == set(METRICS)
    assert_same(whole, parts)
    assert (whole.pixels, whole.cells) == (parts.pixels, parts.cells)


@pytest.mark.parametrize("empty", [np.s_[:70, :70], np.s_[:, :64], np.s_[100:, 150:]])
def test_blocks_without_any_valid_pixel_change_nothing(scene, empty):
    scene[-1][empty] = False
    assert_same(assess_scene(scene, block_size=1000), assess_scene(scene, block_size=32))


@pytest.mark.parametrize("garbage", [np.nan, np.inf, -1e30, 65535])
def test_what_invalid_pixels_hold_does_not_matter(scene, garbage):
    assert_same(assess_scene(scene), assess_scene(scene, garbage))


def test_windows_with_invalid_pixels_are_left_out(make_pair, values):
    x, y = make_pair(2, 64, 80)
    x[:, 10, 12] += 5000  # an error at one pixel, then masked
    valid = np.ones((64, 80), bool)
    valid[10, 12] = False
    with_error, masked = values(x, y), values(x, y, valid)
    x[:, 10, 12] -= 5000
    clean = values(x, y)
    for metric in ("RMSE", "SSIM", "UIQI"):
        gap = abs(with_error[metric].overall - clean[metric].overall)
        assert abs(masked[metric].overall - clean[metric].overall) < 0.05 * gap, metric


def test_masked_metrics_equal_those_of_the_valid_part(make_pair, values):
    x, y = make_pair(4, 64, 96)
    valid = np.zeros((64, 96), bool)
    valid[:, :64] = True
    masked, part = values(x, y, valid), values(x[:, :, :64], y[:, :, :64])
    for metric in part:
        assert masked[metric].overall == pytest.approx(
            part[metric].overall, rel=1e-11, nan_ok=True), metric


def test_a_perfect_prediction(make_pair, values):
    _, y = make_pair()
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        got = values(y, y, fine_1=y, ratio=10)
    best = {"RMSE": 0, "MAE": 0, "BIAS": 0, "SAM": 0, "RASE": 0, "ERGAS": 0, "EDGE": 0, "LBP": 0,
            "R2": 1, "CORRELATION": 1, "SSIM": 1, "UIQI": 1, "Q4": 1, "Q2N": 1, "DETAIL": 1,
            "DETAIL_CORRELATION": 1, "PSNR": math.inf}
    for metric, value in best.items():
        assert got[metric].overall == pytest.approx(value, abs=1e-12), metric


@pytest.mark.parametrize("level", [0.0, 0.3, 4000.0])
def test_constant_images_are_defined_or_undefined_but_never_warn(values, level):
    y = np.full((2, 64, 64), level)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        same, missed = values(y, y, fine_1=y), values(y + 1, y, fine_1=y)
    for metric in ("SSIM", "UIQI", "Q2N"):
        assert same[metric].overall == pytest.approx(1, abs=1e-12)
    assert same["PSNR"].overall == math.inf
    assert missed["PSNR"].overall == -math.inf
    for metric in ("R2", "CORRELATION", "DETAIL", "DETAIL_CORRELATION"):
        assert math.isnan(same[metric].overall), metric
    assert missed["RMSE"].overall == pytest.approx(1, abs=1e-3)
    luminance = 2 * level * (level + 1) / (level ** 2 + (level + 1) ** 2)
    assert missed["UIQI"].overall == pytest.approx(luminance, rel=1e-6)
    assert missed["EDGE"].overall == missed["LBP"].overall == 0


def test_a_given_data_range_is_for_psnr_and_ssim_only(make_pair, values):
    x, y = (image / 1e4 for image in make_pair(2))
    own, given = values(x, y), values(x, y, data_range=65535.0)
    changed = {metric for metric in own if own[metric] != given[metric]}
    assert changed == {"PSNR", "SSIM"} | {m for m in own if math.isnan(own[m].overall)}


@pytest.mark.parametrize("data_range, fits", [(1, True), (2, True), (10_000, False), (1e-4, False)])
def test_a_data_range_in_other_units_is_told(make_pair, data_range, fits):
    """10000 for reflectance: nearly any prediction would have an SSIM of 1."""
    x, y = (ArraySource(image / 1e4, np.ones(image.shape[1:], bool)) for image in make_pair(2))
    log = Progress().collecting()
    assess(x, y, data_range=data_range, progress=log)
    assert [text for text in log.warnings if "data range" in text] == [] if fits else \
        len(log.warnings) == 1 and f"{data_range:g}" in log.warnings[0]


def test_small_values_on_a_large_offset_keep_their_digits(values):
    rng = np.random.default_rng(6)
    y = np.float32(30000) + rng.integers(0, 2, (1, 64, 64)).astype(np.float32) / 64
    x = np.float32(30000) + rng.integers(0, 2, (1, 64, 64)).astype(np.float32) / 64
    got = values(x, y)
    expected = np.corrcoef((x - 30000).ravel(), (y - 30000).ravel())[0, 1]
    assert got["CORRELATION"].overall == pytest.approx(expected, rel=1e-6)
    assert got["STANDARD_DEVIATION"].overall == pytest.approx((x - 30000).std(), rel=1e-6)


@pytest.mark.parametrize("bands", [1, 20])
def test_any_number_of_bands(make_pair, values, bands):
    x, y = make_pair(bands, 64, 64)
    got = values(x, y, fine_1=y, ratio=16)
    assert len(got["SSIM"].bands) == bands
    assert not any(math.isnan(value.overall) for value in got.values())
    assert ("SAM" in got) == (bands > 1)


def test_only_the_metrics_that_the_images_allow(scene):
    x, _, fine, coarse, cells, _ = scene
    alone = assess(ArraySource(x))
    assert set(alone.values) == {"MEAN", "STANDARD_DEVIATION"}
    without = assess(ArraySource(x), coarse=coarse, cells=cells, fine_1=ArraySource(fine))
    assert set(without.values) == {"MEAN", "STANDARD_DEVIATION", "COARSE_RMSE",
                                   "COARSE_CORRELATION", "DETAIL", "DETAIL_CORRELATION"}


def test_coarse_consistency_equals_a_loop_over_the_cells(scene):
    x, _, _, coarse, cells, valid = scene
    got = assess_scene(scene)
    errors = []
    for i in range(cells.rows):
        for j in range(cells.columns):
            r, c = i * 16 - 5, j * 16 - 11
            if r < 0 or c < 0 or r + 16 > 150 or c + 16 > 203 or not coarse.valid[i, j]:
                continue
            part = valid[r:r + 16, c:c + 16]
            if part.sum() >= 128:
                errors.append(x[:, r:r + 16, c:c + 16][:, part].mean(axis=1, dtype=float)
                              - coarse.values[:, i, j])
    assert got.cells == len(errors)
    assert got.values["COARSE_RMSE"].bands == pytest.approx(
        np.sqrt(np.mean(np.square(errors), axis=0)), rel=1e-6)


def test_a_prediction_that_agrees_with_the_coarse_image(make_pair):
    _, y = make_pair(2, 64, 96)
    means = y.reshape(2, 4, 16, 6, 16).mean(axis=(2, 4), dtype=float).astype(np.float32)
    got = assess(ArraySource(y), coarse=Image(means, np.ones((4, 6), bool)),
                 cells=Cells(16, 0, 0, 4, 6)).values
    assert got["COARSE_RMSE"].overall < 1e-3
    assert got["COARSE_CORRELATION"].overall == pytest.approx(1, abs=1e-9)


def test_statistics_are_those_of_all_valid_pixels(scene):
    x, *_, valid = scene
    got = statistics_of(ArraySource(x, valid), 32, 2)
    inside = x[:, valid].astype(float)
    assert got.mean == pytest.approx(inside.mean(axis=1))
    assert got.deviation == pytest.approx(inside.std(axis=1))
    assert np.array_equal(got.minimum, inside.min(axis=1))
    assert np.array_equal(got.maximum, inside.max(axis=1))


def test_images_that_do_not_fit_are_refused(make_pair):
    x, y = make_pair(3, 40, 40)
    with pytest.raises(InputError, match=r"3 bands.*2"):
        assess(ArraySource(x), ArraySource(y[:2]))
    with pytest.raises(InputError, match=r"40x40.*39x40"):
        assess(ArraySource(x), ArraySource(y[:, :, :39]))
    with pytest.raises(InputError, match="coarse image has 1"):
        assess(ArraySource(x), coarse=Image.empty(1, 4, 4), cells=Cells(10, 0, 0, 4, 4))
    left = np.arange(40) < 20
    with pytest.raises(InputError, match="no valid pixel in common"):
        assess(ArraySource(x, np.tile(left, (40, 1))), ArraySource(y, np.tile(~left, (40, 1))))
    with pytest.raises(InputError, match="no valid pixel"):
        assess(ArraySource(np.full((1, 9, 9), np.nan)))


def test_progress_rises_and_cancel_ends_it(make_pair):
    x, y = (ArraySource(image) for image in make_pair())
    told = Progress().collecting()
    assess(x, y, block_size=32, progress=told)
    fractions = [fraction for fraction, _ in told.shown]
    assert fractions == sorted(fractions) and fractions[-1] == 1
    told = Progress().collecting()
    with pytest.raises(Cancelled):
        assess(x, y, block_size=32, progress=told.until(lambda: len(told.shown) >= 5))


def test_assessment_survives_json_and_csv(make_pair):
    _, y = make_pair(3)
    result = assess(ArraySource(y, band_names=["green", "red", "nir"]), ArraySource(y),
                    name="perfect", details={"Method": "none"})
    text = json.dumps(result.to_dict(), allow_nan=False)
    back = Assessment.from_dict(json.loads(text))
    assert_same(result, back, rel=0)
    assert back.name == "perfect" and back.bands == ["green", "red", "nir"]
    assert back.to_dict() == result.to_dict()
    rows = result.to_csv().splitlines()
    assert rows[0] == "metric,unit,direction,overall,green,red,nir"
    assert rows[1] == "RMSE,unit of the data,lower is better,0,0,0,0"
    assert "PSNR,dB,higher is better,inf,inf,inf,inf" in rows
    assert "ERGAS,,lower is better," in rows


def test_numbers_for_people():
    assert [number_text(v) for v in (math.nan, math.inf, -math.inf, 0, 0.12345, -1.5, 204.44, 12345)
            ] == ["–", "∞", "−∞", "0.0000", "0.1235", "−1.500", "204.4", "12345"]


def test_every_metric_is_described():
    for key, metric in METRICS.items():
        assert key == metric.id and key.isupper()
        assert metric.label and metric.help.endswith(".")


def test_costs_rank_better_values_first():
    assert Direction.LOWER.cost(1) < Direction.LOWER.cost(2)
    assert Direction.HIGHER.cost(2) < Direction.HIGHER.cost(1)
    assert Direction.ZERO.cost(-0.1) < Direction.ZERO.cost(0.2)
    assert Direction.ONE.cost(0.9) < Direction.ONE.cost(1.3)
    assert np.isnan(Direction.NONE.cost(1))


def test_windows_beyond_the_image_are_invalid():
    source = ArraySource(np.ones((1, 4, 5)))
    image = source.read(Window(-2, 3, 4, 4))
    assert image.valid.tolist() == [[False] * 4] * 2 + [[True, True, False, False]] * 2
    assert not source.read(Window(10, 10, 2, 2)).valid.any()

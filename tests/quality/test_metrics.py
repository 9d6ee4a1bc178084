"""The metrics against independent implementations and plain references."""

import importlib.util
import pathlib

import numpy as np
import pytest
import sewar
import torch
from skimage.metrics import peak_signal_noise_ratio, structural_similarity
from torchmetrics.functional import image as torchmetrics

from stfusion_qgis.quality import registry
from stfusion_qgis.quality.metrics import pixel_errors
from stfusion_qgis.quality.metrics import structural_similarity as similarity
from stfusion_qgis.quality.metrics.metric import Direction, Metric, Need, Unit
from stfusion_qgis.quality.metrics.moments import Moments
from stfusion_qgis.quality.metrics.pixel_errors import bias

_spec = importlib.util.spec_from_file_location(
    "quality_references", pathlib.Path(__file__).with_name("quality_references.py"))
plain = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(plain)


def last_axis(image):
    return np.moveaxis(image.astype(float), 0, -1)


def tensor(image):
    return torch.from_numpy(image.astype(np.float64))[None]


def test_errors_of_single_pixels(make_pair, values):
    x, y = make_pair()
    got = values(x, y)
    x, y = x.astype(float), y.astype(float)
    for b in range(len(x)):
        d = x[b] - y[b]
        assert got["RMSE"].bands[b] == pytest.approx(np.sqrt((d ** 2).mean()), rel=1e-12)
        assert got["MAE"].bands[b] == pytest.approx(np.abs(d).mean(), rel=1e-12)
        assert got["BIAS"].bands[b] == pytest.approx(d.mean(), rel=1e-9)
        assert got["R2"].bands[b] == pytest.approx(
            1 - (d ** 2).sum() / ((y[b] - y[b].mean()) ** 2).sum(), rel=1e-12)
        assert got["CORRELATION"].bands[b] == pytest.approx(
            np.corrcoef(x[b].ravel(), y[b].ravel())[0, 1], rel=1e-12)
        assert got["MEAN"].bands[b] == pytest.approx(x[b].mean(), rel=1e-12)
        assert got["STANDARD_DEVIATION"].bands[b] == pytest.approx(x[b].std(), rel=1e-12)
        assert got["REFERENCE_MEAN"].bands[b] == pytest.approx(y[b].mean(), rel=1e-12)
        assert got["REFERENCE_STANDARD_DEVIATION"].bands[b] == pytest.approx(y[b].std(), rel=1e-12)
    assert got["RMSE"].overall == pytest.approx(np.mean(got["RMSE"].bands))


@pytest.mark.parametrize("data_range", [None, 10000])
def test_psnr_and_ssim_equal_scikit_image(make_pair, values, data_range):
    x, y = make_pair(3, 70, 81)
    got = values(x, y, data_range=data_range)
    for b in range(3):
        extent = data_range or y[b].max() - y[b].min()
        a, t = x[b].astype(float), y[b].astype(float)
        assert got["PSNR"].bands[b] == pytest.approx(
            peak_signal_noise_ratio(t, a, data_range=extent), rel=1e-12)
        assert got["SSIM"].bands[b] == pytest.approx(structural_similarity(
            t, a, data_range=extent, gaussian_weights=True, sigma=1.5,
            use_sample_covariance=False), rel=1e-9)


def test_uiqi_equals_the_loop_over_windows(make_pair, values):
    x, y = make_pair(2, 25, 31)
    x[0, :12, :12] = 5.0  # windows that are constant in one image, and in both
    y[0, :12, :10] = 7.0
    got = values(x, y)["UIQI"].bands
    assert got == pytest.approx([plain.uiqi(a.astype(float), b.astype(float))
                                 for a, b in zip(x, y)], rel=1e-9)


def test_uiqi_with_a_gaussian_window_equals_torchmetrics(make_pair):
    x, y = (image[0].astype(float) for image in make_pair(1, 60, 70))
    core = np.s_[5:-5, 5:-5]
    ours = similarity.uiqi_map(
        similarity.local_moments(x, y, similarity.gaussian_mean, core), 0.0, 1e4).mean()
    theirs = torchmetrics.universal_image_quality_index(
        tensor(x[None]), tensor(y[None]), kernel_size=(11, 11), sigma=(1.5, 1.5))
    assert ours == pytest.approx(float(theirs), abs=1e-6)


def test_sam_equals_sewar_and_torchmetrics(make_pair, values):
    x, y = make_pair()
    got = values(x, y)["SAM"].overall
    assert got == pytest.approx(np.degrees(sewar.sam(last_axis(y), last_axis(x))), rel=1e-7)
    assert got == pytest.approx(np.degrees(float(
        torchmetrics.spectral_angle_mapper(tensor(x), tensor(y)))), rel=1e-7)


def test_ergas_equals_sewar_and_torchmetrics(make_pair, values):
    x, y = make_pair()
    got = values(x, y, ratio=16)["ERGAS"].overall
    assert got == pytest.approx(sewar.ergas(last_axis(y), last_axis(x), r=1 / 16), rel=1e-12)
    assert got == pytest.approx(float(torchmetrics.error_relative_global_dimensionless_synthesis(
        tensor(x), tensor(y), ratio=16)), rel=1e-9)


def test_rase_equals_its_formula_and_sewar_where_both_agree(values):
    rng = np.random.default_rng(1)
    y = np.full((3, 40, 40), 500.0)
    y[1] = 700
    x = y + rng.choice([-20.0, 20.0], y.shape)  # errors of one size: the windows do not matter
    got = values(x, y)["RASE"].overall
    assert got == pytest.approx(100 / (1700 / 3) * 20)
    assert got == pytest.approx(sewar.rase(last_axis(y), last_axis(x)), rel=1e-9)


@pytest.mark.parametrize("bands", [1, 2, 3, 4, 6, 8])
def test_q2n_equals_sewar_and_the_plain_reference(make_pair, values, bands):
    x, y = make_pair(bands, 64, 96)
    got = values(x, y)["Q2N"].overall
    assert got == pytest.approx(sewar.q2n(last_axis(y), last_axis(x)), rel=1e-9)
    blocks = [np.s_[:, r:r + 32, c:c + 32] for r in (0, 32) for c in (0, 32, 64)]
    assert got == pytest.approx(np.mean([plain.q2n_block(x[b], y[b]) for b in blocks]), rel=1e-9)


def test_q2n_leaves_out_cut_blocks(make_pair, values):
    x, y = make_pair(4, 70, 90)
    whole = values(x[:, :64, :64], y[:, :64, :64])["Q2N"].overall
    assert values(x, y)["Q2N"].overall == pytest.approx(whole, rel=1e-12)


def test_q4_equals_the_plain_reference_and_is_for_four_bands_only(make_pair, values):
    x, y = make_pair(4, 32, 32)
    assert values(x, y)["Q4"].overall == pytest.approx(
        plain.q2n_block(x, y, normalise=False), rel=1e-9)
    x, y = make_pair(3, 32, 32)
    assert "Q4" not in values(x, y)


def test_q2n_falls_with_noise_shift_and_blur(make_pair, values):
    _, y = make_pair(4, 64, 64)
    rng = np.random.default_rng(2)
    noisy = [values(y + rng.normal(0, s, y.shape), y)["Q2N"].overall for s in (10, 100, 1000)]
    assert 1 > noisy[0] > noisy[1] > noisy[2] > 0
    assert values(y[[1, 0, 2, 3]], y)["Q2N"].overall < 0.99
    assert values(y + 500, y)["Q2N"].overall < 1


def test_edge_and_texture_equal_the_plain_reference(make_pair, values):
    rng = np.random.default_rng(3)
    y = rng.integers(0, 60, (2, 40, 37)).astype(np.float32)  # edges below 256: exact bins
    x = rng.integers(0, 60, (2, 40, 37)).astype(np.float32)
    x[0] = np.rint((2 * y[0] + np.roll(y[0], 1, 0) + np.roll(y[0], 1, 1)) / 4)
    got = values(x, y, texture_tolerance=3.0)
    for b in range(2):
        assert got["EDGE"].bands[b] == pytest.approx(
            plain.edge_difference(x[b].astype(float), y[b].astype(float)), abs=1e-12)
        assert got["LBP"].bands[b] == pytest.approx(
            plain.texture_difference(x[b], y[b], 3.0), abs=1e-12)
    assert got["EDGE"].bands[0] < -0.2


def test_windows_with_a_gap_are_left_out(make_pair, values):
    x, y = make_pair(1, 30, 33)
    x, y = np.rint(x / 100), np.rint(y / 100)
    valid = np.random.default_rng(8).random(x.shape[1:]) > 0.01
    got = values(x, y, valid, texture_tolerance=2.0)
    a, b = (np.where(valid, image[0].astype(float), np.nan) for image in (x, y))
    assert got["UIQI"].overall == pytest.approx(plain.uiqi(a, b), rel=1e-9)
    assert got["EDGE"].overall == pytest.approx(plain.edge_difference(a, b), abs=1e-12)
    assert got["LBP"].overall == pytest.approx(plain.texture_difference(a, b, 2.0), abs=1e-12)
    extent = np.nanmax(b) - np.nanmin(b)
    _, ssim = structural_similarity(
        y[0].astype(float), x[0].astype(float), data_range=extent, gaussian_weights=True,
        sigma=1.5, use_sample_covariance=False, full=True)
    whole = [(r, c) for r in range(5, 25) for c in range(5, 28)
             if valid[r - 5:r + 6, c - 5:c + 6].all()]
    assert 0 < len(whole) < 460
    assert got["SSIM"].overall == pytest.approx(np.mean([ssim[i] for i in whole]), rel=1e-9)


def test_edge_quantile_of_real_numbers_is_close(make_pair, values):
    x, y = make_pair(1, 80, 80)
    x = x + np.float32(0.123) * np.roll(y, 1)
    assert values(x, y)["EDGE"].overall == pytest.approx(
        plain.edge_difference(x[0].astype(float), y[0].astype(float)), abs=2e-3)


def test_edge_and_texture_do_not_depend_on_the_unit(make_pair, values):
    x, y = make_pair(2)
    dn, reflectance = values(x, y), values(x / 8192, y / 8192)  # a power of two is exact
    for metric in ("EDGE", "LBP", "SSIM", "UIQI", "PSNR", "SAM", "Q2N", "RASE", "R2"):
        assert reflectance[metric].overall == pytest.approx(dn[metric].overall, rel=3e-3), metric


def test_detail_tells_blur_from_noise(make_pair, values):
    _, fine = make_pair(2)
    blurred = (fine + np.roll(fine, 1, 1) + np.roll(fine, 1, 2) + np.roll(fine, (1, 1), (1, 2))) / 4
    noisy = fine + np.random.default_rng(4).normal(0, 400, fine.shape)
    same = values(fine + 100, fine_1=fine)
    assert same["DETAIL"].overall == pytest.approx(1)
    assert same["DETAIL_CORRELATION"].overall == pytest.approx(1)
    assert values(blurred, fine_1=fine)["DETAIL"].overall < 0.85
    assert values(noisy, fine_1=fine)["DETAIL"].overall > 1.1
    assert values(noisy, fine_1=fine)["DETAIL_CORRELATION"].overall < 0.95


def test_detail_equals_its_formulas(make_pair, values):
    from scipy.ndimage import convolve
    x, y = make_pair(1, 40, 40)
    got = values(x, fine_1=y)
    a, b = x[0].astype(float), y[0].astype(float)
    laplacian = np.array([[-1, -1, -1], [-1, 8, -1], [-1, -1, -1]])
    p, q = (convolve(image, laplacian)[1:-1, 1:-1].ravel() for image in (a, b))
    assert got["DETAIL_CORRELATION"].overall == pytest.approx(np.corrcoef(p, q)[0, 1], rel=1e-9)
    p, q = ((abs(i[1:-1, 1:-1] - i[2:, 2:]) + abs(i[1:-1, 2:] - i[2:, 1:-1])).sum()
            for i in (a, b))
    assert got["DETAIL"].overall == pytest.approx(p / q, rel=1e-9)


def test_a_metric_is_described_in_one_place(monkeypatch):
    """One entry in a module of metrics makes it an output, after those that are known."""
    found = Metric("OFFSET", "Offset", "Greatest bias.", Direction.ZERO, Unit.DATA, Need.REFERENCE,
                   Moments, lambda m, _: bias(m))
    monkeypatch.setattr(pixel_errors, "OFFSET", found, raising=False)
    assert registry.collect()["OFFSET"] is found
    assert list(registry.METRICS)[:3] == ["RMSE", "MAE", "BIAS"]
    assert list(registry.METRICS)[-1] == "DETAIL_CORRELATION" and len(registry.METRICS) == 23

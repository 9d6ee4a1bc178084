"""Residual fusion of several pairs: no truth in its inputs, gaps, the same inputs at work."""

import dataclasses

import numpy as np
import pytest

torch = pytest.importorskip("torch")

from stfusion_qgis.images.inputs import Inputs  # noqa: E402
from stfusion_qgis.images.scene_opening import open_scene  # noqa: E402
from stfusion_qgis.images.window import Window  # noqa: E402
from stfusion_qgis.networks.contract import Term  # noqa: E402
from stfusion_qgis.networks.network_inputs import NetworkInputs  # noqa: E402
from stfusion_qgis.networks.opening import in_terms_of  # noqa: E402
from stfusion_qgis.networks.scene_scaling import scene_scales  # noqa: E402
from stfusion_qgis.progress import Progress  # noqa: E402
from stfusion_qgis.training.child.architectures import architecture_named  # noqa: E402
from stfusion_qgis.training.child.crops import CropReader  # noqa: E402
from stfusion_qgis.training.child.sampler import Sampler  # noqa: E402
from stfusion_qgis.training.child.series_scale import masked_roles, scaled_input  # noqa: E402
from stfusion_qgis.training.child.simulated_gaps import cloud_gaps  # noqa: E402
from stfusion_qgis.training.child.training_data import gather_data  # noqa: E402
from tests.scene_files import block_mean, write_tif  # noqa: E402
from tests.training.test_training import RATIO, config, images  # noqa: E402

DATES = ("2024-04-01", "2024-05-01", "2024-06-01", "2024-07-01")
CHOSEN = architecture_named("residualfusion3")
TERMS = [Term.parse(text) for text in CHOSEN.images]
ROLES = {role for term in TERMS for role in term.roles}


def pairs(folder, changed_last=False):
    """Write pairs of which the coarse images disagree with the fine ones, more on each date."""
    fine, _ = images(rows=128, columns=160)
    rng = np.random.default_rng(0)
    written = []
    for number, (date, image) in enumerate(zip(DATES, fine)):
        coarse = block_mean(image, RATIO).astype(np.float32)
        coarse += rng.normal(0, 0.01 + 0.02 * number, coarse.shape).astype(np.float32)
        if changed_last and number == 3:
            image = image[:, ::-1].copy()
        written.append({
            "fine": write_tif(folder / f"fine_{date}.tif", image, 30, nodata=-1),
            "coarse": write_tif(folder / f"coarse_{date}.tif", coarse, 30 * RATIO, nodata=-1)})
    return written


def pool_of(written, folder):
    return gather_data(config(written, folder, held_out=DATES[1]), CHOSEN, Progress()).pools[0]


def crop_of(pool, dates, gaps=()):
    region, window = pool.series.regions[0], Window(8, 16, 64, 64)
    reader = CropReader(pool, region, slice(None), window, np.random.default_rng(0))
    return reader.read(dates, ROLES, None, gaps, masked_roles(TERMS))


def test_nothing_of_the_truth_is_in_the_inputs(tmp_path):
    """The true image may be any other: inputs and scale are the same to the last bit."""
    shown = []
    for name, changed in (("as_is", False), ("changed", True)):
        (tmp_path / name).mkdir()
        pool = pool_of(pairs(tmp_path / name, changed), tmp_path / name)
        for references in ([0], [0, 1], [0, 1, 2]):
            crop = crop_of(pool, [*references, 3])
            assert any(np.abs(lost).max() > 0 for lost in crop.lost.values())
            shown.append((crop.truth, scaled_input(TERMS, crop.images, crop.scale, crop.masks)))
    for (truth, inputs), (other_truth, others) in zip(shown[:3], shown[3:]):
        assert not np.array_equal(truth, other_truth)
        np.testing.assert_array_equal(inputs, others)


def test_one_valid_pair_is_enough(tmp_path):
    """A pixel counts where a pair is whole; gaps are filled for the network, and told to it."""
    pool = pool_of(pairs(tmp_path), tmp_path)
    gaps = [np.zeros((64, 64), bool) for _ in range(2)]
    gaps[0][:32], gaps[1][20:40] = True, True
    crop = crop_of(pool, [0, 1, 3], gaps)
    np.testing.assert_array_equal(crop.valid, ~(gaps[0] & gaps[1]))
    np.testing.assert_array_equal(crop.masks["fine_1"], ~gaps[0])
    whole = crop_of(pool, [0, 1, 3])
    assert np.array_equal(crop.images["fine_1"][:, 32:], whole.images["fine_1"][:, 32:])
    np.testing.assert_array_equal(crop.images["fine_1"][:, 31], whole.images["fine_1"][:, 32])


def test_samples_have_one_to_three_pairs(tmp_path):
    pool = dataclasses.replace(pool_of(pairs(tmp_path), tmp_path), dates=[0, 1, 2, 3])
    sampler = Sampler([pool], CHOSEN, "any", 64, seed=1)
    masks = [k for k, text in enumerate(CHOSEN.images) if text.startswith("valid fine")]
    batch = sampler.batch(24)
    pairs_given = (batch.inputs[:, masks].max(axis=(2, 3)) > 0).sum(axis=1)
    assert set(pairs_given) == {1, 2, 3}
    assert 0 < batch.valid.mean() < 1


def test_clouds_have_all_sizes():
    rng = np.random.default_rng(0)
    shares = [cloud_gaps(64, rng).mean() for _ in range(60)]
    assert shares.count(0) > 15 and 0.3 < max(shares) <= 0.6


@pytest.mark.parametrize("count", [1, 2])
def test_the_plugin_shows_the_network_the_same(tmp_path, count, monkeypatch):
    """Scaled, corrected by the share that lasts, with masks; a missing pair is 0."""
    written = pairs(tmp_path)
    crop = crop_of(pool_of(written, tmp_path), [*range(count), 3])
    learnt = scaled_input(TERMS, crop.images, crop.scale, crop.masks)
    scene = open_scene(Inputs.of([pair["fine"] for pair in written[:count]],
                                 [pair["coarse"] for pair in written[:count]],
                                 [written[3]["coarse"]]), Progress())
    monkeypatch.setattr(type(CHOSEN), "halo", lambda *_: 0)  # which takes seconds to find
    contract = CHOSEN.contract(CHOSEN.network(1), 2)
    scene = in_terms_of(contract, scene, "network", Progress())
    inputs = NetworkInputs(scene, contract, scene_scales(contract, scene, "network", Progress()))
    window = Window(8, 16, 64, 64)
    shown = inputs.read(window, window).tensors(0, None)["x"][0]
    np.testing.assert_allclose(shown, learnt, atol=2e-3)

"""Methods with a guide: what they promise, and what it is good for."""

import dataclasses
import itertools

import numpy as np
import pytest

from stfusion_qgis.images.guide_components import MOST_FEATURES as MOST
from stfusion_qgis.images.image import Image
from stfusion_qgis.images.window import Window
from stfusion_qgis.methods import shipped_methods
from stfusion_qgis.methods.steps.guide_features import guide_features
from stfusion_qgis.methods.steps.guide_test import WEIGHTS, WeightTest
from stfusion_qgis.methods.steps.label_codes import codes_of
from stfusion_qgis.methods.steps.similarity import Similarity
from stfusion_qgis.progress import Progress
from stfusion_qgis.testing import checks
from stfusion_qgis.testing.small_scenes import make_images
from stfusion_qgis.testing.trial import Trial

SIMILAR = [shipped_methods()[name] for name in ("fitfc", "vipstf", "fsdaf", "fsdaf2")]
METHODS = [*SIMILAR, *(shipped_methods()[name] for name in ("ubdf", "stdfa"))]
PROMISES = {1.0: ("blocks, cut cells", "several dates", "units", "mirrored", "gap in fine 1"),
            None: ("blocks", "small area", "progress")}


@pytest.mark.parametrize("check", [
    check for method, weight in itertools.product([*SIMILAR[:3], *METHODS[-1:]], PROMISES)
    for check in checks(method, guided=True, parameters=lambda pairs, method=method, weight=weight:
                        method.Parameters(guide_weight=weight))
    if check.name in PROMISES[weight] and check.pairs == 1], ids=str)
def test_methods_keep_their_promises(check):
    check()


def guided_trial(method, scale=1.0):
    """Return a trial and images in which the guide alone tells apart what changes."""
    trial = Trial(method, 1, guided=True)
    images = trial.make_images(rows=96, columns=96, bands=1)
    rng = np.random.default_rng(4)
    changing = np.roll(np.kron(rng.random((6, 6)) < 0.5, np.ones((16, 16))), (5, 3), (0, 1))
    before = 0.3 + 0.02 * rng.normal(size=(96, 96))
    after = before + 0.1 * changing

    def cells(values):
        return values.reshape(1, 12, 8, 12, 8).mean(axis=(2, 4)).astype(np.float32)

    guide = (changing + 0.05 * rng.normal(size=(2, 96, 96))) * scale
    return trial, dataclasses.replace(
        images, fine=[before[None].astype(np.float32)], coarse=[cells(before)],
        predictions=[cells(after)], truth=after[None].astype(np.float32),
        guide=guide.astype(np.float32))


def error(trial, images, **parameters):
    given = dataclasses.replace(trial.parameters, **parameters)
    return float(np.sqrt(np.nanmean((trial.predict(images, parameters=given) - images.truth) ** 2)))


@pytest.mark.parametrize("method", METHODS, ids=lambda method: method.id)
def test_a_guide_that_tells_the_change_helps(method):
    trial, images = guided_trial(method)
    options = {} if method.id in ("fitfc", "vipstf") else {"classes": 2}
    assert error(trial, images, guide_weight=1.0, **options) < 0.95 * error(
        trial, images, guide_weight=0.0, **options)


@pytest.mark.parametrize("method", METHODS, ids=lambda method: method.id)
def test_the_weight_is_found(method):
    """A guide that tells the change counts, and one of noise does not: as without a guide."""
    trial, images = guided_trial(method)
    options = {} if method.id in ("fitfc", "vipstf") else {"classes": 2}
    without = trial.predict(images, parameters=dataclasses.replace(
        trial.parameters, guide_weight=0.0, **options))
    progress = Progress().collecting()
    found = trial.predict(images, progress=progress, parameters=dataclasses.replace(
        trial.parameters, **options))
    assert np.abs(found - images.truth).mean() < np.abs(without - images.truth).mean()
    assert any("counts" in line and "weight of" in line for line in progress.infos)
    noise = np.random.default_rng(0).normal(size=images.guide.shape).astype(np.float32)
    progress = Progress().collecting()
    result = trial.predict(dataclasses.replace(images, guide=noise), progress=progress,
                           parameters=dataclasses.replace(trial.parameters, **options))
    np.testing.assert_array_equal(result, without)
    assert any("does not count" in line for line in progress.infos)


@pytest.mark.parametrize("method", METHODS, ids=lambda method: method.id)
def test_gaps_of_the_guide_are_no_gaps_of_the_prediction(method):
    """Pixels without a guide are similar by the image alone, which tells nothing here."""
    trial, images = guided_trial(method)
    options = {} if method.id in ("fitfc", "vipstf") else {"classes": 2}
    images.guide[:, :, :32] = np.nan
    given = dataclasses.replace(trial.parameters, guide_weight=1.0, **options)
    result = trial.predict(images, parameters=given)
    assert np.isfinite(result).all()
    whole, gap = np.s_[:, :, 40:], np.s_[:, :, :24]
    without = trial.predict(images, parameters=dataclasses.replace(given, guide_weight=0.0))
    for part, factor in ((whole, 0.95), (gap, 1.3 if method in SIMILAR else 1.6)):
        errors = [np.sqrt(((image - images.truth)[part] ** 2).mean())
                  for image in (result, without)]
        assert errors[0] < factor * errors[1]


def test_units_of_the_guide_do_not_matter():
    method = SIMILAR[0]
    (trial, images), (_, scaled) = guided_trial(method), guided_trial(method, 1024)
    given = dataclasses.replace(trial.parameters, guide_weight=0.5)
    np.testing.assert_array_equal(trial.predict(images, parameters=given),
                                  trial.predict(scaled, parameters=given))


def test_an_unknown_guide_is_an_error_and_an_even_one_a_warning():
    trial, images = guided_trial(SIMILAR[0])
    progress = Progress().collecting()
    even = dataclasses.replace(images, guide=np.ones_like(images.guide))
    trial.predict(even, progress=progress)
    assert any("same value everywhere" in line for line in progress.warnings)
    with pytest.raises(Exception, match="has no pixels where"):
        trial.predict(dataclasses.replace(images, guide=np.full_like(images.guide, np.nan)))


# Steps


def test_features_are_few_and_of_variance_one(tmp_path):
    """Of 20 bands, which are sums of three, three components are left that matter."""
    images = make_images(guided=True)
    mixing = np.random.default_rng(1).normal(size=(20, 3))
    images.guide = np.einsum("kb,brc->krc", mixing, images.guide).astype(np.float32)
    images.guide[:, 5, 7] = np.nan
    scene = images.open(tmp_path)
    features = guide_features(scene, "file", Progress())
    assert features.count == MOST + 1
    whole = features.at(scene.grid.whole())
    variance = whole[:-1].reshape(MOST, -1).var(axis=1)
    assert variance.sum() == pytest.approx(1, abs=0.02)
    assert variance[:3].sum() > 0.99 * variance.sum()
    assert whole[-1, 5, 7] == 1 and whole[-1].sum() == 1 and not whole[:-1, 5, 7].any()
    part = Window(4, 6, 9, 11)
    np.testing.assert_array_equal(features.at(part), whole[(slice(None), *part.slices)])
    turned = dataclasses.replace(features, turned=True)
    np.testing.assert_array_equal(
        turned.at(part), whole[:, ::-1, ::-1][(slice(None), *part.slices)])


def test_codes_of_labels():
    """One label, one point; different ones lie about as far apart as any others."""
    labels = np.array([[1, 2, 3, 2**24 - 1], [1, 0, 500, 2]], np.float32)
    codes = codes_of(labels, 6)
    np.testing.assert_array_equal(codes[:, 0, 0], codes[:, 1, 0])
    np.testing.assert_allclose((codes ** 2).sum(axis=0), 1, rtol=1e-5)
    many = codes_of(np.arange(2000, dtype=np.float32)[None], 6)[:, 0]
    apart = ((many[:, :1000] - many[:, 1000:]) ** 2).sum(axis=0)
    assert apart.min() > 0.05 and apart.mean() == pytest.approx(2, abs=0.1)


def test_labels_keep_similar_pixels_together(tmp_path):
    images = make_images(guided=True, bands=1)
    images.guide = np.zeros((1, *images.truth.shape[1:]), np.float32)
    images.guide[:, :, 20:] = 7
    scene = images.open(tmp_path)
    similarity = Similarity().guided(guide_features(scene, "labels", Progress()), 10.0, 1.0)
    fine = scene.aligned(scene.fine[0], "bilinear").read(scene.grid.whole())
    features = similarity.features(fine, scene.grid.whole()).values
    within = ((features[:, 3, 5] - features[:, 9, 19]) ** 2).sum()
    across = ((features[:, 3, 5] - features[:, 3, 25]) ** 2).sum()
    assert across > 20 > within


def test_only_a_sure_gain_counts():
    rng = np.random.default_rng(2)
    noise = rng.normal(1, 0.2, (100, len(WEIGHTS)))
    assert WeightTest(noise).weight == 0
    noise[:, 2] -= 0.3
    assert WeightTest(noise).weight == WEIGHTS[2]
    assert WeightTest(noise, noise[:, 0]).weight == WEIGHTS[2]
    assert WeightTest(noise, noise[:, 2]).weight == 0
    assert WeightTest(noise[:1]).weight == 0
    assert WeightTest(np.empty((0, len(WEIGHTS)))).weight == 0


def test_without_options_features_are_the_image():
    image = Image(np.ones((2, 3, 4), np.float32), np.ones((3, 4), bool))
    assert Similarity().features(image, Window(0, 0, 3, 4)) is image

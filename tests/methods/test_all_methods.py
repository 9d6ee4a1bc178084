"""What every fusion method must keep to, whatever it computes."""

import dataclasses

import numpy as np
import pytest

from stfusion_qgis import engine
from stfusion_qgis.engine import Settings
from stfusion_qgis.methods import all_methods
from stfusion_qgis.parameters import check, descriptions
from stfusion_qgis.progress import Progress
from tests.networks.network_files import small_network
from tests.scene_files import block_mean, make_images, read_tif

pytestmark = pytest.mark.filterwarnings("error::RuntimeWarning")

METHODS = all_methods()
CASES = [(name, pairs) for name, method in METHODS.items()
         for pairs in range(method.pairs[0], method.pairs[1] + 1)]

# Methods that do not give back fine 1 where the coarse image has not changed, and why.
NOT_FROM_FINE_1 = {
    "ubdf": "unmixes the coarse image of the prediction date, whatever fine 1 was",
    "interpolation": "has only the coarse image",
    "backprojection": "has only the coarse image",
    "atprk": "has the fine image as a guide only",
    "networkfusion-0": "has only the coarse image",
}

# Methods whose random but seeded choices see another sample in a mirrored image.
SAMPLED = {
    "onepairdictionary": "its dictionaries are learnt from a seeded sample of the patches",
    "spstfm": "its dictionaries are learnt from a seeded sample of the patches",
}


NETWORKS = {}
"""Small networks by the number of pairs that they take."""


@pytest.fixture(scope="module", autouse=True)
def networks(tmp_path_factory):
    """Write the networks that stand for all: they see 2 pixels around a pixel."""
    folder = tmp_path_factory.mktemp("networks")
    NETWORKS.update({pairs: small_network(folder / f"{pairs}.onnx", pairs) for pairs in range(3)})


def default(method, pairs):
    """Return the default parameters, but of a network with which it takes so many pairs."""
    if method.id == "networkfusion":
        return method.Parameters(network_file=NETWORKS[pairs])
    return method.Parameters()


def small(method, pairs):
    """Return parameters with windows and tiles that suit small test images."""
    parameters = default(method, pairs)
    if method.id == "networkfusion":
        return dataclasses.replace(parameters, tile_size=16)
    names = descriptions(parameters)
    changes = {name: 11 for name in names
               if name == "window_size" and "fine" in names[name].unit}
    return dataclasses.replace(parameters, **changes)


def suited(images, method, pairs):
    """Return the images that the method takes with a number of pairs."""
    return dataclasses.replace(images, fine=images.fine[:pairs],
                               coarse=images.coarse[:pairs] if method.paired else [])


def fuse(folder, name, pairs, images, settings=None, progress=None, uncertainty=False,
         parameters=None):
    """Return what a method predicts for arrays, NaN where it predicts nothing."""
    method = METHODS[name]
    folder.mkdir(exist_ok=True)
    images = suited(images, method, pairs)
    scene = images.open(folder, upscaling=None if pairs else images.ratio)
    outputs = [str(folder / f"out{i}.tif") for i in range(len(images.predictions))]
    spreads = [str(folder / f"spread{i}.tif") for i in range(len(outputs))] if uncertainty else None
    engine.run(method, scene, parameters or small(method, pairs), outputs, uncertainties=spreads,
               settings=settings, progress=progress)
    if spreads:
        return read_tif(outputs[0]), read_tif(spreads[0])
    return read_tif(outputs[0])


def assert_close(values, expected, scale=1.0):
    """Equal but for rounding, which may turn the choice of a similar pixel here and there."""
    np.testing.assert_array_equal(np.isnan(values), np.isnan(expected))
    differences = np.abs(values - expected)[np.isfinite(expected)] / scale
    assert np.quantile(differences, 0.98) < 1e-4
    assert differences.max() < 0.1


@pytest.fixture(params=CASES, ids=lambda case: f"{case[0]}-{case[1]}")
def case(request):
    """Return the name of a method and a number of pairs that it takes."""
    return request.param


def images_for(case, **options):
    return make_images(pairs=max(case[1], 1), **options)


@pytest.mark.parametrize("offset", [(0, 0), (3, 5)])
def test_blocks_and_threads_do_not_matter(tmp_path, case, offset):
    """To the last bit, also where coarse pixels are cut by the edge of the fine image."""
    images = images_for(case, rows=45, columns=53, dates=2, offset=offset)
    uncertainty = METHODS[case[0]].gives_uncertainty
    results = [np.stack(fuse(tmp_path, *case, images, settings, uncertainty=True))
               if uncertainty else fuse(tmp_path, *case, images, settings)
               for settings in (Settings(threads=1, block_size=512),
                                Settings(threads=3, block_size=16),
                                Settings(threads=2, block_size=37))]
    assert np.isfinite(results[0]).all()
    np.testing.assert_array_equal(results[1], results[0])
    np.testing.assert_array_equal(results[2], results[0])


def test_a_batch_of_dates_equals_single_runs(tmp_path, case):
    """To the last bit, also where one date has a gap that the others have not."""
    images, _ = with_gap(images_for(case, dates=3), "predictions", 1)
    uncertainty = METHODS[case[0]].gives_uncertainty
    fuse(tmp_path, *case, images, uncertainty=uncertainty)
    for i, prediction in enumerate(images.predictions):
        single = dataclasses.replace(images, predictions=[prediction])
        results = fuse(tmp_path / "single", *case, single, uncertainty=uncertainty)
        names = ["out", "spread"] if uncertainty else ["out"]
        batch = [read_tif(tmp_path / f"{name}{i}.tif") for name in names]
        np.testing.assert_array_equal(results, batch if uncertainty else batch[0])


def test_predicts_better_than_nothing(tmp_path, case):
    """The prediction is nearer to the truth than a constant image, and has its values' size."""
    images = images_for(case)
    errors = fuse(tmp_path, *case, images) - images.truth
    assert np.sqrt((errors ** 2).mean()) < images.truth.std(axis=(1, 2)).mean()


def test_units_do_not_matter(tmp_path, case):
    """Reflectance of 0 to 1 and of 0 to 10000 give the same image.

    The power of two next to 10000 keeps rounding out, which may move a pixel to another class.
    """
    images = images_for(case)
    assert_close(fuse(tmp_path, *case, images.map(lambda a: a * 8192)),
                 fuse(tmp_path, *case, images) * 8192, scale=8192)


@pytest.mark.parametrize("change", ["mirrored", "transposed"])
def test_directions_do_not_matter(tmp_path, case, change):
    if case[0] in SAMPLED:
        pytest.skip(SAMPLED[case[0]])

    def turn(array):
        return array[:, ::-1, ::-1] if change == "mirrored" else array.swapaxes(1, 2)

    images = images_for(case)
    assert_close(fuse(tmp_path, *case, images.map(turn)), turn(fuse(tmp_path, *case, images)))


def with_gap(images, kind, index):
    """Return the images with some pixels of one of them missing, and these as a fine mask."""
    images = dataclasses.replace(images, **{kind: [a.copy() for a in getattr(images, kind)]})
    array = getattr(images, kind)[index]
    gap = np.zeros(images.truth.shape[1:], bool)
    if kind == "fine":
        gap[17:25, 20:31] = gap[0, 0] = True
        array[0, gap] = np.nan
    else:
        array[-1, 2:4, 3] = np.nan
        gap[16:32, 24:32] = True
    return images, gap


@pytest.mark.parametrize("kind", ["fine", "coarse", "predictions"])
@pytest.mark.parametrize("index", [0, 1])
def test_gaps(tmp_path, case, kind, index):
    """Gaps of any image give nodata or a sound value, and do not spoil the pixels beside them."""
    images = suited(images_for(case), METHODS[case[0]], case[1])
    if index >= len(getattr(images, kind)):
        pytest.skip("there is no such image")
    pierced, gap = with_gap(images, kind, index)
    whole, result = fuse(tmp_path, *case, images), fuse(tmp_path, *case, pierced)
    assert (np.isnan(result).any(axis=0) == np.isnan(result).all(axis=0)).all()
    predicted = np.isfinite(result[0])
    assert predicted[~gap].all()
    if kind == "predictions":
        assert not predicted[gap].any()

    def rmse(values, where):
        return np.sqrt(((values - images.truth)[:, where] ** 2).mean())

    assert rmse(result, predicted) < 1.2 * rmse(whole, predicted) + 0.02
    worst = np.abs(result - images.truth)[:, predicted].max()
    assert worst < np.abs(whole - images.truth).max() + 0.15


def test_uncertainty(tmp_path, case):
    if not METHODS[case[0]].gives_uncertainty:
        pytest.skip("gives no uncertainty")
    pierced, _ = with_gap(images_for(case), "predictions", 0)
    values, spread = fuse(tmp_path, *case, pierced, uncertainty=True)
    np.testing.assert_array_equal(np.isnan(values), np.isnan(spread))
    assert (spread[np.isfinite(spread)] >= 0).all()


def test_smaller_than_the_window(tmp_path, case):
    """With the default parameters."""
    images = images_for(case, rows=18, columns=21, ratio=4)
    result = fuse(tmp_path, *case, images, parameters=default(METHODS[case[0]], case[1]))
    result = result[:, :18, :21]  # without a fine image whole coarse pixels are predicted
    assert np.isfinite(result).all()
    assert np.abs(result - images.truth).mean() < 0.1


@pytest.mark.parametrize("bands", [1, 20])
def test_number_of_bands(tmp_path, case, bands):
    images = images_for(case, rows=32, columns=32, bands=bands)
    result = fuse(tmp_path, *case, images)
    assert result.shape == (bands, 32, 32)
    assert np.isfinite(result).all()


def constant(array, value):
    return np.full_like(array, value)


@pytest.mark.parametrize("change", [0.0, 0.1])
def test_constant_images(tmp_path, case, change):
    """A scene without any structure is predicted without trouble."""
    images = images_for(case).map(lambda a: constant(a, 0.3))
    images.predictions = [constant(a, 0.3 + change) for a in images.predictions]
    np.testing.assert_allclose(fuse(tmp_path, *case, images), 0.3 + change, atol=2e-3)


@pytest.mark.parametrize("change", [0.0, 0.1])
def test_the_same_change_everywhere(tmp_path, case, change):
    """What coarse images show everywhere is added to fine 1; without change it comes back."""
    for name in (case[0], f"{case[0]}-{case[1]}"):
        if name in NOT_FROM_FINE_1:
            pytest.skip(NOT_FROM_FINE_1[name])
    images = images_for(case, noise=0.0)
    images.predictions = [images.coarse[0] + np.float32(change)]
    if case[1] == 2:  # the land changes alike between the pairs
        images.fine[1] = images.fine[0] + np.float32(2 * change)
        images.coarse[1] = images.coarse[0] + np.float32(2 * change)
    result = fuse(tmp_path, *case, images)
    errors = np.abs(result - images.fine[0] - change)
    assert errors.mean() < 0.015
    assert np.quantile(errors, 0.99) < 0.06


def test_resampled_coarse_images(tmp_path, case):
    """Coarse images that come on the fine grid give nearly the same as the original ones."""
    images = suited(images_for(case), METHODS[case[0]], case[1])
    if not case[1]:
        pytest.skip("without a fine image there is no fine grid")
    method = METHODS[case[0]]
    scene = images.open(tmp_path, resampled=True)
    path = str(tmp_path / "resampled.tif")
    engine.run(method, scene, small(method, case[1]), [path])
    errors = [np.sqrt(((values - images.truth) ** 2).mean())
              for values in (read_tif(path), fuse(tmp_path, *case, images))]
    assert errors[0] < 1.5 * errors[1] + 0.005


def test_progress_only_rises(tmp_path, case):
    progress = Progress().collecting()
    images = images_for(case, rows=272, columns=24, dates=2)  # more than one tile of samples
    fuse(tmp_path, *case, images, Settings(block_size=64), progress)
    fractions = [fraction for fraction, _ in progress.shown]
    assert fractions == sorted(fractions)
    assert fractions[-1] == pytest.approx(1)


@pytest.mark.parametrize("name", METHODS)
def test_describes_itself(name):
    """Everything that dialogs, help and documentation are made of is there."""
    method = METHODS[name]
    assert method.id == name and name.isalnum() and name.islower()
    assert method.title and method.summary.endswith(".") and len(method.help) > 200
    assert method.help.count("\n\n") >= 1
    assert method.reference.doi.startswith("10.")
    assert method.reference.authors and method.reference.title and method.reference.source
    assert 1970 < method.reference.year < 2030
    least, most = method.pairs
    assert 0 <= least <= most and most >= 1
    check(method.Parameters())


@pytest.mark.parametrize("name, parameter", [
    (name, parameter) for name, method in METHODS.items()
    for parameter in descriptions(method.Parameters)])
def test_describes_its_parameters(name, parameter):
    parameters = METHODS[name].Parameters
    described = descriptions(parameters)[parameter]
    assert described.label[0].isupper() and not described.label.endswith(".")
    assert described.help.endswith(".") and len(described.help) > 20
    if described.kind in ("integer", "number"):
        assert described.minimum is not None
        assert described.minimum <= getattr(parameters(), parameter)
    if described.kind == "choice":
        assert getattr(parameters(), parameter) in described.choices
        assert all(label[0].isupper() for label in described.choices.values())


def test_aggregate_of_the_test_images():
    """The coarse test images are the means of the fine ones, also where cells are cut."""
    images = make_images(rows=20, columns=20, ratio=8, offset=(3, 0))
    assert images.coarse[0].shape == (2, 3, 3)
    np.testing.assert_allclose(images.coarse[0][:, 0, 0], images.fine[0][:, :5, :8].mean((1, 2)),
                               rtol=1e-5)
    np.testing.assert_allclose(block_mean(images.fine[0], 8, (3, 0)), images.coarse[0], rtol=1e-6)

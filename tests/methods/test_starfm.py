"""STARFM against a plain reference made from the paper, and its known accuracy."""

import dataclasses

import numpy as np
import pytest

from stfusion_qgis import engine
from stfusion_qgis.engine import Settings
from stfusion_qgis.images.inputs import Inputs
from stfusion_qgis.images.scene_opening import open_scene
from stfusion_qgis.images.source import Source
from stfusion_qgis.methods.starfm import Starfm
from tests.scene_files import make_images, read_tif

METHOD = Starfm()


def reference(fine, coarse, coarse_prediction, parameters):
    """Predict as Gao et al. 2006 write it, one pixel at a time, in double precision.

    fine, coarse: one array (bands, rows, columns) a pair, NaN in all bands where one is invalid;
    the coarse ones on the fine grid. Returns the prediction and the weighted deviation of what
    the similar pixels predict.
    """
    fine, coarse = [a.astype(float) for a in fine], [a.astype(float) for a in coarse]
    coarse_prediction = coarse_prediction.astype(float)
    bands, rows, columns = fine[0].shape
    radius = parameters.window_size // 2
    deviations = [np.nanstd(image, axis=(1, 2)) for image in fine]
    valid = [np.isfinite(f + c + coarse_prediction).all(axis=0) for f, c in zip(fine, coarse)]
    always = parameters.temporal_weight == "always" or len(fine) > 1
    result, spread = np.full((2, bands, rows, columns), np.nan)

    def cost(difference, deviation):
        difference = difference / deviation
        if parameters.log_scale > 0:
            difference = np.log(difference * parameters.log_scale + 1)
        return difference + 0.0025  # keeps weights finite

    def similar(k, band, here, there):
        """Say whether a neighbour is spectrally similar, and not worse than the centre."""
        tested = range(bands) if parameters.similarity == "all" else [band]
        if any(abs(fine[k][b][there] - fine[k][b][here])
               > 2 * deviations[k][b] / parameters.classes for b in tested):
            return False
        change = coarse_prediction - coarse[k]
        alike = parameters.change_similarity or np.inf
        if any(abs(change[b][there] - change[b][here]) > alike * deviations[k][b] for b in tested):
            return False
        p = coarse_prediction[band]
        spectral = [abs(f[band] - c[band]) for f, c in zip(fine, coarse)]  # equation 6
        temporal = [abs(c[band] - p) for c in coarse]  # equation 7
        known = [pair for pair in range(len(fine)) if valid[pair][here]]
        largest_s, largest_t = (max(difference[pair][here] for pair in known)
                                for difference in (spectral, temporal))
        u_f = parameters.fine_uncertainty * deviations[k][band]
        u_c = parameters.coarse_uncertainty * deviations[k][band]
        return (spectral[k][there] < largest_s + np.sqrt(u_f ** 2 + u_c ** 2)  # equation 12
                and temporal[k][there] < largest_t + np.sqrt(2 * u_c ** 2))  # equation 13

    for band in range(bands):
        for y in range(rows):
            for x in range(columns):
                weights, values = [], []
                for k in range(len(fine)):
                    if not valid[k][y, x]:
                        continue
                    for i in range(max(y - radius, 0), min(y + radius + 1, rows)):
                        for j in range(max(x - radius, 0), min(x + radius + 1, columns)):
                            there = i, j
                            if not valid[k][there]:
                                continue
                            if there != (y, x) and not similar(k, band, (y, x), there):
                                continue
                            distance = 1 + np.hypot(i - y, j - x) / parameters.distance_scale
                            f, c, p = (image[band][there]
                                       for image in (fine[k], coarse[k], coarse_prediction))
                            combined = cost(abs(f - c), deviations[k][band]) * distance
                            if always:
                                combined *= cost(abs(c - p), deviations[k][band])
                            weights.append(1 / combined)  # equation 10
                            values.append(p + f - c)
                if weights:
                    result[band, y, x] = np.average(values, weights=weights)  # equation 1
                    spread[band, y, x] = np.sqrt(np.average(
                        (np.array(values) - result[band, y, x]) ** 2, weights=weights))
    return result, spread


@pytest.mark.parametrize("pairs", [1, 2])
@pytest.mark.parametrize("options", [
    {}, {"similarity": "all"}, {"log_scale": 30.0}, {"temporal_weight": "always"},
    {"classes": 1, "distance_scale": 2.0}, {"change_similarity": 0.1},
    {"change_similarity": 0.2, "similarity": "all"},
    {"fine_uncertainty": 0.0, "coarse_uncertainty": 0.05, "similarity": "all"}],
    ids=lambda options: ",".join(options) or "defaults")
def test_equals_the_paper(tmp_path, pairs, options):
    """To 1e-5, with gaps in every image."""
    images = make_images(rows=22, columns=25, ratio=4, pairs=pairs, noise=0.02)
    rng = np.random.default_rng(3)
    for image in images.fine:
        image[0, rng.random(image.shape[1:]) < 0.05] = np.nan
    images.fine[0][1, 4:9, 3:6] = np.nan
    images.coarse[-1][0, 2, 3] = np.nan
    images.predictions[0][0, 4, 1] = np.nan
    scene = images.open(tmp_path)
    parameters = METHOD.Parameters(window_size=7, **options)
    paths = [str(tmp_path / "a.tif"), str(tmp_path / "b.tif")]
    engine.run(METHOD, scene, parameters, paths[:1], uncertainties=paths[1:],
               settings=Settings(block_size=10))
    block = scene.read(scene.grid.whole(), 0, "cubic")
    fine, coarse, later = ([image.masked() for image in images]
                           for images in (block.fine, block.coarse, block.coarse_predictions))
    expected, spread = reference(fine, coarse, later[0], parameters)
    assert np.isnan(expected).any() and np.isfinite(expected).mean() > 0.5
    np.testing.assert_allclose(read_tif(paths[0]), expected, atol=1e-5)
    np.testing.assert_allclose(read_tif(paths[1]), spread, rtol=1e-3, atol=2e-4)


@pytest.mark.parametrize("pairs", [1, 2])
@pytest.mark.parametrize("options", [{}, {"similarity": "all"}, {"change_similarity": 0.2}],
                         ids=lambda options: ",".join(options) or "defaults")
def test_dates_predicted_together_equal_single_runs(tmp_path, pairs, options):
    """To the last bit."""
    images = make_images(pairs=pairs, dates=5)
    parameters = METHOD.Parameters(window_size=11, **options)

    def predict(predictions):
        scene = dataclasses.replace(images, predictions=predictions).open(tmp_path)
        paths = [str(tmp_path / f"{i}.tif") for i in range(2 * len(predictions))]
        values, spread = paths[::2], paths[1::2]
        engine.run(METHOD, scene, parameters, values, uncertainties=spread)
        return [read_tif(path) for path in paths]

    single = [array for image in images.predictions for array in predict([image])]
    np.testing.assert_array_equal(predict(images.predictions), single)


def rmse(predicted, truth):
    """Return the mean over the bands of the root mean square error."""
    return np.sqrt(np.nanmean((predicted - truth) ** 2, axis=(1, 2))).mean()


def test_gwydir(shared_data, tmp_path):
    """Not worse than the best public STARFM, 241.8 DN."""
    folder = shared_data / "gwydir"
    fine, coarse, later = (Source(str(folder / name)) for name in (
        "fine_2004-11-26.tif", "coarse_400m_2004-11-26.tif", "coarse_400m_2004-12-28.tif"))
    scene = open_scene(Inputs.of([fine], [coarse], [later]))
    engine.run(METHOD, scene, METHOD.Parameters(), [str(tmp_path / "a.tif")])
    truth = read_tif(folder / "fine_2004-12-28.tif")
    assert rmse(read_tif(tmp_path / "a.tif"), truth) <= 241.8


@pytest.mark.parametrize("coregister, bound", [(True, 306), (False, 306)])
def test_shenzhen(shared_data, tmp_path, coregister, bound):
    """Real MODIS on a shifted grid: not worse than the best public STARFM, 306 DN."""
    folder = shared_data / "shenzhen"
    fine, coarse, later = (Source(str(folder / name)) for name in (
        "L72000306_SZ_B432_30m.tif", "MOD09_2000306_SZ_B214_250m.tif",
        "MOD09_2002311_SZ_B214_250m.tif"))
    scene = open_scene(Inputs.of([fine], [coarse], [later], ratio=250 / 30, coregister=coregister))
    engine.run(METHOD, scene, METHOD.Parameters(), [str(tmp_path / "a.tif")])
    truth = read_tif(folder / "L72002311_SZ_B432_30m.tif")
    assert rmse(read_tif(tmp_path / "a.tif"), truth) <= bound

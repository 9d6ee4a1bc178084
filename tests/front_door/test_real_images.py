"""STARFM through `./dev qgis_process`, as a user runs it, and the baseline on real images.

Bounds are what was measured when the test was written, and a percent.
"""

import json
import os
import subprocess
from dataclasses import dataclass, field

import numpy as np
import pytest
from osgeo import gdal

from stfusion_qgis import engine
from stfusion_qgis.engine import Settings
from stfusion_qgis.images.inputs import Inputs
from stfusion_qgis.images.scene_opening import open_scene
from stfusion_qgis.images.source import Source
from stfusion_qgis.methods.temporaldifference import TemporalDifference
from tests.processing.conftest import provider, run  # noqa: F401 (fixtures)
from tests.scene_files import read_tif
from tools.run_qgis import REPOSITORY


def in_process(run, name, parameters):  # noqa: F811
    """Return the results of an algorithm and what it logged, without a process of its own."""
    return run(name, parameters), "\n".join(run.feedback.lines)


def apart(_, name, parameters):
    """Return the results of an algorithm and what it logged, in a process of its own."""
    return qgis_process(name, parameters)


def qgis_process(name, parameters):
    """Return the results of an algorithm and what it logged."""
    arguments = [f"{key}={value}" for key, values in parameters.items()
                 for value in (values if isinstance(values, list) else [values])]
    result = subprocess.run(
        [REPOSITORY / "dev", "qgis_process", "--json", "run", f"stfusion:{name}", "--", *arguments],
        text=True, capture_output=True, timeout=300)
    assert result.returncode == 0, result.stderr
    reply = json.loads(result.stdout)
    return reply["results"], "\n".join(reply["log"]["info"])


@dataclass(frozen=True)
class Case:
    """Images of a folder of the real data, options, and the largest error of each method.

    errors: mean over the bands of the root mean square error. share: least percent predicted.
    """

    images: dict
    truth: str
    errors: dict
    share: float
    options: dict = field(default_factory=dict)
    log: str = ""


def _salton(**dates):
    return {name: f"salton_sea/{'fine' if name.startswith('FINE') else 'coarse'}/2020-{day}_"
            f"{'fine' if name.startswith('FINE') else 'coarse'}.tif" for name, day in dates.items()}


CASES = {
    "shenzhen": Case(  # real MODIS, resampled to a grid that is shifted by some pixels
        {"FINE_1": "shenzhen/L72000306_SZ_B432_30m.tif",
         "COARSE_1": "shenzhen/MOD09_2000306_SZ_B214_250m.tif",
         "COARSE_PREDICTION": "shenzhen/MOD09_2002311_SZ_B214_250m.tif"},
        "shenzhen/L72002311_SZ_B432_30m.tif", {"starfm": 289, "temporaldifference": 308}, 99.7,
        {"COREGISTER": "true", "RATIO": 8.3333}, "correlation 0.898, 0.970 when moved): corrected"),
    "salton sea": Case(  # own grid of the coarse image, NaN beside another nodata tag
        _salton(FINE_1="11-10", COARSE_1="11-10", COARSE_PREDICTION="12-26"),
        "salton_sea/fine/2020-12-26_fine.tif", {"starfm": 0.0626, "temporaldifference": 0.0585},
        95.7, log="on its own grid"),
    "salton sea, a third missing": Case(
        _salton(FINE_1="12-12", COARSE_1="12-12", COARSE_PREDICTION="12-26"),
        "salton_sea/fine/2020-12-26_fine.tif", {"starfm": 0.0424, "temporaldifference": 0.0419},
        60.7),
    "salton sea, two pairs": Case(
        _salton(FINE_1="11-10", COARSE_1="11-10", FINE_2="12-31", COARSE_2="12-31",
                COARSE_PREDICTION="12-01"),
        "salton_sea/fine/2020-12-01_fine.tif", {"starfm": 0.0531, "temporaldifference": 0.0416},
        97.9),
    "itoiz": Case(  # coarse images in degrees
        {"FINE_1": "itoiz/pairs/S2_2018-12-30.tif",
         "COARSE_1": "itoiz/pairs/L8_2018-12-31_native4326.tif",
         "COARSE_PREDICTION": "itoiz/pairs/L8_2019-02-17_native4326.tif"},
        "itoiz/pairs/S2_2019-02-18.tif", {"starfm": 341, "temporaldifference": 341}, 98.5,
        log="in another coordinate reference system"),
}

APART = ("shenzhen", "salton sea, two pairs")
"""What STARFM predicts in a process of its own: with options, and with two pairs."""


def _mean_rmse(values, truth, valid):
    return np.sqrt(((values - truth)[:, valid] ** 2).mean(axis=1)).mean()


@pytest.mark.parametrize("method", ["starfm", "temporaldifference"])
@pytest.mark.parametrize("name", CASES)
def test_prediction(run, shared_data, tmp_path, name, method):  # noqa: F811
    """As near to the true image as it was, and nearer than no change at all."""
    case = CASES[name]
    way = apart if method == "starfm" and name in APART else in_process
    images = {key: str(shared_data / path) for key, path in case.images.items()}
    output = str(tmp_path / "predicted.tif")
    results, log = way(run, method, {**images, **case.options, "OUTPUT": output})
    assert results["OUTPUT"] == output and os.listdir(tmp_path) == ["predicted.tif"]
    assert results["PREDICTED"] >= case.share
    assert case.log in log and "% of the pixels could be predicted" in log

    predicted, fine = read_tif(output), read_tif(images["FINE_1"])
    truth = read_tif(shared_data / case.truth)
    known = np.isfinite(predicted).all(axis=0)
    assert 100 * known.mean() == pytest.approx(results["PREDICTED"])
    valid = known & np.isfinite(truth).all(axis=0)
    error = _mean_rmse(predicted, truth, valid)
    assert error <= case.errors[method]
    finite = valid & np.isfinite(fine).all(axis=0)  # two pairs predict also where one is missing
    assert _mean_rmse(predicted, truth, finite) < _mean_rmse(fine, truth, finite)
    original, written = gdal.Open(images["FINE_1"]), gdal.Open(output)
    assert written.GetGeoTransform() == original.GetGeoTransform()
    assert (written.RasterXSize, written.RasterYSize) == (original.RasterXSize,
                                                          original.RasterYSize)


def test_no_pixel_is_lost_by_being_dark(shared_data, tmp_path):
    """The Sentinel-2 images of Itoiz tag 0 as nodata: predicted pixels that dark become 1."""
    case = CASES["itoiz"]
    fine, coarse, later = (Source(str(shared_data / path)) for path in case.images.values())
    values = {}
    for as_float in (False, True):
        path = str(tmp_path / f"{as_float}.tif")
        method, scene = TemporalDifference(), open_scene(Inputs.of([fine], [coarse], [later]))
        engine.run(method, scene, method.Parameters(), [path],
                   settings=Settings(float_output=as_float))
        values[as_float] = gdal.Open(path).ReadAsArray()
    dark = values[True] < 0.5
    assert dark.sum() > 100
    assert (values[False][dark] == 1).all()
    np.testing.assert_array_equal(values[False] == 0, np.isnan(values[True]))
    inputs = [gdal.Open(str(shared_data / case.images["FINE_1"])).ReadAsArray() > 0]
    assert not (np.isfinite(values[True][0]) & ~inputs[0].all(axis=0)).any()

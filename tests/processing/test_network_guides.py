"""A network with a guide from its training on real images to its prediction in the toolbox."""

import threading

import numpy as np
import pytest
from osgeo import gdal

torch = pytest.importorskip("torch")

from stfusion_qgis.networks.contract import read_contract  # noqa: E402
from stfusion_qgis.networks.shipped import shipped_network  # noqa: E402
from stfusion_qgis.training.child import guide_proof  # noqa: E402
from stfusion_qgis.training.child.training_run import run_training  # noqa: E402
from stfusion_qgis.training.config import Config  # noqa: E402
from tests.scene_files import read_tif, write_tif  # noqa: E402

DATES = "2020-10-17", "2020-10-27", "2020-11-10", "2020-12-01"
EARLIER = "2020-10-02", "2020-10-07", "2020-10-09"


@pytest.fixture
def salton(shared_data):
    """Return a function that returns the fine or the coarse image of a date."""
    return lambda kind, date: str(shared_data / f"salton_sea/{kind}/{date}_{kind}.tif")


@pytest.fixture
def guide(salton, tmp_path):
    """Return the images of earlier dates as one."""
    path = str(tmp_path / "earlier.vrt")
    gdal.BuildVRT(path, [salton("fine", date) for date in EARLIER], separate=True)
    return path


def trained(tmp_path, scene, monkeypatch):
    """Fine-tune a shipped network for a moment, with the guide whatever it is worth."""
    monkeypatch.setattr(guide_proof, "LEAST_GAIN", -1.0)
    settings = Config.of({
        "scenes": [scene], "architecture": "residualfusion", "bands": "any", "steps": 4,
        "start": str(shipped_network("residualfusion")), "threads": 1, "keep": "last",
        "held_out": DATES[1], "output": str(tmp_path / "network.onnx")})
    history = run_training(settings, lambda event, **values: None, threading.Event())
    assert history.guide is not None and np.isfinite(history.guide.with_guide)
    return settings.output


def test_earlier_dates_as_a_guide(run, error_of, salton, guide, tmp_path, monkeypatch):
    """It is told what it needs, refused without, and changes the prediction a little."""
    pairs = [{"fine": salton("fine", date), "coarse": salton("coarse", date)} for date in DATES]
    network = trained(tmp_path, {"pairs": pairs, "guide": guide}, monkeypatch)
    assert read_contract(network).guide_channels == 3
    given = {"NETWORK_FILE": network, "FINE_1": pairs[0]["fine"], "COARSE_1": pairs[0]["coarse"],
             "COARSE_PREDICTION": pairs[1]["coarse"], "OUTPUT": str(tmp_path / "out.tif")}
    predicted = read_tif(run("networkfusion", {**given, "GUIDE": guide})["OUTPUT"])
    log = "\n".join(run.feedback.lines)
    assert "Guide: 3 bands, needed" in log and "earlier: a guide of 3 bands" in log
    truth = read_tif(pairs[1]["fine"])
    known = np.isfinite(predicted) & np.isfinite(truth)
    assert known.mean() > 0.9 and np.abs(predicted - truth)[known].mean() < 0.05
    other = write_tif(tmp_path / "flat.tif", np.zeros((3, 140, 140), np.float32), epsg=32611,
                      transform=gdal.Open(pairs[0]["fine"]).GetGeoTransform())
    without = read_tif(run("networkfusion", {**given, "GUIDE": other})["OUTPUT"])
    assert (without != predicted)[known].any()
    assert "needs a guide" in error_of("networkfusion", given)
    assert "takes a guide of 3 bands" in error_of(
        "networkfusion", {**given, "GUIDE": pairs[0]["fine"]})


def test_a_network_without_a_guide_leaves_it_alone(run, salton, guide, tmp_path):
    given = {"NETWORK": "residualfusion", "FINE_1": salton("fine", DATES[0]),
             "COARSE_1": salton("coarse", DATES[0]), "OUTPUT_TYPE": 1,
             "COARSE_PREDICTION": salton("coarse", DATES[1]), "OUTPUT": str(tmp_path / "out.tif")}
    plain = read_tif(run("networkfusion", given)["OUTPUT"])
    guided = read_tif(run("networkfusion", {**given, "GUIDE": guide})["OUTPUT"])
    np.testing.assert_array_equal(guided, plain)
    assert any("Not used with these parameters: earlier" in line for line in run.feedback.lines)

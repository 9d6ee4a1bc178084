"""Runs in the background on a cluster: QGIS waits for a process, and never imports Dask."""

import sys

import numpy as np
import pytest
from qgis.core import QgsProject, QgsSettings

from stfusion_qgis import engine
from stfusion_qgis.gui.dock.runs.output_place import OutputPlace
from stfusion_qgis.gui.settings.computation_box import ComputationBox
from stfusion_qgis.images.inputs import Inputs
from stfusion_qgis.images.scene_opening import open_scene
from stfusion_qgis.methods import all_methods
from stfusion_qgis.processing.user_settings import UserSettings
from tests.gui.dock.conftest import take_up_layers
from tests.local_cluster import local_cluster
from tests.scene_files import read_tif

METHOD = all_methods()["temporaldifference"]


@pytest.fixture
def ready(make_dock, load, provider, tmp_path):
    """Return a dock with the images of one pair, which writes into a folder."""
    load("fine_1", "coarse_1", "coarse_prediction")
    dock = make_dock()
    OutputPlace(str(tmp_path)).remember()
    take_up_layers(dock)
    dock.methods.combo.set_method(METHOD.id)
    yield dock
    QgsSettings().remove("stfusion")


def set_scheduler(address):
    """Enter an address on the options page."""
    box = ComputationBox()
    box.show_settings(UserSettings.read())
    box._scheduler.setText(f" {address} ")
    box.settings().write()
    assert UserSettings.read().scheduler == address


def test_a_run_goes_to_the_cluster(ready, wait, files, interface, tmp_path, tmp_path_factory):
    pytest.importorskip("distributed")
    before = set(QgsProject.instance().mapLayers())
    imported = {"dask", "distributed"} & set(sys.modules)
    with local_cluster(tmp_path_factory.mktemp("cluster")) as address:
        set_scheduler(address)
        ready.run_bar.background_button.click()
        wait(lambda: ready.runs.count() == 0, 120)
    (added,) = set(QgsProject.instance().mapLayers()) - before
    layer = QgsProject.instance().mapLayer(added)
    assert layer.name() == "Temporal difference 2020-04-01"
    assert layer.source() == str(tmp_path / "temporaldifference_2020-04-01.vrt")
    assert {"dask", "distributed"} & set(sys.modules) == imported
    roles = ("fine_1", "coarse_1", "coarse_prediction")
    engine.run(METHOD, open_scene(Inputs.of(*([files[role]] for role in roles))),
               METHOD.Parameters(), [str(tmp_path / "whole.tif")])
    np.testing.assert_array_equal(read_tif(layer.source()), read_tif(tmp_path / "whole.tif"))


def test_no_such_scheduler(ready, wait, interface, monkeypatch):
    """The message says what to check; nothing is loaded."""
    monkeypatch.setenv("DASK_DISTRIBUTED__COMM__TIMEOUTS__CONNECT", "1s")
    set_scheduler("tcp://127.0.0.1:9")
    before = set(QgsProject.instance().mapLayers())
    ready.run_bar.background_button.click()
    wait(lambda: ready.runs.count() == 0, 120)
    assert any("tcp://127.0.0.1:9 cannot be reached" in text for text in interface.messages())
    assert set(QgsProject.instance().mapLayers()) == before

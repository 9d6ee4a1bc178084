"""What numba would gain: said for each method while it is missing, with the way to install it."""

import numpy as np
import pytest
from qgis.core import QgsApplication
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtTest import QTest

from stfusion_qgis import engine
from stfusion_qgis.gui.settings.page import PAGE_NAME
from stfusion_qgis.kernels import backends
from stfusion_qgis.methods import all_methods, shipped_methods
from stfusion_qgis.methods.numba_gains import numba_gain
from stfusion_qgis.progress import Progress
from tests.scene_files import make_images, read_tif


@pytest.fixture
def without_numba(monkeypatch):
    """Choose NumPy, as where numba is missing."""
    monkeypatch.setenv("STFUSION_BACKEND", "numpy")
    backends.choose_again()
    yield
    monkeypatch.undo()
    backends.choose_again()


def test_each_method_says_what_it_would_gain(without_numba, make_dock, interface):
    dock = make_dock()
    hint = dock.methods.numba_hint
    dock.methods.combo.set_method("starfm")
    assert hint.text() == "With numba, STARFM would be about 11 times as fast."
    dock.methods.combo.set_method("temporaldifference")
    assert hint.text() == ""
    opened = []
    interface.showOptionsDialog = lambda window, page: opened.append(page)
    dock.methods.combo.set_method("fsdaf")
    QTest.mouseClick(hint.button, Qt.MouseButton.LeftButton)
    assert opened == [PAGE_NAME]


def test_it_goes_when_numba_has_come(without_numba, make_dock, monkeypatch):
    """After the task that installs it."""
    dock = make_dock()
    dock.methods.combo.set_method("starfm")
    assert dock.methods.numba_hint.text()
    monkeypatch.setenv("STFUSION_BACKEND", "numba")
    backends.choose_again()
    QgsApplication.taskManager().allTasksFinished.emit()
    assert dock.methods.numba_hint.text() == ""


def test_nothing_is_said_with_numba(make_dock):
    assert backends.backend() == "numba"
    dock = make_dock()
    dock.methods.combo.set_method("starfm")
    assert dock.methods.numba_hint.text() == ""


def test_the_log_says_it_too(without_numba, tmp_path):
    for name, said in (("starfm", 1), ("temporaldifference", 0)):
        log, method = Progress().collecting(), all_methods()[name]
        parameters = method.Parameters(window_size=5) if name == "starfm" else method.Parameters()
        output = str(tmp_path / f"{name}.tif")
        engine.run(method, make_images().open(tmp_path), parameters, [output], progress=log)
        assert np.isfinite(read_tif(output)).all()
        assert sum("times as fast" in text for text in log.infos) == said


def test_gains_are_of_methods_that_there_are():
    gaining = [name for name in shipped_methods() if numba_gain(name) > 1]
    assert len(gaining) == 11 and "starfm" in gaining
    assert numba_gain("a method from elsewhere") == 1

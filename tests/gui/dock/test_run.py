"""From the dock to Processing: dialog, background run, commands."""

import shlex
import subprocess
import types
from collections import Counter

import numpy as np
import processing
import pytest
from qgis.core import (
    QgsApplication,
    QgsProcessingContext,
    QgsProject,
    QgsRasterLayer,
    QgsRasterRange,
)
from qgis.gui import QgsGui
from qgis.PyQt.QtCore import QCoreApplication, QEvent, Qt
from qgis.PyQt.QtGui import QGuiApplication
from qgis.PyQt.QtWidgets import QDialog

from stfusion_qgis.gui.dock import run
from stfusion_qgis.gui.dock.runs.output_place import OutputPlace
from stfusion_qgis.gui.layers_panel.store import suggested_reference
from stfusion_qgis.methods import all_methods
from tests.gui.dock.conftest import copy_of, take_up_layers
from tests.scene_files import read_tif
from tools.run_qgis import REPOSITORY


@pytest.fixture
def ready(make_dock, load, provider):
    """Return a dock with the images of one pair; it is not shown, so it makes no previews."""
    load("fine_1", "coarse_1", "coarse_prediction", "reference")
    dock = make_dock()
    OutputPlace().remember()
    take_up_layers(dock)
    return dock


def algorithm(dock):
    """Return the algorithm of the chosen method."""
    return QgsApplication.processingRegistry().algorithmById(
        run.processing_id(dock.methods.method()))


@pytest.mark.parametrize("method", list(all_methods().values()), ids=lambda method: method.id)
def test_every_method_is_given_what_it_needs(ready, load, method):
    """The algorithm of each method accepts what the dock holds."""
    load("fine_2", "coarse_2")
    take_up_layers(ready)
    ready.methods.set_method(method, method.Parameters())
    ready.images.options.fields["upscaling"].set_value(8)
    values = {**ready._values(), "OUTPUT": "TEMPORARY_OUTPUT"}
    context = QgsProcessingContext()
    context.setProject(QgsProject.instance())
    valid, message = algorithm(ready).checkParameterValues(values, context)
    assert valid, message
    known = {parameter.name() for parameter in algorithm(ready).parameterDefinitions()}
    assert set(values) <= known


def test_options_and_masks_go_along(ready):
    """What was changed is given; what is usual is left to the algorithm."""
    ready.methods.combo.set_method("starfm")
    ready.methods.form.set_value("similarity", "all")
    usual = ready._values()
    assert usual["SIMILARITY"] == 1 and usual["WINDOW_SIZE"] == 51
    assert not {"RATIO", "COREGISTER", "BAND_MATCHING", "UPSCALING"} & set(usual)
    ready.images.options.fields["coregister"].set_value(True)
    ready.images.options.fields["ratio"].set_value(8)
    ready.images.options.fields["band_matching"].set_value("name")
    mask = ready.images.layer("reference")
    ready.images.rows()["fine_1"].set_mask(mask)
    given = ready._values()
    assert (given["COREGISTER"], given["RATIO"], given["BAND_MATCHING"]) == (True, 8, 1)
    assert given["MASK_FINE_1"] == mask.id()
    assert given["FINE_1"] == ready.images.layer("fine_1").id()


def test_dialogs_are_opened_again_and_again(ready, monkeypatch):
    """QGIS deletes a dialog that was closed; the next click has to bear that."""
    def create(*_):
        dialog = QDialog()
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        return dialog

    monkeypatch.setattr("processing.createAlgorithmDialog", create)
    for click in (ready.run_bar.run_button.click, ready.methods.choice_button.click) * 2:
        click()
        dialog = ready._dialogs[-1]
        assert dialog.isVisible() and len(ready._dialogs) == 1
        dialog.close()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def test_copied_python_runs(ready, files, wait, tmp_path):
    """What is copied can be pasted: it names files, and runs as it is."""
    ready.methods.combo.set_method("temporaldifference")
    ready.run_bar.python_action.trigger()
    text = QGuiApplication.clipboard().text()
    assert files["fine_1"] in text
    results = {}
    recording = types.SimpleNamespace(
        run=lambda *arguments: results.update(processing.run(*arguments)))
    body = text.replace("import processing\n", "")
    exec(compile(body, "pasted", "exec"), {"processing": recording})
    assert np.isfinite(read_tif(results["OUTPUT"])).any()


def test_copied_command_is_complete(ready, files):
    """Quoted for a shell, with files and an output."""
    ready.methods.combo.set_method("starfm")
    ready.run_bar.shell_action.trigger()
    words = shlex.split(QGuiApplication.clipboard().text())
    assert words[:4] == ["qgis_process", "run", "stfusion:starfm", "--"]
    given = dict(word.split("=", 1) for word in words[4:])
    assert given["FINE_1"] == files["fine_1"] and given["OUTPUT"].endswith(".tif")
    assert set(given) <= {parameter.name() for parameter in
                          algorithm(ready).parameterDefinitions()}


def test_names_with_blanks_are_quoted():
    method = all_methods()["temporaldifference"]
    command = run.shell_command(method, {"FINE_1": "/my images/it's.tif", "SCALE_COARSE": True})
    assert shlex.split(command)[4:] == ["FINE_1=/my images/it's.tif", "SCALE_COARSE=true"]


def test_a_copied_command_opens_the_project_for_what_is_set_in_its_layers(
        ready, interface, files, tmp_path):
    """In a shell as in the dock: the nodata value that is set in a layer counts."""
    ready.methods.combo.set_method("temporaldifference")
    layer = ready.images.layer("coarse_1")
    pixels = read_tif(files["coarse_1"])
    layer.dataProvider().setUserNoDataValue(1, [QgsRasterRange(0, float(np.median(pixels[0])))])
    ready.run_bar.shell_action.trigger()
    assert any("save the project" in text for text in interface.messages())
    assert QgsProject.instance().write(str(tmp_path / "my project.qgs"))
    ready.run_bar.shell_action.trigger()
    assert any("from the file of the project" in text and "coarse_2020-03-01" in text
               for text in interface.messages())
    words = shlex.split(QGuiApplication.clipboard().text())
    done = subprocess.run([REPOSITORY / "dev", *words], cwd=tmp_path, text=True,
                          capture_output=True, timeout=300)
    assert done.returncode == 0, done.stderr
    valid = np.isfinite(read_tif(tmp_path / "prediction.tif")).all(axis=0)
    assert 0.3 < valid.mean() < 0.7


def history():
    """Return the commands in Processing's history."""
    if hasattr(QgsGui, "historyProviderRegistry"):  # QGIS 3.24 and later
        entries = QgsGui.historyProviderRegistry().queryEntries(providerId="processing")
        return [entry.entry["python_command"] for entry in entries]
    from processing.core.ProcessingLog import ProcessingLog

    return [str(vars(entry)) for entry in ProcessingLog.getLogEntries()]


def test_run_in_background(ready, wait, interface):
    """The whole scene is predicted on a task; the result is loaded, named, dated and styled."""
    ready.methods.combo.set_method("temporaldifference")
    before = set(QgsProject.instance().mapLayers())
    entries = history()
    ready.run_bar.background_button.click()
    assert ready.runs.count() == 1
    wait(lambda: ready.runs.count() == 0)
    (added,) = set(QgsProject.instance().mapLayers()) - before
    layer = QgsProject.instance().mapLayer(added)
    assert layer.name() == "Temporal difference 2020-04-01"
    day = layer.temporalProperties().fixedTemporalRange().begin().date()
    assert (day.year(), day.month(), day.day()) == (2020, 4, 1)
    assert suggested_reference(layer) == ready.images.layer("reference").source()
    assert layer.renderer().type() == ready.images.layer("fine_1").renderer().type()
    assert any("Temporal difference has made its prediction" in text
               for text in interface.messages())
    (entry,) = (Counter(history()) - Counter(entries)).elements()
    assert "stfusion:temporaldifference" in entry
    take_up_layers(ready)  # a prediction is not taken for an image to predict from
    assert ready.images.layer("reference").name() == "fine_2020-04-01"


def buttons(dock):
    """Return the buttons that run or copy, and check that they are all on or all off."""
    bar = dock.run_bar
    found = [bar.run_button, bar.background_button, bar.copy_button]
    assert len({button.isEnabled() for button in found}) == 1
    return found


def test_a_run_that_cannot_begin(ready, load):
    """Images are missing: buttons are off, and tell which; nothing runs."""
    usual = [button.toolTip() for button in buttons(ready)]
    assert ready.run_bar.run_button.isEnabled()
    ready.methods.combo.set_method("estarfm")
    ready.run_bar.background_button.click()
    assert ready.runs.count() == 0
    assert [(button.isEnabled(), button.toolTip()) for button in buttons(ready)] == [
        (False, "Missing: pair 2.")] * 3
    load("fine_2", "coarse_2")
    take_up_layers(ready)
    assert [button.toolTip() for button in buttons(ready)] == usual
    ready.methods.form.set_value("window_size", 4)
    assert not ready.run_bar.run_button.isEnabled()
    assert "odd" in ready.run_bar.run_button.toolTip()
    ready.methods.form.reset()
    assert ready.run_bar.run_button.isEnabled()


def test_without_any_image(make_dock, provider, interface):
    """The buttons are off; whoever asks for a run all the same gets a message."""
    dock = make_dock()
    assert not buttons(dock)[0].isEnabled()
    assert "coarse image of the prediction date" in dock.run_bar.background_button.toolTip()
    OutputPlace().remember()
    dock.run_in_background()
    assert dock.runs.count() == 0 and "reference pairs" in interface.messages()[-1]


def test_a_run_that_fails(ready, wait, interface, files, tmp_path):
    """A file that is damaged: the message says so."""
    path = copy_of(files["coarse_prediction"], tmp_path)
    layer = QgsRasterLayer(path, "damaged 2020-04-01")
    QgsProject.instance().addMapLayer(layer)
    ready.images.rows()["coarse_prediction"].set_layer(layer, decided=True)
    ready.methods.combo.set_method("temporaldifference")
    with open(path, "r+b") as file:
        file.truncate(900)
    ready.run_bar.background_button.click()
    wait(lambda: ready.runs.count() == 0)
    assert any("failed" in text or "cannot be" in text for text in interface.messages())
    assert not any(layer.name().startswith("Temporal")
                   for layer in QgsProject.instance().mapLayers().values())


def test_a_run_can_be_cancelled(ready, wait, endless):
    ready.methods.combo.set_method("temporaldifference")
    before = set(QgsProject.instance().mapLayers())
    ready.run_in_background()
    wait(endless.is_set)
    ready.runs.cancel()
    wait(lambda: ready.runs.count() == 0)
    assert set(QgsProject.instance().mapLayers()) == before

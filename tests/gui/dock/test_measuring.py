"""The metrics in the dock: those of the toolbox at any zoom, and never those of something else."""

import processing
import pytest
from qgis.core import QgsProject, QgsRectangle

from stfusion_qgis.images.inputs import Inputs
from stfusion_qgis.processing.user_settings import UserSettings
from tests.gui.dock.conftest import complete, copy_of, held_back


@pytest.fixture
def in_toolbox(provider, files, tmp_path):
    """Return the outputs of the algorithm that measures a prediction of the toolbox."""
    UserSettings(float_output=True).write()
    prediction = processing.run("stfusion:temporaldifference", {
        "FINE_1": files["fine_1"], "COARSE_1": files["coarse_1"],
        "COARSE_PREDICTION": files["coarse_prediction"],
        "OUTPUT": str(tmp_path / "prediction.tif")})["OUTPUT"]
    yield processing.run("stfusion:imagequality", {
        "PREDICTION": prediction, "REFERENCE": files["reference"], "RATIO": 8.0})
    UserSettings().write()


def scaled(extent, factor):
    return QgsRectangle.fromCenterAndSize(
        extent.center(), extent.width() * factor, extent.height() * factor)


def measured(dock):
    """Return a condition: metrics are shown, and all of them."""
    return lambda: dock.comparison.tabs.quality is not None and not dock.comparison.is_working()


def values(dock):
    assessment, = dock.comparison.tabs.quality.comparison.assessments
    return {key: value.overall for key, value in assessment.values.items()}


ONE_PAIR = ("fine_1", "coarse_1", "coarse_prediction", "reference")


def test_the_dock_agrees_with_the_toolbox_at_any_zoom(previews, wait, interface, in_toolbox):
    dock, shown = previews(*ONE_PAIR)
    extent = dock.images.layer("fine_1").extent()
    factors = set()
    for zoom in (1.05, 3.0, 8.0):
        interface.canvas.setExtent(scaled(extent, zoom))
        shown.clear()
        wait(complete(shown))
        wait(measured(dock))
        factors.add(shown[-1].factor)
        assert dock.comparison.tabs.quality.share.is_all
        for key in ("RMSE", "ERGAS", "SSIM", "PSNR", "SAM", "Q2N"):
            assert values(dock)[key] == pytest.approx(in_toolbox[key], rel=1e-6), (zoom, key)
        assert "48,000 pixels: all pixels in view" in dock.comparison.tabs.metrics.heading.text()
    assert len(factors) == 3


def test_the_whole_scene_on_request(previews, wait, interface, in_toolbox):
    """It stays while the map moves, and goes when something else is to be predicted."""
    dock, shown = previews(*ONE_PAIR)
    wait(measured(dock))
    dock.methods.kept.add_method("estarfm")  # which cannot run with one pair
    interface.canvas.setExtent(scaled(dock.images.layer("fine_1").extent(), 0.2))
    tabs = dock.comparison.tabs
    shown.clear()
    wait(complete(shown))
    wait(measured(dock))
    tabs.scene_button.click()
    assert "Measuring the whole scene" in tabs.metrics.heading.text()
    wait(lambda: "pixels: the whole scene" in tabs.metrics.heading.text())
    assert values(dock)["RMSE"] == pytest.approx(in_toolbox["RMSE"], rel=1e-6)
    assert "not measured" not in tabs.metrics.heading.text()
    shown.clear()
    interface.canvas.zoomByFactor(0.5)
    wait(complete(shown))
    assert "pixels: the whole scene" in tabs.metrics.heading.text()
    dock.methods.combo.set_method("interpolation")
    assert not tabs.scene_button.isChecked() and not tabs.metrics.table.isEnabled()
    wait(measured(dock))
    assert "in view" in tabs.metrics.heading.text()


def test_measuring_the_whole_scene_is_stopped(previews, wait):
    dock, _ = previews(*ONE_PAIR)
    wait(measured(dock))
    tabs = dock.comparison.tabs
    tabs.scene_button.click()
    assert dock.control._scene.is_active()
    tabs.metrics.heading.linkActivated.emit("stop")
    assert not dock.control._scene.is_active() and not tabs.scene_button.isChecked()
    assert "all pixels in view" in tabs.metrics.heading.text()


def test_the_hint_to_load_images_goes_when_there_are_some(make_dock, load, wait, interface):
    """Before, it stayed until the first prediction was there."""
    dock = make_dock()
    dock.show()
    canvas = dock.comparison.canvas()
    wait(lambda: canvas.message().startswith("Load a fine image"))
    with held_back(dock):
        layers = load(*ONE_PAIR)
        interface.canvas.setExtent(layers["fine_1"].extent())
        wait(lambda: dock.images.inputs().lead is not None)
        assert canvas.message() == "The prediction is being made…"
    wait(measured(dock))
    assert canvas.message() == ""


def test_layers_that_were_not_recognised_are_not_asked_for_again(make_dock, load, wait,
                                                                 monkeypatch):
    """They are to be chosen, not to be loaded."""
    dock = make_dock()
    monkeypatch.setattr(dock.images, "inputs", Inputs)  # as if none was in the form
    load("fine_1")
    dock.show()
    wait(lambda: dock.comparison.canvas().message().startswith("Choose the images in the form"))


def test_metrics_of_another_project_do_not_stay(previews, wait, files, load, tmp_path):
    """Neither they nor its images are there while the new ones are being predicted."""
    dock, shown = previews(*ONE_PAIR)
    wait(measured(dock))
    moved = copy_of(files["coarse_2"], tmp_path)
    seen = []
    dock.images.changed.connect(lambda: seen.append(
        (dock.comparison.has_images(), dock.comparison.tabs.quality)))
    layer = dock.images.layer("coarse_prediction")
    with held_back(dock):
        layer.setDataSource(moved, layer.name(), "gdal")
        wait(lambda: bool(seen))
        assert seen[-1] == (False, None)
    shown.clear()
    QgsProject.instance().clear()
    wait(lambda: dock.comparison.canvas().message().startswith("Load a fine image"))
    assert dock.comparison.tabs.quality is None


def test_the_method_before_does_not_lend_its_name(previews, wait):
    """Nor its metrics, while the new one is being predicted."""
    dock, _ = previews(*ONE_PAIR)
    wait(measured(dock))
    assert dock.comparison.sides.titles()[0] == "Temporal difference"
    dock.methods.combo.set_method("starfm")
    assert dock.comparison.sides.titles()[0] == "Temporal difference (before the change)"
    assert not dock.comparison.tabs.metrics.table.isEnabled()
    wait(measured(dock))
    assert dock.comparison.sides.titles()[0] == "STARFM"
    assert dock.comparison.tabs.metrics.table.isEnabled()


def test_nobody_is_best_while_predictions_are_being_made(previews, wait):
    """Metrics come once, of all predictions on the same pixels, when the preview is complete."""
    dock, shown = previews(method="starfm")
    dock.methods.form.set_value("window_size", 101)
    dock.methods.kept.add_method("fitfc")
    marked = []
    tabs = dock.comparison.tabs
    dock.control.worker.delivered.connect(lambda preview: marked.append(
        tabs.quality is not None and tabs.metrics.table.isEnabled()))
    wait(complete(shown))
    wait(measured(dock))
    assert not any(marked)
    assert len(tabs.quality.comparison.names) == 2
    assert any(row.best for row in tabs.quality.table.rows)


def test_the_line_below_does_not_speak_of_the_preview_before(previews, wait):
    """While a slow one is being made; one that is quick does not make it flicker."""
    dock, shown = previews(*ONE_PAIR)
    wait(measured(dock))
    before = dock.status.text()
    assert "pixels" in before
    shown.clear()
    with held_back(dock):
        dock.methods.combo.set_method("starfm")
        wait(lambda: dock.status.text() == "The prediction is being made…")
    wait(complete(shown))
    assert "pixels" in dock.status.text()

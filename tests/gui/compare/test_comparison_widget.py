"""The comparison as a whole, on real images."""

import gc
import resource
import threading

import numpy as np
import pytest
from osgeo import gdal
from qgis.core import QgsPointXY, QgsProject
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import QApplication

from stfusion_qgis import pictures
from stfusion_qgis.gui.compare.sides.shown_raster import FOLDER
from stfusion_qgis.quality.measured_share import MeasuredShare
from tests.gui.compare.conftest import destroy, measured_of, plain_image, replaced, show


def files():
    """Return the files in memory that comparisons hold."""
    return gdal.ReadDir(FOLDER) or []


def threads():
    return [thread for thread in threading.enumerate() if thread.name == "stfusion-background"]


def marked(model):
    """Return the cells of metrics that are marked as the best."""
    return [(row, column) for row in range(model.rowCount()) for column in range(2, 4)
            if model.index(row, column).data(Qt.ItemDataRole.BackgroundRole) is not None]


def choices(combo):
    return [combo.itemText(i) for i in range(combo.count()) if combo.itemText(i)]


def test_prediction_is_compared_with_the_reference_at_first(make_widget, shenzhen, wait):
    widget = make_widget(list(shenzhen.values()))
    wait(lambda: not widget.is_working())
    assert widget.sides.keys() == ("prediction:1", "reference")
    assert choices(widget.sides.left) == [
        *(image.title for image in shenzhen.values()), "Error of Temporal difference",
        "Error of No change"]
    layer, = widget.canvas().layers()
    assert layer.extent() == shenzhen["prediction:1"].extent
    point = QgsPointXY(layer.extent().xMinimum() + 95, layer.extent().yMaximum() - 35)
    assert layer.dataProvider().sample(point, 2)[0] == shenzhen["prediction:1"].values[1, 1, 3]
    assert widget.tabs.quality.comparison.names == ["Temporal difference", "No change"]
    assert "49,9" in widget.tabs.metrics.heading.text() or "50,000" in (
        widget.tabs.metrics.heading.text())


def test_without_reference_the_coarse_image_takes_its_place(make_widget, shenzhen, wait):
    images = [image for image in shenzhen.values() if image.role != "reference"]
    widget = make_widget(images)
    wait(lambda: not widget.is_working())
    assert widget.sides.keys() == ("prediction:1", "coarse_prediction")
    assert "No change minus coarse image" in choices(widget.sides.right)
    assert "COARSE_RMSE" in widget.tabs.quality.comparison.assessments[0].values
    show(widget, images, None)
    wait(lambda: not widget.is_working())
    assert "No change minus coarse image" not in choices(widget.sides.right)
    assert widget.tabs.quality is None
    assert "scale ratio" in widget.tabs.widget(0).currentWidget().text()


def test_choice_of_the_user_stays_while_images_come_and_go(make_widget, shenzhen):
    widget = make_widget(list(shenzhen.values()))
    widget.sides.choose("error:prediction:2", "fine_1")
    show(widget, [shenzhen["fine_1"], shenzhen["reference"], shenzhen["prediction:1"]], None)
    assert widget.sides.keys() == ("prediction:1", "fine_1")
    show(widget, list(shenzhen.values()), 8.33)
    assert widget.sides.keys() == ("error:prediction:2", "fine_1")
    widget.sides.swap()
    assert widget.sides.keys() == ("fine_1", "error:prediction:2")


def test_state_comes_back(make_widget, shenzhen, wait):
    widget = make_widget(list(shenzhen.values()))
    widget.sides.choose("error:prediction:2", "prediction:1")
    widget.looks.choose("band:2")
    widget.canvas().legend.choose("band:3")
    widget.canvas().swipe.set_position(0.25)
    widget.tabs.setCurrentIndex(1)
    widget.tabs.chart.choose("SSIM")
    other = make_widget()
    other.restore(widget.state())
    show(other, list(shenzhen.values()), 8.33)
    wait(lambda: not other.is_working())
    assert other.state() == widget.state()
    assert other.sides.keys() == ("error:prediction:2", "prediction:1")
    assert other.looks.chosen_bands() == (1,) and other.canvas().legend.band() == 2
    assert other.tabs.chart.metrics.currentText() == "SSIM"
    other.restore({})
    assert other.sides.keys() == ("prediction:1", "reference")


def test_choices_of_the_user_are_announced(make_widget, shenzhen, wait):
    widget = make_widget(list(shenzhen.values()))
    wait(lambda: not widget.is_working())
    seen = []
    widget.changed.connect(lambda: seen.append(widget.state()))
    widget.sides.swap()
    widget.looks.choose("band:1")
    widget.canvas().legend.choose("band:2")
    widget.canvas().swipe.set_position(0.1)
    widget.tabs.setCurrentIndex(1)
    widget.tabs.metrics.table.setCurrentIndex(widget.tabs.metrics.model.index(6, 0))
    assert len(seen) == 6 and seen[-1]["metric"] == "SSIM"
    show(widget, list(shenzhen.values()), 8.33)
    wait(lambda: not widget.is_working())
    assert len(seen) == 6


def test_clear_says_what_to_do(make_widget, shenzhen, wait):
    widget = make_widget(list(shenzhen.values()))
    widget.clear("Choose a coarse image.")
    wait(lambda: not threads())
    QApplication.processEvents()
    assert widget.canvas().layers() == [] and widget.tabs.quality is None
    assert "Choose a coarse image." in widget.canvas().message()
    assert not widget.sides.isEnabled() and not widget.is_working()
    show(widget, list(shenzhen.values()), 8.33)
    wait(lambda: not widget.is_working())
    assert widget.canvas().message() == "" and len(widget.canvas().layers()) == 1


@pytest.mark.parametrize("bands", [1, 2, 20])
def test_any_number_of_bands(make_widget, wait, bands):
    rng = np.random.default_rng(bands)
    true = rng.normal(size=(bands, 40, 50))
    widget = make_widget([plain_image("prediction:1", true + rng.normal(size=true.shape)),
                          plain_image("reference", true)], None)
    wait(lambda: not widget.is_working())
    assert len(widget.looks.chosen_bands()) == (3 if bands == 20 else 1)
    for key in ("error:prediction:1", "reference"):
        widget.sides.choose("prediction:1", key)
        wait(lambda: not widget.is_working())
    assert len(widget.tabs.quality.comparison.assessments[0].bands) == bands


def test_images_without_any_valid_pixel(make_widget, wait):
    empty = np.full((2, 30, 30), np.nan)
    widget = make_widget([plain_image("prediction:1", empty), plain_image("reference", empty)],
                         None)
    widget.sides.choose("error:prediction:1", "reference")
    wait(lambda: not widget.is_working())
    assert "no valid pixel" in widget.tabs.widget(0).currentWidget().text()


def test_a_single_image_can_be_shown_alone(make_widget, shenzhen, wait):
    widget = make_widget([shenzhen["fine_1"]], None)
    wait(lambda: not widget.is_working())
    assert widget.sides.keys() == ("fine_1", "fine_1")
    assert "no prediction" in widget.tabs.widget(0).currentWidget().text()


def test_stretch_is_the_same_for_all_and_stays_when_predictions_change(make_widget, shenzhen,
                                                                       wait):
    widget = make_widget(list(shenzhen.values()))
    wait(lambda: not widget.is_working())

    def limits():
        renderer = widget.canvas().layers()[0].renderer()
        enhancement = renderer.redContrastEnhancement()
        return enhancement.minimumValue(), enhancement.maximumValue()

    first = limits()
    known = [image.values[:, ::2, ::2] for image in shenzhen.values()
             if image.role != "prediction"]
    assert first == pytest.approx(tuple(pictures.stretch(known)[0]))
    widget.sides.choose("fine_1", None)
    wait(lambda: not widget.is_working())
    assert limits() == first
    brighter = replaced(shenzhen["prediction:1"], values=2 * shenzhen["prediction:1"].values)
    show(widget, [*list(shenzhen.values())[:4], brighter], 8.33)
    wait(lambda: not widget.is_working())
    assert limits() == first


def test_a_hundred_previews_leave_memory_and_layers_as_they_are(make_widget, shenzhen, wait):
    small = [replaced(image, values=image.values[:, :100, :150]) for image in shenzhen.values()]
    widget = make_widget(small)
    wait(lambda: not widget.is_working())
    project_layers = len(QgsProject.instance().mapLayers())

    def show_new(number):
        show(widget, [replaced(image, values=image.values.copy()) for image in small], 8.33)
        if number % 4 == 0:
            key = "reference" if number % 8 else "error:prediction:1"
            widget.sides.choose("prediction:2", key)
        wait(lambda: not widget._drawing.is_active())

    for number in range(15):
        show_new(number)
    gc.collect()
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    for number in range(85):
        show_new(number)
    wait(lambda: not widget.is_working())
    gc.collect()
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    assert grown < 20_000  # kB; 85 previews of 1.1 MB would be 92,000
    assert len(files()) == 4 and len(widget.canvas().layers()) == 1
    assert len(QgsProject.instance().mapLayers()) == project_layers


def test_nothing_is_left_when_it_is_destroyed_at_work(make_widget, shenzhen, wait):
    before = set(files())
    for moment in range(6):
        widget = make_widget(list(shenzhen.values()))
        if moment > 2:
            wait(lambda widget=widget: not widget._drawing.is_active())
        assert widget.is_working()
        destroy(widget)
        del widget
        gc.collect()
        QApplication.processEvents()
    wait(lambda: not threads())
    assert set(files()) <= before


def test_metrics_of_what_was_shown_before_do_not_pass_for_new_ones(make_widget, shenzhen, wait):
    """While newer ones are being measured they are grey, cannot be saved, and say so."""
    images = list(shenzhen.values())
    widget = make_widget(images)
    metrics = widget.tabs.metrics
    assert metrics.table.isEnabled() and metrics.save_button.isEnabled()
    assert marked(metrics.model)
    widget.show_images(images, 8.33)
    assert not metrics.table.isEnabled() and not metrics.save_button.isEnabled()
    assert not marked(metrics.model)
    assert "before" in metrics.heading.text() and widget.is_working()
    widget.metrics.show_view(measured_of(images))
    assert metrics.table.isEnabled() and "Against Reference" in metrics.heading.text()
    wait(lambda: not widget.is_working())


def test_what_is_not_wanted_any_more_is_not_called_by_its_name_alone(make_widget, shenzhen, wait):
    """Also in the list of error maps and on the canvas, until the new prediction is there."""
    images = list(shenzhen.values())
    widget = make_widget(images)
    wait(lambda: not widget.is_working())
    widget.outdate(["prediction:1"])
    widget.outdate(["prediction:1"])
    assert choices(widget.sides.left)[-4:] == [
        "Temporal difference (before the change)", "No change",
        "Error of Temporal difference (before the change)", "Error of No change"]
    assert (widget.canvas().swipe.left_title) == "Temporal difference (before the change)"
    show(widget, images)
    assert choices(widget.sides.left)[-4:-2] == ["Temporal difference", "No change"]


def test_refined_metrics_say_so_until_they_are_complete(make_widget, shenzhen):
    images = list(shenzhen.values())
    widget = make_widget()
    widget.show_images(images, 8.33)
    widget.metrics.show_view(measured_of(images, complete=False))
    assert widget.tabs.is_busy() and widget.tabs.quality is not None
    widget.metrics.show_view(measured_of(images))
    assert not widget.tabs.is_busy()


def test_metrics_of_the_whole_scene_stay_while_the_view_moves(make_widget, shenzhen):
    images = list(shenzhen.values())
    widget = make_widget(images)
    whole = measured_of(images, share=MeasuredShare("scene", 250_000, 250_000))
    widget.metrics.show_scene(whole)
    assert "the whole scene" in widget.tabs.metrics.heading.text() and marked(
        widget.tabs.metrics.model)
    show(widget, images[:5])  # a preview that is not complete
    assert not marked(widget.tabs.metrics.model)
    assert "the whole scene" in widget.tabs.metrics.heading.text()
    widget.clear("The map does not show the images.")
    show(widget, images)
    assert len(widget.tabs.quality.comparison.names) == 2
    assert "the whole scene" in widget.tabs.metrics.heading.text()
    widget.metrics.show_scene(None)
    assert "all pixels in view" in widget.tabs.metrics.heading.text()


def test_progress_of_the_scene_can_be_stopped(make_widget, shenzhen):
    widget = make_widget(list(shenzhen.values()))
    wanted = []
    widget.tabs.scene_wanted.connect(wanted.append)
    widget.tabs.scene_button.click()
    widget.tabs.show_scene_progress(0.345)
    assert "34 %" in widget.tabs.metrics.heading.text()
    assert "Against Reference" in widget.tabs.metrics.heading.text()
    widget.tabs.metrics.heading.linkActivated.emit("stop")
    assert wanted == [True, False] and not widget.tabs.scene_button.isChecked()
    widget.tabs.show_scene_progress(None)
    assert "34 %" not in widget.tabs.metrics.heading.text()

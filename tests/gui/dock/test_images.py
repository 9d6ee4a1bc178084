"""The images of the dock: guessed, chosen, described, and what is wrong with them."""

import re
import shutil

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsProject,
    QgsRasterLayer,
    QgsRasterRange,
)

from stfusion_qgis.gui.dock.inputs_panel import InputsPanel
from stfusion_qgis.images.image_options import ImageOptions
from stfusion_qgis.images.raster import Raster
from stfusion_qgis.images.roles import COARSE_1, FINE_1
from stfusion_qgis.methods import all_methods
from stfusion_qgis.processing.project_layers import candidate_of
from tests.gui.dock.conftest import complete, destroy, take_up_layers
from tests.scene_files import make_images, write_tif


def choose(row, layer):
    """Choose a layer as a user does."""
    for index in range(row.combo.count()):
        if row.combo.layer(index) == layer:
            row.combo.setCurrentIndex(index)
            row.combo.activated.emit(index)
            return
    raise AssertionError("the layer is not offered")


def plain(rich):
    """Return rich text without its tags."""
    return re.sub("<[^>]*>", " ", rich)


def chosen(dock):
    """Return the names of the chosen layers by role, those of visible rows."""
    return {role: row.layer().name() for role, row in dock.images.rows().items()
            if not row.isHidden() and row.layer() is not None}


def test_images_are_guessed(make_dock, load):
    """Both pairs stand around the date whose images are to be predicted and compared."""
    dock = make_dock()
    load()
    take_up_layers(dock)
    dock.methods.combo.set_method("estarfm")
    assert chosen(dock) == {
        "fine_1": "fine_2020-05-01", "coarse_1": "coarse_2020-05-01",
        "fine_2": "fine_2020-03-01", "coarse_2": "coarse_2020-03-01",
        "coarse_prediction": "coarse_2020-04-01", "reference": "fine_2020-04-01"} or \
        chosen(dock)["fine_1"] == "fine_2020-03-01"


def test_rows_follow_the_method(make_dock, load):
    """One pair, two, none, or a fine image alone: as the method takes them."""
    dock = make_dock()
    load("fine_1", "coarse_1", "coarse_prediction")
    take_up_layers(dock)
    shown = {}
    for method in all_methods().values():
        dock.methods.set_method(method, method.Parameters())
        shown[method.id] = {role for role, row in dock.images.rows().items() if not row.isHidden()}
    common = {"coarse_prediction", "reference"}
    assert shown["fitfc"] == {"fine_1", "coarse_1", "guide", *common}
    assert shown["estarfm"] == {"fine_1", "coarse_1", "fine_2", "coarse_2", *common}
    assert shown["starfm"] == {"fine_1", "coarse_1", *common}  # a second pair is optional
    assert shown["interpolation"] == {"fine_1", *common}


def test_an_optional_pair_on_request(make_dock, load):
    dock = make_dock()
    load("fine_1", "coarse_1", "coarse_prediction")
    take_up_layers(dock)
    dock.methods.combo.set_method("starfm")
    dock.images.pairs.more.click()
    assert not dock.images.rows()["fine_2"].isHidden()
    assert dock.images.pairs.more.isHidden()


def test_what_works_is_left_as_it_is(make_dock, load, tmp_path):
    """Further rasters come: elevation, other land, a nearer pair. Only the button guesses anew."""
    dock = make_dock()
    dock.methods.combo.set_method("fitfc")
    load("fine_1", "coarse_1", "coarse_prediction")
    take_up_layers(dock)
    before = chosen(dock)
    values = make_images(rows=64, columns=64, bands=3).truth
    for name, pixel, left in [("elevation", 5, 0), ("fine_2020-03-31", 30, 900000)]:
        path = write_tif(tmp_path / f"{name}.tif", values, pixel, left=left)
        QgsProject.instance().addMapLayer(QgsRasterLayer(path, name))
        take_up_layers(dock)
        assert chosen(dock) == before
    load("reference")
    take_up_layers(dock)
    assert chosen(dock) == {**before, "reference": "fine_2020-04-01"}  # it was missing
    load("fine_2", "coarse_2")
    take_up_layers(dock)
    assert chosen(dock) == {**before, "reference": "fine_2020-04-01"}
    dock.methods.combo.set_method("estarfm")  # needs more: what is there stays
    assert chosen(dock).items() > before.items() and chosen(dock)["fine_2"] == "fine_2020-05-01"


def test_a_guess_gives_way_to_a_choice(make_dock, load, files, tmp_path):
    """A resampled coarse image looks like the true fine one, until the user says what it is."""
    dock = make_dock()
    dock.methods.combo.set_method("fitfc")
    load("fine_1", "coarse_1", "coarse_prediction")
    layer = QgsRasterLayer(str(shutil.copy(
        files["reference"], tmp_path / "fine_2020-04-01.tif")), "b")
    QgsProject.instance().addMapLayer(layer)
    take_up_layers(dock)
    assert chosen(dock)["reference"] == "b"
    choose(dock.images.rows()["coarse_prediction"], layer)
    assert "reference" not in chosen(dock) and chosen(dock)["coarse_prediction"] == "b"
    load("reference")
    take_up_layers(dock)
    assert chosen(dock)["reference"] == "fine_2020-04-01"
    dock.images.rows()["coarse_1"].set_mask(dock.images.rows()["reference"].layer())
    assert "reference" not in chosen(dock)


def test_a_mask_is_no_image(make_dock, load):
    """A layer that is used as a mask is not taken for one of the images."""
    dock = make_dock()
    layers = load("fine_1", "coarse_1", "coarse_prediction", "reference")
    dock.images.rows()["fine_1"].set_mask(layers["reference"])
    take_up_layers(dock)
    assert "reference" not in chosen(dock)
    dock.images.again_button.click()
    assert "reference" not in chosen(dock)


def test_what_the_user_chose_stays(make_dock, load):
    dock = make_dock()
    layers = load("fine_1", "coarse_1", "coarse_prediction")
    take_up_layers(dock)
    choose(dock.images.rows()["coarse_prediction"], layers["coarse_1"])
    load("fine_2", "coarse_2")
    take_up_layers(dock)
    assert chosen(dock)["coarse_prediction"] == "coarse_2020-03-01"
    dock.images.again_button.click()
    assert chosen(dock)["coarse_prediction"] == "coarse_2020-04-01"


def test_layers_that_go_are_replaced(make_dock, load):
    """A chosen layer that is removed is guessed anew, or left open."""
    dock = make_dock()
    layers = load("fine_1", "coarse_1", "coarse_prediction", "reference")
    take_up_layers(dock)
    choose(dock.images.rows()["reference"], layers["reference"])
    QgsProject.instance().removeMapLayer(layers["reference"].id())
    take_up_layers(dock)
    assert "reference" not in chosen(dock)
    assert not dock.images.rows()["reference"].decided
    QgsProject.instance().removeAllMapLayers()
    take_up_layers(dock)
    assert chosen(dock) == {}


def test_each_row_says_what_its_image_is(previews, wait):
    dock, shown = previews("fine_1", "coarse_1", "coarse_prediction")
    wait(complete(shown))
    rows = dock.images.rows()
    assert "2020-03-01 · 30 m · 3 bands" in plain(rows["fine_1"].text())
    assert "2020-04-01 · 240 m · 3 bands · ratio 8" in plain(rows["coarse_prediction"].text())
    assert rows["reference"].text() == ""


def test_each_row_says_what_is_wrong(previews, wait, tmp_path):
    """In place, with what to do; a tab tells that something is wrong. No preview is waited for."""
    dock, _ = previews("fine_1", "coarse_1", "coarse_prediction")
    wait(lambda: "240 m" in plain(dock.images.rows()["coarse_prediction"].text()))
    images = make_images(rows=48, columns=48, bands=2, ratio=8)
    wrong = {
        "bands": write_tif(tmp_path / "bands_2020-04-01.tif", images.predictions[0], 240),
        "elsewhere": write_tif(tmp_path / "elsewhere_2020-04-01.tif",
                               images.predictions[0][[0, 1, 1]], 240, left=900000),
        "swapped": write_tif(tmp_path / "swapped_2020-04-01.tif", images.truth[[0, 1, 1]], 10)}
    expected = {"bands": "has 2 bands, but", "elsewhere": "does not overlap",
                "swapped": "Are coarse and fine images swapped?"}
    for row in dock.images.rows().values():
        row.decided = True  # what is guessed for wrong images is not asked here
    row = dock.images.rows()["coarse_prediction"]
    for name, text in expected.items():
        layer = QgsRasterLayer(wrong[name], name)
        QgsProject.instance().addMapLayer(layer)
        choose(row, layer)
        wait(lambda text=text: text in plain(row.text()))
        assert dock.images.has_problem()


def test_units_that_differ_are_told_in_place(previews, wait, files, tmp_path):
    """It only shows when pixels are read, and is mended by a click."""
    dock, shown = previews("fine_1", "coarse_1", "coarse_prediction")
    wait(complete(shown))
    images = make_images(rows=200, columns=240, bands=3, pairs=2)
    path = write_tif(tmp_path / "reflectance_2020-04-01.tif",
                     images.predictions[0].astype("float32"), 240)
    layer = QgsRasterLayer(path, "reflectance")
    QgsProject.instance().addMapLayer(layer)
    row = dock.images.rows()["coarse_prediction"]
    choose(row, layer)
    wait(lambda: "other units" in plain(row.text()))
    shown.clear()
    dock.images.options.fields["scale_coarse"].set_value(True)
    wait(complete(shown))
    assert "other units" not in plain(row.text())


def test_resampled_images_get_their_ratio_from_the_name(make_dock, load, files, tmp_path, wait):
    """MODIS at 250 m on 30 m pixels: the ratio is guessed, and a user's own stays."""
    images = make_images(rows=64, columns=64, bands=1)
    names = ["L72000306_30m", "MOD09_2000306_250m", "MOD09_2002311_250m"]
    for name in names:
        path = write_tif(tmp_path / f"{name}.tif", images.truth, 30)
        QgsProject.instance().addMapLayer(QgsRasterLayer(path, name))
    dock = make_dock()
    take_up_layers(dock)
    assert chosen(dock)["coarse_prediction"] == names[2]
    assert dock.images.options.options().ratio == 8.33
    dock.images.options.fields["ratio"].set_value(9)
    dock.images.guess()
    assert dock.images.options.options().ratio == 9
    QgsProject.instance().clear()


def test_masks(previews, wait, files, tmp_path):
    """A mask leaves pixels out, and goes when its layer goes."""
    dock, shown = previews("fine_1", "coarse_1", "coarse_prediction")
    wait(complete(shown))
    mask = make_images(rows=200, columns=240).truth[:1] * 0 + 1
    mask[:, :100] = 0
    layer = QgsRasterLayer(write_tif(tmp_path / "mask.tif", mask.astype("uint8")), "mask")
    QgsProject.instance().addMapLayer(layer)
    take_up_layers(dock)
    before = shown[-1].images["prediction:1"]
    shown.clear()
    dock.images.rows()["fine_1"].set_mask(layer)
    wait(complete(shown))
    after = shown[-1].images["prediction:1"]
    assert (before == before).all() and (after != after).mean() > 0.4
    QgsProject.instance().removeMapLayer(layer.id())
    assert dock.images.rows()["fine_1"].mask() is None
    assert dock.images.inputs().get("fine_1").mask is None


def test_predictions_are_no_inputs(make_dock, load, files, tmp_path):
    """What a fusion made is not taken for the true image."""
    from osgeo import gdal

    path = str(tmp_path / "fine_2020-04-01.tif")
    gdal.Translate(path, files["reference"], metadataOptions=["STFUSION_METHOD=starfm"])
    load("fine_1", "coarse_1", "coarse_prediction")
    QgsProject.instance().addMapLayer(QgsRasterLayer(path, "predicted 2020-04-01"))
    dock = make_dock()
    take_up_layers(dock)
    assert "reference" not in chosen(dock)


def test_the_wheel_scrolls_past_fields(qgis_app, make_dock, load):
    """A field without focus is not changed by the wheel."""
    from qgis.PyQt.QtCore import QPoint, QPointF, Qt
    from qgis.PyQt.QtGui import QWheelEvent
    from qgis.PyQt.QtWidgets import QApplication

    dock = make_dock()
    dock.methods.combo.set_method("starfm")
    field = dock.methods.form._fields["window_size"].widget
    event = QWheelEvent(QPointF(5, 5), QPointF(field.mapToGlobal(QPoint(5, 5))), QPoint(0, 0),
                        QPoint(0, 120), Qt.MouseButton.NoButton,
                        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False)
    QApplication.sendEvent(field, event)
    assert dock.methods.parameters().window_size == 51


def test_panel_alone(qgis_app, load):
    """It needs no dock around it."""
    panel = InputsPanel()
    panel.set_references(all_methods()["fitfc"].references())
    assert panel.has_problem()
    destroy(panel)


def test_settings_of_layers_reach_the_core(make_dock, load):
    """CRS, nodata values and the rule of a mask, as soon as they are set."""
    dock = make_dock()
    layers = load("fine_1", "coarse_1", "coarse_prediction")
    take_up_layers(dock)
    dock.methods.combo.set_method("temporaldifference")
    changes = []
    dock.images.changed.connect(lambda: changes.append(dock.images.inputs()))
    layers["fine_1"].dataProvider().setUserNoDataValue(2, [QgsRasterRange(0, 5)])
    layers["fine_1"].triggerRepaint()
    layers["coarse_1"].setCrs(QgsCoordinateReferenceSystem("EPSG:32650"))
    assert len(changes) == 2
    layers["coarse_1"].triggerRepaint()
    assert len(changes) == 2
    assert "UTM zone 50N" in dock.images.inputs().get(COARSE_1).crs
    dock.images.rows()[FINE_1].set_mask(layers["coarse_1"])
    dock.images.options.set_options(ImageOptions(fine_mask_rule="not bits 1,3"))
    inputs = dock.images.inputs()
    assert inputs.get(FINE_1).nodata[1].ranges == ((0.0, 5.0),)
    assert inputs.get(FINE_1).mask_rule == "not bits 1,3"
    assert "UTM zone 50N" in inputs.get(FINE_1).mask.crs


def test_dates_are_those_of_the_core(qgis_app, tmp_path):
    """Of the metadata, the name and the folder; a year and a pixel size are none."""
    values = make_images(rows=16, columns=16, bands=1).truth
    (tmp_path / "S2_20200601T0.SAFE").mkdir()
    paths = [
        write_tif(tmp_path / "a.tif", values, metadata={"AcquisitionDateTime": "2020-06-01"}),
        write_tif(tmp_path / "doy2020153000000.tif", values),
        write_tif(tmp_path / "S2_20200601T0.SAFE" / "B04.tif", values),
        write_tif(tmp_path / "ndvi_2020_250m.tif", values)]
    layers = [QgsRasterLayer(path, "layer") for path in paths]
    dates = [candidate_of(layer).date for layer in layers]
    assert dates == [Raster(path, "layer").date for path in paths]
    assert [str(date) for date in dates] == ["2020-06-01"] * 3 + ["None"]

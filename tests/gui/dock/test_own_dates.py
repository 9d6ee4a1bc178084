"""What the dock does with all dates at once: steadying, and the choice of a method."""

import pytest
from osgeo import gdal
from qgis.core import QgsProcessingContext, QgsProject, QgsRasterLayer

from stfusion_qgis.gui.dock import run
from stfusion_qgis.images.image_options import ImageOptions
from stfusion_qgis.images.roles import COARSE_PREDICTION, roles_of_pairs
from stfusion_qgis.processing.choosemethod import ChooseMethod
from stfusion_qgis.processing.chosen_method import chosen_method, remember_chosen
from tests.gui.dock.conftest import take_up_layers
from tests.gui.dock.test_dates import COARSE, FINE, dock, season  # noqa: F401 (fixtures)

PAIR = {COARSE_PREDICTION, *roles_of_pairs(1, 1)}
TWO = {COARSE_PREDICTION, *roles_of_pairs(1, 2)}


@pytest.fixture
def project(qgis_app):
    yield QgsProject.instance()
    QgsProject.instance().clear()


def test_coarse_dates_around_steady_the_chosen_ones(dock, season):  # noqa: F811
    """As many days around each; others would be opened for nothing."""
    dock.dates.choose(season["2020-11-03_coarse"])  # pairs of 2020-10-27 and 2020-11-10
    assert not dock.images.inputs().around
    near = COARSE[:7]  # up to 2020-11-15
    dock.images.options.set_options(ImageOptions(steady_days=10))
    inputs = dock.images.inputs()
    assert [source.name[:10] for source in inputs.around] == list(near)
    assert inputs.options.steady_days == 10
    values = run.processing_parameters(dock.methods.method(), dock.methods.parameters(),
                                       dock.images, True)
    assert len(values["COARSE_AROUND"]) == len(near) and values["STEADY_DAYS"] == 10
    command = run.shell_command(dock.methods.method(), values)
    assert command.count("COARSE_AROUND=") == len(near)
    assert all(f"{date}_coarse.tif" in command for date in near)
    later = dock.dates.images_of(season["2020-11-24_coarse"], dock.methods.references())
    values = run.processing_parameters(dock.methods.method(), dock.methods.parameters(),
                                       dock.images, chosen=later)  # of a run of another date
    assert season["2020-11-24_coarse"] in values["COARSE_AROUND"]


def test_images_of_another_series_steady_nothing(dock, season, tmp_path):  # noqa: F811
    """Coarse images of another resolution would be refused."""
    other = str(tmp_path / "coarse_2020-11-02.tif")
    layer = QgsProject.instance().mapLayer(season["2020-11-03_coarse"])
    gdal.Translate(other, layer.source(), xRes=980, yRes=980)
    QgsProject.instance().addMapLayer(QgsRasterLayer(other, "coarse_2020-11-02"))
    take_up_layers(dock)
    dock.dates.choose(season["2020-11-03_coarse"])
    dock.images.options.set_options(ImageOptions(steady_days=10))
    assert "coarse_2020-11-02" in {layer.name() for layer in dock.dates.coarse_layers()}
    assert "coarse_2020-11-02" not in {source.name for source in dock.images.inputs().around}


def test_the_choice_of_a_method_gets_all_pairs(dock, monkeypatch):  # noqa: F811
    asked = []
    monkeypatch.setattr("processing.createAlgorithmDialog",
                        lambda name, values: asked.append((name, values)))
    dock.methods.choice_button.click()
    (name, values), = asked
    layers = QgsProject.instance().mapLayers()
    assert name == "stfusion:choosemethod"
    assert [layers[key].name()[:10] for key in values["FINE"]] == list(FINE)
    assert [layers[key].name()[:10] for key in values["COARSE"]] == list(COARSE)
    assert values["DAYS"] == 0


def test_pairs_of_two_days_are_told_to_the_choice(dock, season, monkeypatch):  # noqa: F811
    """As the strip takes images of up to three days for a pair."""
    QgsProject.instance().removeMapLayer(season["2020-10-27_coarse"])
    take_up_layers(dock)
    asked = []
    monkeypatch.setattr("processing.createAlgorithmDialog",
                        lambda name, values: asked.append(values))
    dock.methods.choice_button.click()
    assert asked[0]["DAYS"] == 3 and len(asked[0]["FINE"]) == len(FINE)


def test_masks_and_options_go_along_with_the_choice(dock, season, interface,  # noqa: F811
                                                    monkeypatch, tmp_path):
    """Of masks those that tell the date of their image; the user hears of the others."""
    fine = QgsProject.instance().mapLayer(season[f"{FINE[1]}_fine"])
    masks = []
    for name in (f"clouds_{FINE[1]}", "water"):
        path = str(tmp_path / f"{name}.tif")
        gdal.Translate(path, fine.source(), bandList=[1], outputType=gdal.GDT_Byte)
        masks.append(QgsRasterLayer(path, name))
    QgsProject.instance().addMapLayers(masks)
    take_up_layers(dock)
    dock.dates.choose(season["2020-11-03_coarse"])
    rows = {row.layer_id(): row for row in dock.images.rows().values()}
    rows[fine.id()].set_mask(masks[0])
    rows[season["2020-11-03_coarse"]].set_mask(masks[1])
    dock.images.options.set_options(ImageOptions(coregister=True, scale_coarse=True))
    dock.area.extent.choice.setCurrentIndex(dock.area.extent.choice.findData("rectangle"))
    asked = []
    monkeypatch.setattr("processing.createAlgorithmDialog",
                        lambda name, values: asked.append(values))
    dock.methods.choice_button.click()
    assert asked[0]["FINE_MASKS"] == [masks[0].id()] and "COARSE_MASKS" not in asked[0]
    assert asked[0]["COREGISTER"] is True and asked[0]["SCALE_COARSE"] is True
    assert "BAND_MATCHING" not in asked[0] and asked[0]["EXTENT"].endswith("]")
    assert any("Not handed on: water" in text for text in interface.messages())
    monkeypatch.undo()
    context = QgsProcessingContext()
    context.setProject(QgsProject.instance())
    algorithm = ChooseMethod()
    algorithm.initAlgorithm()
    assert algorithm.checkParameterValues(asked[0], context) == (True, "")


def test_the_best_method_is_remembered_with_its_pairs(project):
    assert chosen_method(TWO) == ""
    remember_chosen(project, "stnlffm", 2)
    assert chosen_method(TWO) == "stnlffm" and chosen_method(PAIR) == ""
    for text in ("", "nonsense 1", "starfm", "starfm -1", "starfm 11", "starfm x"):
        project.writeEntry("stfusion", "chosenMethod", text)
        assert chosen_method(TWO) == ""


def test_the_list_puts_it_first(dock, season):  # noqa: F811
    dock.dates.choose(season["2020-11-03_coarse"])
    combo = dock.methods.combo
    model = combo.model()
    assert model.item(0).text() == "Recommended for these images"
    remember_chosen(QgsProject.instance(), "stnlffm", 2)
    combo.showPopup()
    combo.hidePopup()
    assert model.item(0).text() == "Best on your own dates" and model.item(1).text() == "STNLFFM"

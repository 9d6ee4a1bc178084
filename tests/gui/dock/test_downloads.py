"""Downloads that are dropped on the dock, or opened by its button: prepared, loaded, predicted."""

import os
import shutil

import numpy as np
import pytest
from osgeo import gdal
from qgis.core import QgsApplication, QgsProject
from qgis.PyQt.QtCore import QEvent, QMimeData, QPoint, QPointF, Qt, QUrl
from qgis.PyQt.QtGui import QDragEnterEvent, QDropEvent
from qgis.PyQt.QtWidgets import QFileDialog

from stfusion_qgis.gui.dock.runs.output_place import OutputPlace
from stfusion_qgis.processing.layer_dates import fixed_date
from stfusion_qgis.products.opened_downloads import PREPARED_FOLDER
from tests.gui.dock.test_images import chosen

LANDSAT = "LC08_L2SP_122044_2023{}_02_T1"
DATES = {"0306": "0306_20230312", "0322": "0322_20230328", "0407": "0407_20230413"}


@pytest.fixture
def downloads(shared_data, tmp_path):
    """Return a folder with the downloads of a scene, as they come."""
    products, folder = shared_data / "products", tmp_path / "downloads"
    shutil.copytree(products / "landsat", folder / "landsat")
    (folder / "modis").mkdir()
    for file in (products / "modis").glob("MOD09GA*"):
        shutil.copy(file, folder / "modis")
    return folder


@pytest.fixture
def dock(make_dock, provider, interface):
    dock = make_dock()
    yield dock
    QgsProject.instance().clear()


def drop(widget, *paths):
    """Drop files or folders on a widget, and return whether it took them."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    action, buttons, keys = (Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton,
                             Qt.KeyboardModifier.NoModifier)
    enter = QDragEnterEvent(QPoint(5, 5), action, data, buttons, keys)
    QgsApplication.sendEvent(widget, enter)
    if enter.isAccepted():
        QgsApplication.sendEvent(widget, QDropEvent(
            QPointF(5, 5), action, data, buttons, keys, QEvent.Type.Drop))
    return enter.isAccepted()


def opened(dock, wait):
    wait(lambda: not dock.downloads.is_busy())


def test_from_a_folder_to_a_measured_image_by_three_clicks(dock, downloads, wait, tmp_path,
                                                           shared_data):
    """A drop, a date, a run: better than what the issue of the products asks for."""
    OutputPlace(str(tmp_path / "out")).remember()
    assert drop(dock, downloads)
    opened(dock, wait)
    group = QgsProject.instance().layerTreeRoot().children()[0]
    assert group.name() == "Downloads"
    assert [str(fixed_date(node.layer())) for node in group.findLayers()] == [
        "2023-04-07", "2023-03-22", "2023-03-06"] * 2
    wait(lambda: "coarse_prediction" in chosen(dock))
    found = {role: name[:10] for role, name in chosen(dock).items()}
    # Three quarters of the fine image lie under clouds: that date is to be predicted.
    assert found["coarse_prediction"] == "2023-03-22"
    assert found["fine_1"] == found["coarse_1"] == "2023-03-06"
    strip = dock.date_bar.strip
    wait(lambda: len(strip.columns()) == 3)
    assert [round(column.fine_clear, 1) for column in strip.columns()] == [0.9, 0.2, 0.5]
    dock.methods.combo.set_method("starfm")
    dock.run_bar.background_button.click()
    wait(lambda: dock.runs.count() == 0)
    (name,) = (name for name in os.listdir(tmp_path / "out") if name.endswith(".tif"))
    truth = shared_data / "products" / "truth" / "truth_reflectance_x10000_30m_2023-03-22.tif"
    assert rmse(str(tmp_path / "out" / name), str(truth)) < 150


def rmse(prediction, truth):
    """Return the error of what was predicted, against the truth on its grid."""
    image = gdal.Open(prediction)
    left, width, _, top, _, height = image.GetGeoTransform()
    known = gdal.Warp("", truth, format="MEM", dstNodata=-9999, dstSRS=image.GetProjection(),
                      outputBounds=(left, top + height * image.RasterYSize,
                                    left + width * image.RasterXSize, top),
                      width=image.RasterXSize, height=image.RasterYSize,
                      resampleAlg="cubic").ReadAsArray()
    values = image.ReadAsArray().astype(float)
    valid = (values[0] != image.GetRasterBand(1).GetNoDataValue()) & (known[0] != -9999)
    assert valid.mean() > 0.2
    return np.sqrt(np.mean((values - known)[:, valid] ** 2))


def test_the_same_again_is_not_loaded_again(dock, downloads, wait, interface):
    """A new download among the old ones is."""
    later = downloads / "landsat" / f"{LANDSAT.format(DATES['0407'])}.tar"
    shutil.move(later, downloads.parent)
    for expected in (5, 5, 6):
        assert drop(dock, downloads)
        opened(dock, wait)
        assert len(QgsProject.instance().mapLayers()) == expected
        if (downloads.parent / later.name).exists() and expected == 5:
            loaded = any("loaded already" in text for text in interface.messages())
            if loaded:
                shutil.move(downloads.parent / later.name, later)


def test_files_are_chosen_by_the_button(dock, downloads, wait, monkeypatch):
    tar = downloads / "landsat" / f"{LANDSAT.format(DATES['0407'])}.tar"
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_: ([str(tar)], ""))
    dock.images.open_button.files_action.trigger()
    opened(dock, wait)
    (layer,) = QgsProject.instance().mapLayers().values()
    assert layer.source().startswith(str(downloads / "landsat" / PREPARED_FOLDER))
    assert layer.renderer().redBand() == 3
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: "")
    dock.images.open_button.folder_action.trigger()  # thought better of it
    assert not dock.downloads.is_busy()


def test_what_cannot_be_used_is_said(dock, wait, tmp_path, interface):
    level1 = tmp_path / "LC08_L1TP_122044_20230306_20230312_02_T1"
    level1.mkdir()
    (level1 / f"{level1.name}_B4.TIF").write_bytes(b"")
    (tmp_path / "broken.tar").write_bytes(b"nothing")
    assert drop(dock, level1, tmp_path / "broken.tar")
    opened(dock, wait)
    text = " ".join(interface.messages())
    assert "Level 1" in text and "broken.tar cannot be read" in text
    assert not QgsProject.instance().mapLayers()


def test_where_nothing_can_be_written_the_profile_takes_it(dock, downloads, wait, monkeypatch):
    """As on a disk for reading only."""
    access = os.access
    monkeypatch.setattr(os, "access", lambda path, *args, **more: access(path, *args, **more)
                        and not str(path).startswith(str(downloads)))
    assert drop(dock, downloads / "modis")
    opened(dock, wait)
    assert len(QgsProject.instance().mapLayers()) == 3
    assert all(layer.source().startswith(QgsApplication.qgisSettingsDirPath())
               for layer in QgsProject.instance().mapLayers().values())
    assert not (downloads / "modis" / PREPARED_FOLDER).exists()


def test_text_and_addresses_are_not_taken(dock):
    data = QMimeData()
    data.setUrls([QUrl("https://example.org/a.tar")])
    enter = QDragEnterEvent(QPoint(5, 5), Qt.DropAction.CopyAction, data,
                            Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    enter.ignore()
    QgsApplication.sendEvent(dock, enter)
    assert not enter.isAccepted() and not dock.downloads.is_busy()


def test_closing_cancels(dock, downloads, wait):
    """Nothing is loaded into a project after the dock has gone."""
    assert drop(dock, downloads)
    dock.close_for_good()
    wait(lambda: not dock.downloads.is_busy())
    assert not QgsProject.instance().mapLayers()

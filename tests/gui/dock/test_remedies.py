"""Warnings that are actions: a click on the link behind them changes the option that mends them."""

import re

import numpy as np
import pytest
from qgis.core import QgsProject, QgsRasterLayer

from tests.gui.dock.conftest import complete
from tests.gui.dock.test_images import choose, plain
from tests.scene_files import make_images, spread, write_tif


def click(label, words):
    """Click on the link of the line that says `words`."""
    line = next(line for line in label.text().split("<br>") if words in plain(line))
    label.linkActivated.emit(re.search('<a href="([^"]*)">', line)[1])


@pytest.fixture
def replaced(previews, wait, tmp_path):
    """Return a function that gives the dock other coarse images, and waits for their preview."""
    dock, shown = previews("fine_1", "coarse_1", "coarse_prediction")
    wait(complete(shown))
    images = make_images(rows=200, columns=240, bands=3, pairs=2)

    def replace(change=lambda values: values, dtype="int16", **arguments):
        arrays = {"coarse_1": images.coarse[0], "coarse_prediction": images.predictions[0]}
        for role, values in arrays.items():
            path = write_tif(tmp_path / f"{role} 2020-0{3 + len(role) % 2}-01.tif", np.rint(
                change(values * 10000)).astype(dtype), 240, **arguments)
            layer = QgsRasterLayer(path, f"other {role}")
            QgsProject.instance().addMapLayer(layer)
            choose(dock.images.rows()[role], layer)
        return dock, shown
    return replace


def test_a_shift_is_corrected_by_a_click(replaced, wait):
    dock, _ = replaced(left=500000 + 120)
    warning = dock.images._warning
    wait(lambda: "too far right" in plain(warning.text()))
    click(warning, "too far right")
    assert dock.images.options.options().coregister
    wait(lambda: not warning.lines())


def test_units_are_scaled_by_a_click(replaced, wait):
    """The link stands where the problem does: below the image."""
    dock, shown = replaced(lambda values: values / 100)
    row = dock.images.rows()["coarse_1"]
    wait(lambda: "other units" in plain(row.text()))
    shown.clear()
    click(row._info, "other units")
    assert dock.images.options.options().scale_coarse
    wait(complete(shown))
    assert "other units" not in plain(row.text())


def test_the_order_of_bands_is_mended_by_a_click(replaced, wait, files):
    dock, _ = replaced(lambda values: values[::-1], names=["nir", "red", "green"])
    fine = QgsRasterLayer(write_tif(files["fine_1"] + "named 2020-03-01.tif", np.rint(
        make_images(rows=200, columns=240, bands=3, pairs=2).fine[0] * 10000).astype("int16"),
        names=["green", "red", "nir"]), "named")
    QgsProject.instance().addMapLayer(fine)
    choose(dock.images.rows()["fine_1"], fine)
    row = dock.images.rows()["coarse_1"]
    wait(lambda: "another order" in plain(row.text()))
    click(row._info, "another order")
    assert dock.images.options.options().band_matching == "name"
    wait(lambda: "another order" not in plain(row.text()) and "3 bands" in plain(row.text()))


def test_a_missing_ratio_is_set_by_a_click(previews, wait, files, tmp_path):
    """Methods that need it cannot run before."""
    dock, _ = previews("fine_1", "coarse_1", "coarse_prediction", method="fitfc")
    values = spread(make_images(rows=200, columns=240, bands=3, pairs=2).predictions[0], 8)
    layer = QgsRasterLayer(write_tif(tmp_path / "repeated 2020-04-01.tif", np.rint(
        values * 10000).astype("int16")), "repeated")
    QgsProject.instance().addMapLayer(layer)
    row = dock.images.rows()["coarse_prediction"]
    choose(row, layer)
    button = dock.run_bar.run_button
    wait(lambda: "was resampled" in plain(row.text()))
    assert "ratio" in button.toolTip() and not button.isEnabled()
    click(row._info, "was resampled")
    assert dock.images.options.options().ratio == 8
    wait(lambda: "ratio 8" in plain(row.text()) and button.isEnabled())

"""The look of a layer on the map, for images beside it."""

import numpy as np
import pytest
from qgis.core import (
    QgsContrastEnhancement,
    QgsMultiBandColorRenderer,
    QgsRasterLayer,
    QgsSingleBandGrayRenderer,
)

from stfusion_qgis.gui.dock.map_look import look_on_map
from tests.scene_files import write_tif


@pytest.fixture
def layer(qgis_app, tmp_path):
    values = np.random.default_rng(0).uniform(0, 9, (4, 12, 12)).astype(np.float32)
    path = write_tif(tmp_path / "image.tif", values, names=["blue", "green", "red", "nir"])
    layer = QgsRasterLayer(path, "image")
    renderer = QgsMultiBandColorRenderer(layer.dataProvider(), 4, 3, 2)
    renderer.setRedContrastEnhancement(enhancement(1, 5))
    renderer.setGreenContrastEnhancement(enhancement(2, 6))
    renderer.setBlueContrastEnhancement(enhancement(3, 3))
    layer.setRenderer(renderer)
    return layer


def enhancement(low, high):
    made = QgsContrastEnhancement()
    made.setContrastEnhancementAlgorithm(
        QgsContrastEnhancement.ContrastEnhancementAlgorithm.StretchToMinimumMaximum, False)
    made.setMinimumValue(low, False)
    made.setMaximumValue(high, False)
    return made


def test_three_bands(layer):
    look = look_on_map(layer)
    assert look.bands == (3, 2, 1)
    assert look.limits == {3: (1, 5), 2: (2, 6)}  # equal limits are none


@pytest.mark.parametrize("listed", ["4,3", "nir, red", "4，red"])
def test_only_some_bands_are_used(layer, listed):
    look = look_on_map(layer, listed)
    assert look.bands == () and look.limits == {0: (1, 5), 1: (2, 6)}
    assert look_on_map(layer, "4,2,3").bands == (0, 2, 1)


def test_one_band(layer):
    grey = QgsSingleBandGrayRenderer(layer.dataProvider(), 2)
    grey.setContrastEnhancement(enhancement(0, 8))
    layer.setRenderer(grey)
    look = look_on_map(layer)
    assert look.bands == (1,) and look.limits == {1: (0, 8)}


def test_nothing_to_take(layer):
    assert look_on_map(None) == look_on_map(QgsRasterLayer("/no/such.tif", "none"))
    assert look_on_map(layer, "no, such, band").limits == {}

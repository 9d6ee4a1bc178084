"""The comparison of a preview's images."""

import numpy as np
import pytest

from stfusion_qgis.gui.compare.images import PreviewImage
from stfusion_qgis.gui.compare.widget import ComparisonWidget


@pytest.fixture
def image():
    values = np.random.default_rng(0).uniform(0, 1, (3, 40, 50)).astype(np.float32)
    return PreviewImage("prediction:1", "STARFM", "prediction", values, ["nir", "red", "green"],
                        500000.0, 4000000.0, 30.0, 30.0)


def test_prediction_is_on_the_canvas(qgis_app, image):
    widget = ComparisonWidget()
    widget.show_images([image], 8.0)
    layer, = widget.canvas().layers()
    assert layer.extent() == image.extent
    widget.clear("Choose a layer.")
    assert widget.canvas().layers() == []

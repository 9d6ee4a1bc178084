"""A scene in files, and a previewer for it."""

import numpy as np
import pytest

from stfusion_qgis.images.grid import Grid
from stfusion_qgis.images.inputs import Inputs
from stfusion_qgis.images.roles import Role
from stfusion_qgis.images.source import Source
from stfusion_qgis.methods import all_methods, use_folder
from stfusion_qgis.preview.child.previewer import Previewer
from stfusion_qgis.preview.request import Entry
from tests.scene_files import ORIGIN, PIXEL, make_images, wkt, write_tif

ROWS, COLUMNS, RATIO = 300, 340, 8


@pytest.fixture(scope="module")
def images():
    """Return the arrays of a scene that is larger than a tile, with a gap in the fine image."""
    images = make_images(ROWS, COLUMNS, bands=2, ratio=RATIO, pairs=2)
    images.fine[0][:, 40:60, 200:230] = np.nan
    return images


@pytest.fixture(scope="module")
def inputs(images, tmp_path_factory):
    """Return the images in files."""
    folder = tmp_path_factory.mktemp("scene")

    def source(name, values, pixel):
        path = write_tif(folder / f"{name}.tif", values.astype(np.float32), pixel)
        return Source(path, name)

    named = {f"{kind}_{k + 1}": (values, pixel)
             for kind, arrays, pixel in (("fine", images.fine, PIXEL),
                                         ("coarse", images.coarse, PIXEL * RATIO))
             for k, values in enumerate(arrays)}
    named["coarse_prediction"] = images.predictions[0], PIXEL * RATIO
    named["reference"] = images.truth, PIXEL
    return Inputs(tuple((Role(role), source(role, *image)) for role, image in named.items()))


@pytest.fixture
def previewer():
    """Return a previewer; it is closed afterwards."""
    previewer = Previewer(2)
    yield previewer
    previewer.close()


ENDLESS = """
import pathlib, time
from stfusion_qgis.methods.temporaldifference import TemporalDifference

class Endless(TemporalDifference):
    id, title = "endless", "Endless"

    def fuse(self, block, state):
        pathlib.Path(__file__).with_name("begun").touch()
        while True:
            block.check()
            time.sleep(0.01)
"""


class EndlessMethod:
    """A method whose predictions end only when they are cancelled, in any process."""

    def __init__(self, folder):
        self._begun = folder / "begun"

    def begin(self):
        """Return an entry that is predicted by it; nothing has begun yet."""
        self._begun.unlink(missing_ok=True)
        return entry("endless")

    def has_begun(self):
        """Say whether it predicts, or has predicted, since then."""
        return self._begun.exists()


@pytest.fixture(scope="module")
def endless(tmp_path_factory):
    """Return an endless method, which this process and those that it starts know."""
    folder = tmp_path_factory.mktemp("methods")
    (folder / "endless.py").write_text(ENDLESS)
    use_folder(folder)
    yield EndlessMethod(folder)
    use_folder(None)


def view(row=0, column=0, rows=ROWS, columns=COLUMNS, scale=1.0):
    """Return a screen on which a pixel shows `scale` fine pixels."""
    return Grid(wkt(), ORIGIN[0] + column * PIXEL, ORIGIN[1] - row * PIXEL, PIXEL * scale,
                PIXEL * scale, round(rows / scale), round(columns / scale))


def entry(method, key="p", **parameters):
    """Return a prediction by a method."""
    method = all_methods()[method]
    return Entry(key, method, method.Parameters(**parameters))

"""A prediction within QGIS is that of a Python of its own, to the last bit.

QGIS brings libraries of its own, one of which NumPy may take for the one that it was built with.
"""

from pathlib import Path

import numpy as np
import pytest

from stfusion_qgis import engine
from stfusion_qgis.engine import Settings
from stfusion_qgis.images.inputs import Inputs
from stfusion_qgis.images.scene_opening import open_scene
from stfusion_qgis.methods import all_methods
from stfusion_qgis.progress import Progress
from stfusion_qgis.simulation import Parameters, simulate
from tests.front_door.test_real_images import qgis_process
from tests.scene_files import read_tif


@pytest.fixture(scope="module")
def images(tmp_path_factory):
    """Return the paths of a fine image, and of two coarse ones, by their parameters."""
    folder = tmp_path_factory.mktemp("scene")
    simulate(Parameters(width=240, height=240, dates=2), str(folder), Progress())
    (fine, _), coarse = (sorted(map(str, Path(folder).glob(f"{kind}_*.tif")))
                         for kind in ("fine", "coarse"))
    return {"FINE_1": fine, "COARSE_1": coarse[0], "COARSE_PREDICTION": coarse[1]}


@pytest.mark.parametrize("name", ["temporaldifference", "fsdaf", "blend"])
def test_same_numbers(name, images, tmp_path):
    method, (fine, before, after) = all_methods()[name], images.values()
    within, outside = str(tmp_path / "within.tif"), str(tmp_path / "outside.tif")
    qgis_process(name, {**images, "OUTPUT_TYPE": "1", "OUTPUT": within})
    engine.run(method, open_scene(Inputs.of([fine], [before], [after])), method.Parameters(),
               [outside], settings=Settings(float_output=True))
    np.testing.assert_array_equal(read_tif(within), read_tif(outside))

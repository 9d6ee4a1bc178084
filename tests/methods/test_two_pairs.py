"""ESTARFM and SPSTFM with two pairs against STARFM with either, on real images."""

import numpy as np
import pytest

from stfusion_qgis.images.inputs import Inputs
from stfusion_qgis.images.scene_opening import open_scene
from stfusion_qgis.images.source import Source
from stfusion_qgis.images.window import Window
from stfusion_qgis.methods.estarfm import Estarfm
from stfusion_qgis.methods.spstfm import Spstfm
from stfusion_qgis.methods.starfm import Starfm
from stfusion_qgis.progress import Progress

SALTON = "salton_sea/fine/{}_fine.tif", "salton_sea/coarse/{}_coarse.tif"
ITOIZ = "itoiz/series/S2_{}.tif", "itoiz/series/coarse_sim_300m_{}.tif"
DATES = [
    (SALTON, ("2020-10-02", "2020-10-12", "2020-10-22")),
    (SALTON, ("2020-10-12", "2020-10-27", "2020-11-10")),
    (SALTON, ("2020-12-01", "2020-12-16", "2020-12-31")),
    (ITOIZ, ("2018-07-23", "2018-09-01", "2018-10-21")),
    (ITOIZ, ("2018-10-21", "2018-12-10", "2019-02-13")),
    (ITOIZ, ("2018-12-10", "2019-02-13", "2019-04-29")),
]


def error_on(data, files, dates, pairs, method, **parameters):
    """Return the mean over bands of the RMSE of the second date, in a part of the scene."""
    def source(kind, date):
        return Source(str(data / files[kind].format(dates[date])))

    scene = open_scene(Inputs.of(
        [source(0, pair) for pair in pairs], [source(1, pair) for pair in pairs], [source(1, 1)]))
    held_out = open_scene(Inputs.of([source(0, 1)], [source(1, 0)], [source(1, 2)]))
    window = Window(0, 0, min(scene.grid.rows, 300), min(scene.grid.columns, 300))
    chosen = method.Parameters(**parameters)
    state = method.prepare(scene, chosen, Progress())
    block = scene.read(window, method.halo(chosen, scene), method.interpolation(chosen))
    prediction = method.fuse(block, state)[0]
    truth = held_out.aligned(held_out.fine[0], "bilinear").read(window)
    difference = (prediction.values - truth.values)[:, prediction.valid & truth.valid]
    return np.sqrt((difference.astype(float) ** 2).mean(axis=1)).mean()


@pytest.mark.parametrize("files, dates", DATES)
def test_better_than_starfm_with_either_pair(shared_data, files, dates):
    with_one = [error_on(shared_data, files, dates, (pair,), Starfm()) for pair in (0, 2)]
    for method, parameters in ((Estarfm(), {}), (Spstfm(), {"iterations": 5})):
        error = error_on(shared_data, files, dates, (0, 2), method, **parameters)
        assert error < min(with_one), method.title

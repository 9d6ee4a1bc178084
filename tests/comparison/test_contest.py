"""Methods predict a known date, as long as there is time."""

import threading

import numpy as np
import pytest

from stfusion_qgis.comparison import contest as module
from stfusion_qgis.comparison.contest import Contest
from stfusion_qgis.comparison.contestants import Contestant
from stfusion_qgis.comparison.known_date import KnownDate
from stfusion_qgis.errors import Cancelled, InputError
from stfusion_qgis.images.inputs import Inputs
from stfusion_qgis.images.raster import Raster
from stfusion_qgis.images.scene_opening import open_scene
from stfusion_qgis.images.source import Source
from stfusion_qgis.methods import all_methods
from tests.scene_files import block_mean, write_tif

METHODS = all_methods()
RATIO, SIDE = 8, 64


class Known(KnownDate):
    """Random land that brightens: the temporal difference predicts it without error."""

    available, values, ratio = 1, 2 * SIDE * SIDE, float(RATIO)

    def __init__(self, folder):
        self.folder = folder
        fine = np.random.default_rng(0).uniform(0.1, 0.4, (2, SIDE, SIDE))
        for name, image in (("1", fine), ("2", fine + 0.1)):
            write_tif(folder / f"fine_{name}.tif", image.astype(np.float32))
            write_tif(folder / f"coarse_{name}.tif",
                      block_mean(image, RATIO).astype(np.float32), 30 * RATIO)

    def scene_of(self, roles):
        def sources(*names):
            return [Source(str(self.folder / f"{name}.tif")) for name in names if name in roles]

        return open_scene(Inputs.of(sources("fine_1"), sources("coarse_1"),
                     [Source(str(self.folder / "coarse_2.tif"))]))

    def truth(self):
        return self.read(str(self.folder / "fine_2.tif"))

    def read(self, path):
        raster = Raster(path)
        return raster.read(raster.grid.whole())


@pytest.fixture
def known(tmp_path):
    return Known(tmp_path)


def test_a_prediction_is_made_and_measured(known, tmp_path):
    run = Contest(known, str(tmp_path)).predict(Contestant(METHODS["temporaldifference"], 1))
    quality = known.measure(run.path)
    assert quality.values["RMSE"].overall < 1e-6 and quality.pixels == SIDE * SIDE
    assert quality.ratio == RATIO and run.seconds > 0


def test_when_the_time_is_over_only_baselines_are_awaited(known, tmp_path):
    contest = Contest(known, str(tmp_path), seconds=0.0)
    with pytest.raises(InputError, match="longer than there was time"):
        contest.compete(Contestant(METHODS["starfm"], 1))
    assert contest.is_over()
    with pytest.raises(Cancelled):
        contest.predict(Contestant(METHODS["starfm"], 1))
    assert contest.compete(Contestant(METHODS["temporaldifference"], 1)).path


def test_a_user_who_wants_no_more(known, tmp_path):
    stop = threading.Event()
    stop.set()
    with pytest.raises(InputError, match="stopped"):
        Contest(known, str(tmp_path), stop=stop.is_set).compete(Contestant(METHODS["starfm"], 1))


def test_slow_methods_leave_large_images(known, tmp_path, monkeypatch):
    monkeypatch.setattr(module, "DICTIONARY_VALUES", known.values - 1)
    with pytest.raises(InputError, match="size"):
        Contest(known, str(tmp_path)).compete(Contestant(METHODS["onepairdictionary"], 1))

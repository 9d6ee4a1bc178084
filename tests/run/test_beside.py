"""Jobs in a process beside this one, as QGIS sends them to a cluster."""

import numpy as np
import pytest

from stfusion_qgis.errors import Cancelled, InputError
from stfusion_qgis.progress import Progress
from stfusion_qgis.run.beside import run_beside
from tests.scene_files import make_images, read_tif


class Heard(Progress):
    """Keeps what it is told; cancels at the first of it, if wanted."""

    def __init__(self, cancel=False):
        self.cancel, self.fractions, self.infos = cancel, [], []

    def show(self, fraction, text):
        self.fractions.append(fraction)

    def info(self, text):
        self.infos.append(text)

    def is_cancelled(self):
        return self.cancel and bool(self.infos)


@pytest.fixture
def tables(tmp_path):
    """Return the tables of a job in tiles."""
    scene = make_images(rows=300, columns=300).open(tmp_path)
    fine, coarse, prediction = (raster.source for raster in scene.rasters)
    return {"method": "temporaldifference", "fine": [fine], "coarse": [coarse],
            "predict": [prediction], "output": str(tmp_path / "out.vrt"), "run": {"tile": 256}}


def test_results_and_progress(tables, tmp_path):
    heard = Heard()
    done = run_beside(tables, "", heard)
    assert done["predicted"] == [1.0] and done["tiles"]["made"] == 4
    assert heard.fractions[-1] == 1.0 and any("4 computed" in text for text in heard.infos)
    assert np.isfinite(read_tif(tmp_path / "out.vrt")).all()


def test_what_cannot_be(tables):
    with pytest.raises(InputError, match="lacks 'predict'"):
        run_beside({**tables, "predict": []}, "", Progress())
    with pytest.raises(InputError, match="'inputs' is damaged"):
        run_beside({**tables, "inputs": {"images": 3}}, "", Progress())


def test_failed_tiles_are_named(tables, tmp_path):
    (tmp_path / "out_tiles").write_text("no folder")
    with pytest.raises(InputError, match=r"r0000_c0000: .*out_tiles"):
        run_beside(tables, "", Progress())


def test_cancelled(tables, tmp_path):
    with pytest.raises(Cancelled):
        run_beside(tables, "", Heard(cancel=True))
    assert not (tmp_path / "out.vrt").exists() and not list(tmp_path.rglob(".*"))

"""Several files get their names, or none does."""

import os

import numpy as np
import pytest

from stfusion_qgis.errors import InputError
from stfusion_qgis.images.publishing import publish_all
from stfusion_qgis.images.raster import Raster
from stfusion_qgis.images.writer import Writer
from tests.scene_files import write_tif


@pytest.fixture
def writers(tmp_path):
    """Return three complete writers whose files have no names yet; the first exists already."""
    raster = Raster(write_tif(tmp_path / "in.tif", np.ones((1, 3, 4), np.float32)))
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "0.tif").write_text("before")
    made = [Writer(str(tmp_path / "out" / f"{i}.tif"), raster.grid, raster.bands)
            for i in range(3)]
    for writer in made:
        writer.write(raster.grid.whole(), np.ones((1, 3, 4), np.float32), np.ones((3, 4), bool))
        writer.complete()
    return made


def test_all(writers, tmp_path):
    publish_all(writers)
    assert sorted(os.listdir(tmp_path / "out")) == ["0.tif", "1.tif", "2.tif"]
    assert all(Raster(writer.path).grid.rows == 3 for writer in writers)


@pytest.mark.parametrize("failing", [0, 1, 2])
def test_none(writers, tmp_path, monkeypatch, failing):
    """What was there before is there again."""
    def fail():
        raise InputError("held by another program")

    monkeypatch.setattr(writers[failing], "publish", fail)
    with pytest.raises(InputError, match="held"):
        publish_all(writers)
    for writer in writers:
        writer.discard()
    assert os.listdir(tmp_path / "out") == ["0.tif"]
    assert (tmp_path / "out" / "0.tif").read_text() == "before"

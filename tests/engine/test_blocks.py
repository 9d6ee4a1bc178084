"""Blocks that fit into the memory."""

import types

import numpy as np
import pytest

from stfusion_qgis import blocks, engine
from stfusion_qgis.blocks import Blocks, fitting
from stfusion_qgis.methods import all_methods
from stfusion_qgis.progress import Progress
from tests.scene_files import make_images, read_tif

GIGABYTE = 2**30


def scene(bands=6, rasters=3):
    return types.SimpleNamespace(bands=bands, guide=None, rasters=[None] * rasters)


def test_without_a_limit_they_are_as_large_as_asked_for():
    assert fitting(scene(), 25, 64, 0) == (512, 64)
    assert fitting(scene(), 25, 64, 0, 100) == (100, 64)


@pytest.mark.parametrize("threads", [1, 2, 4, 16, 64])
@pytest.mark.parametrize("gigabytes", [0.25, 0.5, 1, 2, 8])
@pytest.mark.parametrize("bands, halo", [(1, 0), (6, 25), (20, 100)])
def test_they_keep_to_the_memory_and_use_it(threads, gigabytes, bands, halo):
    memory = int(gigabytes * GIGABYTE)
    found = fitting(scene(bands), halo, threads, memory)
    assert 1 <= found.at_a_time <= threads
    if found != (64, 1):
        assert found.memory(scene(bands), halo) <= memory
    if found != (512, threads):  # the next larger ones would not do
        larger = Blocks(found.side, found.at_a_time + 1) if found.at_a_time < threads else \
            Blocks({64: 128, 128: 256, 256: 384, 384: 512}[found.side], threads)
        assert larger.memory(scene(bands), halo) > memory / 2 - blocks._ELSEWHERE


def test_the_usual_settings_need_no_smaller_blocks():
    """2 GB on eight cores, for Landsat."""
    assert fitting(scene(), 25, 8, 2 * GIGABYTE) == (512, 8)


def test_a_run_tells_it_and_gives_the_same(tmp_path):
    progress = Progress().collecting()
    opened = make_images(rows=150, columns=170, bands=3).open(tmp_path)
    method = all_methods()["starfm"]
    parameters = method.Parameters(window_size=9)
    paths = [str(tmp_path / name) for name in ("a.tif", "b.tif")]
    engine.run(method, opened, parameters, paths[:1], settings=engine.Settings(threads=2))
    engine.run(method, opened, parameters, paths[1:], progress=progress,
               settings=engine.Settings(threads=2, memory=2**20))
    assert any("Blocks of 64 pixels, 1 at a time" in line for line in progress.infos)
    np.testing.assert_array_equal(*map(read_tif, paths))

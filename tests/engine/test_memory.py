"""Memory is bounded by the blocks, whatever the size of the scene."""

import os
import pathlib
import subprocess

import numpy as np

from tests.scene_files import write_tif
from tests.strict_python import STRICT_PYTHON

SCRIPT = """
import resource, sys
from stfusion_qgis import engine
from stfusion_qgis.images import alignment
from stfusion_qgis.images.inputs import Inputs
from stfusion_qgis.images.scene_opening import open_scene
from stfusion_qgis.methods.temporaldifference import TemporalDifference as Method

alignment.CACHE_BYTES = 2**22  # full for the small scene already
*paths, output = sys.argv[1:]
scene = open_scene(Inputs.of(*[[path] for path in paths]))
engine.run(Method(), scene, Method.Parameters(), [output],
           settings=engine.Settings(threads=2))
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)
"""


def peak(folder, rows):
    """Return the largest resident memory, in MiB, of a process that fuses a scene."""
    folder.mkdir()
    rng = np.random.default_rng(0)
    paths = [write_tif(folder / name, rng.integers(
        500, 4000, (1, rows // step, 1024 // step), dtype=np.int16), 30 * step)
        for name, step in [("fine.tif", 1), ("coarse.tif", 16), ("later.tif", 16)]]
    result = subprocess.run(
        [*STRICT_PYTHON, "-c", SCRIPT, *paths, str(folder / "out.tif")],
        env={**os.environ, "GDAL_CACHEMAX": "16"}, text=True, capture_output=True,
        cwd=pathlib.Path(__file__).parents[2], timeout=300)
    assert result.returncode == 0, result.stderr
    return int(result.stdout.split()[-1])


def test_a_larger_scene_needs_no_more_memory(tmp_path):
    """Each of three images and the output is 28 MiB larger as float32."""
    small, large = peak(tmp_path / "small", 3072), peak(tmp_path / "large", 3 * 3072 + 1024)
    assert large - small < 56, (small, large)

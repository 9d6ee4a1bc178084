"""Methods on a card, all their kernels, against the processor: to 1e-5 of the deviation."""

import numpy as np
import pytest

from stfusion_qgis import engine
from stfusion_qgis.kernels import backends
from stfusion_qgis.methods import shipped_methods
from stfusion_qgis.progress import Progress
from stfusion_qgis.testing.trial import Trial
from tests.kernels.opencl_device import need_device


@pytest.mark.parametrize("name", ["starfm", "estarfm", "stnlffm", "fitfc", "fsdaf", "vipstf",
                                  "obsum", "blend"])
def test_same_as_on_the_processor(monkeypatch, name):
    device = need_device()
    method = shipped_methods()[name]
    trial = Trial(method, method.pairs[0])
    images, progress = trial.make_images(), Progress().collecting()
    settings = engine.Settings(threads=2, float_output=True)
    expected = trial.predict(images, settings=settings)
    monkeypatch.setenv("STFUSION_BACKEND", "opencl")
    assert backends.backend_name().startswith(f"{device.name} (OpenCL), ")
    found = trial.predict(images, settings=settings, progress=progress)
    assert progress.infos[-1].count(f"({device.name} (OpenCL), ") == 1
    assert not progress.warnings
    deviation = np.nanstd(expected, axis=(1, 2), keepdims=True)
    assert np.array_equal(np.isnan(found), np.isnan(expected))
    assert np.nanmax(np.abs(found - expected) / deviation) <= 1e-5

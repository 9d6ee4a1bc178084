"""Images for the tests of the metrics."""

import numpy as np
import pytest
from scipy import ndimage

from stfusion_qgis.quality.assess import assess
from stfusion_qgis.quality.sources import ArraySource


@pytest.fixture(scope="session")
def make_pair():
    """Return a function (bands, rows, columns, seed) -> prediction, reference as float32."""
    def make(bands=4, rows=96, columns=128, seed=0):
        rng = np.random.default_rng(seed)
        base = ndimage.gaussian_filter(rng.normal(size=(rows, columns)), 3)
        y = np.array([3000 + 20000 * (0.3 + 0.1 * b) * base
                      + 4000 * ndimage.gaussian_filter(rng.normal(size=(rows, columns)), 1)
                      for b in range(bands)])
        x = 0.9 * y + 300 + rng.normal(0, 150, y.shape)
        return np.rint(x).astype(np.float32), np.rint(y).astype(np.float32)
    return make


@pytest.fixture(scope="session")
def values():
    """Return a function that assesses arrays and returns the values by metric."""
    def measured(x, y=None, valid=None, fine_1=None, **options):
        sources = [None if a is None else ArraySource(a, valid) for a in (x, y, fine_1)]
        return assess(sources[0], sources[1], fine_1=sources[2], **options).values
    return measured

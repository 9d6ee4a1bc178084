"""What tests of kernels share."""

import pytest

from stfusion_qgis.kernels.backends import BACKENDS


@pytest.fixture(params=BACKENDS)
def backend(request):
    """Return the name of each backend of the processor."""
    if request.param == "numba":
        pytest.importorskip("numba")
    return request.param

"""The device of OpenCL that tests compute on: PoCL, where there is no card."""

import pytest

from stfusion_qgis.kernels.cards.use import best_card


def need_device():
    """Return the device; skip the test where there is none."""
    card = best_card(processors=True)
    if card is None:
        pytest.skip("needs pyopencl and a device of OpenCL: apt-get install pocl-opencl-icd")
    return card

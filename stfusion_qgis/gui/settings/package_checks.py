"""The checks of the optional packages: each uses one as the plugin does, and prints its version.

They run in a process of its own after a package was downloaded (`dependencies.trying`), and raise
an error if it does not work. What they print is shown in the log of the installation.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from importlib import metadata

from ...dependencies.required import problem
from ...dependencies.trying import Check


def check_scipy() -> None:
    """Import all that the plugin uses of SciPy, and filter an image."""
    import numpy
    import scipy
    from scipy.ndimage import spline_filter

    if problem():
        raise ImportError(problem())
    _expect(spline_filter(numpy.eye(4, dtype=numpy.float32)).shape == (4, 4))
    print("scipy", scipy.__version__)


def check_numba() -> None:
    """Compile a function, and load the vectors of the kernels."""
    import numba

    from ...kernels.simd.llvm import instruction_set

    _expect(numba.njit(lambda x: x + 1)(1) == 2)
    print("numba", numba.__version__, instruction_set())


def check_pyopencl() -> None:
    """Compute on each device; there has to be one, and each has to work."""
    import numpy
    import pyopencl  # noqa: F401

    from ...kernels.cards.card import all_cards
    from ...kernels.similar_pixels.opencl_backend import similar_sums
    from ...kernels.similar_pixels.similar_inputs import SimilarInputs

    cards = all_cards()
    if not cards:
        raise RuntimeError("it finds no device of OpenCL: install the driver of the graphics card")
    plane = numpy.ones((1, 6, 6), numpy.float32)
    for card in cards:
        sums = similar_sums(card, SimilarInputs(plane, plane, plane[0, :3, :3], 5), lambda: None)
        _expect(bool((sums == 5).all()))
        print(card.identity)
    print("pyopencl", metadata.version("pyopencl"))


def check_onnxruntime() -> None:
    """Run a tiny network on each provider; the CPU has to work."""
    import onnxruntime

    from ...networks.runtime import compiled_in, working_providers

    print("onnxruntime", onnxruntime.__version__)
    reasons = working_providers()
    for provider in compiled_in():
        print(provider, "-", reasons[provider] or "works")
    if reasons["cpu"]:
        raise RuntimeError(reasons["cpu"])


def print_providers() -> None:
    """Print which provider does not work for which reason, as a line of JSON."""
    from ...networks.runtime import working_providers

    print(json.dumps(working_providers()))


def check_csmask() -> None:
    """Run each network on an image of its size."""
    import numpy
    import ukis_csmask  # nothing but its version

    from ...networks.runtime import make_session, session_options
    from ...networks.segmentation.csmask import FOUR_BANDS, SIX_BANDS, csmask_network

    for bands in (FOUR_BANDS, SIX_BANDS):
        for level in ("surface", "toa"):
            path, contract = csmask_network(bands, level)
            image = numpy.zeros((1, len(bands), contract.tile, contract.tile), numpy.float32)
            scores = make_session(str(path), "cpu", session_options(1)).run(
                [contract.output], {contract.input: image})[0]
            _expect(scores.shape == (1, len(contract.classes), *image.shape[2:])
                    and bool(numpy.isfinite(scores).all()))
    print("ukis_csmask", ukis_csmask.__version__)


def check_pyhdf() -> None:
    """Write a field of a file in HDF4, and read it."""
    import os
    import tempfile

    import numpy
    from pyhdf.SD import SD, SDC

    numbers = numpy.arange(6, dtype=numpy.int16).reshape(2, 3)
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "check.hdf")
        file = SD(path, SDC.WRITE | SDC.CREATE)
        field = file.create("numbers", SDC.INT16, numbers.shape)
        field[:] = numbers
        field.endaccess()
        file.end()
        file = SD(path)
        _expect(bool((file.select("numbers").get() == numbers).all()))
        file.end()
    print("pyhdf", metadata.version("pyhdf"))


def check_torch() -> None:
    """Multiply matrices, and import what writes a trained network."""
    import onnx  # noqa: F401
    import onnxscript  # noqa: F401
    import torch

    _expect(float((torch.ones(2, 2) @ torch.ones(2, 2)).sum()) == 8)
    print("torch", torch.__version__, "CUDA" if torch.cuda.is_available() else "CPU")


def _expect(right: bool) -> None:
    if not right:
        raise ArithmeticError("it computes something else than it should")


CHECKS: Mapping[str, Check] = {"scipy": check_scipy, "numba": check_numba,
                               "pyopencl": check_pyopencl,
                               "onnxruntime": check_onnxruntime, "ukis_csmask": check_csmask,
                               "pyhdf": check_pyhdf, "torch": check_torch}
"""The check of each optional package, by its id."""

"""The optional packages: what for, in which variants, how large."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ..translation import mark
from . import pins
from .pins import Environment, Pins, fitting

_TORCH_INDEX = "https://download.pytorch.org/whl/"


@dataclass(frozen=True)
class Variant:
    """One way to install a package.

    id: name of its folder. label: for people. pins: what fits which Python.
    megabytes: of the download, on the disk about three times as much.
    index: where pip looks instead of its usual place, "" for that.
    with_requirements: whether what the first package asks for is installed too, but for what
        QGIS has: drivers and libraries of graphics cards, in versions of its own choice.
    extras: which of its optional requirements belong to these.
    """

    id: str
    label: str
    pins: tuple[Pins, ...]
    megabytes: int
    index: str = ""
    with_requirements: bool = False
    extras: tuple[str, ...] = ()

    def pinned(self, environment: Environment) -> Pins | None:
        """Return the versions for a Python; None if there are none."""
        return fitting(self.pins, environment)


@dataclass(frozen=True)
class Package:
    """An optional package.

    id: name of the package that Python imports. purpose: what it is for, marked for translation.
    distributions: under which names it may be installed; in an environment only one of them.
    variants: ways to install it, the usual one first.
    check: Python code that fails if the package does not work; what it prints is shown.
    requires: ids of other packages that are installed first.
    """

    id: str
    purpose: str
    distributions: tuple[str, ...]
    variants: tuple[Variant, ...]
    check: str
    requires: tuple[str, ...] = ()


_CHECK_NUMBA = """
import numba
assert numba.njit(lambda x: x + 1)(1) == 2
from stfusion_qgis.kernels.simd import instruction_set
print("numba", numba.__version__, instruction_set())
"""

_CHECK_ONNXRUNTIME = """
import onnxruntime
from stfusion_qgis.networks.runtime import working_providers
print("onnxruntime", onnxruntime.__version__)
found = working_providers()
for provider, reason in found.items():
    if "without it" not in reason:
        print(provider, "-", reason or "works")
assert not found["cpu"], found["cpu"]
"""

_CHECK_TORCH = """
import onnx, onnxscript, torch
assert float((torch.ones(2, 2) @ torch.ones(2, 2)).sum()) == 8
print("torch", torch.__version__, "CUDA" if torch.cuda.is_available() else "CPU")
"""


def packages(environment: Environment) -> list[Package]:
    """Return the optional packages, with the variants that there are for a Python."""
    return [
        Package("numba", mark("Makes the fusion methods many times faster."), ("numba",),
                (Variant("numba", "", pins.NUMBA, 45),), _CHECK_NUMBA),
        Package("onnxruntime", mark("Runs fusion networks."),
                ("onnxruntime", "onnxruntime-gpu", "onnxruntime-directml"),
                tuple(_onnxruntimes(environment)), _CHECK_ONNXRUNTIME),
        Package("torch", mark("Trains fusion networks; not needed to run them."), ("torch",),
                tuple(_torches(environment)), _CHECK_TORCH, ("onnxruntime",))]


def _onnxruntimes(environment: Environment) -> Sequence[Variant]:
    intel_mac = environment.system == "Darwin" and environment.is_intel
    cpu = Variant("onnxruntime", mark("for the processor"),
                  pins.ONNXRUNTIME_INTEL_MAC if intel_mac else pins.ONNXRUNTIME, 20)
    if not environment.is_intel or environment.system == "Darwin":
        return [cpu]
    gpu = Variant("onnxruntime-gpu", mark("for graphics cards of NVIDIA (CUDA)"),
                  pins.ONNXRUNTIME_GPU, 1600, with_requirements=True, extras=("cuda", "cudnn"))
    if environment.system == "Windows":
        return [cpu, Variant("onnxruntime-directml", mark("for any graphics card (DirectML)"),
                             pins.ONNXRUNTIME_DIRECTML, 25), gpu]
    return [cpu, gpu]


def _torches(environment: Environment) -> Sequence[Variant]:
    if environment.system == "Darwin":
        # There are none for Macs with processors of Intel any more.
        return [] if environment.is_intel else [
            Variant("torch", mark("for the processor and the graphics card"), pins.TORCH, 110)]
    cpu_index = _TORCH_INDEX + "cpu" if environment.system == "Linux" else ""
    cpu = Variant("torch", mark("for the processor"), pins.TORCH, 220, cpu_index)
    if not environment.is_intel:
        return [cpu]
    if environment.system == "Windows":
        return [cpu, Variant("torch-cuda", mark("for graphics cards of NVIDIA (CUDA)"), pins.TORCH,
                             2600, _TORCH_INDEX + "cu126")]
    return [cpu, Variant("torch-cuda", mark("for graphics cards of NVIDIA (CUDA)"), pins.TORCH,
                         2800, with_requirements=True)]

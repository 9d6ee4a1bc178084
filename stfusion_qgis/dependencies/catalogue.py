"""The packages that the plugin can install: their purpose, variants and sizes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ..translation import mark
from . import pins
from .pins import Environment, Pins, first_fitting

_TORCH_INDEX = "https://download.pytorch.org/whl/"


@dataclass(frozen=True)
class Variant:
    """A way to install a package.

    id: name of its folder. label: for people. pins: versions, each set for certain Pythons.
    megabytes: size of the download; on the disk it takes about three times as much.
    index: address of the package index that has the package itself, "" for pip's usual one.
    """

    id: str
    label: str
    pins: tuple[Pins, ...]
    megabytes: int
    index: str = ""

    def pinned(self, environment: Environment) -> Pins | None:
        """Return the versions for a Python; None if there are none."""
        return first_fitting(self.pins, environment)


@dataclass(frozen=True)
class Package:
    """A package that the plugin can install.

    id: name of the package that Python imports. purpose: a sentence, marked for translation.
    distributions: names under which it may be installed; an environment has only one of them.
    variants: ways to install it, the usual one first.
    requires: ids of other packages that are installed first.
    optional: whether the plugin works without it; one that it needs is listed where QGIS lacks it.
    """

    id: str
    purpose: str
    distributions: tuple[str, ...]
    variants: tuple[Variant, ...]
    requires: tuple[str, ...] = ()
    optional: bool = True


def packages(environment: Environment) -> list[Package]:
    """Return the packages, with the variants that there are for a Python; needed ones first."""
    return [
        Package("scipy", mark("All methods need it."), ("scipy",),
                (Variant("scipy", "", pins.SCIPY, 40),), optional=False),
        Package("numba", mark("Makes the fusion methods many times faster."), ("numba",),
                (Variant("numba", "", pins.NUMBA_INTEL_MAC if _is_intel_mac(environment)
                         else pins.NUMBA, 45),)),
        Package("pyopencl", mark("Lets methods compute on graphics cards of any make (OpenCL)."),
                ("pyopencl",), (Variant("pyopencl", "", _pyopencls(environment), 1),)),
        Package("onnxruntime", mark("Runs neural networks."),
                ("onnxruntime", "onnxruntime-gpu", "onnxruntime-directml"),
                tuple(_onnxruntimes(environment))),
        Package("ukis_csmask", mark("Networks that find clouds and their shadows."),
                ("ukis-csmask",), (Variant("ukis-csmask", "", pins.CSMASK, 145),),
                ("onnxruntime",)),
        Package("pyhdf", mark("Reads products of MODIS (HDF4) where QGIS cannot."), ("pyhdf",),
                tuple(_pyhdfs(environment))),
        Package("torch", mark("Trains fusion networks; not needed to run them."), ("torch",),
                tuple(_torches(environment)), ("onnxruntime",))]


def _pyopencls(environment: Environment) -> tuple[Pins, ...]:
    is_arm_linux = environment.system == "Linux" and not environment.is_intel
    return pins.PYOPENCL_ARM_LINUX if is_arm_linux else pins.PYOPENCL


def _onnxruntimes(environment: Environment) -> Sequence[Variant]:
    cpu = Variant("onnxruntime", mark("for the processor"),
                  pins.ONNXRUNTIME_INTEL_MAC if _is_intel_mac(environment) else pins.ONNXRUNTIME,
                  20)
    if not environment.is_intel or environment.system == "Darwin":
        return [cpu]
    gpu = Variant("onnxruntime-gpu", mark("for graphics cards of NVIDIA (CUDA)"),
                  pins.ONNXRUNTIME_GPU, 1600)
    if environment.system == "Windows":
        return [cpu, Variant("onnxruntime-directml", mark("for any graphics card (DirectML)"),
                             pins.ONNXRUNTIME_DIRECTML, 25), gpu]
    return [cpu, gpu]


def _pyhdfs(environment: Environment) -> Sequence[Variant]:
    if environment.system != "Darwin":
        # There are none for Linux on processors of ARM.
        return [Variant("pyhdf", "", pins.PYHDF, 4)] if environment.is_intel else []
    return [Variant("pyhdf", "", pins.PYHDF_INTEL_MAC if environment.is_intel else pins.PYHDF_MAC,
                    4)]


def _torches(environment: Environment) -> Sequence[Variant]:
    if environment.system == "Darwin":
        # There are none for Macs with processors of Intel any more.
        return [] if _is_intel_mac(environment) else [
            Variant("torch", mark("for the processor and the graphics card"), pins.TORCH, 110)]
    label, card = mark("for the processor"), mark("for graphics cards of NVIDIA (CUDA)")
    if environment.system == "Windows":
        cpu = Variant("torch", label, pins.TORCH, 220)
        cuda = Variant("torch-cuda", card, pins.TORCH_CUDA_WINDOWS, 2600, _TORCH_INDEX + "cu126")
    else:
        cpu = Variant("torch", label, pins.TORCH_LINUX, 220, _TORCH_INDEX + "cpu")
        cuda = Variant("torch-cuda", card, pins.TORCH_CUDA_LINUX, 2800)
    return [cpu, cuda] if environment.is_intel else [cpu]


def _is_intel_mac(environment: Environment) -> bool:
    return environment.system == "Darwin" and environment.is_intel

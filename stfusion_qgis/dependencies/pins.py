"""Versions of packages that fit together, and which of them fit this Python and its NumPy.

They are pinned: what was released yesterday has been tried by nobody here. The first set that
fits is taken.
"""

from __future__ import annotations

import platform
import re
import sys
from collections.abc import Sequence
from dataclasses import dataclass

Range = tuple[tuple[int, int], tuple[int, int]]
"""The least and the greatest version, (major, minor), that something fits."""


@dataclass(frozen=True)
class Environment:
    """A Python that packages are installed for.

    python, numpy: versions, (major, minor); NumPy's is (0, 0) where it is missing, which nothing
        fits. system: "Linux", "Windows" or "Darwin".
    machine: kind of processor, in lower case, such as "x86_64", "amd64" or "arm64".
    """

    python: tuple[int, int]
    numpy: tuple[int, int]
    system: str
    machine: str

    @classmethod
    def here(cls) -> Environment:
        """Return the description of the Python that runs this."""
        try:
            import numpy as np
            numpy_version = np.__version__
        except ImportError:
            numpy_version = "0.0"
        major, minor = re.findall(r"\d+", numpy_version)[:2]
        return cls(sys.version_info[:2], (int(major), int(minor)), platform.system(),
                   platform.machine().lower())

    @property
    def is_intel(self) -> bool:
        """Return whether the processor is one of Intel or AMD."""
        return self.machine in ("x86_64", "amd64")


@dataclass(frozen=True)
class Pins:
    """Requirements that fit together.

    requirements: of pip, such as "numba==0.61.2"; the package itself comes first.
    python, numpy: the least and the greatest version that they fit.
    """

    requirements: tuple[str, ...]
    python: Range
    numpy: Range = ((1, 21), (2, 99))

    @property
    def version(self) -> str:
        """Return the version of the package itself."""
        return self.requirements[0].partition("==")[2]

    def fit(self, environment: Environment) -> bool:
        """Return whether they fit a Python."""
        return (self.python[0] <= environment.python <= self.python[1]
                and self.numpy[0] <= environment.numpy <= self.numpy[1])


def first_fitting(pins: Sequence[Pins], environment: Environment) -> Pins | None:
    """Return the first set that fits a Python; None if none does."""
    return next((each for each in pins if each.fit(environment)), None)


def _numba(version: str, llvmlite: str, python: Range, numpy: Range) -> Pins:
    return Pins((f"numba=={version}", f"llvmlite=={llvmlite}"), python, numpy)


SCIPY = (
    Pins(("scipy==1.10.1",), ((3, 9), (3, 11)), ((1, 21), (1, 26))),
    Pins(("scipy==1.13.1",), ((3, 9), (3, 12)), ((1, 23), (2, 2))),
    Pins(("scipy==1.15.3",), ((3, 10), (3, 13)), ((1, 24), (2, 4))),
    Pins(("scipy==1.17.1",), ((3, 11), (3, 14)), ((2, 0), (2, 6))),
)

NUMBA = (
    _numba("0.61.2", "0.44.0", ((3, 10), (3, 13)), ((1, 24), (2, 2))),
    _numba("0.60.0", "0.43.0", ((3, 9), (3, 12)), ((1, 22), (2, 0))),
    _numba("0.63.1", "0.46.0", ((3, 10), (3, 14)), ((1, 22), (2, 3))),
    _numba("0.65.1", "0.47.0", ((3, 10), (3, 14)), ((1, 22), (2, 4))),
    _numba("0.68.1", "0.50.0", ((3, 10), (3, 14)), ((1, 22), (2, 5))),
    _numba("0.57.1", "0.40.1", ((3, 9), (3, 11)), ((1, 21), (1, 24))),
)

NUMBA_INTEL_MAC = tuple(each for each in NUMBA if each.version in ("0.61.2", "0.60.0", "0.57.1"))
"""Those that were still made for Macs with processors of Intel."""



def _pyopencl(version: str, pytools: str, siphash24: str, python: Range) -> Pins:
    return Pins((f"pyopencl=={version}", f"pytools=={pytools}", f"siphash24=={siphash24}",
                 "platformdirs==4.4.0", "typing_extensions==4.16.0"), python)


PYOPENCL = (_pyopencl("2026.1.4", "2026.1.1", "1.9", ((3, 10), (3, 14))),
            _pyopencl("2025.1", "2024.1.14", "1.9", ((3, 9), (3, 9))))
PYOPENCL_ARM_LINUX = PYOPENCL[:1]

_MODERN, _PYTHON_310, _PYTHON_39 = ((3, 11), (3, 14)), ((3, 10), (3, 10)), ((3, 9), (3, 9))
_ONNX_EXTRAS = ("flatbuffers==25.12.19", "packaging==26.3", "protobuf==7.36.2")
_OLD_ONNX_EXTRAS = ("flatbuffers==25.12.19", "packaging==26.3", "protobuf==6.33.6",
                    "coloredlogs==15.0.1", "humanfriendly==10.0", "sympy==1.14.0",
                    "mpmath==1.3.0")


def _onnxruntime(name: str, modern: str, python_310: str, python_39: str,
                 modern_drivers: tuple[str, ...] = (),
                 drivers: tuple[str, ...] = ()) -> tuple[Pins, ...]:
    return (Pins((f"{name}=={modern}", *_ONNX_EXTRAS, *modern_drivers), _MODERN),
            Pins((f"{name}=={python_310}", *_OLD_ONNX_EXTRAS, *drivers), _PYTHON_310),
            Pins((f"{name}=={python_39}", *_OLD_ONNX_EXTRAS, *drivers), _PYTHON_39))


ONNXRUNTIME = _onnxruntime("onnxruntime", "1.32.0", "1.23.2", "1.19.2")
ONNXRUNTIME_INTEL_MAC = (Pins(("onnxruntime==1.23.2", *_ONNX_EXTRAS), ((3, 11), (3, 13))),
                         *_onnxruntime("onnxruntime", "1.23.2", "1.23.2", "1.19.2")[1:])
ONNXRUNTIME_GPU = _onnxruntime(
    "onnxruntime-gpu", "1.31.1", "1.23.2", "1.19.2",
    ("nvidia-cublas==13.10.0.20", "nvidia-cuda-nvrtc==13.5.37", "nvidia-cuda-runtime==13.5.37",
     "nvidia-cudnn-cu13==9.28.1.4", "nvidia-cufft==12.5.0.14", "nvidia-curand==10.4.5.25",
     "nvidia-nvjitlink==13.5.37"),
    ("nvidia-cublas-cu12==12.9.2.10", "nvidia-cuda-nvrtc-cu12==12.9.86",
     "nvidia-cuda-runtime-cu12==12.9.79", "nvidia-cudnn-cu12==9.28.0.42",
     "nvidia-cufft-cu12==11.4.1.4", "nvidia-curand-cu12==10.3.10.19",
     "nvidia-nvjitlink-cu12==12.9.86"))
ONNXRUNTIME_DIRECTML = _onnxruntime("onnxruntime-directml", "1.24.4", "1.23.0", "1.19.2")

CSMASK = (Pins(("ukis-csmask==1.0.0",), ((3, 9), (3, 14))),)
"""Without what it needs itself: its networks are used, not its code."""


PYHDF = (Pins(("pyhdf==0.11.7",), ((3, 9), (3, 14))),)
PYHDF_MAC = (Pins(("pyhdf==0.11.6",), ((3, 9), (3, 13))), Pins(("pyhdf==0.11.7",), _MODERN))
PYHDF_INTEL_MAC = (Pins(("pyhdf==0.11.4",), ((3, 9), (3, 11)), ((1, 21), (1, 26))),)
"""The last one that was made for Macs with processors of Intel."""


def _torch(torch: str, python: Range, drivers: tuple[str, ...] = ()) -> Pins:
    onnx, protobuf, networkx, filelock, fsspec = {
        _PYTHON_39: ("1.19.1", "6.33.6", "3.2.1", "3.19.1", "2025.9.0"),
        _PYTHON_310: ("1.23.2", "7.36.2", "3.4.2", "4.0.8", "2026.9.0"),
    }.get(python, ("1.23.2", "7.36.2", "3.6.1", "4.2.11", "2026.9.0"))
    return Pins((
        f"torch=={torch}", f"onnx=={onnx}", f"protobuf=={protobuf}", f"networkx=={networkx}",
        f"filelock=={filelock}", f"fsspec=={fsspec}", "onnxscript==0.7.2", "onnx-ir==1.1.0",
        "ml_dtypes==0.5.4", "jinja2==3.1.6", "markupsafe==3.0.4", "mpmath==1.3.0",
        "packaging==26.3", "sympy==1.14.0", "typing_extensions==4.16.0", *drivers), python)


_CUDA_13 = (
    "cuda-bindings==13.4.4", "cuda-pathfinder==1.9.1", "nvidia-cublas==13.1.1.3",
    "nvidia-cuda-cupti==13.0.85", "nvidia-cuda-nvrtc==13.0.88", "nvidia-cuda-runtime==13.0.96",
    "nvidia-cudnn-cu13==9.20.0.48", "nvidia-cufft==12.0.0.61", "nvidia-cufile==1.15.1.6",
    "nvidia-curand==10.4.0.35", "nvidia-cusolver==12.0.4.66", "nvidia-cusparse==12.6.3.3",
    "nvidia-cusparselt-cu13==0.8.1", "nvidia-nccl-cu13==2.29.7", "nvidia-nvjitlink==13.5.37",
    "nvidia-nvshmem-cu13==3.4.5", "nvidia-nvtx==13.0.85", "triton==3.7.1")
_CUDA_12 = (
    "nvidia-cublas-cu12==12.8.4.1", "nvidia-cuda-cupti-cu12==12.8.90",
    "nvidia-cuda-nvrtc-cu12==12.8.93", "nvidia-cuda-runtime-cu12==12.8.90",
    "nvidia-cudnn-cu12==9.10.2.21", "nvidia-cufft-cu12==11.3.3.83",
    "nvidia-cufile-cu12==1.13.1.3", "nvidia-curand-cu12==10.3.9.90",
    "nvidia-cusolver-cu12==11.7.3.90", "nvidia-cusparse-cu12==12.5.8.93",
    "nvidia-cusparselt-cu12==0.7.1", "nvidia-nccl-cu12==2.27.3",
    "nvidia-nvjitlink-cu12==12.8.93", "nvidia-nvtx-cu12==12.8.90", "triton==3.4.0")

TORCH = (_torch("2.13.0", _MODERN), _torch("2.13.0", _PYTHON_310), _torch("2.8.0", _PYTHON_39))
TORCH_LINUX = (_torch("2.13.0+cpu", _MODERN), _torch("2.13.0+cpu", _PYTHON_310))
TORCH_CUDA_LINUX = (_torch("2.13.0", _MODERN, _CUDA_13), _torch("2.13.0", _PYTHON_310, _CUDA_13),
                    _torch("2.8.0", _PYTHON_39, _CUDA_12))
TORCH_CUDA_WINDOWS = (_torch("2.13.0+cu126", ((3, 11), (3, 12))),)

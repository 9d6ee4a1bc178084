"""What figures were made with: versions of programs, and the machine."""

from __future__ import annotations

import os
import platform
from importlib import metadata

import numpy as np
import scipy
from osgeo import gdal

from ..kernels.backends import backend_name
from ..version import VERSION

_OPTIONAL = ("numba", "onnxruntime")


def versions() -> dict[str, str]:
    """Return the versions of what computes, by name; packages that are not there are left out."""
    found = {"STFusion": VERSION, "Python": platform.python_version(), "NumPy": np.__version__,
             "SciPy": scipy.__version__, "GDAL": gdal.VersionInfo("RELEASE_NAME"),
             "kernels": backend_name()}
    for package in _OPTIONAL:
        try:
            found[package] = metadata.version(package)
        except metadata.PackageNotFoundError:
            continue
    return found


def machine() -> str:
    """Return the processor and its cores, on which seconds depend."""
    name = platform.processor() or platform.machine()
    try:
        with open("/proc/cpuinfo", encoding="utf-8") as file:
            name = next(line.partition(":")[2].strip() for line in file
                        if line.startswith("model name"))
    except (OSError, StopIteration):
        pass
    return f"{name}, {os.cpu_count()} cores, {platform.system()}"

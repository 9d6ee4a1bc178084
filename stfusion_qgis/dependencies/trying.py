"""A program that tries an optional package together with what QGIS has: it fails if that fails.

    python -m stfusion_qgis.dependencies.trying MODULE FUNCTION

FUNCTION of MODULE uses the package and prints its version; it raises an error if the package is
missing or does not work.
"""

from __future__ import annotations

import contextlib
import importlib
import sys
from collections.abc import Sequence
from typing import Callable

Check = Callable[[], None]
"""A function of a module, without arguments, that tries a package."""


def arguments(check: Check) -> list[str]:
    """Return the arguments of Python that run a check in a process of its own."""
    return ["-m", __name__, check.__module__, check.__name__]


def main(arguments: Sequence[str]) -> None:
    """Import what QGIS has, and run a check: the names of its module and of its function.

    Raises:
        Exception: whatever the package raises.
    """
    importlib.import_module("osgeo.gdal")
    for name in ("numpy", "scipy"):
        with contextlib.suppress(ModuleNotFoundError):
            importlib.import_module(name)
    module, function = arguments
    getattr(importlib.import_module(module), function)()


if __name__ == "__main__":
    main(sys.argv[1:])

"""The packages that every computation needs: NumPy and SciPy, which most builds of QGIS have."""

from __future__ import annotations

import importlib
import platform

from ..translation import tr

_MODULES = {
    "NumPy": ("numpy",),
    "SciPy": tuple(f"scipy.{name}" for name in (
        "cluster.vq", "interpolate", "ndimage", "optimize", "sparse", "special", "stats"))}
"""Name of each package, and the modules of it that the plugin imports."""


def problem() -> str:
    """Return a sentence that names a package which is missing or cannot be loaded; "" for none."""
    for package, modules in _MODULES.items():
        try:
            for module in modules:
                importlib.import_module(module)
        except Exception as error:  # packages that do not fit each other raise all kinds
            if isinstance(error, ModuleNotFoundError) and error.name == package.lower():
                return tr("{package} is missing, without which STFusion cannot work.").format(
                    package=package)
            return tr("{package} cannot be loaded ({reason}), without which STFusion cannot work."
                      ).format(package=package, reason=error)
    return ""


def package_manager_hint() -> str:
    """Return a sentence that says how to install both on Linux; "" on other systems."""
    return tr("The package manager of your system installs NumPy and SciPy, for example 'sudo apt "
              "install python3-numpy python3-scipy'.") if platform.system() == "Linux" else ""

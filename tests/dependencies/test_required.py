"""The packages that every computation needs, and processes that lack them."""

import subprocess
import sys

import pytest

from stfusion_qgis.dependencies.required import problem
from tests.dependencies.hiding import variables_without
from tools.run_qgis import REPOSITORY

ASK = "from stfusion_qgis.dependencies.required import problem; print(problem())"

# All that runs before NumPy and SciPy are known to be there, and the options page.
FIRST = ("stfusion_qgis.plugin", "stfusion_qgis.gui.desktop", "stfusion_qgis.gui.settings.page",
         "stfusion_qgis.gui.settings.part", "stfusion_qgis.gui.settings.package_checks",
         "stfusion_qgis.dependencies.installing", "stfusion_qgis.processing.python_process")


def output(program, variables):
    """Return what a Python program prints."""
    done = subprocess.run([sys.executable, "-c", program], cwd=REPOSITORY, env=variables,
                          text=True, capture_output=True, timeout=120)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def test_all_is_there():
    assert problem() == ""


@pytest.mark.parametrize("package, name", [("numpy", "NumPy"), ("scipy", "SciPy")])
def test_a_missing_package_is_named(package, name, tmp_path):
    assert output(ASK, variables_without(tmp_path, package)) == (
        f"{name} is missing, without which STFusion cannot work.")


@pytest.mark.parametrize("error", ["ImportError('numpy.core.multiarray failed to import')",
                                   "ValueError('numpy.dtype size changed')"])
def test_a_package_that_does_not_fit_is_named(error, tmp_path):
    """Packages that were built for another NumPy raise one or the other."""
    variables = variables_without(tmp_path / "hidden", "scipy")
    (tmp_path / "hidden" / "site" / "scipy.py").write_text(f"raise {error}")
    said = output(ASK, variables)
    assert said.startswith("SciPy cannot be loaded (numpy.") and "STFusion" in said


@pytest.mark.parametrize("package", ["numpy", "scipy"])
def test_the_options_page_needs_neither(package, tmp_path):
    program = f"""
import importlib, sys
for name in {FIRST!r}:
    importlib.import_module(name)
print({package!r} in sys.modules)
"""
    assert output(program, variables_without(tmp_path, package)) == "False"

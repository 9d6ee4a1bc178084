"""The packages that every computation needs, and processes that lack them."""

import subprocess
import sys

import pytest

from stfusion_qgis.dependencies.required import problem
from tests.dependencies.hiding import variables_without
from tools.run_qgis import REPOSITORY

ASK = "from stfusion_qgis.dependencies.required import problem; print(problem())"

OPEN_PAGE = """
import os, pathlib, sys
from qgis.core import QgsApplication
application = QgsApplication([], True)
application.initQgis()
from stfusion_qgis import plugin
from stfusion_qgis.dependencies import installing
from stfusion_qgis.gui import desktop
from stfusion_qgis.gui.settings import installer, package_checks, page
opened = page.OptionsPage(installer.Installer(pathlib.Path("there is none")))
opened.show()
QgsApplication.processEvents()
print(sys.argv[1] in sys.modules)
print(list(opened.packages.rows)[0], opened.packages.rows["scipy"].button.isEnabled())
sys.stdout.flush()
os._exit(0)
"""


def output(program, variables, *arguments):
    """Return what a Python program prints."""
    done = subprocess.run(
        [sys.executable, "-c", program, *arguments], cwd=REPOSITORY, text=True, timeout=120,
        capture_output=True, env={**variables, "QT_QPA_PLATFORM": "offscreen"})
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


@pytest.mark.parametrize("package, can_be_installed", [("numpy", False), ("scipy", True)])
def test_the_options_page_needs_neither(package, can_be_installed, tmp_path):
    """It opens without them; which SciPy fits is known only where NumPy is."""
    said = output(OPEN_PAGE, variables_without(tmp_path, package), package)
    assert said.splitlines()[-2:] == ["False", f"scipy {can_be_installed}"]

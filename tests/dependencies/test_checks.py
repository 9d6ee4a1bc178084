"""The checks that packages must pass after they were downloaded, as the installer runs them."""

import importlib.metadata
import importlib.util
import subprocess
import sys

import pytest

from stfusion_qgis.dependencies.catalogue import packages
from stfusion_qgis.dependencies.pins import Environment
from stfusion_qgis.dependencies.trying import arguments
from stfusion_qgis.gui.settings.package_checks import CHECKS
from tests.dependencies.hiding import variables_without
from tools.run_qgis import REPOSITORY


def run(package, variables=None):
    """Run the check of a package in a process of its own."""
    return subprocess.run([sys.executable, *arguments(CHECKS[package])], cwd=REPOSITORY,
                          env=variables, text=True, capture_output=True, timeout=300)


def test_every_package_has_one():
    assert list(CHECKS) == [package.id for package in packages(Environment.here())]


@pytest.mark.parametrize("package", CHECKS)
def test_passes_where_the_package_is(package):
    if importlib.util.find_spec(package) is None:
        pytest.skip(f"{package} is not installed")
    done = run(package)
    assert done.returncode == 0, done.stderr
    version = importlib.metadata.version(package)
    assert f"{package} {version}" in done.stdout


@pytest.mark.parametrize("package", CHECKS)
def test_fails_where_it_is_missing(package, tmp_path):
    done = run(package, variables_without(tmp_path, package))
    assert done.returncode != 0
    assert done.stderr.splitlines()[-1] == f"ModuleNotFoundError: No module named '{package}'"

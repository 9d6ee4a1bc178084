"""Errors in what Qt calls fail a test instead of ending all tests."""

import subprocess

from tests.strict_python import STRICT_PYTHON

TEST = """
from qgis.PyQt.QtCore import QCoreApplication, QTimer

def test_slot(qgis_app):
    QTimer.singleShot(0, lambda: 1 / 0)
    QCoreApplication.processEvents()
"""


def test_a_slot_that_raises(tmp_path, pytestconfig):
    (tmp_path / "test_slot.py").write_text(TEST)
    (tmp_path / "conftest.py").write_text("from tests.conftest import *\n")
    done = subprocess.run(
        [*STRICT_PYTHON, "-m", "pytest", "-q", "-p", "no:cacheprovider", "--rootdir",
         str(tmp_path), "-c", str(pytestconfig.rootpath / "pyproject.toml"),
         str(tmp_path / "test_slot.py")],
        cwd=pytestconfig.rootpath, text=True, capture_output=True, timeout=100)
    assert "ZeroDivisionError" in done.stdout and done.returncode == 1, done.stdout + done.stderr

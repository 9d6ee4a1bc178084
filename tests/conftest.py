"""Fixtures for all tests."""

import os
import pathlib
import sys

import pytest

SHARED_DATA = pathlib.Path(__file__).resolve().parents[2] / "shared" / "data"


@pytest.fixture(scope="session")
def shared_data():
    """Return the folder of the real test images, which lie beside the repository."""
    if not SHARED_DATA.is_dir():
        pytest.skip("the real test images (../shared/data) are not on this machine")
    return SHARED_DATA


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_teardown(item):
    """Let go of what fixtures made: images that are open when QGIS has ended crash it."""
    item.funcargs.clear()


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session, exitstatus):
    """Keep the result for the end of the process."""
    session.config.stfusion_result = int(exitstatus)


@pytest.hookimpl(tryfirst=True)
def pytest_unconfigure(config):
    """End here: all is reported, and Python, Qt and GDAL do not agree who frees what at exit."""
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(getattr(config, "stfusion_result", 1))

"""Fixtures for all tests."""

import pathlib

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

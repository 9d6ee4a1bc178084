"""Fixtures for all tests."""

import os
import pathlib
import sys
import traceback

import pytest

SLOW = (
    "desktop/test_missing_scipy.py", "desktop/test_random_actions.py", "desktop/test_toolbox.py",
    "dependencies/test_checks.py", "dependencies/test_installing.py",
    "front_door/",
    "engine/test_memory.py",
    "gui/compare/test_comparison_widget.py::test_a_hundred_previews",
    "gui/dock/test_cluster_run.py", "gui/dock/test_measuring.py", "gui/dock/test_preview.py",
    "gui/dock/test_run.py::test_every_method", "gui/dock/test_worker.py",
    "gui/settings/test_options_page.py",
    "images/test_full_disk.py", "images/test_writer.py::test_disk_full",
    "kernels/cards/test_methods_on_cards.py",
    "kernels/test_backends.py::test_second_process", "kernels/test_backends.py::test_cache_folder",
    "kernels/test_thin_plate_spline.py::test_global_spline_of_48",
    "kernels/test_window_sums.py::test_equals_the_definition[numba-size0",
    "methods/test_atprk.py", "methods/test_fitfc.py::test_as_accurate",
    "methods/test_fsdaf.py::test_accuracy", "methods/test_guide.py::test_methods_keep",
    "methods/test_guide.py::test_the_weight", "methods/test_onepairdictionary.py",
    "methods/test_patch_means.py::test_gains", "methods/test_sharpening.py::test_keeps",
    "methods/test_spstfm.py", "methods/test_starfm.py::test_equals_the_paper",
    "methods/test_two_pairs.py",
    "networks/test_bad_networks.py::test_a_greedy_network",
    "packaging/test_demo.py", "packaging/test_dev.py",
    "packaging/test_notebooks.py::test_a_notebook_s", "packaging/test_qt6.py",
    "packaging/test_site.py", "packaging/test_zip.py",
    "processing/test_benchmark_algorithm.py::test_real_images",
    "processing/test_guide_of_many.py",
    "processing/test_maskclouds.py::test_described", "processing/test_model.py",
    "processing/test_networks.py::test_in_qgis_process",
    "processing/test_prepareimage.py::test_in_qgis_process",
    "processing/test_networks_of_strangers.py::test_a_large_halo",
    "processing/test_predictdates.py::test_in_qgis_process",
    "processing/test_shipped_models.py", "processing/test_training.py",
    "run/test_beside.py", "run/test_grid.py::test_two_halves",
    "run/test_guide_jobs.py::test_season", "run/test_guide_jobs.py::test_choice",
    "run/test_jobs_of_many.py::test_season", "run/test_jobs_of_many.py::test_choice",
    "season/test_real_seasons.py", "season/test_season_run.py::test_order_blocks_threads",
    "tiled/test_dask.py::test_a_worker", "tiled/test_object_stores.py::test_workers_write",
    "training/test_architectures.py", "training/test_training.py", "training/test_judging.py",
    "training/test_networks_run.py",
)
"""Tests that `./dev test --quick` leaves out, by the beginnings of their names below `tests`: they
take three quarters of the time. What is left touches every room."""

SLOW_CHECKS = ("cut cells", "several dates", "mirrored", "transposed", "gap in", "bands",
               "progress", "resampled", "same change")
"""Checks of all methods that `--quick` leaves out."""

SHARED_DATA = pathlib.Path(__file__).resolve().parents[2] / "shared" / "data"


def pytest_addoption(parser):
    """Add `--quick`."""
    parser.addoption("--quick", action="store_true", help="leave out what takes long")


def pytest_collection_modifyitems(config, items):
    """Leave out what takes long, if that is asked for."""
    if config.getoption("quick"):
        slow = [item for item in items if _is_slow(item.nodeid.partition("tests/")[2])]
        config.hook.pytest_deselected(items=slow)
        items[:] = [item for item in items if item not in slow]


def _is_slow(name):
    checked = name.startswith("methods/test_all_methods.py")
    return name.startswith(SLOW) or (checked and any(check in name for check in SLOW_CHECKS))


@pytest.fixture(autouse=True)
def errors_of_slots():
    """Let errors in slots and other functions that Qt calls fail the test, with their traceback.

    PyQt would end the process by them, and nobody would know which one it was.
    """
    raised = []
    before, sys.excepthook = sys.excepthook, lambda *error: raised.append(error)
    yield
    sys.excepthook = before
    if raised:
        pytest.fail("in what Qt called:\n" + "".join(traceback.format_exception(*raised[0])))


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

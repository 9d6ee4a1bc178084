"""The thread of the previews: it follows what is set in the options."""

import sys
import threading
import time

import pytest
from qgis.core import QgsSettings

from stfusion_qgis.gui.dock.worker import PreviewWorker
from stfusion_qgis.images.inputs import Inputs
from stfusion_qgis.images.roles import Role
from stfusion_qgis.images.source import Source
from stfusion_qgis.methods import all_methods
from stfusion_qgis.preview.request import Entry, Request
from stfusion_qgis.processing.user_settings import UserSettings
from tests.gui.waiting import wait_until
from tests.scene_files import make_images


@pytest.fixture
def worker(qgis_app):
    QgsSettings().remove("stfusion")
    worker = PreviewWorker()
    yield worker
    worker.close()
    worker._pool.shutdown(wait=True)
    QgsSettings().remove("stfusion")


@pytest.fixture
def request_of(tmp_path):
    """Return a function that asks for the preview of a whole small scene by a method."""
    scene = make_images(rows=40, columns=48).open(tmp_path)
    images = {"fine_1": scene.fine[0], "coarse_1": scene.coarse[0],
              "coarse_prediction": scene.coarse_predictions[0]}
    inputs = Inputs(tuple((Role(role), Source(raster.source)) for role, raster in images.items()))

    def wanted(name):
        method = all_methods()[name]
        return Request(inputs, (Entry("it", method, method.Parameters()),), scene.grid)

    return wanted


def delivered(worker, request):
    """Return the first preview, and the previewer that made it."""
    found = []
    worker.delivered.connect(found.append)
    worker.failed.connect(found.append)
    worker.preview(request)
    wait_until(lambda: found)
    worker.delivered.disconnect(found.append)
    worker.failed.disconnect(found.append)
    return found[0], worker._previewer


def test_previews_begin_anew_with_other_settings_and_packages(worker, request_of, monkeypatch,
                                                              tmp_path):
    request = request_of("temporaldifference")
    first = delivered(worker, request)[1]
    assert delivered(worker, request)[1] is first
    UserSettings(threads=3).write()
    second = delivered(worker, request)[1]
    assert second is not first and first._child is None and second._arguments[0] == "3"
    monkeypatch.setattr(sys, "path", [*sys.path, str(tmp_path)])  # as after an installation
    preview, third = delivered(worker, request)
    assert third is not second and not isinstance(preview, Exception)


def test_images_are_examined_while_a_preview_is_slow(worker, request_of, monkeypatch):
    """What is wrong with an image is said at once, whatever the process of the previews does."""
    found, go_on = [], threading.Event()
    monkeypatch.setattr(worker, "_get_previewer", go_on.wait)
    worker.examined.connect(found.append)
    worker.warm_up([])
    worker.examine(request_of("starfm").inputs)
    try:
        wait_until(lambda: found)
    finally:
        go_on.set()
    assert found[0]["fine_1"].grid is not None


def test_closing_ends_its_threads_and_process_at_once(qgis_app):
    """Even while the process starts and compiles: nobody waits for what is not needed any more."""
    worker = PreviewWorker()
    worker.warm_up(all_methods().values())
    wait_until(lambda: worker._previewer is not None and worker._previewer._child is not None)
    process = worker._previewer._child._process
    threads = [*worker._pool._threads, *worker._examining._threads]
    worker.close()
    wait_until(lambda: process.poll() is not None)
    wait_until(lambda: not any(thread.is_alive() for thread in threads))


def test_what_waits_is_not_begun_once_it_is_closed(qgis_app, monkeypatch):
    """No process is started only to be ended."""
    worker, started = PreviewWorker(), []
    monkeypatch.setattr(worker, "_get_previewer", lambda: started.append(True))

    def hold():
        while not worker._closed:
            time.sleep(0.01)

    worker._pool.submit(hold)
    worker.warm_up(all_methods().values())
    worker.close()
    worker._pool.shutdown(wait=True)
    assert not started

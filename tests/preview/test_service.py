"""Previews from another process: the same as from this one, and what happens when it ends."""

import inspect
import os
import threading
import time

import numpy as np
import pytest

from stfusion_qgis.errors import Cancelled, InputError
from stfusion_qgis.images.image_options import ImageOptions
from stfusion_qgis.images.roles import COARSE_PREDICTION
from stfusion_qgis.methods import temporaldifference, use_folder
from stfusion_qgis.methods.elsewhere import FOLDER_VARIABLE
from stfusion_qgis.preview.messages import request_from_json, request_to_json
from stfusion_qgis.preview.request import Request
from stfusion_qgis.preview.result import NothingToShow
from stfusion_qgis.preview.service import PreviewService
from stfusion_qgis.progress import Progress
from tests.preview.conftest import entry, view


@pytest.fixture(scope="module")
def remote(endless):
    """Return a previewer whose process serves all tests."""
    remote = PreviewService()
    yield remote
    remote.close()


def preview(previewer, request, progress=None):
    """Return all previews that were delivered."""
    delivered = []
    previewer.preview(request, delivered.append, progress or Progress())
    return delivered


def test_is_what_this_process_makes(remote, previewer, inputs):
    """All that a preview tells arrives."""
    request = Request(inputs, (entry("estarfm", "a", window_size=5),
                               entry("interpolation", "b"), entry("starfm", "c", window_size=4)),
                      view(100, 0, 150, 200))
    told = Progress().collecting()
    here, there = preview(previewer, request)[-1], preview(remote, request, told)[-1]
    for name, value in vars(here).items():
        if name not in ("images", "seconds"):
            assert getattr(there, name) == value, name
    assert list(there.images) == list(here.images)
    for name, image in here.images.items():
        np.testing.assert_array_equal(there.images[name], image)
    assert there.problems["c"].endswith("must be odd, to have a centre pixel.")
    fractions = [fraction for fraction, _ in told.shown]
    assert fractions == sorted(fractions) and fractions[-1] <= 1
    assert not os.listdir(remote._folder)


def test_requests_arrive_as_they_were(inputs):
    request = Request(
        type(inputs)(inputs.images, options=ImageOptions(
            "name", "3,1", "2,1", True, True, 8.33, 4)),
        (entry("starfm", window_size=7, classes=9), entry("temporaldifference", "q")), view())
    assert request_from_json(request_to_json(request)) == request


def test_cancelled_at_once(remote, inputs, endless):
    """A long preview ends at once, and the next one does not wait for it."""
    slow = Request(inputs, (endless.begin(),), view())
    with pytest.raises(Cancelled):
        preview(remote, slow, Progress().until(endless.has_begun))
    quick = Request(inputs, (entry("temporaldifference"),), view())
    assert preview(remote, quick)[-1].complete


def test_faults_arrive(remote, inputs):
    with pytest.raises(NothingToShow):
        preview(remote, Request(inputs, (entry("starfm"),), view(10_000)))
    with pytest.raises(InputError, match="pair 1"):
        alone = type(inputs)(((COARSE_PREDICTION, inputs.get("coarse_prediction")),),
                             options=ImageOptions(upscaling=4))
        preview(remote, Request(alone, (entry("starfm"),), view()))


@pytest.mark.skipif(os.name == "nt", reason="ends the process by a signal")
def test_a_process_that_dies_is_told_and_replaced(inputs, endless):
    remote = PreviewService()
    slow = Request(inputs, (endless.begin(),), view())

    class KillsIt(Progress):
        def is_cancelled(self):
            if endless.has_begun() and remote._child is not None:
                remote._child._process.kill()
            return False
    with pytest.raises(InputError, match="begins anew"):
        preview(remote, slow, KillsIt())
    quick = Request(inputs, (entry("temporaldifference"),), view())
    assert preview(remote, quick)[-1].complete
    remote.close()


def test_nothing_stays_behind(inputs):
    """Closing ends the process and its threads, and removes its folder."""
    threads = set(threading.enumerate())
    remote = PreviewService()
    preview(remote, Request(inputs, (entry("temporaldifference"),), view()))
    process, folder = remote._child._process, remote._folder
    remote.close()
    assert process.poll() is not None
    assert not os.path.exists(folder)
    deadline = time.monotonic() + 60
    while set(threading.enumerate()) - threads and time.monotonic() < deadline:
        time.sleep(0.02)
    assert not set(threading.enumerate()) - threads


def test_methods_are_warmed_up(remote, inputs):
    """It goes on beside previews, and disturbs none."""
    remote.warm_up([entry("temporaldifference").method, entry("interpolation").method])
    request = Request(inputs, (entry("temporaldifference"),), view())
    assert preview(remote, request)[-1].complete


def test_methods_of_a_folder(inputs, tmp_path):
    """The process looks for methods where this one does."""
    text = inspect.getsource(temporaldifference).replace("from ..", "from stfusion_qgis.")
    text = text.replace("from .", "from stfusion_qgis.methods.")
    (tmp_path / "other.py").write_text(text.replace('id = "temporal', 'id = "other'), "utf-8")
    before = os.environ.get(FOLDER_VARIABLE)
    use_folder(tmp_path)
    remote = PreviewService()
    request = Request(inputs, (entry("otherdifference", "a"), entry("temporaldifference", "b")),
                      view())
    images = preview(remote, request)[-1].images
    np.testing.assert_array_equal(images["a"], images["b"])
    remote.close()
    use_folder(before)

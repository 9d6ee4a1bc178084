"""Matrix products on one thread meanwhile, in NumPy and in SciPy alike."""

import threading
from types import SimpleNamespace

import numpy as np
import pytest
from scipy import linalg

from stfusion_qgis import blas_threads, engine
from stfusion_qgis.blas_threads import one_blas_thread
from stfusion_qgis.errors import InputError
from stfusion_qgis.kernels.backends import backend_name
from stfusion_qgis.methods import all_methods
from stfusion_qgis.progress import Progress
from stfusion_qgis.quality.assess import assess
from stfusion_qgis.quality.sources import ArraySource
from stfusion_qgis.season import season_run
from stfusion_qgis.season.season_request import SeasonRequest
from stfusion_qgis.tiled.tasks import prepare_tiles, write_tile
from tests.scene_files import make_images
from tests.small_season import date, write_season


@pytest.fixture
def libraries():
    """Return the libraries, which have two threads: in tests they may have had but one."""
    found = blas_threads._libraries()
    if not found:
        pytest.skip("NumPy is linked with another library than OpenBLAS")
    before = counts(found)
    for library in found:
        library.use(2)
    yield found
    for library, count in zip(found, before):
        library.use(count)


def counts(libraries):
    return [library.threads() for library in libraries]


def test_one_thread_then_as_many_as_before(libraries):
    before = counts(libraries)
    with one_blas_thread():
        assert set(counts(libraries)) == {1}
        with one_blas_thread():
            pass
        assert set(counts(libraries)) == {1}
    assert counts(libraries) == before


def test_the_last_one_on_any_thread_gives_them_back(libraries):
    before, inside, leave = counts(libraries), threading.Event(), threading.Event()

    def other():
        with one_blas_thread():
            inside.set()
            leave.wait(60)

    thread = threading.Thread(target=other)
    with one_blas_thread():
        thread.start()
        assert inside.wait(60)
    assert set(counts(libraries)) == {1}
    leave.set()
    thread.join()
    assert counts(libraries) == before


def test_an_error_gives_them_back(libraries):
    before = counts(libraries)
    with pytest.raises(linalg.LinAlgError), one_blas_thread():
        linalg.cholesky(-np.eye(3))
    assert counts(libraries) == before


def test_a_run_multiplies_on_one_thread_whatever_the_processors(libraries, tmp_path, monkeypatch):
    seen = []
    method = all_methods()["temporaldifference"]

    def noted(function):
        def call(*args):
            seen.extend(counts(libraries))
            return function(*args)
        return call

    for name in ("prepare", "fuse"):
        monkeypatch.setattr(method, name, noted(getattr(method, name)))
    engine.run(method, make_images().open(tmp_path), method.Parameters(),
               [str(tmp_path / "out.tif")])
    assert len(seen) == 2 * len(libraries) and set(seen) == {1}
    assert set(counts(libraries)) == {2}


def test_tiles_and_seasons_likewise(libraries, tmp_path, monkeypatch):
    """On a worker, and in QGIS."""
    seen = []

    def note(*args, **options):
        seen.append(set(counts(libraries)))
        raise InputError("enough")

    with pytest.raises(InputError):
        prepare_tiles(SimpleNamespace(prepare=note), Progress())
    prepared = SimpleNamespace(kernels=backend_name(), shared=None,
                               plan=SimpleNamespace(writers=note))
    assert write_tile(prepared, None, Progress()).reason == "enough"
    monkeypatch.setattr(season_run, "tiles", note)
    with pytest.raises(InputError):
        season_run.predict_season(SeasonRequest(*write_season(tmp_path), (date(10),),
                                                str(tmp_path)))
    assert seen == [{1}] * 3


def test_qualities_are_measured_on_one_thread(libraries):
    """So they do not follow the number of processors, within QGIS either."""
    seen = set()

    class Noting(Progress):
        def is_cancelled(self):
            seen.update(counts(libraries))
            return False

    image = ArraySource(np.random.default_rng(0).random((2, 64, 64)))
    assess(image, image, progress=Noting())
    assert seen == {1} and set(counts(libraries)) == {2}


def test_without_openblas_nothing_happens(monkeypatch):
    monkeypatch.setattr(blas_threads, "_libraries", list)
    with one_blas_thread():
        assert np.eye(2) @ [1, 2] == pytest.approx([1, 2])

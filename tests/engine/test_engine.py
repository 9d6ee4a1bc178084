"""The engine: one result whatever the blocks and threads; progress, cancelling, outputs."""

import json
import os
import threading
import time
from dataclasses import dataclass, replace

import numpy as np
import pytest
from osgeo import gdal

from stfusion_qgis import engine
from stfusion_qgis.engine import Settings
from stfusion_qgis.errors import Cancelled, InputError
from stfusion_qgis.images.image import Prediction
from stfusion_qgis.images.raster import Raster
from stfusion_qgis.images.window import Window, tiles
from stfusion_qgis.kernels.window_sums.of_dates import window_sums_of_dates
from stfusion_qgis.methods import starfm
from stfusion_qgis.methods.method import Method, NoParameters
from stfusion_qgis.methods.temporaldifference import TemporalDifference
from stfusion_qgis.progress import Progress
from tests.scene_files import make_images, read_tif, write_tif


class Threads(Progress):
    """Keeps the threads on which it is told something."""

    def __init__(self):
        self.seen = set()

    def show(self, fraction, text):
        self.seen.add(threading.current_thread())

    def info(self, text):
        self.seen.add(threading.current_thread())


class Toy(Method[NoParameters, None]):
    """A method whose steps the tests give; it has no id of its class, so it stays unlisted."""

    title = "Toy"
    reference = "nowhere"
    gives_uncertainty = True

    def __init__(self, prepare=None, fuse=None):
        self.id = "toy"
        self._prepare, self._fuse = prepare, fuse

    def prepare(self, scene, parameters, progress):
        if self._prepare:
            self._prepare(progress)

    def fuse(self, block, state):
        if self._fuse:
            self._fuse(block)
        fine = block.fine[0]
        return [Prediction(block.core(fine.values), block.core(fine.valid),
                           block.core(np.ones_like(fine.values)))
                for _ in block.coarse_predictions]


@pytest.fixture
def scene(tmp_path):
    (tmp_path / "in").mkdir()
    return make_images(rows=90, columns=101).open(tmp_path / "in")


def test_blocks_cover_the_grid_once():
    seen = np.zeros((70, 101), int)
    for window in tiles(70, 101, 32):
        assert window.rows <= 32 and window.columns <= 32
        seen[window.row:window.row + window.rows, window.column:window.column + window.columns] += 1
    assert (seen == 1).all()


def test_writes_dates_and_uncertainty(tmp_path):
    """One file a date, with the date, the method and the inputs in its metadata."""
    images = make_images(rows=40, columns=44, pairs=2, dates=3)
    scene = images.open(tmp_path)
    outputs = [str(tmp_path / f"out{i}.tif") for i in range(3)]
    spreads = [str(tmp_path / f"spread{i}.tif") for i in range(3)]
    method = starfm.Starfm()
    parameters = method.Parameters(window_size=9)
    summary = engine.run(method, scene, parameters, outputs, uncertainties=spreads)
    assert summary.outputs == outputs and summary.uncertainties == spreads
    assert summary.predicted == [1.0] * 3
    values = [read_tif(path) for path in outputs]
    assert not np.array_equal(values[0], values[1])
    assert all((read_tif(path) >= 0).all() for path in spreads)
    metadata = gdal.Open(outputs[0]).GetMetadata()
    assert metadata["STFUSION_METHOD"] == "starfm"
    assert "10.1109/TGRS.2006.872081" in metadata["STFUSION_REFERENCE"]
    assert json.loads(metadata["STFUSION_PARAMETERS"])["window_size"] == 9
    assert json.loads(metadata["STFUSION_INPUTS"])["fine"] == [r.source for r in scene.fine]
    single = images.open(tmp_path)
    single = replace(single, coarse_predictions=single.coarse_predictions[2:])
    engine.run(method, single, parameters, [str(tmp_path / "single.tif")])
    np.testing.assert_array_equal(read_tif(tmp_path / "single.tif"), values[2])


def test_date_of_the_output(tmp_path, scene):
    import datetime
    scene.coarse_predictions[0].date = datetime.date(2004, 12, 28)
    path = str(tmp_path / "a.tif")
    engine.run(Toy(), scene, NoParameters(), [path])
    assert Raster(path).date == datetime.date(2004, 12, 28)


@pytest.mark.parametrize("size, threads", [(16, 3), (33, 2), (512, 4)])
def test_blocks_and_threads_do_not_matter(tmp_path, scene, size, threads):
    method = starfm.Starfm()
    results = []
    for settings in (Settings(threads=1, block_size=1000), Settings(threads, size)):
        path = str(tmp_path / "a.tif")
        engine.run(method, scene, method.Parameters(window_size=11), [path], settings=settings)
        results.append(read_tif(path))
    np.testing.assert_array_equal(*results)


def test_progress(tmp_path, scene):
    """It only rises, ends at 1, and is told on the caller's thread alone."""
    threads = Threads()
    progress = threads.collecting()

    def prepare(inner):
        for fraction in (0.1, 0.9, 1.0):
            inner.report(fraction)
        inner.info("from the worker")

    engine.run(Toy(prepare), scene, NoParameters(), [str(tmp_path / "a.tif")],
               settings=Settings(block_size=20, threads=3), progress=progress)
    fractions = [fraction for fraction, _ in progress.shown]
    assert fractions == sorted(fractions)
    assert fractions[-1] == pytest.approx(1)
    assert len(fractions) > 20
    assert "from the worker" in progress.infos
    assert threads.seen == {threading.current_thread()}


def test_time_left_is_told_from_the_first_block_on(tmp_path, scene):
    """Percent as the bar shows it, and the time; few lines, whatever the number of blocks."""
    progress = Progress().collecting()
    engine.run(TemporalDifference(), scene, TemporalDifference.Parameters(),
               [str(tmp_path / "out.tif")], settings=Settings(threads=1, block_size=16),
               progress=progress)
    at = [i for i, (fraction, _) in enumerate(progress.shown) if fraction > 0.1]
    told = [text for _, text in progress.shown if "left" in text]
    fraction, first = progress.shown[at[0]]
    assert first == told[0] and first.startswith(f"{100 * fraction:.0f} % done, about ")
    assert len(at) > 10 and len(told) <= 10


@pytest.mark.parametrize("step", ["prepare", "fuse"])
def test_cancel_does_not_wait_for_the_work(tmp_path, scene, step):
    """Even where a step never looks whether it was cancelled; nothing is left behind."""
    started, release = threading.Event(), threading.Event()

    def work(_):
        started.set()
        release.wait(120)

    try:
        with pytest.raises(Cancelled):
            engine.run(Toy(**{step: work}), scene, NoParameters(), [str(tmp_path / "a.tif")],
                       settings=Settings(block_size=20, threads=2),
                       progress=Progress().until(started.is_set))
        assert not release.is_set()
    finally:
        release.set()
    assert os.listdir(tmp_path) == ["in"]


@pytest.mark.parametrize("step", ["prepare", "fuse"])
def test_cancelled_workers_end(tmp_path, scene, step):
    """A step that reports or checks is ended at its next check."""
    started, ended = threading.Event(), threading.Event()

    def work(argument):
        check = argument.check
        started.set()
        try:
            for _ in range(4000):
                check()
                time.sleep(0.005)
        except Cancelled:
            ended.set()
            raise

    with pytest.raises(Cancelled):
        engine.run(Toy(**{step: work}), scene, NoParameters(), [str(tmp_path / "a.tif")],
                   progress=Progress().until(started.is_set))
    assert ended.wait(60)


@pytest.mark.parametrize("backend", ["numba", "numpy"])
def test_long_kernels_are_cancelled(tmp_path, monkeypatch, backend):
    """A single block of STARFM that takes long ends soon after it was cancelled."""
    if backend == "numba":
        pytest.importorskip("numba")
    (tmp_path / "in").mkdir()
    scene = make_images(rows=700, columns=700, bands=3).open(tmp_path / "in")
    started, completed = threading.Event(), []

    def sums(*arguments, **options):
        started.set()
        result = window_sums_of_dates(*arguments, backend=backend, **options)
        completed.append(True)
        return result

    monkeypatch.setattr(starfm, "window_sums_of_dates", sums)
    method = starfm.Starfm()
    before = {thread for thread in threading.enumerate() if thread.name.startswith("stfusion")}
    with pytest.raises(Cancelled):
        engine.run(method, scene, method.Parameters(window_size=301, classes=1),
                   [str(tmp_path / "a.tif")], progress=Progress().until(started.is_set),
                   settings=Settings(block_size=700, threads=1))
    assert os.listdir(tmp_path) == ["in"]
    workers = {thread for thread in threading.enumerate() if thread.name.startswith("stfusion")}
    for worker in workers - before:
        worker.join(120)
        assert not worker.is_alive()
    assert not completed


@pytest.mark.parametrize("step", ["prepare", "fuse"])
@pytest.mark.parametrize("error", [InputError, MemoryError])
def test_errors_come_through_and_leave_nothing(tmp_path, scene, step, error):
    def fail(_):
        raise error("what is wrong")

    with pytest.raises(error, match="what is wrong"):
        engine.run(Toy(**{step: fail}), scene, NoParameters(), [str(tmp_path / "a.tif")],
                   settings=Settings(block_size=20))
    assert os.listdir(tmp_path) == ["in"]


def test_second_output_fails(tmp_path, scene, monkeypatch):
    """If one of several outputs cannot be completed, none appears."""
    complete, calls = engine.Writer.complete, []

    def failing(self, overviews):
        calls.append(self)
        if len(calls) == 2:
            raise InputError("no space")
        complete(self, overviews)

    monkeypatch.setattr(engine.Writer, "complete", failing)
    with pytest.raises(InputError):
        engine.run(Toy(), scene, NoParameters(), [str(tmp_path / "a.tif")],
                   uncertainties=[str(tmp_path / "b.tif")])
    assert os.listdir(tmp_path) == ["in"]


def test_an_image_that_changes_meanwhile(tmp_path, scene):
    """It is overwritten while blocks are computed: the result would be of two images."""
    def overwrite(_):
        os.utime(scene.coarse[0].source, ns=(0, 10**18))

    with pytest.raises(InputError, match="was changed while it was read"):
        engine.run(Toy(fuse=overwrite), scene, NoParameters(), [str(tmp_path / "a.tif")])
    assert os.listdir(tmp_path) == ["in"]


def test_a_second_run_to_the_same_output(tmp_path, scene):
    """It is refused while the first one goes on, whose image then stands there."""
    path, heard = str(tmp_path / "a.tif"), []

    def second(_):
        with pytest.raises(InputError, match="Another run"):
            engine.run(Toy(), scene, NoParameters(), [path])
        heard.append(1)

    engine.run(Toy(prepare=second), scene, NoParameters(), [path])
    assert heard and sorted(os.listdir(tmp_path)) == ["a.tif", "in"]


@dataclass(frozen=True)
class Case:
    """A call that the engine refuses."""

    method: Method
    parameters: object
    outputs: list
    options: dict
    message: str


@pytest.mark.parametrize("case", [
    Case(TemporalDifference(), TemporalDifference.Parameters(), ["a.tif"],
         {"uncertainties": ["b.tif"]}, "gives no uncertainty"),
    Case(Toy(), NoParameters(), ["a.tif"], {"uncertainties": ["a.tif"]}, "same name"),
    Case(starfm.Starfm(), starfm.Starfm.Parameters(window_size=10), ["a.tif"], {}, "odd"),
    Case(starfm.Starfm(), starfm.Starfm.Parameters(window_size=1), ["a.tif"], {}, "at least 3"),
    Case(starfm.Starfm(), starfm.Starfm.Parameters(similarity="x"), ["a.tif"], {}, "none of"),
    Case(starfm.Starfm(), starfm.Starfm.Parameters(coarse_uncertainty=float("nan")), ["a.tif"],
         {}, "not a number"),
    Case(Toy(), NoParameters(), ["a.jpg"], {}, "GeoTIFF"),
], ids=lambda case: case.message)
def test_refused(tmp_path, scene, case):
    def inside(names):
        return [str(tmp_path / name) for name in names]

    options = {name: inside(value) for name, value in case.options.items()}
    with pytest.raises(InputError, match=case.message):
        engine.run(case.method, scene, case.parameters, inside(case.outputs), **options)
    assert os.listdir(tmp_path) == ["in"]


def test_number_of_pairs(tmp_path):
    scene = make_images(pairs=2).open(tmp_path)
    with pytest.raises(InputError, match="Toy: the number of reference pairs is 2, but must be 1"):
        engine.run(Toy(), scene, NoParameters(), [str(tmp_path / "a.tif")])
    scene = replace(scene, coarse=scene.coarse[:1])
    with pytest.raises(InputError, match="Pair 2 is incomplete"):
        engine.run(Toy(), scene, NoParameters(), [str(tmp_path / "a.tif")])


@pytest.mark.parametrize("dtype, as_float, expected", [
    (np.int16, False, gdal.GDT_Int16), (np.uint16, False, gdal.GDT_UInt16),
    (np.int16, True, gdal.GDT_Float32), (np.float64, False, gdal.GDT_Float32)])
def test_data_type(tmp_path, dtype, as_float, expected):
    images = make_images(rows=24, columns=24).map(lambda a: np.rint(a * 10000).astype(np.float32))
    scene = images.open(tmp_path)
    scene.fine[0].data_type = gdal.GDT_Float64 if dtype is np.float64 else \
        {np.int16: gdal.GDT_Int16, np.uint16: gdal.GDT_UInt16}[dtype]
    path = str(tmp_path / "a.tif")
    engine.run(Toy(), scene, NoParameters(), [path], settings=Settings(float_output=as_float))
    dataset = gdal.Open(path)
    assert dataset.GetRasterBand(1).DataType == expected
    np.testing.assert_array_equal(read_tif(path), images.fine[0])


def test_settings_of_overviews(tmp_path):
    scene = make_images(rows=600, columns=300, bands=1).open(tmp_path)
    path = str(tmp_path / "a.tif")
    engine.run(Toy(), scene, NoParameters(), [path], settings=Settings(overviews=True))
    dataset = gdal.Open(path)
    assert dataset.GetRasterBand(1).GetOverviewCount() == 1


def masked(images, known):
    """Return images whose fine ones are known in a window only."""
    kept = np.zeros(images.truth.shape[1:], bool)
    kept[known] = True
    images.fine = [np.where(kept, fine, np.float32(np.nan)) for fine in images.fine]
    return images


def test_what_cannot_be_predicted_is_not_computed(tmp_path):
    """A method sees the smallest part of a block that holds all pixels with data, or nothing."""
    images = masked(make_images(rows=90, columns=101), np.s_[40:52, 30:37])
    images.predictions[0][:, 5, 3] = np.nan  # rows 40 to 47, columns 24 to 31
    seen = []
    path = str(tmp_path / "out.tif")
    summary = engine.run(Toy(fuse=lambda block: seen.append(block.window)), images.open(tmp_path),
                         NoParameters(), [path], uncertainties=[str(tmp_path / "spread.tif")],
                         settings=Settings(block_size=32))
    expected = [Window(40, 32, 12, 5), Window(48, 30, 4, 2)]
    assert sorted(seen) == sorted(expected)
    known = np.isfinite(read_tif(path)[0])
    for window in expected:
        assert known[window.slices].all()
        known[window.slices] = False
    assert not known.any()
    assert summary.predicted == [(12 * 5 + 4 * 2) / (90 * 101)]
    assert (np.isfinite(read_tif(tmp_path / "spread.tif")[0]).sum()) == 12 * 5 + 4 * 2


def test_no_number_is_written_where_nothing_is_known(tmp_path):
    """Whatever a method says: where no fine image is valid, nor the coarse one, nor the value."""
    class Bold(Toy):
        def fuse(self, block, state):
            values = block.core(block.coarse_predictions[0].values).copy()
            values[:, 7, 7] = np.nan
            return [Prediction(values, np.ones(values.shape[1:], bool))]

    images = masked(make_images(rows=40, columns=48), np.s_[:30])
    images.predictions[0][:, 0, 1] = np.nan
    scene, path = images.open(tmp_path), str(tmp_path / "out.tif")
    summary = engine.run(Bold(), scene, NoParameters(), [path])
    expected = np.zeros((40, 48), bool)
    expected[:30] = True
    expected[:8, 8:16] = expected[7, 7] = False
    np.testing.assert_array_equal(np.isfinite(read_tif(path)[0]), expected)
    assert summary.predicted == [expected.mean()]


def test_a_method_may_do_without_a_fine_image(tmp_path):
    """It is asked everywhere, and what it says counts."""
    class Free(Toy):
        def needs_fine(self, parameters):
            return False

        def fuse(self, block, state):
            after = block.coarse_predictions[0]
            return [Prediction(block.core(after.values), block.core(after.valid))]

    images, path = masked(make_images(rows=40, columns=48), np.s_[:3]), str(tmp_path / "out.tif")
    assert engine.run(Free(), images.open(tmp_path), NoParameters(), [path]).predicted == [1.0]


@pytest.mark.parametrize("float_output", [False, True])
def test_blocks_that_are_not_written_are_nodata(tmp_path, float_output):
    """In the file and in its overviews, of whole numbers and of others."""
    images = masked(make_images(rows=1100, columns=1024, ratio=16), np.s_[700:900, 300:500])
    for arrays in (images.fine, images.coarse, images.predictions):
        arrays[0] = np.rint(arrays[0] * 10000)
    scene = images.open(tmp_path)
    whole = write_tif(tmp_path / "whole.tif", np.where(
        np.isfinite(images.fine[0]), images.fine[0], -9999).astype(np.int16), nodata=-9999)
    scene = replace(scene, fine=(Raster(whole),))
    path = str(tmp_path / "out.tif")
    engine.run(TemporalDifference(), scene, TemporalDifference.Parameters(), [path],
               settings=Settings(block_size=128, overviews=True, float_output=float_output))
    known = np.isfinite(images.fine[0][0])
    np.testing.assert_array_equal(np.isfinite(read_tif(path)[0]), known)
    dataset = gdal.Open(path)
    band = dataset.GetRasterBand(1)
    assert gdal.GetDataTypeName(band.DataType) == ("Float32" if float_output else "Int16")
    small = band.GetOverview(0).ReadAsArray()
    nodata = band.GetNoDataValue()
    empty = ~np.isfinite(small) if np.isnan(nodata) else small == nodata
    np.testing.assert_array_equal(empty, ~known[::2, ::2])

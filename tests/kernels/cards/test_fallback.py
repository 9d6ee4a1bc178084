"""What a run does when its card fails, is too small, or is not allowed: nothing is lost."""

import threading
import time
from types import SimpleNamespace

import numpy as np
import pytest

from stfusion_qgis import engine
from stfusion_qgis.errors import Cancelled
from stfusion_qgis.kernels import backends
from stfusion_qgis.kernels.cards import payoff, use
from stfusion_qgis.kernels.cards.card_error import CardError
from stfusion_qgis.kernels.moving_regression import moving_regression
from stfusion_qgis.kernels.window_sums import opencl_backend
from stfusion_qgis.kernels.window_sums.sum_inputs import WindowSumInputs
from stfusion_qgis.methods.starfm import Starfm
from stfusion_qgis.progress import Progress
from stfusion_qgis.testing.trial import Trial
from tests.kernels.opencl_device import need_device

cl = pytest.importorskip("pyopencl")
card_module = pytest.importorskip("stfusion_qgis.kernels.cards.card")

SETTINGS = engine.Settings(threads=2, block_size=16, float_output=True, cards=True)


class Tried(card_module.Card):
    """The device of the tests as if it were a graphics card; `fails` is asked at each upload."""

    is_processor, has_doubles = False, True

    def __init__(self, fails=lambda uploads: None):
        super().__init__(need_device()._device)
        self.uploads, self._fails = 0, fails

    def upload(self, array):
        self.uploads += 1
        self._fails(self.uploads)
        return super().upload(array)


@pytest.fixture
def found(monkeypatch):
    """Return a function that lets a card be found, which is faster than the processor."""
    found = use._Found()
    monkeypatch.setattr(use, "_found", found)
    monkeypatch.setattr(backends, "pays", lambda *arguments: True)
    monkeypatch.delenv("STFUSION_BACKEND", raising=False)

    def let(card):
        found._cards = [card]
        return card
    return let


@pytest.fixture(scope="module")
def trial():
    trial = Trial(Starfm(), 1)
    images = trial.make_images()
    return trial, images, trial.fuse(images, engine.Settings(float_output=True))


def _assert_same(result, expected):
    """Values are the same to 1e-5 of their deviation, uncertainties, which are roots, to 1e-4."""
    assert np.array_equal(np.isnan(result), np.isnan(expected))
    (values, spread), (true, true_spread) = (np.split(each, 2, axis=1)
                                             for each in (result, expected))
    deviation = np.nanstd(true, axis=(2, 3), keepdims=True)
    assert np.nanmax(np.abs(values - true) / deviation) <= 1e-5
    assert np.nanmax(np.abs(spread - true_spread) / deviation) <= 1e-4


def _out_of_memory(uploads):
    if uploads > 20:
        raise cl.MemoryError("clCreateBuffer failed: MEM_OBJECT_ALLOCATION_FAILURE")


def test_a_run_on_the_card(found, trial):
    tried, images, expected = trial
    card, progress = found(Tried()), Progress().collecting()
    _assert_same(tried.fuse(images, SETTINGS, progress), expected)
    assert card.uploads > 20
    assert sum(card.name in line and "computes, too" in line for line in progress.infos) == 1
    assert f"({card.name} (OpenCL), " in progress.infos[-1]
    assert not progress.warnings


@pytest.mark.parametrize("threads", [1, 3])
def test_without_memory_in_the_middle(found, trial, threads):
    tried, images, expected = trial
    card, progress = found(Tried(_out_of_memory)), Progress().collecting()
    settings = engine.Settings(threads=threads, block_size=16, float_output=True, cards=True)
    _assert_same(tried.fuse(images, settings, progress), expected)
    [warning] = progress.warnings
    assert "MEM_OBJECT_ALLOCATION_FAILURE" in warning
    uploads = card.uploads
    again = Progress().collecting()
    assert np.array_equal(tried.fuse(images, settings, again), expected, equal_nan=True)
    assert card.uploads == uploads
    assert not again.warnings


def test_a_driver_that_cannot_compile(found, trial, monkeypatch, tmp_path):
    tried, images, expected = trial
    found(Tried())
    broken = tmp_path / "window_sums.cl"
    broken.write_text("kernel void window_sums(global int *x) { x[0] = nothing; }")
    monkeypatch.setattr(opencl_backend, "_SOURCE", broken)
    progress = Progress().collecting()
    assert np.array_equal(tried.fuse(images, SETTINGS, progress), expected, equal_nan=True)
    [warning] = progress.warnings
    assert "BUILD_PROGRAM_FAILURE" in warning


@pytest.mark.parametrize(("error", "told"), [
    (CardError("no platform"), 1), (ImportError("wrong version of NumPy"), 1),
    (ModuleNotFoundError("No module named 'pyopencl'"), 0)])
def test_opencl_that_does_not_work(found, trial, monkeypatch, error, told):
    tried, images, expected = trial

    def broken():
        raise error
    monkeypatch.setattr(card_module, "all_cards", broken)
    progress = Progress().collecting()
    for _ in range(2):
        result = tried.fuse(images, SETTINGS, progress)
        assert np.array_equal(result, expected, equal_nan=True)
    assert [str(error) in warning for warning in progress.warnings] == [True] * told


def test_never(found, trial):
    tried, images, expected = trial
    card = found(Tried())
    result = tried.fuse(images, engine.Settings(float_output=True, cards=False))
    assert np.array_equal(result, expected, equal_nan=True)
    assert card.uploads == 0


def test_a_processor_is_not_used_by_itself(found, trial):
    tried, images, expected = trial
    card = Tried()
    card.is_processor = True
    found(card)
    assert np.array_equal(tried.fuse(images, SETTINGS), expected, equal_nan=True)
    assert card.uploads == 0


def _sums(card):
    planes = np.random.default_rng(0).standard_normal((3, 3, 31, 48)).astype(np.float32)
    none = np.empty((3, 0, 31, 48), np.float32)
    inputs = WindowSumInputs(
        none[0], np.empty(0, np.float32), planes[:, :1], np.full((3, 1), 0.5, np.float32), none,
        none, planes[:, 1:], none, np.ones((9, 9), np.float32))
    return opencl_backend.window_sums(card, inputs, lambda: None)[0]


def test_a_small_card_computes_some_rows_at_a_time():
    card = Tried()
    whole, uploads = _sums(card), card.uploads
    card.memory = 4 * 48 * (9 + 6) * 18
    assert np.array_equal(_sums(card), whole)
    assert card.uploads > 3 * uploads


def test_a_card_that_is_too_small():
    card = Tried()
    card.memory = 1 << 10
    with pytest.raises(CardError, match="has 0 MB of memory"):
        _sums(card)


def test_without_64_bits_the_regression_is_the_processors(found):
    card = found(Tried())
    card.has_doubles = False
    x, y = np.random.default_rng(0).standard_normal((2, 1, 12, 12)).astype(np.float32)
    with use.on_cards(use.CardUse()):
        line = moving_regression(x, y, np.ones((12, 12), bool), 2)
    assert card.uploads == 0
    assert use.best_card() is card
    assert np.array_equal(line.slope, moving_regression(x, y, np.ones((12, 12), bool), 2).slope)


def test_a_run_is_cancelled_within_a_second(found):
    """A window of 101 x 101 over a megapixel keeps PoCL busy for minutes."""
    card = found(Tried())
    planes = np.random.default_rng(0).standard_normal((1, 1, 1100, 1100)).astype(np.float32)
    none = np.empty((1, 0, 1100, 1100), np.float32)
    inputs = WindowSumInputs(
        none[0], np.empty(0, np.float32), planes, np.full((1, 1), 0.5, np.float32), none, none,
        planes, none, np.ones((101, 101), np.float32))
    checks = []

    def check():
        checks.append(time.process_time())
        if len(checks) == 6:
            raise Cancelled()
    with pytest.raises(Cancelled):
        opencl_backend.window_sums(card, inputs, check)
    assert max(np.diff(checks)[1:]) < 1  # the first piece compiles


def test_who_waits_for_the_card_can_be_cancelled():
    card, held, done = Tried(), threading.Event(), threading.Event()

    def hold():
        with card.turn(lambda: None):
            held.set()
            done.wait(10)

    def cancelled():
        raise Cancelled()
    holder = threading.Thread(target=hold)
    holder.start()
    held.wait(10)
    with pytest.raises(Cancelled), card.turn(cancelled):
        pass
    done.set()
    holder.join()


def test_work_is_cut_into_short_pieces(monkeypatch):
    card, checks = Tried(), []
    kernel = card.kernel(opencl_backend._SOURCE, "window_sums", SIMILAR=1, GROUPS=1, CENTRES=1,
                         LIMITS=0, PLANES=1, UNWEIGHTED=0)
    planes = np.ones((1, 1, 66, 66), np.float32)
    out = np.empty((1, 1, 64, 64), np.float32)
    given = [card.upload(one) for one in (
        planes, np.ones(1, np.float32), planes[:0], planes[:0], planes, planes[:0],
        np.ones((3, 3), np.float32))]
    memory = card.empty(out)
    # Without any time: then no more is done at a time than the device takes together.
    monkeypatch.setattr(card_module, "_PIECE_SECONDS", 0)
    monkeypatch.setattr(card_module, "_FIRST_PIECE", 1)
    card.run(kernel, (64, 64, 1), 1 << 40, (64, 64, 1, 1, 0, *given, memory, memory),
             lambda: checks.append(0))
    card.download(memory, out)
    assert (out == 9).all()
    assert len(checks) == 32


def test_measured_once(tmp_path, monkeypatch):
    monkeypatch.setenv("STFUSION_CACHE_DIR", str(tmp_path))
    card, calls, now = Tried(), [], [0.0]
    monkeypatch.setattr(payoff, "time", SimpleNamespace(perf_counter=lambda: now[0]))

    class Inputs:
        case = (3, 25)

        def example(self, side):
            return side

    def computed(name, seconds):
        def compute(side):
            calls.append(name)
            now[0] += seconds
            return np.ones(9) if name != "wrong" else np.arange(9)
        return compute
    fast, slow = computed("fast", 0.0), computed("slow", 0.02)
    payoff.forget_measurements()
    for _ in range(2):
        assert payoff.pays(card, "numba", "a.kernel", Inputs(), fast, slow, lambda: None)
        assert not payoff.pays(card, "numba", "another", Inputs(), slow, fast, lambda: None)
        assert calls == ["fast", "fast", "slow", "slow", "slow", "slow", "fast", "fast"]
        payoff.forget_measurements()  # another process reads the file
    calls.clear()
    assert payoff.pays(card, "numpy", "a.kernel", Inputs(), fast, slow, lambda: None)
    assert calls == ["fast", "fast", "slow", "slow"]  # numba has come or gone
    with pytest.raises(CardError, match="something else than the processor: wrong_one"):
        payoff.pays(card, "numba", "wrong_one", Inputs(), computed("wrong", 0), slow, lambda: None)
    calls.clear()
    (tmp_path / "cards.json").write_text("{nonsense")
    payoff.forget_measurements()
    assert payoff.pays(card, "numba", "a.kernel", Inputs(), fast, slow, lambda: None)
    assert len(calls) == 4
    payoff.forget_measurements()

"""Work on threads: in order or as it is ready, a few items at a time, and ended at once."""

import threading
import time

import pytest

from stfusion_qgis.errors import Cancelled
from stfusion_qgis.progress import Progress
from stfusion_qgis.threads import Relay, in_flight, make_pool


def test_in_order():
    """The first item is ready last."""
    with make_pool(2) as pool:
        found = in_flight(pool, lambda n: time.sleep(0.1 * (n == 0)) or n, range(9), 3,
                          Relay(Progress()), ordered=True)
        assert list(found) == list(range(9))


def test_as_they_are_ready():
    """The first item is ready when another one has come."""
    another, found = threading.Event(), []
    with make_pool(2) as pool:
        for number in in_flight(pool, lambda n: n or (another.wait() and n), range(5), 3,
                                Relay(Progress())):
            found.append(number)
            another.set()
    assert sorted(found) == list(range(5)) and found[0] != 0


@pytest.mark.parametrize("ordered", [False, True])
def test_no_more_begin_than_are_wanted(ordered):
    """What is ready counts until it is taken: results do not pile up in memory."""
    begun = []
    with make_pool(2) as pool:
        found = in_flight(pool, begun.append, range(100), 4, Relay(Progress()), ordered)
        for taken, _ in enumerate(found):
            assert len(begun) <= taken + 4


@pytest.mark.parametrize("ordered", [False, True])
def test_a_cancelled_task_ends_at_once(ordered):
    """While an item is computed; those that wait are not begun any more."""
    begun, ended = [], []
    cancelled, go_on = threading.Event(), threading.Event()

    def work(number):
        begun.append(number)
        cancelled.set()
        go_on.wait(60)
        ended.append(number)

    pool = make_pool(1)
    with pytest.raises(Cancelled):
        list(in_flight(pool, work, range(5), 3, Relay(Progress().until(cancelled.is_set)),
                       ordered))
    assert ended == []
    go_on.set()
    pool.shutdown()
    assert begun == [0]


def test_an_error_is_passed_on():
    def fail(number):
        raise ValueError(number)

    with make_pool(1) as pool, pytest.raises(ValueError, match="0"):
        list(in_flight(pool, fail, range(5), 2, Relay(Progress()), ordered=True))

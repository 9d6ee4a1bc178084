"""The cache of tiles: each once, bounded, and unharmed by those who give up."""

import threading
from types import SimpleNamespace

import pytest

from stfusion_qgis.errors import Cancelled
from stfusion_qgis.networks.tile_cache import TileCache


def tile(size=100):
    return SimpleNamespace(nbytes=size)


def nothing():
    """Check nothing."""


def test_made_once_for_all_threads():
    cache, made, got = TileCache(), [], []
    ready = threading.Barrier(8)

    def make():
        made.append(tile())
        return made[-1]

    def ask():
        ready.wait()
        got.append(cache.get((1, 0), make, 1000, nothing))

    threads = [threading.Thread(target=ask) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(made) == 1 and all(value is made[0] for value in got)


def test_bounded_and_the_latest_stay():
    cache, made = TileCache(), []

    def get(key):
        return cache.get((1, key), lambda: made.append(key) or tile(), 300, nothing)

    for key in (0, 1, 2, 0, 3):  # 1 was used longest ago
        get(key)
    made.clear()
    for key in (3, 0, 2):
        get(key)
    assert not made
    get(1)
    assert made == [1]


def test_one_larger_than_all_is_kept_for_the_moment():
    cache = TileCache()
    first = cache.get((1, 0), lambda: tile(5000), 300, nothing)
    assert cache.get((1, 0), tile, 300, nothing) is first


def test_forgets():
    cache = TileCache()
    for owner in (1, 2):
        cache.get((owner, 0), tile, 1000, nothing)
    cache.forget(1)
    made = []
    for owner in (1, 2):
        cache.get((owner, 0), lambda owner=owner: made.append(owner) or tile(), 1000, nothing)
    assert made == [1]


def test_who_waits_for_one_that_was_cancelled_makes_it():
    cache, started, go = TileCache(), threading.Event(), threading.Event()
    errors = []

    def cancelled():
        started.set()
        go.wait()
        raise Cancelled()

    def first():
        try:
            cache.get((1, 0), cancelled, 1000, nothing)
        except Cancelled as error:
            errors.append(error)

    thread = threading.Thread(target=first)
    thread.start()
    started.wait()
    threading.Timer(0.05, go.set).start()
    expected = tile()
    assert cache.get((1, 0), lambda: expected, 1000, nothing) is expected
    thread.join()
    assert len(errors) == 1


def test_who_was_cancelled_while_waiting_ends():
    cache, started, go = TileCache(), threading.Event(), threading.Event()

    def failing():
        started.set()
        go.wait()
        raise Cancelled()

    def stop():
        raise Cancelled()

    def first():
        with pytest.raises(Cancelled):
            cache.get((1, 0), failing, 1000, nothing)

    thread = threading.Thread(target=first)
    thread.start()
    started.wait()
    threading.Timer(0.05, go.set).start()
    with pytest.raises(Cancelled):
        cache.get((1, 0), tile, 1000, stop)
    thread.join()

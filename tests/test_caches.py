"""What is kept, and what goes."""

import threading
from types import SimpleNamespace

import pytest

from stfusion_qgis.caches import Latest
from stfusion_qgis.errors import Cancelled


def tile(size=100):
    return SimpleNamespace(nbytes=size)


def size(tile):
    return tile.nbytes


def nothing():
    """Check nothing."""


def go_when_somebody_waits(cache, key, go):
    """Set an event as soon as somebody waits for a value that another thread makes."""
    future = cache._making[key]
    result = future.result

    def waited():
        go.set()
        return result()

    future.result = waited


def test_the_longest_unused_go_first():
    latest = Latest(3)
    for key in "abc":
        latest.put(key, key.upper())
    assert latest.get("a") == "A"
    latest.put("d", "D")
    assert latest.get("b") is None
    assert latest.items() == [("c", "C"), ("a", "A"), ("d", "D")]


def test_sizes_count():
    latest = Latest(10, len)
    latest.put("a", "12345")
    latest.put("b", "1234")
    latest.put("a", "123456")  # another value of the same key
    assert [key for key, _ in latest.items()] == ["b", "a"]
    latest.put("c", "1")
    assert [key for key, _ in latest.items()] == ["a", "c"]
    latest.discard("a")
    latest.discard("a")
    latest.put("d", "123456789")
    assert [key for key, _ in latest.items()] == ["c", "d"]


def test_the_last_one_is_kept_whatever_its_size():
    latest = Latest(2, len)
    latest.put("a", "1")
    latest.put("b", "too large")
    assert latest.items() == [("b", "too large")]
    latest.clear()
    assert latest.get("b") is None


def test_made_once_for_all_threads():
    cache, made, got = Latest(1000, size), [], []
    ready = threading.Barrier(8)

    def make():
        made.append(tile())
        return made[-1]

    def ask():
        ready.wait()
        got.append(cache.get_or_make((1, 0), make, nothing))

    threads = [threading.Thread(target=ask) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(made) == 1 and all(value is made[0] for value in got)


def test_bounded_and_the_latest_stay():
    cache, made = Latest(300, size), []

    def get(key):
        return cache.get_or_make((1, key), lambda: made.append(key) or tile(), nothing)

    for key in (0, 1, 2, 0, 3):  # 1 was used longest ago
        get(key)
    made.clear()
    for key in (3, 0, 2):
        get(key)
    assert not made
    get(1)
    assert made == [1]


def test_one_larger_than_all_is_kept_for_the_moment():
    cache = Latest(300, size)
    first = cache.get_or_make((1, 0), lambda: tile(5000), nothing)
    assert cache.get_or_make((1, 0), tile, nothing) is first


def test_forgets():
    cache = Latest(1000, size)
    for owner in (1, 2):
        cache.get_or_make((owner, 0), tile, nothing)
    cache.discard_where(lambda key: key[0] == 1)
    made = []
    for owner in (1, 2):
        cache.get_or_make((owner, 0), lambda owner=owner: made.append(owner) or tile(), nothing)
    assert made == [1]


def test_who_waits_for_one_that_was_cancelled_makes_it():
    cache, started, go = Latest(1000, size), threading.Event(), threading.Event()
    errors = []

    def cancelled():
        started.set()
        go.wait()
        raise Cancelled()

    def first():
        try:
            cache.get_or_make((1, 0), cancelled, nothing)
        except Cancelled as error:
            errors.append(error)

    thread = threading.Thread(target=first)
    thread.start()
    started.wait()
    go_when_somebody_waits(cache, (1, 0), go)
    expected = tile()
    assert cache.get_or_make((1, 0), lambda: expected, nothing) is expected
    thread.join()
    assert len(errors) == 1


def test_who_was_cancelled_while_waiting_ends():
    cache, started, go = Latest(1000, size), threading.Event(), threading.Event()

    def failing():
        started.set()
        go.wait()
        raise Cancelled()

    def stop():
        raise Cancelled()

    def first():
        with pytest.raises(Cancelled):
            cache.get_or_make((1, 0), failing, nothing)

    thread = threading.Thread(target=first)
    thread.start()
    started.wait()
    go_when_somebody_waits(cache, (1, 0), go)
    with pytest.raises(Cancelled):
        cache.get_or_make((1, 0), tile, stop)
    thread.join()

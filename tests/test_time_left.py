"""The estimate of the time that is left."""

import pytest

from stfusion_qgis.time_left import TimeLeft, duration_text


class Clock:
    now = 100.0

    def __call__(self):
        return self.now


@pytest.fixture
def clock():
    return Clock()


def test_steady(clock):
    left = TimeLeft(clock)
    assert left.seconds(0.0) is None
    for i in range(1, 10):
        clock.now += 2
        assert left.seconds(i / 10) == pytest.approx(2 * (10 - i))


def test_a_slow_beginning_is_forgotten(clock):
    """Ten seconds of preparation for a tenth; then a second for each further one."""
    left = TimeLeft(clock)
    clock.now += 10
    left.seconds(0.1)
    for i in range(2, 9):
        clock.now += 2
        found = left.seconds(i / 10)
    assert found == pytest.approx(4, rel=0.3)


def test_standing_still(clock):
    """While nothing goes on, the time that is left grows."""
    left = TimeLeft(clock)
    clock.now += 1
    left.seconds(0.5)
    clock.now += 9
    assert left.seconds(0.5) == pytest.approx(10)


def test_remarks_are_few(clock):
    """One at the first block, then one each ten percent or ten seconds."""
    left, told = TimeLeft(clock), []
    for i in range(1, 1001):
        clock.now += 0.05
        told.append(left.remark(i / 1000))
    assert told[0] == "0 % done, about 50 s left"
    assert 8 <= sum(map(bool, told)) <= 12 and not told[-1]
    quick = TimeLeft(clock)
    clock.now += 0.01
    assert quick.remark(0.5, 0.55) == "55 % done, about 1 s left"
    assert quick.remark(0.9) == ""


@pytest.mark.parametrize("seconds, text", [
    (0.2, "1 s"), (8.4, "8 s"), (42, "40 s"), (89, "90 s"), (100, "2 min"), (3000, "50 min"),
    (5400, "1.5 h")])
def test_durations(seconds, text):
    assert duration_text(seconds) == text

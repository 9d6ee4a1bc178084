"""Progress: parts of a whole, listeners that cancel, listeners that keep."""

import pytest

from stfusion_qgis.errors import Cancelled
from stfusion_qgis.progress import Progress


def test_by_itself_it_is_silent_and_never_cancelled():
    progress = Progress()
    progress.report(0.5, "half")
    progress.info("a line")
    progress.warn("a warning")
    assert not progress.is_cancelled()


def test_collecting_keeps_all_in_its_order():
    progress = Progress().collecting()
    progress.report(0.25, "first")
    progress.info("one")
    progress.warn("two")
    progress.info("three")
    progress.report(1)
    assert progress.shown == [(0.25, "first"), (1, "")]
    assert progress.infos == ["one", "three"] and progress.warnings == ["two"]


def test_collecting_passes_on():
    outer = Progress().collecting()
    inner = outer.collecting()
    inner.report(0.5, "half")
    inner.info("a line")
    inner.warn("a warning")
    assert (outer.shown, outer.infos, outer.warnings) == (
        inner.shown, inner.infos, inner.warnings) == (
        [(0.5, "half")], ["a line"], ["a warning"])


def test_until_cancels_as_soon_as_it_is_told():
    stopped = []
    progress = Progress().until(lambda: bool(stopped))
    progress.report(0.5)
    stopped.append(True)
    assert progress.is_cancelled()
    with pytest.raises(Cancelled):
        progress.report(0.6)


def test_until_passes_on_but_not_what_comes_too_late():
    outer = Progress().collecting()
    progress = outer.until(lambda: len(outer.shown) == 2)
    progress.info("a line")
    progress.warn("a warning")
    with pytest.raises(Cancelled):
        for step in range(10):
            progress.report(step / 10)
    assert [fraction for fraction, _ in outer.shown] == [0, 0.1]
    assert outer.infos == ["a line"] and outer.warnings == ["a warning"]
    assert not outer.is_cancelled()


@pytest.mark.parametrize("made", [
    lambda cancelled: cancelled.until(lambda: False), lambda cancelled: cancelled.collecting(),
    lambda cancelled: cancelled.part(0, 1)])
def test_a_cancelled_listener_cancels_those_made_of_it(made):
    progress = made(Progress().until(lambda: True))
    assert progress.is_cancelled()
    with pytest.raises(Cancelled):
        progress.check()


def test_a_part_fills_its_share_of_the_whole():
    whole = Progress().collecting()
    part = whole.part(0.5, 0.9)
    for fraction in (0, 0.5, 1):
        part.report(fraction, "step")
    part.part(0, 0.5).report(1)
    part.info("a line")
    assert [fraction for fraction, _ in whole.shown] == pytest.approx([0.5, 0.7, 0.9, 0.7])
    assert whole.infos == ["a line"]

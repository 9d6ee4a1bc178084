"""What is kept from a training to measure it."""

import datetime
import types

import pytest

from stfusion_qgis.errors import InputError
from stfusion_qgis.images.window import Window
from stfusion_qgis.training.child.holding_out import hold_out


def scene(*dates, rows=100, columns=60, row=0, column=0):
    """Return what is asked of a scene, of whose area the window is given."""
    fine = [types.SimpleNamespace(date=date and datetime.date.fromisoformat(date))
            for date in dates]
    wanted = types.SimpleNamespace(window=Window(row, column, rows, columns))
    return types.SimpleNamespace(fine=fine, wanted=wanted)


@pytest.mark.parametrize("dates, held", [
    (("2020-03-01", "2020-04-01", "2020-05-01"), 1),
    (("2020-03-01", "2020-04-01", "2020-05-01", "2020-06-01"), 2),
    ((None, "2020-04-01", None), 1),
    # The one in the middle has a neighbour a day later, which would give it away.
    (("2020-03-01", "2020-03-11", "2020-03-21", "2020-03-22", "2020-04-01", "2020-04-11"), 4),
    (("2018-07-23", "2018-09-01", "2018-10-21", "2018-12-10", "2019-02-13", "2019-04-29"), 3)])
def test_a_date_in_the_middle(dates, held):
    found = hold_out(scene(*dates), "auto", 2)
    assert found.date == held and found.training == found.measured == Window(0, 0, 100, 60)


def test_a_part_of_the_scene():
    """With two dates: the lower or right fifth, which is not trained on."""
    two = "2020-03-01", "2020-04-01"
    found = hold_out(scene(*two), "auto", 2)
    assert found.date is None
    assert (found.training, found.measured) == (Window(0, 0, 80, 60), Window(80, 0, 20, 60))
    wide = hold_out(scene(*two, "2020-05-01", rows=60, columns=100), "spatial", 2)
    assert (wide.training, wide.measured) == (Window(0, 0, 60, 80), Window(0, 80, 60, 20))
    part = hold_out(scene(*two, row=7, column=9), "auto", 2)
    assert (part.training, part.measured) == (Window(7, 9, 80, 60), Window(87, 9, 20, 60))


def test_a_date_that_is_wished():
    three = scene("2020-03-01", "2020-04-01", "2020-05-01")
    assert hold_out(three, "2020-05-01", 2).date == 2
    with pytest.raises(InputError, match="2020-04-01"):
        hold_out(three, "2020-06-01", 2)
    with pytest.raises(InputError, match="spatial"):
        hold_out(three, "2020-05-01", 3)

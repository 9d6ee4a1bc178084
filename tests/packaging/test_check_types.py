"""What `./dev check` makes of mypy's words."""

from collections import Counter

from tools.check_types import (
    BASELINE,
    LENIENT,
    Kind,
    complaints,
    kinds_of,
    lowered,
    read_baseline,
    written_baseline,
)

SAID = """\
stfusion_qgis/gui/dock/run.py:12: error: Item "None" has no attribute "x"  [union-attr]
stfusion_qgis/gui/dock/run.py:12: note: See the documentation
stfusion_qgis/gui/theme.py:3: error: Function is missing a return type  [no-untyped-def]
stfusion_qgis/gui/dock/run.py:19: error: Item "None" has no attribute "y"  [union-attr]
stfusion_qgis/engine.py:7: error: Argument 1 has type "list[int]"  [arg-type]
""".splitlines()
found_by_mypy = kinds_of(SAID)
UNION, UNTYPED = Kind("gui", "union-attr"), Kind("gui", "no-untyped-def")
ENGINE = Kind("engine", "arg-type")


def test_errors_by_room_and_code():
    assert found_by_mypy == {UNION: [SAID[0], SAID[3]], UNTYPED: [SAID[2]], ENGINE: [SAID[4]]}


def test_what_is_allowed_is_not_told():
    found = {kind: lines for kind, lines in found_by_mypy.items() if kind != ENGINE}
    assert not complaints(found, Counter({UNION: 2, UNTYPED: 1}))
    assert not complaints({}, Counter())


def test_growth_is_told_with_all_that_may_be_meant():
    told = complaints(found_by_mypy, Counter({UNION: 1, UNTYPED: 1}))
    assert told == [SAID[4], "engine: 1 [arg-type], but at most 0.",
                    SAID[0], SAID[3], "gui: 2 [union-attr], but at most 1."]


def test_no_baseline_helps_the_other_rooms():
    assert SAID[4] in complaints(found_by_mypy, Counter({UNION: 2, UNTYPED: 1, ENGINE: 1}))


def test_less_is_told_and_lowered():
    allowed = Counter({UNION: 3, UNTYPED: 0, Kind("gui", "operator"): 2})
    assert complaints({UNION: found_by_mypy[UNION]}, allowed)[1:] == [
        "gui: 0 [operator], not 2 any more.", "gui: 2 [union-attr], not 3 any more."]
    fewer = lowered(found_by_mypy, allowed)
    assert +fewer == Counter({UNION: 2})  # nothing is added for what is new
    assert written_baseline(fewer) == "gui union-attr 2\n"


def test_baseline():
    text = BASELINE.read_text(encoding="utf-8")
    allowed = read_baseline(text)
    assert written_baseline(allowed) == text
    assert {kind.room for kind in allowed} <= set(LENIENT)

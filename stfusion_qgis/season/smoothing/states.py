"""What a pixel of a predicted date rests on."""

from __future__ import annotations

import enum

from ...translation import mark


class State(enum.IntEnum):
    """What a pixel rests on, as the images of states have it."""

    NOTHING = 0
    OBSERVED = 1
    BOTH_SIDES = 2
    ONE_SIDE = 3
    COARSE_FILLED = 4
    INTERPOLATED = 5


TITLES = {
    State.NOTHING: mark("nothing known"),
    State.OBSERVED: mark("observed"),
    State.BOTH_SIDES: mark("fused, fine images on both sides"),
    State.ONE_SIDE: mark("fused, fine images on one side"),
    State.COARSE_FILLED: mark("fused, coarse image filled in time"),
    State.INTERPOLATED: mark("interpolated in time"),
}
"""What users read, by state."""

COLOURS = {
    State.NOTHING: (200, 200, 200),
    State.OBSERVED: (0, 90, 50),
    State.BOTH_SIDES: (65, 171, 93),
    State.ONE_SIDE: (161, 217, 155),
    State.COARSE_FILLED: (253, 174, 97),
    State.INTERPOLATED: (215, 48, 39),
}
"""Red, green and blue of the palette, by state."""

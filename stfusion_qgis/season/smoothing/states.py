"""What a pixel of a predicted date rests on."""

from __future__ import annotations

import enum

from ...translation import mark


class PixelState(enum.IntEnum):
    """What a pixel rests on, as the images of states have it."""

    NOTHING = 0
    OBSERVED = 1
    BOTH_SIDES = 2
    ONE_SIDE = 3
    COARSE_FILLED = 4
    INTERPOLATED = 5


TITLES = {
    PixelState.NOTHING: mark("nothing known"),
    PixelState.OBSERVED: mark("observed"),
    PixelState.BOTH_SIDES: mark("fused, fine images on both sides"),
    PixelState.ONE_SIDE: mark("fused, fine images on one side"),
    PixelState.COARSE_FILLED: mark("fused, coarse image filled in time"),
    PixelState.INTERPOLATED: mark("interpolated in time"),
}
"""What users read, by state."""

COLOURS = {
    PixelState.NOTHING: (200, 200, 200),
    PixelState.OBSERVED: (0, 90, 50),
    PixelState.BOTH_SIDES: (65, 171, 93),
    PixelState.ONE_SIDE: (161, 217, 155),
    PixelState.COARSE_FILLED: (253, 174, 97),
    PixelState.INTERPOLATED: (215, 48, 39),
}
"""Red, green and blue of the palette, by state."""

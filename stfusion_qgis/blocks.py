"""The size of the blocks of a run, and the number of those computed at a time."""

from __future__ import annotations

from typing import NamedTuple

from .images.scene import Scene

LARGEST = 512
"""Side of a block in fine pixels: a compromise of memory, halo and steps of progress."""

_SIDES = (384, 256, 128, 64)
_EFFICIENT = 256  # below, the halo is most of the work: then rather fewer at a time

# Measured with the methods of all families: 3 to 8 times the images of a block with its halo.
_WORKING_COPIES = 8
_ELSEWHERE = 256 * 2**20  # tiles of interpolated images, statistics, and what waits to be written


class Blocks(NamedTuple):
    """side: of a block in fine pixels. at_a_time: how many are computed together."""

    side: int
    at_a_time: int

    def memory(self, scene: Scene, halo: int) -> float:
        """Return about how many bytes they take."""
        planes = scene.bands * len(scene.rasters) + (scene.guide.bands if scene.guide else 0)
        return self.at_a_time * _WORKING_COPIES * planes * 4 * (self.side + 2 * halo) ** 2


def fitting(scene: Scene, halo: int, threads: int, memory: int, largest: int = LARGEST) -> Blocks:
    """Return the blocks with which a run stays within the memory, as far as possible.

    halo: of the method. memory: in bytes, 0 for any. largest: side to begin with.
    """
    blocks = Blocks(largest, threads)
    room = max(memory - _ELSEWHERE, memory / 2)
    if not memory or blocks.memory(scene, halo) <= room:
        return blocks
    for side in (side for side in _SIDES if side < largest):
        blocks = Blocks(side, threads)
        if side <= _EFFICIENT:
            one = Blocks(side, 1).memory(scene, halo)
            blocks = Blocks(side, int(min(threads, max(1, room // one))))
        if blocks.memory(scene, halo) <= room:
            return blocks
    return blocks

"""The statistics of images that predictions are compared with: found once, whatever is seen."""

from __future__ import annotations

from collections.abc import Hashable
from concurrent.futures import Executor

from ....caches import Latest
from ....images.alignment import Aligned
from ....images.raster import Raster
from ....images.sampling import Statistics
from ....images.scene import Scene
from ....images.window import Window, tiles
from ....progress import Progress
from ....quality.statistics_sums import StatisticsSums
from ....threads import Relay, in_flight

_KEPT = 3  # images
_BLOCK = 512


class KeptStatistics:
    """Statistics of images; what is cancelled goes on where it stopped.

    pool: of the threads that read. threads: their number.
    """

    def __init__(self, pool: Executor, threads: int):
        self._pool, self._threads = pool, threads
        self._known: Latest[Hashable, dict[Window, StatisticsSums]] = Latest(_KEPT)
        self._sampled: Latest[Hashable, Statistics] = Latest(_KEPT)

    def of(self, key: Hashable, image: Aligned, progress: Progress) -> Statistics:
        """Return the statistics of all valid pixels of an image.

        key: of the image.

        Raises:
            Cancelled: through `progress`.
        """
        blocks = tiles(image.grid.rows, image.grid.columns, _BLOCK)
        known = self._known.get(key)
        if known is None:
            known = {}
            self._known.put(key, known)

        def measure(window: Window) -> tuple[Window, StatisticsSums]:
            return window, StatisticsSums.of(image.read(window))

        for window, sums in in_flight(
                self._pool, measure, [block for block in blocks if block not in known],
                self._threads + 1, Relay(progress)):
            known[window] = sums
            progress.report(len(known) / len(blocks))
        total = StatisticsSums.nothing(len(image.raster.selection))
        for block in blocks:
            total.add(known[block])
        return total.statistics()

    def of_sample(self, key: Hashable, scene: Scene, raster: Raster, progress: Progress
                  ) -> Statistics:
        """Return the statistics of a fixed sample of an image of a scene, which is quicker.

        Raises:
            Cancelled: through `progress`.
        """
        return self._sampled.get_or_make(key, lambda: scene.statistics(raster, progress))

    def clear(self) -> None:
        """Forget all."""
        self._known.clear()
        self._sampled.clear()

"""What coarse images of pairs hold beside their fine ones, and how much of it lasts, for training.

The option 'Difference between the sensors' corrects the image of a date once and for all. In a
training that would tell the network what it has to predict, as each date is a prediction date, too.
Here an image is corrected only where it belongs to a reference, by a share that is estimated from
the references and the coarse image of the prediction date alone; that one stays as it was seen.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from ...images.image import Image
from ...images.scene import Scene
from ...images.sensor_difference import estimated_share, local_differences, without_difference
from ...images.window import Window
from ...progress import Progress


@dataclass(frozen=True)
class SensorDifferences:
    """The local differences of all dates, on the cells; see `images.sensor_difference`.

    local: a_k. means: A F_k. coarse: C_k. All of the whole scene, whatever is trained on.
    """

    local: list[Image]
    means: list[np.ndarray]
    coarse: list[Image]
    _known: dict[tuple[int, ...], np.ndarray] = field(default_factory=dict, repr=False)

    @classmethod
    def of(cls, scene: Scene, progress: Progress) -> SensorDifferences | None:
        """Return the differences of a scene, None if it has no coarse images of a known ratio."""
        if not scene.coarse or scene.ratio is None or round(scene.ratio) < 2:
            return None
        return cls(local_differences(scene, progress),
                   [scene.fine_cells(raster).values for raster in scene.fine],
                   [scene.coarse_cells(raster) for raster in scene.coarse])

    def lost(self, references: Sequence[int], target: int, number: int) -> np.ndarray:
        """Return the share of a reference's difference that does not last, (bands,), 0 to 1.

        references, target: dates of a prediction. number: of the reference among them.
        """
        date, others = references[number], [*references[:number], *references[number + 1:]]
        key = date, target, *others
        if key not in self._known:
            lasting = estimated_share(self.local[date], [self.local[k] for k in others],
                                      self.means[date], [self.coarse[target]])
            self._known[key] = 1 - lasting
        return self._known[key]


def differences_on_fine_grid(scene: Scene, differences: SensorDifferences, window: Window
                             ) -> np.ndarray:
    """Return a_k of all dates as the fine grid sees it, float32 (dates, bands, rows, columns)."""
    found = []
    for pair, raster in enumerate(scene.coarse):
        corrected = without_difference(scene, pair, differences.local[pair], np.ones(scene.bands))
        seen, rest = (scene.aligned(one, "cubic").read(window).filled()
                      for one in (raster, corrected))
        found.append(seen - rest)
    return np.stack(found)

"""The image that predictions are compared with: the true one, or the coarse one."""

from __future__ import annotations

import math
from collections.abc import Hashable
from dataclasses import dataclass

from ....errors import InputError
from ....images.alignment import Aligned
from ....images.cells import Cells
from ....images.grid import Grid
from ....images.image import Image
from ....images.inputs import Inputs
from ....images.roles import COARSE_PREDICTION, FINE_1, REFERENCE, Role
from ....images.scene import Scene
from ....images.scene_opening import open_beside
from ....images.window import Window
from ....progress import Progress
from ....quality.assess import setting_of
from ....quality.metrics.block_sums import Setting
from ....quality.metrics.metric import Need
from ....translation import tr
from ..reductions import version_of
from .kept_statistics import KeptStatistics


@dataclass(frozen=True)
class Compared:
    """The images beside the predictions, on the grid of a scene.

    key: of the images and of how they were brought together. role: of the one compared with.
    others: images on the grid. cells, coarse: the cells of coarse pixels and the coarse image on
    them; None with a reference.
    """

    key: Hashable
    role: Role
    grid: Grid
    setting: Setting
    others: dict[Need, Aligned]
    cells: Cells | None = None
    coarse: Image | None = None

    @classmethod
    def of(cls, inputs: Inputs, scene: Scene, full: Grid, kept: KeptStatistics,
           progress: Progress) -> Compared:
        """Return the reference, or the coarse image if there is none.

        scene: at full resolution. full: the fine grid.

        Raises:
            InputError: there is nothing to compare with.
            Cancelled: through `progress`.
        """
        source = inputs.get(REFERENCE)
        if source is None:
            return _with_coarse(inputs, scene, kept, progress)
        reference = Aligned(open_beside(scene, source, progress), full, "bilinear")
        lead = inputs.lead
        key = (version_of(source), lead and version_of(lead), inputs.options, full)
        statistics = kept.of(key, reference, progress)
        return cls(key, REFERENCE, full, setting_of(statistics, scene.ratio or math.nan),
                   {Need.REFERENCE: reference})

    def read(self, window: Window, lattice: Grid) -> dict[Need, Image]:
        """Return the images beside the predictions in a window of `lattice`."""
        here = self.window_of(window, lattice)
        return {need: image.read(here) for need, image in self.others.items()}

    def window_of(self, window: Window, lattice: Grid) -> Window:
        """Return a window of another grid of the same lattice as one of this grid."""
        return self.grid.window_of(lattice.subgrid(window))


def _with_coarse(inputs: Inputs, scene: Scene, kept: KeptStatistics, progress: Progress
                 ) -> Compared:
    if scene.ratio is None or round(scene.ratio) < 2:
        raise InputError(tr("Choose a true image, or give the scale ratio, so that predictions "
                            "can be compared with the coarse image."))
    raster = scene.raster(COARSE_PREDICTION)
    coarse = scene.coarse_cells(raster)
    lead = scene.raster(FINE_1) if scene.fine else raster
    others = {Need.FINE_1: scene.aligned(lead, "bilinear")} if scene.fine else {}
    key = (tuple((role, version_of(image)) for role, image in inputs.images), inputs.options,
           scene.grid)
    statistics = kept.of_sample(key, scene, lead, progress)
    return Compared(key, COARSE_PREDICTION, scene.grid, setting_of(statistics, scene.ratio),
                    others, scene.cells, coarse)

"""Objects of a fine image: their classes, and their area in each coarse cell."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_matrix

from ...images.cells import Cells
from ...images.raster import Raster
from ...images.scene import Scene
from ...progress import Progress
from .classification import Classes
from .strips import scene_strips


@dataclass(frozen=True)
class Objects:
    """Objects of a fine image.

    labels: object of each fine pixel, int32 (rows, columns); -1 where there is none.
    classes: class of each object (objects,). area: pixels of each object in each coarse cell,
    sparse (objects, cells), the cells row by row.
    """

    labels: np.ndarray
    classes: np.ndarray
    area: csr_matrix

    @property
    def size(self) -> np.ndarray:
        """Return the number of pixels of each object (objects,)."""
        return np.asarray(self.area.sum(axis=1)).ravel()

    @property
    def pixels(self) -> np.ndarray:
        """Return the number of pixels of each cell that belong to an object (cells,)."""
        return np.asarray(self.area.sum(axis=0)).ravel()

    def share(self, cells: Cells) -> np.ndarray:
        """Return the part of each cell that belongs to an object (cell rows, cell columns)."""
        return (self.pixels / cells.ratio ** 2).reshape(cells.rows, cells.columns)

    def fractions(self, classes: int) -> np.ndarray:
        """Return the fraction of each class in the objects of each cell (classes, cells)."""
        return self.in_cells(np.eye(classes)[self.classes])

    def in_cells(self, values: np.ndarray) -> np.ndarray:
        """Return the mean over each cell (values, cells) of objects' values (objects, values)."""
        return (self.area.T @ values / np.maximum(self.pixels, 1)[:, None]).T


def describe_objects(scene: Scene, raster: Raster, labels: np.ndarray, classes: Classes,
                     progress: Progress) -> Objects:
    """Return the objects: of the class of most of their pixels, with their area in each cell."""
    cells, count = scene.cells, int(labels.max()) + 1
    votes = np.zeros(count * classes.count, np.int64)
    area = csr_matrix((count, cells.rows * cells.columns))
    for strip in scene_strips(*labels.shape):
        progress.report(strip.row / len(labels))
        own = labels[strip.row:strip.row + strip.rows]
        known = own >= 0
        numbers = own[known]
        kinds = classes.label([scene.aligned(raster, "bilinear").read(strip)])[known]
        votes += np.bincount(numbers.astype(np.int64) * classes.count + kinds,
                             minlength=len(votes))
        rows, columns = cells.indices(strip)
        cell = (rows[:, None] * cells.columns + columns)[known]
        area += csr_matrix((np.ones(len(numbers)), (numbers, cell)), area.shape)
    return Objects(labels, votes.reshape(count, classes.count).argmax(axis=1), area)

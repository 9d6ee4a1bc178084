"""The images of a preview, as the comparison takes them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from qgis.core import QgsPointXY, QgsRectangle

FINE, COARSE, REFERENCE, PREDICTION = "fine", "coarse", "reference", "prediction"


@dataclass(frozen=True, eq=False)
class PreviewImage:
    """One image of a preview. All images of a preview have the same bands, grid and size.

    key: its unique name: "fine_1", "coarse_prediction", "reference", "prediction:1", ...
    title: its name for people.
    role: "fine", "coarse", "reference" or "prediction".
    values: float32 (bands, rows, columns), NaN where invalid, on a window of the fine grid. A
        coarse image is resampled to it by the nearest pixel, so that its pixels show.
    band_names: one a band. wavelengths: in nm, or None where unknown.
    left, top: coordinates of the outer corner of the first pixel.
    pixel_width, pixel_height: in units of the CRS, both positive.
    wkt: the CRS; empty if there is none.
    """

    key: str
    title: str
    role: str
    values: np.ndarray
    band_names: Sequence[str]
    left: float
    top: float
    pixel_width: float
    pixel_height: float
    wkt: str = ""
    wavelengths: Sequence[float | None] = field(default=())

    @property
    def extent(self) -> QgsRectangle:
        """Return the outer edges."""
        _, rows, columns = self.values.shape
        return QgsRectangle(self.left, self.top - rows * self.pixel_height,
                            self.left + columns * self.pixel_width, self.top)

    @property
    def geo_transform(self) -> tuple[float, float, float, float, float, float]:
        """Return the position as GDAL writes it."""
        return self.left, self.pixel_width, 0.0, self.top, 0.0, -self.pixel_height

    def pixel_at(self, point: QgsPointXY) -> tuple[int, int] | None:
        """Return row and column of the pixel at a point in the image's CRS, None if outside."""
        row = int(np.floor((self.top - point.y()) / self.pixel_height))
        column = int(np.floor((point.x() - self.left) / self.pixel_width))
        _, rows, columns = self.values.shape
        return (row, column) if 0 <= row < rows and 0 <= column < columns else None


def with_role(images: Sequence[PreviewImage], role: str) -> list[PreviewImage]:
    """Return the images of a role, in their order."""
    return [image for image in images if image.role == role]

"""An image in a catalogue: what is known of it without reading it whole."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from ...images.grid import Grid
from ...images.guessing import Candidate
from ..product import SensorRole
from ..product_image import ProductImage
from .footprints import Footprint


@dataclass(frozen=True)
class CatalogueItem:
    """An image in a catalogue.

    id: its name, once a catalogue. product: id of the product. title: what people call that.
    date: that it stands for. days: of the composite that it is. grid: of its first band.
    clear: share of the area that is recorded and clear, 0 to 1; without an area, that of what is
    recorded; None where unknown. cloud_share: as the producer counts, of the whole image.
    view_angle: from the vertical, in degrees, None where unknown.
    image: the product as downloaded, None where the prepared image is all that is known.
    prepared: path of the prepared image, mask: of its mask; "" as long as it is not prepared.
    """

    id: str
    product: str
    role: SensorRole
    date: datetime.date
    grid: Grid
    footprint: Footprint
    title: str = ""
    days: int = 1
    platform: str = ""
    tile: str = ""
    bands: tuple[str, ...] = ()
    clear: float | None = None
    cloud_share: float | None = None
    view_angle: float | None = None
    image: ProductImage | None = None
    prepared: str = ""
    mask: str = ""

    @property
    def path(self) -> str:
        """Return the prepared image, or else the download."""
        return self.prepared or (self.image.path if self.image is not None else "")

    @property
    def candidate(self) -> Candidate:
        """Return it as an image that may become one of a pair."""
        return Candidate(
            self.id, self.id, self.grid.pixel_metres, len(self.bands), self.date,
            self.grid.lattice, self.footprint.extent, self.clear, self.role.value)

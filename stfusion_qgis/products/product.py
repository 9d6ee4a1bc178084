"""The definition of a product: all that its images have in common, in one place.

A new product is a new file in `definitions/`, or elsewhere (see `known_products`). The dialogs, the
documentation's table and the tests come from it.
"""

from __future__ import annotations

import enum
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from ..translation import mark
from .download import Download
from .layouts import Layout, band_files
from .pixel_conditions import USUALLY_LEFT_OUT, PixelCondition, QualityFlag
from .stored_layers import Details, Layer


class SensorRole(enum.Enum):
    """What the images of a product are in a fusion, as a rule; the value is written to files."""

    FINE = "fine"
    COARSE = "coarse"


class Quantity(enum.Enum):
    """What the numbers of a product become; the value is what users read."""

    REFLECTANCE = mark("surface reflectance")
    TEMPERATURE = mark("land surface temperature in kelvin")
    INDEX = mark("vegetation index")
    RELATIVE = mark("digital numbers, which are no surface reflectance")
    COMPARABLE = mark("values like those of the reference, no surface reflectance")


@dataclass(frozen=True)
class ProductBand:
    """A band of a product.

    name: the common name of STAC ("red", "nir", "swir16"), or the product's own where there is
    none. wavelength: centre in nanometres; 0 where it has none. place: where it stands, as the
    layout of the product reads it. optional: whether downloads may lack it.
    """

    name: str
    wavelength: float
    place: str
    optional: bool = False


def _nothing_more(download: Download) -> Details:
    return Details()


def as_found(layer: Layer, cache_folder: str, elevation: str = "") -> Layer:
    """Return a layer that has a grid, as it is."""
    return layer


@dataclass(frozen=True)
class Product:
    """A kind of download, and how its numbers become an image.

    id: name in files and scripts, for good. title: what people call it. role: fine or coarse.
    name: regular expression that names of its files or folders begin with. Its groups are parts
    of the name: `date` (20230322) or `day` (2023081); `tile`, `platform`, `baseline` as there are,
    `processed` for what tells processings of one acquisition apart, the latest sorted last.
    A group `band` or `part` tells files of one image apart.
    bands: in the order in which they are given. gain, offset: of the line from the stored numbers
    to values; `details` may know better. fill: numbers that stand for nothing.
    valid_range: least and greatest number that counts, or None.
    quality: what the quality layers tell. left_out: conditions that are left out unless the user
    wants otherwise. quantity: what the values are. platforms: satellites by the group `platform`.
    level: of processing, for people. days: that a composite stands for. source: document that says
    all this. original_pixel: side in metres before its producer resampled it, 0 where it is as it
    was. view_zenith: place of the layer of angles of view from the vertical, and degrees a
    number.
    layout: finds a place in the files. details: reads what stands in the metadata.
    georeferenced: makes of a layer one that GDAL reads with a grid, if it is none yet, as a file in
    a folder of the cache; its third argument is an elevation model, "" for none.
    """

    id: str
    title: str
    role: SensorRole
    name: str
    bands: tuple[ProductBand, ...]
    gain: float
    source: str
    offset: float = 0.0
    fill: tuple[float, ...] = ()
    valid_range: tuple[float, float] | None = None
    quality: tuple[QualityFlag, ...] = ()
    left_out: tuple[PixelCondition, ...] = USUALLY_LEFT_OUT
    quantity: Quantity = Quantity.REFLECTANCE
    platforms: Mapping[str, str] = field(default_factory=dict, hash=False)
    level: str = ""
    days: int = 1
    original_pixel: float = 0.0
    view_zenith: tuple[str, float] | None = None
    layout: Layout = band_files
    details: Callable[[Download], Details] = _nothing_more
    georeferenced: Callable[..., Layer] = as_found

    def match(self, name: str) -> re.Match[str] | None:
        """Return the match of the name of a file or folder; None if it is of another product."""
        return re.match(self.name, name)

    @property
    def conditions(self) -> tuple[PixelCondition, ...]:
        """Return the conditions that its quality layers tell, fill not among them."""
        return tuple(condition for condition in PixelCondition
                     if condition is not PixelCondition.FILL
                     and any(flag.condition is condition for flag in self.quality))

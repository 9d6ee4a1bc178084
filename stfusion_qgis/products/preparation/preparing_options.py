"""What a user decides about a prepared image."""

from __future__ import annotations

from dataclasses import dataclass, field

from ...images.area import Area
from ...parameters import choice, file, integer, text
from ...translation import mark
from ..pixel_conditions import PixelCondition

INTEGERS, FLOATS = "integers", "floats"

REFLECTANCE_AS = {
    INTEGERS: mark("Whole numbers: reflectance x 10000"),
    FLOATS: mark("Fractions: reflectance from 0 to 1"),
}
"""Ways to write reflectance and indices; temperatures are kelvin in any case."""


@dataclass(frozen=True)
class PreparingParameters:
    """What a dialog asks for a prepared image, besides where and what is left out."""

    bands: str = text(
        "", label=mark("Bands"), help=mark(
            "Which bands, and in which order, by their common names: 'blue, green, red, nir08, "
            "swir16, swir22' for example. Leave empty for all. 'nir' stands for nir08 where there "
            "is no other one, and the other way round."))
    dilation: int = integer(
        0, label=mark("Dilation"), unit=mark("pixels"), minimum=0, maximum=100, help=mark(
            "By so many pixels what is left out grows on all sides: edges of clouds are often "
            "missed."))
    reflectance_as: str = choice(
        INTEGERS, REFLECTANCE_AS, label=mark("Write reflectance as"), advanced=True, help=mark(
            "Both mean the same; whole numbers take half the memory. Temperatures are written in "
            "kelvin."))
    elevation: str = file(
        "", label=mark("Elevation model"), advanced=True, help=mark(
            "Heights in metres, for images that tell where they lie by a model of their sensor "
            "(Gaofen). Without it, the mean height that the model states is used."))
    reference: str = file(
        "", label=mark("Reference image"), advanced=True, help=mark(
            "For digital numbers (Gaofen): an image of reflectance of about the same day and "
            "place, such as a prepared one of Landsat. From the places that have not changed, a "
            "line is found for each band that makes its numbers comparable. That is no surface "
            "reflectance: what the atmosphere does differs from place to place."))

    def band_names(self) -> tuple[str, ...]:
        """Return the names of the bands, () for all."""
        return tuple(name.strip() for name in self.bands.split(",") if name.strip())


@dataclass(frozen=True)
class PreparingOptions:
    """What becomes of an image.

    bands: common names, in the order that is wanted; () for all. left_out: conditions that the
    mask leaves out; None for those of the product; fill is left out in any case. dilation: pixels
    by which they grow. area: where it is wanted. reflectance_as: one of `REFLECTANCE_AS`.
    elevation: file of heights in metres, "" for none. reference: image of reflectance to which
    digital numbers are made comparable, "" for none.
    """

    bands: tuple[str, ...] = ()
    left_out: tuple[PixelCondition, ...] | None = None
    dilation: int = 0
    area: Area = field(default_factory=Area)
    reflectance_as: str = INTEGERS
    elevation: str = ""
    reference: str = ""

    @classmethod
    def of(cls, parameters: PreparingParameters,
           left_out: tuple[PixelCondition, ...] | None = None,
           area: Area | None = None) -> PreparingOptions:
        """Return the options that a dialog's parameters say."""
        return cls(parameters.band_names(), left_out, parameters.dilation, area or Area(),
                   parameters.reflectance_as, parameters.elevation, parameters.reference)

"""The options by which images are brought together: bands, units, shift, and scale ratio."""

from __future__ import annotations

from dataclasses import dataclass

from ..parameters import choice, optional_integer, optional_number, switch
from ..translation import mark

BAND_MATCHING = {
    "number": mark("By number"),
    "name": mark("By name"),
    "wavelength": mark("By wavelength"),
}
"""Ways to find the band of one image that belongs to a band of another."""


@dataclass(frozen=True)
class ImageOptions:
    """The options by which images are brought together, described like parameters of methods.

    upscaling counts only without a fine image; it makes the fine grid.
    """

    band_matching: str = choice(
        "number", BAND_MATCHING, label=mark("Match the bands of the images"), advanced=True,
        help=mark("How to find the band of an image that belongs to a band of the fine image of "
                  "pair 1: the first to the first and so on, by the bands' names, or by their "
                  "wavelengths."))
    scale_coarse: bool = switch(
        False, label=mark("Scale coarse images to the units of the fine ones"), advanced=True,
        help=mark("If one image holds reflectance from 0 to 1 and another from 0 to 10000, "
                  "multiply the latter images so that all have the units of the fine image of "
                  "pair 1."))
    coregister: bool = switch(
        False, label=mark("Correct a shift of the coarse images"), advanced=True,
        help=mark("Find by how much the coarse image of pair 1 is shifted against the fine one, "
                  "and move all coarse images back by it. The log tells the shift in any case."))
    ratio: float | None = optional_number(
        label=mark("Scale ratio of resampled coarse images"), minimum=1.0, maximum=1000.0,
        empty=mark("from the images"), advanced=True,
        help=mark("Only for coarse images that were resampled to the pixel size of the fine ones: "
                  "the side of an original coarse pixel in fine pixels, such as 16. Otherwise it "
                  "is found from the images."))
    upscaling: int | None = optional_integer(
        label=mark("Scale ratio of the output"), minimum=2, maximum=100,
        empty=mark("from the fine image"),
        help=mark("Into how many pixels a side each coarse pixel is divided. Needed without a fine "
                  "image, whose grid counts otherwise."))

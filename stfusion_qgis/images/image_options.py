"""The options by which images are brought together: bands, units, shift, and scale ratio."""

from __future__ import annotations

from dataclasses import dataclass

from ..parameters import choice, integer, number, optional_integer, optional_number, switch, text
from ..translation import mark

BAND_MATCHING = {
    "number": mark("By number"),
    "name": mark("By name"),
    "wavelength": mark("By wavelength"),
}
"""Ways to find the band of one image that belongs to a band of another."""

PUBLISHED, ESTIMATED, TRANSIENT, GIVEN = "published", "estimated", "transient", "given"

SENSOR_DIFFERENCE = {
    PUBLISHED: mark("As published: it lasts"),
    ESTIMATED: mark("Share that lasts, estimated"),
    TRANSIENT: mark("It does not last"),
    GIVEN: mark("Share that lasts, given below"),
}
"""How the difference between the sensors at the reference date is taken at others."""


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
    fine_bands: str = text(
        "", label=mark("Bands of the fine images"), advanced=True,
        help=mark("Which bands of the fine images to use, and in which order, by their numbers or "
                  "names: 4,3,2 for example. Leave empty for all."))
    coarse_bands: str = text(
        "", label=mark("Bands of the coarse images"), advanced=True,
        help=mark("Which bands of the coarse images to use, and in which order, by their numbers "
                  "or names: 2,1,4 for example. Leave empty for all."))
    scale_coarse: bool = switch(
        False, label=mark("Scale coarse images to the units of the fine ones"), advanced=True,
        help=mark("Scale and offset that files state are used in any case. If an image is in "
                  "other units than the others and its file does not tell it (reflectance from 0 "
                  "to 1 and from 0 to 10000, kelvin and degrees Celsius), bring it to the units of "
                  "the fine image of pair 1; without this, the run stops and says what it found."))
    coregister: bool = switch(
        False, label=mark("Correct a shift of the coarse images"), advanced=True,
        help=mark("Find by how much the coarse image of pair 1 is shifted against the fine one, "
                  "and move all coarse images back by it, if the images show it clearly."))
    steady_days: int = integer(
        0, label=mark("Steady the coarse images over days"), minimum=0, maximum=100, advanced=True,
        help=mark("Replaces each coarse image by a line in time through the coarse images of so "
                  "many days before and after it, fitted robustly in each coarse pixel. Takes off "
                  "noise, haze and the effect of the view angle, and fills gaps by clouds; where "
                  "the land has changed abruptly, only the days on one side count. Needs four "
                  "coarse images of known dates at least; 10 days suit daily ones. 0 leaves the "
                  "images as they are."))
    sensor_difference: str = choice(
        PUBLISHED, SENSOR_DIFFERENCE, label=mark("Difference between the sensors"), advanced=True,
        help=mark("The coarse image of a pair differs from the fine one by more than its pixel "
                  "size: by haze, view angle, bands and blur. Methods of the literature take all "
                  "of this difference for lasting, and where it does not return at the prediction "
                  "date they are wrong by it. The share that lasts can be estimated, for each "
                  "band, from the coarse change, or from two pairs. Counts for methods that use "
                  "the coarse image of the pair."))
    lasting_share: float = number(
        0.5, label=mark("Share of the difference that lasts"), minimum=0.0, maximum=1.0,
        advanced=True,
        help=mark("Only where the share of the difference between the sensors is given: 0 for "
                  "none of it, 1 for all."))
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
    fine_mask_rule: str = text(
        "", label=mark("Mask rule of the fine images"), advanced=True, help=mark(
            "Only for quality layers that are given as masks: which of their classes or bits may "
            "be used, as 'values 4,5,6' or 'bits 6', or which are left out, as 'not values 2,4' or "
            "'not bits 1,3,4'; several of these between semicolons. Or a product: Fmask, HLS "
            "Fmask, SCL, MSK_CLDPRB, QA60, QA_PIXEL, pixel_qa, MODIS state. Left empty, pixels "
            "above 0 are used."))
    coarse_mask_rule: str = text(
        "", label=mark("Mask rule of the coarse images"), advanced=True, help=mark(
            "Likewise, for the masks of the coarse images."))

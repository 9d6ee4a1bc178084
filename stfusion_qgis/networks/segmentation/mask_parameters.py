"""The parameters of a mask that a network makes."""

from __future__ import annotations

from dataclasses import dataclass

from ...images.reflectance import UNITS
from ...parameters import choice, file, integer, optional_number, text
from ...translation import mark
from ..run_fields import memory_field, provider_field

REFLECTANCES = {"auto": mark("Find out from the names of the files"),
          "surface": mark("Surface reflectance (Level 2)"),
          "toa": mark("Top-of-atmosphere reflectance (Level 1)")}
"""Which reflectance an image holds."""


@dataclass(frozen=True)
class MaskParameters:
    """What a user says of the image, of the network and of the mask."""

    level: str = choice(
        "auto", REFLECTANCES, label=mark("Reflectance"),
        help=mark("ukis-csmask has networks for both. Not used with a network of your own."))
    network_file: str = file(
        "", label=mark("Network of your own"), ending="onnx",
        help=mark("An ONNX file into which 'Describe segmentation network' has written what its "
                  "bands and classes are. It goes first; without it a network of the Python "
                  "package ukis-csmask is taken, which is installed in the options of QGIS."))
    dilation: int = integer(
        4, label=mark("Dilation"), unit=mark("pixels"), minimum=0, maximum=200,
        help=mark("Pixels no further than this from one that is left out are left out, too: the "
                  "edges of clouds and shadows are thin, and mostly wider than what is found."))
    units: str = choice(
        "auto", UNITS, label=mark("Units of the image"), advanced=True,
        help=mark("The network needs reflectance. It is found out from scale and offset in the "
                  "file, from its names and from its values; the log says what was found."))
    bands: str = text(
        "", label=mark("Bands"), advanced=True,
        help=mark("The numbers of the bands that the network gets, in its order: for ukis-csmask "
                  "blue, green, red, near infrared and, if there are, short-wave infrared of 1.6 "
                  "and 2.2 µm, such as 2,3,4,5,6,7. Empty to find them by names and wavelengths."))
    pixel_size: float | None = optional_number(
        empty=mark("that of the network"), label=mark("Pixel size of the network"),
        minimum=0.01, maximum=100_000, advanced=True,
        help=mark("In metres. An image with smaller pixels is averaged to about this size; the "
                  "mask has the pixels of the image. Empty for the size that the network was made "
                  "for: 30 m for those of ukis-csmask."))
    provider: str = provider_field()
    memory_limit: int = memory_field()

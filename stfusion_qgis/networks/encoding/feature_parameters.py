"""The parameters of an image of features."""

from __future__ import annotations

from dataclasses import dataclass

from ...images.reflectance import UNITS
from ...parameters import choice, file, integer, text
from ...translation import mark
from ..run_fields import memory_field, provider_field


@dataclass(frozen=True)
class FeatureParameters:
    """What a user says of the image, of the encoder and of the features."""

    encoder: str = file(
        "", label=mark("Encoder"), ending="onnx",
        help=mark("An ONNX file into which 'Describe encoder' has written what its bands and "
                  "features are."))
    components: int = integer(
        8, label=mark("Number of components"), minimum=1, maximum=64,
        help=mark("Of the features, which are hundreds, the principal components with the largest "
                  "variance are written. Methods that take a guide use eight bands at most."))
    enlarged: int = integer(
        1, label=mark("Enlarge the image"), minimum=1, maximum=16,
        help=mark("How many pixels a side are made of each before the encoder gets them. An "
                  "encoder gives one vector for 8 to 16 pixels a side: enlarged by 4, for 2 to 4 "
                  "of the image. Time grows with the square."))
    units: str = choice(
        "auto", UNITS, label=mark("Units of the image"), advanced=True,
        help=mark("For encoders that want reflectance. It is found out from scale and offset in "
                  "the file, from its names and from its values; the log says what was found."))
    bands: str = text(
        "", label=mark("Bands"), advanced=True,
        help=mark("The numbers of the bands that the encoder gets, in its order, such as 3,2,1; "
                  "one may come several times. Empty to find them by names and wavelengths."))
    provider: str = provider_field()
    memory_limit: int = memory_field()

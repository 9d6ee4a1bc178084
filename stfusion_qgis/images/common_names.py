"""Bands by the common names of STAC (https://github.com/stac-extensions/eo), such as swir16."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from ..errors import InputError
from ..translation import tr
from .band_centres import band_centre
from .bands import Band
from .raster import Raster


class _Place(NamedTuple):
    """Least, usual and greatest centre of a band in nanometres."""

    low: float
    usual: float
    high: float


COMMON_NAMES = {
    "coastal": _Place(420, 443, 450), "blue": _Place(450, 482, 515),
    "green": _Place(515, 560, 600), "yellow": _Place(585, 605, 625),
    "red": _Place(620, 655, 690), "rededge071": _Place(690, 705, 720),
    "rededge075": _Place(725, 740, 755), "rededge078": _Place(765, 783, 795),
    "nir": _Place(760, 842, 900), "nir08": _Place(850, 865, 880), "nir09": _Place(930, 945, 960),
    "cirrus": _Place(1350, 1375, 1400), "swir16": _Place(1550, 1610, 1750),
    "swir22": _Place(2050, 2200, 2350)}
"""Where the bands of these names lie."""

_ALSO = {"nir": ("nir08",), "nir08": ("nir",)}  # what does as well

_OLI = {1: "coastal", 2: "blue", 3: "green", 4: "red", 5: "nir08", 6: "swir16", 7: "swir22",
        9: "cirrus"}
_TM = {1: "blue", 2: "green", 3: "red", 4: "nir", 5: "swir16", 7: "swir22"}
_MSI = {1: "coastal", 2: "blue", 3: "green", 4: "red", 5: "rededge071", 6: "rededge075",
        7: "rededge078", 8: "nir", 9: "nir09", 10: "cirrus", 11: "swir16", 12: "swir22"}
_NUMBERED = re.compile(r"(?P<surface>sr_)?b(?:and[ _]?)?0?(?P<number>\d{1,2})(?P<more>a?)")


def bands_by_common_names(raster: Raster, names: Sequence[str]) -> list[int] | None:
    """Return the index of the band of each common name, None if one is not there.

    A band is known by its name in the file, by its number as a sensor has it where the numbers of
    all bands leave no doubt which sensor it is, or by its wavelength.
    """
    by_sensor = _by_sensor(raster.bands)
    found = [_band(raster.bands, by_sensor, name) for name in names]
    known = [index for index in found if index is not None]
    return known if len(set(known)) == len(names) else None


def told_bands(raster: Raster, names: Sequence[str]) -> list[int]:
    """Return the index of the band of each common name, which may come several times.

    Raises:
        InputError: the file does not tell which band is one of them.
    """
    different = list(dict.fromkeys(names))
    found = bands_by_common_names(raster, different)
    if found is None:
        raise InputError(tr(
            "{layer} does not tell by names or wavelengths which of its bands are {names}; its "
            "bands are: {bands}. List their numbers, in this order, under 'Bands'.").format(
                layer=raster.name, names=", ".join(names),
                bands=", ".join(f"{band.number} ({band.name})" for band in raster.bands)))
    return [found[different.index(name)] for name in names]


def listed_bands(raster: Raster, listed: str, names: Sequence[str]) -> list[int]:
    """Return the indices of bands that a user lists by their numbers for some common names.

    Raises:
        InputError: these are other numbers than there are bands, or not as many as names.
    """
    words = [word for word in re.split(r"[,;，、\s]+", listed.strip()) if word]
    numbers = {str(band.number): index for index, band in enumerate(raster.bands)}
    found = [numbers[word] for word in words if word in numbers]
    if len(found) < len(words) or len(set(found)) < len(words) or len(words) != len(names):
        raise InputError(tr(
            "'{listed}' does not list bands of {layer}. Give the numbers of its bands for {names}, "
            "in this order, such as 1,2,3; it has {count} bands.").format(
                listed=listed.strip(), layer=raster.name, names=", ".join(names),
                count=len(raster.bands)))
    return found


def _band(bands: Sequence[Band], by_sensor: dict[str, int], name: str) -> int | None:
    own = [band.name.casefold().strip() for band in bands]
    for wanted in (name, *_ALSO.get(name, ())):
        if own.count(wanted) == 1:
            return own.index(wanted)
        if wanted in by_sensor:
            return by_sensor[wanted]
    place = COMMON_NAMES[name]
    centres = {index: centre for index, band in enumerate(bands)
               if (centre := band_centre(band)) is not None and place.low <= centre <= place.high}
    return min(centres, key=lambda index: abs(centres[index] - place.usual), default=None)


def _by_sensor(bands: Sequence[Band]) -> dict[str, int]:
    """Return the band of each common name by the numbers that a sensor gives them, if any does."""
    found = {}
    for index, band in enumerate(bands):
        match = _NUMBERED.fullmatch(band.name.casefold().strip())
        # "Band 4" is what a file without names has for its fourth band.
        if match is None or band.name == f"Band {band.number}":
            continue
        found[match["number"] + match["more"]] = index, bool(match["surface"])
    numbers = set(found)
    if numbers & {"12", "8a"} and "11" in numbers:
        sensor = _MSI
    elif any(surface for _, surface in found.values()) and "7" in numbers:
        sensor = _OLI if "6" in numbers else _TM
    elif {"9", "10", "11"} <= numbers:  # all bands of Landsat 8 and 9
        sensor = _OLI
    else:
        return {}
    by_name = {name: found[str(number)][0] for number, name in sensor.items()
               if str(number) in found}
    if sensor is _MSI and "8a" in found:
        by_name["nir08"] = found["8a"][0]
    return by_name

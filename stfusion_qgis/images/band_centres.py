"""Where a band lies in the spectrum, by its wavelength or else by what it is called."""

from __future__ import annotations

import re

from .bands import Band

# Centres in nanometres of what bands are called; those of sensors differ by up to a tenth.
_COLOURS = {"blue": 480.0, "green": 560.0, "red": 655.0, "nir": 850.0, "swir1": 1620.0,
            "swir2": 2170.0, "swir16": 1620.0, "swir22": 2170.0, "蓝": 480.0, "绿": 560.0,
            "红": 655.0, "近红外": 850.0}
_SPELLINGS = [(r"near[ _-]*infra[ _-]*red", " nir "), (r"(vegetation[ _-]*)?red[ _-]*edge", " "),
              (r"short[ _-]*wave[ _-]*infra[ _-]*red", " swir"),
              (r"swir[ _-]*(16|22|[12])(?!\d)", r" swir\1 "),
              (r"(蓝|绿|近红外|红)(光)?(波段)?", r" \1 "), (r"红边", " ")]

# Surface reflectance of MODIS is named by numbers, which do not rise with the wavelength.
_MODIS = re.compile(r"(?:sur_refl_b0|nadir_reflectance_band)([1-7])", re.IGNORECASE)
_MODIS_CENTRES = (645.0, 858.5, 469.0, 555.0, 1240.0, 1640.0, 2130.0)


def band_centre(band: Band) -> float | None:
    """Return about where a band lies in nanometres, None if the file does not tell."""
    if band.wavelength is not None:
        return band.wavelength
    modis = _MODIS.search(band.name)
    if modis:
        return _MODIS_CENTRES[int(modis[1]) - 1]
    name = band.name.casefold()
    for spelling, plain in _SPELLINGS:
        name = re.sub(spelling, plain, name)
    found = {word for word in re.split(r"[^a-z0-9蓝绿红近外]+", name) if word in _COLOURS}
    return _COLOURS[found.pop()] if len(found) == 1 else None

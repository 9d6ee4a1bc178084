"""Reflectance spectra of what covers the land, and the bands that sample them.

The spectra are smooth, typical curves in the ranges of published spectral libraries
(Kokaly et al. 2017, USGS Spectral Library Version 7, https://doi.org/10.3133/ds1035).
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

_WAVELENGTHS = (450, 490, 560, 665, 705, 740, 783, 865, 945, 1240, 1375, 1610, 2200, 2300)

# Reflectance in per cent at these wavelengths.
_PERCENT = {
    "cereal": (2.5, 3, 6.5, 3, 10, 28, 36, 40, 40, 38, 28, 20, 9, 8),
    "leafy crop": (3, 3.5, 9, 3.5, 14, 38, 49, 53, 52, 47, 36, 26, 12, 10),
    "blossom": (4, 5, 18, 17, 22, 34, 41, 44, 44, 42, 33, 26, 13, 11),
    "straw": (7, 8.5, 12.5, 17, 19, 21, 23.5, 27, 28, 34, 32, 33, 24, 21),
    "dark soil": (5, 6, 8, 11, 12, 13, 14.5, 16.5, 17, 21, 22, 25, 21, 19),
    "bright soil": (8, 9.5, 13.5, 18, 20, 21.5, 23, 26, 27, 33, 34, 37, 32, 29),
    "grass": (3, 3.5, 7.5, 5, 11, 23, 29, 32, 32, 32, 25, 22, 12, 11),
    "broadleaf": (1.8, 2, 4.5, 2.2, 8, 27, 36, 39, 39, 35, 25, 16, 6.5, 5.5),
    "conifer": (1.4, 1.6, 2.8, 1.8, 4.5, 14, 18, 20, 20, 17, 12, 8, 3.5, 3),
    "clear water": (3.5, 3, 2.5, 1.2, 0.9, 0.7, 0.6, 0.5, 0.4, 0.2, 0.1, 0.1, 0.1, 0.1),
    "turbid water": (6, 7, 10, 8, 6.5, 4.6, 4.2, 3.4, 2.6, 1, 0.6, 0.6, 0.4, 0.4),
    "sand": (15, 17, 22, 27, 29, 30, 31, 33, 34, 39, 39, 42, 38, 36),
    "asphalt": (5.2, 6, 7.8, 9.3, 10, 10.5, 11, 12, 12.5, 15, 15.5, 17, 16.5, 16),
    "concrete": (13, 15, 19, 22.5, 25, 26, 26.5, 27, 27.5, 30, 31, 32, 30, 29),
    "tiles": (7, 8, 10, 18, 21, 22.5, 24, 26, 26, 30, 31, 33, 29, 28),
}
ENDMEMBERS = tuple(_PERCENT)


class SensorBand(NamedTuple):
    """A spectral band: its name and its central wavelength in nm."""

    name: str
    wavelength: float


_BLUE, _GREEN, _RED = SensorBand("blue", 480), SensorBand("green", 560), SensorBand("red", 655)
_NIR, _SWIR1, _SWIR2 = SensorBand("nir", 865), SensorBand("swir1", 1610), SensorBand("swir2", 2200)
_SENTINEL = tuple(SensorBand(name, wavelength) for name, wavelength in (
    ("blue", 490), ("green", 560), ("red", 665), ("red edge 1", 705), ("red edge 2", 740),
    ("red edge 3", 783), ("nir", 842), ("narrow nir", 865), ("swir1", 1610), ("swir2", 2200)))
_USUAL = {
    1: (_NIR,), 2: (_RED, _NIR), 3: (_GREEN, _RED, _NIR), 4: (_BLUE, _GREEN, _RED, _NIR),
    5: (_BLUE, _GREEN, _RED, _NIR, _SWIR1),
    6: (_BLUE, _GREEN, _RED, _NIR, _SWIR1, _SWIR2), 10: _SENTINEL,
}


def bands_of(count: int) -> tuple[SensorBand, ...]:
    """Return the usual `count` bands, or `count` bands spread over 450 to 2300 nm."""
    spread = np.round(np.linspace(450, 2300, count), 1).tolist()
    return _USUAL.get(count) or tuple(SensorBand(f"{nm:g} nm", nm) for nm in spread)


def reflectances(bands: tuple[SensorBand, ...]) -> np.ndarray:
    """Return the reflectance, float32 (bands, endmembers), 0 to 1, of all `ENDMEMBERS`."""
    wavelengths = [band.wavelength for band in bands]
    columns = [np.interp(wavelengths, _WAVELENGTHS, percent) for percent in _PERCENT.values()]
    return (np.stack(columns, axis=1) / 100).astype(np.float32)

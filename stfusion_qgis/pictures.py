"""Pictures of images for people: band choice, stretch, colours, PNG.

Everything here is NumPy arrays in and out. Images are float (bands, rows, columns) with
NaN where nothing is known; pictures are uint8 (rows, columns, 3).
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Sequence

import numpy as np
from osgeo import gdal, gdal_array

NODATA_COLOUR = (217, 217, 217)

# The range of each colour in nm, and what bands are called when no wavelength is known.
_RANGES = {"blue": (440, 515), "green": (515, 600), "red": (600, 690), "nir": (760, 960)}
_NAMES = {"blue": ("blue",), "green": ("green",), "red": ("red",),
          "nir": ("nir", "near infrared", "near-infrared", "near_infrared")}

# Colour-blind safe ramps of ColorBrewer (Brewer 2003, RdBu) and matplotlib (viridis).
DIVERGING = ((5, 48, 97), (67, 147, 195), (209, 229, 240), (247, 247, 247),
             (253, 219, 199), (214, 96, 77), (103, 0, 31))
SEQUENTIAL = ((68, 1, 84), (59, 82, 139), (33, 145, 140), (94, 201, 98), (253, 231, 37))
GREY = ((0, 0, 0), (255, 255, 255))


def choose_bands(names: Sequence[str], wavelengths: Sequence[float | None] = (),
                 natural: bool = False) -> tuple[int, ...]:
    """Return the indices of the bands to show as red, green and blue, or of a single band.

    nir, red and green make the false-colour picture that shows vegetation best; with
    `natural`, red, green and blue. If they are not there: the other choice, then the last
    three bands in reverse order, then the only or last band.

    names: of all bands; wavelengths: in nm, or None where not known.
    """
    found = bands_by_colour(names, wavelengths)
    false_colour, true_colour = ("nir", "red", "green"), ("red", "green", "blue")
    choices = (true_colour, false_colour) if natural else (false_colour, true_colour)
    for choice in choices:
        bands = tuple(band for band in map(found.get, choice) if band is not None)
        if len(bands) == len(choice):
            return bands
    return (len(names) - 1, len(names) - 2, len(names) - 3) if len(names) >= 3 else (
        len(names) - 1,)


def bands_by_colour(names: Sequence[str], wavelengths: Sequence[float | None] = ()
                    ) -> dict[str, int | None]:
    """Return the index of the "blue", "green", "red" and "nir" band, None where there is none.

    names: of all bands; wavelengths: in nm, or None where not known.
    """
    known = list(wavelengths) + [None] * (len(names) - len(wavelengths))
    return {colour: _find(colour, names, known) for colour in _RANGES}


def _find(colour: str, names: Sequence[str], wavelengths: Sequence[float | None]) -> int | None:
    low, high = _RANGES[colour]
    for band, wavelength in enumerate(wavelengths):
        if wavelength is not None and low <= wavelength < high:
            return band
    for band, name in enumerate(names):
        if name.strip().lower() in _NAMES[colour]:
            return band
    return None


def stretch(images: Sequence[np.ndarray], percent: tuple[float, float] = (2, 98)) -> np.ndarray:
    """Return the limits, float (bands, 2), between which all of the images are to be shown.

    The limits of each band are percentiles over the finite pixels of all images together,
    so that equal values have equal colours in every picture. A band without any finite
    pixel gets 0 to 1.

    images: each (bands, rows, columns), NaN where nothing is known; sizes may differ.
    """
    limits = np.tile([0.0, 1.0], (len(images[0]), 1))
    for band in range(len(limits)):
        values = np.concatenate([image[band][np.isfinite(image[band])] for image in images])
        if values.size:
            low, high = np.percentile(values, percent)
            limits[band] = low, max(high, np.nextafter(low, np.inf))
    return limits


def rgb(image: np.ndarray, limits: np.ndarray, bands: Sequence[int]) -> np.ndarray:
    """Return the picture, uint8 (rows, columns, 3), of three bands of an image, or of one in grey.

    Pixels that are not finite in any shown band get `NODATA_COLOUR`.

    image: (bands, rows, columns); limits: (bands, 2) of `stretch`; bands: one or three
    indices, shown as red, green and blue.
    """
    shown = image[list(bands)]
    low, high = limits[list(bands)].T[:, :, None, None]
    known = np.isfinite(shown).all(axis=0)
    scaled = np.clip((np.where(known, shown, 0) - low) / (high - low), 0, 1)
    picture = np.rint(255 * scaled).astype(np.uint8)
    picture = np.broadcast_to(picture, (3, *known.shape)).transpose(1, 2, 0).copy()
    picture[~known] = NODATA_COLOUR
    return picture


def coloured(plane: np.ndarray, low: float, high: float,
             ramp: Sequence[tuple[int, int, int]] = SEQUENTIAL) -> np.ndarray:
    """Return the picture, uint8 (rows, columns, 3), of a plane in the colours of a ramp.

    plane: (rows, columns), NaN where nothing is known; low, high: values of the ramp's ends.
    """
    known = np.isfinite(plane)
    position = np.clip((np.where(known, plane, low) - low) / (high - low), 0, 1)
    colours = np.asarray(ramp, float)
    stops = np.linspace(0, 1, len(colours))
    channels = [np.interp(position, stops, colours[:, channel]) for channel in range(3)]
    picture = np.rint(np.stack(channels, axis=-1)).astype(np.uint8)
    picture[~known] = NODATA_COLOUR
    return picture


def png_bytes(picture: np.ndarray) -> bytes:
    """Return the PNG file of a picture, uint8 (rows, columns, 3)."""
    bands = np.ascontiguousarray(picture.transpose(2, 0, 1))
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "picture.png")
        source = gdal_array.OpenArray(bands)
        gdal.GetDriverByName("PNG").CreateCopy(path, source)
        with open(path, "rb") as file:
            return file.read()

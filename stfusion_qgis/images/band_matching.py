"""Matching of the bands of two images: by number, name or wavelength."""

from __future__ import annotations

import re

from ..errors import InputError
from ..translation import tr
from .bands import Band
from .raster import Raster

WAVELENGTH_TOLERANCE = 60.0
"""Nanometres between the centres of two bands that may still be called the same."""


def with_listed_bands(raster: Raster, listed: str) -> Raster:
    """Return a raster of which `read` gives the bands of a list such as "4,3,2"; all if it is "".

    Bands are listed by their numbers in the file, or by names.

    Raises:
        InputError: the raster has no such band, or it is listed twice.
    """
    words = [word.strip() for word in re.split(r"[,;，、]", listed) if word.strip()]
    if not words:
        return raster
    selection = [_listed(raster, word) for word in words]
    if len(set(selection)) < len(selection):
        raise InputError(tr("A band is listed twice for {layer}: {bands}.").format(
            layer=raster.name, bands=listed), raster.name)
    return raster.with_bands(selection)


def _listed(raster: Raster, word: str) -> int:
    if word.isdecimal():
        numbers = [str(band.number) for band in raster.bands]
        found = [i for i, number in enumerate(numbers) if int(number) == int(word)]
    else:
        found = [i for i, band in enumerate(raster.bands)
                 if band.name.casefold() == word.casefold()]
    if len(found) != 1:
        raise InputError(tr(
            "{layer} has no band '{band}'; its bands are: {names}. List bands by their numbers, "
            "such as 4,3,2.").format(layer=raster.name, band=word, names=", ".join(
                f"{band.number} ({band.name})" for band in raster.bands)), raster.name)
    return found[0]


def match_bands(first: Raster, other: Raster, how: str) -> list[int]:
    """Return for each selected band of `first` the index of the band of `other` that belongs to it.

    Only selected bands of `other` are looked at.

    how: one of `image_options.BAND_MATCHING`.

    Raises:
        InputError: a band has no counterpart; the message names it.
    """
    if how == "number":
        _check_count(first, other)
        return list(other.selection)
    match = _match_name if how == "name" else _match_wavelength
    return [other.selection[match(band, other, first)] for band in first.selected_bands]


def _check_count(first: Raster, other: Raster) -> None:
    if len(first.selection) != len(other.selection):
        raise InputError(tr(
            "{other} has {other_count} bands, but {first} has {count}. Give images with the same "
            "bands in the same order, match the bands by name or by wavelength, or list them."
        ).format(
                other=other.name, other_count=len(other.selection),
                first=first.name, count=len(first.selection)))


def _match_name(band: Band, other: Raster, first: Raster) -> int:
    names = [candidate.name.casefold() for candidate in other.selected_bands]
    if names.count(band.name.casefold()) != 1:
        raise InputError(tr(
            "{other} has no single band named '{band}' as {first} has; its bands are: {names}. "
            "Rename the bands, or match them by number.").format(
                other=other.name, band=band.name, first=first.name,
                names=", ".join(candidate.name for candidate in other.selected_bands)))
    return names.index(band.name.casefold())


def _match_wavelength(band: Band, other: Raster, first: Raster) -> int:
    known = {i: b.wavelength for i, b in enumerate(other.selected_bands)
             if b.wavelength is not None}
    wanted = band.wavelength
    if wanted is None or not known:
        raise InputError(tr(
            "{layer} does not tell the wavelengths of its bands. Match the bands by number or by "
            "name.").format(layer=first.name if wanted is None else other.name))
    nearest = min(known, key=lambda i: abs(known[i] - wanted))
    if abs(known[nearest] - wanted) > WAVELENGTH_TOLERANCE:
        raise InputError(tr(
            "{other} has no band near {wavelength:.0f} nm (band '{band}' of {first}). Match the "
            "bands by number, or give an image with that band.").format(
                other=other.name, wavelength=wanted, band=band.name, first=first.name))
    return nearest

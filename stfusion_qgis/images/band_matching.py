"""Matching of the bands of two images: by number, name or wavelength."""

from __future__ import annotations

from ..errors import InputError
from ..translation import tr
from .bands import Band
from .raster import Raster

WAVELENGTH_TOLERANCE = 60.0
"""Nanometres between the centres of two bands that may still be called the same."""


def match_bands(first: Raster, other: Raster, how: str) -> list[int]:
    """Return for each selected band of `first` the index of the band of `other` that belongs to it.

    how: one of `image_options.BAND_MATCHING`.

    Raises:
        InputError: a band has no counterpart; the message names it.
    """
    wanted = [first.bands[i] for i in first.selection]
    if how == "number":
        return _match_numbers(first, other)
    if how == "name":
        return [_match_name(band, other, first) for band in wanted]
    return [_match_wavelength(band, other, first) for band in wanted]


def _match_numbers(first: Raster, other: Raster) -> list[int]:
    if len(first.selection) != len(other.bands):
        raise InputError(tr(
            "{other} has {other_count} bands, but {first} has {count}. Give images with the same "
            "bands in the same order, or match the bands by name or by wavelength.").format(
                other=other.name, other_count=len(other.bands),
                first=first.name, count=len(first.selection)))
    return list(range(len(other.bands)))


def _match_name(band: Band, other: Raster, first: Raster) -> int:
    names = [candidate.name.casefold() for candidate in other.bands]
    if names.count(band.name.casefold()) != 1:
        raise InputError(tr(
            "{other} has no single band named '{band}' as {first} has; its bands are: {names}. "
            "Rename the bands, or match them by number.").format(
                other=other.name, band=band.name, first=first.name,
                names=", ".join(candidate.name for candidate in other.bands)))
    return names.index(band.name.casefold())


def _match_wavelength(band: Band, other: Raster, first: Raster) -> int:
    known = {i: b.wavelength for i, b in enumerate(other.bands) if b.wavelength is not None}
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

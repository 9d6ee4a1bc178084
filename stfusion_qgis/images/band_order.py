"""Whether names or wavelengths of bands contradict the order in which these are matched."""

from __future__ import annotations

import re

from ..errors import InputError
from ..remedies import Remedy
from ..translation import mark, tr
from .band_centres import band_centre
from .band_matching import match_bands
from .bands import Band
from .raster import Raster

_ALIKE = 0.12  # share of the wavelength by which centres of one band may differ


def order_contradicted(first: Raster, other: Raster) -> str:
    """Return a warning if bands that are matched by number are not of the same kind, or "".

    Both rasters give as many bands, in the order in which they are matched.
    """
    place, order = _contradiction(first, other)
    return "" if place is None else _described(first, other, place, order)


def order_remedy(first: Raster, other: Raster, coarse: bool) -> Remedy | None:
    """Return what brings the bands into the order of those of `first`, None where it is unclear.

    coarse: whether `other` is a coarse image; for these, the bands can be listed.
    """
    ways = {"name": mark("Match by name"), "wavelength": mark("Match by wavelength")}
    for how, label in ways.items():
        try:
            matched = other.with_bands(match_bands(first, other, how))
        except InputError:
            continue
        if not order_contradicted(first, matched):
            return Remedy(tr(label), {"band_matching": how})
    _, order = _contradiction(first, other)
    if order is None or not coarse:
        return None
    numbers = _numbers(other, order)
    return Remedy(tr("Take the bands {numbers}").format(numbers=numbers),
                  {"coarse_bands": numbers})


def _contradiction(first: Raster, other: Raster) -> tuple[int | None, list[int] | None]:
    """Return the first place at which bands are of other kinds, and their order as it should be.

    The place is None if there is none; the order is None where it is unclear.
    """
    wanted, given = first.selected_bands, other.selected_bands
    if len(wanted) != len(given):
        return None, None
    kinds = [band_centre(band) for band in wanted], [band_centre(band) for band in given]
    for i, (a, b) in enumerate(zip(*kinds)):
        if a is not None and b is not None and not _alike(a, b):
            return i, _order(kinds[0], kinds[1])
    names = [[_plain(band) for band in bands] for bands in (wanted, given)]
    for i, (name, found) in enumerate(zip(*names)):
        if name and name != found and names[1].count(name) == 1 and kinds[1][i] is None \
                and sorted(names[0]) == sorted(names[1]):
            return i, [names[1].index(each) for each in names[0]]
    return None, None


def _order(wanted: list[float | None], given: list[float | None]) -> list[int] | None:
    """Return which of the given bands belongs to each wanted one, or None if that is unclear."""
    found = []
    for a in wanted:
        fitting = [i for i, b in enumerate(given) if a is not None and b is not None
                   and _alike(a, b)]
        if len(fitting) != 1:
            return None
        found += fitting
    return found if len(set(found)) == len(found) else None


def _described(first: Raster, other: Raster, place: int, order: list[int] | None) -> str:
    one, two = first.selected_bands[place], other.selected_bands[place]
    text = tr("The bands of {other} seem to be in another order than those of {first}: band "
              "{number} is {band} there, but {wanted} here.").format(
                  other=other.name, first=first.name, number=place + 1, band=_name(two),
                  wanted=_name(one))
    if order is None:
        return text + " " + tr("Match the bands by name or by wavelength, or list them.")
    numbers = _numbers(other, order)
    return text + " " + tr("Match the bands by name or by wavelength, or list those of {other} as "
                           "{numbers}.").format(other=other.name, numbers=numbers)


def _numbers(raster: Raster, order: list[int]) -> str:
    return ",".join(str(raster.selected_bands[i].number) for i in order)


def _name(band: Band) -> str:
    if band.wavelength is None:
        return f"'{band.name}'"
    return tr("'{band}' ({wavelength:.0f} nm)").format(band=band.name, wavelength=band.wavelength)


def _plain(band: Band) -> str:
    """Return the name of a band in small letters; "" if it has none of its own."""
    name = band.name.casefold().strip()
    return "" if re.fullmatch(r"band[ _-]*\d+", name) else name


def _alike(one: float, other: float) -> bool:
    return abs(one - other) <= _ALIKE * max(one, other)

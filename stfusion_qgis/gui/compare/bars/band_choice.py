"""Choices of bands to look at: three as a colour picture, or one in grey."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from .... import pictures
from ....translation import tr


@dataclass(frozen=True)
class BandChoice:
    """Bands that can be chosen together.

    key: its name in a saved state. label: its name for people. bands: indices, three shown
    as red, green and blue, or one.
    """

    key: str
    label: str
    bands: tuple[int, ...]


def band_choices(names: Sequence[str], wavelengths: Sequence[float | None] = (),
                 on_map: Sequence[int] = ()) -> list[BandChoice]:
    """Return the choices for the bands of an image, the usual ones first.

    names: of all bands; wavelengths: in nm, or None where not known. on_map: indices of the
    three bands that the map shows, if it does.
    """
    single = [BandChoice(f"band:{i + 1}", _described(names, wavelengths, i), (i,))
              for i in range(len(names))]
    found = pictures.bands_by_colour(names, wavelengths)
    kinds = (("infrared", tr("Near infrared ({bands})"), ("nir", "red", "green")),
             ("natural", tr("True colour ({bands})"), ("red", "green", "blue")))
    composites = []
    if len(on_map) == 3 and max(on_map) < len(names):
        label = tr("As on the map ({bands})").format(bands=_listed(names, on_map))
        composites.append(BandChoice("map", label, tuple(on_map)))
    for key, label, colours in kinds:
        bands = tuple(band for colour in colours if (band := found[colour]) is not None)
        if len(bands) == len(colours):
            composites.append(BandChoice(key, label.format(bands=_listed(names, bands)), bands))
    chosen = pictures.choose_bands(names, wavelengths)
    if not composites and len(chosen) == 3:
        label = tr("Colours ({bands})").format(bands=_listed(names, chosen))
        composites.append(BandChoice("colours", label, chosen))
    return composites + single


def _listed(names: Sequence[str], bands: Sequence[int]) -> str:
    return ", ".join(names[band] for band in bands)


def _described(names: Sequence[str], wavelengths: Sequence[float | None], band: int) -> str:
    known = wavelengths[band] if band < len(wavelengths) else None
    return names[band] if known is None else tr("{band}, {wavelength:.0f} nm").format(
        band=names[band], wavelength=known)

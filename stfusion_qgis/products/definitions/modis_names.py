"""What the names and the bands of MODIS products have in common."""

from __future__ import annotations

from ..product import ProductBand

PLATFORMS = {"MOD": "Terra", "MYD": "Aqua", "MCD": "Terra and Aqua"}

_LAND_BANDS = (("blue", 469, 3), ("green", 555, 4), ("red", 645, 1), ("nir08", 858, 2),
               ("swir16", 1640, 6), ("swir22", 2130, 7))


def tile_name(short_names: str) -> str:
    """Return the pattern of the names of a product on the sinusoidal tiles.

    short_names: pattern of the product's short name, such as "(?P<platform>MOD|MYD)09GA".
    """
    return rf"{short_names}\.A(?P<day>\d{{7}})\.(?P<tile>h\d\dv\d\d)" \
           r"\.(?P<processed>\d{3}\.\d{13})"


def land_bands(place: str) -> tuple[ProductBand, ...]:
    """Return the six bands that other sensors have, too; {number} in the place is MODIS's own."""
    return tuple(ProductBand(name, wavelength, place.format(number=number))
                 for name, wavelength, number in _LAND_BANDS)

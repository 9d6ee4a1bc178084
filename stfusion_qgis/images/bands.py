"""The description of a band: name, wavelength and tags of the file."""

from __future__ import annotations

from dataclasses import dataclass

from osgeo import gdal

_NANOMETRES = {"nm": 1.0, "nanometers": 1.0, "nanometer": 1.0, "nanometres": 1.0,
               "um": 1e3, "µm": 1e3, "μm": 1e3, "micrometers": 1e3, "micrometer": 1e3,
               "micrometres": 1e3, "microns": 1e3}


@dataclass(frozen=True)
class Band:
    """A band of a raster file.

    number: counted from 1, as in the file. name: its description, or "Band 1".
    wavelength: centre in nanometres, or None. nodata: tag of the file, or None.
    scale, offset: tags of the file; kept for the output, not applied.
    """

    number: int
    name: str
    wavelength: float | None
    nodata: float | None
    scale: float | None
    offset: float | None
    colour: int


def describe_band(band: gdal.Band) -> Band:
    """Return the description of a band in its file."""
    number = band.GetBand()
    return Band(number, band.GetDescription() or f"Band {number}", _wavelength(band),
                band.GetNoDataValue(), band.GetScale(), band.GetOffset(),
                band.GetColorInterpretation())


def _wavelength(band: gdal.Band) -> float | None:
    items = {key.lower(): value for key, value in band.GetMetadata().items()}
    imagery = {key.lower(): value for key, value in (band.GetMetadata("IMAGERY") or {}).items()}
    if "central_wavelength_um" in imagery:
        value, unit = imagery["central_wavelength_um"], "um"
    else:
        value = items.get("wavelength")
        unit = items.get("wavelength_units", items.get("wavelength_unit", "nm"))
    try:
        return float(value) * _NANOMETRES[unit.lower()]
    except (TypeError, ValueError, KeyError):
        return None

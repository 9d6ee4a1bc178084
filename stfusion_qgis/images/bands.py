"""The description of a band: name, wavelength and tags of the file."""

from __future__ import annotations

from dataclasses import dataclass

from osgeo import gdal

from .gdal_tools import utf8

_NANOMETRES = {"nm": 1.0, "nanometers": 1.0, "nanometer": 1.0, "nanometres": 1.0,
               "um": 1e3, "µm": 1e3, "μm": 1e3, "micrometers": 1e3, "micrometer": 1e3,
               "micrometres": 1e3, "microns": 1e3}

_LARGEST_MICROMETRES = 100.0  # of a wavelength that is stated without a unit


@dataclass(frozen=True)
class Band:
    """A band of a raster file.

    number: counted from 1, as in the file. name: its description, or "Band 1".
    wavelength: centre in nanometres, or None. nodata: tag of the file, or None.
    scale, offset: tags of the file, or None; see `calibration.Calibration`.
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
    return Band(number, utf8(band.GetDescription()) or f"Band {number}", _wavelength(band),
                band.GetNoDataValue(), band.GetScale(), band.GetOffset(),
                band.GetColorInterpretation())


def _wavelength(band: gdal.Band) -> float | None:
    items = {key.lower(): value for key, value in band.GetMetadata().items()}
    imagery = {key.lower(): value for key, value in (band.GetMetadata("IMAGERY") or {}).items()}
    if "central_wavelength_um" in imagery:
        return _nanometres(imagery["central_wavelength_um"], "um")
    unit = items.get("wavelength_units", items.get("wavelength_unit"))
    found = _nanometres(items.get("wavelength"), unit)
    return found if found is not None else _wavelength_of_envi(band)


def _wavelength_of_envi(band: gdal.Band) -> float | None:
    """Return the wavelength that an ENVI header lists for all bands of the file."""
    dataset = band.GetDataset()
    header = dataset.GetMetadata("ENVI") if dataset is not None else None
    items = {key.lower().replace(" ", "_"): value for key, value in (header or {}).items()}
    listed = items.get("wavelength", "").strip("{} \n").split(",")
    if len(listed) < band.GetBand():
        return None
    return _nanometres(listed[band.GetBand() - 1], items.get("wavelength_units"))


def _nanometres(value: str | None, unit: str | None) -> float | None:
    """Return a length in nanometres; without a unit it is in micrometres if it is small."""
    try:
        number = float(value or "")
        usual = "um" if number < _LARGEST_MICROMETRES else "nm"
        return number * _NANOMETRES[(unit or usual).strip().lower()]
    except (ValueError, KeyError):
        return None

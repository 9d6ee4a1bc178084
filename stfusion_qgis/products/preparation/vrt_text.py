"""The text of a virtual raster: which parts of which files make its bands, and by which line."""

from __future__ import annotations

import html
import math
import os
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from osgeo import gdal

from ...images.grid import Grid
from .number_forms import SourceLine
from .placed_layers import PlacedLayer, Seam

_COLOURS = {"red": "Red", "green": "Green", "blue": "Blue"}


class BandSource(NamedTuple):
    """A part of a band: a layer, where it shows, and how its numbers change; None: not at all."""

    placed: PlacedLayer
    seam: Seam
    line: SourceLine | None


class VirtualBand(NamedTuple):
    """A band: later sources lie over earlier ones. wavelength: in nanometres, 0 for none."""

    name: str
    wavelength: float
    data_type: int
    nodata: float | None
    sources: tuple[BandSource, ...]


def vrt_text(grid: Grid, bands: Iterable[VirtualBand], metadata: Mapping[str, str],
             beside: str = "") -> str:
    """Return the text of a virtual raster.

    beside: path of its file, to which files on the same drive are named relatively; "" for none.
    """
    items = "".join(f'<MDI key="{key}">{_escaped(value)}</MDI>\n'
                    for key, value in metadata.items())
    corner = ", ".join(f"{number:.17g}" for number in grid.geo_transform)
    texts = "".join(_band(number, band, beside) for number, band in enumerate(bands, 1))
    return (f'<VRTDataset rasterXSize="{grid.columns}" rasterYSize="{grid.rows}">\n'
            f"<SRS>{_escaped(grid.wkt)}</SRS>\n<GeoTransform>{corner}</GeoTransform>\n"
            f"<Metadata>\n{items}</Metadata>\n{texts}</VRTDataset>\n")


def _band(number: int, band: VirtualBand, beside: str) -> str:
    wavelength = (f'<Metadata><MDI key="wavelength">{band.wavelength:g}</MDI>'
                  '<MDI key="wavelength_units">nm</MDI></Metadata>\n') if band.wavelength else ""
    nodata = "" if band.nodata is None else f"<NoDataValue>{_number(band.nodata)}</NoDataValue>\n"
    colour = _COLOURS.get(band.name, "Gray")
    sources = "".join(_source(source, beside) for source in band.sources)
    return (f'<VRTRasterBand dataType="{gdal.GetDataTypeName(band.data_type)}" band="{number}">\n'
            f"{wavelength}<Description>{_escaped(band.name)}</Description>\n{nodata}"
            f"<ColorInterp>{colour}</ColorInterp>\n{sources}</VRTRasterBand>\n")


def _source(source: BandSource, beside: str) -> str:
    placed, seam, line = source
    path, relative = _written_path(placed.layer.path, beside)
    row, column, rows, columns = seam.source
    width, height = placed.block
    target = seam.target
    kind = "SimpleSource" if line is None else "ComplexSource"
    return (
        f'<{kind}>\n<SourceFilename relativeToVRT="{int(relative)}">{_escaped(path)}'
        f"</SourceFilename>\n<SourceBand>{placed.layer.band}</SourceBand>\n"
        # With these, GDAL opens a file when its pixels are asked for, and not before.
        f'<SourceProperties RasterXSize="{placed.grid.columns}" RasterYSize="{placed.grid.rows}" '
        f'DataType="{gdal.GetDataTypeName(placed.data_type)}" '
        f'BlockXSize="{width}" BlockYSize="{height}"/>\n'
        f'<SrcRect xOff="{column:.15g}" yOff="{row:.15g}" xSize="{columns:.15g}" '
        f'ySize="{rows:.15g}"/>\n'
        f'<DstRect xOff="{target.column}" yOff="{target.row}" xSize="{target.columns}" '
        f'ySize="{target.rows}"/>\n{_line(line)}</{kind}>\n')


def _line(line: SourceLine | None) -> str:
    if line is None:
        return ""
    ignored = "" if line.ignored is None else f"<NODATA>{_number(line.ignored)}</NODATA>\n"
    if line.table:
        pairs = ",".join(f"{_number(number)}:{_number(value)}" for number, value in line.table)
        return f"{ignored}<LUT>{pairs}</LUT>\n"
    return (f"<ScaleOffset>{_number(line.offset)}</ScaleOffset>\n"
            f"<ScaleRatio>{_number(line.scale)}</ScaleRatio>\n{ignored}")


def _escaped(text: str) -> str:
    return html.escape(text, quote=False)


def _number(value: float) -> str:
    return "nan" if math.isnan(value) else f"{value:.17g}"


def _written_path(path: str, beside: str) -> tuple[str, bool]:
    """Return a path as a virtual raster names it, and whether it is relative to its folder."""
    if beside and os.path.isabs(path) and not path.startswith("/vsi"):
        try:
            relative = os.path.relpath(path, os.path.dirname(os.path.abspath(beside)))
        except ValueError:  # on another drive
            return path, False
        return relative.replace(os.sep, "/"), True
    return path, False



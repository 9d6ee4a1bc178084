"""Virtual rasters in which the dates of a season are the bands."""

from __future__ import annotations

import os
from collections.abc import Sequence
from html import escape

from osgeo import gdal

from ..file_names import distinct_file_names
from ..images.gdal_tools import open_raster
from ..images.object_stores import joined, write_text_anywhere
from ..translation import tr
from .season_files import DateFiles
from .smoothing.states import COLOURS, TITLES


def write_mosaics(files: Sequence[DateFiles], bands: Sequence[str]) -> list[str]:
    """Write a virtual raster for each band of a season, and one of the states; return the paths.

    files: of the dates, in order; the virtual rasters lie beside them and name them relatively.

    Raises:
        InputError: one cannot be written.
    """
    folder = os.path.dirname(files[0].values)
    paths = []
    for number, name in enumerate(distinct_file_names(bands)):
        path = joined(folder, f"season_{name}.vrt")
        write_text_anywhere(path, _mosaic([each.values for each in files], files, number + 1))
        paths.append(path)
    path = joined(folder, "season_states.vrt")
    write_text_anywhere(path, _mosaic([each.state for each in files], files, 1, _palette()))
    return [*paths, path]


def _mosaic(paths: Sequence[str], files: Sequence[DateFiles], number: int, further: str = "",
            ) -> str:
    """Return the text of a virtual raster whose bands are one band of some files."""
    first = open_raster(paths[0])
    rows, columns = first.RasterYSize, first.RasterXSize
    band = first.GetRasterBand(number)
    data_type = gdal.GetDataTypeName(band.DataType)
    nodata = band.GetNoDataValue()
    scaled = "".join(f"<{tag}>{value!r}</{tag}>" for tag, value, neutral in (
        ("Offset", band.GetOffset(), 0.0), ("Scale", band.GetScale(), 1.0))
        if value not in (None, neutral))
    place = f'xOff="0" yOff="0" xSize="{columns}" ySize="{rows}"'
    parts = [
        f'<VRTDataset rasterXSize="{columns}" rasterYSize="{rows}">',
        f"<SRS>{escape(first.GetProjection())}</SRS>",
        f"<GeoTransform>{', '.join(map(repr, first.GetGeoTransform()))}</GeoTransform>"]
    for place_in_time, (path, each) in enumerate(zip(paths, files), 1):
        parts.append(
            f'<VRTRasterBand dataType="{data_type}" band="{place_in_time}">'
            f"<Description>{each.date}</Description>"
            + (f"<NoDataValue>{nodata!r}</NoDataValue>" if nodata is not None else "") + scaled
            + (further or "") + "<SimpleSource>"
            f'<SourceFilename relativeToVRT="1">{escape(os.path.basename(path))}</SourceFilename>'
            f"<SourceBand>{number}</SourceBand><SrcRect {place}/><DstRect {place}/>"
            "</SimpleSource></VRTRasterBand>")
    return "\n".join([*parts, "</VRTDataset>"]) + "\n"


def _palette() -> str:
    names = "".join(f"<Category>{escape(tr(title))}</Category>" for title in TITLES.values())
    entries = "".join('<Entry c1="{}" c2="{}" c3="{}" c4="255"/>'.format(*COLOURS[state])
                      for state in TITLES)
    return ("<ColorInterp>Palette</ColorInterp>"
            f"<CategoryNames>{names}</CategoryNames><ColorTable>{entries}</ColorTable>")

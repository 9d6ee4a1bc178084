"""The guide: what tells land apart beside the images of both sensors, on the fine grid."""

from __future__ import annotations

from osgeo import gdal

from .alignment import Aligned
from .gdal_tools import metadata_of, open_raster
from .grid import Grid
from .image import Image
from .polygon_labels import PolygonLabels
from .raster import Raster
from .window import Window

ONE_UNIT_ITEM = "STFUSION_BANDS_IN_ONE_UNIT"
"""Item of the metadata of an image whose bands differ in variance for a reason: components."""

_FINER = 1.5  # of its pixels in a fine one: then they are averaged


class Guide:
    """Any image, or polygons, brought to the fine grid window by window.

    Embeddings, radar, elevation, land cover, fields: whatever its bands, nothing is known of their
    units. Values of a coarser image are interpolated bilinearly, those of a finer one averaged,
    labels are those of the nearest pixel.

    layer: the raster or the polygons. grid: the fine one. has_labels: whether its numbers only name
    what they belong to, as the file tells: polygons, or one band of whole numbers with colours or
    names. in_one_unit: whether the variances of its bands may be compared.
    """

    def __init__(self, layer: Raster | PolygonLabels, grid: Grid):
        """Bring a layer to a fine grid."""
        self.layer, self.grid = layer, grid
        self._labels: Aligned | PolygonLabels
        self._values: Aligned | PolygonLabels
        if isinstance(layer, PolygonLabels):
            self._labels = self._values = layer
            self.has_labels, self.in_one_unit = True, False
            return
        self.has_labels, self.in_one_unit = _names_its_values(layer), _is_in_one_unit(layer)
        side = grid.pixel_side_in(layer.grid) or 1.0
        self._labels = Aligned(layer.with_bands(layer.selection[:1]), grid, "nearest")
        self._values = Aligned(layer, grid, "average" if side > _FINER else "bilinear")

    @property
    def name(self) -> str:
        """Return what the user calls it."""
        return self.layer.name

    @property
    def bands(self) -> int:
        """Return the number of its bands."""
        return len(self.layer.selection)

    def values(self, window: Window) -> Image:
        """Return its bands in a window of the fine grid."""
        return self._values.read(window)

    def labels(self, window: Window) -> Image:
        """Return the first band in a window of the fine grid: that of the nearest pixel."""
        return self._labels.read(window)


def _names_its_values(raster: Raster) -> bool:
    """Say whether a file tells that the numbers of its only band are names of something."""
    if len(raster.bands) != 1 or raster.data_type in (gdal.GDT_Float32, gdal.GDT_Float64):
        return False
    dataset = open_raster(raster.source, raster.open_options)
    band = dataset.GetRasterBand(raster.bands[0].number)
    table = band.GetDefaultRAT()
    return band.GetColorTable() is not None or bool(band.GetCategoryNames()) or (
        table is not None and table.GetRowCount() > 0)


def _is_in_one_unit(raster: Raster) -> bool:
    return ONE_UNIT_ITEM in metadata_of(open_raster(raster.source, raster.open_options))

"""Writing masks and classes: GeoTIFFs of a single bit or of bytes, whole or not at all."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from osgeo import gdal

from .bands import Band
from .grid import Grid
from .window import Window
from .writer import Writer

Colour = tuple[int, int, int]

CONTENT_ITEM, MASK_CONTENT = "STFUSION_CONTENT", "mask"
"""Item of the metadata of a file, and what it says of a mask, 1 where a pixel may be used."""

_OPTIONS = ["TILED=YES", "BLOCKXSIZE=256", "BLOCKYSIZE=256", "BIGTIFF=IF_SAFER",
            "COMPRESS=DEFLATE"]


class ByteWriter(Writer):
    """A GeoTIFF of one band of small whole numbers, which appears when it is complete."""

    def __init__(self, path: str, grid: Grid, name: str, *, bits: int = 8,
                 nodata: int | None = None, colours: Mapping[int, Colour] | None = None,
                 metadata: Mapping[str, str] | None = None):
        """Create the temporary file.

        name: of the band. bits: of a pixel, 1 for a mask. nodata: tag of the file, None for none.
        colours: of the numbers. metadata: items of the file.

        Raises:
            InputError: the file cannot be created, or another run writes it at the moment.
        """
        self._bits, self._tag, self._colours = bits, nodata, dict(colours or {})
        super().__init__(path, grid, [Band(1, name, None, None, None, None, gdal.GCI_Undefined)],
                         data_type=gdal.GDT_Byte, metadata=metadata)

    def _create(self, metadata: dict[str, str], compressed: bool) -> gdal.Dataset:
        bits = [f"NBITS={self._bits}"] if self._bits < 8 else []
        dataset = gdal.GetDriverByName("GTiff").Create(
            self._temporary, self.grid.columns, self.grid.rows, 1, gdal.GDT_Byte,
            [*_OPTIONS, *bits])
        dataset.SetGeoTransform(self.grid.geo_transform)
        dataset.SetProjection(self.grid.wkt)
        dataset.SetMetadata({**metadata, "AREA_OR_POINT": "Area"})
        band = dataset.GetRasterBand(1)
        band.SetDescription(self._bands[0].name)
        if self._tag is not None:
            band.SetNoDataValue(self._tag)
        if self._colours:
            table = gdal.ColorTable()
            for number, colour in self._colours.items():
                table.SetColorEntry(number, (*colour, 255))
            band.SetColorTable(table)
        return dataset

    def write_numbers(self, window: Window, numbers: np.ndarray) -> None:
        """Write a block of numbers (rows, columns).

        Raises:
            InputError: the disk is full or the like.
        """
        with self._failing_clearly():
            self._dataset.WriteArray(numbers[None].astype(np.uint8), window.column, window.row)

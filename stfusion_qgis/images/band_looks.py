"""What GDAL leaves out of a virtual raster of several images: the descriptions of their bands."""

from __future__ import annotations

from collections.abc import Collection

from osgeo import gdal


def copy_descriptions(image: gdal.Dataset, mosaic: gdal.Dataset, but: Collection[str] = ()) -> None:
    """Give a mosaic the metadata of one of its images, and names, scales and colours of the bands.

    but: beginnings of the names of metadata that belong to the one image alone.
    """
    mosaic.SetMetadata({key: value for key, value in image.GetMetadata().items()
                        if not key.startswith(tuple(but))})
    for number in range(1, image.RasterCount + 1):
        band, source = mosaic.GetRasterBand(number), image.GetRasterBand(number)
        band.SetDescription(source.GetDescription())
        band.SetMetadata(source.GetMetadata())
        band.SetColorInterpretation(source.GetColorInterpretation())
        if source.GetScale() is not None:
            band.SetScale(source.GetScale())
        if source.GetOffset() is not None:
            band.SetOffset(source.GetOffset())

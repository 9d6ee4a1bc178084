"""Small scenes: images made in memory, written as GeoTIFFs, opened as a `Scene`."""

from __future__ import annotations

import dataclasses
import itertools
import os
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from osgeo import gdal, gdal_array, osr
from scipy import ndimage

from ..images.inputs import Inputs
from ..images.scene import Scene
from ..images.scene_opening import open_scene
from ..images.source import Source
from ..progress import Progress

PIXEL = 30.0
"""Side of a fine pixel, in metres."""

ORIGIN = 500000.0, 4000000.0
"""Left and top of the fine images, in EPSG:32633."""

_names = itertools.count()


def wkt(epsg: int = 32633) -> str:
    """Return a coordinate reference system as text."""
    reference = osr.SpatialReference()
    reference.ImportFromEPSG(epsg)
    return reference.ExportToWkt()


def write_tif(path: str | os.PathLike[str], values: Any, pixel: float = PIXEL,
              left: float = ORIGIN[0], top: float = ORIGIN[1], nodata: float | None = None,
              epsg: int | None = 32633, names: Sequence[str] = (),
              wavelengths: Sequence[float] = (), transform: Sequence[float] | None = None,
              metadata: Mapping[str, str] | None = None, options: Sequence[str] = (),
              scale: float | Sequence[float] | None = None,
              offset: float | Sequence[float] | None = None) -> str:
    """Write `values` (bands, rows, columns) in their own data type and return the path as text.

    names, wavelengths (in nm): of the bands. transform: GDAL's, instead of `pixel`, `left` and
    `top`; () for none. options: of the GeoTIFF. scale, offset: tags of all bands, or of each.
    """
    values = np.asarray(values)
    values = values[None] if values.ndim == 2 else values
    kind = gdal_array.NumericTypeCodeToGDALTypeCode(values.dtype)
    dataset = gdal.GetDriverByName("GTiff").Create(
        str(path), values.shape[2], values.shape[1], len(values), kind, list(options))
    if epsg is not None:
        dataset.SetProjection(wkt(epsg))
    if transform != ():
        dataset.SetGeoTransform(transform or (left, pixel, 0, top, 0, -pixel))
    dataset.SetMetadata(metadata or {})
    for i in range(len(values)):
        band = dataset.GetRasterBand(i + 1)
        if nodata is not None:
            band.SetNoDataValue(nodata)
        if names:
            band.SetDescription(names[i])
        for tag, write in ((scale, band.SetScale), (offset, band.SetOffset)):
            if tag is not None:
                write(float(np.broadcast_to(tag, len(values))[i]))
        if wavelengths:
            band.SetMetadata({"wavelength": str(wavelengths[i]), "wavelength_units": "nm"})
    dataset.WriteArray(values)
    dataset = None
    return str(path)


def read_tif(path: str | os.PathLike[str]) -> np.ndarray:
    """Return the values (bands, rows, columns) of a file as float64, NaN where nodata."""
    dataset = gdal.Open(str(path))
    values = dataset.ReadAsArray().reshape(
        dataset.RasterCount, dataset.RasterYSize, dataset.RasterXSize).astype(float)
    nodata = dataset.GetRasterBand(1).GetNoDataValue()
    return np.where(values == nodata, np.nan, values) if nodata is not None else values


@dataclasses.dataclass
class SmallImages:
    """Arrays of a scene: fine and coarse ones of the pairs, coarse ones of prediction dates.

    Arrays are (bands, rows, columns), NaN where invalid. truth: fine image of the first
    prediction date. offset: fine pixels (rows, columns) by which the coarse grid begins before
    the fine one. guide: on the grid of the fine images, None for none. guide_items: metadata of
    its file.
    """

    fine: list[np.ndarray]
    coarse: list[np.ndarray]
    predictions: list[np.ndarray]
    truth: np.ndarray
    ratio: int
    offset: tuple[int, int] = (0, 0)
    guide: np.ndarray | None = None
    guide_items: Mapping[str, str] = dataclasses.field(default_factory=dict)

    def map(self, function: Callable[[np.ndarray], np.ndarray]) -> SmallImages:
        """Return the images with each array replaced by `function(array)`."""
        return dataclasses.replace(
            self, fine=[function(a) for a in self.fine], coarse=[function(a) for a in self.coarse],
            predictions=[function(a) for a in self.predictions], truth=function(self.truth),
            guide=None if self.guide is None else function(self.guide))

    def open(self, folder: Path, resampled: bool = False, progress: Progress | None = None,
             **options: Any) -> Scene:
        """Write the images into `folder` and open them as a scene.

        resampled: write the coarse images on the fine grid, each pixel repeated.
        options: as for `Inputs.of`.
        """
        def source(values: np.ndarray, kind: str) -> Source:
            name = f"{kind}_{next(_names)}.tif"
            pixel, left, top = PIXEL, *ORIGIN
            if kind == "coarse" and not resampled:
                pixel *= self.ratio
                left -= self.offset[1] * PIXEL
                top += self.offset[0] * PIXEL
            elif kind == "coarse":
                rows, columns = self.truth.shape[1:]
                values = spread(values, self.ratio)[
                    :, self.offset[0]:self.offset[0] + rows,
                    self.offset[1]:self.offset[1] + columns]
            path = write_tif(folder / name, np.asarray(values, np.float32), pixel, left, top,
                             metadata=self.guide_items if kind == "guide" else None)
            return Source(path, name)

        if resampled:
            options.setdefault("ratio", self.ratio)
        if self.guide is not None:
            options.setdefault("guide", source(self.guide, "guide"))
        return open_scene(Inputs.of(
            [source(a, "fine") for a in self.fine], [source(a, "coarse") for a in self.coarse],
            [source(a, "coarse") for a in self.predictions], **options), progress)


def spread(values: np.ndarray, ratio: int) -> np.ndarray:
    """Return each pixel as `ratio` x `ratio` pixels."""
    return values.repeat(ratio, -2).repeat(ratio, -1)


def block_mean(values: np.ndarray, ratio: int, offset: tuple[int, int] = (0, 0)) -> np.ndarray:
    """Return the mean of `ratio` x `ratio` pixels; parts of cells at the edges count alone."""
    rows, columns = values.shape[-2:]
    after = [-(size + o) % ratio for size, o in zip((rows, columns), offset)]
    padded = np.pad(values.astype(float), ((0, 0), (offset[0], after[0]), (offset[1], after[1])),
                    constant_values=np.nan)
    shape = (len(values), padded.shape[1] // ratio, ratio, padded.shape[2] // ratio, ratio)
    return np.nanmean(padded.reshape(shape), axis=(2, 4))


def make_images(rows: int = 48, columns: int = 56, bands: int = 2, ratio: int = 8, pairs: int = 1,
                dates: int = 1, offset: tuple[int, int] = (0, 0), seed: int = 0,
                noise: float = 0.002, guided: bool = False) -> SmallImages:
    """Return a scene of patches of five kinds of land, whose values change with the date.

    The coarse images are block means. Values are about 0.05 to 0.6. guided: whether there is a
    guide of three bands, by whose values the kinds of land differ.
    """
    rng = np.random.default_rng(seed)
    land = ndimage.gaussian_filter(rng.normal(size=(5, rows, columns)), (0, 3, 3)).argmax(axis=0)
    spectra = rng.uniform(0.1, 0.5, (bands, 5))
    change = rng.uniform(-0.05, 0.1, (bands, 5))

    def fine_at(time: float) -> np.ndarray:
        values = (spectra + change * time)[:, land]
        return (values + rng.normal(0, noise, values.shape)).astype(np.float32)

    # The prediction dates lie between the pairs, or after the only one.
    references = [fine_at(time) for time in ([0.0] if pairs == 1 else np.linspace(0, 2, pairs))]
    targets = [fine_at(1.0 + 0.2 * i) for i in range(dates)]
    mean = [[block_mean(image, ratio, offset).astype(np.float32) for image in images]
            for images in (references, targets)]
    guide = None
    if guided:
        guide = rng.normal(size=(3, 5))[:, land] + rng.normal(0, 0.1, (3, rows, columns))
    return SmallImages(references, mean[0], mean[1], targets[0], ratio, offset,
                       None if guide is None else guide.astype(np.float32))

"""Images of products read layer by layer: the plainest way, against which the tests measure."""

from __future__ import annotations

import numpy as np
from osgeo import gdal

from stfusion_qgis.products.pixel_conditions import PixelCondition
from stfusion_qgis.products.recognising import described, recognise

NEAREST, AVERAGE = gdal.GRA_NearestNeighbour, gdal.GRA_Average
TRUTH_BANDS = {"blue": 1, "green": 2, "red": 3, "nir": 4, "nir08": 4, "swir16": 5, "swir22": 6}


def images_of(place, cache):
    """Return the images of a place, none of which may be unusable."""
    images, unusable = described(recognise(str(place), str(cache)))
    assert not unusable, unusable
    return images


def opened(image, layer, cache):
    """Return a layer on its grid, in memory."""
    layer = image.product.georeferenced(layer, str(cache))
    dataset = gdal.Open(layer.path)
    numbers = dataset.GetRasterBand(layer.band).ReadAsArray()
    transform, wkt = layer.placing or (dataset.GetGeoTransform(), dataset.GetProjection())
    assert wkt and transform != (0, 1, 0, 0, 0, 1)
    return in_memory(numbers, transform, wkt)


def in_memory(numbers, transform, wkt):
    rows, columns = numbers.shape
    made = gdal.GetDriverByName("MEM").Create("", columns, rows, 1, gdal.GDT_Float64)
    made.SetGeoTransform(transform)
    made.SetProjection(wkt)
    made.GetRasterBand(1).WriteArray(numbers.astype(float))
    return made


def onto(source, target, how=NEAREST, nodata=None):
    """Return a dataset's numbers on the grid of another one, NaN where it does not reach."""
    result = in_memory(np.full((target.RasterYSize, target.RasterXSize), np.nan),
                       target.GetGeoTransform(), target.GetProjection())
    gdal.Warp(result, source, resampleAlg=how, srcNodata=nodata, dstNodata=np.nan,
              errorThreshold=0)
    return result.GetRasterBand(1).ReadAsArray()


def decoded(image, cache, names=None):
    """Return values by band, NaN for what is fill or left out, and the grid of each."""
    found = {}
    for layer in image.layers:
        if names is not None and layer.name not in names:
            continue
        grid = opened(image, layer, cache)
        numbers = grid.GetRasterBand(1).ReadAsArray()
        values = layer.gain * numbers + layer.offset
        values[np.isin(numbers, layer.fill)] = np.nan
        if layer.valid_range is not None:
            least, most = layer.valid_range
            values[(numbers < least) | (numbers > most)] = np.nan
        values[conditions(image, grid, cache,
                          (PixelCondition.FILL, *image.product.left_out))] = np.nan
        found[layer.name] = values, grid
    return found


def conditions(image, grid, cache, wanted):
    """Return where any of some conditions holds, on a grid."""
    holds = np.zeros((grid.RasterYSize, grid.RasterXSize), bool)
    for flag in image.flags:
        if flag.condition in wanted:
            numbers = onto(opened(image, image.quality[flag.layer], cache), grid)
            outside = np.isnan(numbers)
            holds |= flag.holds(np.where(outside, 0, numbers).astype(np.int64)) & ~outside
    return holds


def truth_on(grid, truth_file, band):
    """Return the true reflectance averaged over the pixels of a grid, NaN where it ends."""
    truth = gdal.Open(str(truth_file))
    numbers = truth.GetRasterBand(TRUTH_BANDS[band]).ReadAsArray() / 10000
    transform, wkt = truth.GetGeoTransform(), truth.GetProjection()
    # At its edge, the average would be of a part of the pixel only.
    wide = in_memory(np.pad(np.ones(numbers.shape), 40), (
        transform[0] - 1200, 30, 0, transform[3] + 1200, 0, -30), wkt)
    whole = onto(wide, grid, AVERAGE)
    values = onto(in_memory(numbers, transform, wkt), grid, AVERAGE)
    values[~(whole > 0.999)] = np.nan
    return values


def shift_metres(values, grid, truth_file, band):
    """Return how well values fit the truth where they fit best, and how far from there they lie.

    The distances, east and north, are in metres, to half a pixel and one and a half at most.
    """
    transform, steps = grid.GetGeoTransform(), np.arange(-1.5, 1.51, 0.5)
    best = (-1.0, 0.0, 0.0)
    for east in steps * transform[1]:
        for north in steps * transform[1]:
            moved = in_memory(values, (transform[0] - east, *transform[1:3], transform[3] - north,
                                       *transform[4:]), grid.GetProjection())
            truth = truth_on(moved, truth_file, band)
            both = ~np.isnan(truth) & ~np.isnan(values)
            best = max(best, (np.corrcoef(truth[both], values[both])[0, 1], east, north))
    return best

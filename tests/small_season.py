"""A small season that changes in time, with clouds: fine and coarse images as files."""

import datetime

import numpy as np

from stfusion_qgis.images.source import Source
from stfusion_qgis.testing.small_scenes import block_mean, write_tif

FIRST = datetime.date(2021, 4, 1)
RATIO, ROWS, COLUMNS = 5, 60, 45
FINE_DAYS, COARSE_DAYS = range(0, 61, 10), range(0, 61, 4)


def date(day):
    return FIRST + datetime.timedelta(day)


def land(day, bands=2, rows=ROWS, columns=COLUMNS):
    """Return the land of a day: fields that green at rates of their own."""
    rng = np.random.default_rng(3)
    base = rng.uniform(500, 3000, (bands, rows, columns))
    rate = np.kron(rng.uniform(-8, 25, (bands, rows // RATIO, columns // RATIO)),
                   np.ones((RATIO, RATIO))) + rng.uniform(-3, 3, base.shape)
    return base + rate * day + 150 * np.sin(day / 9)


def write_season(folder, scale=1.0, clouds=True, constant=False, dtype=np.float32):
    """Write the images, and return the sources of fine and of coarse ones."""
    fine, coarse = [], []
    for number, day in enumerate(FINE_DAYS):
        image = land(0 if constant else day)
        if clouds and number % 2:
            image[:, 10 * number % 40:10 * number % 40 + 15, 5:30] = np.nan
        fine.append(Source(str(write_tif(folder / f"fine_{date(day)}.tif",
                                         (image * scale).astype(dtype)))))
    for day in COARSE_DAYS:
        image = block_mean(land(0 if constant else day), RATIO)
        coarse.append(Source(str(write_tif(folder / f"coarse_{date(day)}.tif",
                                           (image * scale).astype(dtype), 30 * RATIO))))
    return tuple(fine), tuple(coarse)

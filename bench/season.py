"""How long a season takes, and how much memory: `python -m bench --season`."""

from __future__ import annotations

import datetime
import os
import resource
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from osgeo import gdal, osr

from stfusion_qgis.engine import Settings
from stfusion_qgis.images.gdal_tools import bounded_cache
from stfusion_qgis.images.source import Source
from stfusion_qgis.season.season_request import SeasonRequest
from stfusion_qgis.season.season_run import predict_season

SIDE, BANDS, DATES, RATIO = 3000, 4, 24, 15
THREADS, MEMORY, CACHE = 2, 2048 * 2**20, 128 * 2**20
FIELD, KINDS = 8, 4
_FIRST = datetime.date(2023, 3, 1)


def run(side: int = SIDE) -> None:
    """Print seconds and memory for some counts of dates, reading and writing included."""
    print(f"\n### A season of {side} x {side} pixels, {BANDS} bands, on {THREADS} of "
          f"{os.cpu_count()} cores\n")
    print("| Dates | Seconds | Seconds a date | Seconds of the processor | Memory |\n"
          "|---:|---:|---:|---:|---:|", flush=True)
    with tempfile.TemporaryDirectory() as folder:
        fine, coarse, dates = _images(Path(folder), side)
        for count in (DATES // 4, DATES):
            # A process of its own, so that its memory is known.
            child = os.fork()
            if not child:
                _season(folder, fine, coarse, dates[::DATES // count])
                os._exit(0)
            os.waitpid(child, 0)


def _season(folder: str, fine: Sequence[Source], coarse: Sequence[Source],
            dates: Sequence[datetime.date]) -> None:
    start = time.perf_counter()
    with tempfile.TemporaryDirectory(dir=folder) as results, bounded_cache(CACHE):  # as in QGIS
        predict_season(SeasonRequest(tuple(fine), tuple(coarse), tuple(dates), results),
                       Settings(threads=THREADS, memory=MEMORY))
    seconds = time.perf_counter() - start
    used = resource.getrusage(resource.RUSAGE_SELF)
    print(f"| {len(dates)} | {seconds:.0f} | {seconds / len(dates):.1f} | "
          f"{used.ru_utime + used.ru_stime:.0f} | {used.ru_maxrss / 2**20:.2f} GB |",
          flush=True)


def _images(folder: Path, side: int) -> tuple[list[Source], list[Source], list[datetime.date]]:
    """Write fine images with clouds, and coarse ones, of eight days each.

    Fields of a few kinds, smaller than coarse pixels, change at rates of their own.
    """
    rng = np.random.default_rng(0)
    cells = side // RATIO
    land = rng.uniform(300, 4000, (BANDS, side, side)).astype(np.float32)
    fine, coarse, dates = [], [], []
    kinds = rng.integers(0, KINDS, (side // FIELD + 1,) * 2).repeat(FIELD, 0).repeat(FIELD, 1)
    kinds = kinds[:side, :side]
    for number in range(DATES):
        date = _FIRST + datetime.timedelta(8 * number)
        change = rng.normal(0, 100, (BANDS, cells, cells)).astype(np.float32)
        land += np.repeat(np.repeat(change, RATIO, 1), RATIO, 2)
        land += rng.normal(0, 100, (BANDS, KINDS)).astype(np.float32)[:, kinds]
        image = land + rng.normal(0, 20, land.shape).astype(np.float32)
        row, column = rng.integers(0, side // 2, 2)
        image[:, row:row + side // 3, column:column + side // 3] = -9999
        fine.append(_written(folder / f"fine_{date}.tif", image, 10.0))
        blocks = land.reshape(BANDS, cells, RATIO, cells, RATIO).mean(axis=(2, 4))
        coarse.append(_written(folder / f"coarse_{date}.tif", blocks, 10.0 * RATIO))
        dates.append(date)
    return fine, coarse, dates


def _written(path: Path, values: np.ndarray, pixel: float) -> Source:
    dataset = gdal.GetDriverByName("GTiff").Create(
        str(path), values.shape[2], values.shape[1], len(values), gdal.GDT_Int16, ["TILED=YES"])
    dataset.SetGeoTransform((500000, pixel, 0, 5000000, 0, -pixel))
    reference = osr.SpatialReference()
    reference.ImportFromEPSG(32633)
    dataset.SetProjection(reference.ExportToWkt())
    for number, band in enumerate(values):
        dataset.GetRasterBand(number + 1).SetNoDataValue(-9999)
        dataset.GetRasterBand(number + 1).WriteArray(np.rint(band))
    return Source(str(path))

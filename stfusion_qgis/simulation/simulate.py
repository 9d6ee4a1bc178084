"""Making the images of a simulated scene, tile by tile."""

from __future__ import annotations

import datetime
import os
from contextlib import ExitStack
from dataclasses import dataclass

import numpy as np
from osgeo import gdal, osr

from ..errors import InputError
from ..images.bands import Band
from ..images.grid import Grid
from ..images.window import Window, tiles
from ..images.writer import Writer
from ..parameters import check
from ..progress import Progress
from ..threads import Relay, in_flight, make_pool
from ..translation import tr
from .landscape import Landscape
from .noise import LandFrame, key_of
from .reflectances import bands_of, reflectances
from .sensors import FINE_REACH, Clouds, CoarseSensor, seen_by_fine_sensor
from .simulation_parameters import Parameters, dates_of

TILE = 256  # fine pixels; the images do not depend on the thread that makes a tile
_DATES_AT_ONCE = 8
_MARGIN = FINE_REACH + 1  # one more, for slopes
_EPSG, _LEFT, _TOP = 32650, 500_000.0, 4_200_000.0
_TIME = "10:30:00"
_DATA_TYPES = {"int16": (gdal.GDT_Int16, 10_000, -9999.0),
               "float32": (gdal.GDT_Float32, 1, float("nan"))}
_COLOURS = {"blue": gdal.GCI_BlueBand, "green": gdal.GCI_GreenBand, "red": gdal.GCI_RedBand}


def simulate(parameters: Parameters, folder: str, progress: Progress,
             threads: int | None = None) -> list[str]:
    """Write a fine and a coarse GeoTIFF for every date, and return the paths.

    fine_2024-04-27.tif and so on come first, in order of date, then coarse_....tif on a
    grid of their own. Every file tells its date, its bands and their wavelengths in nm. The
    images depend on the parameters only, not on the number of threads.

    Raises:
        InputError: a parameter is out of bounds, or a file cannot be written.
        Cancelled: through `progress`; incomplete files are removed.
    """
    _check(parameters)
    scene = _Scene(parameters)
    days = list(enumerate(dates_of(parameters)))
    fine: list[str] = []
    coarse: list[str] = []
    for first in range(0, len(days), _DATES_AT_ONCE):
        group = days[first:first + _DATES_AT_ONCE]
        part = progress.part(first / len(days), (first + len(group)) / len(days))
        for paths, new in zip((fine, coarse), _simulate_dates(
                scene, group, folder, part, threads or os.cpu_count() or 1)):
            paths.extend(new)
    return fine + coarse


def _check(parameters: Parameters) -> None:
    check(parameters)
    if parameters.change != "none" and parameters.change_date > parameters.dates:
        raise InputError(tr(
            "The abrupt change comes at date {change}, but there are only {dates} dates. "
            "Choose an earlier date for it or more dates.").format(
                change=parameters.change_date, dates=parameters.dates))


class _Scene:
    """The common ground of all dates: grids, land, sensors."""

    def __init__(self, parameters: Parameters):
        self.parameters = p = parameters
        self.landscape = Landscape(p)
        self.bands = bands_of(p.bands)
        self.reflectances = reflectances(self.bands)
        self.coarse_sensor = CoarseSensor(p.height, p.width, p.ratio, p.psf, p.shift)
        self.data_type, self.scale, self.nodata = _DATA_TYPES[p.data_type]
        reference = osr.SpatialReference()
        reference.ImportFromEPSG(_EPSG)
        self.fine_grid = Grid(reference.ExportToWkt(), _LEFT, _TOP, p.pixel_size, p.pixel_size,
                              p.height, p.width)
        self.coarse_grid = self.fine_grid.coarsened(p.ratio, 0, 0)
        draw = self.random("band difference").standard_normal((2, p.bands, 1, 1))
        self.gains = 1 + p.band_difference / 100 * draw[0]
        self.offsets = p.band_difference / 1000 * draw[1]

    def random(self, purpose: str, *numbers: int) -> np.random.Generator:
        """Return a generator of its own for a purpose."""
        return np.random.default_rng([key_of(self.parameters.seed, purpose), *numbers])

    def frame(self, window: Window) -> LandFrame:
        """Return a window of the fine images as a frame of the land."""
        p = self.parameters
        return LandFrame(p.seed, p.pixel_size, *window)

    def clouds(self, number: int) -> Clouds:
        """Return the clouds of a date."""
        p = self.parameters
        return Clouds(p.seed, number, p.clouds / 100, self.frame(self.fine_grid.whole()))

    def writer(self, folder: str, kind: str, grid: Grid, date: datetime.date) -> Writer:
        """Return the writer of one image."""
        described = [Band(i + 1, band.name, band.wavelength, self.nodata, None, None,
                          _COLOURS.get(band.name, gdal.GCI_Undefined))
                     for i, band in enumerate(self.bands)]
        metadata = {"ACQUISITIONDATETIME": f"{date}T{_TIME}",
                    "TIFFTAG_DATETIME": f"{date:%Y:%m:%d} {_TIME}",
                    "TIFFTAG_IMAGEDESCRIPTION": f"Simulated {kind} image, {self.parameters}"}
        return Writer(os.path.join(folder, f"{kind}_{date}.tif"), grid, described,
                      data_type=self.data_type, nodata=self.nodata, metadata=metadata)


@dataclass
class _Tile:
    """One date in one tile: the fine image, and what it adds to the coarse one.

    fine: float32 (bands, rows, columns), with noise; clear: bool (rows, columns).
    coarse: (bands + 1, rows, columns), the last one for `clear`; row, column: its place.
    """

    fine: np.ndarray
    clear: np.ndarray
    coarse: np.ndarray
    row: int
    column: int


def _simulate_dates(scene: _Scene, days: list[tuple[int, datetime.date]], folder: str,
                    progress: Progress, threads: int) -> tuple[list[str], list[str]]:
    p, sensor = scene.parameters, scene.coarse_sensor
    clouds = [scene.clouds(number) for number, _ in days]
    sums = np.zeros((len(days), p.bands + 1, sensor.rows, sensor.columns))
    windows = tiles(p.height, p.width, TILE)

    def simulate_tile(window: Window) -> list[_Tile]:
        return _tile(scene, window, days, clouds)

    with ExitStack() as stack:
        fine, coarse = ([stack.enter_context(scene.writer(folder, kind, grid, date))
                         for _, date in days]
                        for kind, grid in (("fine", scene.fine_grid),
                                           ("coarse", scene.coarse_grid)))
        pool = stack.enter_context(make_pool(threads))
        for done, (window, simulated) in enumerate(zip(windows, in_flight(
                pool, simulate_tile, windows, threads + 1, Relay(progress), ordered=True))):
            progress.report(done / len(windows), tr("Simulating the land"))
            for tile, writer, total in zip(simulated, fine, sums):
                writer.write(window, tile.fine * scene.scale, tile.clear)
                rows, columns = tile.coarse.shape[1:]
                total[:, tile.row:tile.row + rows, tile.column:tile.column + columns] += tile.coarse
        for (number, _), writer, total in zip(days, coarse, sums):
            _write_coarse(scene, number, writer, total)
        for writer in (*fine, *coarse):
            writer.complete()
        for writer in (*fine, *coarse):
            writer.publish()
    return [w.path for w in fine], [w.path for w in coarse]


def _tile(scene: _Scene, window: Window, days: list[tuple[int, datetime.date]],
          clouds: list[Clouds]) -> list[_Tile]:
    p = scene.parameters
    cover = scene.landscape.cover(scene.frame(window.grow(_MARGIN)))
    simulated = []
    for (number, date), hidden in zip(days, clouds):
        change = p.change if number + 1 >= p.change_date else "none"
        ground = cover.reflectance(
            scene.reflectances, date.timetuple().tm_yday, p.relief, change)
        seen = seen_by_fine_sensor(ground[:, 1:-1, 1:-1])
        clear = hidden.clear(scene.frame(window))
        coarse, row, column = scene.coarse_sensor.part(
            np.concatenate([seen, clear[None]]), window.row, window.column)
        noise = scene.random("fine noise", number, window.row, window.column).standard_normal(
            seen.shape, dtype=np.float32)
        fine = np.clip(seen + np.float32(p.noise) * noise, 0, 1)
        simulated.append(_Tile(fine, clear, coarse, row, column))
    return simulated


def _write_coarse(scene: _Scene, number: int, writer: Writer, sums: np.ndarray) -> None:
    image = scene.coarse_sensor.image(sums)
    seen, clear = image[:-1], image[-1] >= 0.5
    noise = scene.random("coarse noise", number).standard_normal(seen.shape)
    values = scene.gains * seen + scene.offsets + scene.parameters.noise * noise
    writer.write(scene.coarse_grid.whole(),
                 (np.clip(values, 0, 1) * scene.scale).astype(np.float32), clear)

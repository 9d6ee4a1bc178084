"""Tasks of fusion, small parts of the real test images: pairs, a coarse image and the truth.

Real coarse images are brought onto cells of the fine grid; simulated ones are blurred, and some of
them given errors that no other date has, as haze or another angle of view makes them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import permutations

import numpy as np
from osgeo import gdal
from scipy import ndimage

from stfusion_qgis.methods.steps.blending.observation import Observation
from stfusion_qgis.testing.small_scenes import SmallImages, block_mean

from .real_images import DATA


@dataclass(frozen=True)
class Task:
    """A task: the images, and the place that they show.

    others: fine images of dates that are neither in a pair nor to be predicted.
    """

    name: str
    place: str
    images: SmallImages
    others: tuple[np.ndarray, ...] = ()


@dataclass(frozen=True)
class Dates:
    """Fine and coarse images of a place, one a date, and what tasks are made of them.

    side: fine pixels of the square in the middle that tasks show, None for all.
    """

    name: str
    place: str
    fine: list[np.ndarray]
    coarse: list[np.ndarray]
    ratio: int
    side: int | None = None

    def task(self, *dates: int, names: str = "") -> Task:
        """Return the task to predict the last of some dates from the others."""
        fine, coarse = list(self.fine), list(self.coarse)
        rows = fine[0].shape[1]
        if self.side is not None and rows > self.side:
            count = self.side // self.ratio
            first = (rows // self.ratio - count) // 2
            cells = np.s_[:, first:first + count, first:first + count]
            pixels = np.s_[:, first * self.ratio:(first + count) * self.ratio,
                           first * self.ratio:(first + count) * self.ratio]
            fine, coarse = [one[pixels] for one in fine], [one[cells] for one in coarse]
        *pairs, last = dates
        label = names or f"{'+'.join(map(str, pairs))} to {last}"
        return Task(f"{self.name}, {label}", self.place, SmallImages(
            [fine[k] for k in pairs], [coarse[k].astype(np.float32) for k in pairs],
            [coarse[last].astype(np.float32)], fine[last], self.ratio), tuple(
                one.astype(np.float32) for k, one in enumerate(fine) if k not in dates))


def all_tasks() -> Iterator[Task]:
    """Yield all tasks: of one pair and of two."""
    yield from _gwydir()
    yield from _shenzhen()
    yield from _itoiz_landsat()
    yield from _itoiz_simulated()
    yield from _salton_sea()
    yield from _cbers()


def _gwydir() -> Iterator[Task]:
    names = "2004-11-26", "2004-12-28"
    dates = Dates("gwydir", "gwydir", [_read(f"gwydir/fine_{name}.tif") for name in names],
                  [_read(f"gwydir/coarse_400m_{name}.tif") for name in names], 16)
    yield dates.task(0, 1)
    yield dates.task(1, 0)


def _shenzhen() -> Iterator[Task]:
    fine = [_filled(_read(f"shenzhen/L7200{name}_SZ_B432_30m.tif")) for name in ("0306", "2311")]
    coarse = [_filled(_read(f"shenzhen/MOD09_200{name}_SZ_B214_250m.tif"))
              for name in ("0306", "2311")]
    row, column = _shift(fine[0], coarse[0], 12, 8)
    part = np.s_[:, 2:498, 2:498]
    dates = Dates("shenzhen", "shenzhen", [one[part] for one in fine],
                  [block_mean(_moved(one, row, column)[part], 8) for one in coarse], 8)
    yield dates.task(0, 1)
    yield dates.task(1, 0)


def _itoiz_landsat() -> Iterator[Task]:
    fine_names = "2018-12-30", "2019-02-18", "2019-03-05"
    coarse_names = "2018-12-31", "2019-02-17", "2019-03-05"
    lead = gdal.Open(str(DATA / f"itoiz/pairs/S2_{fine_names[0]}.tif"))
    fine = [_read(f"itoiz/pairs/S2_{name}.tif") for name in fine_names]
    rows, columns = (size // 3 * 3 for size in fine[0].shape[1:])
    fine = [one[:, :rows, :columns] for one in fine]
    left, _, _, top, _, _ = lead.GetGeoTransform()
    coarse = []
    for name in coarse_names:
        warped = gdal.Warp(
            "", str(DATA / f"itoiz/pairs/L8_{name}_native4326.tif"), format="MEM",
            dstSRS=lead.GetProjection(), xRes=10, yRes=10, resampleAlg="bilinear",
            outputBounds=(left, top - 10 * rows, left + 10 * columns, top),
            srcNodata=-9999, dstNodata=-9999).ReadAsArray().astype(np.float32)
        coarse.append(_filled(np.where(warped < -9000, np.nan, warped)))
    row, column = _shift(fine[0], coarse[0], 4, 3)
    part = np.s_[:, 150:630, 300:780]
    dates = Dates("itoiz, Landsat 8", "itoiz", [one[part] for one in fine],
                  [block_mean(_moved(one, row, column)[part], 3) for one in coarse], 3, 300)
    for pair in permutations(range(3), 2):
        yield dates.task(*pair)
    for triple in ((0, 2, 1), (1, 2, 0), (0, 1, 2)):
        yield dates.task(*triple)


def _itoiz_simulated() -> Iterator[Task]:
    names = "2018-07-23", "2018-09-01", "2018-10-21", "2018-12-10", "2019-02-13", "2019-04-29"
    fine = [_read(f"itoiz/series/S2_{name}.tif")[:, :780, :960] for name in names]
    dates = Dates("itoiz, 300 m", "itoiz", fine, [block_mean(one, 30) for one in fine], 30, 600)
    for pair in ((0, 1), (1, 2), (3, 2), (4, 5), (2, 4), (0, 2, 1), (1, 3, 2), (3, 5, 4)):
        yield dates.task(*pair)
    random = np.random.default_rng(1)
    fine = [one[:, 100:580, 200:680] for one in fine]
    noisy = Dates("itoiz, 160 m, noisy", "itoiz", fine,
                  [_simulated(one, 16, random, 0.4, 0.05) for one in fine], 16, 384)
    for pair in ((1, 2), (5, 4), (0, 3)):
        yield noisy.task(*pair)


def _salton_sea() -> Iterator[Task]:
    names = "10-02", "10-07", "10-09", "10-17", "10-27", "11-10", "11-11", "12-01", "12-16"
    fine, coarse = ([_filled(_read(f"salton_sea/{kind}/2020-{name}_{kind}.tif")) for name in names]
                    for kind in ("fine", "coarse"))
    dates = Dates("salton sea", "salton sea", fine, coarse, 7)
    for chosen in (("10-02", "10-09"), ("10-17", "10-27"), ("10-07", "11-10"), ("11-11", "12-01"),
                   ("12-16", "11-11"), ("10-27", "10-02"), ("12-01", "12-16"),
                   ("10-02", "10-17", "10-09"), ("10-07", "11-10", "10-27"),
                   ("11-11", "12-16", "12-01"), ("10-17", "12-01", "11-11")):
        yield dates.task(*map(names.index, chosen),
                         names=f"{' + '.join(chosen[:-1])} to {chosen[-1]}")


def _cbers() -> Iterator[Task]:
    files = sorted(path.name for path in (DATA / "cbers_ndvi").glob("*.tif"))
    fine = [_filled(_read(f"cbers_ndvi/{name}")[:1]) for name in files]
    random = np.random.default_rng(2)
    dates = Dates("cbers", "cbers", fine,
                  [_simulated(one, 8, random, 0.3, 0.03) for one in fine], 8, 320)
    for pair in ((0, 1), (2, 3), (3, 5), (7, 4), (2, 4, 3), (4, 7, 5)):
        yield dates.task(*pair)
    erring = Dates("cbers, erring sensor", "cbers", fine,
                   [_erring(one, random) for one in fine], 8, 320)
    for pair in ((0, 2), (3, 5), (6, 2), (1, 4), (2, 4, 3)):
        yield erring.task(*pair)


def _erring(fine: np.ndarray, random: np.random.Generator) -> np.ndarray:
    """Return a coarse image with a gain, an offset and a smooth error of its own."""
    gain, offset = random.uniform(0.85, 1.1), random.normal(0, 0.3)
    cells = [size // 8 for size in fine.shape[1:]]
    field = ndimage.gaussian_filter(random.standard_normal(cells), 4)
    field = (field - field.mean()) / field.std()
    coarse = _simulated(fine, 8, random, 0.3, 0.1)
    mean, deviation = (f(coarse, axis=(1, 2), keepdims=True) for f in (np.mean, np.std))
    return gain * (coarse - mean) + mean + (offset + 0.3 * field) * deviation


def _simulated(fine: np.ndarray, ratio: int, random: np.random.Generator, blur: float,
               noise: float) -> np.ndarray:
    """Return a coarse image: blurred, with noise in deviations of the image."""
    rows, columns = (size // ratio for size in fine.shape[1:])
    sensor = Observation(blur)
    coarse = sensor.along_rows(rows, ratio) @ fine[:, :rows * ratio, :columns * ratio] \
        @ sensor.along_columns(columns, ratio).T
    deviation = coarse.std(axis=(1, 2), keepdims=True)
    return (coarse + noise * deviation * random.standard_normal(coarse.shape)).astype(np.float32)


def _read(name: str) -> np.ndarray:
    """Return the values (bands, rows, columns), NaN where invalid; a tag of 0 does not count."""
    dataset = gdal.Open(str(DATA / name))
    values = np.atleast_3d(dataset.ReadAsArray().astype(np.float32))
    if dataset.RasterCount == 1:
        values = values.transpose(2, 0, 1)
    nodata = dataset.GetRasterBand(1).GetNoDataValue()
    invalid = ~np.isfinite(values) | (values < -9000)
    if nodata:
        invalid |= values == np.float32(nodata)
    return np.where(invalid, np.float32(np.nan), values)


def _filled(values: np.ndarray) -> np.ndarray:
    """Return the values with gaps filled by the nearest."""
    bands = []
    for band in values:
        nearest = ndimage.distance_transform_edt(
            np.isnan(band), return_distances=False, return_indices=True)
        bands.append(band[tuple(nearest)])
    return np.stack(bands)


def _shift(fine: np.ndarray, coarse: np.ndarray, most: int, ratio: int) -> tuple[int, int]:
    """Return by how many pixels the coarse image, on the fine grid, has to be moved."""
    core = np.s_[40:-40, 40:-40]
    smooth = [ndimage.uniform_filter(band, ratio)[core] for band in fine]

    def likeness(shift: tuple[int, int]) -> float:
        return float(np.mean([np.corrcoef(one.ravel(), np.roll(
            band, shift, (0, 1))[core].ravel())[0, 1] for one, band in zip(smooth, coarse)]))

    return max(((row, column) for row in range(-most, most + 1)
                for column in range(-most, most + 1)), key=likeness)


def _moved(values: np.ndarray, row: int, column: int) -> np.ndarray:
    return np.stack([ndimage.shift(band, (row, column), order=1, mode="nearest")
                     for band in values])

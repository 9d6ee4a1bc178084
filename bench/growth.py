"""How cost grows with pixels, window, bands, dates and ratio: `python -m bench --growth [METHODS]`.

Each is varied by itself, and the processor's time, which hardly depends on what else runs, drawn
over it on axes of logarithms: a slope of 1 is proportional, of 0 independent. Times are the least
of rounds in turns, once everything is compiled: what others do on the machine only adds to them.
Scenes of more pixels show the same land again and again, mirrored, so that neither more variance
nor other patches count as growth. Scenes of 256 pixels a side are left out: a tenth of their
windows lies beyond the border.
"""

from __future__ import annotations

import dataclasses
import os
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from osgeo import gdal

from stfusion_qgis import engine
from stfusion_qgis.errors import InputError
from stfusion_qgis.images.inputs import Inputs
from stfusion_qgis.images.scene_opening import open_scene
from stfusion_qgis.methods import shipped_methods
from stfusion_qgis.methods.method import Method
from stfusion_qgis.parameters import FINE_PIXELS, descriptions
from stfusion_qgis.progress import Progress
from stfusion_qgis.simulation import Parameters, simulate

THREADS = 2
ROUNDS = 3
VARIED = {"side": (512, 1024, 2048), "window": (0.5, 1, 2), "bands": (2, 4, 6), "dates": (1, 4, 16),
          "ratio": (8, 16, 32)}
_SMALL, _LAND = 192, 512  # pixels a side: of what compiles, and of the land that is shown again


@dataclass(frozen=True)
class Case:
    """A case: side in pixels, window as a multiple of the default, bands, dates and ratio."""

    side: int = 512
    window: float = 1
    bands: int = 4
    dates: int = 1
    ratio: int = 16


def run(methods: Sequence[str]) -> None:
    """Print for each method the slope of its cost over each of what is varied."""
    print(f"\n### How cost grows, load of the machine {os.getloadavg()[0]:.1f} on "
          f"{os.cpu_count()} cores\n")
    print("| Method | Seconds | Pixels | Window's side | Bands | Dates | Ratio |")
    print("|---|---:|---:|---:|---:|---:|---:|", flush=True)
    with tempfile.TemporaryDirectory() as folder:
        for method in shipped_methods().values():
            if methods and method.id not in methods:
                continue
            try:
                seconds = _seconds(method, Path(folder))
            except InputError as error:
                print(f"| {method.id} | {error} |", flush=True)
                continue
            slopes = [_slope(name, seconds) if _has(method, name) else None for name in VARIED]
            print(f"| {method.id} | {seconds[Case()]:.2f} | " + " | ".join(
                "–" if slope is None else f"{slope:.2f}" for slope in slopes) + " |", flush=True)


def _has(method: Method, name: str) -> bool:
    """Say whether a method has what is varied: not all have a window of fine pixels."""
    window = descriptions(method.Parameters).get("window_size")
    return name != "window" or (window is not None and window.unit == FINE_PIXELS)


def _slope(name: str, seconds: dict[Case, float]) -> float:
    """Return the slope of the seconds, over pixels instead of the side."""
    power = 2 if name == "side" else 1
    return float(np.polyfit(power * np.log(VARIED[name]),
                            np.log([seconds[case] for case in _cases(name)]), 1)[0])


def _cases(name: str) -> Iterator[Case]:
    for value in VARIED[name]:
        yield dataclasses.replace(Case(), **{name: value})


def _seconds(method: Method, folder: Path) -> dict[Case, float]:
    """Return the processor's seconds of all cases, once small ones have compiled what they need."""
    cases = list(dict.fromkeys(
        case for name in VARIED if _has(method, name) for case in _cases(name)))
    for case in cases:
        small = dataclasses.replace(case, side=_SMALL)
        _predict(method, _simulated(folder, small), small)
    rounds = [[_predict(method, _simulated(folder, case), case) for case in cases]
              for _ in range(ROUNDS)]
    return {case: min(each) for case, each in zip(cases, zip(*rounds))}


def _predict(method: Method, folder: Path, case: Case) -> float:
    """Return the processor's seconds of a case on a simulated scene."""
    fine, coarse = ([str(path) for path in sorted(folder.glob(f"{kind}_*.tif"))]
                    for kind in ("fine", "coarse"))
    pairs = [0, -1] if method.pairs[0] > 1 else [0]
    parameters = method.Parameters()
    if case.window != 1:
        size = int(parameters.window_size * case.window) // 2 * 2 + 1
        parameters = dataclasses.replace(parameters, window_size=size)
    start = time.process_time()
    scene = open_scene(Inputs.of([fine[k] for k in pairs],
                                 [coarse[k] for k in pairs] if method.paired else [],
                                 coarse[1:1 + case.dates]))
    with tempfile.TemporaryDirectory() as results:
        engine.run(method, scene, parameters,
                   [os.path.join(results, f"{date}.tif") for date in range(case.dates)],
                   settings=engine.Settings(threads=THREADS))
    return time.process_time() - start


def _simulated(folder: Path, case: Case) -> Path:
    """Return the folder of a simulated scene, which is kept for all methods."""
    place = folder / f"{case.side}_{case.bands}_{case.ratio}_{case.dates}"
    if place.exists():
        return place
    place.mkdir()
    if case.side > _LAND:
        times = case.side // _LAND
        for image in _simulated(folder, dataclasses.replace(case, side=_LAND)).glob("*.tif"):
            _repeat(image, times, place / image.name)
    else:
        simulate(Parameters(width=case.side, height=case.side, dates=case.dates + 2,
                            bands=case.bands, ratio=case.ratio), str(place), Progress())
    return place


def _repeat(image: Path, times: int, to: Path) -> None:
    """Write an image so many times beside and below each other, mirrored at each border."""
    dataset = gdal.Open(str(image))
    values = dataset.ReadAsArray()
    rows, columns = ((0, (times - 1) * size) for size in values.shape[1:])
    values = np.pad(values, ((0, 0), rows, columns), mode="symmetric")
    options = [f"{name}={value}" for name, value in (
        ("TILED", "YES"), ("COMPRESS", "DEFLATE"), ("PREDICTOR", 2))]
    copy = gdal.GetDriverByName("GTiff").Create(
        str(to), values.shape[2], values.shape[1], len(values), dataset.GetRasterBand(1).DataType,
        options)
    copy.SetGeoTransform(dataset.GetGeoTransform())
    copy.SetProjection(dataset.GetProjection())
    copy.SetMetadata(dataset.GetMetadata())
    for number in range(1, len(values) + 1):
        band, like = copy.GetRasterBand(number), dataset.GetRasterBand(number)
        band.SetDescription(like.GetDescription())
        band.SetMetadata(like.GetMetadata())
        if like.GetNoDataValue() is not None:
            band.SetNoDataValue(like.GetNoDataValue())
    copy.WriteArray(values)

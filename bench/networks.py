"""The accuracy of the shipped networks on real images: `python -m bench --networks`.

A network that has seen a place knows it. So each set of images is predicted by a network that was
trained without it, made by `tools/train_shipped.py --without` (half an hour of two cores, once:
they are kept in .cache/networks). Then that network learns for some minutes from the other dates of
the set, as a user would let it, and predicts the same date again.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from osgeo import gdal

from stfusion_qgis.comparison.contest import Contest
from stfusion_qgis.comparison.contestants import Contestant, classical_contestants
from stfusion_qgis.images.dates import date_in
from stfusion_qgis.images.raster import Raster
from stfusion_qgis.methods import all_methods
from stfusion_qgis.methods.method import Family, Method
from stfusion_qgis.networks.contract import read_contract
from stfusion_qgis.simulation.sensors import CoarseSensor
from tools.train_shipped import RECIPES, SHIPPED, path_of

from .real_images import CASES, DATA, Case, sets

REPOSITORY = Path(__file__).resolve().parents[1]
TABLE = REPOSITORY / "docs" / "networks-accuracy.md"
CACHE = REPOSITORY / ".cache" / "networks"

TUNED = ("itoiz, September", "itoiz, October", "itoiz, February",
         "salton sea, 9 October", "salton sea, 27 October", "salton sea, 1 December")
"""Cases on which a network is fine-tuned; it must not see their date."""

UNSEEN = ("itoiz", "salton sea"), ("gwydir", "shenzhen", "cbers")
"""Sets that a network is trained without: two trainings measure all of them."""

STEPS = 2000
"""Of their training: half of those of the network that ships."""

TUNING_STEPS = 2550
"""Of fine-tuning: as many as five minutes of two idle cores make, whatever else runs."""

_CBERS_RATIO = 12


@dataclass(frozen=True)
class Row:
    """A case: set of images, name, images."""

    place: str
    name: str
    case: Case


def rows() -> list[Row]:
    """Return all cases by place, those of cbers_ndvi with simulated coarse images."""
    places = {name: next(place for place in sets() if name.startswith(place)) for name in CASES}
    found = [Row(places[name], name, case) for name, case in CASES.items()]
    for first, second in (("2018-08-29", "2018-09-30"), ("2018-12-03", "2019-01-17")):
        pair, target = ((f"cbers_ndvi/cbers4_ndvi_evi_{date}.tif", _coarse_of_cbers(date))
                        for date in (first, second))
        found.append(Row("cbers", f"cbers, {second}", Case([pair], target[1], target[0])))
    return found


def run(fine_tune: bool = True) -> None:
    """Measure, print and write the table."""
    if not DATA.is_dir():
        sys.exit("The real test images (../shared/data) are not on this machine.")
    head = ["Images", "Temporal difference", "Best method of the literature", "Blend",
            "Residual fusion, new place", "Fine-tuned", "Interpolation", "SRCNN", "ATPRK",
            "GAN-STFM"]
    lines = [f"| {' | '.join(head)} |", "| --- |" + " ---: |" * (len(head) - 1)]
    for row in rows():
        baseline = rmse(row.case, all_methods()["temporaldifference"])
        best, error = _best_published(row.case)
        network = trained_without("residualfusion", row.place)
        cells = [row.name, number(baseline), f"{number(error)} (`{best}`)",
                 number(rmse(row.case, all_methods()["blend"])),
                 number(network_rmse(row.case, network)),
                 number(_fine_tuned(row, network)) if fine_tune and row.name in TUNED else "",
                 *_of_few_images(row)]
        lines.append(f"| {' | '.join(cells)} |")
        print(lines[-1], flush=True)
    write_table("shipped networks", lines)


def write_table(place: str, lines: list[str]) -> None:
    """Replace the table of the page that stands between `<!-- place -->` and its end."""
    between = re.compile(rf"(?<=<!-- {place} -->\n).*?(?=<!-- end of {place} -->)", re.DOTALL)
    page = TABLE.read_text(encoding="utf-8")
    TABLE.write_text(between.sub(lambda _: "".join(f"{line}\n" for line in lines), page),
                     encoding="utf-8")
    print(f"Wrote {TABLE}")


def _of_few_images(row: Row) -> list[str]:
    """Return the errors of methods and networks that see no pair, of networks only if unseen."""
    cells = []
    for method, network in (("interpolation", "srcnn"), ("atprk", "ganstfm")):
        known = row.place not in RECIPES[network].unseen
        cells += [number(rmse(row.case, all_methods()[method])),
                  "" if known else number(network_rmse(row.case, SHIPPED / f"{network}.onnx"))]
    return cells


def trained_without(name: str, place: str) -> Path:
    """Return a network that has never seen a place; it is trained when there is none yet."""
    places = next(together for together in UNSEEN if place in together)
    path = path_of(name, CACHE, places)
    if not path.exists():
        subprocess.run([sys.executable, "tools/train_shipped.py", name, "--without", *places,
                        "--steps", str(STEPS), "--folder", str(CACHE)], cwd=REPOSITORY, check=True)
    return path


def _best_published(case: Case) -> tuple[str, float]:
    """Return the best method with one pair, and its error, without networks and Blend."""
    errors = {one.method.id: rmse(case, one.method) for one in classical_contestants(1)
              if one.method.family != Family.BASELINE and one.method.id != "blend"}
    best = min(errors, key=lambda name: errors[name])
    return best, errors[best]


def network_rmse(case: Case, path: Path, pairs: int = 1) -> float:
    """Return the error of a network, with one pair or more."""
    method = all_methods()["networkfusion"]
    return rmse(case, method, method.Parameters(network_file=str(path)), pairs)


def rmse(case: Case, method: Method, parameters: object = None, pairs: int = 1) -> float:
    """Return the error of a method, with one pair or more."""
    with tempfile.TemporaryDirectory() as folder:
        run = Contest(case, folder).predict(Contestant(method, pairs, parameters))
        return case.measure(run.path).values["RMSE"].overall


def _path(name: str) -> str:
    return str(DATA / name)  # an absolute name stays as it is


def _fine_tuned(row: Row, start: Path) -> float:
    output = CACHE / f"tuned_{date_in(row.case.truth_file)}.onnx"
    if not output.exists():
        train({**on_other_dates(row, output), **going_on_from(start), "steps": TUNING_STEPS})
    return network_rmse(row.case, output)


def on_other_dates(row: Row, output: Path) -> dict[str, object]:
    """Return a training on all dates of a set but that of a case, without its length.

    That date has no say in which weights are kept.
    """
    date = str(date_in(row.case.truth_file))
    series = next(s for s in sets()[row.place] if any(date in fine for fine, _ in s.pairs))
    scene = {"pairs": [{"fine": _path(fine), "coarse": _path(coarse)}
                       for fine, coarse in series.pairs], **series.options}
    return {"scenes": [scene], "bands": "any", "held_out": date, "keep": "last",
            "output": str(output)}


def going_on_from(start: Path) -> dict[str, object]:
    """Return the entries of a training that goes on from a network."""
    return {"architecture": read_contract(str(start)).architecture, "start": str(start)}


def train(config: dict[str, object]) -> None:
    """Train as configured; the configuration stays beside the network."""
    path = Path(str(config["output"])).with_suffix(".json")
    path.write_text(json.dumps(config))
    subprocess.run([sys.executable, "-m", "stfusion_qgis.training", "--config", str(path)],
                   cwd=REPOSITORY, check=True, stdout=subprocess.DEVNULL)


def _coarse_of_cbers(date: str) -> str:
    """Write means of square blocks of pixels as a coarse image, and return its path."""
    CACHE.mkdir(parents=True, exist_ok=True)
    path = CACHE / f"cbers_coarse_{date}.tif"
    raster = Raster(_path(f"cbers_ndvi/cbers4_ndvi_evi_{date}.tif"))
    image, grid = raster.read(raster.grid.whole()), raster.grid
    sensor = CoarseSensor(grid.rows, grid.columns, _CBERS_RATIO, 0, 0)
    planes = np.concatenate([image.values, image.valid[None]])
    cells = sensor.image(sensor.part(planes, 0, 0)[0])
    values = np.where(cells[-1] >= 0.5, cells[:-1] / np.maximum(cells[-1], 0.5), np.nan)
    coarse = grid.coarsened(_CBERS_RATIO, 0, 0)
    dataset = gdal.GetDriverByName("GTiff").Create(
        str(path), coarse.columns, coarse.rows, len(values), gdal.GDT_Float32)
    dataset.SetProjection(coarse.wkt)
    dataset.SetGeoTransform(coarse.geo_transform)
    for number, plane in enumerate(values):
        dataset.GetRasterBand(number + 1).SetNoDataValue(float("nan"))
        dataset.GetRasterBand(number + 1).WriteArray(plane)
    dataset = None
    return str(path)


def number(value: float) -> str:
    """Return an error as tables have it."""
    return f"{value:.4g}"

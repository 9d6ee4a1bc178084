"""What guides are worth to networks: `python -m bench --network-guides [GUIDE ...]`.

Residual fusion, trained on the other places (the shipped one has seen all of them), is fine-tuned
on the dates of a place but one, by as many steps with a guide as without, and the held-out date is
predicted. No guide shows a date that is trained on or
held out: *earlier or later dates* are those of the place before or after all of these. *Features*
are those of an encoder of each date, which the network gets of the date that it starts from.
"""

from __future__ import annotations

import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from stfusion_qgis.images.raster import Raster
from stfusion_qgis.networks.encoding.feature_parameters import FeatureParameters
from stfusion_qgis.networks.encoding.image_features import write_features
from stfusion_qgis.progress import Progress
from stfusion_qgis.testing.small_scenes import read_tif
from stfusion_qgis.training.child.architectures.residualfusion import ResidualFusion
from stfusion_qgis.training.child.history import History
from stfusion_qgis.training.child.training_run import run_training
from stfusion_qgis.training.config import Config

from .cut_encoder import csmask_encoder
from .task_images import DATA
from .written_like import written_like

START_STEPS = 600  # on the other places
STEPS = 1200  # for both networks together
CROP = 64  # pixels a side, half of the usual ones: four times as many steps in the same time
_KINDS = ("dates", "features", "noise")


class Place(NamedTuple):
    """A place: its dates, those of them held out, one at a time, and those that are a guide.

    fine, coarse: names of the files of a date; without `coarse` it is simulated. bands: of the
    files that are used, as GDAL counts them, and which of these the encoder gets.
    """

    name: str
    fine: str
    coarse: str
    dates: tuple[str, ...]
    held_out: tuple[str, ...]
    guide: tuple[str, ...]
    bands: str = ""
    encoded: str = "1,1,1,1"


PLACES = (
    Place("Salton Sea", "salton_sea/fine/{}_fine.tif", "salton_sea/coarse/{}_coarse.tif",
          ("2020-10-17", "2020-10-27", "2020-11-10", "2020-12-01", "2020-12-16"),
          ("2020-10-27", "2020-12-01"), ("2020-10-02", "2020-10-07", "2020-10-09")),
    Place("Itoiz", "itoiz/series/S2_{}.tif", "itoiz/series/coarse_sim_300m_{}.tif",
          ("2018-09-01", "2018-10-21", "2018-12-10", "2019-02-13"),
          ("2018-10-21", "2018-12-10"), ("2018-07-23", "2019-04-29"), encoded="1,1,1,2"),
    Place("CBERS", "cbers_ndvi/cbers4_ndvi_evi_{}.tif", "",
          ("2019-01-17", "2019-04-07", "2019-06-10", "2019-07-12", "2019-08-13"),
          ("2019-04-07", "2019-06-10"), ("2018-08-29", "2018-09-30", "2018-12-03"), "1"),
)


def run(names: list[str]) -> None:
    """Print a row a place, guide and held-out date, each as soon as it is known."""
    ResidualFusion.crop = CROP
    print("| Guide | Place | Held out | Temporal difference | Without | With | Ratio |")
    print("| --- | --- | --- | ---: | ---: | ---: | ---: |")
    with tempfile.TemporaryDirectory() as name:
        for kind in names or _KINDS:
            for place in PLACES:
                folder = Path(name, place.name)
                folder.mkdir(exist_ok=True)
                for held_out in place.held_out:
                    print(_row(place, kind, held_out, folder), flush=True)


def _row(place: Place, kind: str, held_out: str, folder: Path) -> str:
    scene = _scene(place)
    if kind == "features":
        for pair, features in zip(scene["pairs"], _features(place, folder)):
            pair["guide"] = features
    else:
        scene["guide"] = _image(place, kind, folder)
    history = _trained(folder / f"{kind}_{held_out}.onnx", [scene], STEPS, held_out=held_out,
                       start=_start(place, folder))
    proof = history.guide
    if proof is None:
        raise ValueError("a training without a guide")
    return (f"| {kind} | {place.name} | {held_out} | {history.baseline:.4g} | "
            f"{proof.without_guide:.4g} | {proof.with_guide:.4g} | "
            f"{proof.with_guide / proof.without_guide:.3f} |")


def _scene(place: Place) -> dict[str, Any]:
    return {"fine_bands": place.bands, "pairs": [
        {"fine": str(DATA / place.fine.format(date)), "date": date,
         **({"coarse": str(DATA / place.coarse.format(date))} if place.coarse else {})}
        for date in place.dates]}


def _start(place: Place, folder: Path) -> str:
    """Return a network that has been trained on the other places."""
    path = folder / "start.onnx"
    if not path.exists():
        _trained(path, [_scene(other) for other in PLACES if other is not place], START_STEPS,
                 held_out="spatial", keep="last")
    return str(path)


def _trained(path: Path, scenes: list[dict[str, Any]], steps: int, **entries: Any) -> History:
    config = Config.of({"scenes": scenes, "architecture": "residualfusion", "bands": "any",
                        "steps": steps, "threads": 1, "output": str(path), **entries})
    return run_training(config, lambda event, **values: None, threading.Event())


def _image(place: Place, kind: str, folder: Path) -> str:
    """Return an image for all dates: of noise, or of the bands of the dates that are a guide."""
    fine = [str(DATA / place.fine.format(date)) for date in place.guide]
    values = np.concatenate([read_tif(path)[:1 if place.bands else None] for path in fine])
    if kind == "noise":
        values = np.random.default_rng(0).normal(size=values.shape)
    return written_like(fine[0], values, folder / f"{kind}.tif")


def _features(place: Place, folder: Path) -> Iterator[str]:
    """Yield the features of each date, in the components of the first one."""
    encoder, first = csmask_encoder(folder), None
    for date in place.dates:
        path = str(folder / f"features_{date}.tif")
        if not Path(path).exists():
            started = time.monotonic()
            write_features(Raster(str(DATA / place.fine.format(date))), FeatureParameters(
                encoder, enlarged=2, provider="cpu", bands=place.encoded), first, path, 1,
                Progress())
            print(f"{place.name}, {date}: {time.monotonic() - started:.1f} s", file=sys.stderr)
        first = first or Raster(path)
        yield path

"""The real test images as known dates."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from stfusion_qgis.comparison.known_date import KnownDate
from stfusion_qgis.images.alignment import Aligned
from stfusion_qgis.images.image import Image
from stfusion_qgis.images.inputs import Inputs
from stfusion_qgis.images.raster import Raster
from stfusion_qgis.images.roles import COARSE_1, FINE_1, Role
from stfusion_qgis.images.scene import Scene
from stfusion_qgis.images.scene_opening import open_scene, open_source
from stfusion_qgis.images.source import Source

DATA = Path(__file__).resolve().parents[2] / "shared" / "data"


@dataclass(frozen=True)
class Case(KnownDate):
    """Files: pairs (fine, coarse), the coarse image of the prediction date, the true fine image.

    options: of the scene, such as the ratio of resampled coarse images.
    """

    pairs: list[tuple[str, str]]
    prediction: str
    truth_file: str
    options: dict = field(default_factory=dict)

    @property
    def available(self) -> int:
        """Return the number of pairs."""
        return len(self.pairs)

    @property
    def values(self) -> int:
        """Return the number of predicted values: pixels times bands."""
        grid = self._whole.grid
        return grid.rows * grid.columns * self._whole.bands

    @property
    def ratio(self) -> float | None:
        """Return the side of a coarse pixel in fine ones; None where that is unknown."""
        return self._whole.ratio

    def scene_of(self, roles: Collection[Role]) -> Scene:
        """Return the scene with some of the references; fine image 1 is there for its grid."""
        inputs = Inputs.of(*zip(*([_source(name) for name in pair] for pair in self.pairs)),
                           [_source(self.prediction)], **self.options)
        return open_scene(inputs.only([FINE_1, *roles]))

    def truth(self) -> Image:
        """Return the true fine image."""
        return self._on_grid(open_source(_source(self.truth_file)))

    def read(self, path: str) -> Image:
        """Return a prediction in a file."""
        return self._on_grid(Raster(path))

    @cached_property
    def _whole(self) -> Scene:
        return self.scene_of([FINE_1, COARSE_1])

    def _on_grid(self, raster: Raster) -> Image:
        return Aligned(raster, self._whole.grid, "nearest").read(self._whole.grid.whole())


def _source(name: str) -> Source:
    return Source(str(DATA / name))


def _salton_sea(first: str, second: str, date: str) -> Case:
    def fine(when: str) -> str:
        return f"salton_sea/fine/2020-{when}_fine.tif"

    def coarse(when: str) -> str:
        return f"salton_sea/coarse/2020-{when}_coarse.tif"

    return Case([(fine(first), coarse(first)), (fine(second), coarse(second))], coarse(date),
                fine(date))


def _itoiz(first: str, second: str, date: str) -> Case:
    def fine(when: str) -> str:
        return f"itoiz/series/S2_{when}.tif"

    def coarse(when: str) -> str:
        return f"itoiz/series/coarse_sim_300m_{when}.tif"

    return Case([(fine(first), coarse(first)), (fine(second), coarse(second))], coarse(date),
                fine(date))


CASES = {
    "gwydir": Case([("gwydir/fine_2004-11-26.tif", "gwydir/coarse_400m_2004-11-26.tif")],
                   "gwydir/coarse_400m_2004-12-28.tif", "gwydir/fine_2004-12-28.tif"),
    "shenzhen": Case([("shenzhen/L72000306_SZ_B432_30m.tif",
                       "shenzhen/MOD09_2000306_SZ_B214_250m.tif")],
                     "shenzhen/MOD09_2002311_SZ_B214_250m.tif",
                     "shenzhen/L72002311_SZ_B432_30m.tif",
                     {"ratio": 8.33, "coregister": True}),
    "itoiz, Landsat 8": Case([("itoiz/pairs/S2_2018-12-30.tif",
                               "itoiz/pairs/L8_2018-12-31_native4326.tif")],
                             "itoiz/pairs/L8_2019-02-17_native4326.tif",
                             "itoiz/pairs/S2_2019-02-18.tif", {"coregister": True}),
    "itoiz, September": _itoiz("2018-07-23", "2018-10-21", "2018-09-01"),
    "itoiz, October": _itoiz("2018-09-01", "2018-12-10", "2018-10-21"),
    "itoiz, February": _itoiz("2018-12-10", "2019-04-29", "2019-02-13"),
    "salton sea, 9 October": _salton_sea("10-02", "10-17", "10-09"),
    "salton sea, 27 October": _salton_sea("10-07", "11-10", "10-27"),
    "salton sea, 1 December": _salton_sea("11-11", "12-16", "12-01"),
}
"""Each is predicted from one pair by methods that take one, and from two by those that can."""


@dataclass(frozen=True)
class Series:
    """Pairs (fine, coarse) of several dates of a scene; None where there is no coarse image."""

    pairs: list[tuple[str, str | None]]
    options: dict = field(default_factory=dict)


def _salton_sea_series() -> Series:
    """Return all dates that are neither cloudy nor hazy."""
    dates = [path.name[:10] for path in sorted((DATA / "salton_sea" / "fine").glob("*.tif"))]
    return Series([(f"salton_sea/fine/{date}_fine.tif", f"salton_sea/coarse/{date}_coarse.tif")
                   for date in dates if date not in ("2020-11-21", "2020-11-26")])


def _itoiz_series() -> Series:
    dates = ("2018-07-23", "2018-09-01", "2018-10-21", "2018-12-10", "2019-02-13", "2019-04-29")
    return Series([(f"itoiz/series/S2_{date}.tif", f"itoiz/series/coarse_sim_300m_{date}.tif")
                   for date in dates])


def _itoiz_pairs() -> Series:
    dates = ("2018-12-30", "2018-12-31"), ("2019-02-18", "2019-02-17"), ("2019-03-05", "2019-03-05")
    return Series([(f"itoiz/pairs/S2_{fine}.tif", f"itoiz/pairs/L8_{coarse}_native4326.tif")
                   for fine, coarse in dates], {"coregister": True})


def _cbers() -> Series:
    names = sorted(path.name for path in (DATA / "cbers_ndvi").glob("*.tif"))
    return Series([(f"cbers_ndvi/{name}", None) for name in names])


def _gwydir() -> Series:
    return Series([(f"gwydir/fine_2004-{date}.tif", f"gwydir/coarse_400m_2004-{date}.tif")
                   for date in ("11-26", "12-28")])


def _shenzhen() -> Series:
    return Series([("shenzhen/L72000306_SZ_B432_30m.tif",
                    "shenzhen/MOD09_2000306_SZ_B214_250m.tif"),
                   ("shenzhen/L72002311_SZ_B432_30m.tif",
                    "shenzhen/MOD09_2002311_SZ_B214_250m.tif")],
                  {"ratio": 8.33, "coregister": True})


def sets() -> dict[str, list[Series]]:
    """Return all series by the place they show: what is learnt at one is new to the others."""
    return {"gwydir": [_gwydir()], "shenzhen": [_shenzhen()], "salton sea": [_salton_sea_series()],
            "itoiz": [_itoiz_series(), _itoiz_pairs()], "cbers": [_cbers()]}

"""The real test images as scenes of known truth."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from stfusion_qgis.images.inputs import Inputs
from stfusion_qgis.images.scene import Scene
from stfusion_qgis.images.scene_opening import open_scene
from stfusion_qgis.images.source import Source
from stfusion_qgis.methods.method import Method

DATA = Path(__file__).resolve().parents[2] / "shared" / "data"


@dataclass(frozen=True)
class Case:
    """Pairs (fine, coarse), the coarse image of the prediction date, the true fine image.

    options: of the scene, such as the ratio of resampled coarse images.
    """

    pairs: list[tuple[str, str]]
    prediction: str
    truth: str
    options: dict = field(default_factory=dict)

    def scene(self, method: Method, pairs: int | None = None) -> Scene | None:
        """Return the scene as the method wants it; None if it wants more pairs than there are.

        pairs: the most that it gets.
        """
        least, most = method.pairs
        most = min(most, pairs or most)
        if len(self.pairs) < least or most < least:
            return None
        fine = [_source(fine) for fine, _ in self.pairs[:most]]
        coarse = [_source(coarse) for _, coarse in self.pairs[:most]]
        return open_scene(Inputs.of(fine, coarse if method.paired else [],
                                    [_source(self.prediction)], **self.options))

    def open_truth(self) -> Source:
        """Return the true image."""
        return _source(self.truth)


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

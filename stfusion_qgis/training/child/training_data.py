"""The images of a training in memory: those to learn from, and those to measure on."""

from __future__ import annotations

from dataclasses import dataclass, replace

from ...comparison.left_out_date import references_of
from ...errors import InputError
from ...images.scene import Scene
from ...networks.contract import read_contract
from ...networks.contract_entries import MOST_ENTRIES
from ...networks.contract_guide import ContractGuide
from ...networks.places import Box, degrees_box
from ...progress import Progress
from ...translation import tr
from ..config import Config, SceneFiles, Sensor
from .architectures.architecture import Architecture
from .crops import Pool
from .holding_out import HeldOut, hold_out
from .series import load_series, open_series, windows_within
from .series_guide import SeriesGuide, open_series_guide

MEMORY = 1536 * 2**20
"""Bytes of images that a training holds, at most."""

_MOST_CASES = 4  # predictions that are measured


@dataclass(frozen=True)
class TrainingData:
    """The images that are trained on, and those that are measured.

    pools: of all scenes. measured: the series with the held-out pixels. cases: references and
    target of each prediction that is measured. held_out: name of the held-out date, or "spatial".
    shortest_side: of all regions, in pixels. places: of all scenes, None where one is unknown.
    guide: what of a guide networks get, None without one.
    """

    pools: list[Pool]
    measured: Pool
    cases: list[tuple[list[int], int]]
    held_out: str
    bands: int
    shortest_side: int
    places: tuple[Box, ...] | None
    guide: ContractGuide | None = None

    def without_guide(self) -> TrainingData:
        """Return the same data for a network that takes no guide."""
        return replace(self, guide=None, measured=_without_guide(self.measured),
                       pools=[_without_guide(pool) for pool in self.pools])


def _without_guide(pool: Pool) -> Pool:
    regions = [replace(region, guide=None) for region in pool.series.regions]
    return replace(pool, series=replace(pool.series, regions=regions))


def gather_data(config: Config, chosen: Architecture, progress: Progress) -> TrainingData:
    """Open and read all scenes; the held-out part is one of the first.

    Raises:
        InputError: the images cannot be used.
        Cancelled: through `progress`.
    """
    references = chosen.description.references
    least = max(chosen.description.dates, chosen.description.least_references + 1)
    memory = MEMORY // len(config.scenes)
    first = open_series(config.scenes[0], progress)
    _check_dates(first, least, chosen)
    held = hold_out(first, config.held_out, least)
    guide = open_series_guide(config.scenes[0], first, _guide_of_start(config), progress)
    pools = [_read(config, config.scenes[0], first, held, memory, chosen, guide, progress)]
    places = [degrees_box(first.grid)]
    for files in config.scenes[1:]:
        scene = open_series(files, progress)
        _check_dates(scene, least, chosen)
        places.append(degrees_box(scene.grid))
        whole = scene.wanted.window
        other = open_series_guide(files, scene, guide.known if guide else None, progress)
        pools.append(_read(config, files, scene, HeldOut(None, whole, whole), memory, chosen, other,
                           progress))
        _check_bands(config, pools[0].series.bands, pools[-1].series.bands, files)
    if held.date is None:
        name, windows = "spatial", windows_within(first, held.measured, config.seed, memory)
        measured = replace(pools[0], series=load_series(
            first, windows, progress, chosen.corrects_coarse, guide))
    else:
        name, measured = pools[0].series.name_of(held.date), pools[0]
    return TrainingData(pools, measured, _cases(first, held, references), name,
                        pools[0].series.bands, min(pool.series.shortest_side for pool in pools),
                        _different(places), guide.known if guide else None)


def _guide_of_start(config: Config) -> ContractGuide | None:
    """Return what the network to start from gets of a guide, None if that is still to be found."""
    if not config.start:
        return None
    known = read_contract(config.start).guide
    return known if known.mixing else None


def _different(places: list[Box | None]) -> tuple[Box, ...] | None:
    """Return each place once; None if one is unknown, or there are more than a contract holds."""
    known = tuple(dict.fromkeys(place for place in places if place is not None))
    return None if None in places or len(known) > MOST_ENTRIES else known


def _read(config: Config, files: SceneFiles, scene: Scene, held: HeldOut, memory: int,
          chosen: Architecture, guide: SeriesGuide | None, progress: Progress) -> Pool:
    """Read the part of a scene that is trained on, at most `memory` bytes of it."""
    if guide is not None:
        planes = (len(scene.fine) + len(scene.coarse)) * scene.bands
        memory = memory * planes // (planes + guide.planes)
    if chosen.corrects_coarse:
        memory = memory * 2 // 3  # a stack more than the fine and the coarse one
    series = load_series(scene, windows_within(scene, held.training, config.seed, memory), progress,
                         chosen.corrects_coarse, guide)
    dates = [date for date in range(len(scene.fine)) if date != held.date]
    return Pool(series, dates, _sensor(config, files), files.weight)


def _sensor(config: Config, files: SceneFiles) -> Sensor:
    """Return the sensors that are simulated for a scene: of its own ratio if it has one."""
    sensor, ratio = files.simulate or config.simulate, files.options.ratio
    return replace(sensor, ratio=(ratio, ratio)) if ratio else sensor


def _cases(scene: Scene, held: HeldOut, references: int) -> list[tuple[list[int], int]]:
    """Return references and target of the predictions that are measured."""
    targets = range(len(scene.fine)) if held.date is None else [held.date]
    return [(references_of(scene, target)[:references], target)
            for target in list(targets)[:_MOST_CASES]]


def _check_dates(scene: Scene, least: int, chosen: Architecture) -> None:
    if len(scene.fine) < least:
        raise InputError(tr("{title} needs the images of {count} dates at least, but {layer} has "
                            "{found}.").format(title=tr(chosen.description.title), count=least,
                                               layer=scene.lead.name, found=len(scene.fine)))


def _check_bands(config: Config, wanted: int, found: int, files: SceneFiles) -> None:
    if config.bands != "any" and found != wanted:
        raise InputError(tr(
            "{layer} gives another number of bands ({found}) than the first scene ({wanted}). "
            "Train a network that is run band by band ('bands': 'any'), or choose scenes of equal "
            "bands."
        ).format(
                layer=files.pairs[0].fine, found=found, wanted=wanted))

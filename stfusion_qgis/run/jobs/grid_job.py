"""A grid of scenes and dates: polygons that are cut from mosaics, or from a catalogue's images.

Polygons that are predicted from the same images share their preparation, so that no seam shows
between neighbours.
"""

from __future__ import annotations

import datetime
import os
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from ...errors import InputError
from ...executors.executor import Executor
from ...images.area import Area
from ...images.area_pixels import AreaPixels
from ...images.inputs import Inputs
from ...images.object_stores import is_stored
from ...images.polygon_layer import polygons_of
from ...images.roles import COARSE_PREDICTION
from ...images.scene import Scene
from ...images.scene_opening import open_scene
from ...methods.method import Method
from ...products.cataloguing.date_mosaics import DateMosaic, mosaics_of
from ...products.cataloguing.image_catalogue import ImageCatalogue
from ...progress import PassedOnProgress, Progress
from ...season.catalogued_season import series_of
from ...season.gridded_scenes import GridScene, gridded_scenes
from ...threads import Relay, in_flight, make_pool
from ...tiled.fusion_tiles import FusionTiles
from ...tiled.tile_making import make_tiles
from ...translation import tr
from ..job import DASK, RunJob, RunSettings
from ..output_patterns import output_paths

_SCENES_AT_A_TIME = 4
"""On a cluster, where others are computed while one is opened and prepared."""


@dataclass(frozen=True)
class GridJob(RunJob):
    """A grid that is asked for.

    inputs: the images, which polygons are cut from; with a catalogue, its options and area alone.
    wanted: dates, () for those of the coarse images. polygons: path of a layer, "" for one scene.
    polygon_names: field of it. output, uncertainty: patterns with {name} and {date}.
    """

    method: Method
    parameters: Any
    inputs: Inputs
    catalogue: str
    wanted: tuple[datetime.date, ...]
    polygons: str
    polygon_names: str
    output: str
    uncertainty: str
    settings: RunSettings

    def __post_init__(self) -> None:
        """Check the patterns."""
        for pattern in filter(None, (self.output, self.uncertainty)):
            if not pattern.lower().endswith(".vrt"):
                raise InputError(tr("Scenes of a grid are written in tiles under virtual rasters: "
                                    "let the name of the output end with .vrt instead of {path}."
                                    ).format(path=pattern))
            if self.polygons and not self.inputs.area.is_everything:
                raise InputError(tr("Give either an area or polygons."))
            if self.polygons and "{name}" not in pattern:
                raise InputError(tr("Several polygons would be written into {path}: write {{name}} "
                                    "into the name of the output.").format(path=pattern))

    def described(self) -> dict[str, Any]:
        return {"method": self.method.id, "catalogue": self.catalogue, "polygons": self.polygons,
                "inputs": self.inputs.as_dict()}

    def run(self, progress: Progress) -> dict[str, Any]:
        areas = polygons_of(self.polygons, self.polygon_names) if self.polygons else [Area()]
        failed: dict[str, str] = {}
        outputs: list[str] = []
        tiles: Counter[str] = Counter()
        count = 0
        with self.settings.made_executor() as executor:
            scenes = list(enumerate(self._scenes(areas, failed, progress)))
            shares = [0.0] * len(scenes)
            at_a_time = _SCENES_AT_A_TIME if self.settings.executor == DASK else 1
            relay, pool = Relay(progress), make_pool(at_a_time)

            def predicted(scene: tuple[int, tuple[Inputs, Sequence[Area]]]) -> _Predicted:
                number, (inputs, own) = scene
                told = _Share(relay, shares, number)
                try:
                    return self._predicted(inputs, own, executor.apart(), told)
                except InputError as error:
                    if not self.catalogue:
                        raise
                    # A fault of one scene is no reason to lose the others.
                    return _Predicted([], _told({area.name: str(error) for area in own}, told))

            try:
                for found in in_flight(pool, predicted, scenes, at_a_time, relay):
                    outputs += found.outputs
                    failed.update(found.failed)
                    tiles.update(found.tiles)
                    count += found.scenes
            finally:
                relay.stop()
                pool.shutdown(wait=True, cancel_futures=True)
        progress.report(1)
        return {"outputs": sorted(outputs), "failed": failed, "scenes": count,
                "tiles": dict(tiles)}

    def _scenes(self, areas: Sequence[Area], failed: dict[str, str], progress: Progress,
                ) -> Iterator[tuple[Inputs, Sequence[Area]]]:
        """Yield the images of each scene, and the polygons that it holds."""
        if not self.catalogue:
            self.method.check_references(self.inputs.given, self.parameters)
            yield self.inputs.only(self.method.references(self.parameters).all), areas
            return
        catalogue = ImageCatalogue.read(self.catalogue)
        fine, coarse = map(mosaics_of, series_of(catalogue, lambda item: item.bands, progress))
        dates = self.wanted or sorted({mosaic.date for mosaic in coarse})
        found, missing = gridded_scenes(areas, dates, fine, coarse,
                                        self.method.references(self.parameters))
        failed.update(_told(missing, progress))
        for scene in found:
            try:
                yield self._inputs(scene), scene.areas
            except InputError as error:
                failed.update(_told({area.name: str(error) for area in scene.areas}, progress))

    def _inputs(self, scene: GridScene) -> Inputs:
        folder = os.path.join(os.path.dirname(self.catalogue) if is_stored(self.output)
                              else self._folder(), "mosaics")
        sources = {mosaic: mosaic.source(folder) for mosaic in (
            *(mosaic for _, mosaic in scene.pairs), *scene.predictions)}
        first, *others = scene.predictions
        images: list[tuple[Any, DateMosaic]] = [*scene.pairs, (COARSE_PREDICTION, first)]
        guide = [(role, source) for role, source in self.inputs.images if role.is_guide]
        return replace(self.inputs, images=(*((role, sources[mosaic]) for role, mosaic in images),
                                            *guide),
                       series=tuple(sources[mosaic] for mosaic in others))

    def _folder(self) -> str:
        """Return the folder of the outputs, above those that are named after polygons or dates."""
        return os.path.dirname(os.path.abspath(self.output.split("{", 1)[0] + "x"))

    def _predicted(self, inputs: Inputs, areas: Sequence[Area], executor: Executor,
                   progress: Progress) -> _Predicted:
        """Predict the polygons of a scene."""
        scene = open_scene(inputs, progress)
        found, missing = _pixels(areas, scene)
        failed = _told(missing, progress)
        if not found:
            return _Predicted([], failed)
        outputs, spreads = (
            [path for pixels in found
             for path in _made(output_paths(pattern.replace("{name}", pixels.area.name), scene))]
            if pattern else [] for pattern in (self.output, self.uncertainty))
        plan = FusionTiles.of(
            self.method, self.parameters, inputs, scene, outputs, spreads, areas=found,
            side=self.settings.tile, memory=self.settings.memory_of_a_task(executor),
            float_output=self.settings.float_output)
        done = make_tiles(plan, executor, progress)
        return _Predicted(done.outputs, {**failed, **done.failed}, len(found), done.counts())


class _Predicted(NamedTuple):
    """What came of a scene: outputs, what could not be made, how many polygons, its tiles."""

    outputs: list[str]
    failed: dict[str, str]
    scenes: int = 0
    tiles: Mapping[str, float] = {}


class _Share(PassedOnProgress):
    """The progress of one of several scenes; shares: how much of each is done."""

    def __init__(self, whole: Progress, shares: list[float], number: int):
        super().__init__(whole)
        self._shares, self._number = shares, number

    def show(self, fraction: float, text: str) -> None:
        self._shares[self._number] = fraction
        super().show(sum(self._shares) / len(self._shares), text)


def _told(failed: dict[str, str], progress: Progress) -> dict[str, str]:
    """Tell what cannot be made, and return it."""
    for name, reason in failed.items():
        progress.warn(f"{name}: {reason}")
    return failed


def _pixels(areas: Sequence[Area], scene: Scene) -> tuple[list[AreaPixels], dict[str, str]]:
    """Return the pixels of polygons, and why some have none."""
    found, failed = [], {}
    for area in areas:
        try:
            found.append(scene.wanted if area.is_everything else
                         AreaPixels.of(area, scene.grid, scene.lead.name))
        except InputError as error:
            failed[area.name] = str(error)
    return found, failed


def _made(paths: Sequence[str]) -> Sequence[str]:
    """Return paths whose folders are there now."""
    for path in (path for path in paths if not is_stored(path)):
        os.makedirs(os.path.dirname(path), exist_ok=True)
    return paths

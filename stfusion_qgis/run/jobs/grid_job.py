"""A grid of scenes and dates: polygons that are cut from mosaics, or from a catalogue's images.

Polygons that are predicted from the same images share their preparation, so that no seam shows
between neighbours.
"""

from __future__ import annotations

import datetime
import os
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

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
from ...progress import Progress
from ...season.catalogued_season import series_of
from ...season.gridded_scenes import GridScene, gridded_scenes
from ...tiled.fusion_tiles import FusionTiles
from ...tiled.tile_making import make_tiles
from ...translation import tr
from ..job import RunJob, RunSettings
from ..output_patterns import output_paths


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
        results: dict[str, Any] = {"outputs": [], "failed": {}, "scenes": 0}
        tiles: Counter[str] = Counter()
        with self.settings.made_executor() as executor:
            scenes = list(self._scenes(areas, results["failed"], progress))
            for number, (inputs, own) in enumerate(scenes):
                part = progress.part(number / len(scenes), (number + 1) / len(scenes))
                try:
                    counts = self._predicted(inputs, own, executor, results, part)
                except InputError as error:
                    if not self.catalogue:
                        raise
                    # A fault of one scene is no reason to lose the others.
                    self._fail({area.name: str(error) for area in own}, results["failed"], progress)
                    continue
                tiles.update(counts)
        progress.report(1)
        return {**results, "tiles": dict(tiles)}

    def _scenes(self, areas: Sequence[Area], failed: dict[str, str], progress: Progress,
                ) -> Iterator[tuple[Inputs, Sequence[Area]]]:
        """Yield the images of each scene, and the polygons that it holds."""
        if not self.catalogue:
            self.method.check_references(self.inputs.references, self.parameters)
            yield self.inputs.only(self.method.references(self.parameters).all), areas
            return
        catalogue = ImageCatalogue.read(self.catalogue)
        fine, coarse = map(mosaics_of, series_of(catalogue, lambda item: item.bands, progress))
        dates = self.wanted or sorted({mosaic.date for mosaic in coarse})
        found, missing = gridded_scenes(areas, dates, fine, coarse,
                                        self.method.references(self.parameters))
        self._fail(missing, failed, progress)
        for scene in found:
            try:
                yield self._inputs(scene), scene.areas
            except InputError as error:
                self._fail({area.name: str(error) for area in scene.areas}, failed, progress)

    def _inputs(self, scene: GridScene) -> Inputs:
        folder = os.path.join(os.path.dirname(self.catalogue) if is_stored(self.output)
                              else self._folder(), "mosaics")
        sources = {mosaic: mosaic.source(folder) for mosaic in (
            *(mosaic for _, mosaic in scene.pairs), *scene.predictions)}
        first, *others = scene.predictions
        images: list[tuple[Any, DateMosaic]] = [*scene.pairs, (COARSE_PREDICTION, first)]
        return replace(self.inputs, images=tuple((role, sources[mosaic])
                                                 for role, mosaic in images),
                       series=tuple(sources[mosaic] for mosaic in others))

    def _folder(self) -> str:
        """Return the folder of the outputs, above those that are named after polygons or dates."""
        return os.path.dirname(os.path.abspath(self.output.split("{", 1)[0] + "x"))

    @staticmethod
    def _fail(found: dict[str, str], failed: dict[str, str], progress: Progress) -> None:
        for name, reason in found.items():
            progress.warn(f"{name}: {reason}")
        failed.update(found)

    def _predicted(self, inputs: Inputs, areas: Sequence[Area], executor: Executor,
                   results: dict[str, Any], progress: Progress) -> dict[str, float]:
        """Predict the polygons of a scene, add to the results, and return what tiles took."""
        scene = open_scene(inputs, progress)
        found, failed = _pixels(areas, scene)
        self._fail(failed, results["failed"], progress)
        if not found:
            return {}
        outputs, spreads = (
            [path for pixels in found
             for path in _made(output_paths(pattern.replace("{name}", pixels.area.name), scene))]
            if pattern else [] for pattern in (self.output, self.uncertainty))
        plan = FusionTiles.of(
            self.method, self.parameters, inputs, scene, outputs, spreads, areas=found,
            side=self.settings.tile, memory=self.settings.memory_of_a_task(executor),
            float_output=self.settings.float_output)
        done = make_tiles(plan, executor, progress)
        results["outputs"] += done.outputs
        results["failed"].update(done.failed)
        results["scenes"] += len(found)
        return done.counts()


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

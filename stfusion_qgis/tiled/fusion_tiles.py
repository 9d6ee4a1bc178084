"""Predictions of a method in tiles."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any, TypeVar

from .. import blocks
from ..engine import block_writer, check_fusion
from ..errors import InputError
from ..images.area_pixels import AreaPixels
from ..images.inputs import Inputs
from ..images.object_stores import absolute
from ..images.polygon_labels import PolygonLabels
from ..images.provenance import Provenance
from ..images.raster import Raster
from ..images.scene import Scene
from ..images.window import Window, tiles
from ..images.writer import Writer
from ..methods import all_methods
from ..methods.given_guide import notes_of
from ..methods.method import Method
from ..methods.prediction import predict_window
from ..progress import Progress
from ..translation import tr
from .identity import identity_of
from .plan import SIDE, Images, PlannedTile, TilePlan
from .tile_files import memory_path

T = TypeVar("T")


def _repeated(items: Sequence[T], times: int) -> tuple[T, ...]:
    return tuple(item for item in items for _ in range(times))


@dataclass(frozen=True)
class FusionTiles(TilePlan):
    """The plan of a scene's prediction.

    Outputs are in the order of the areas, in each of them those of the prediction dates, then their
    uncertainties. method_id, parameters, scene: what is computed. with_uncertainties: whether these
    are outputs. memory: bytes that a task may take, 0 for any. float_output: whether float32 is
    written instead of the fine image's data type.
    """

    method_id: str = ""
    parameters: Any = None
    scene: Scene = None  # type: ignore[assignment]
    with_uncertainties: bool = False
    memory: int = 0
    float_output: bool = False

    @classmethod
    def of(cls, method: Method, parameters: Any, inputs: Inputs, scene: Scene,
           outputs: Sequence[str], uncertainties: Sequence[str] = (), *, side: int = SIDE,
           areas: Sequence[AreaPixels] = (), memory: int = 0, float_output: bool = False,
           ) -> FusionTiles:
        """Return the plan for a scene that was opened from `inputs`.

        areas: several, each of which gets outputs and uncertainties of its own, in this order; ()
        for the wanted pixels of the scene.
        """
        areas = areas or [scene.wanted]
        dates = len(outputs) // len(areas)
        paths: list[str] = []
        for number in range(len(areas)):
            own = slice(number * dates, (number + 1) * dates)
            paths += [*outputs[own], *uncertainties[own]]
        each = len(paths) // len(areas)
        identities = [identity_of(method, parameters, replace(inputs, area=area.area), scene)
                      for area in areas]
        return cls(tuple(map(absolute, paths)), _repeated(areas, each),
                   _repeated(identities, each), side, method.id, parameters, scene,
                   bool(uncertainties), memory, float_output)

    @property
    def method(self) -> Method:
        """Return the method, as this process knows it."""
        return all_methods()[self.method_id]

    def check(self) -> None:
        check_fusion(self.method, self.scene, self.parameters)
        if self.with_uncertainties and not self.method.offers_uncertainty(self.parameters):
            raise InputError(tr("{method} gives no uncertainty.").format(
                method=self.method.name(self.parameters)))

    def prepare(self, progress: Progress) -> Any:
        return self.method.prepare(self.scene, self.parameters, progress)

    def title(self, shared: Any) -> str:
        return tr("{method} on {backend}").format(
            method=self.method.name(self.parameters), backend=self.method.backend(shared))

    def report(self, shared: Any) -> str:
        return self.method.backend(shared)

    @property
    def read(self) -> list[Raster | PolygonLabels]:
        return self.scene.layers_read

    def writers(self, shared: Any, tile: PlannedTile) -> list[Writer]:
        grid, notes = self.scene.grid.subgrid(tile.window), notes_of(
            self.method, self.scene, shared)
        found = []
        for output in tile.outputs:
            spread, date = divmod(output % self._of_an_area, len(self.scene.coarse_predictions))
            made = Provenance.of(self.method_id, str(self.method.reference),
                                 asdict(self.parameters), self.scene, date).to_metadata(
                                     uncertainty=bool(spread))
            found.append(block_writer(memory_path(), self.scene, self.float_output or bool(spread),
                                      {**made, **notes}, deviations=bool(spread), grid=grid))
        return found

    @property
    def _of_an_area(self) -> int:
        return len(self.scene.coarse_predictions) * (1 + self.with_uncertainties)

    def blocks(self, shared: Any, tile: PlannedTile, progress: Progress,
               ) -> Iterator[tuple[Window, Images]]:
        scene, area = self.scene, self.areas[tile.outputs[0]]
        halo = self.method.halo(self.parameters, scene)
        side = blocks.fitting(scene, halo, 1, self.memory).side
        for part in tiles(tile.window.rows, tile.window.columns, side):
            window = part.moved(tile.window.row, tile.window.column)
            predictions = predict_window(
                self.method, scene, self.parameters, shared, window, wanted=area.inside(window),
                check=progress.check, uncertainty=self.with_uncertainties)
            images = [(each.values, each.valid) for each in predictions]
            if self.with_uncertainties:
                images += [(deviations, each.valid) for each in predictions
                           if (deviations := each.uncertainty) is not None]
            yield part, [images[output % self._of_an_area] for output in tile.outputs]

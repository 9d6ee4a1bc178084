"""The dates of a season by any method of the plugin, each pixel from pairs that are clear there."""

from __future__ import annotations

import datetime
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from .. import engine
from ..errors import InputError
from ..images.guessing import SAME_DATE_DAYS, Candidate
from ..images.inputs import Inputs
from ..images.raster import Raster
from ..images.roles import REFERENCE, Role
from ..images.scene_opening import open_scene
from ..images.source import Source
from ..methods import all_methods
from ..methods.method import Method
from ..progress import Progress
from ..translation import tr
from .dated_images import DatedImages
from .pair_choice import images_for
from .season_request import SeasonRequest
from .season_scene import SeasonScene
from .unpredicted_pixels import ClearSample, UnpredictedPixels

_ROUNDS = 3
"""How often a date is predicted from other pairs at the most, for pixels that are left."""


class FromPairs(NamedTuple):
    """A file of a date, in the fine image's unit, and the numbers of its pairs' fine images."""

    path: str
    fine: tuple[int, ...]


def predicted_by_method(request: SeasonRequest, season: SeasonScene, days: Sequence[int],
                        folder: str, settings: engine.Settings, progress: Progress,
                        ) -> dict[int, list[FromPairs]]:
    """Predict the days for which there are images, and return the files of each.

    Each is predicted from the pairs on both sides of it that are clear enough, and without the
    fine image of its own date; and again, for pixels where not all of these are clear, from the
    pairs that are. A day that cannot be predicted is told of, and left out.
    """
    steps = _Steps.of(request, season, folder, settings)
    found: dict[int, list[FromPairs]] = {}
    for number, day in enumerate(days):
        part = progress.part(number / len(days), (number + 1) / len(days))
        try:
            for prediction in steps.rounds(day, part):
                found.setdefault(day, []).append(prediction)
        except InputError as error:
            if day not in found:
                progress.warn(tr("{date} is predicted by the smoother: {reason}").format(
                    date=_text(day), reason=error))
    return found


@dataclass(frozen=True)
class _Steps:
    """A method as the step between observations.

    images: candidates. sources: theirs, by their ids. sample: where the fine ones are clear.
    """

    request: SeasonRequest
    season: SeasonScene
    method: Method
    folder: str
    settings: engine.Settings
    images: DatedImages
    sources: dict[str, Source]
    sample: ClearSample

    @classmethod
    def of(cls, request: SeasonRequest, season: SeasonScene, folder: str,
           settings: engine.Settings) -> _Steps:
        candidates: dict[str, list[Candidate]] = {"fine": [], "coarse": []}
        sources: dict[str, Source] = {}
        for kind, rasters, given in (("fine", season.scene.fine, season.fine),
                                     ("coarse", season.scene.coarse_predictions, season.coarse)):
            for number, (raster, source) in enumerate(zip(rasters, given)):
                one = _candidate(f"{kind} {number}", raster, kind)
                candidates[kind].append(one)
                sources[one.id] = source
        images = DatedImages(tuple(candidates["fine"]), tuple(candidates["coarse"]))
        return cls(request, season, all_methods()[request.method], folder, settings, images,
                   sources, ClearSample.of(season))

    def rounds(self, day: int, progress: Progress) -> Iterator[FromPairs]:
        """Predict a day, and what of it is left from other pairs.

        Raises:
            InputError: there is nothing it could be predicted from.
        """
        coarse = self._coarse_of(day)
        left = self.sample.unpredicted(self.images.coarse.index(coarse))
        tried: list[dict[Role, str]] = []
        for turn in range(_ROUNDS):
            chosen = self._chosen(coarse, left)
            pairs = {role: one.id for role, one in chosen.items()}
            if turn and (pairs in tried or not any(one.clear for one in chosen.values())):
                break
            tried.append(pairs)
            path = os.path.join(self.folder, f"method_{day}_{turn}.tif")
            self._predict(chosen, path, progress.part(turn / _ROUNDS, (turn + 1) / _ROUNDS))
            fine = tuple(number for number, one in enumerate(self.images.fine)
                         if one.id in pairs.values())
            yield FromPairs(path, fine)
            left = left.without(path, fine)
            if left.are_few():
                break

    def _chosen(self, coarse: Candidate, left: UnpredictedPixels) -> dict[Role, Candidate]:
        """Return the images that suit the pixels that are left."""
        fine = tuple(replace(one, clear=share)
                     for one, share in zip(self.images.fine, left.clear_shares()))
        parameters = self.request.parameters or self.method.Parameters()
        chosen = images_for(coarse, replace(self.images, fine=fine),
                            self.method.references(parameters))
        chosen.pop(REFERENCE, None)
        return chosen

    def _predict(self, chosen: dict[Role, Candidate], path: str, progress: Progress) -> None:
        request = self.request
        scene = open_scene(Inputs(
            tuple((role, self.sources[each.id]) for role, each in chosen.items()),
            options=replace(request.options, steady_days=0), area=request.area))
        engine.run(self.method, scene, request.parameters or self.method.Parameters(), [path],
                   settings=replace(self.settings, float_output=True), progress=progress)

    def _coarse_of(self, day: int) -> Candidate:
        near = min(self.images.coarse, key=lambda one: abs(_ordinal(one) - day), default=None)
        if near is None or abs(_ordinal(near) - day) > SAME_DATE_DAYS:
            raise InputError(tr("there is no coarse image within {days} days").format(
                days=SAME_DATE_DAYS))
        return near


def _ordinal(one: Candidate) -> int:
    return one.date.toordinal() if one.date else 0


def _text(day: int) -> str:
    return datetime.date.fromordinal(day).isoformat()


def _candidate(id: str, raster: Raster, kind: str) -> Candidate:
    return Candidate(id, raster.name, raster.grid.pixel_metres, len(raster.selection), raster.date,
                     raster.grid, None, None, kind)

"""The dates of a season by any method of the plugin, each pixel from pairs that are clear there."""

from __future__ import annotations

import datetime
import os
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple

from .. import engine
from ..errors import InputError
from ..images.guessing import SAME_DATE_DAYS, Candidate
from ..images.inputs import Inputs
from ..images.raster import Raster
from ..images.roles import COARSE_PREDICTION, GUIDE, REFERENCE, Role
from ..images.scene_opening import open_scene
from ..images.sensor_difference import is_asked_for
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

_DATES_AT_ONCE = 16  # of the same pairs; bounds the memory


class FromPairs(NamedTuple):
    """A file of a date, in the fine image's unit, and the numbers of its pairs' fine images."""

    path: str
    fine: tuple[int, ...]


def predicted_by_method(steps: MethodSteps, days: Sequence[int], progress: Progress,
                        ) -> dict[int, list[FromPairs]]:
    """Predict the days for which there are images, and return the files of each.

    A day that cannot be predicted is told of, and left out.
    """
    found, reasons = steps.predictions(days, progress)
    for day, reason in reasons.items():
        progress.warn(left_to_the_smoother(day, reason))
    return found


def left_to_the_smoother(day: int, reason: str) -> str:
    """Return what the user is told of a day that the method cannot predict."""
    return tr("{date} is predicted by the smoother: {reason}").format(
        date=datetime.date.fromordinal(day).isoformat(), reason=reason)


@dataclass
class _WantedDay:
    """A day that is to be predicted from its coarse image.

    left: pixels that are not predicted yet. tried: the pairs, by the ids of their images. found:
    what is predicted. finished: whether no other pairs are worth a try. reason: why they are not.
    """

    day: int
    coarse: Candidate
    left: UnpredictedPixels
    tried: list[dict[Role, str]] = field(default_factory=list)
    found: list[FromPairs] = field(default_factory=list)
    finished: bool = False
    reason: str = ""


@dataclass(frozen=True)
class MethodSteps:
    """A method as the step between observations.

    Each day is predicted from the pairs on both sides of it that are clear enough, and without the
    fine image of its own date; and again, for pixels where not all of these are clear, from the
    pairs that are.

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
           settings: engine.Settings) -> MethodSteps:
        """Sort out the images of a season, and read where they are clear."""
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

    def predictions(self, days: Sequence[int], progress: Progress,
                    ) -> tuple[dict[int, list[FromPairs]], dict[int, str]]:
        """Predict days, and return the files of each; and why, of those that have none."""
        wanted, reasons = [], {}
        for day in days:
            try:
                wanted.append(self._begin(day))
            except InputError as error:
                reasons[day] = str(error)
        for turn in range(_ROUNDS):
            of_turn = progress.part(turn / _ROUNDS, (turn + 1) / _ROUNDS)
            groups = list(self._groups([one for one in wanted if not one.finished]))
            for number, (chosen, group) in enumerate(groups):
                self._predict(chosen, group, of_turn.part(
                    number / len(groups), (number + 1) / len(groups)))
        reasons.update((one.day, one.reason) for one in wanted if not one.found)
        return {one.day: one.found for one in wanted if one.found}, reasons

    def _begin(self, day: int) -> _WantedDay:
        """Return a day of which nothing is predicted yet.

        Raises:
            InputError: there is nothing it could be predicted from.
        """
        coarse = self._coarse_of(day)
        return _WantedDay(day, coarse, self.sample.unpredicted(self.images.coarse.index(coarse)))

    def _groups(self, wanted: Iterable[_WantedDay],
               ) -> Iterator[tuple[dict[Role, Candidate], list[_WantedDay]]]:
        """Yield the pairs that suit days next, with all days that they suit.

        These are predicted together, which is cheaper and gives each the same pixels.
        """
        groups: dict[Hashable, tuple[dict[Role, Candidate], list[_WantedDay]]] = {}
        for one in wanted:
            chosen = self._chosen(one.coarse, one.left)
            pairs = {role: image.id for role, image in chosen.items()}
            if one.tried and (pairs in one.tried
                              or not any(image.clear for image in chosen.values())):
                one.finished = True
                continue
            one.tried.append(pairs)
            alone = None if self._may_share(chosen) else one.day
            key = (*sorted(pairs.items()), one.coarse.grid, alone)
            groups.setdefault(key, (chosen, []))[1].append(one)
        for chosen, days in groups.values():
            for first in range(0, len(days), _DATES_AT_ONCE):
                yield chosen, days[first:first + _DATES_AT_ONCE]

    def _predict(self, chosen: dict[Role, Candidate], group: Sequence[_WantedDay],
                progress: Progress) -> None:
        """Predict days from the same pairs; where one of them cannot be, the others still are."""
        paths = [os.path.join(self.folder, f"method_{one.day}_{len(one.found)}.tif")
                 for one in group]
        try:
            self._run(chosen, group, paths, progress)
        except InputError as error:
            for one in group:
                if len(group) > 1:
                    self._predict(chosen, [one], progress)
                else:
                    one.finished, one.reason = True, str(error)
            return
        fine = tuple(number for number, image in enumerate(self.images.fine)
                     if image.id in {one.id for one in chosen.values()})
        for one, path in zip(group, paths):
            one.found.append(FromPairs(path, fine))
            one.left = one.left.without(path, fine)
            one.finished = one.left.are_few()

    @property
    def _parameters(self) -> Any:
        request, guide = self.request, self.request.guide_used
        return (request.parameters if guide is None else guide.parameters_for(
            self.method, request.parameters)) or self.method.Parameters()

    def _may_share(self, chosen: dict[Role, Candidate]) -> bool:
        """Say whether other days change nothing of how the images of one are brought together.

        Nor of the weight of a guide, which is found for all dates of a run: so the prediction of a
        date is the same whichever others are wanted.
        """
        options, guide = self.request.options, self.request.guide_used
        return not is_asked_for(options) and not (
            guide is not None and guide.is_weighed_by(self.method)) and (
            not options.coregister or any(role.is_coarse for role in chosen))

    def _chosen(self, coarse: Candidate, left: UnpredictedPixels) -> dict[Role, Candidate]:
        """Return the images that suit the pixels that are left."""
        fine = tuple(replace(one, clear=share)
                     for one, share in zip(self.images.fine, left.clear_shares()))
        chosen = images_for(coarse, replace(self.images, fine=fine),
                            self.method.references(self._parameters))
        chosen.pop(REFERENCE, None)
        chosen.pop(COARSE_PREDICTION)
        return chosen

    def _run(self, chosen: dict[Role, Candidate], group: Sequence[_WantedDay],
             paths: list[str], progress: Progress) -> None:
        request = self.request
        images = [(role, self.sources[each.id]) for role, each in chosen.items()]
        images += [] if request.guide_used is None else [(GUIDE, request.guide_used.source)]
        first, *others = [self.sources[one.coarse.id] for one in group]
        scene = open_scene(Inputs(
            (*images, (COARSE_PREDICTION, first)), tuple(others),
            options=replace(request.options, steady_days=0), area=request.area))
        engine.run(self.method, scene, self._parameters, paths,
                   settings=replace(self.settings, float_output=True), progress=progress)

    def _coarse_of(self, day: int) -> Candidate:
        near = min(self.images.coarse, key=lambda one: abs(_ordinal(one) - day), default=None)
        if near is None or abs(_ordinal(near) - day) > SAME_DATE_DAYS:
            raise InputError(tr("there is no coarse image within {days} days").format(
                days=SAME_DATE_DAYS))
        return near


def _ordinal(one: Candidate) -> int:
    return one.date.toordinal() if one.date else 0


def _candidate(id: str, raster: Raster, kind: str) -> Candidate:
    return Candidate(id, raster.name, raster.grid.pixel_metres, len(raster.selection), raster.date,
                     raster.grid, None, None, kind)

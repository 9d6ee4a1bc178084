"""The dates of a season by any method of the plugin, each from the pairs that suit it."""

from __future__ import annotations

import datetime
import os
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from .. import engine
from ..errors import InputError
from ..images.guessing import SAME_DATE_DAYS, Candidate
from ..images.inputs import Inputs
from ..images.raster import Raster
from ..images.roles import REFERENCE
from ..images.scene_opening import open_scene
from ..images.source import Source
from ..methods import all_methods
from ..progress import Progress
from ..translation import tr
from .dated_images import DatedImages
from .pair_choice import images_for
from .season_request import SeasonRequest
from .season_scene import SeasonScene


@dataclass(frozen=True)
class MethodSteps:
    """Predicts days of a season by a method of the plugin.

    images: of the season, and sources by their ids. folder: for the predictions.
    """

    request: SeasonRequest
    parameters: Any
    images: DatedImages
    sources: dict[str, Source]
    folder: str

    @classmethod
    def of(cls, request: SeasonRequest, season: SeasonScene, folder: str) -> MethodSteps:
        """Sort out the images of a season."""
        shares = _clear_shares(season)
        candidates: dict[str, list[Candidate]] = {"fine": [], "coarse": []}
        by_id: dict[str, Source] = {}
        for kind, rasters, sources in (("fine", season.scene.fine, season.fine),
                                       ("coarse", season.scene.coarse_predictions, season.coarse)):
            for number, (raster, source) in enumerate(zip(rasters, sources)):
                one = _candidate(f"{kind} {number}", raster, kind,
                                 shares[number] if kind == "fine" else None)
                candidates[kind].append(one)
                by_id[one.id] = source
        images = DatedImages(*(tuple(candidates[kind]) for kind in ("fine", "coarse")))
        parameters = request.parameters or all_methods()[request.method].Parameters()
        return cls(request, parameters, images, by_id, folder)

    def predict(self, day: int, settings: engine.Settings, progress: Progress) -> str:
        """Predict a day, and return the file, in the fine image's unit.

        It is predicted from the pairs on both sides of it that are clear enough, and without the
        fine image of its own date.

        Raises:
            InputError: it cannot be predicted.
            Cancelled: through `progress`.
        """
        method = all_methods()[self.request.method]
        chosen = images_for(_coarse_of(day, self.images), self.images,
                            method.references(self.parameters))
        chosen.pop(REFERENCE, None)
        scene = open_scene(Inputs(
            tuple((role, self.sources[each.id]) for role, each in chosen.items()),
            options=replace(self.request.options, steady_days=0), area=self.request.area))
        path = os.path.join(self.folder, f"method_{day}.tif")
        engine.run(method, scene, self.parameters, [path],
                   settings=replace(settings, float_output=True), progress=progress)
        return path


def predicted_by_method(steps: MethodSteps, days: Sequence[int], settings: engine.Settings,
                        progress: Progress) -> dict[int, str]:
    """Predict the days for which there are images, one after another, and return the files.

    A day that cannot be predicted is told of, and left out.
    """
    found = {}
    for number, day in enumerate(days):
        part = progress.part(number / len(days), (number + 1) / len(days))
        try:
            found[day] = steps.predict(day, settings, part)
        except InputError as error:
            progress.warn(left_to_the_smoother(day, str(error)))
    return found


def left_to_the_smoother(day: int, reason: str) -> str:
    """Return what the user is told of a day that the method cannot predict."""
    return tr("{date} is predicted by the smoother: {reason}").format(
        date=datetime.date.fromordinal(day).isoformat(), reason=reason)


def _coarse_of(day: int, images: DatedImages) -> Candidate:
    near = min(images.coarse, key=lambda one: abs(_ordinal(one) - day), default=None)
    if near is None or abs(_ordinal(near) - day) > SAME_DATE_DAYS:
        raise InputError(tr("there is no coarse image within {days} days").format(
            days=SAME_DATE_DAYS))
    return near


def _ordinal(one: Candidate) -> int:
    return one.date.toordinal() if one.date else 0


def _candidate(id: str, raster: Raster, kind: str, clear: float | None) -> Candidate:
    return Candidate(id, raster.name, raster.grid.pixel_metres, len(raster.selection), raster.date,
                     raster.grid, None, clear, kind)


def _clear_shares(season: SeasonScene) -> list[float]:
    """Return the clear share of each fine image, in the sample of the season."""
    windows = season.sample()
    total = sum(window.rows * window.columns for window in windows)
    return [sum(int(season.scene.aligned(raster, "bilinear").read(window).valid.sum())
                for window in windows) / total for raster in season.scene.fine]

"""Scenes that stay open from one preview to the next, with the states of methods."""

from __future__ import annotations

import dataclasses
import threading
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import numpy as np

from ...caches import Latest
from ...images.checks import RESAMPLED
from ...images.grid import Grid
from ...images.inputs import Inputs
from ...images.roles import GUIDE
from ...images.scene import Scene
from ...images.scene_opening import open_scene, open_source
from ...images.source import Source
from ...images.window import Window
from ...methods.method import Method
from ...methods.prediction import predict_window
from ...parameters import check
from ...progress import Progress
from ...remedies import Remedy
from ..request import Entry
from .reductions import Reductions, reduced_parameters, version_of

_SCENES = 8  # at the resolution of the screen and at full resolution
_STATES = 16


@dataclass(frozen=True)
class Ready:
    """A scene with a method's state, from which any part of the prediction can be made.

    key: of images, method and parameters; equal keys have equal predictions.
    parameters: at the scene's resolution.
    warnings: of the opening of the scene. remedies: of these, by their texts.
    """

    key: tuple
    scene: Scene
    method: Method
    parameters: Any
    state: Any
    warnings: tuple[str, ...] = ()
    remedies: Mapping[str, Remedy] = field(default_factory=dict)

    def predict(self, window: Window, check: Callable[[], None]) -> np.ndarray:
        """Return the prediction in a window of the scene's grid: float32, NaN where invalid."""
        prediction = predict_window(self.method, self.scene, self.parameters, self.state, window,
                                    check=check)[0]
        return np.where(prediction.valid, prediction.values, np.float32(np.nan))


class _Opened(NamedTuple):
    """A scene, and what came up when it was opened."""

    scene: Scene
    warnings: tuple[str, ...]
    remedies: Mapping[str, Remedy]


class OpenScenes:
    """Scenes at the resolutions of previews, and the states that methods prepared for them."""

    def __init__(self) -> None:
        self._reductions = Reductions()
        self._scenes: Latest[tuple, _Opened] = Latest(_SCENES)
        self._ready: Latest[tuple, Ready] = Latest(_STATES)
        self._opening = threading.Lock()

    def ready(self, inputs: Inputs, entry: Entry, lead: Grid | None, factor: int,
              progress: Progress) -> Ready:
        """Return the scene of an entry, prepared.

        lead: the fine grid, None for a factor of 1. factor: see `reduction_factor`.

        Raises:
            InputError: an image is missing or cannot be used.
            Cancelled: through `progress`.
        """
        parameters = reduced_parameters(entry.parameters, factor)
        check(parameters)
        key, opened = self._scene(inputs, entry, lead, factor, progress)
        key = (key, entry.method.id, parameters)
        ready = self._ready.get(key)
        if ready is None:
            state = entry.method.prepare(opened.scene, parameters, progress)
            ready = Ready(key, opened.scene, entry.method, parameters, state, opened.warnings,
                          opened.remedies)
            self._ready.put(key, ready)
        return ready

    def _scene(self, inputs: Inputs, entry: Entry, lead: Grid | None, factor: int,
              progress: Progress) -> tuple[tuple, _Opened]:
        taken = inputs.taken(entry.method.references(entry.parameters))
        entry.method.check_references(taken.given, entry.parameters)
        key = (tuple((role, *version_of(source)) for role, source in taken.images),
               inputs.options, factor)
        with self._opening:  # who waits here will find the scene open
            known = self._scenes.get(key)
            if known is None:
                listening = progress.collecting()
                scene = open_scene(self._reduced(taken, lead, factor, progress), listening, factor)
                known = _Opened(scene, tuple(listening.warnings), listening.remedies)
                self._scenes.put(key, known)
        return key, known

    def _reduced(self, inputs: Inputs, lead: Grid | None, factor: int, progress: Progress
                 ) -> Inputs:
        """Return inputs at the resolution of a preview."""
        options = inputs.options
        return dataclasses.replace(
            inputs, images=tuple(
                (role, source if role == GUIDE else self.reduced(source, lead, factor, progress))
                for role, source in inputs.images),  # a guide may be labels: it is averaged later
            options=dataclasses.replace(
                options, ratio=options.ratio and options.ratio / factor,
                upscaling=options.upscaling and options.upscaling // factor))

    def reduced(self, source: Source, lead: Grid | None, factor: int, progress: Progress
                ) -> Source:
        """Return an image for previews: averaged if it is about as fine as the fine grid."""
        if factor == 1 or lead is None:
            return source
        raster = open_source(source)
        side = lead.pixel_side_in(raster.grid)
        if side is None or side < 1 / RESAMPLED:
            return source
        return self._reductions.reduced(source, lead, factor, progress)

    def rest(self, used: Iterable[Scene]) -> None:
        """Forget the pixels of scenes that are not in use, and the states of closed scenes."""
        used, scenes = list(used), [
            opened.scene for _, opened in self._scenes.items()]
        for scene in scenes:
            if not _among(scene, used):
                scene.forget_tiles()
        for key, ready in self._ready.items():
            if not _among(ready.scene, scenes):
                self._ready.discard(key)

    def close(self) -> None:
        """Let go of all images."""
        self._scenes.clear()
        self._ready.clear()
        self._reductions.close()


def _among(scene: Scene, others: list[Scene]) -> bool:
    return any(scene is other for other in others)

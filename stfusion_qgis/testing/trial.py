"""A method that is tried on small scenes with a certain number of reference pairs."""

from __future__ import annotations

import dataclasses
import tempfile
from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np

from .. import engine
from ..images.area import Area
from ..images.image import Block, Prediction
from ..images.scene import Scene
from ..methods.method import Method
from ..parameters import FINE_PIXELS, descriptions
from ..progress import Progress
from .small_scenes import SmallImages, make_images, read_tif

_SMALL_WINDOW = 11  # fine pixels: so that the scenes are wider than the windows


class Trial:
    """A method and a number of reference pairs that it takes.

    method: to be tried. pairs: how many it gets; 0 lets it make a fine grid of its own.
    """

    def __init__(self, method: Method, pairs: int,
                 parameters: Callable[[int], Any] | None = None, guided: bool = False):
        """parameters: of a number of pairs; by default those that the method has by default.

        guided: whether it gets a guide.
        """
        self.method, self.pairs, self.guided = method, pairs, guided
        self._parameters = parameters

    @property
    def given_parameters(self) -> Any:
        """Return the parameters as an author gives them."""
        return self._parameters(self.pairs) if self._parameters else self.method.Parameters()

    @property
    def parameters(self) -> Any:
        """Return the parameters with a window that suits small images."""
        given = self.given_parameters
        described = descriptions(given)
        if "window_size" in described and described["window_size"].unit == FINE_PIXELS:
            return dataclasses.replace(given, window_size=_SMALL_WINDOW)
        return given

    @property
    def offers_uncertainty(self) -> bool:
        """Say whether it returns an uncertainty."""
        return self.method.offers_uncertainty(self.given_parameters)

    def make_images(self, **options: Any) -> SmallImages:
        """Return the images that it takes, those of `small_scenes.make_images`."""
        return self.suited(make_images(pairs=max(self.pairs, 1), guided=self.guided, **options))

    @cached_property
    def usual(self) -> tuple[SmallImages, np.ndarray]:
        """Return the images of one date, and their prediction, with which others are compared."""
        images = self.make_images()
        prediction = self.predict(images)
        prediction.flags.writeable = False
        return images, prediction

    def suited(self, images: SmallImages) -> SmallImages:
        """Return only those of the images that it takes."""
        return dataclasses.replace(images, fine=images.fine[:self.pairs],
                                   coarse=images.coarse[:self.pairs] if self.method.paired else [])

    def open(self, images: SmallImages, folder: Path, resampled: bool = False,
             area: Area | None = None) -> Scene:
        """Return the scene of the images, whose files go into a folder."""
        return images.open(folder, resampled, area=area,
                           upscaling=None if self.pairs or self.guided else images.ratio)

    def fuse_alone(self, images: SmallImages, folder: Path) -> tuple[Block, list[Prediction]]:
        """Return what `fuse` itself makes of the whole scene as one block, and that block.

        The engine does not come between, which writes no number where nothing can be known.
        """
        scene, parameters = self.open(images, folder), self.parameters
        state = self.method.prepare(scene, parameters, Progress())
        block = scene.read(scene.grid.whole(), self.method.halo(parameters, scene),
                           self.method.interpolation(parameters))
        block.uncertainty_wanted = self.offers_uncertainty
        return block, self.method.fuse(block, state)

    def fuse(self, images: SmallImages, settings: engine.Settings | None = None,
             progress: Progress | None = None, parameters: Any = None,
             resampled: bool = False, area: Area | None = None) -> np.ndarray:
        """Return the predictions (dates, bands, rows, columns), NaN where there is none.

        If the method offers an uncertainty, the bands of the uncertainty follow those of the
        values. resampled: give it the coarse images on the fine grid. area: None for everything.
        """
        dates = range(len(images.predictions))
        with tempfile.TemporaryDirectory(prefix="stfusion-check-") as name:
            folder = Path(name)
            outputs = [str(folder / f"values{i}.tif") for i in dates]
            spreads = [str(folder / f"uncertainty{i}.tif") for i in dates]
            if not self.offers_uncertainty:
                spreads = []
            engine.run(self.method, self.open(images, folder, resampled, area),
                       parameters or self.parameters, outputs, uncertainties=spreads,
                       settings=settings, progress=progress)
            return np.stack([np.concatenate([read_tif(path) for path in paths])
                             for paths in zip(outputs, *([spreads] if spreads else []))])

    def predict(self, images: SmallImages, **options: Any) -> np.ndarray:
        """Return the prediction of the first date (bands, rows, columns); options as for `fuse`."""
        return self.fuse(images, **options)[0, :len(images.truth)]

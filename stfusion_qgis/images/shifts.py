"""Shifts of a scene's images: what the user is told of them, and coarse images moved back."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from ..progress import Progress
from ..remedies import Remedy
from ..translation import tr
from .coregistration import Shift, find_shift
from .fine_shift import fine_shift
from .grid import Grid
from .raster import Raster
from .scene import Scene
from .window import Window

# Side of the window in which a shift is looked for, in coarse pixels, and at most in fine ones.
_SEEN_IN = 64
_WINDOW = 2400
_FINE_WINDOW = 512  # of fine images, likewise

_NOTABLE_GAIN = 0.02  # of correlation: worth a warning
_NOTABLE_PIXELS = 1.0  # by which fine images lie apart: likewise


def coregistered(scene: Scene, progress: Progress, averaged: int) -> Scene:
    """Return the scene with the coarse images moved back, if wanted; report their shift."""
    fine, coarse = scene.fine[0], (scene.coarse + scene.coarse_predictions)[0]
    shift = _shift(scene, fine, coarse, progress)
    gain = shift.corrected - shift.correlation
    correlations = {"before": shift.correlation, "after": shift.corrected}
    described = tr(
        "{coarse} lies {places} of {fine} (correlation {before:.3f}, {after:.3f} when moved)"
    ).format(coarse=coarse.name, fine=fine.name, places=_places(
        shift.rows * averaged, shift.columns * averaged), **correlations)
    if scene.options.coregister and shift.believable:
        progress.info(tr("{shift}: corrected").format(shift=described))
        return replace(scene, shift=(shift.rows, shift.columns))
    if shift.believable and gain > _NOTABLE_GAIN:
        progress.warn(tr("{shift}: consider to turn on 'Correct a shift of the coarse images'"
                         ).format(shift=described), Remedy(tr("Correct it"), {"coregister": True}))
    elif scene.options.coregister and gain > _NOTABLE_GAIN:
        progress.warn(tr(
            "{coarse} is left where it is, as the images do not show clearly how far it is shifted "
            "(correlation {before:.3f}, {after:.3f} when moved). Mask clouds, give the scale ratio "
            "if the image was resampled, and check that the bands belong together.").format(
                coarse=coarse.name, **correlations))
    elif scene.options.coregister:
        progress.info(tr("{coarse} shows no shift that is worth correcting (correlation "
                         "{before:.3f})").format(coarse=coarse.name, **correlations))
    return scene


def warn_of_fine_shifts(scene: Scene, progress: Progress, averaged: int = 1) -> None:
    """Warn of fine images that lie pixels beside the first one; averaged: as for `open_scene`."""
    if len(scene.fine) < 2:
        return
    window = _centre(scene.grid, _FINE_WINDOW)
    first, *others = (scene.aligned(raster, "bilinear") for raster in scene.fine)
    image = first.read(window)
    for raster, other in zip(scene.fine[1:], others):
        progress.check()
        shift = -fine_shift(image, other.read(window))
        if np.hypot(*shift) >= _NOTABLE_PIXELS:
            down, right = (shift * averaged).tolist()
            progress.warn(tr(
                "{image} lies {places} of {first}: methods that take several pairs mix what lies "
                "at different places. Move it onto the other before, or use Blend, which does so "
                "by itself.").format(image=raster.name, places=_places(down, right),
                                     first=scene.fine[0].name))


def _places(down: float, right: float) -> str:
    """Return where an image lies that is shifted, such as "0.8 fine pixels too far left"."""
    words = []
    if round(abs(down), 1):
        words.append((tr("{number:.1f} fine pixels too far down") if down > 0 else
                      tr("{number:.1f} fine pixels too far up")).format(number=abs(down)))
    if round(abs(right), 1):
        words.append((tr("{number:.1f} fine pixels too far right") if right > 0 else
                      tr("{number:.1f} fine pixels too far left")).format(number=abs(right)))
    if len(words) == 2:
        return tr("{first} and {second}").format(first=words[0], second=words[1])
    return "".join(words)


def _shift(scene: Scene, fine: Raster, coarse: Raster, progress: Progress) -> Shift:
    """Return the shift of a coarse image, found in the middle of the scene."""
    ratio = scene.ratio or 1 / (scene.grid.pixel_side_in(coarse.grid) or 1.0)
    window = _centre(scene.grid, min(round(_SEEN_IN * ratio), _WINDOW))
    images = []
    for raster in (fine, coarse):
        progress.check()
        images.append(scene.aligned(raster, "bilinear").read(window))
    repeated = scene.grid.same_lattice(coarse.grid)
    return find_shift(images[0], images[1], ratio, repeated, progress.check)


def _centre(grid: Grid, size: int) -> Window:
    rows, columns = min(size, grid.rows), min(size, grid.columns)
    return Window((grid.rows - rows) // 2, (grid.columns - columns) // 2, rows, columns)

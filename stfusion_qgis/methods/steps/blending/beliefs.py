"""What was found out about a date, in words for the log."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from ....translation import mark, tr
from .date_model import DateModel
from .date_registration import Misregistration
from .members import DIFFERENCE, GLOBAL, LOCAL, PROCESS, SMOOTHED

_NAMES = {DIFFERENCE: mark("temporal difference"), LOCAL: mark("local regression"),
          GLOBAL: mark("regression on all bands"), PROCESS: mark("Gaussian process"),
          SMOOTHED: mark("Gaussian process, smoothed")}
_MUCH_NOISE = 0.5


def beliefs(name: str, model: DateModel, weights: np.ndarray,
            lies: Misregistration) -> Iterator[str]:
    """Yield lines about the prediction from a coarse image of some name.

    weights: of the members. lies: how the date lies on the pair.
    """
    observation, found = model.pairs.observation, model.disagreement
    yield tr("{layer}: the coarse sensor blurs by {blur:.2f} coarse pixels and sees the land "
             "{down:+.2f} down, {right:+.2f} right.").format(
                 layer=name, blur=observation.blur, down=observation.down,
                 right=observation.right)
    if any(lies.coarse) or any(lies.land):
        down, right = lies.in_pixels(model.pairs.cells.ratio)
        yield tr("{layer}: the coarse image lies {coarse_down:+.2f} down, {coarse_right:+.2f} "
                 "right of the pair, in coarse pixels, and the land {down:+.2f} down, "
                 "{right:+.2f} right, in fine pixels.").format(
                     layer=name, coarse_down=-lies.coarse[0], coarse_right=-lies.coarse[1],
                     down=-down, right=-right)
    if len(model.parts) > 1:
        yield tr("{layer}: parts of the pairs: {parts}.").format(layer=name, parts=", ".join(
            f"{part:.0%}" for part in model.parts.mean(axis=1)))
    if not found.passing.any():
        yield tr("{layer}: the sensors agree.").format(layer=name)
    else:
        yield tr("{layer}: {share:.0%} of the local difference between the sensors returns; "
                 "{noise:.0%} of the coarse change is noise.").format(
                     layer=name, share=float(found.lasting.sum(axis=0).mean()),
                     noise=float(model.noise.clip(0, 1).mean()))
    if model.noise.mean() > _MUCH_NOISE:
        yield tr("{layer}: the images of the pair differ by more than the land has changed. "
                 "A second pair would help.").format(layer=name)
    yield tr("{layer}: weights: {weights}.").format(layer=name, weights=", ".join(
        f"{tr(_NAMES[i])} {weight:.2f}" for i, weight in enumerate(weights)))

"""What was found out about a date, in words for the log."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from ....translation import mark, tr
from .date_model import DateModel
from .date_registration import Registration
from .members import DIFFERENCE, GLOBAL, LOCAL, PROCESS, SMOOTHED

_NAMES = {DIFFERENCE: mark("temporal difference"), LOCAL: mark("local regression"),
          GLOBAL: mark("regression on all bands"), PROCESS: mark("Gaussian process"),
          SMOOTHED: mark("Gaussian process, smoothed")}
_MUCH_NOISE = 0.5


def beliefs(name: str, model: DateModel, weights: np.ndarray,
            lies: Registration) -> Iterator[str]:
    """Yield lines about the prediction from a coarse image of some name.

    weights: of the members. lies: what images are moved by.
    """
    observation, found = model.pairs.observation, model.disagreement
    yield tr("{layer}: the coarse sensor blurs by {blur:.2f} coarse pixels and sees the land "
             "{down:+.2f} down, {right:+.2f} right.").format(
                 layer=name, blur=observation.blur, down=observation.down,
                 right=observation.right)
    if any(lies.after):
        yield tr("{layer}: so that images lie on each other, it is moved {down:+.2f} down, "
                 "{right:+.2f} right, in coarse pixels.").format(
                     layer=name, down=-lies.after[0], right=-lies.after[1])
    if any(map(any, lies.fine)):
        yield tr("{layer}: fine images are moved to where its land lies, in fine pixels down and "
                 "right: {shifts}.").format(layer=name, shifts="; ".join(
                     f"{-down:+.1f} {-right:+.1f}" for down, right in lies.fine))
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

"""The scaling of a network's values by the deviations of a scene, and back, while it is trained."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from ...images.roles import Role
from ...networks.contract import Term
from .series import Series


@dataclass(frozen=True)
class SeriesScale:
    """Mean and standard deviation of each band of the lead image, float32 (bands,)."""

    mean: np.ndarray
    deviation: np.ndarray

    def of(self, bands: slice) -> SeriesScale:
        """Return the scale of some of the bands."""
        return SeriesScale(self.mean[bands], self.deviation[bands])

    def apply(self, term: Term, images: Mapping[Role, np.ndarray]) -> np.ndarray:
        """Return an image, or the difference of two, in deviations of the bands."""
        values = value_of(term, images)
        if term.subtracted is None:
            values = values - self.mean[:, None, None]
        return values / self.deviation[:, None, None]


def value_of(term: Term, images: Mapping[Role, np.ndarray]) -> np.ndarray:
    """Return an image, or the difference of two, (bands, rows, columns) in its unit."""
    if term.subtracted is None:
        return images[term.image]
    return images[term.image] - images[term.subtracted]


def masked_roles(terms: Sequence[Term]) -> set[Role]:
    """Return the images of pairs in whose gaps a network predicts, as it is told of them."""
    masked = {term.image for term in terms if term.mask and term.image.pair is not None}
    return masked | {role.partner for role in masked}


def scaled_input(terms: Sequence[Term], images: Mapping[Role, np.ndarray], scale: SeriesScale,
                 masks: Mapping[Role, np.ndarray]) -> np.ndarray:
    """Return the input of a network, float32 (channels, rows, columns).

    masks: where images are valid. What is made of images that are not there is 0.
    """
    shape = len(scale.mean), *next(iter(images.values())).shape[1:]
    planes = np.zeros((len(terms), *shape), np.float32)
    for plane, term in zip(planes, terms):
        if all(role in images for role in term.roles):
            plane[:] = masks[term.image] if term.mask else scale.apply(term, images)
    return planes.reshape(-1, *shape[1:])


def scaled_target(added: Sequence[Term], images: Mapping[Role, np.ndarray], truth: np.ndarray,
                  scale: SeriesScale) -> np.ndarray:
    """Return the output that a network should have for `truth`, float32 (bands, rows, columns).

    It is the truth less the images that are added to the output: a difference if there are any.
    """
    rest = truth - sum(value_of(term, images) for term in added)
    if not is_difference(added):
        rest = rest - scale.mean[:, None, None]
    return (rest / scale.deviation[:, None, None]).astype(np.float32)


def unscaled_output(added: Sequence[Term], images: Mapping[Role, np.ndarray], output: np.ndarray,
                    scale: SeriesScale) -> np.ndarray:
    """Return the prediction, (bands, rows, columns) in the unit of the images."""
    values = output * scale.deviation[:, None, None]
    if not is_difference(added):
        values = values + scale.mean[:, None, None]
    return values + sum(value_of(term, images) for term in added)


def is_difference(added: Sequence[Term]) -> bool:
    """Return whether a network gives the difference to an image, rather than an image."""
    return any(term.is_image for term in added)


def pooled_scale(series: Series, dates: Sequence[int]) -> SeriesScale:
    """Return the scale of a network whose lead is the fine image of a date, or those of several."""
    means, deviations = series.fine.mean[dates], series.fine.deviation[dates]
    mean = means.mean(axis=0)
    return SeriesScale(mean, np.sqrt((deviations ** 2 + (means - mean) ** 2).mean(axis=0)))


def coarse_scale(series: Series, date: int) -> SeriesScale:
    """Return the scale of a network whose lead is the coarse image of a date."""
    return SeriesScale(series.coarse.mean[date], series.coarse.deviation[date])


def simulated_scale(series: Series, date: int, ratio: float) -> SeriesScale:
    """Return the scale of a network whose lead is a simulated coarse image of a date.

    ratio: side of its pixels in fine ones; the larger they are, the less is their deviation.
    """
    ratios = list(series.deviations_of_means)
    known = np.array([deviations[date] for deviations in series.deviations_of_means.values()])
    deviation = [np.interp(np.log(ratio), np.log(ratios), band) for band in known.T]
    return SeriesScale(series.fine.mean[date], np.array(deviation, np.float32))

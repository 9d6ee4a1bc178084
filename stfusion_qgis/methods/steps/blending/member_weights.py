"""How much each member counts: by the noise, and by what predicts known images best."""

from __future__ import annotations

import numpy as np
from scipy.optimize import nnls

from ....images.cells import aggregate
from ....images.image import Image
from ....images.window import Window
from ....progress import Progress
from .date_model import Blended, DateModel, learn_date
from .land import ArrayLand, Land
from .members import MEMBERS, PROCESS
from .pair_observations import PairObservations, compared_cells, observe_pairs

# Found on the development images. Chosen with each set left out in turn, the error there is 0.4 %
# higher, geometric mean.
_PROCESS, _PROCESS_NOISY = 0.7, 0.5  # weight of both kinds of the process, without and with noise
_NOISY = 0.2  # part of the change's variance that counts as noisy
_PULL = 0.5  # of the weights beforehand
_ENOUGH = 10  # cells a side; one scale up likewise
_MOST_CELLS = 160  # a side that are looked at one scale up
_MOST_PIXELS = 640  # fine pixels a side of the part in which pairs are predicted from each other


def prior_weights(noise: np.ndarray) -> np.ndarray:
    """Return the weights of the members beforehand; noise: part of the change's variance."""
    noisy = np.clip(noise.mean() / _NOISY, 0, 1)
    of_process = _PROCESS + noisy * (_PROCESS_NOISY - _PROCESS)
    weights = np.full(len(MEMBERS), (1 - of_process) / PROCESS)
    weights[PROCESS:] = of_process / 2
    return weights


def weights_one_scale_up(model: DateModel, after: Image, radius: int,
                         progress: Progress) -> np.ndarray:
    """Return weights by which the members predict C_p from images coarser than C_1 and C_p.

    For one pair. What the sensor sees of F_1 plays the fine image, and means of some cells a side
    the coarse ones. Where there are few cells, the weights are those beforehand.
    """
    prior = prior_weights(model.noise)
    told = model.share >= 0.5
    window = compared_cells(told, 1, _MOST_CELLS, _MOST_CELLS)
    side = 4 if min(window.rows, window.columns) >= 48 else 3
    rows, columns = (size // side * side for size in window[2:])
    if min(rows, columns) // side < _ENOUGH:
        return prior
    place = Window(window.row + (window.rows - rows) // 2,
                   window.column + (window.columns - columns) // 2, rows, columns).slices

    def part(values: np.ndarray, valid: np.ndarray) -> Image:
        valid = (valid & told)[place]
        return Image(np.where(valid, values[(slice(None), *place)], 0).astype(np.float32), valid)

    fine = part(model.fine, told)
    wanted = part(model.fine + model.change, told)
    before = model.pairs.coarse[0]
    if not fine.valid.any():
        return prior
    land = ArrayLand([fine], side)
    upscaled = [_coarser(part(image.values, image.valid), side) for image in (before, after)]
    if not (upscaled[0].valid & upscaled[1].valid).any():
        return prior
    pairs = observe_pairs(land, upscaled[:1], fine.values[:, fine.valid], progress.part(0, 0.4))
    coarser = learn_date(pairs, upscaled[1], progress.part(0.4, 0.9))
    return near_prior(_errors(coarser, land, wanted, radius), prior)


def weights_from_other_dates(land: Land, pairs: PairObservations, noise: np.ndarray, radius: int,
                             progress: Progress) -> np.ndarray:
    """Return weights by which the members predict the fine image of each pair from the next one.

    In a part of the land that is large enough for it; of fewer cells nothing is learnt.
    """
    prior = prior_weights(noise)
    known = np.logical_and.reduce([image.valid for image in pairs.coarse]) & (
        pairs.seen.share >= 0.5)
    if not known.any():
        return prior
    window = compared_cells(known, land.cells.ratio, _MOST_CELLS, _MOST_PIXELS)
    if min(window.rows, window.columns) < _ENOUGH:
        return prior
    images = land.read(land.cells.fine_window(window))
    count, total, tried = len(images), np.zeros((len(MEMBERS), len(MEMBERS))), 0
    for k in range(count):
        other = (k + 1) % count
        alone, wanted = ArrayLand([images[k]], land.cells.ratio), images[other]
        both = alone.read(Window(0, 0, alone.rows, alone.columns))[0].valid & wanted.valid
        before, after = (_cut(pairs.coarse[i], window) for i in (k, other))
        if not both.any() or not (before.valid & after.valid).any():
            continue
        step = progress.part(k / count, (k + 1) / count)
        single = observe_pairs(alone, [before], images[k].values[:, images[k].valid],
                               step.part(0, 0.4), pairs.observation)
        model = learn_date(single, after, step.part(0.4, 0.9))
        total += _errors(model, alone, wanted, radius)
        tried += 1
    return near_prior(total / tried, prior) if tried else prior


def _cut(image: Image, window: Window) -> Image:
    return Image(image.values[(slice(None), *window.slices)], image.valid[window.slices])


def _coarser(image: Image, side: int) -> Image:
    means, count = aggregate(image, side)
    return Image(means.astype(np.float32), 2 * count >= side * side)


def _errors(model: DateModel, land: ArrayLand, wanted: Image, radius: int) -> np.ndarray:
    """Return the covariance of the members' errors about their means, the mean over bands.

    Each band counts alike.
    """
    window = Window(0, 0, land.rows, land.columns)
    images = land.read(window.grow(radius))
    errors = []
    for i in range(len(MEMBERS)):
        predicted = Blended(model, np.eye(len(MEMBERS))[i], radius).at(window, images)
        valid = predicted.valid & wanted.valid
        error = (predicted.values - wanted.values)[:, valid].astype(np.float64)
        errors.append(error - error.mean(axis=1, keepdims=True))
    products = np.einsum("kbn,lbn->bkl", errors, errors)
    sizes = np.trace(products, axis1=1, axis2=2)
    return np.mean([one / size if size > 0 else np.eye(len(MEMBERS)) / len(MEMBERS)
                    for one, size in zip(products, sizes)], axis=0)


def near_prior(errors: np.ndarray, prior: np.ndarray) -> np.ndarray:
    """Return the weights, at least 0 and of sum 1, of the least error and distance from the prior.

    errors: their covariance (members, members), of trace 1.
    """
    count = len(prior)
    root = np.linalg.cholesky(count * errors + 1e-8 * np.eye(count)).T
    system = np.vstack([root, np.sqrt(_PULL) * np.eye(count), 100 * np.ones((1, count))])
    found = nnls(system, np.concatenate([np.zeros(count), np.sqrt(_PULL) * prior, [100.0]]))[0]
    return found / found.sum()

"""FSDAF as the paper writes it, one pixel at a time, in double precision."""

from __future__ import annotations

import numpy as np

from stfusion_qgis.images.window import Window
from stfusion_qgis.kernels.thin_plate_spline import ThinPlateSpline


def cells_of(images):
    """Yield the row and column of each coarse cell and the slices of its fine pixels."""
    n, (above, left) = images.ratio, images.offset
    rows, columns = images.truth.shape[1:]
    for row, column in np.ndindex(images.coarse[0].shape[1:]):
        y, x = row * n - above, column * n - left
        yield row, column, np.s_[max(y, 0):min(y + n, rows), max(x, 0):min(x + n, columns)]


def abundances(images, labels, classes):
    """Return the abundances of the classes in each cell and how many pixels of it are known."""
    shape = images.coarse[0].shape[1:]
    fractions, counts = np.zeros((classes, *shape)), np.zeros(shape)
    for row, column, pixels in cells_of(images):
        found = labels[pixels][labels[pixels] >= 0]
        counts[row, column] = len(found)
        for k in range(classes):
            fractions[k, row, column] = (found == k).mean() if len(found) else 0
    return fractions, counts


def changes_of_classes(fractions, share, change, pure_pixels, discarded):
    """Return the change of each class (bands, classes), as long as no bound matters.

    share: how much each cell counts.
    """
    usable = share > 0
    f, c, weight = fractions[:, usable].T, change[:, usable], 1.0 * share[usable]
    amount = f * weight[:, None]
    result = []
    for band in c:
        cells = []
        for k in range(f.shape[1]):
            order = np.argsort(-amount[:, k], kind="stable")
            least = amount[order[min(pure_pixels, len(order)) - 1], k]
            pure = [i for i in order if amount[i, k] >= least - 1e-7 and f[i, k] >= 0.01]
            low, high = np.quantile(band[pure], [discarded, 1 - discarded])
            cells += [i for i in pure if low <= band[i] <= high]
        root = np.sqrt(weight[cells])
        solution = np.linalg.lstsq(f[cells] * root[:, None], band[cells] * root, rcond=None)[0]
        assert (solution >= band.min() - band.std()).all()
        assert (solution <= band.max() + band.std()).all()
        result.append(solution)
    return np.array(result)


def homogeneity(labels, radius):
    result = np.zeros(labels.shape)
    for y, x in np.argwhere(labels >= 0):
        window = labels[max(y - radius, 0):y + radius + 1, max(x - radius, 0):x + radius + 1]
        result[y, x] = (window == labels[y, x]).sum() / (window >= 0).sum()
    return result


def shares(residual, error, index):
    """Return what each pixel of one cell gets of its residual, in one band."""
    towards = error * residual > 0
    weight = np.where(towards, abs(error), 0) * index + abs(residual) * (1 - index + 1e-6)
    weight = weight / weight.mean() if weight.mean() > 0 else np.ones_like(weight)
    weight = np.where(weight > 10, 1, weight)
    return residual * weight / weight.mean()


def predict(images, labels, changes, residual, replaced, parameters):
    """Predict from the classes and their changes; fine 1 is NaN in all bands where invalid.

    residual: (bands, cell rows, cell columns). replaced: cells that count as homogeneous.
    """
    fine = images.fine[0].astype(float)
    bands, rows, columns = fine.shape
    after = images.predictions[0]
    spline = ThinPlateSpline(after, np.ones(after.shape[1:], bool), images.ratio, *images.offset)
    spatial = spline.at(Window(0, 0, rows, columns)).astype(float)
    index = homogeneity(labels, images.ratio // 2)
    change = np.full(fine.shape, np.nan)
    for row, column, pixels in cells_of(images):
        known = labels[pixels] >= 0
        for b in range(bands):
            temporal = changes[b][labels[pixels]][known]
            error = spatial[b][pixels][known] - fine[b][pixels][known] - temporal
            alike = np.ones(known.sum()) if replaced[row, column] else index[pixels][known]
            if known.any():
                change[b][pixels][known] = temporal + shares(residual[b, row, column], error, alike)
    return fine + similar_means(fine, change, parameters)


def similar_means(fine, change, parameters):
    """Average the change over the similar pixels of each pixel."""
    deviation = np.nanstd(fine, axis=(1, 2))
    radius = parameters.window_size // 2
    result = np.full(fine.shape, np.nan)
    for y, x in np.argwhere(np.isfinite(fine[0])):
        top, left = max(y - radius, 0), max(x - radius, 0)
        window = np.s_[:, top:y + radius + 1, left:x + radius + 1]
        v, u = np.mgrid[window[1:]]
        away = np.hypot(v - y, u - x)[:fine[window].shape[1], :fine[window].shape[2]]
        differences = (fine[window] - fine[:, y, x, None, None]) / deviation[:, None, None]
        distance = (differences ** 2).sum(axis=0) + (away / parameters.distance_scale) ** 2
        order = np.argsort(np.where(np.isnan(distance), np.inf, distance), axis=None)
        chosen = [i for i in order[:parameters.similar_pixels]
                  if np.isfinite(distance.ravel()[i])]
        weight = 1 / (1 + away.ravel()[chosen] / (parameters.window_size / 2))
        values = change[window].reshape(len(fine), -1)[:, chosen]
        result[:, y, x] = values @ weight / weight.sum()
    return result

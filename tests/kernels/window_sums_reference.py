"""Masked window sums as defined: pixel by pixel, summed in double precision."""

import numpy as np


def window_sums(similar, thresholds, planes, weights, valid, limits=None, margins=None,
                limit_centres=None, unweighted=None):
    groups, radius = len(planes), weights.shape[0] // 2
    rows, columns = (size - 2 * radius for size in valid.shape)
    none = np.empty((groups, 0, *valid.shape), np.float32)
    limits = none if limits is None else limits
    margins = np.empty((groups, 0), np.float32) if margins is None else margins
    limit_centres = limits if limit_centres is None else limit_centres
    unweighted = none if unweighted is None else unweighted
    if similar.ndim == 3:
        similar, thresholds = [similar] * groups, [thresholds] * groups
    weighted_sums = np.zeros((groups, planes.shape[1], rows, columns))
    plain_sums = np.zeros((groups, unweighted.shape[1], rows, columns))
    for y in range(rows):
        for x in range(columns):
            centre = (y + radius, x + radius)
            if not valid[centre]:
                continue
            window = np.s_[y:y + 2 * radius + 1, x:x + 2 * radius + 1]
            for g in range(groups):
                kept = valid[window].copy()
                for plane, threshold in zip(similar[g], thresholds[g]):
                    kept &= np.abs(plane[window] - plane[centre]) <= threshold
                for limit, at_centre, margin in zip(limits[g], limit_centres[g], margins[g]):
                    kept &= limit[window] < at_centre[centre] + margin
                kept[radius, radius] = True
                for m, plane in enumerate(planes[g]):
                    weighted_sums[g, m, y, x] = np.sum(
                        weights[kept].astype(float) * plane[window][kept])
                for u, plane in enumerate(unweighted[g]):
                    plain_sums[g, u, y, x] = np.sum(plane[window][kept], dtype=float)
    return weighted_sums, plain_sums

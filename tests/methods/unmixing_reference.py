"""Unmixing in a window, one coarse pixel at a time, and its classes' values at fine pixels."""

from __future__ import annotations

import numpy as np


def least_squares(fractions, values, prior, weight):
    """Minimise |values - fractions z|^2 + weight |z - prior|^2, for one band."""
    classes = fractions.shape[1]
    rows = np.vstack([fractions, np.sqrt(weight) * np.eye(classes)])
    return np.linalg.lstsq(rows, np.append(values, np.sqrt(weight) * prior), rcond=None)[0]


def unmix(fractions, values, parameters):
    """Return the values of the classes (classes, bands, cell rows, cell columns)."""
    classes, rows, columns = fractions.shape
    radius = parameters.window_size // 2
    result = np.zeros((classes, len(values), rows, columns))
    for b, band in enumerate(values):
        weight = parameters.regularisation * rows * columns / classes
        whole = least_squares(fractions.reshape(classes, -1).T, band.ravel(),
                              np.full(classes, band.mean()), weight)
        for row, column in np.ndindex(rows, columns):
            window = np.s_[max(row - radius, 0):row + radius + 1,
                           max(column - radius, 0):column + radius + 1]
            a = fractions[(slice(None), *window)].reshape(classes, -1).T
            weight = parameters.regularisation * len(a) / classes
            result[:, b, row, column] = least_squares(a, band[window].ravel(), whole, weight)
    return result


def at_pixels(values, labels, ratio):
    """Return the value of each pixel's class, linear between the centres of cells."""
    _, bands, rows, columns = values.shape
    result = np.zeros((bands, *labels.shape))
    for y, x in np.ndindex(labels.shape):
        row = np.clip((y + 0.5) / ratio - 0.5, 0, rows - 1)
        column = np.clip((x + 0.5) / ratio - 0.5, 0, columns - 1)
        for i in range(rows):
            for j in range(columns):
                near = max(1 - abs(row - i), 0) * max(1 - abs(column - j), 0)
                result[:, y, x] += near * values[labels[y, x], :, i, j]
    return result

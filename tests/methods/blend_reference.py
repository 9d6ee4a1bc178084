"""Blend's Gaussian process by its definition: all fine pixels at once, in dense matrices."""

import numpy as np


def kernel(places, spectra, variances):
    """Return the covariance of fine pixels.

    places: (n, 2), in cells. spectra: features (n, features) and bands (n, bands).
    """
    distance = np.abs(places[:, None] - places)
    features, bands = spectra
    near = np.exp(-distance.sum(axis=-1) / 4)
    return (variances[0] * np.exp(-0.5 * (distance ** 2).sum(axis=-1) / 64)
            + variances[1] * np.exp(-distance.sum(axis=-1))
            + variances[2] * features @ features.T
            + variances[3] * features @ features.T * near
            + variances[4] * bands @ bands.T * near)


def posterior_change(places, spectra, operator, variances, noise, change):
    """Return the mean of the change of fine pixels (n, bands) when cells have been seen.

    operator: (cells, n), of sum 1. change: of the cells (cells, bands). noise: (cells, cells).
    """
    covariance = kernel(places, spectra, variances)
    seen = operator @ covariance @ operator.T + noise
    return covariance @ operator.T @ np.linalg.solve(seen, change)

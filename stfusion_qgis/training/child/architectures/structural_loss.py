"""The structural loss of two images: one minus their multi-scale structural similarity."""

from __future__ import annotations

import torch
from torch.nn import functional

from .objective import masked_mean

# Wang, Simoncelli & Bovik 2003, doi:10.1109/ACSSC.2003.1292216: weights of the scales, window.
_WEIGHTS = 0.0448, 0.2856, 0.3001, 0.2363, 0.1333
_SIDE, _SIGMA = 11, 1.5
_RANGE = 6.0  # of values that are scaled to a deviation of 1
_C1, _C2 = (0.01 * _RANGE) ** 2, (0.03 * _RANGE) ** 2


def dissimilarity(prediction: torch.Tensor, target: torch.Tensor, valid: torch.Tensor
                  ) -> torch.Tensor:
    """Return 1 - MS-SSIM over the windows without invalid pixels.

    prediction, target: (n, bands, rows, columns), scaled to a deviation of 1. valid: 1 or 0,
    (n, 1, rows, columns). As many of the five scales are used as the image has room for.
    """
    scales = [k for k in range(len(_WEIGHTS)) if min(target.shape[2:]) >> k >= _SIDE]
    total = sum(_WEIGHTS[k] for k in scales)
    result = torch.ones((), device=target.device)
    for k in scales:
        luminance, structure = _similarity(prediction, target)
        inside = (-functional.max_pool2d(-valid, _SIDE, 1) > 0).to(valid.dtype)
        value = structure * luminance if k == scales[-1] else structure
        mean = masked_mean(value, inside).clamp(min=1e-6)
        mean = torch.where(inside.sum() > 0, mean, torch.ones_like(mean))
        result = result * mean ** (_WEIGHTS[k] / total)
        prediction, target = (functional.avg_pool2d(image, 2) for image in (prediction, target))
        valid = -functional.max_pool2d(-valid, 2)
    return 1 - result


def _similarity(x: torch.Tensor, y: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
    mean_x, mean_y = _window_mean(x), _window_mean(y)
    variance_x = _window_mean(x * x) - mean_x ** 2
    variance_y = _window_mean(y * y) - mean_y ** 2
    covariance = _window_mean(x * y) - mean_x * mean_y
    luminance = (2 * mean_x * mean_y + _C1) / (mean_x ** 2 + mean_y ** 2 + _C1)
    return luminance, (2 * covariance + _C2) / (variance_x + variance_y + _C2)


def _window_mean(x: torch.Tensor) -> torch.Tensor:
    offsets = torch.arange(_SIDE, device=x.device, dtype=x.dtype) - _SIDE // 2
    weights = torch.exp(-0.5 * (offsets / _SIGMA) ** 2)
    weights = (weights / weights.sum()).repeat(x.shape[1], 1)
    down, across = weights[:, None, :, None], weights[:, None, None, :]
    return functional.conv2d(functional.conv2d(x, down, groups=x.shape[1]), across,
                             groups=x.shape[1])

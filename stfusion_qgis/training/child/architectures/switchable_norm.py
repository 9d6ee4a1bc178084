"""Switchable normalisation: a learnt mixture of instance, layer and batch normalisation."""

from __future__ import annotations

import torch
from torch import nn

_EPSILON = 1e-5
_MOMENTUM = 0.9


class SwitchableNorm(nn.Module):
    """Normalises by means and variances that are mixed with weights it learns.

    Luo et al. 2019, "Differentiable learning-to-normalize via switchable normalization", ICLR,
    arXiv:1806.10779, equations 2 to 5. Outside of training, the batch's statistics are moving
    averages; the others are those of the image at hand.
    """

    running_mean: torch.Tensor
    running_variance: torch.Tensor

    def __init__(self, channels: int):
        super().__init__()
        self.weight = nn.Parameter(torch.ones(1, channels, 1, 1))
        self.bias = nn.Parameter(torch.zeros(1, channels, 1, 1))
        self.mean_mixture = nn.Parameter(torch.ones(3))
        self.variance_mixture = nn.Parameter(torch.ones(3))
        self.register_buffer("running_mean", torch.zeros(1, channels, 1, 1))
        self.register_buffer("running_variance", torch.ones(1, channels, 1, 1))

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        x = x.float()  # bfloat16 is not enough for sums over an image
        mean = x.mean((2, 3), keepdim=True)
        variance = ((x - mean) ** 2).mean((2, 3), keepdim=True)
        power = variance + mean ** 2
        layer_mean = mean.mean(1, keepdim=True)
        layer_variance = (power.mean(1, keepdim=True) - layer_mean ** 2).clamp(min=0)
        if self.training:
            batch_mean = mean.mean(0, keepdim=True)
            batch_variance = (power.mean(0, keepdim=True) - batch_mean ** 2).clamp(min=0)
            with torch.no_grad():
                self.running_mean.lerp_(batch_mean, 1 - _MOMENTUM)
                self.running_variance.lerp_(batch_variance, 1 - _MOMENTUM)
        else:
            batch_mean, batch_variance = self.running_mean, self.running_variance
        a, b = self.mean_mixture.softmax(0), self.variance_mixture.softmax(0)
        mean = a[0] * mean + a[1] * layer_mean + a[2] * batch_mean
        variance = b[0] * variance + b[1] * layer_variance + b[2] * batch_variance
        return (x - mean) * torch.rsqrt(variance + _EPSILON) * self.weight + self.bias

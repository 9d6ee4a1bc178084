"""The discriminator of GAN-STFM, which tells real fine images from predicted ones."""

from __future__ import annotations

import torch
from torch import nn
from torch.nn import functional
from torch.nn.utils.parametrizations import spectral_norm

# Features behind each block, which halves the resolution; for the image, its half and its quarter.
_WIDTHS = ((32, 32, 64, 64, 128, 128, 256, 256), (32, 64, 64, 128, 128, 256, 256),
           (32, 64, 128, 128, 256, 256))


class _Block(nn.Module):
    def __init__(self, channels_in: int, channels_out: int):
        super().__init__()
        self.trunk = nn.Sequential(
            nn.BatchNorm2d(channels_in), nn.LeakyReLU(0.01),
            spectral_norm(nn.Conv2d(channels_in, channels_in, 3, 2, padding=1)),
            nn.BatchNorm2d(channels_in), nn.LeakyReLU(0.01),
            spectral_norm(nn.Conv2d(channels_in, channels_out, 1)))
        self.lateral = spectral_norm(nn.Conv2d(channels_in, channels_out, 1, 2))

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return self.trunk(x) + self.lateral(x)


class MultiScaleDiscriminator(nn.Module):
    """Three residual networks with spectral normalisation (Miyato et al. 2018), at three scales.

    They look at the fine and the coarse image together, and their verdicts, 1 for real and 0 for
    made, are averaged.
    """

    def __init__(self, channels: int):
        super().__init__()
        self.judges = nn.ModuleList(
            nn.Sequential(*(_Block(*pair) for pair in zip((channels, *widths), widths)),
                          spectral_norm(nn.Conv2d(widths[-1], 1, 1))) for widths in _WIDTHS)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        """Return a verdict for each image, (n,)."""
        verdicts = []
        x = x.contiguous()  # torch 2.13 crashes on images of a pixel whose channels come last
        for judge in self.judges:
            verdicts.append(judge(x).mean((1, 2, 3)))
            x = functional.avg_pool2d(x, 2)
        return torch.stack(verdicts).mean(0)

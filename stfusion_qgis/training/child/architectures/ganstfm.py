"""GAN-STFM: a conditional generative adversarial network (Tan et al. 2022)."""

from __future__ import annotations

import torch
from torch import nn
from torch.nn import functional

from .architecture import Architecture
from .discriminator import MultiScaleDiscriminator
from .layers import convolution, start_with_zeros
from .objective import RegressionObjective, descend, fast_precision
from .structural_loss import dissimilarity
from .switchable_norm import SwitchableNorm

_WIDTHS = 16, 32, 64, 128


class _EncoderBlock(nn.Module):
    """Features of the coarse image, and the normalised ones of the fine image added to them.

    Normalising takes the date's radiometry out of the reference, so that it may be of any date.
    """

    def __init__(self, channels_in: int, channels_out: int):
        super().__init__()
        narrow = min(channels_in, channels_out)
        self.trunk = nn.Sequential(
            SwitchableNorm(channels_in), nn.LeakyReLU(0.01), convolution(channels_in, narrow),
            SwitchableNorm(narrow), nn.LeakyReLU(0.01), nn.Conv2d(narrow, channels_out, 1))
        self.lateral = nn.Sequential(
            convolution(channels_in, narrow), nn.Conv2d(narrow, channels_out, 1),
            nn.LeakyReLU(0.01))

    def forward(self, coarse: torch.Tensor, fine: torch.Tensor
                ) -> tuple[torch.Tensor, torch.Tensor]:
        lateral = self.lateral(coarse)
        return lateral, self.trunk(fine) + lateral


class _DecoderBlock(nn.Module):
    def __init__(self, channels_in: int, channels_out: int):
        super().__init__()
        narrow = min(channels_in, channels_out)
        self.trunk = nn.Sequential(convolution(channels_in, narrow), nn.LeakyReLU(0.01),
                                   nn.Conv2d(narrow, channels_out, 1))
        self.lateral = nn.Conv2d(channels_in, channels_out, 1)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return self.trunk(x) + self.lateral(x)


class Generator(nn.Module):
    """Four encoder blocks for both images, four decoder blocks, all at full resolution."""

    def __init__(self, bands: int):
        super().__init__()
        self.bands = bands
        ends = list(zip((bands, *_WIDTHS), _WIDTHS))
        self.encoder = nn.ModuleList(_EncoderBlock(*pair) for pair in ends)
        blocks = [
            _DecoderBlock(2 * _WIDTHS[3], _WIDTHS[3]), _DecoderBlock(_WIDTHS[3], _WIDTHS[2]),
            _DecoderBlock(_WIDTHS[2], _WIDTHS[1]), _DecoderBlock(_WIDTHS[1], _WIDTHS[0])]
        last = nn.Conv2d(_WIDTHS[0], bands, 1)
        start_with_zeros(last)
        self.decoder = nn.Sequential(*blocks, last)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        coarse, fine = x.split(self.bands, 1)
        for block in self.encoder:
            coarse, fine = block(coarse, fine)
        return self.decoder(torch.cat([coarse, fine], 1))


class Adversarial(RegressionObjective):
    """Generator against discriminator, least squares (Mao et al. 2017), weighted by 0.001.

    Beside it stand the absolute error and the lack of multi-scale similarity. The paper has these
    between features of an encoder trained beforehand on a large archive; here between images.
    Invalid pixels are 0 in what the discriminator sees.
    """

    learning_rate = 5e-4
    _ADVERSARIAL = 1e-3

    def __init__(self, network: nn.Module, bands: int):
        super().__init__(network)
        self._discriminator = MultiScaleDiscriminator(2 * bands).to(self._device)
        self._critic = torch.optim.Adam(self._discriminator.parameters(), self.learning_rate)
        self._bands = bands

    def step(self, inputs: torch.Tensor, target: torch.Tensor, valid: torch.Tensor,
             rate: float) -> float:
        coarse = inputs[:, :self._bands]
        with fast_precision(self._device):
            prediction = self.network(inputs)
        prediction = prediction.float()
        seen = [torch.cat([image * valid, coarse * valid], 1) for image in (target, prediction)]
        real, fake = self._discriminator(seen[0]), self._discriminator(seen[1].detach())
        descend(self._critic, functional.mse_loss(real, torch.ones_like(real))
                + functional.mse_loss(fake, torch.zeros_like(fake)), self.learning_rate * rate)
        judged = self._discriminator(seen[1])
        loss = self.loss(prediction, target, valid)
        descend(self._optimiser, loss + self._ADVERSARIAL * functional.mse_loss(
            judged, torch.ones_like(judged)), self.learning_rate * rate)
        return float(loss.detach())

    def loss(self, prediction: torch.Tensor, target: torch.Tensor, valid: torch.Tensor
             ) -> torch.Tensor:
        return super().loss(prediction, target, valid) + dissimilarity(prediction, target, valid)


class GANSTFM(Architecture):
    """The generator gives what lacks to the interpolated coarse image.

    The published one gives the image itself, and spends the better part of its training on
    learning to repeat the coarse one. Steps are small (4 crops of 64 pixels), as all layers work at
    full resolution.
    """

    id = "ganstfm"
    images = ("coarse_prediction", "fine_1")
    added_to = ("coarse_prediction",)
    tile_statistics = True
    crop = 64
    batch = 4

    def network(self, bands: int) -> nn.Module:
        return Generator(bands)

    def objective(self, network: nn.Module, bands: int) -> RegressionObjective:
        return Adversarial(network, bands)

    def halo(self, network: nn.Module, bands: int) -> int:
        return 8  # a 3x3 convolution in each of eight blocks; normalisation reaches everywhere

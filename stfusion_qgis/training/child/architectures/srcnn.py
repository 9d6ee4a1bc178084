"""SRCNN: super-resolution by three convolutions (Dong et al. 2014)."""

from __future__ import annotations

from torch import nn

from .architecture import Architecture
from .layers import start_with_zeros


class SRCNNNetwork(nn.Sequential):
    """Patch extraction, non-linear mapping and reconstruction (section 3.1).

    Filters of 9, 1 and 5 pixels, 64 and 32 features (section 4.1). Edges are padded, where the
    paper lets the image shrink. The last convolution starts with zeros.
    """

    def __init__(self, bands: int):
        layers = [nn.Conv2d(channels_in, channels_out, side, padding=side // 2,
                            padding_mode="replicate" if side > 1 else "zeros")
                  for channels_in, channels_out, side in ((bands, 64, 9), (64, 32, 1),
                                                          (32, bands, 5))]
        super().__init__(layers[0], nn.ReLU(), layers[1], nn.ReLU(), layers[2])
        start_with_zeros(layers[2])


class SRCNN(Architecture):
    """The network gives what lacks to the interpolated image.

    That is the later custom (Kim et al. 2016, VDSR): training starts at the interpolation instead
    of spending its time on learning to repeat the input.
    """

    id = "srcnn"
    images = ("coarse_prediction",)
    added_to = ("coarse_prediction",)

    def network(self, bands: int) -> nn.Module:
        return SRCNNNetwork(bands)

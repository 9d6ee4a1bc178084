"""How far around a pixel a network looks."""

from __future__ import annotations

import copy

import torch
from torch import nn

_SIDE = 256


def receptive_field(network: nn.Module, channels: int, multiple: int = 1) -> int:
    """Return the largest distance, in pixels, from an output pixel to an input pixel it needs.

    It is found by following gradients back from single output pixels, one for each place in a cell
    of `multiple` x `multiple` pixels. All weights are made positive first, so that no activation
    and no zero weight hides a path. Layers that normalise must not be in the way.

    channels: of the network's input.
    """
    network = copy.deepcopy(network).cpu().float().eval()
    with torch.no_grad():
        for parameter in network.parameters():
            parameter.fill_(1 / max(1, parameter[0].numel()))
    side = -(-_SIDE // multiple) * multiple
    centre = side // 2 // multiple * multiple
    image = torch.ones(1, channels, side, side, requires_grad=True)
    result = network(image)
    reach = 0
    for place in range(centre, centre + multiple):  # rows and columns behave alike
        gradient, = torch.autograd.grad(result[0, :, place, place].sum(), image, retain_graph=True)
        touched = torch.nonzero(gradient[0].abs().sum(0))
        reach = max(reach, int((touched - place).abs().max()))
    return reach

"""The receptive field of a network: how far from a pixel its inputs lie."""

from __future__ import annotations

import copy

import torch
from torch import nn

_FIRST_SIDE = 128


def receptive_field(network: nn.Module, channels: int, multiple: int = 1) -> int:
    """Return the largest distance, in columns, from an output pixel to an input pixel it needs.

    It is found by following gradients back from single output pixels, one for each place in a cell
    of `multiple` pixels. All weights are made positive first, so that no activation and no zero
    weight hides a path. Layers that normalise must not be in the way. Rows are as columns.

    channels: of the network's input.
    """
    network = _positive(network)
    rows, side = max(multiple, 8), -(-_FIRST_SIDE // multiple) * multiple
    while True:
        centre = side // 2 // multiple * multiple
        image = torch.ones(1, channels, rows, side, requires_grad=True)
        result = network(image)
        reach = max(_reach(image, result, centre + phase) for phase in range(multiple))
        if reach < side // 2 - multiple:
            return reach
        side *= 2


def _positive(network: nn.Module) -> nn.Module:
    network = copy.deepcopy(network).cpu().float().eval()
    with torch.no_grad():
        for parameter in network.parameters():
            parameter.fill_(1 / max(1, parameter[0].numel()))
    for parent in list(network.modules()):
        for name, child in parent.named_children():
            if isinstance(child, nn.MaxPool2d):  # it would choose one path of several
                setattr(parent, name, nn.AvgPool2d(child.kernel_size, child.stride))
    return network


def _reach(image: torch.Tensor, result: torch.Tensor, column: int) -> int:
    """Return the greatest distance, in columns, at which the image has an influence on a column."""
    gradient, = torch.autograd.grad(result[0, :, :, column].sum(), image, retain_graph=True)
    return int((torch.nonzero(gradient[0].abs().sum((0, 1))) - column).abs().max())

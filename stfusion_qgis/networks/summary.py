"""A contract in words, for the log and for reports."""

from __future__ import annotations

from typing import Any

from ..images.role_names import role_name
from ..translation import tr
from .contract import Contract, Input
from .contract_inputs import IMAGES


def summary(contract: Contract) -> list[str]:
    """Return the facts that users should know of a network, a line each."""
    lines = [
        (tr("Needs"), ", ".join(role_name(role) for role in contract.needed)),
        (tr("Can use besides"), ", ".join(role_name(role) for role in contract.optional)),
        (tr("Guide"), _guide(contract)),
        (tr("Steps"), str(contract.steps) if contract.steps > 1 else ""),
        (tr("Bands"), tr("any, one by one") if contract.bands == "any" else str(contract.bands)),
        (tr("Scale ratio"), tr("any") if contract.ratio is None else "{:g} - {:g}".format(
            *contract.ratio)),
        (tr("Uncertainty"), tr("yes") if contract.uncertainty else tr("no")),
        (tr("Trained on"), contract.training_data), (tr("Dates"), contract.dates),
        (tr("Accuracy"), _listed(contract.accuracy)), (tr("Architecture"), contract.architecture),
        (tr("Citation"), contract.citation), (tr("Licence"), contract.licence)]
    return [f"{name}: {text}" for name, text in lines if text]


def _guide(contract: Contract) -> str:
    if not contract.guide_channels:
        return ""
    bands = contract.guide.bands(contract.guide_channels)
    text = tr("{bands} bands of fine image 1's date") if contract.guide.dated else tr(
        "{bands} bands")
    needed = tr("needed") if contract.guide.needed else tr("can be missing")
    return f"{text.format(bands=bands)}, {needed}"


def technical_summary(contract: Contract) -> list[str]:
    """Return the facts of how a network is run, a line each."""
    scaling = tr("mean and deviation of the scene") if contract.scaling.kind == "scene" else tr(
        "from {source} to {target}").format(
            source=contract.scaling.source or tr("0.1 to 99.9 % of the scene's values"),
            target=contract.scaling.target)
    added = " + ".join(map(str, contract.output.added_to))
    lines = [
        *((tr("Input"), input_text(tensor)) for tensor in contract.inputs),
        (tr("Output"), contract.output.name),
        (tr("Added to the output"), added),
        (tr("Output of the uncertainty"), contract.uncertainty or ""),
        (tr("Scaling"), scaling),
        (tr("Halo"), tr("{count} pixels").format(count=contract.halo)),
        (tr("Sides of tiles are multiples of"), str(contract.tile_multiple)),
        (tr("Statistics of the tile"), tr("yes") if contract.tile_statistics else tr("no"))]
    return [f"{name}: {text}" for name, text in lines if text]


def input_text(tensor: Input) -> str:
    """Return an input as 'Describe network' takes it: "x = fine_1, coarse_1"."""
    if tensor.kind != IMAGES:
        return f"{tensor.name} = {tensor.kind}"
    grid = "" if tensor.grid == "fine" else f" @ {tensor.grid}"
    return f"{tensor.name} = {', '.join(map(str, tensor.images))}{grid}"


def _listed(value: Any) -> str:
    """Return nested numbers and texts on one line."""
    if isinstance(value, dict):
        return "; ".join(f"{key}: {_listed(inner)}" for key, inner in value.items())
    if isinstance(value, (list, tuple)):
        return ", ".join(map(_listed, value))
    return f"{value:.4g}" if isinstance(value, float) else str(value)

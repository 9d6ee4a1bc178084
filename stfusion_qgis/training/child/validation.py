"""The error of a network on what was held out, while it is trained."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import torch
from torch import nn

from ...errors import InputError
from ...images.roles import COARSE_PREDICTION, FINE_1, Role, roles_of_pairs
from ...images.window import Window
from ...networks.contract import Term
from ...translation import tr
from .architectures.architecture import Architecture
from .crops import CropReader, Pool, SceneCrop, network_input
from .series import Region
from .series_scale import masked_roles, scaled_input, unscaled_output

_MOST_PIXELS = 768 * 768  # that are measured, so that it takes a second or so


@dataclass
class Case:
    """A prediction to be measured.

    inputs: of the network, (n, channels, rows, columns). crop: the images that they are made of,
    and the truth.
    """

    inputs: torch.Tensor
    crop: SceneCrop


class Validation:
    """Predicts held-out images, always the same ones.

    baseline: root mean square error of the temporal difference.
    """

    def __init__(self, pool: Pool, pairs: list[tuple[list[int], int]], architecture: Architecture,
                 bands: int | str, seed: int):
        """pool: the series with the pixels to measure. pairs: references and target of each case.

        bands: "any" for a network that is run band by band.

        Raises:
            InputError: there is no pixel to measure on.
        """
        self._terms = [Term.parse(text) for text in architecture.images]
        self._added = [Term.parse(text) for text in architecture.added_to]
        roles = {role for term in [*self._terms, *self._added] for role in term.roles}
        roles |= {COARSE_PREDICTION}
        if FINE_1 in roles:
            roles |= {Role.coarse(k + 1) for k in range(architecture.description.references)}
        masked = masked_roles(self._terms)
        self._references = architecture.description.least_references
        self.cases: list[Case] = []
        region = pool.series.largest
        window = _window(region, architecture.tile_multiple)
        for number, (references, target) in enumerate(pairs):
            random = np.random.default_rng([seed, 2, number])
            reader = CropReader(pool, region, slice(None), window, random)
            crop = reader.read([*references, target], roles, None, masked=masked)
            if crop.valid.any():
                self.cases.append(Case(self._tensor(crop, bands), crop))
        if not self.cases:
            raise InputError(tr("None of the held-out pixels is valid in all images. Check the "
                                "masks, or hold out another date."))
        self.baseline = float(np.mean([_rmse(
            _temporal_difference(case.crop, self._references), case.crop) for case in self.cases]))

    def measure(self, network: nn.Module, device: torch.device) -> tuple[float, np.ndarray]:
        """Return the error of a network, and its prediction of the first case.

        Returns:
            The root mean square error, in the unit of the images, mean over bands and cases; and
            an image (bands, rows, columns).
        """
        predictions = [self.predict(network, device, case) for case in self.cases]
        error = float(np.mean([_rmse(prediction, case.crop)
                               for prediction, case in zip(predictions, self.cases)]))
        return error, predictions[0]

    def predict(self, network: nn.Module, device: torch.device, case: Case) -> np.ndarray:
        """Return the predicted image of a case, (bands, rows, columns)."""
        network.eval()
        with torch.no_grad():
            outputs = torch.cat([network(part.to(device)) for part in case.inputs.split(1)])
        network.train()
        crop = case.crop
        output = outputs.float().cpu().numpy().reshape(crop.truth.shape)
        return unscaled_output(self._added, crop.images, output, crop.scale)

    def _tensor(self, crop: SceneCrop, bands: int | str) -> torch.Tensor:
        if bands != "any":
            return torch.from_numpy(network_input(self._terms, crop))[None]
        inputs = torch.from_numpy(scaled_input(
            self._terms, crop.images, crop.scale, crop.masks))
        number = len(crop.truth)
        by_band = inputs.reshape(len(self._terms), number, *inputs.shape[1:]).transpose(0, 1)
        if crop.guide is None:
            return by_band
        guide = torch.from_numpy(crop.guide)
        return torch.cat([by_band, guide.expand(number, *guide.shape)], 1)


def _window(region: Region, multiple: int) -> Window:
    """Return the middle of a region, of a size that the network takes."""
    side = int(_MOST_PIXELS ** 0.5)
    rows = min(region.rows, max(side, _MOST_PIXELS // region.columns)) // multiple * multiple
    columns = min(region.columns, _MOST_PIXELS // rows) // multiple * multiple
    return Window((region.rows - rows) // 2, (region.columns - columns) // 2, rows, columns)


def _temporal_difference(crop: SceneCrop, references: int) -> np.ndarray:
    """Return the temporal difference, mean over the references; without one, the coarse image.

    Coarse images count as they were seen.
    """
    known = crop.images
    fine = roles_of_pairs(1, references, paired=False) if FINE_1 in known else ()
    if not fine:
        return known[COARSE_PREDICTION]
    return known[COARSE_PREDICTION] + sum(
        known[role] - known[role.partner] - crop.lost.get(role.partner, 0.0)
        for role in fine) / len(fine)


def _rmse(prediction: np.ndarray, crop: SceneCrop) -> float:
    squares = (prediction - crop.truth)[:, crop.valid].astype(np.float64) ** 2
    return float(np.sqrt(squares.mean(axis=1)).mean())

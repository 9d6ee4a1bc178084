"""The error of a network on what was held out, while it is trained."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import torch
from torch import nn

from ..errors import InputError
from ..images.roles import COARSE_PREDICTION, FINE_1, Role, roles_of_pairs
from ..images.window import Window
from ..networks.contract import Term
from ..translation import tr
from .architectures.architecture import Architecture
from .crops import CropReader, Images, Pool
from .scaling import scaled_input, unscaled_output
from .series import Region

_MOST_PIXELS = 768 * 768  # that are measured, so that it takes a second or so


@dataclass
class Case:
    """A prediction to be measured: its input, (n, channels, rows, columns), and its images."""

    inputs: torch.Tensor
    images: Images
    name: str


class Validation:
    """Predicts held-out images, always the same ones.

    latest: the last prediction of the first case, (bands, rows, columns).
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
        self.cases = []
        self.latest: np.ndarray | None = None
        region = max(pool.series.regions, key=lambda region: region.rows * region.columns)
        window = _window(region, architecture.tile_multiple)
        for number, (references, target) in enumerate(pairs):
            random = np.random.default_rng([seed, 2, number])
            reader = CropReader(pool, region, slice(None), window, random)
            images = reader.read([*references, target], roles, None)
            if images.valid.any():
                self.cases.append(Case(self._tensor(images, bands), images,
                                       pool.series.name_of(target)))
        if not self.cases:
            raise InputError(tr("None of the held-out pixels is valid in all images. Check the "
                                "masks, or hold out another date."))
        self.baseline = float(np.mean([_rmse(_baseline(case.images), case.images)
                                       for case in self.cases]))

    def error(self, network: nn.Module, device: torch.device) -> float:
        """Return the root mean square error, in the unit of the images, mean over the bands."""
        predictions = [self.predict(network, device, case) for case in self.cases]
        self.latest = predictions[0]
        return float(np.mean([_rmse(prediction, case.images)
                              for prediction, case in zip(predictions, self.cases)]))

    def predict(self, network: nn.Module, device: torch.device, case: Case) -> np.ndarray:
        """Return the predicted image of a case, (bands, rows, columns)."""
        network.eval()
        with torch.no_grad():
            output = torch.cat([network(part.to(device)) for part in case.inputs.split(1)])
        network.train()
        output = output.float().cpu().numpy().reshape(case.images.truth.shape)
        return unscaled_output(self._added, case.images.images, output, case.images.scale)

    def _tensor(self, images: Images, bands: int | str) -> torch.Tensor:
        inputs = torch.from_numpy(scaled_input(self._terms, images.images, images.scale))
        if bands != "any":
            return inputs[None]
        number = len(images.truth)
        return inputs.reshape(len(self._terms), number, *inputs.shape[1:]).transpose(0, 1)


def _window(region: Region, multiple: int) -> Window:
    """Return the middle of a region, of a size that the network takes."""
    side = int(_MOST_PIXELS ** 0.5)
    rows = min(region.rows, max(side, _MOST_PIXELS // region.columns)) // multiple * multiple
    columns = min(region.columns, _MOST_PIXELS // rows) // multiple * multiple
    return Window((region.rows - rows) // 2, (region.columns - columns) // 2, rows, columns)


def _baseline(images: Images) -> np.ndarray:
    """Return the temporal difference, mean over the references; without one, the coarse image."""
    known = images.images
    fine = [role for role in roles_of_pairs(1, 2, paired=False) if role in known]
    if not fine:
        return known[COARSE_PREDICTION]
    return known[COARSE_PREDICTION] + sum(
        known[role] - known[role.partner] for role in fine) / len(fine)


def _rmse(prediction: np.ndarray, images: Images) -> float:
    squares = (prediction - images.truth)[:, images.valid].astype(np.float64) ** 2
    return float(np.sqrt(squares.mean(axis=1)).mean())

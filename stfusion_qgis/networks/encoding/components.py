"""Principal components of features: found on a sample, stored with what they made."""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from ...checked_json import checked_dictionary, parsed_json
from ...errors import InputError
from ...matrix_products import weighted_sums
from ...translation import tr

COMPONENTS_ITEM = "STFUSION_COMPONENTS"
"""Item of the metadata of an image of features: its components, as JSON."""


@dataclass(frozen=True)
class Components:
    """Principal components of features, in the order of their variance.

    mean: float32 (features,). axes: float32 (components, features), of length 1.
    share: of the variance of all features that each component has.
    """

    mean: np.ndarray
    axes: np.ndarray
    share: tuple[float, ...]

    @classmethod
    def of(cls, sample: Sequence[np.ndarray], count: int) -> Components:
        """Return the components of parts (features, n) of a sample, at most as many as features.

        Signs are those by which the largest entry of each axis is positive.

        Raises:
            InputError: the features do not vary.
        """
        features = np.concatenate(sample, axis=1).astype(np.float64) if sample else \
            np.zeros((1, 0))
        if features.shape[1] < 2 or not np.ptp(features, axis=1).any():
            raise InputError(tr("The features of the encoder are the same everywhere. Check the "
                                "scaling in its contract, and that the image holds data."))
        mean = features.mean(axis=1)
        values, vectors = np.linalg.eigh(np.cov(features - mean[:, None]).reshape(
            len(features), len(features)))
        order = np.argsort(values)[::-1][:count]
        axes = vectors[:, order].T
        signs = np.sign(axes[np.arange(len(axes)), np.abs(axes).argmax(axis=1)])
        share = values[order].clip(0) / values.clip(0).sum()
        return cls(mean.astype(np.float32), (axes * signs[:, None]).astype(np.float32),
                   tuple(float(each) for each in share))

    def at(self, features: np.ndarray) -> np.ndarray:
        """Return the components of features (features, rows, columns), float32."""
        return weighted_sums(self.axes, features - self.mean[:, None, None])

    def to_text(self) -> str:
        """Return them for the metadata of a file."""
        return json.dumps({"share": self.share, "features": len(self.mean), **{
            name: base64.b64encode(array.astype("<f4").tobytes()).decode("ascii")
            for name, array in (("mean", self.mean), ("axes", self.axes))}})

    @classmethod
    def from_metadata(cls, items: Mapping[str, str], name: str) -> Components:
        """Return the components that an image of features was made with.

        name: of the image.

        Raises:
            InputError: it holds none, or somebody has spoilt them.
        """
        try:
            data = checked_dictionary(parsed_json(items[COMPONENTS_ITEM]))
            mean, axes = (np.frombuffer(base64.b64decode(str(data[key]), validate=True), "<f4")
                          for key in ("mean", "axes"))
            axes = axes.reshape(-1, len(mean))
            share = tuple(float(each) for each in data["share"])
            if len(mean) != data["features"] or len(share) != len(axes) or not len(axes) \
                    or not np.isfinite(mean).all() or not np.isfinite(axes).all():
                raise ValueError
        except (KeyError, TypeError, ValueError):
            raise InputError(tr("{layer} is no image of features: it does not tell by which "
                                "components it was made.").format(layer=name), name) from None
        return cls(mean, axes, share)

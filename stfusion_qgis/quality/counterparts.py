"""The images that a raster is compared with: chosen by the user, or those it was made from."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from .. import checked_json
from ..errors import InputError
from ..images.local_files import may_be_looked_at
from ..images.provenance import Provenance, checked_options, checked_shift
from ..translation import mark, tr

ROLES = {"reference": mark("reference"), "coarse": mark("coarse image"),
         "fine_1": mark("fine image of another date")}
"""The images that a raster can be compared with, and what they are called."""


@dataclass(frozen=True)
class Counterparts:
    """The images that one raster is compared with.

    reference: the true image of the same date. coarse: the coarse image of the same date.
    fine_1: a fine image of another date. Each is what GDAL opens, or None.
    The others as in `opening.open_images`.
    """

    reference: str | None = None
    coarse: str | None = None
    fine_1: str | None = None
    ratio: float | None = None
    band_matching: str = "number"
    fine_bands: str = ""
    coarse_bands: str = ""
    scale_coarse: bool = False
    shift: tuple[float, float] = (0.0, 0.0)

    @classmethod
    def of(cls, made: Provenance, path: str) -> Counterparts:
        """Return the images that the prediction in a file was made from, if they are there.

        An image that has moved together with the prediction is found beside it.
        """
        inputs = made.inputs
        coarse = inputs.coarse_predictions
        return cls(
            coarse=_found(coarse[0].path, path) if len(coarse) == 1 else None,
            fine_1=_found(inputs.fine[0].path, path) if inputs.fine else None,
            ratio=inputs.options.ratio, band_matching=inputs.options.band_matching,
            fine_bands=inputs.options.fine_bands, coarse_bands=inputs.options.coarse_bands,
            scale_coarse=inputs.options.scale_coarse, shift=made.shift)

    @property
    def images(self) -> dict[str, str]:
        """Return the images that were chosen, by role."""
        return {role: getattr(self, role) for role in ROLES if getattr(self, role)}

    def existing(self) -> Counterparts:
        """Return the same without the images that have gone; the raster was made from them.

        Raises:
            InputError: the reference has gone, or nothing is left.
        """
        if self.reference and not is_there(self.reference):
            raise InputError(tr(
                "The reference {path} is not there any more. Choose it again.").format(
                    path=self.reference))
        gone = [path for path in self.images.values() if not is_there(path)]
        left = self._with({role: None for role, path in self.images.items() if path in gone})
        if not left.images:
            raise InputError(tr(
                "{path} is not there any more. Choose an image to compare with.").format(
                    path=gone[0]) if gone else tr("Choose an image to compare with."))
        return left

    def to_dict(self, folder: str | None) -> dict[str, Any]:
        """Return a dictionary for JSON.

        folder: images near it are written relative to it too, so that they may move together.
        """
        return {**asdict(self), "relative": {
            role: relative for role, path in self.images.items()
            if (relative := _relative(path, folder)) is not None}}

    @classmethod
    def from_dict(cls, data: object, folder: str | None) -> Counterparts:
        """Return the counterparts that `to_dict` wrote, seen from a folder.

        Raises:
            ValueError: somebody has edited them.
        """
        entries = checked_json.checked_dictionary(data)
        images: dict[str, Any] = {
            role: checked_json.checked_path(entries[role]) for role in ROLES if entries.get(role)}
        near = {role: os.path.normpath(os.path.join(folder, checked_json.checked_path(place)))
                for role, place in checked_json.checked_dictionary(
                    entries.get("relative") or {}).items() if role in images} if folder else {}
        images.update({role: place for role, place in near.items()
                       if may_be_looked_at(place, folder or "") and os.path.exists(place)})
        return cls(**images, **checked_options(entries),
                   shift=checked_shift(entries.get("shift", [0.0, 0.0])))

    def _with(self, images: Mapping[str, str | None]) -> Counterparts:
        """Return the same with other images, by role."""
        return Counterparts(**{**vars(self), **images})


def is_there(source: str) -> bool:
    """Say whether an image can be there: a file that exists, or something that is no plain file."""
    plain = os.path.isabs(source) and not source.startswith("/vsi")
    return os.path.exists(source) if plain else True


def _found(source: str, prediction: str) -> str | None:
    if not may_be_looked_at(source, prediction):
        return source
    beside = os.path.join(os.path.dirname(prediction), os.path.basename(source))
    return (beside if not is_there(source) and os.path.exists(beside) else source) or None


def _relative(path: str, folder: str | None) -> str | None:
    if folder is None or not os.path.isabs(path):
        return None
    try:
        return os.path.relpath(path, folder).replace(os.sep, "/")
    except ValueError:  # on another drive
        return None

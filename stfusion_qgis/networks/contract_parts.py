"""The parts of a network's contract: images, inputs, scaling, output."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from ..errors import InputError
from ..images.roles import COARSE_1, COARSE_PREDICTION, FINE_1, Role
from ..translation import tr
from .contract_entries import Entries

ROLES = (FINE_1, COARSE_1, COARSE_PREDICTION, Role.fine(2), Role.coarse(2))
"""The images that a network can get: of two pairs, and of the prediction date."""

GRIDS = ("fine", "coarse")
"""On which the images of an input come."""


class Term(NamedTuple):
    """An image by its role, or the difference of two."""

    image: Role
    subtracted: Role | None = None

    def __str__(self) -> str:
        return f"{self.image} - {self.subtracted}" if self.subtracted else self.image

    @classmethod
    def parse(cls, text: str) -> Term:
        """Read "fine_1" or "coarse_prediction - coarse_1".

        Raises:
            InputError: it is neither.
        """
        roles = [part.strip() for part in text.split("-")]
        unknown = [role for role in roles if role not in ROLES]
        if unknown or len(roles) > 2 or len(set(roles)) < len(roles):
            raise InputError(tr(
                "'{text}' is neither an image ({roles}) nor the difference of two, such as "
                "'coarse_prediction - coarse_1'.").format(
                    text=text.strip(), roles=", ".join(ROLES)))
        return cls(*map(Role, roles))

    @property
    def roles(self) -> tuple[Role, ...]:
        """Return the images that it needs."""
        return tuple(role for role in self if role is not None)


@dataclass(frozen=True)
class Input:
    """A tensor that the network gets: float32 (1, channels, rows, columns).

    name: in the file. images: their bands follow each other along the channels: all bands of the
    first image, then those of the second. grid: "fine", where coarse images are interpolated by the
    cubic spline, or "coarse": coarse images as they are, a pixel a coarse cell.
    """

    name: str
    images: tuple[Term, ...]
    grid: str = "fine"

    @classmethod
    def read(cls, entries: Entries) -> Input:
        """Return an input of a contract; `InputError` names a wrong entry."""
        tensor = Input(entries.text("name"), entries.texts("images", Term.parse),
                       entries.one_of("grid", GRIDS, "fine"))
        if not tensor.images:
            raise entries.error("images", tr("it is empty"))
        entries.no_others()
        return tensor


@dataclass(frozen=True)
class Scaling:
    """The scaling of values to those that the network was trained on.

    kind: "scene": each band minus the mean, divided by the standard deviation, of the lead image:
        fine_1 where the network takes it, otherwise coarse_prediction; or "range": linearly from
        one range to another. Differences of images are multiplied only.
    source: the range of the values; None for the 0.1 to 99.9 % quantiles of the lead's band.
    target: the range that the network knows.
    """

    kind: str = "scene"
    source: tuple[float, float] | None = None
    target: tuple[float, float] = (0.0, 1.0)

    @classmethod
    def read(cls, entries: Entries) -> Scaling:
        """Return the scaling of a contract; `InputError` names a wrong entry."""
        kind = entries.one_of("kind", ("scene", "range"))
        scaling = Scaling(kind)
        if kind == "range":
            scaling = Scaling(kind, entries.range("from", None),
                              entries.range("to", scaling.target) or scaling.target)
        entries.no_others()
        return scaling


@dataclass(frozen=True)
class Output:
    """The tensor with the prediction: float32 (1, bands, rows, columns) of the fine grid.

    added_to: images and differences that are added to it once it has the unit of the images. With
        an image among them the tensor is a difference, too; otherwise an image.
    """

    name: str
    added_to: tuple[Term, ...] = ()

    @classmethod
    def read(cls, entries: Entries) -> Output:
        """Return the output of a contract; `InputError` names a wrong entry."""
        output = Output(entries.text("name"), entries.texts("added_to", Term.parse, ()))
        entries.no_others()
        return output

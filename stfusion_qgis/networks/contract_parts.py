"""The parts of a network's contract: scaling, output."""

from __future__ import annotations

from dataclasses import dataclass

from .contract_entries import Entries
from .contract_inputs import Term


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

"""The contract of a fusion method."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, Any

from ..images.image import Block, Prediction
from ..progress import Progress
from ..translation import mark

if TYPE_CHECKING:
    from ..images.scene import Scene


class Family(Enum):
    """The families into which the literature sorts fusion methods, in the toolbox's order."""

    BASELINE = mark("Baseline")
    WEIGHTING = mark("Weighting")
    UNMIXING = mark("Unmixing")
    DICTIONARY = mark("Dictionary pairs")
    HYBRID = mark("Hybrid")
    SUPER_RESOLUTION = mark("Super-resolution")
    NETWORK = mark("Neural networks")


@dataclass(frozen=True)
class Citation:
    """Where a method was published."""

    authors: str
    year: int
    title: str
    source: str
    doi: str = ""

    def __str__(self) -> str:
        text = f"{self.authors} ({self.year}): {self.title}. {self.source}."
        return f"{text} https://doi.org/{self.doi}" if self.doi else text


@dataclass(frozen=True)
class NoParameters:
    """The parameters of a method that has none."""


class Method(ABC):
    """A way to predict the fine image of a date on which only a coarse one exists.

    A method holds no data: `prepare` makes a state for a scene, and `fuse` is then
    called for many blocks, from several threads at once. The result must depend
    neither on the size of the blocks nor on the number of threads.

    id: name in scripts, as the literature writes it, in lower case.
    title: name for people.
    family: as the literature sorts it.
    summary: one sentence for lists.
    help: a few paragraphs in plain words: what it needs, what it is good at, where it
        fails.
    reference: the paper that it follows.
    pairs: how many reference pairs it takes, (least, most).
    paired: whether each fine image needs the coarse image of its date; otherwise it stands
        alone, as a guide or for its grid.
    gives_uncertainty: whether `fuse` returns an uncertainty.
    Parameters: dataclass of described parameters (see `parameters.py`).
    """

    id: str
    title: str
    family: Family
    summary: str
    help: str
    reference: Citation
    pairs: tuple[int, int] = (1, 1)
    paired: bool = True
    gives_uncertainty: bool = False
    Parameters: type = NoParameters

    def halo(self, parameters: Any, scene: Scene) -> int:
        """Return how many fine pixels around a block its prediction depends on."""
        return 0

    def interpolation(self, parameters: Any) -> str:
        """Return how coarse images come onto the fine grid.

        "nearest", "bilinear", "cubic" or "lanczos".
        """
        return "cubic"

    def prepare(self, scene: Scene, parameters: Any, progress: Progress) -> Any:
        """Return what `fuse` needs besides a block: the parameters and the scene's statistics.

        Raises:
            InputError: the scene does not suit the method.
            Cancelled: through `progress`.
        """
        return parameters

    @abstractmethod
    def fuse(self, block: Block, state: Any) -> list[Prediction]:
        """Predict the block: one prediction for each of `block.coarse_predictions`."""

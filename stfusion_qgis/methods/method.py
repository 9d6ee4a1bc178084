"""The contract of a fusion method."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Collection
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, Generic, TypeVar

from ..errors import InputError
from ..images.guide import Guide
from ..images.image import Block, Prediction
from ..images.roles import GUIDE, References, Role, pairs_of, roles_of_pairs
from ..images.scene import Scene
from ..kernels.backends import backend_name
from ..progress import Progress
from ..translation import mark, tr

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

P = TypeVar("P", bound="DataclassInstance")
"""A method's parameters: a frozen dataclass of described fields (see `parameters.py`)."""

S = TypeVar("S")
"""A method's state: all that `fuse` needs besides a block."""


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
    """The publication of a method.

    doi: of a paper. address: on the web, of what has no DOI.
    """

    authors: str
    year: int
    title: str
    source: str
    doi: str = ""
    address: str = ""

    @property
    def link(self) -> str:
        """Return where it is on the web, "" if that is unknown."""
        return f"https://doi.org/{self.doi}" if self.doi else self.address

    def __str__(self) -> str:
        text = f"{self.authors} ({self.year}): {self.title}. {self.source}. {self.link}"
        return text.rstrip()


@dataclass(frozen=True)
class NoParameters:
    """The parameters of a method that has none."""


class Method(ABC, Generic[P, S]):
    """A way to predict the fine image of a date on which only a coarse one exists.

    A method holds no data: `prepare` makes a state of type S for a scene, and `fuse` is then
    called for many blocks, from several threads at once. The result must depend
    neither on the size of the blocks nor on the number of threads.

    id: name in scripts, as the literature writes it, in lower case.
    title: name for people.
    family: as the literature sorts it.
    summary: one sentence for lists.
    help: a few paragraphs in plain words: what it needs, what it is good at, where it
        fails.
    reference: the paper that it follows.
    pairs: how many reference pairs it takes, (least, most). If that depends on the parameters,
        `references` has it, and `pairs` are the bounds of all.
    paired: whether each fine image needs the coarse image of its date; otherwise it stands
        alone, as a guide or for its grid.
    parameters_first: whether the parameters decide which images it takes: then dialogs ask for
        them first.
    gives_uncertainty: whether `fuse` can return an uncertainty.
    takes_guide: whether it can use a guide (`images.guide`) beside the images. guide_help: what
        it uses it for.
    on_cells: whether it computes on the coarse pixels themselves, whose size must be known then.
        If that depends on the parameters, `needs_ratio` has it.
    seconds: for a megapixel of four bands on two cores, as `./dev bench --speed` measures it; None
        where nobody has. Lists tell its class, `speed.Speed`.
    Parameters: the class P of its parameters; `NoParameters` if it has none.
    """

    id: str
    title: str
    family: Family
    summary: str
    help: str
    reference: Citation
    pairs: tuple[int, int] = (1, 1)
    paired: bool = True
    parameters_first: bool = False
    gives_uncertainty: bool = False
    takes_guide: bool = False
    guide_help: str = mark(
        "Anything that tells one kind of land from another beside the fine image: an embedding, "
        "images of other dates, radar, elevation, a map of land cover, polygons of fields. Any "
        "grid, any bands, any unit. The method finds out by a test on the scene how much it helps, "
        "and does without it where it does not.")
    on_cells: bool = False
    seconds: float | None = None
    Parameters: type[P]

    def references(self, parameters: P | None = None) -> References:
        """Return the images of reference dates that it takes.

        parameters: None asks for all that it takes with any parameters; needed are then those that
            it needs with all. Wrong parameters raise nothing here, but in `check_references`.
        """
        least, most = self.pairs
        return References(roles_of_pairs(1, least, self.paired),
                          roles_of_pairs(least + 1, most, self.paired)
                          + ((GUIDE,) if self.takes_guide else ()))

    def check_references(self, given: Collection[Role], parameters: P) -> None:
        """Raise `InputError` if `given`, roles of images, are not those that it takes.

        Likewise if the parameters do not say which it takes.
        """
        least, most = self.pairs
        for role in given if self.paired else ():
            if role.partner not in given:
                raise InputError(tr("Pair {number} is incomplete: give both its fine and its "
                                    "coarse image, or neither.").format(number=role.pair))
        count = len(pairs_of(given))
        if set(self.references(parameters).needed) - set(given) or count > most:
            raise InputError(tr(
                "{method}: the number of reference pairs is {count}, but must be {needed}.").format(
                    method=tr(self.title), count=count,
                    needed=least if least == most else f"{least}-{most}"))

    def name(self, parameters: P) -> str:
        """Return the name of the prediction, in the user's language."""
        return tr(self.title)

    def offers_uncertainty(self, parameters: P) -> bool:
        """Say whether `fuse` returns an uncertainty with these parameters."""
        return self.gives_uncertainty

    def hindrance(self) -> str:
        """Return why it cannot run on this machine, "" if it can: a package may be missing.

        Lists ask for it often: it is told at once.
        """
        return ""

    def halo(self, parameters: P, scene: Scene) -> int:
        """Return the margin around a block, in fine pixels, on which its prediction depends."""
        return 0

    def interpolation(self, parameters: P) -> str:
        """Return the interpolation that brings coarse images onto the fine grid.

        "nearest", "bilinear", "cubic" or "lanczos"; VALIDITY where `fuse` reads no value of them,
        only where they are valid: then their values are 0, or as they are.
        """
        return "cubic"

    def needs_fine(self, parameters: P) -> bool:
        """Say whether a pixel is predicted only where at least one of the fine images is valid.

        What a method predicts elsewhere becomes nodata, and where nothing is left of a block it is
        not asked. A method that uses a fine image for its grid alone needs none.
        """
        return True

    def needs_ratio(self, parameters: P) -> bool:
        """Say whether the scale ratio of coarse images that were resampled must be known."""
        return self.on_cells

    @abstractmethod
    def prepare(self, scene: Scene, parameters: P, progress: Progress) -> S:
        """Return the state: the parameters and statistics of the scene that `fuse` needs.

        Raises:
            InputError: the scene does not suit the method.
            Cancelled: through `progress`.
        """

    def backend(self, state: S) -> str:
        """Return the name of what `fuse` computes on, such as "numba", for the log."""
        return backend_name()

    def notes(self, state: S) -> dict[str, str]:
        """Return metadata of the output, by names, besides the parameters and the images."""
        return {}

    def check_guide(self, guide: Guide) -> None:
        """Raise `InputError` if it cannot use a guide."""

    def guide_weights(self, state: S) -> dict[str, float]:
        """Return how much the guide of the scene counts, by what it counts for (`GuideUse`)."""
        return {}

    @abstractmethod
    def fuse(self, block: Block, state: S) -> list[Prediction]:
        """Predict the block: one prediction for each of `block.coarse_predictions`."""

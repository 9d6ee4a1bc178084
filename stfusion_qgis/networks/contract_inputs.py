"""The inputs of a network's contract: images, masks, noise, and what changes from step to step."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from ..errors import InputError
from ..images.roles import COARSE_1, COARSE_PREDICTION, FINE_1, Role, roles_of_pairs
from ..translation import tr
from .contract_entries import Entries

MOST_PAIRS = 3
"""Reference pairs that a network can get."""

ROLES = (FINE_1, COARSE_1, COARSE_PREDICTION, *roles_of_pairs(2, MOST_PAIRS))
"""The images that a network can get: of the pairs, and of the prediction date."""

GRIDS = ("fine", "coarse")
"""On which the images of an input come."""

IMAGES, GUIDE_FEATURES, NOISE, STATE, TIME = "images", "guide", "noise", "state", "time"

KINDS = (IMAGES, GUIDE_FEATURES, NOISE, STATE, TIME)
"""What an input holds; the last three are for networks that predict in several steps."""

_MASK = "valid "


class Term(NamedTuple):
    """An image by its role, the difference of two, or the mask of one.

    mask: 1 where the image is valid, 0 elsewhere, in a channel for each band.
    """

    image: Role
    subtracted: Role | None = None
    mask: bool = False

    def __str__(self) -> str:
        if self.mask:
            return _MASK + self.image
        return f"{self.image} - {self.subtracted}" if self.subtracted else self.image

    @classmethod
    def parse(cls, text: str) -> Term:
        """Read "fine_1", "coarse_prediction - coarse_1" or "valid fine_1".

        Raises:
            InputError: it is none of these.
        """
        text = text.strip()
        mask = text.startswith(_MASK)
        roles = [part.strip() for part in (text[len(_MASK):] if mask else text).split("-")]
        unknown = [role for role in roles if role not in ROLES]
        if unknown or len(roles) > (1 if mask else 2) or len(set(roles)) < len(roles):
            raise InputError(tr(
                "'{text}' is neither an image ({roles}), nor the difference of two, such as "
                "'coarse_prediction - coarse_1', nor the mask of one, such as 'valid fine_1'."
                ).format(text=text, roles=", ".join(ROLES)))
        return cls(Role(roles[0]), Role(roles[1]) if roles[1:] else None, mask)

    @property
    def roles(self) -> tuple[Role, ...]:
        """Return the images that it needs."""
        return (self.image,) if self.subtracted is None else (self.image, self.subtracted)

    @property
    def is_image(self) -> bool:
        """Say whether it has the level of an image: it is no difference and no mask."""
        return self.subtracted is None and not self.mask


@dataclass(frozen=True)
class Input:
    """A tensor that the network gets: float32 (1, channels, rows, columns).

    name: in the file. images: their bands follow each other along the channels: all bands of the
    first image, then those of the second. grid: "fine", where coarse images are interpolated by the
    cubic spline, or "coarse": coarse images as they are, a pixel a coarse cell.
    kind: "images"; or, without any image, on the fine grid: "guide", features of the guide, see
    `contract_guide`; "noise", normal random numbers that are
    always the same; "state", the network's own prediction of the step before, noise in the first
    one; "time", 1 in the first step and less in each, 1 / steps in the last.
    noise: channels of noise. guide: of the guide.
    """

    name: str
    images: tuple[Term, ...] = ()
    grid: str = "fine"
    kind: str = IMAGES
    noise: int = 1
    guide: int = 1

    def channels(self, bands: int) -> int:
        """Return the number of channels, where an image has so many bands."""
        return {IMAGES: len(self.images) * bands, GUIDE_FEATURES: self.guide, NOISE: self.noise,
                STATE: bands, TIME: 1}[self.kind]

    @classmethod
    def read(cls, entries: Entries) -> Input:
        """Return an input of a contract; `InputError` names a wrong entry."""
        kind = entries.one_of("kind", KINDS, IMAGES)
        name, images = entries.text("name"), entries.texts("images", Term.parse, ())
        grid = entries.one_of("grid", GRIDS, "fine")
        if kind == IMAGES and not images:
            raise entries.error("images", tr("it is empty"))
        if kind != IMAGES and (images or grid != "fine"):
            raise entries.error("kind", tr("such an input has no images, and is on the fine grid"))
        tensor = Input(name, images, grid, kind, *(
            entries.integer(count, 1, default=1, most=64) for count in ("noise", "guide")))
        entries.no_others()
        return tensor

    def as_dict(self) -> dict[str, object]:
        """Return the entries, as `read` takes them."""
        found: dict[str, object] = {"name": self.name}
        if self.kind == IMAGES:
            return {**found, "images": [str(term) for term in self.images], "grid": self.grid}
        found["kind"] = self.kind
        counts = {NOISE: self.noise, GUIDE_FEATURES: self.guide}
        return {**found, self.kind: counts[self.kind]} if self.kind in counts else found

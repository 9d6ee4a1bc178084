"""The images of a fusion by their roles, and how they are to be brought together."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Any, Union

from ..errors import InputError
from ..translation import tr
from .area import Area
from .image_options import ImageOptions
from .roles import COARSE_PREDICTION, FINE_1, GUIDE, References, Role
from .source import Source

Given = Union[Source, str]
"""An image, or just its path."""


@dataclass(frozen=True)
class Inputs:
    """The images that a user gives.

    images: the role and the image of each. series: coarse images of further prediction dates.
    around: coarse images of other days, by which those above are steadied.
    options: how they are brought together. area: where a prediction is wanted.
    """

    images: tuple[tuple[Role, Source], ...] = ()
    series: tuple[Source, ...] = ()
    around: tuple[Source, ...] = ()
    options: ImageOptions = field(default_factory=ImageOptions)
    area: Area = field(default_factory=Area)

    def __post_init__(self) -> None:
        """Give masks without a rule of their own those of the options."""
        fine, coarse = self.options.fine_mask_rule, self.options.coarse_mask_rule
        object.__setattr__(self, "images", tuple(
            (role, source if role == GUIDE else _ruled(source, fine if role.is_fine else coarse))
            for role, source in self.images))
        for name in ("series", "around"):
            object.__setattr__(self, name, tuple(
                _ruled(each, coarse) for each in getattr(self, name)))

    @classmethod
    def of(cls, fine: Iterable[Given] = (), coarse: Iterable[Given] = (),
           coarse_predictions: Iterable[Given] = (), area: Area | None = None,
           guide: Given | None = None, **options: Any) -> Inputs:
        """Return the inputs of lists.

        fine, coarse: images of the pairs 1, 2, ... coarse_predictions: of the prediction
        dates. area: None for everything. guide: None for none. options: of `ImageOptions`.
        """
        images = [(Role.fine(k), _source(given)) for k, given in enumerate(fine, 1)]
        images += [(Role.coarse(k), _source(given)) for k, given in enumerate(coarse, 1)]
        dates = [_source(given) for given in coarse_predictions]
        images += [(COARSE_PREDICTION, source) for source in dates[:1]]
        images += [] if guide is None else [(GUIDE, _source(guide))]
        return cls(tuple(images), tuple(dates[1:]), options=ImageOptions(**options),
                   area=area or Area())

    def get(self, role: Role) -> Source | None:
        """Return the image of a role, None where there is none."""
        return dict(self.images).get(role)

    @property
    def roles(self) -> list[Role]:
        """Return the roles of the images."""
        return [role for role, _ in self.images]

    @property
    def references(self) -> list[Role]:
        """Return the roles of the images of reference dates."""
        return [role for role in self.roles if role.pair is not None]

    @property
    def given(self) -> list[Role]:
        """Return the roles of all images but those of prediction dates, and of the guide."""
        return [role for role in self.roles if role.pair is not None or role.is_guide]

    @property
    def fine(self) -> list[Source]:
        """Return the fine images of the pairs, in the pairs' order."""
        return self._of_pairs(fine=True)

    @property
    def coarse(self) -> list[Source]:
        """Return the coarse images of the pairs, in the pairs' order."""
        return self._of_pairs(fine=False)

    @property
    def coarse_predictions(self) -> list[Source]:
        """Return the coarse images of all prediction dates."""
        first = self.get(COARSE_PREDICTION)
        return [*([] if first is None else [first]), *self.series]

    @property
    def lead(self) -> Source | None:
        """Return the image that gives the prediction its grid and its bands."""
        return self.get(FINE_1) or self.get(COARSE_PREDICTION)

    def taken(self, references: References) -> Inputs:
        """Return the inputs that a method takes; optional pairs that are not complete are left out.

        Raises:
            InputError: an image that it needs is missing.
        """
        for role in (*references.needed, COARSE_PREDICTION):
            if self.get(role) is None:
                raise InputError(_missing(role))
        return self.only(role for role in references.all
                         if all(other in self.roles for other in (role, role.partner)
                                if other == role or other in references.all))

    def only(self, references: Iterable[Role]) -> Inputs:
        """Return the inputs with no other images of reference dates than these."""
        kept = {*references, COARSE_PREDICTION}
        return replace(self, images=tuple((role, source) for role, source in self.images
                                          if role in kept))

    def as_dict(self) -> dict[str, Any]:
        """Return the inputs as JSON can hold them."""
        return {"images": {role: source.as_dict() for role, source in self.images},
                "series": [source.as_dict() for source in self.series],
                "around": [source.as_dict() for source in self.around],
                "options": asdict(self.options), "area": self.area.as_dict()}

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Inputs:
        """Return the inputs that `as_dict` was called for."""
        return cls(tuple((Role(role), Source.from_dict(source))
                         for role, source in data["images"].items()),
                   tuple(map(Source.from_dict, data["series"])),
                   tuple(map(Source.from_dict, data["around"])), ImageOptions(**data["options"]),
                   Area.from_dict(data.get("area", {})))

    def _of_pairs(self, fine: bool) -> list[Source]:
        found = {role.pair: source for role, source in self.images
                 if role.pair is not None and role.is_fine == fine}
        return [found[pair] for pair in sorted(found)]


def _source(given: Given) -> Source:
    return Source(given) if isinstance(given, str) else given


def _ruled(source: Source, rule: str) -> Source:
    return replace(source, mask_rule=rule) if source.mask and rule and not source.mask_rule \
        else source


def _missing(role: Role) -> str:
    if role == COARSE_PREDICTION:
        return tr("Choose the coarse image of the prediction date.")
    if role.is_guide:
        return tr("Choose the guide, without which this network does not run.")
    return (tr("Choose the fine image of pair {number}.") if role.is_fine else
            tr("Choose the coarse image of pair {number}.")).format(number=role.pair)

"""What a guide counted for in a prediction, and how much: recorded in its file, told in reports."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ..checked_json import checked_dictionary, checked_number, parsed_json
from ..translation import mark, tr

GUIDE_ITEM = "STFUSION_GUIDE"
"""Item of the metadata of a prediction that had a guide."""

SIMILARITY, CLASSES, OBJECTS, BANDS = "similarity", "classes", "objects", "bands"
"""What a guide can count for: of the last two the weight is always 1."""

_TITLES = {SIMILARITY: mark("similar pixels: {weight}"), CLASSES: mark("classes: {weight}"),
           OBJECTS: mark("its objects"), BANDS: mark("its bands")}


@dataclass(frozen=True)
class GuideUse:
    """The weights of a guide by what it counted for, 0 where it proved nothing."""

    weights: Mapping[str, float]

    @property
    def counts(self) -> bool:
        """Say whether the prediction is another than without the guide."""
        return any(self.weights.values())

    def to_metadata(self) -> dict[str, str]:
        """Return the item for the file of the prediction."""
        return {GUIDE_ITEM: json.dumps(dict(self.weights))}

    @classmethod
    def from_metadata(cls, items: Mapping[str, str]) -> GuideUse | None:
        """Return the use that a file tells, None if it tells none that can be read."""
        try:
            found = checked_dictionary(parsed_json(items.get(GUIDE_ITEM)))
            return cls({name: checked_number(found[name], 0.0, 1e6)
                        for name in _TITLES if name in found})
        except ValueError:
            return None


def told_use(uses: Iterable[GuideUse]) -> str:
    """Return in words what a guide counted for in several predictions, with the span of weights."""
    uses = list(uses)
    found = []
    for name, title in _TITLES.items():
        weights = [use.weights[name] for use in uses if name in use.weights]
        if weights:
            low, high = min(weights), max(weights)
            found.append(tr(title).format(
                weight=f"{low:g}" if low == high else f"{low:g}–{high:g}"))
    return ", ".join(found)

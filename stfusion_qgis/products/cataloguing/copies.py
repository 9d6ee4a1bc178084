"""Several copies of one image: the folder and its archive, an earlier processing and a later."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from ..known_products import all_products
from .catalogue_item import CatalogueItem

_PROCESSING = ("baseline", "processed")
"""Groups of a product's names that tell how and when an image was processed."""


class Copy(NamedTuple):
    """An image that is left out, and the one that is kept in its place."""

    copy: CatalogueItem
    kept: CatalogueItem


def without_copies(items: Iterable[CatalogueItem]) -> tuple[list[CatalogueItem], list[Copy]]:
    """Return items without those that are there in a better way, and these.

    Of the same name, a folder is better than an archive, and of two alike the first. Of the same
    acquisition the latest processing counts.
    """
    groups: dict[tuple[str, ...], list[CatalogueItem]] = {}
    for item in items:
        groups.setdefault(_acquisition(item), []).append(item)
    kept, copies = [], []
    for group in groups.values():
        best = max(sorted(group, key=lambda item: item.path), key=_merit)
        kept.append(best)
        copies += [Copy(item, best) for item in group if item is not best]
    return kept, copies


def _merit(item: CatalogueItem) -> tuple[Sequence[str], bool, bool]:
    """Return what makes one copy better than another; sorts ascending."""
    path = item.path
    is_archive = path.lower().endswith((".zip", ".tar", ".gz", ".tgz", ".bz2", ".xz"))
    return _processing(item), not is_archive, os.path.exists(path)


def _acquisition(item: CatalogueItem) -> tuple[str, ...]:
    """Return what images of the same acquisition have in common."""
    name = item.id
    for start, end in sorted(_spans(item).values(), reverse=True):
        name = name[:start] + name[end:]
    return item.product, name


def _processing(item: CatalogueItem) -> tuple[str, ...]:
    spans = _spans(item)
    return tuple(item.id[slice(*spans[group])] if group in spans else "" for group in _PROCESSING)


def _spans(item: CatalogueItem) -> dict[str, tuple[int, int]]:
    """Return where in its name an image says how it was processed."""
    product = all_products().get(item.product)
    match = product.match(item.id) if product is not None else None
    if match is None:
        return {}
    return {group: match.span(group) for group in _PROCESSING if match.groupdict().get(group)}

"""Tiles of one pass: images of one satellite and day that lie side by side."""

from __future__ import annotations

from collections.abc import Sequence

from .catalogue_item import CatalogueItem

_SLACK = 0.01  # degrees, by which neighbours may lie apart


def passes(items: Sequence[CatalogueItem]) -> list[list[CatalogueItem]]:
    """Return the items in groups: the tiles of a pass that touch each other, others alone."""
    groups: dict[object, list[list[CatalogueItem]]] = {}
    for item in sorted(items, key=lambda item: (item.tile, item.id)):
        known = groups.setdefault(_pass_of(item), [])
        near = [group for group in known if any(_touch(item, other) for other in group)]
        for group in near:
            known.remove(group)
        known.append([*(each for group in near for each in group), item])
    return [sorted(group, key=lambda item: (item.tile, item.id))
            for known in groups.values() for group in known]


def _pass_of(item: CatalogueItem) -> object:
    """Return what the tiles of a pass have in common; only images on tiles are of one."""
    if not item.tile:
        return item.id
    lines = [(layer.gain, layer.offset) for layer in item.image.layers] if item.image else []
    return item.product, item.platform, item.date, item.bands, tuple(lines)


def _touch(one: CatalogueItem, other: CatalogueItem) -> bool:
    west, south, east, north = one.footprint.extent
    left, bottom, right, top = other.footprint.extent
    return south <= top + _SLACK and bottom <= north + _SLACK and any(
        west <= right + turn + _SLACK and left + turn <= east + _SLACK for turn in (-360, 0, 360))

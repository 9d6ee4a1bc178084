"""Farmland: districts of fields with one direction each, cut into parcels."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .noise import LandFrame, hashed, key_of, uniform


@dataclass
class Parcels:
    """The fields of a frame; all planes are (rows, columns).

    parcel: uint32, a hash that is the same all over a field and differs between fields.
    edge: float32, metres to the edge of the field.
    border: float32, metres to the border of the district, where the lanes are.
    across: float32, metres across the direction in which the field is worked.
    """

    parcel: np.ndarray
    edge: np.ndarray
    border: np.ndarray
    across: np.ndarray


def parcels(frame: LandFrame, field_size: float, pivots: bool) -> Parcels:
    """Return the fields: parallelograms of about `field_size` metres, and circles if `pivots`."""
    district, border, x, y = _districts(frame, 6 * field_size)
    angle = (0.6 * frame.noise("direction", 80 * field_size)
             + 0.5 * (uniform(district, 1) - 0.5)
             + np.float32(np.pi / 2) * (uniform(district, 2) < 0.4))
    cos, sin = np.cos(angle), np.sin(angle)
    u, v = cos * x + sin * y, cos * y - sin * x
    size = field_size * (0.6 + 0.9 * uniform(district, 3))

    height = size * (0.6 + 0.5 * uniform(district, 4))
    row, row_edge, across = _cut(v / height, hashed(district, np.array(10)))
    row_hash = hashed(district, row)
    length = size * (0.8 + 1.2 * uniform(row_hash, 1))
    slant = 0.35 * (uniform(row_hash, 2) - 0.5) * (across - 0.5)
    column, column_edge, _ = _cut(u / length + uniform(row_hash, 3) + slant, row_hash)
    parcel = hashed(row_hash, column)
    edge = np.minimum(row_edge * height, column_edge * length)

    # Some fields are split into strips that share their long side.
    strips = 1 + np.floor(3.2 * uniform(parcel, 1)**2)
    strip = np.floor(across * strips)
    strip_edge = np.abs(across * strips - np.rint(across * strips)) / strips * height
    edge = np.where((strip == 0) & (strips == 1), edge, np.minimum(edge, strip_edge))
    parcel = hashed(parcel, strip)
    if pivots:
        parcel, edge = _with_pivots(parcel, edge, district, u, v, field_size)
    return Parcels(parcel, np.minimum(edge, border), border, v)


def _districts(frame: LandFrame, spacing: float) -> tuple[np.ndarray, ...]:
    """Return the Voronoi cell's hash, metres to its border, and x and y from its seed point."""
    bend = 0.07 * spacing
    x = frame.x + bend * frame.noise("district x", 0.5 * spacing)
    y = frame.y + bend * frame.noise("district y", 0.5 * spacing)
    column, row = np.floor(x / spacing), np.floor(y / spacing)
    key = key_of(frame.seed, "districts")
    nearest = np.full(x.shape, np.inf, np.float32)
    second = nearest.copy()
    district = np.zeros(x.shape, np.uint32)
    seed_x, seed_y, other_x, other_y = (np.zeros(x.shape, np.float32) for _ in range(4))
    for down in (-1, 0, 1):
        for right in (-1, 0, 1):
            cell = hashed(key, row + down, column + right)
            px = (column + right + 0.15 + 0.7 * uniform(cell, 1)) * np.float32(spacing)
            py = (row + down + 0.15 + 0.7 * uniform(cell, 2)) * np.float32(spacing)
            distance = (x - px)**2 + (y - py)**2
            closer = distance < nearest
            between = ~closer & (distance < second)
            for other, seed, p in ((other_x, seed_x, px), (other_y, seed_y, py)):
                np.copyto(other, seed, where=closer)
                np.copyto(other, p, where=between)
                np.copyto(seed, p, where=closer)
            np.copyto(second, nearest, where=closer)
            np.copyto(second, distance, where=between)
            np.copyto(nearest, distance, where=closer)
            np.copyto(district, cell, where=closer)
    apart = np.hypot(other_x - seed_x, other_y - seed_y)
    border = (second - nearest) / (2 * apart)
    return district, border, frame.x - seed_x, frame.y - seed_y


def _cut(position: np.ndarray, key: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Cut lines near the integers: return the piece, the distance to a cut, and 0 to 1 within."""
    def cut(k: np.ndarray) -> np.ndarray:
        return k + 0.6 * (uniform(hashed(key, k), 1) - 0.5)
    k = np.floor(position)
    low, high = cut(k), cut(k + 1)
    before, after = position < low, position >= high
    piece = k - before + after
    low, high = np.where(before, cut(k - 1), np.where(after, high, low)), np.where(
        before, low, np.where(after, cut(k + 2), high))
    return piece, np.minimum(position - low, high - position), (position - low) / (high - low)


def _with_pivots(parcel: np.ndarray, edge: np.ndarray, district: np.ndarray, u: np.ndarray,
                 v: np.ndarray, field_size: float) -> tuple[np.ndarray, np.ndarray]:
    """Put circles, some of them halved, into the squares of a few districts."""
    side = np.float32(2 * field_size)
    column, row = np.floor(u / side), np.floor(v / side)
    right, down = u - (column + 0.5) * side, v - (row + 0.5) * side
    outside = np.hypot(right, down) - 0.47 * side
    circle = hashed(district, row, column, np.array(20))
    halves = uniform(circle, 1) < 0.3
    inside = hashed(circle, halves & (right * (uniform(circle, 2) - 0.5) > down * 0.5))
    corner = hashed(district, np.array(21))
    here = (uniform(district, 5) < 0.12) & (uniform(circle, 3) < 0.93)
    return (np.where(here, np.where(outside < 0, inside, corner), parcel),
            np.where(here, np.abs(outside), edge))

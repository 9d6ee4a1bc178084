"""Towns and villages with their streets and houses, and the roads between towns."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .noise import LandFrame, hashed, key_of, uniform

_REACH = 300.0  # metres from a road within which its distance is known
_WINDING = 160.0  # metres that roads stray from the straight line


@dataclass(frozen=True)
class Places:
    """Settlements on a jittered lattice; all arrays are (rows, columns) of the lattice.

    x, y, radius: in metres; a radius of 0 is a crossroads without houses.
    angle: of the streets, radians.
    """

    x: np.ndarray
    y: np.ndarray
    radius: np.ndarray
    angle: np.ndarray

    @classmethod
    def make(cls, seed: int, kind: str, extent: tuple[float, float], spacing: float,
             radii: tuple[float, float], share: float) -> Places:
        """Return the places of a `kind` on an extent (width, height) and a bit around it.

        radii: smallest and largest; share: of the lattice cells that have one.
        """
        columns = np.arange(-2, int(extent[0] // spacing) + 3)
        rows = np.arange(-2, int(extent[1] // spacing) + 3)[:, None]
        h = hashed(key_of(seed, kind), rows, columns)
        x = (columns + 0.1 + 0.8 * uniform(h, 1)) * spacing
        y = (rows + 0.1 + 0.8 * uniform(h, 2)) * spacing
        radius = radii[0] + (radii[1] - radii[0]) * uniform(h, 3)**2
        return cls(x, y, np.where(uniform(h, 4) < share, radius, 0), np.pi * uniform(h, 5))

    def density(self, frame: LandFrame) -> tuple[np.ndarray, np.ndarray]:
        """Return built-up share and angle of the streets of a frame, float32 (rows, columns).

        The density is 1 in a centre, 0 at the edge and less outside.
        """
        density = np.full((frame.rows, frame.columns), -1, np.float32)
        angle = np.zeros_like(density)
        for x, y, radius, own_angle in zip(self.x.flat, self.y.flat, self.radius.flat,
                                           self.angle.flat):
            if radius > 0 and _touches(frame, (x, x), (y, y), 2 * radius):
                here = 1 - np.hypot(frame.x - x, frame.y - y) / np.float32(radius)
                angle = np.where(here > density, np.float32(own_angle), angle)
                density = np.maximum(here, density)
        return density, angle

    def road_distance(self, frame: LandFrame) -> np.ndarray:
        """Return the metres, float32 (rows, columns), to the roads between neighbouring places."""
        x = frame.x + _WINDING * frame.noise("road x", 2200)
        y = frame.y + _WINDING * frame.noise("road y", 2200)
        distance = np.full((frame.rows, frame.columns), _REACH, np.float32)
        for start, stop in ((np.s_[:, :-1], np.s_[:, 1:]), (np.s_[:-1, :], np.s_[1:, :])):
            for ends in zip(self.x[start].flat, self.x[stop].flat,
                            self.y[start].flat, self.y[stop].flat):
                if _touches(frame, ends[:2], ends[2:], _REACH + 4 * _WINDING):
                    distance = np.minimum(distance, _to_segment(x, y, ends[:2], ends[2:]))
        return distance


def _touches(frame: LandFrame, x: tuple[float, float], y: tuple[float, float],
             margin: float) -> bool:
    return bool(max(x) + margin > frame.x[0, 0] and min(x) - margin < frame.x[0, -1]
                and max(y) + margin > frame.y[0, 0] and min(y) - margin < frame.y[-1, 0])


def _to_segment(x: np.ndarray, y: np.ndarray, ends_x: tuple[float, float],
                ends_y: tuple[float, float]) -> np.ndarray:
    along_x, along_y = np.float32(ends_x[1] - ends_x[0]), np.float32(ends_y[1] - ends_y[0])
    dx, dy = x - np.float32(ends_x[0]), y - np.float32(ends_y[0])
    t = np.clip((dx * along_x + dy * along_y) / (along_x**2 + along_y**2), 0, 1)
    return np.hypot(dx - t * along_x, dy - t * along_y)


def streets(frame: LandFrame, angle: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return the metres to the nearest street, and a hash of each block and of each plot."""
    cos, sin = np.cos(angle), np.sin(angle)
    u = cos * frame.x + sin * frame.y + 12 * frame.noise("street bends", 400)
    v = cos * frame.y - sin * frame.x
    block_u, block_v = np.floor(u / 170), np.floor(v / 110)
    street = np.minimum(170 * np.abs(u / 170 - np.rint(u / 170)),
                        110 * np.abs(v / 110 - np.rint(v / 110)))
    block = hashed(key_of(frame.seed, "blocks"), block_u, block_v)
    plot = hashed(block, np.floor(u / 34), np.floor(v / 27.5))
    return street, block, plot

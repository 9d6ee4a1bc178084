"""Hills, valleys, rivers, creeks and lakes."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from .noise import LandFrame, hashed, key_of, smoothstep, uniform


@dataclass
class Terrain:
    """The lie of the land in a frame; all planes are float32 (rows, columns).

    hilliness: 0 in the plains to 1 in the mountains.
    slope_x, slope_y: rise of the ground a metre to the right and downwards.
    river: metres from the river's bank, negative in the water; creek: from a creek's axis.
    lake: metres from a lake's shore, negative in the water.
    clarity: of the water, 0 in shallow to 1 in deep lakes.
    height: of the plains above the river, in metres: what a flood fills first is low.
    """

    hilliness: np.ndarray
    slope_x: np.ndarray
    slope_y: np.ndarray
    river: np.ndarray
    creek: np.ndarray
    lake: np.ndarray
    clarity: np.ndarray
    height: np.ndarray


def terrain(frame: LandFrame, centre: tuple[float, float], span: float) -> Terrain:
    """Return the terrain; a river passes near `centre`, large forms scale with `span`, metres."""
    axis, line = _river_axis(frame, centre, span)
    valley = np.exp(-(axis / (0.12 * span))**2)
    hilliness = smoothstep(0.1, 1.7, frame.noise("hilliness", 0.28 * span)
                           + 0.35 * frame.noise("foothills", 0.08 * span)) * (1 - valley)
    hills = frame.fractal("hills", 3200, 7, 0.55)
    ridges = 1 - np.abs(hills)
    elevation = hilliness * 700 * ridges + 5 * frame.fractal("ground", 2500, 4)
    slope_y, slope_x = np.gradient(elevation, frame.pixel)

    river_width = 75 * (1 + 0.35 * frame.noise("river width", 1500)) / np.where(
        line == 0, np.float32(1), np.float32(2))
    river = np.abs(_distance(axis, frame.pixel, 0.3)) - np.maximum(river_width, 15)
    creek = np.abs(_distance(frame.fractal("creeks", 0.2 * span, 6, 0.5), frame.pixel, 1e-4))
    basin = frame.fractal("basins", 0.14 * span, 7, 0.55) - 0.9 * ridges * (hilliness > 0)
    lake = np.minimum(_distance(1.45 - basin, frame.pixel, 2e-4),
                      _distance(2.6 - frame.fractal("ponds", 700, 4), frame.pixel, 2e-4))
    clarity = smoothstep(0.6, 1.8, frame.fractal("basins", 0.14 * span, 2, 0.55))
    height = (np.maximum(river, 0) / 500 + 0.9 * frame.fractal("flood plain", 1600, 5)
              + elevation / 25)
    return Terrain(hilliness, slope_x, slope_y, river, creek, lake, clarity, height)


def _river_axis(frame: LandFrame, centre: tuple[float, float],
                span: float) -> tuple[np.ndarray, np.ndarray]:
    """Return the signed, warped distance to the nearest of many parallel rivers, and its number."""
    direction = (0.15 + 0.7 * float(uniform(hashed(key_of(frame.seed, "river")))[0])) * np.pi
    across = ((frame.x - centre[0]) * np.float32(np.sin(direction))
              + (frame.y - centre[1]) * np.float32(np.cos(direction)))
    across = across + (0.05 * span * frame.noise("river bends", 0.25 * span)
                       + 420 * frame.noise("meanders", 2400)
                       + 150 * frame.noise("small meanders", 800))
    apart = np.float32(0.8 * span)
    line = np.rint(across / apart)
    return across - line * apart, line


def _distance(level: np.ndarray, pixel: float, least: float) -> np.ndarray:
    """Return about how many metres the zero line of a plane is away, with the plane's sign.

    least: slope of the plane, a metre, that is assumed where it is flatter.
    """
    down, right = np.gradient(level, pixel)
    return level / np.maximum(np.hypot(down, right), np.float32(least))


def illumination(land: Terrain, day: float, strength: float) -> np.ndarray:
    """Return the light on the slopes relative to flat ground, at 10:30 in 38 degrees north.

    day: of the year; strength: exaggerates the slopes; 0 gives 1 everywhere.
    """
    declination = math.radians(23.44) * math.sin(2 * math.pi * (day - 81) / 365.25)
    latitude, hour = math.radians(38), math.radians(-22.5)
    up = (math.sin(latitude) * math.sin(declination)
          + math.cos(latitude) * math.cos(declination) * math.cos(hour))
    east = -math.cos(declination) * math.sin(hour)
    north = (math.cos(latitude) * math.sin(declination)
             - math.sin(latitude) * math.cos(declination) * math.cos(hour))
    right, down = strength * land.slope_x, strength * land.slope_y
    cosine = (up - right * east + down * north) / np.sqrt(1 + right**2 + down**2)
    direct = np.maximum(cosine, 0) / up
    return 0.15 + 0.85 * direct

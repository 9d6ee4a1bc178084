"""The land: what covers each pixel."""

from __future__ import annotations

import numpy as np

from .crop_fields import crops
from .noise import LandFrame, smoothstep, uniform
from .parcels import Parcels, parcels
from .settlements import Places, streets
from .simulation_parameters import Parameters
from .surface import COVERS, Cover, SurfaceTexture
from .terrain import Terrain, terrain

_RAGGED_BLOCKS = 0.125  # by how much the edge of a town varies from block to block


class Landscape:
    """An endless land of which any frame can be made."""

    def __init__(self, parameters: Parameters):
        self.parameters = parameters
        width = parameters.width * parameters.pixel_size
        height = parameters.height * parameters.pixel_size
        # Hills, rivers and towns come closer together in a small scene: it has some of each.
        self._span = min(max(width, height, 6000), 25_000)
        self._centre = (width / 2, height / 2)
        seed, extent = parameters.seed, (width, height)
        self._towns = Places.make(seed, "towns", extent, 0.28 * self._span,
                                  (0.02 * self._span, 0.12 * self._span), 0.75)
        self._villages = Places.make(seed, "villages", extent, 2300, (130, 480), 0.6)

    def cover(self, frame: LandFrame) -> Cover:
        """Return the cover of the pixels of a frame."""
        land = terrain(frame, self._centre, self._span)
        fields = parcels(frame, self.parameters.field_size, self.parameters.pivots)
        road = self._towns.road_distance(frame)
        painting = _Painting((frame.rows, frame.columns))
        painting.add("asphalt", 0.9 * _coverage(9 - road, frame.pixel))
        _paint_waters(painting, frame, land)
        self._paint_settlements(painting, frame, land, road)
        _paint_wilderness(painting, frame, land)
        _paint_fields(painting, frame, fields)
        texture = SurfaceTexture.of(frame)
        return Cover(painting.shares, land, fields, crops(frame, fields, texture.patches), texture)

    def _paint_settlements(self, painting: _Painting, frame: LandFrame, land: Terrain,
                           road: np.ndarray) -> None:
        ragged = frame.fractal("outskirts", 1300, 6, 0.6)
        for places, looseness in ((self._towns, 0.25), (self._villages, 0.6)):
            density, angle = places.density(frame)
            built = (density + 0.45 * ragged + 0.4 * smoothstep(350, 0, road) * (density > -0.8)
                     - 1.5 * land.hilliness - looseness)
            if built.max() < -_RAGGED_BLOCKS:
                continue
            street, block, plot = streets(frame, angle)
            town = smoothstep(0, 0.3, built + 2 * _RAGGED_BLOCKS * (uniform(block, 5) - 0.5))
            painting.add("asphalt", 0.8 * town * _coverage(5 - street, frame.pixel))
            park = uniform(block, 1) < 0.03 + 0.3 * looseness
            hall = uniform(block, 2) > 0.93
            garden = 0.15 + 0.4 * looseness + 0.25 * uniform(block, 3) * uniform(plot, 1)
            tiled = 0.6 * uniform(block, 4) * (0.4 + 0.6 * uniform(plot, 2))
            painting.add("broadleaf", town * park * 0.6)
            painting.add("grass", town * park * 0.9)
            painting.add("concrete", town * hall * 0.85)
            painting.add("broadleaf", town * garden * 0.6)
            painting.add("grass", town * garden * 0.4)
            painting.add("tiles", town * tiled)
            painting.add("concrete", town * (0.2 + 0.5 * uniform(plot, 3) * uniform(block, 6)))
            painting.add("asphalt", town * 0.85)


class _Painting:
    """Layers of cover, added from above: each hides its share of all that come later."""

    def __init__(self, shape: tuple[int, int]):
        self.shares = {name: np.zeros(shape, np.float32) for name in COVERS}
        self._open = np.ones(shape, np.float32)

    def add(self, name: str, opacity: np.ndarray) -> None:
        part = self._open * opacity
        self.shares[name] += part
        self._open -= part


def _paint_waters(painting: _Painting, frame: LandFrame, land: Terrain) -> None:
    water = np.minimum(land.river, land.lake)
    painting.add("water", _coverage(-water, frame.pixel))
    banks = 45 * frame.noise("banks", 900) + 12 * frame.noise("bank edges", 120) - 18
    painting.add("sand", 0.9 * _coverage(banks - np.maximum(land.river, 0), frame.pixel))
    painting.add("water", 0.8 * _coverage(7 - land.creek, frame.pixel))


def _paint_wilderness(painting: _Painting, frame: LandFrame, land: Terrain) -> None:
    """Trees along the water, forest on the hills, and scrub around the forest."""
    thickets = frame.fractal("thickets", 300, 4)
    riparian = (smoothstep(110, 20, land.creek + 60 * thickets)
                + smoothstep(200, 40, land.river + 110 * thickets))
    painting.add("broadleaf", 0.85 * np.minimum(riparian, 1))
    forest = 0.95 * smoothstep(0.24, 0.30, land.hilliness + 0.14 * frame.fractal(
        "forest", 2200, 6))
    conifers = smoothstep(0.2, 0.7, frame.fractal("conifers", 1500, 6)
                          + 1.2 * (land.hilliness - 0.5) + 0.8 * land.slope_y)
    painting.add("conifer", forest * conifers)
    clearing = smoothstep(1.2, 1.5, frame.fractal("clearings", 700, 4))
    painting.add("broadleaf", forest * (1 - clearing))
    scrub = smoothstep(0.18, 0.24, land.hilliness + 0.12 * frame.fractal("scrub", 1800, 6))
    shrubs = smoothstep(-0.2, 0.8, frame.fractal("shrubs", 200, 4))
    painting.add("broadleaf", 0.6 * scrub * shrubs)
    painting.add("grass", scrub)


def _paint_fields(painting: _Painting, frame: LandFrame, fields: Parcels) -> None:
    """Lanes between the districts with hedges, grass between the fields, groves, crops."""
    painting.add("bare", 0.8 * _coverage(4 - fields.border, frame.pixel))
    hedges = smoothstep(0.1, 0.6, frame.fractal("hedges", 900, 4))
    painting.add("broadleaf", 0.8 * hedges * _coverage(
        9 - np.abs(fields.border - 12), frame.pixel))
    painting.add("grass", 0.8 * _coverage(3.5 - fields.edge, frame.pixel))
    grove = uniform(fields.parcel, 9) < 0.035
    painting.add("broadleaf", 0.9 * grove * _coverage(fields.edge, frame.pixel))
    painting.add("crop", np.ones_like(fields.edge))


def _coverage(inside: np.ndarray, pixel: float) -> np.ndarray:
    """Return the share, 0 to 1, of a pixel on the inner side of an edge `inside` metres away."""
    return np.clip(0.5 + inside / np.float32(pixel), 0, 1)

"""The land: what covers each pixel, and how it reflects light on a day of the year."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from . import phenology, spectra
from .noise import Frame, smoothstep, uniform
from .parameters import Parameters
from .parcels import Parcels, parcels
from .settlements import Places, streets
from .terrain import Terrain, illumination, terrain

_COVERS = ("crop", "grass", "broadleaf", "conifer", "water", "sand", "asphalt", "concrete",
           "tiles", "bare")
_HARVESTED = 0.35  # share of the fields that the abrupt harvest takes
_FLOOD_LEVEL = 0.9


@dataclass
class Cover:
    """The land of one frame before the year comes over it.

    shares: of each of `_COVERS`, float32 (rows, columns), 1 in sum.
    """

    frame: Frame
    shares: dict[str, np.ndarray]
    land: Terrain
    fields: Parcels


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

    def cover(self, frame: Frame) -> Cover:
        """Return what covers the pixels of a frame."""
        parameters, pixel = self.parameters, frame.pixel
        land = terrain(frame, self._centre, self._span)
        fields = parcels(frame, parameters.field_size, parameters.pivots)
        painting = _Painting((frame.rows, frame.columns))

        water = np.maximum(_coverage(-land.river, pixel), _coverage(-land.lake, pixel))
        road = self._towns.road_distance(frame)
        painting.add("asphalt", _coverage(9 - road, pixel) * np.where(land.river < 0, 1, 0.9))
        painting.add("water", water)
        banks = 45 * frame.noise("banks", 900) + 12 * frame.noise("bank edges", 120) - 18
        painting.add("sand", 0.9 * _coverage(banks - np.maximum(land.river, 0), pixel))
        painting.add("water", 0.8 * _coverage(7 - land.creek, pixel))

        self._settle(painting, frame, land, road)

        riparian = smoothstep(110, 20, land.creek + 60 * frame.fractal("riparian", 300, 4)) + \
            smoothstep(200, 40, land.river + 110 * frame.fractal("riparian", 300, 4))
        painting.add("broadleaf", 0.85 * np.clip(riparian, 0, 1))
        forest = smoothstep(0.24, 0.30, land.hilliness + 0.14 * frame.fractal("forest", 2200, 6)
                            + 0.02 * (uniform(fields.parcel, 8) - 0.5))
        conifers = smoothstep(0.2, 0.7, frame.fractal("conifers", 1500, 6)
                              + 1.2 * (land.hilliness - 0.5) + 0.8 * land.slope_y)
        painting.add("conifer", 0.95 * forest * conifers)
        clearing = smoothstep(1.2, 1.5, frame.fractal("clearings", 700, 4))
        painting.add("broadleaf", 0.95 * forest * (1 - clearing))
        scrub = smoothstep(0.18, 0.24, land.hilliness + 0.12 * frame.fractal("scrub", 1800, 6))
        painting.add("broadleaf", scrub * 0.6 * smoothstep(-0.2, 0.8, frame.fractal(
            "shrubs", 200, 4)))
        painting.add("grass", scrub)

        lane = _coverage(4 - fields.border, pixel)
        painting.add("bare", 0.8 * lane)
        hedge = _coverage(9 - np.abs(fields.border - 12), pixel) * smoothstep(
            0.1, 0.6, frame.fractal("hedges", 900, 4))
        painting.add("broadleaf", 0.8 * hedge)
        painting.add("grass", 0.8 * _coverage(3.5 - fields.edge, pixel))
        grove = uniform(fields.parcel, 9) < 0.035
        painting.add("broadleaf", 0.9 * grove * _coverage(fields.edge, pixel))
        painting.add("crop", np.ones_like(lane))
        return Cover(frame, painting.shares, land, fields)

    def _settle(self, painting: _Painting, frame: Frame, land: Terrain, road: np.ndarray) -> None:
        ragged = frame.fractal("outskirts", 1300, 6, 0.6)
        for places, looseness in ((self._towns, 0.25), (self._villages, 0.6)):
            density, angle = places.density(frame)
            built = (density + 0.45 * ragged + 0.4 * smoothstep(350, 0, road) * (density > -0.8)
                     - 1.5 * land.hilliness - looseness)
            if built.max() < 0:
                continue
            street, block, plot = streets(frame, angle)
            town = smoothstep(0, 0.3, built + 0.25 * (uniform(block, 5) - 0.5))
            painting.add("asphalt", 0.8 * town * _coverage(5 - street, frame.pixel))
            park = uniform(block, 1) < 0.08 + 0.3 * looseness
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

    def reflectance(self, cover: Cover, bands: np.ndarray, day: int, changed: bool) -> np.ndarray:
        """Return the reflectance of the ground, float32 (bands, rows, columns), 0 to 1.

        bands: `spectra.reflectances`, (bands, endmembers); day: of the year.
        changed: whether the abrupt change of the parameters has come.
        """
        shares = cover.shares
        if changed and self.parameters.change == "flood":
            shares = _flooded(cover)
        harvested = changed and self.parameters.change == "harvest"
        amounts = _endmember_amounts(cover, shares, day, harvested)
        stack = np.stack([amounts[name] for name in spectra.ENDMEMBERS])
        reflected = np.tensordot(bands, stack, axes=1)
        light = illumination(cover.land, day, self.parameters.relief)
        shade = light + (1 - light) * shares["water"]
        return np.clip(reflected * shade, 0.0005, 1).astype(np.float32)


class _Painting:
    """Layers of cover, added from above: each hides its share of all that come later."""

    def __init__(self, shape: tuple[int, int]):
        self.shares = {name: np.zeros(shape, np.float32) for name in _COVERS}
        self._open = np.ones(shape, np.float32)

    def add(self, name: str, opacity: np.ndarray) -> None:
        part = self._open * opacity
        self.shares[name] += part
        self._open -= part


def _coverage(inside: np.ndarray, pixel: float) -> np.ndarray:
    """Return the share, 0 to 1, of a pixel on the inner side of an edge `inside` metres away."""
    return np.clip(0.5 + inside / np.float32(pixel), 0, 1)


def _flooded(cover: Cover) -> dict[str, np.ndarray]:
    level = _FLOOD_LEVEL - cover.land.height
    under = smoothstep(-0.03, 0.05, level) * (1 - 0.45 * cover.shares["broadleaf"])
    shares = {name: share * (1 - under) for name, share in cover.shares.items()}
    shares["water"] += under
    return shares


def _endmember_amounts(cover: Cover, shares: dict[str, np.ndarray], day: int,
                       harvested: bool) -> dict[str, np.ndarray]:
    """Return how much of each endmember a pixel shows: its share times its brightness."""
    frame, fields = cover.frame, cover.fields
    grain = frame.noise("grain", 45)
    patches = frame.fractal("patches", 260, 3)
    region = frame.fractal("soils", 3500, 4)

    green, dry, wet, blossom, leafy = _crop_state(cover, day, patches, harvested)
    bare = 1 - green - dry - wet
    tone = np.clip(0.4 + 0.16 * region + 0.10 * patches + 0.35 * (uniform(
        fields.parcel, 5) - 0.5) + 0.03 * grain, 0, 1)
    furrows = 1 + 0.05 * np.sin(fields.along * np.float32(2 * math.pi / 75)) * uniform(
        fields.parcel, 6) + 0.03 * grain
    crop = shares["crop"] * furrows
    soil = crop * bare + shares["bare"]

    leaves = np.float32(phenology.leaves(day)) * (1 + 0.04 * region)
    stand = 1 + 0.10 * frame.noise("crowns", 22) + 0.08 * grain + 0.06 * patches
    broadleaf = shares["broadleaf"] * stand
    lushness = np.float32(phenology.grass(day)) * np.clip(1 + 0.2 * region + 0.15 * patches, 0, 1.2)
    lushness = np.clip(lushness, 0, 1)
    meadow = shares["grass"] * (1 + 0.06 * grain)
    roofs = 1 + 0.14 * frame.noise("roofs", 40)
    turbid = np.clip(0.45 + 0.25 * region + smoothstep(0, -400, cover.land.lake) * -0.4
                     + 0.5 * (shares["water"] - cover.shares["water"]), 0, 1)
    water = shares["water"]
    return {
        "cereal": crop * (green - blossom) * (1 - leafy),
        "leafy crop": crop * (green - blossom) * leafy,
        "blossom": crop * blossom,
        "straw": crop * dry + meadow * (1 - lushness) * 0.6 + broadleaf * (1 - leaves) * 0.25,
        "dark soil": soil * (1 - tone) + broadleaf * (1 - leaves) * 0.6 + crop * wet * 0.25,
        "bright soil": soil * tone + meadow * (1 - lushness) * 0.3,
        "grass": meadow * lushness,
        "broadleaf": broadleaf * leaves,
        "conifer": shares["conifer"] * stand,
        "clear water": water * (1 - turbid) + crop * wet * 0.4,
        "turbid water": water * turbid + crop * wet * 0.35,
        "sand": shares["sand"] * (1 + 0.08 * grain),
        "asphalt": shares["asphalt"] * (1 + 0.08 * grain),
        "concrete": shares["concrete"] * roofs,
        "tiles": shares["tiles"] * roofs,
    }


def _crop_state(cover: Cover, day: int, patches: np.ndarray,
                harvested: bool) -> tuple[np.ndarray, ...]:
    """Return the green, dry and flooded shares of the fields, the blossom, and leafiness."""
    frame, parcel = cover.frame, cover.fields.parcel
    limits = np.cumsum([crop.share for crop in phenology.CROPS])
    # Neighbouring fields share a taste for some crops: the draw is drawn towards the region's.
    taste = np.float32(0.5) + np.float32(0.30) * frame.noise("taste", 5000)
    draw = np.where(uniform(parcel, 2) < 0.4, taste + 0.2 * (uniform(parcel, 3) - 0.5),
                    uniform(parcel, 4))
    crop = np.searchsorted(limits[:-1], np.clip(draw, 0, 1) * limits[-1])
    spread = np.array([c.spread for c in phenology.CROPS], np.float32)[crop]
    delay = spread * 1.7 * (2 * uniform(parcel, 7) - 1) + 2.5 * patches
    when = (np.rint(day - 1 - delay).astype(int)) % phenology.YEAR
    green, dry, wet, blossom = phenology.calendar()[:, crop, when]
    vigour = np.clip(0.72 + 0.26 * uniform(parcel, 10) + 0.06 * patches, 0, 1)
    if harvested:
        cut = uniform(parcel, 11) < _HARVESTED
        dry = np.where(cut & (green + dry > 0.2), np.float32(0.45), dry)
        green, blossom = (np.where(cut, np.float32(0.02) * plane, plane)
                          for plane in (green, blossom))
    leafy = np.array([c.leafiness for c in phenology.CROPS], np.float32)[crop]
    return green * vigour, dry * vigour, wet, blossom * vigour, leafy

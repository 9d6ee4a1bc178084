"""The reflectance of the covered land on a day of the year."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from ..matrix_products import weighted_sums
from . import phenology
from .crop_fields import Crops
from .noise import LandFrame, smoothstep, uniform
from .parcels import Parcels
from .reflectances import ENDMEMBERS
from .terrain import Terrain, illumination

COVERS = ("crop", "grass", "broadleaf", "conifer", "water", "sand", "asphalt", "concrete",
          "tiles", "bare")
_FLOOD_LEVEL = 0.9
_FURROWS = 75  # metres between the marks of working a field
_DARKEST = 0.0005


@dataclass
class SurfaceTexture:
    """Unevenness of the ground at several sizes, float32 (rows, columns), deviation about 1."""

    grain: np.ndarray
    crowns: np.ndarray
    roofs: np.ndarray
    patches: np.ndarray
    region: np.ndarray

    @classmethod
    def of(cls, frame: LandFrame) -> SurfaceTexture:
        """Return the texture of a frame."""
        return cls(frame.noise("grain", 45), frame.noise("crowns", 22), frame.noise("roofs", 40),
                   frame.fractal("patches", 260, 3), frame.fractal("soils", 3500, 4))


@dataclass
class Cover:
    """The land of one frame, before the year comes over it.

    shares: of each of `COVERS`, float32 (rows, columns), 1 in sum.
    """

    shares: dict[str, np.ndarray]
    land: Terrain
    fields: Parcels
    crops: Crops
    texture: SurfaceTexture

    def reflectance(self, spectra_of_bands: np.ndarray, day: int, relief: float,
                    change: str) -> np.ndarray:
        """Return the reflectance of the ground, float32 (bands, rows, columns), 0 to 1.

        spectra_of_bands: `reflectances`, (bands, endmembers). day: of the year.
        relief: strength of the shading. change: the abrupt change that has come, of
        `parameters.CHANGES`.
        """
        shares = self._flooded() if change == "flood" else self.shares
        amounts = self._amounts(shares, day, harvested=change == "harvest")
        stack = np.stack([amounts[name] for name in ENDMEMBERS])
        reflected = weighted_sums(spectra_of_bands, stack)
        light = illumination(self.land, day, relief)
        return np.clip(reflected * (light + (1 - light) * shares["water"]), _DARKEST, 1)

    def _flooded(self) -> dict[str, np.ndarray]:
        """Return the shares while a flood stands; crowns of trees stay above it."""
        under = smoothstep(-0.03, 0.05, _FLOOD_LEVEL - self.land.height)
        under *= 1 - 0.45 * self.shares["broadleaf"]
        shares = {name: share * (1 - under) for name, share in self.shares.items()}
        shares["water"] += under
        return shares

    def _amounts(self, shares: dict[str, np.ndarray], day: int,
                 harvested: bool) -> dict[str, np.ndarray]:
        """Return the amounts of the endmembers: share of a pixel times brightness."""
        texture, parcel = self.texture, self.fields.parcel
        green, dry, flooded, blossom = self.crops.state(day, harvested)
        leafy = self.crops.leafiness
        furrows = np.sin(self.fields.across * np.float32(2 * math.pi / _FURROWS))
        crop = shares["crop"] * (1 + 0.05 * uniform(parcel, 6) * furrows + 0.03 * texture.grain)
        wet = crop * flooded

        soil = crop * (1 - green - dry - flooded) + shares["bare"]
        bright = np.clip(0.4 + 0.35 * (uniform(parcel, 5) - 0.5) + 0.16 * texture.region
                         + 0.10 * texture.patches + 0.03 * texture.grain, 0, 1)

        broadleaf_stand, conifer_stand = (
            shares[name] * (1 + 0.10 * texture.crowns + 0.08 * texture.grain
                            + 0.06 * texture.patches) for name in ("broadleaf", "conifer"))
        leaves = np.clip(phenology.leaves(day) * (1 + 0.04 * texture.region), 0, 1)
        bare_stand = broadleaf_stand * (1 - leaves)
        meadow = shares["grass"] * (1 + 0.06 * texture.grain)
        lush = np.clip(phenology.grass(day) * (
            1 + 0.2 * texture.region + 0.15 * texture.patches), 0, 1)

        mud = np.clip(0.45 + 0.2 * texture.region - 0.45 * self.land.clarity
                      + 0.5 * (shares["water"] - self.shares["water"]), 0, 1)
        roofs, stone = 1 + 0.14 * texture.roofs, 1 + 0.08 * texture.grain
        return {
            "cereal": crop * (green - blossom) * (1 - leafy),
            "leafy crop": crop * (green - blossom) * leafy,
            "blossom": crop * blossom,
            "straw": crop * dry + 0.6 * meadow * (1 - lush) + 0.25 * bare_stand,
            "dark soil": soil * (1 - bright) + 0.6 * bare_stand + 0.25 * wet,
            "bright soil": soil * bright + 0.3 * meadow * (1 - lush),
            "grass": meadow * lush,
            "broadleaf": broadleaf_stand * leaves,
            "conifer": conifer_stand,
            "clear water": shares["water"] * (1 - mud) + 0.4 * wet,
            "turbid water": shares["water"] * mud + 0.35 * wet,
            "sand": shares["sand"] * stone,
            "asphalt": shares["asphalt"] * stone,
            "concrete": shares["concrete"] * roofs,
            "tiles": shares["tiles"] * roofs,
        }

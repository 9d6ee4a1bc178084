"""The user's settings in the options of QGIS, for all that the plugin computes."""

from __future__ import annotations

import dataclasses
import os
from dataclasses import dataclass
from typing import Any

from qgis.core import QgsSettings

from ..networks.runtime import PROVIDERS

_GROUP = "stfusion"
_MEGABYTE = 2**20


@dataclass(frozen=True)
class UserSettings:
    """The settings; each is kept in QGIS's own settings under "stfusion/" and its name.

    threads: how many work at a time, 0 for one a processor core.
    memory: megabytes that one run may take, as far as the images allow.
    raster_cache: megabytes of images that GDAL may keep while a run works.
    float_output: whether float32 is the data type of outputs where nothing else is chosen.
    provider: what runs networks; one of `networks.runtime.PROVIDERS`.
    cards: whether methods compute on a graphics card where that is faster.
    measure_predictions: whether the quality of predictions is measured when they are loaded.
    """

    threads: int = 0
    memory: int = 2048
    raster_cache: int = 128
    float_output: bool = False
    provider: str = "auto"
    cards: bool = True
    measure_predictions: bool = True

    @classmethod
    def read(cls) -> UserSettings:
        """Return the settings; the default of each that nobody has set, or set to nonsense."""
        settings, found = QgsSettings(), {}
        for field in dataclasses.fields(cls):
            value = settings.value(f"{_GROUP}/{field.name}", None)
            if value is not None:
                found[field.name] = _usable(field.name, value, field.default)
        return cls(**found)

    def write(self) -> None:
        """Keep these settings."""
        settings = QgsSettings()
        for field in dataclasses.fields(self):
            settings.setValue(f"{_GROUP}/{field.name}", getattr(self, field.name))

    def threads_for(self, wanted: int = 0) -> int:
        """Return the number of threads to use; wanted: 0 for the one that is set."""
        return wanted or self.threads or os.cpu_count() or 1

    @property
    def memory_bytes(self) -> int:
        """Return the memory in bytes."""
        return self.memory * _MEGABYTE

    @property
    def raster_cache_bytes(self) -> int:
        """Return the raster cache in bytes."""
        return self.raster_cache * _MEGABYTE

    def defaults_of(self, parameters_class: type) -> Any:
        """Return the defaults of a method's parameters: the memory of networks is what is set."""
        defaults = parameters_class()
        return dataclasses.replace(defaults, memory_limit=self.memory) \
            if hasattr(defaults, "memory_limit") else defaults

    def resolved(self, parameters: Any) -> Any:
        """Return a method's parameters with what is set where they say "auto"."""
        return dataclasses.replace(parameters, provider=self.provider) \
            if getattr(parameters, "provider", None) == "auto" else parameters


LIMITS = {"threads": (0, 256), "memory": (256, 1024 * 1024), "raster_cache": (16, 64 * 1024)}
"""Least and greatest value of the settings that are numbers."""


def _usable(name: str, value: Any, default: Any) -> Any:
    if isinstance(default, bool):
        return str(value).lower() in ("true", "1")
    if name == "provider":
        return value if value in PROVIDERS else default
    try:
        least, most = LIMITS[name]
        return min(max(int(value), least), most)
    except (TypeError, ValueError):
        return default

"""STFusion: spatiotemporal fusion of satellite images, for QGIS and for Python."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .plugin import StfusionPlugin


def classFactory(iface: Any) -> StfusionPlugin:  # noqa: N802 (the name is given by QGIS)
    """Return the plugin; QGIS calls this when it loads it."""
    from .plugin import StfusionPlugin

    return StfusionPlugin(iface)

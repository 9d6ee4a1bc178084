"""The looks that outputs get when they are loaded, kept until then."""

from __future__ import annotations

from collections import deque

from qgis.core import QgsProcessingContext, QgsProcessingLayerPostProcessorInterface

_MOST = 10_000  # more than one run loads

# QGIS keeps no reference, and the algorithm itself may be gone when its outputs are loaded.
_kept: deque[QgsProcessingLayerPostProcessorInterface] = deque(maxlen=_MOST)


def look_when_loaded(details: QgsProcessingContext.LayerDetails,
                     look: QgsProcessingLayerPostProcessorInterface) -> None:
    """Give an output that is to be loaded its look."""
    _kept.append(look)
    details.setPostProcessor(look)

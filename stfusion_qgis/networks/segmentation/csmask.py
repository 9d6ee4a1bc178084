"""The networks of the package ukis-csmask, used without importing it.

Wieland, M., Fichtner, F., Martinis, S. (2022): UKIS-CSMASK. Int. Arch. Photogramm. Remote Sens.
Spatial Inf. Sci. XLIII-B3-2022, 217-222. The package has four networks in the ONNX format, for four
or six bands and for reflectance of the surface or of the top of the atmosphere; a file beside each
has mean and deviation of its bands. Their scores are logits of: clear, cloud, shadow.
"""

from __future__ import annotations

import importlib.util
import json
from collections.abc import Sequence
from pathlib import Path

from ...errors import InputError
from ...translation import tr
from ..contract_entries import Entries
from .segmentation_contract import SegmentationContract

PACKAGE = "ukis_csmask"
"""Under which Python imports it."""

SIX_BANDS = ("blue", "green", "red", "nir", "swir16", "swir22")
FOUR_BANDS = SIX_BANDS[:4]

_LEVELS = {"surface": "l2a", "toa": "l1c"}
_CLASSES = ("clear", "cloud", "shadow")
_PIXEL = 30.0  # metres, as its authors advise
_CITATION = ("Wieland, M., Fichtner, F., Martinis, S. (2022): UKIS-CSMASK: A Python package for "
             "multi-sensor cloud and cloud shadow segmentation. Int. Arch. Photogramm. Remote "
             "Sens. Spatial Inf. Sci. XLIII-B3-2022, 217-222. "
             "https://doi.org/10.5194/isprs-archives-XLIII-B3-2022-217-2022")


def csmask_folder() -> Path | None:
    """Return the folder of the package, None where it is not installed."""
    found = importlib.util.find_spec(PACKAGE)
    places = [] if found is None else list(found.submodule_search_locations or [])
    return Path(places[0]) if places else None


def csmask_network(bands: Sequence[str], level: str) -> tuple[Path, SegmentationContract]:
    """Return the file of a network and its contract.

    bands: `SIX_BANDS` or `FOUR_BANDS`. level: "surface" or "toa".

    Raises:
        InputError: the package is not installed, or is not as it should be.
    """
    folder = csmask_folder()
    if folder is None:
        raise InputError(tr(
            "This needs the Python package ukis-csmask, which is not installed. Install it on the "
            "page 'STFusion' of the options of QGIS (Settings - Options), or give a network of "
            "your own."))
    path = folder / f"model_{len(bands)}b_{_LEVELS[level]}.onnx"
    try:
        with open(path.with_suffix(".json"), encoding="utf-8") as file:
            facts = Entries(json.load(file))
        return path, _contract(facts, tuple(bands), level)
    except (OSError, ValueError, InputError) as error:
        raise InputError(tr(
            "The Python package ukis-csmask is not as it should be ({reason}). Install it again on "
            "the page 'STFusion' of the options of QGIS (Settings - Options).").format(
                reason=error)) from error


def _contract(facts: Entries, bands: tuple[str, ...], level: str) -> SegmentationContract:
    data, model = facts.object("data"), facts.object("model")
    statistics = data.object("dataset_statistics")
    values = statistics.free("img")
    if tuple(statistics.texts("band_names", str)) != bands or not isinstance(values, list) \
            or len(values) != 2:
        raise InputError("dataset_statistics")
    mean, deviation = (Entries({"img": row}).numbers("img", len(bands)) for row in values)
    contract = SegmentationContract(
        title=f"ukis-csmask {model.text('version')}", input="input", output="output", bands=bands,
        mean=mean, deviation=deviation, classes=_CLASSES, tile=256, level=level, pixel=_PIXEL,
        licence="Apache-2.0", citation=_CITATION,
        training_data="SPARCS (Landsat 8), CloudSEN12+ (Sentinel-2)")
    contract.check()
    return contract

"""All metrics: outputs, tables, reports and help are derived from this list."""

from __future__ import annotations

import importlib
import pkgutil
from typing import Any

from . import metrics
from .metrics.metric import Metric

_ORDER = ("pixel_errors", "structural_similarity", "spectral_angle", "relative_errors",
          "hypercomplex", "texture", "grey_values", "coarse_consistency", "kept_detail")
"""Files of metrics in the order in which people see them; new ones follow."""


def collect() -> dict[str, Metric[Any]]:
    """Return the metrics by id that the modules of `metrics` describe, in the order of `_ORDER`."""
    names = [module.name for module in pkgutil.iter_modules(metrics.__path__)]
    names.sort(key=lambda name: _ORDER.index(name) if name in _ORDER else len(_ORDER))
    modules = [importlib.import_module(f"{metrics.__name__}.{name}") for name in names]
    return {value.id: value for module in modules for value in vars(module).values()
            if isinstance(value, Metric)}


METRICS = collect()
"""Metrics by id. A module of `metrics` that describes one adds it: there is no other list."""

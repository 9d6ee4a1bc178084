"""Fingerprints of what every method predicts on real images: `python -m bench --fingerprints F`.

Two versions of the code give the same fingerprints only if they give the same images, to the last
bit. With a file of an earlier run, differences are printed, with how large they are.
"""

from __future__ import annotations

import hashlib
import json
import sys
import tempfile
from pathlib import Path
from typing import Any

import numpy as np
from osgeo import gdal

from stfusion_qgis.comparison.contest import Contest
from stfusion_qgis.comparison.contestants import Contestant
from stfusion_qgis.methods import all_methods

from .real_images import CASES

_CASES = ("gwydir", "shenzhen", "itoiz, September", "salton sea, 9 October")
_DIGITS = 8


def run(file: str) -> None:
    """Compare with the fingerprints in a file, or write them where there is none yet."""
    path = Path(file)
    known = json.loads(path.read_text("utf-8")) if path.exists() else None
    found = {f"{case}: {key}": made for case in _CASES for key in all_methods()
             if (made := _fingerprint(case, key)) is not None}
    if known is None:
        path.write_text(json.dumps(found, indent=1), "utf-8")
        print(f"Wrote {path}")
        return
    for name in sorted({*known, *found}):
        if known.get(name) != found.get(name):
            print(f"{name}: {known.get(name)} -> {found.get(name)}")
    if known != found:
        sys.exit(1)
    print(f"All {len(found)} are the same.")


def _fingerprint(case: str, key: str) -> dict[str, Any] | None:
    """Return the hash, the mean and the deviation of a prediction; None for want of pairs."""
    known = CASES[case]
    contestant = Contestant.with_most(all_methods()[key], known.available)
    if contestant is None:
        return None
    with tempfile.TemporaryDirectory() as folder:
        values = gdal.Open(Contest(known, folder).predict(contestant).path).ReadAsArray()
    return {"sha256": hashlib.sha256(np.ascontiguousarray(values)).hexdigest()[:16],
            "mean": float(f"{np.nanmean(values, dtype=np.float64):.{_DIGITS}g}"),
            "deviation": float(f"{np.nanstd(values, dtype=np.float64):.{_DIGITS}g}")}

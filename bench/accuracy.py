"""The accuracy of every method on real images: `python -m bench --accuracy`.

Each fusion runs in a process of its own, whose time and peak memory are measured.
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import tempfile
from pathlib import Path

from stfusion_qgis.comparison.contest import Contest
from stfusion_qgis.comparison.contestants import Contestant
from stfusion_qgis.methods import all_methods
from stfusion_qgis.methods.method import Family

from .real_images import CASES, DATA

TABLE = Path(__file__).resolve().parents[1] / "docs" / "accuracy.md"
METRICS = ("RMSE", "SSIM", "SAM", "ERGAS")

_HEAD = """# Accuracy on real images

All methods but neural networks (see [networks-accuracy.md](networks-accuracy.md)) with their
default parameters, made by `./dev bench --accuracy`. RMSE is the mean over
the bands, in the images' unit (reflectance × 10000; the Salton Sea 0 to 1); lower is better but for
SSIM. SAM is in degrees and undefined for a single band. Methods that can use two pairs get two
where the images have them. Seconds are wall time on {threads} cores, memory is the peak of the
process, some 200 MB of which are libraries.

The images are described in the documentation of the test data: Lower Gwydir (Landsat 5 with 16 x 16
block means, a flood between the dates), Shenzhen (Landsat 7 and MODIS, two years of land-cover
change, the shift of the MODIS image corrected), Itoiz (Sentinel-2 with Landsat 8 in another
coordinate reference system, and with 30 x 30 block means), Salton Sea (HLS and VIIRS).
"""


def run() -> None:
    """Measure all methods on all cases and write the table."""
    if not DATA.is_dir():
        sys.exit("The real test images (../shared/data) are not on this machine.")
    parts = []
    for name in CASES:
        print(f"\n## {name}", flush=True)
        rows = [_row(key, _in_own_process(name, key)) for key, method in all_methods().items()
                if method.family != Family.NETWORK]  # the shipped ones know these images
        parts.append("\n".join([
            f"## {name[0].upper()}{name[1:]}\n",
            f"| Method | {' | '.join(METRICS)} | Seconds | Memory |",
            "| --- |" + " ---: |" * (len(METRICS) + 2), *filter(None, rows)]))
    TABLE.parent.mkdir(exist_ok=True)
    head = _HEAD.format(threads=len(os.sched_getaffinity(0)))
    TABLE.write_text(head + "\n" + "\n\n".join(parts) + "\n", encoding="utf-8")
    print(f"\nWrote {TABLE}")


def _row(method: str, measured: dict) -> str:
    if not measured:
        return ""
    values = [f"{measured[key]:.4g}" if measured.get(key) is not None else "–" for key in METRICS]
    row = (f"| `{method}` | {' | '.join(values)} | {measured['seconds']:.1f} "
           f"| {measured['memory']:.0f} MB |")
    print(row, flush=True)
    return row


def _in_own_process(case: str, method: str) -> dict:
    done = subprocess.run([sys.executable, "-m", "bench.accuracy", case, method],
                          capture_output=True, text=True)
    if done.returncode:
        sys.exit(done.stderr)
    return json.loads(done.stdout)


def measure(case: str, method_id: str) -> dict:
    """Return the metrics of a method on a case, its seconds and its memory in MB; {} if it needs
    more pairs than there are.
    """
    known = CASES[case]
    contestant = Contestant.with_most(all_methods()[method_id], known.available)
    if contestant is None:
        return {}
    with tempfile.TemporaryDirectory() as folder:
        run = Contest(known, folder).predict(contestant)
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        quality = known.measure(run.path)
    measured = {key: quality.values[key].overall for key in METRICS if key in quality.values}
    return {**measured, "seconds": run.seconds, "memory": memory}


if __name__ == "__main__":
    print(json.dumps(measure(*sys.argv[1:])))

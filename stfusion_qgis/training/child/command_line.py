"""`python -m stfusion_qgis.training`: train a fusion network on pairs of images.

Needs torch and onnx besides NumPy, SciPy and GDAL, and no QGIS. With `--events` each event is an
object of JSON on a line of standard output; a line "stop" on standard input, its end (the parent is
gone) or SIGTERM ends the training, which keeps the best network until then.
"""

from __future__ import annotations

import argparse
import os
import threading
from typing import Any

from ...errors import Cancelled, InputError
from ...processes.event_stream import Emit, as_json, own_stdout, stop_on_request
from ...qm_file import speak
from ...translation import tr
from ..architecture_catalogue import CATALOGUE
from ..config import Config
from .training_events import as_text

EXAMPLE = """example:
  python -m stfusion_qgis.training --pair fine_1.tif coarse_1.tif \\
    --pair fine_2.tif coarse_2.tif --pair fine_3.tif coarse_3.tif \\
    --minutes 10 --output network.onnx"""


def run_command_line(arguments: list[str] | None = None) -> int:
    """Train as the command line says, and return its exit code: 0, or 1 for an error."""
    speak(os.environ.get("STFUSION_LANGUAGE", ""))
    options = _parser().parse_args(arguments)
    emit = as_json(own_stdout()) if options.events else as_text
    stop = stop_on_request(listen=options.events)
    try:
        _train_and_conclude(options, emit, stop)
    except InputError as error:
        return _failed(emit, str(error))
    except Cancelled:
        return _failed(emit, tr("Stopped before there was a network."))
    except (MemoryError, RuntimeError) as error:
        if not _is_lack_of_memory(error):
            raise
        return _failed(emit, tr("The memory is not enough for this training. Close other programs, "
                                "use the CPU instead of the graphics card, or give smaller images."
                                ))
    emit("finished")
    return 0


def _train_and_conclude(options: argparse.Namespace, emit: Emit, stop: threading.Event) -> None:
    # Read when torch is imported. Its threads wait for each other many times a step: if they do so
    # by turning in a loop, other work on the machine makes a step several times as long.
    os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
    config = Config.read(options.config) if options.config else Config.of(_entries(options))
    try:
        from .conclusion import conclude
        from .training_run import run_training
    except ImportError as error:
        raise InputError(tr("The Python package {package} is missing, which training needs."
                            ).format(package=error.name)) from error
    history = run_training(config, emit, stop)
    if config.compare or config.report:
        conclude(config, history, emit, stop)


def _entries(options: argparse.Namespace) -> dict[str, Any]:
    """Return the configuration that the options make."""
    pairs = [{"fine": fine, "coarse": coarse} for fine, coarse in options.pair or []]
    pairs += [{"fine": fine} for fine in options.fine_only or []]
    for pair, date in zip(pairs, options.date or []):
        pair["date"] = date
    guides = options.guide or []
    if len(guides) not in (0, 1, len(pairs)):
        raise InputError(tr("Give one guide for all dates of a scene, or one for each of them; and "
                            "to each scene."))
    if len(guides) > 1:
        for pair, guide in zip(pairs, guides):
            pair["guide"] = guide
    scene = {"pairs": pairs, "guide": guides[0] if len(guides) == 1 else None,
             "band_matching": options.band_matching, "ratio": options.ratio,
             "fine_bands": options.fine_bands, "coarse_bands": options.coarse_bands,
             "scale_coarse": options.scale_coarse, "coregister": options.coregister}
    names = ("architecture", "start", "minutes", "steps", "device", "threads", "seed", "held_out",
             "title", "report", "compare", "output")
    entries = {name: getattr(options, name) for name in names}
    simulate = {"ratio": options.simulated_ratio} if options.simulated_ratio else None
    return {"scenes": [scene], "bands": "any" if options.any_bands else None,
            "simulate": simulate, **entries}


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m stfusion_qgis.training", epilog=EXAMPLE,
        description="Train a fusion network on pairs of images and write it as an ONNX file.",
        formatter_class=argparse.RawDescriptionHelpFormatter)
    add = parser.add_argument
    add("--config", metavar="FILE", help="a JSON file with everything, instead of the options")
    add("--events", action="store_true",
        help="write events as lines of JSON, and stop at a line 'stop' or at the end of the input")
    add("--pair", nargs=2, action="append", metavar=("FINE", "COARSE"),
        help="images of one date; once for each date")
    add("--fine-only", action="append", metavar="FINE",
        help="a fine image without a coarse one, which is simulated; once for each date")
    add("--date", action="append", metavar="YYYY-MM-DD",
        help="dates of the images in the same order; by default from their metadata or names")
    add("--guide", metavar="FILE", action="append",
        help="an image that tells land apart besides, of any bands and grid; once for all dates, "
             "or once for each date in the same order")
    add("--architecture", default="residualfusion", choices=list(CATALOGUE))
    add("--any-bands", action="store_true",
        help="train a network that is run band by band, for any number of bands")
    add("--start", metavar="FILE", help="an ONNX file to go on from")
    add("--minutes", type=float, default=10.0, help="time for training (default: 10)")
    add("--steps", type=int, help="number of steps instead of a time, to repeat a training exactly")
    add("--device", default="auto", choices=["auto", "cpu", "cuda"])
    add("--threads", type=int, default=0, help="0 for one a core (default)")
    add("--seed", type=int, default=1)
    add("--held-out", default="auto", metavar="DATE",
        help="date to measure on, 'spatial' for a part of the scene, or 'auto' (default)")
    add("--ratio", type=float,
        help="scale ratio of coarse images that were resampled onto the fine grid")
    add("--simulated-ratio", type=float, nargs=2, metavar=("FROM", "TO"),
        help="scale ratios of simulated coarse images (default: 8 20)")
    add("--band-matching", default="number", help="how bands find each other (default: number)")
    add("--fine-bands", default="", metavar="LIST", help="bands of fine images, such as 4,3,2")
    add("--coarse-bands", default="", metavar="LIST", help="bands of coarse images")
    add("--scale-coarse", action="store_true", help="bring coarse images to the fine ones' units")
    add("--coregister", action="store_true", help="correct a shift of the coarse images")
    add("--title", help="of the network, shown to its users")
    add("--report", metavar="FILE", help="an HTML report to write, with a comparison")
    add("--compare", action="store_true", help="compare the network with other methods")
    add("--output", metavar="FILE", help="the ONNX file to write")
    return parser


def _failed(emit: Emit, text: str) -> int:
    emit("error", text=text)
    return 1


def _is_lack_of_memory(error: Exception) -> bool:
    # torch raises RuntimeError for it, told by the text only.
    text = str(error).lower()
    return isinstance(error, MemoryError) or "out of memory" in text or "allocate memory" in text

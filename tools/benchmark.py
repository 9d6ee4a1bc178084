"""A fair benchmark of fusion methods on a data set; docs/benchmark.md says what is fixed."""

from __future__ import annotations

import argparse
import pathlib
import sys
from dataclasses import fields

REPOSITORY = pathlib.Path(__file__).resolve().parent.parent
sys.path.insert(0, str(REPOSITORY))

from stfusion_qgis.benchmark.benchmark_files import (  # noqa: E402
    compared_files,
    write_benchmark_files,
)
from stfusion_qgis.benchmark.benchmark_options import BenchmarkOptions  # noqa: E402
from stfusion_qgis.benchmark.benchmark_report import verdict  # noqa: E402
from stfusion_qgis.benchmark.benchmarking import BenchmarkRequest, run_benchmark  # noqa: E402
from stfusion_qgis.benchmark.data_set import data_set_of  # noqa: E402
from stfusion_qgis.blas_threads import one_blas_thread  # noqa: E402
from stfusion_qgis.errors import InputError  # noqa: E402
from stfusion_qgis.images.area import Area  # noqa: E402
from stfusion_qgis.images.image_options import ImageOptions  # noqa: E402
from stfusion_qgis.images.source import Source  # noqa: E402
from stfusion_qgis.methods.given_guide import GivenGuide, GuideOptions  # noqa: E402
from stfusion_qgis.parameters import descriptions  # noqa: E402
from stfusion_qgis.products.product_cache import product_cache  # noqa: E402
from stfusion_qgis.run.job_values import parameters_of  # noqa: E402
from stfusion_qgis.run.terminal import TerminalProgress  # noqa: E402

COMPLETE, DIFFERENT, UNUSABLE = 0, 1, 2
_NOT_OFFERED = ("upscaling",)


def arguments(given: list[str] | None = None) -> argparse.Namespace:
    """Return what the user asks for."""
    parser = argparse.ArgumentParser(
        prog="./dev benchmark", description=__doc__, allow_abbrev=False,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        epilog="exit codes: 0 complete; 1 the two cannot be compared; 2 an option or image cannot "
               "be used")
    parser.add_argument("folder", nargs="?", help="of the data set: a known layout, downloads, "
                        "plain rasters with dates, or a catalogue of prepared images (.geojson)")
    parser.add_argument("--compare", nargs=2, metavar=("OLD", "NEW"),
                        help="folders of two benchmarks, or their benchmark.json")
    parser.add_argument("--methods", default="", metavar="IDS",
                        help="such as starfm,fsdaf; left out: all without networks")
    parser.add_argument("--network", action="append", default=[], metavar="FILE",
                        help="an .onnx file that takes part; may be given several times")
    parser.add_argument("--guide", metavar="PATH",
                        help="an image or polygons, with which methods that take a guide take part "
                             "once more")
    parser.add_argument("--extent", metavar="LEFT,BOTTOM,RIGHT,TOP",
                        help="part that is predicted, in the CRS of the fine images")
    parser.add_argument("--output", metavar="FOLDER", default="benchmark", help="[benchmark]")
    parser.add_argument("--threads", type=int, default=0, metavar="N")
    for kind in (BenchmarkOptions, GuideOptions, ImageOptions):
        defaults = kind()
        for name, described in descriptions(kind).items():
            if name in _NOT_OFFERED:
                continue
            default = getattr(defaults, name)
            choices = "|".join(described.choices)
            parser.add_argument(
                f"--{name.replace('_', '-')}", dest=name, metavar=choices or "VALUE",
                help=f"{described.label}. {described.help} "
                     f"[{described.empty or default or 'none'}]".replace("%", "%%"))
    found = parser.parse_args(given)
    if bool(found.folder) == bool(found.compare):
        parser.error("give either the folder of a data set, or --compare OLD NEW")
    return found


def main(given: list[str] | None = None) -> int:
    """Run the benchmark or the comparison, and return the exit code."""
    asked = arguments(given)
    progress = TerminalProgress(sys.stderr)
    try:
        if asked.compare:
            comparison = compared_files(*asked.compare)
            print(comparison.to_markdown())
            return COMPLETE if comparison.is_fair else DIFFERENT
        with one_blas_thread():
            return _run(asked, progress)
    except InputError as error:
        progress.fail(str(error))
        return UNUSABLE
    except KeyboardInterrupt:
        return 130
    finally:
        progress.close()


def _run(asked: argparse.Namespace, progress: TerminalProgress) -> int:
    output = pathlib.Path(asked.output).resolve()
    output.mkdir(parents=True, exist_ok=True)
    options, guide_options, image_options = (parameters_of(kind, {
        each.name: getattr(asked, each.name) for each in fields(kind)
        if getattr(asked, each.name, None) is not None}, "")
        for kind in (BenchmarkOptions, GuideOptions, ImageOptions))
    guide = GivenGuide(Source(asked.guide), guide_options) if asked.guide else None
    data = data_set_of(asked.folder, str(output / "prepared"), product_cache(),
                       progress.part(0.0, 0.1))
    record = run_benchmark(
        BenchmarkRequest(data, [one for one in asked.methods.split(",") if one], asked.network,
                         options, image_options, _area(asked.extent), asked.threads, guide),
        str(output), progress.part(0.1, 1.0))
    for path in write_benchmark_files(str(output), record):
        print(path)
    print(verdict(record))
    return COMPLETE


def _area(extent: str | None) -> Area:
    if not extent:
        return Area()
    try:
        left, bottom, right, top = map(float, extent.split(","))
    except ValueError:
        raise InputError(f"--extent {extent} is not LEFT,BOTTOM,RIGHT,TOP.") from None
    return Area((left, bottom, right, top))


if __name__ == "__main__":
    sys.exit(main())

"""The benchmark of methods on a data set, as a Processing algorithm."""

from __future__ import annotations

import os
from dataclasses import fields
from typing import Any

from qgis.core import (
    QgsProcessingContext,
    QgsProcessingOutputFile,
    QgsProcessingOutputHtml,
    QgsProcessingOutputNumber,
    QgsProcessingOutputString,
    QgsProcessingParameterEnum,
    QgsProcessingParameterFile,
    QgsProcessingParameterFolderDestination,
)

from ..benchmark.benchmark_comparison import compare_benchmarks
from ..benchmark.benchmark_files import COMPARISON, write_benchmark_files
from ..benchmark.benchmark_options import BenchmarkOptions
from ..benchmark.benchmark_record import BenchmarkRecord
from ..benchmark.benchmark_report import verdict
from ..benchmark.benchmarking import BenchmarkRequest, run_benchmark
from ..benchmark.data_set import data_set_of
from ..images.area import Area
from ..images.image_options import ImageOptions
from ..methods import all_methods
from ..methods.given_guide import GivenGuide
from ..parameters import check
from ..products.product_cache import product_cache
from ..progress import Progress
from ..translation import mark, tr
from ..whole_files import write_text
from .area_parameters import add_extent, area_of
from .base import StfusionAlgorithm
from .guide_parameter import add_guide_of_all, check_guide_opens, given_guide
from .parameter_definitions import definitions, values
from .quality_inputs import KEYWORDS
from .titled_choices import titles_in_help
from .toolbox_groups import QUALITY
from .user_settings import UserSettings

_OPTIONS = [entry.name for entry in fields(ImageOptions) if entry.name != "upscaling"]
_OPENED = 0.1  # of the progress


class BenchmarkAlgorithm(StfusionAlgorithm):
    """Measures methods on a data set by one fixed protocol."""

    algorithm_id = "benchmark"
    title = mark("Benchmark")
    summary = mark("Measures chosen methods on the folder of a data set by one fixed protocol.")
    help_text = mark(
        "Tables of papers cannot be compared: dates, bands, borders, masks and the definitions of "
        "the measures differ, and coarse images are real in one and simulated in another. Here all "
        "of this is fixed. Every date is held out, each method predicts it from the others with "
        "its default parameters, and all are measured on the very same pixels, whoever else takes "
        "part. The nearest fine image and the interpolation of fine images in time take part "
        "always: what is no better than these is no fusion.\n\n"
        "The folder may hold a public data set as it is downloaded (CIA, LGC, AHB, Tianjin, "
        "Daxing, Wuhan, Shenzhen, the STARFM scenes), downloads of known products, or plain "
        "rasters whose names tell the date and which of them are coarse.\n\n"
        "The outcome is a folder: benchmark.html to read, benchmark.csv with each measure of each "
        "method, date and band, pictures, and benchmark.json with all figures, versions, options "
        "and digests of the images and predictions. An earlier benchmark.json is compared with it, "
        "or it is said why it cannot be. To find the method for your own images in the time that "
        "you have, take 'Choose a method'.")
    toolbox_group = QUALITY
    icon_name = "compare"
    keywords = (*KEYWORDS, mark("leave one out"), mark("data set"), "CIA", "LGC", "Daxing")

    def __init__(self) -> None:
        super().__init__()
        self._area = Area()
        self._guide: GivenGuide | None = None

    def initAlgorithm(self, configuration: dict[str, Any] | None = None) -> None:
        self.add(QgsProcessingParameterFile(
            "FOLDER", tr("Folder of the data set"), QgsProcessingParameterFile.Behavior.Folder), tr(
                "With the folders in it. Pairs are found by their dates, which may lie three days "
                "apart."))
        titles = {identifier: tr(method.title) for identifier, method in all_methods().items()}
        self.add(QgsProcessingParameterEnum(
            "METHODS", tr("Methods"), list(titles), True, None, True, True), tr(
                "Left empty, all without networks; slow ones in small images only. Methods that "
                "can use two pairs take part with one and with two."
            ) + f" ({titles_in_help(titles)}).")
        self.add(QgsProcessingParameterFile(
            "NETWORK", tr("Network of your own"), QgsProcessingParameterFile.Behavior.File, "",
            None, True, tr("{kind} files").format(kind="ONNX") + " (*.onnx)"), tr(
                "Takes part, too. If it was trained at this place, hold out dates that it has not "
                "seen, and give the side of the test tiles with which it was trained."))
        add_guide_of_all(self, tr(
            "Anything that tells one kind of land from another beside the images, as a raster or "
            "as polygons. Methods that take a guide take part with it, too. It must not be made of "
            "the dates that are held out, as it knows the truth then."))
        for parameter, help, advanced in definitions(BenchmarkOptions):
            self.add(parameter, help, advanced)
        add_extent(self, tr("Predict and measure this part alone. Left empty, the whole images."))
        self.add(QgsProcessingParameterFile(
            "COMPARE_WITH", tr("Earlier benchmark"), QgsProcessingParameterFile.Behavior.File, "",
            None, True, tr("{kind} files").format(kind="JSON") + " (*.json)"), tr(
                "The benchmark.json of another run: the log and comparison.md say what has "
                "changed."))
        for parameter, help, advanced in definitions(ImageOptions):
            if parameter.name().lower() in _OPTIONS:
                self.add(parameter, help, advanced)
        self.add(QgsProcessingParameterFolderDestination("OUTPUT", tr("Folder of the benchmark")),
                 tr("Report, table, record and pictures."))
        self.add_output(QgsProcessingOutputHtml("OUTPUT_HTML", tr("Report")))
        self.add_output(QgsProcessingOutputFile("OUTPUT_CSV", tr("Table")))
        self.add_output(QgsProcessingOutputFile("OUTPUT_JSON", tr("Record")))
        self.add_output(QgsProcessingOutputString("BEST", tr("Best method")))
        self.add_output(QgsProcessingOutputNumber("ERROR", tr(
            "Error of the best method relative to the temporal difference")))
        self.add_output(QgsProcessingOutputString("VERDICT", tr("Verdict")))
        self.add_output(QgsProcessingOutputString("COMPARISON", tr("Comparison")))

    def check_values(self, parameters: dict[str, Any], context: QgsProcessingContext) -> None:
        for kind in (BenchmarkOptions, ImageOptions):
            check(values(kind, self, parameters, context))
        options = values(BenchmarkOptions, self, parameters, context)
        options.held_out_dates(), options.left_out_dates()
        check_guide_opens(self, parameters, context)
        earlier = self.parameterAsFile(parameters, "COMPARE_WITH", context)
        if earlier:
            BenchmarkRecord.read(earlier)

    def take_layers(self, parameters: dict[str, Any], context: QgsProcessingContext,
                    feedback: Any) -> None:
        self._area = area_of(self, parameters, context)
        self._guide = given_guide(self, parameters, context)

    def work(self, parameters: dict[str, Any], context: QgsProcessingContext,
             progress: Progress) -> dict[str, Any]:
        folder = self.parameterAsString(parameters, "OUTPUT", context)
        settings = UserSettings.read()
        earlier = self.parameterAsFile(parameters, "COMPARE_WITH", context)
        known = BenchmarkRecord.read(earlier) if earlier else None  # it may lie in that folder
        data = data_set_of(self.parameterAsFile(parameters, "FOLDER", context),
                           os.path.join(folder, "prepared"), product_cache(),
                           progress.part(0.0, _OPENED), settings.threads_for())
        network = self.parameterAsFile(parameters, "NETWORK", context)
        record = run_benchmark(BenchmarkRequest(
            data, self.parameterAsEnumStrings(parameters, "METHODS", context),
            [network] if network else [], values(BenchmarkOptions, self, parameters, context),
            values(ImageOptions, self, parameters, context), self._area, settings.threads,
            self._guide),
            folder, progress.part(_OPENED, 1.0))
        json, csv, html = write_benchmark_files(folder, record)
        progress.info(verdict(record))
        best = next(method for method in record.methods if method.is_fusion)
        outputs = {"OUTPUT": folder, "OUTPUT_HTML": html, "OUTPUT_CSV": csv, "OUTPUT_JSON": json,
                   "BEST": best.id, "ERROR": best.error, "VERDICT": verdict(record)}
        if known is not None:
            comparison = compare_benchmarks(known, record)
            write_text(os.path.join(folder, COMPARISON), comparison.to_markdown())
            outputs["COMPARISON"] = comparison.headline()
            progress.info(comparison.to_markdown())
        return outputs

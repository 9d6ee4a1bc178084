"""The choice of a method for the user's own images, as a Processing algorithm."""

from __future__ import annotations

from dataclasses import fields, replace
from tempfile import TemporaryDirectory
from typing import Any

from qgis.core import (
    QgsProcessingContext,
    QgsProcessingOutputBoolean,
    QgsProcessingOutputNumber,
    QgsProcessingOutputString,
    QgsProcessingParameterFileDestination,
    QgsProcessingParameterNumber,
)
from qgis.PyQt.QtCore import QThread

from ..comparison.choice_outcome import Choice
from ..comparison.choice_report import csv_of, write_choice
from ..comparison.choosing import choose_method, left_out_dates
from ..comparison.contestants import Contestant
from ..errors import InputError
from ..images.area import Area
from ..images.image_options import PUBLISHED, ImageOptions
from ..images.inputs import Inputs
from ..images.roles import COARSE_PREDICTION, roles_of_pairs
from ..images.scene import Scene
from ..images.scene_opening import open_scene
from ..images.source import Source
from ..images.writer import check_not_read
from ..methods import all_methods
from ..methods.given_guide import GivenGuide
from ..methods.recommended import recommended
from ..progress import Progress
from ..season.pairing import Match
from ..translation import mark, tr
from ..whole_files import write_text
from . import quality_inputs
from .area_parameters import add_extent, area_of
from .base import StfusionAlgorithm
from .chosen_method import remember_chosen
from .dated_inputs import add_bringing_together, add_layers, matches
from .guide_parameter import add_guide_of_all, check_guide_opens, given_guide
from .parameter_definitions import values
from .report_files import check_report_files
from .toolbox_groups import QUALITY
from .user_settings import UserSettings

_OPTIONS = [entry.name for entry in fields(ImageOptions) if entry.name != "upscaling"]
_OPENING = 0.05  # of the progress


class ChooseMethod(StfusionAlgorithm):
    """Ranks all methods on dates whose fine image is known."""

    algorithm_id = "choosemethod"
    title = mark("Choose a method")
    summary = mark("Finds the method that predicts your own dates best.")
    help_text = mark(
        "No method is the best everywhere. Give the fine and coarse images of all dates that you "
        "have: each date is left out in turn and predicted from the others, as you would predict a "
        "date without a fine image, by every method that the time allows. Methods with one pair "
        "get the nearest date, those with two the nearest on both sides.\n\n"
        "The report ranks the methods by their errors, with how sure the order is: methods that "
        "may be as good as the best one are called ties. It also tells how far and how different "
        "the dates are, and whether the nearest fine image, unchanged, would do.\n\n"
        "Needs two dates, better four or more that lie as far apart as those between "
        "which you want to predict. Of large images a part is predicted. Of the networks those "
        "that come with the plugin take part, but not those that were trained on this place: they "
        "have seen the dates that are left out, and would win by that. 'Train network' holds a "
        "date out and compares its network on it.")
    toolbox_group = QUALITY
    icon_name = "compare"
    keywords = (*quality_inputs.KEYWORDS, mark("leave one out"), mark("recommendation"))

    def __init__(self) -> None:
        super().__init__()
        self._matches: list[Match] = []
        self._unused: list[Source] = []
        self._best: Contestant | None = None
        self._area = Area()
        self._guide: GivenGuide | None = None

    def initAlgorithm(self, configuration: dict[str, Any] | None = None) -> None:
        add_layers(self, "FINE", tr("Fine images of several dates"), tr(
            "Images with small pixels. Their dates are taken from the layers, the files' metadata "
            "or their names."), optional=False)
        add_layers(self, "COARSE", tr("Coarse images of the same dates"), tr(
            "Images with large pixels. Each fine image needs the coarse image of its date; further "
            "coarse images are left out."), optional=False)
        minutes = QgsProcessingParameterNumber(
            "MINUTES", tr("Time for all methods [minutes]"),
            QgsProcessingParameterNumber.Type.Double, 10.0, False, 0.05, 10000.0)
        minutes.setMetadata({"widget_wrapper": {"decimals": 2}})
        self.add(minutes, tr("Quick and accurate methods come first; those that have no time left "
                             "are named in the report."))
        add_guide_of_all(self, tr(
            "Anything that tells one kind of land from another beside the images, as a raster or "
            "as polygons. Methods that take a guide are tried with it and without; it is "
            "recommended where it is surely better. A guide that was made of the images that are "
            "left out here knows the truth, and promises too much."))
        add_extent(self, tr("Choose the method for this part alone. Left empty, it is chosen for "
                            "the whole images; of large ones for the middle, as far as it is "
                            "valid."))
        add_bringing_together(self, _OPTIONS)
        self.add(QgsProcessingParameterFileDestination(
            "OUTPUT_HTML", tr("Report"), tr("HTML files (*.html)"), None, True),
            tr("Ranking, dates, pictures and error maps."))
        self.add(QgsProcessingParameterFileDestination(
            "OUTPUT_CSV", tr("Table"), tr("CSV files (*.csv)"), None, True, False),
            tr("The errors of each method on each date."))
        self.add_output(QgsProcessingOutputString("BEST", tr("Best method")))
        self.add_output(QgsProcessingOutputNumber("PAIRS", tr("Pairs that it was given")))
        self.add_output(QgsProcessingOutputNumber("ERROR", tr(
            "Error of the best method relative to the temporal difference")))
        self.add_output(QgsProcessingOutputBoolean("GUIDED", tr("Best with the guide")))
        self.add_output(QgsProcessingOutputString("TIES", tr("Methods that may be as good")))
        self.add_output(QgsProcessingOutputString("VERDICT", tr("Verdict")))

    def check_values(self, parameters: dict[str, Any], context: QgsProcessingContext) -> None:
        matches(self, parameters, context, 1)
        check_guide_opens(self, parameters, context)

    def take_layers(self, parameters: dict[str, Any], context: QgsProcessingContext,
                    feedback: Any) -> None:
        self._matches, self._unused = matches(self, parameters, context, 1)
        self._area = area_of(self, parameters, context)
        self._guide = given_guide(self, parameters, context)
        if not self._matches[0].coarse:
            raise InputError(tr("Give the coarse images of the same dates."))

    def work(self, parameters: dict[str, Any], context: QgsProcessingContext,
             progress: Progress) -> dict[str, Any]:
        if len(self._matches) == 1:
            return self._of_one_date(progress)
        sources = [(found.fine, found.coarse) for found in self._matches if found.coarse]
        fine, coarse = ([images[k] for images in sources] for k in (0, 1))
        options = values(ImageOptions, self, parameters, context)
        for source in self._unused if not options.steady_days else ():
            progress.info(tr("{layer} is left out: there is no fine image of its date.").format(
                layer=source.name or source.path))
        guide = None if self._guide is None else self._guide.source
        # What lasts of the sensors' difference is found for each date without its fine image.
        scene = open_scene(Inputs.of(fine, coarse, [], area=self._area, guide=guide, **vars(replace(
            options, sensor_difference=PUBLISHED, steady_days=0))), progress.part(0, _OPENING))
        outputs = {name: path for name in ("OUTPUT_HTML", "OUTPUT_CSV")
                   if (path := self.parameterAsFileOutput(parameters, name, context))}
        check_not_read(outputs.values(), scene.layers_read)
        check_report_files(outputs)
        with TemporaryDirectory() as folder:
            choice = choose_method(
                left_out_dates(scene, sources, options, folder, progress, self._unused,
                               self._guide),
                60 * self.parameterAsDouble(parameters, "MINUTES", context),
                threads=UserSettings.read().threads, progress=progress.part(_OPENING, 1),
                guide=self._guide)
        progress.info(choice.headline())
        self._write(outputs, choice, scene)
        best = self._best = choice.best.contestant
        return {**outputs, "BEST": best.method.id, "PAIRS": best.pairs,
                "GUIDED": best.guided, "ERROR": choice.best.error, "VERDICT": choice.headline(),
                "TIES": ",".join(one.contestant.method.id for one in choice.ties)}

    def _of_one_date(self, progress: Progress) -> dict[str, Any]:
        """Return the outputs where there is nothing to leave out."""
        method = all_methods()[recommended({COARSE_PREDICTION, *roles_of_pairs(1, 1)})]
        verdict = tr("With the images of one date there is nothing to leave out. {method} is the "
                     "one to try: of all methods with one pair it was the best or nearly so on "
                     "most real test images, as it finds out from the images themselves whom to "
                     "trust.").format(method=tr(method.title))
        progress.warn(verdict)
        return {"BEST": method.id, "PAIRS": 1, "VERDICT": verdict}

    def postProcessAlgorithm(self, context: QgsProcessingContext,
                             feedback: Any) -> dict[str, Any]:
        """Remember the best method in the project, for which the dock then puts it first."""
        project = context.project()
        if self._best is not None and self._best.is_as_it_comes and project is not None and \
                QThread.currentThread() == project.thread():  # not in a model that runs beside it
            remember_chosen(project, self._best.method.id, self._best.pairs)
        return {}

    def _write(self, outputs: dict[str, str], choice: Choice, scene: Scene) -> None:
        lead = scene.lead
        if "OUTPUT_HTML" in outputs:
            write_choice(
                outputs["OUTPUT_HTML"], choice, bands=lead.band_names,
                wavelengths=[band.wavelength for band in lead.selected_bands],
                details={tr("Fine images"): ", ".join(raster.name for raster in scene.fine),
                         tr("Coarse images"): ", ".join(raster.name for raster in scene.coarse)})
        if "OUTPUT_CSV" in outputs:
            write_text(outputs["OUTPUT_CSV"], csv_of(choice))

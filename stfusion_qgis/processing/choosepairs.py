"""The pairs that suit dates, as a Processing algorithm."""

from __future__ import annotations

from typing import Any

from qgis.core import (
    QgsFeature,
    QgsFeatureSink,
    QgsProcessing,
    QgsProcessingContext,
    QgsProcessingOutputNumber,
    QgsProcessingOutputRasterLayer,
    QgsProcessingOutputString,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterNumber,
    QgsProcessingParameterString,
    QgsVectorLayer,
)

from ..errors import InputError
from ..images.dates import date_in
from ..images.roles import COARSE_1, COARSE_PREDICTION, FINE_1, Role
from ..products.cataloguing.catalogue_item import CatalogueItem
from ..products.product_cache import product_cache
from ..progress import Progress
from ..season.proposed_pairs import PairProposals, PairProposer, ProposedDate
from ..translation import mark, tr
from .base import StfusionAlgorithm
from .catalogue_inputs import add_catalogue, catalogue_file, given_catalogue
from .toolbox_groups import PREPARE

_TEXT, _NUMBER, _WHOLE = "string", "double", "integer"
_FIELDS = {
    "date": _TEXT, "rank": _WHOLE, "score": _NUMBER, "reason": _TEXT, "fine_date": _TEXT,
    "days": _WHOLE, "clear_fine": _NUMBER, "clear_coarse": _NUMBER, "clear_prediction": _NUMBER,
    "likeness": _NUMBER, "view_difference": _NUMBER, "fine": _TEXT, "coarse": _TEXT,
    "coarse_prediction": _TEXT, "fine_path": _TEXT, "coarse_path": _TEXT,
    "coarse_prediction_path": _TEXT}

_FINE_2, _COARSE_2 = Role.fine(2), Role.coarse(2)
_IMAGES = {
    FINE_1: mark("Fine image of the best pair"), COARSE_1: mark("Coarse image of the best pair"),
    _FINE_2: mark("Fine image of the second pair"),
    _COARSE_2: mark("Coarse image of the second pair"),
    COARSE_PREDICTION: mark("Coarse image of its prediction date")}


class ChoosePairs(StfusionAlgorithm):
    """Ranks the pairs of a catalogue for each date that is to be predicted."""

    algorithm_id = "choosepairs"
    title = mark("Choose pairs")
    summary = mark("Ranks the pairs of a catalogue for the dates that are to be predicted, with "
                   "reasons.")
    help_text = mark(
        "A pair is a fine image and a coarse one of the same date, or nearly so. What suits a date "
        "best is clear in both images, near in time, and has a coarse image like that of the date: "
        "land has changed little then. The table lists the pairs of each date, the best first, "
        "each with its score from 0 to 100 and the reasons in words.\n\n"
        "The score is the share that is clear in both images, halved for every 32 days between "
        "pair and date, times the correlation of the two coarse images, less for days between the "
        "images of the pair and for other angles of view. Pairs of which less than 30 % is clear "
        "come last.\n\n"
        "In a model, the images of the best pair go on to a method of fusion: FINE_1 and COARSE_1, "
        "FINE_2 and COARSE_2 of the best second pair on the same grid (from the other side of the "
        "date where there is one), and COARSE_PREDICTION. Of several dates they are those of the "
        "date with the best pair.\n\n"
        "Take the catalogue of 'Prepare images': its images are ready for fusion.")
    toolbox_group = PREPARE
    icon_name = "pairs"
    keywords = (mark("reference pairs"), mark("dates"), mark("ranking"), "STAC")

    def __init__(self) -> None:
        super().__init__()
        self._catalogue = ""

    def initAlgorithm(self, configuration: dict[str, Any] | None = None) -> None:
        add_catalogue(self, tr("With fine and coarse images; best that of 'Prepare images'."))
        self.add(QgsProcessingParameterString(
            "DATES", tr("Dates to predict"), None, False, True), tr(
                "Such as 2023-03-22, 2023-04-07. Leave empty for all dates of coarse images "
                "without a fine image that is clear enough."))
        self.add(QgsProcessingParameterNumber(
            "EVERY", tr("Or every so many days"), QgsProcessingParameterNumber.Type.Integer, None,
            True, 1, 366), tr("From the first coarse image to the last; of each such date the "
                              "nearest coarse image is predicted."))
        self.add(QgsProcessingParameterNumber(
            "MOST", tr("Pairs of each date"), QgsProcessingParameterNumber.Type.Integer, 5, False,
            1, 100), tr("How many are listed, the best first."), advanced=True)
        self.add(QgsProcessingParameterNumber(
            "CLEAR", tr("Clear enough [%]"), QgsProcessingParameterNumber.Type.Double, 30.0,
            False, 0, 100), tr("From which clear share of a fine image on its date is not "
                               "predicted."), advanced=True)
        self.add(QgsProcessingParameterFeatureSink(
            "OUTPUT", tr("Table of pairs"), QgsProcessing.SourceType.TypeVector, None, True), tr(
                "One row for each pair of each date."))
        for role, label in _IMAGES.items():
            self.add_output(QgsProcessingOutputRasterLayer(role.upper(), tr(label)))
        for name, label in (("DATES_FOUND", tr("Number of dates with a pair")),
                            ("PAIRS", tr("Number of pairs listed")),
                            ("SCORE", tr("Score of the best pair"))):
            self.add_output(QgsProcessingOutputNumber(name, label))
        self.add_output(QgsProcessingOutputString("DATE", tr("Prediction date of the best pair")))
        self.add_output(QgsProcessingOutputString("REASON", tr("Why the best pair suits")))

    def take_layers(self, parameters: dict[str, Any], context: QgsProcessingContext,
                    feedback: Any) -> None:
        self._catalogue = catalogue_file(self, parameters, context)

    def work(self, parameters: dict[str, Any], context: QgsProcessingContext,
             progress: Progress) -> dict[str, Any]:
        proposals = self._proposals(parameters, context, progress)
        outputs = self._write(proposals, parameters, context)
        best = proposals.best
        if best is None:
            raise InputError("\n".join([tr("There is no pair for any of the dates."),
                                        *proposals.problems[:5]]))
        for problem in proposals.problems:
            progress.warn(problem)
        for each in proposals.dates:
            progress.info(f"{each.date} ({each.prediction.title}): {each.pairs[0].reason} "
                          f"[{each.pairs[0].score:.0f}]")
        images = _images(best)
        if any(not item.prepared for item in images.values()):
            progress.warn(tr("The images of the catalogue are downloads, which no method of fusion "
                             "can open. Call 'Prepare images', and take its catalogue."))
            images = {}
        return {**outputs, **{role.upper(): item.prepared for role, item in images.items()},
                "DATES_FOUND": len(proposals.dates),
                "PAIRS": sum(len(each.pairs) for each in proposals.dates),
                "SCORE": best.pairs[0].score, "DATE": str(best.prediction.date),
                "REASON": best.pairs[0].reason}

    def _proposals(self, parameters: dict[str, Any], context: QgsProcessingContext,
                   progress: Progress) -> PairProposals:
        proposer = PairProposer(given_catalogue(self._catalogue), product_cache(),
                                self.parameterAsDouble(parameters, "CLEAR", context) / 100)
        text = self.parameterAsString(parameters, "DATES", context).strip()
        most = self.parameterAsInt(parameters, "MOST", context)
        if parameters.get("EVERY") is not None:
            if text:
                raise InputError(tr("Give either dates or a number of days between them."))
            days = self.parameterAsInt(parameters, "EVERY", context)
            return proposer.propose(proposer.dates_every(days), most, progress, days // 2)
        if text:
            return proposer.propose(_dates(text), most, progress)
        dates = proposer.dates_without_fine()
        if not dates:
            raise InputError(tr("There is a fine image that is clear enough on every date of a "
                                "coarse one. Give the dates to predict all the same."))
        return proposer.propose(dates, most, progress, 0)

    def _write(self, proposals: PairProposals, parameters: dict[str, Any],
               context: QgsProcessingContext) -> dict[str, Any]:
        # Written so, fields are the same in all versions of QGIS and Qt.
        text = "&".join(f"field={name}:{kind}" for name, kind in _FIELDS.items())
        fields = QgsVectorLayer(f"NoGeometry?{text}", "pairs", "memory").fields()
        sink, identifier = self.parameterAsSink(parameters, "OUTPUT", context, fields)
        if sink is None:
            return {}
        for each in proposals.dates:
            for rank in range(len(each.pairs)):
                feature = QgsFeature(fields)
                feature.setAttributes(_row(each, rank))
                if not sink.addFeature(feature, QgsFeatureSink.Flag.FastInsert):
                    raise InputError(tr("The table of pairs cannot be written ({reason}).").format(
                        reason=sink.lastError()))
        del sink
        return {"OUTPUT": identifier}


def _dates(text: str) -> list:
    """Return the dates of a text, which are separated by commas, semicolons or spaces."""
    parts = text.replace(",", " ").replace(";", " ").split()
    found = [date_in(part) for part in parts]
    if None in found:
        raise InputError(tr("{text} is no date. Write it as 2023-03-22.").format(
            text=parts[found.index(None)]))
    return found


def _row(each: ProposedDate, rank: int) -> list[Any]:
    pair, prediction = each.pairs[rank], each.prediction
    return [str(prediction.date), rank + 1, round(pair.score, 2), pair.reason,
            str(pair.fine.date), (pair.fine.date - prediction.date).days, pair.fine.clear,
            pair.coarse.clear, prediction.clear, pair.likeness, pair.view_difference,
            pair.fine.id, pair.coarse.id, prediction.id, pair.fine.path, pair.coarse.path,
            prediction.path]


def _images(best: ProposedDate) -> dict[Role, CatalogueItem]:
    """Return the images of the best pair and of the second one."""
    first, second = best.pairs[0], best.further
    found: dict[Role, CatalogueItem] = {
        FINE_1: first.fine, COARSE_1: first.coarse, COARSE_PREDICTION: best.prediction}
    if second is not None:
        found.update({_FINE_2: second.fine, _COARSE_2: second.coarse})
    return found

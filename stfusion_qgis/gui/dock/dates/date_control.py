"""The control of the dates: which there are, which is shown, which are to be predicted."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from qgis.core import QgsProject, QgsRasterLayer
from qgis.PyQt.QtCore import QObject, QTimer, pyqtSignal

from ....images.guessing import Candidate
from ....images.roles import COARSE_PREDICTION, GUIDE, References, Role
from ....processing.layer_dates import fixed_date
from ....processing.project_layers import candidate_of, layer_of
from ....season.dated_images import DatedImages, DatePair, day_of, days_between
from ....season.images_around import images_around
from ....season.pair_choice import PairChoice, images_for
from ....season.pair_reasons import pair_reason
from ..inputs_panel import InputsPanel
from .date_bar import DateBar
from .date_columns import ChosenPair, DateColumn
from .date_stepper import DateStepper


class ChosenImages(NamedTuple):
    """The layers by which one date is predicted, and masks of some of them, by their roles."""

    layers: dict[Role, QgsRasterLayer]
    masks: dict[Role, QgsRasterLayer]


class DateControl(QObject):
    """Chooses the images of dates in the panel of images, and shows them in the strip.

    changed: ticks, or how pairs are chosen.
    """

    changed = pyqtSignal()

    def __init__(self, bar: DateBar, stepper: DateStepper, images: InputsPanel, parent: QObject):
        super().__init__(parent)
        self._bar, self._stepper, self._images = bar, stepper, images
        self._dated = DatedImages()
        self._led = False  # whether dates decide on the pairs, as the user has gone by them
        self._known: dict[str, tuple[tuple, Candidate]] = {}
        self._reasons_of: tuple = ()  # what the reasons of the pairs hang on
        self._reasons: dict[str, list[ChosenPair]] = {}
        self._masks: dict[str, str] = {}  # of the images that had one, by the ids of layers
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(60)
        self._soon.timeout.connect(self.refresh)
        project = QgsProject.instance()
        project.layersAdded.connect(self._soon.start)
        project.layersRemoved.connect(self._soon.start)
        images.series = self.layers_around
        images.changed.connect(self._images_changed)
        bar.strip.pairs_of = self.pairs_of
        bar.strip.chosen.connect(self.choose)
        bar.strip.ticked.connect(self.changed)
        bar.choice_changed.connect(self._choice_changed)
        stepper.stepped.connect(bar.strip.step)
        self._show_choice()

    # What there is

    def refresh(self) -> None:
        """Look at the layers of the project anew."""
        if not self._soon.isActive():
            roles = {role: self._candidate(layer) for role, row in self._images.rows().items()
                     if row.decided and isinstance(layer := row.layer(), QgsRasterLayer)}
            self._dated = DatedImages.of(
                map(self._candidate, self._images.guesser.candidate_layers()), roles)
            self._bar.show_columns(_columns(self._dated))
        self._show_choice()

    def fine_layers(self) -> list[QgsRasterLayer]:
        """Return the fine layers of known dates that have a coarse one, in the order of time."""
        return _layers(pair.fine for pair in self._dated.pairs() if pair.coarse is not None)

    def coarse_layers(self) -> list[QgsRasterLayer]:
        """Return the coarse layers of known dates, in the order of time."""
        return _layers(self._dated.coarse)

    def layers_around(self, layers: Mapping[Role, QgsRasterLayer],
                      days: int) -> list[QgsRasterLayer]:
        """Return the coarse layers that are near in time to those of roles, with these."""
        return _layers(images_around(self._dated, [
            self._candidate(layer) for role, layer in layers.items() if role.is_coarse], days))

    def days_of_pairs(self) -> int:
        """Return how many days lie between the images of a pair, at the most."""
        return max((days_between(pair.fine, pair.coarse) for pair in self._dated.pairs()
                    if pair.coarse is not None), default=0)

    def ticked(self) -> list[str]:
        """Return the ids of the coarse images whose dates are ticked, in the order of time."""
        return self._bar.strip.ticks() if self._bar.is_useful() else []

    def images_of(self, key: str, references: References) -> ChosenImages:
        """Return the images by which a method would predict a date.

        key: id of the coarse layer. references: that the method takes.
        """
        prediction = next(image for image in self._dated.coarse if image.id == key)
        pins = self._images.pairs.pinned_pairs()
        pinned = {role: self._candidate(layer) for role, row in self._images.rows().items()
                  if role.pair in pins and (layer := row.layer()) is not None}
        found = images_for(prediction, self._dated, references, self._bar.choice(), pinned)
        layers = {role: layer for role, image in found.items()
                  if (layer := layer_of(image.id)) is not None}
        if GUIDE in references.all and (guide := self._images.rows()[GUIDE].layer()) is not None:
            layers[GUIDE] = guide
        masks = {role: mask for role, layer in layers.items()
                 if (mask := self.mask_of(layer)) is not None}
        return ChosenImages(layers, masks)

    def mask_of(self, layer: QgsRasterLayer) -> QgsRasterLayer | None:
        """Return the mask that an image had when it was chosen last, None for none."""
        return layer_of(self._masks.get(layer.id()))

    def pairs_of(self, key: str) -> list[ChosenPair]:
        """Return the pairs from which the method would predict a date, with the reasons."""
        images, pairs = self._images, self._images.pairs.pinned_pairs()
        state = (id(self._dated), images.references(), self._bar.choice(), tuple(
            (role, row.layer_id()) for role, row in images.rows().items() if role.pair in pairs))
        if self._reasons_of != state:
            self._reasons_of, self._reasons = state, {}
        if key not in self._reasons:
            self._reasons[key] = self._chosen_pairs(key)
        return self._reasons[key]

    def _chosen_pairs(self, key: str) -> list[ChosenPair]:
        prediction = next((image for image in self._dated.coarse if image.id == key), None)
        if prediction is None:
            return []
        kept = {image.id: image for image in (*self._dated.fine, *self._dated.coarse)}
        layers = self.images_of(key, self._images.references()).layers
        found = []
        for role, layer in layers.items():
            if role.pair is not None and role.is_fine and layer.id() in kept:
                coarse = layers.get(Role.coarse(role.pair))
                pair = DatePair(kept[layer.id()], kept.get(coarse.id()) if coarse else None)
                found.append(ChosenPair(layer.name(), pair_reason(pair, day_of(prediction))))
        return found

    def _candidate(self, layer: QgsRasterLayer) -> Candidate:
        """Return what is known of a layer, which takes a millisecond to find out."""
        facts = layer.name(), layer.source(), layer.crs().authid(), fixed_date(layer)
        if layer.id() not in self._known or self._known[layer.id()][0] != facts:
            self._known[layer.id()] = facts, candidate_of(layer)
        return self._known[layer.id()][1]

    # What the user does

    def choose(self, key: str) -> None:
        """Show another date: its images, and pairs chosen for it."""
        self._led = True
        self._images.choose(*self.images_of(key, self._images.references()))

    def renew_pairs(self) -> None:
        """Choose the pairs of the date anew, if dates decide on them."""
        key = self._current()
        if self._led and key:
            self.choose(key)

    def _choice_changed(self) -> None:
        key = self._current()
        if key:
            self.choose(key)
        self.changed.emit()

    def _images_changed(self) -> None:
        for row in self._images.rows().values():
            if row.layer_id():
                self._masks[row.layer_id()] = mask.id() if (mask := row.mask()) else ""
        self.refresh()

    def _current(self) -> str:
        """Return the key of the date that is shown, "" if it is none of the strip."""
        layer = self._images.layer(COARSE_PREDICTION)
        key = layer.id() if layer is not None else ""
        return key if any(image.id == key for image in self._dated.coarse) else ""

    def _show_choice(self) -> None:
        useful = self._bar.is_useful()
        self._images.pairs.show_locks(useful)
        self._stepper.setVisible(useful)
        used = [layer.name() for role in self._images.rows()
                if role.pair is not None and (layer := self._images.layer(role)) is not None]
        key = self._current()
        self._bar.show_choice(key, used)
        dates = [str(image.date) for image in self._dated.coarse if image.id == key]
        strip = self._bar.strip
        self._stepper.show_date("".join(dates), bool(strip.neighbour(-1)),
                                bool(strip.neighbour(1)))

    # State in the project

    def state(self) -> dict[str, Any]:
        """Return what the project remembers of the dates."""
        return {"pairs": self._bar.choice().name, "ticked": self._bar.strip.ticks(),
                "pinned": self._images.pairs.pinned_pairs(), "led": self._led}

    def restore(self, state: Any) -> None:
        """Show what the project remembers; the images are there already."""
        state = state if isinstance(state, dict) else {}
        name, ticked, pinned = (state.get(key) for key in ("pairs", "ticked", "pinned"))
        known = name if name in PairChoice.__members__ else PairChoice.BOTH_SIDES.name
        before = self._bar.blockSignals(True)
        self._bar.set_choice(PairChoice[known])
        self._bar.blockSignals(before)
        self._images.pairs.pin(pinned if isinstance(pinned, list) else [])
        self._led = state.get("led") is True
        self._soon.stop()
        self.refresh()
        self._bar.strip.set_ticks(ticked if isinstance(ticked, list) else [])


def _layers(images: Iterable[Candidate]) -> list[QgsRasterLayer]:
    return [layer for image in images if (layer := layer_of(image.id)) is not None]


def _columns(dated: DatedImages) -> list[DateColumn]:
    """Return the columns of the strip; two coarse images of a day have one each."""
    partners = {pair.coarse.id: pair.fine for pair in dated.pairs() if pair.coarse is not None}
    columns: list[DateColumn] = []
    for date in dated.dates:
        fine: list[Candidate] = [image for image in dated.fine if day_of(image) == date]
        coarse = [image for image in dated.coarse if day_of(image) == date]
        for i in range(max(len(fine), len(coarse))):
            name = fine[i].name if i < len(fine) else ""
            other = coarse[i] if i < len(coarse) else None
            columns.append(DateColumn(
                date, name, other.name if other else "", other.id if other else "",
                other is not None and other.id in partners,
                fine[i].clear if i < len(fine) else None, other.clear if other else None))
    return columns

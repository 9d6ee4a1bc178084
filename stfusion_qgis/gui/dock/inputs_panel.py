"""The images of the dock: pairs, prediction date, reference."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from qgis.core import (
    QgsApplication,
    QgsProject,
    QgsRasterLayer,
)
from qgis.PyQt.QtCore import QTimer, pyqtSignal
from qgis.PyQt.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from ...images.inputs import Inputs
from ...images.roles import (
    COARSE_PREDICTION,
    FINE_1,
    GUIDE,
    REFERENCE,
    References,
    Role,
)
from ...preview.examine import Finding
from ...processing.layer_sources import source_of
from ...processing.project_layers import candidate_of
from ...remedies import Remedy
from ...translation import tr
from ..compare.compared.stretches import MapLook
from ..widgets.tinted_label import TintedLabel
from .area.area_box import AreaBox
from .downloads.open_button import OpenButton
from .guide_row import GuideRow
from .image_guesser import ImageGuesser
from .image_row import ImageRow
from .map_look import look_on_map
from .options_box import OptionsBox
from .pairs_box import PairsBox

Series = Callable[[Mapping[Role, QgsRasterLayer], int], Sequence[QgsRasterLayer]]


class InputsPanel(QWidget):
    """Rows for all images that the methods take, and options of how they fit together.

    What the user has not decided is guessed anew when layers come or go, until nothing that the
    method needs is missing: what works is left as it is, and a button guesses again.

    guesser: chooses layers. area: the choice of the part that runs predict, which has a page of
    its own; None for all.
    series: returns the coarse layers within some days of those of roles, with these.
    changed: another image, mask or option.
    """

    changed = pyqtSignal()
    area: AreaBox | None = None

    def __init__(self, parent: QWidget | None = None):
        super().__init__(parent)
        self.series: Series = lambda layers, days: ()
        self._rows: dict[Role, ImageRow] = {}
        self._references = References()
        self._remedies: Mapping[str, Remedy] = {}
        self._guessing = False
        self.pairs = PairsBox(self._rows, self._add_row, self)
        self.pairs.pinned.connect(self.changed)
        self.options = OptionsBox(self)
        self.guesser = ImageGuesser(self._rows, self.options)
        self.options.changed.connect(self.changed)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self.pairs)
        self.again_button = QPushButton(tr("Guess again"), self)
        self.again_button.setFlat(True)
        self.again_button.setIcon(QgsApplication.getThemeIcon("/mActionRefresh.svg"))
        self.again_button.setToolTip(tr(
            "Choose all images anew from the loaded layers, by their resolution, dates, names and "
            "extents. A set-up that is complete is left as it is when further layers are loaded."))
        self.again_button.clicked.connect(self.guess_again)
        self.open_button = OpenButton(self)
        line = QHBoxLayout()
        line.addWidget(self.pairs.more)
        line.addStretch(1)
        line.addWidget(self.open_button)
        line.addWidget(self.again_button)
        layout.addLayout(line)
        self._guide = self._add_row(GUIDE, tr("Guide"), tr(
            "What tells one kind of land from another besides: an embedding, images of other "
            "dates, radar, elevation, labels or polygons of fields. Any grid and bands; it counts "
            "as far as a test on the scene proves that it helps."))
        self._guide.hide()
        layout.addWidget(self._guide)
        layout.addWidget(_header(tr("Prediction date")))
        layout.addWidget(self._add_row(COARSE_PREDICTION, tr("Coarse"), tr(
            "The coarse image of the date whose fine image is to be predicted.")))
        layout.addWidget(self._add_row(REFERENCE, tr("True fine"), tr(
            "The true fine image of the prediction date, if there is one: predictions are "
            "compared with it.")))
        self._warning = TintedLabel(self)
        self._warning.line_chosen.connect(lambda text: self.options.apply(self._remedies[text]))
        layout.addWidget(self._warning)
        layout.addWidget(self.options)
        # Layers come in numbers when a project is opened: once is enough then.
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(50)
        self._soon.timeout.connect(self.guess)
        project = QgsProject.instance()
        project.layersAdded.connect(self._soon.start)
        project.layersRemoved.connect(self._soon.start)

    def _add_row(self, role: Role, label: str, help: str) -> ImageRow:
        row = self._rows[role] = (GuideRow if role == GUIDE else ImageRow)(label, help, self)
        row.changed.connect(self._row_changed)
        row.changed.connect(self._guess_where_taken)
        row.picked.connect(self._guess_where_taken)
        row.remedy_wanted.connect(self.options.apply)
        width = max(row.label_width() for row in self._rows.values())
        for other in self._rows.values():
            other.set_align(width)
        return row

    # What methods need

    def set_references(self, references: References) -> None:
        """Show rows for these images of reference dates."""
        if references == self._references:
            return
        complete, self._references = self._is_complete(), references
        self.pairs.set_references(references)
        self._guide.setVisible(GUIDE in references.all)
        self.options.show_upscaling(FINE_1 not in references.needed)
        self._guess(self._empty() if complete else set(self._rows))

    # What is chosen

    def inputs(self) -> Inputs:
        """Return the chosen images."""
        sources = {role: row.source() for role, row in self._rows.items() if not row.isHidden()}
        return Inputs(tuple((role, source) for role, source in sorted(sources.items()) if source),
                      around=tuple(map(source_of, self.layers_around(self.chosen()[0]))),
                      options=self.options.options())

    def layers_around(self, layers: Mapping[Role, QgsRasterLayer]) -> Sequence[QgsRasterLayer]:
        """Return the coarse layers by which those of roles are steadied, if that is wanted."""
        days = self.options.options().steady_days
        return self.series(layers, days) if days else ()

    def roles(self) -> list[Role]:
        """Return the roles of the chosen images that the method takes, without the true image."""
        wanted = (*self._references.all, COARSE_PREDICTION)
        return [role for role in wanted if self.layer(role) is not None]

    def problem(self) -> str:
        """Return the problem of the first image that cannot be used, "" if there is none."""
        return next((row.problem() for row in self._rows.values()
                     if not row.isHidden() and row.has_problem()), "")

    def lacks_ratio(self) -> bool:
        """Say whether a coarse image was resampled, and nobody has said from which pixels."""
        return FINE_1 in self.roles() and self.options.options().ratio is None and any(
            self._rows[role].is_resampled() for role in self.roles() if role.is_coarse)

    def rows(self) -> dict[Role, ImageRow]:
        """Return the rows by the roles of their images, those that are not shown too."""
        return dict(self._rows)

    def layer(self, role: Role) -> QgsRasterLayer | None:
        """Return the layer of a role, None where none is chosen or its row is not shown."""
        row = self._rows.get(role)
        return None if row is None else row.shown_layer()

    def chosen(self) -> tuple[dict[Role, QgsRasterLayer], dict[Role, QgsRasterLayer]]:
        """Return the layers of the roles that are shown, and the masks of some of them."""
        layers = {role: layer for role in self._rows if (layer := self.layer(role)) is not None}
        return layers, {role: mask for role in layers
                        if (mask := self._rows[role].mask()) is not None}

    def look_on_map(self) -> MapLook:
        """Return the look of the fine image on the map."""
        options = self.options.options()
        fine = self.layer(FINE_1)
        return look_on_map(fine, options.fine_bands) if fine is not None else look_on_map(
            self.layer(COARSE_PREDICTION), options.coarse_bands)

    def choose(self, layers: Mapping[Role, QgsRasterLayer],
               masks: Mapping[Role, QgsRasterLayer]) -> None:
        """Choose the images of a date; roles of pairs without one are left to later guesses."""
        self._guessing = True
        for role, row in self._rows.items():
            layer = layers.get(role)
            row.set_layer(layer, decided=layer is not None or role.pair is None)
            if row.mask() is not masks.get(role):
                row.set_mask(masks.get(role))
        self.guesser.guess_ratio()
        self._guessing = False
        self._row_changed()

    def references(self) -> References:
        """Return the images of reference dates for which there are rows."""
        return self._references

    def guess(self) -> None:
        """Choose layers for the roles that the user has not decided, if an image is missing.

        A set-up that is complete stays as it is, but for a true image that has come.
        """
        free = self._empty() & {REFERENCE} if self._is_complete() else set(self._rows)
        self._guess(free)

    def guess_again(self) -> None:
        """Guess all roles, the decided ones too."""
        for row in self._rows.values():
            row.decided = False
        self.pairs.pin([])
        self.options.ratio_decided = False
        self._guess(set(self._rows))

    def _is_complete(self) -> bool:
        """Say whether all images are there that are needed, and can be used."""
        wanted = {*self._needed(), *({FINE_1} & set(self._references.all))}
        return not self.has_problem() and all(self.layer(role) for role in wanted)

    def _needed(self) -> tuple[Role, ...]:
        return *self._references.needed, COARSE_PREDICTION

    def _empty(self) -> set[Role]:
        return {role for role, row in self._rows.items() if not row.layer_id()}

    def _guess(self, roles: set[Role]) -> None:
        """Choose layers for those of the roles that the user has not decided."""
        self._guessing = True
        self.guesser.fill(roles, self._references)
        self._guessing = False
        self._row_changed()

    def _guess_where_taken(self) -> None:
        """Guess the roles anew whose guessed layers the user has taken for others, or as masks."""
        rows = self._rows.values()
        taken = {*(row.layer_id() for row in rows if row.decided),
                 *(mask.id() for row in rows if (mask := row.mask()) is not None)} - {""}
        guessed = {role for role, row in self._rows.items()
                   if not row.decided and row.layer_id() in taken}
        if guessed and not self._guessing:
            self._guess(guessed)

    def _row_changed(self) -> None:
        if not self._guessing:
            self.pairs.renew()
            self.changed.emit()

    # What is known of them

    def show_findings(self, findings: dict[Role, Finding]) -> None:
        """Show below each image what was found out about it."""
        for role, row in self._rows.items():
            row.show_finding(findings.get(role), self.options.options().ratio)

    def show_warnings(self, blamed: Mapping[str, str], warnings: Iterable[str],
                      remedies: Mapping[str, Remedy] | None = None) -> None:
        """Show what came up when the images were read.

        blamed: names of layers that cannot be used, and why. warnings: of no single image.
        remedies: what mends these, by their texts; a click on a link applies it.
        """
        self._remedies = remedies or {}
        for row in self._rows.values():
            layer = row.layer()
            if layer is not None and layer.name() in blamed:
                problem = blamed[layer.name()]
                row.blame(problem, self._remedies.get(problem))
        told = "\n".join(row.text() for row in self._rows.values())
        self._warning.show_lines(
            [("remark", text) for text in warnings if text not in told],
            links={text: remedy.label for text, remedy in self._remedies.items()})

    def has_problem(self) -> bool:
        """Say whether an image is missing or cannot be used."""
        return any(row.has_problem() for row in self._rows.values() if not row.isHidden()) or \
            not all(self.layer(role) for role in self._needed())

    def summary(self) -> str:
        """Return the dates in one line."""
        names = [self._rows[role].layer() for role in (FINE_1, COARSE_PREDICTION)]
        dates = [candidate_of(layer).date for layer in names if layer is not None]
        return " → ".join(str(date) for date in dates if date)


def _header(text: str) -> QLabel:
    label = QLabel(text)
    font = label.font()
    font.setBold(True)
    label.setFont(font)
    return label

"""The dialog in which a layer is given a reference."""

from __future__ import annotations

import html
from dataclasses import replace

from qgis.gui import QgsDoubleSpinBox
from qgis.PyQt.QtCore import QSize, Qt
from qgis.PyQt.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QVBoxLayout,
    QWidget,
)

from ...images.image_options import BAND_MATCHING
from ...images.source import Source
from ...progress import Progress
from ...quality.counterparts import Counterparts
from ...quality.raster_quality import check_counterparts
from ...translation import tr
from ..background import Background, Work
from ..theme import Tint, faint, palette_of
from .image_chooser import ImageChooser
from .layer_quality import LayerQuality
from .likely_reference import likely_reference
from .values import layer_title


class CompareDialog(QDialog):
    """Chooses the images that a layer is compared with, and checks that they fit together."""

    def __init__(self, quality: LayerQuality, parent: QWidget | None = None):
        super().__init__(parent)
        self._quality = quality
        self._background = Background(self)
        self._background.finished.connect(self._fits)
        self._background.failed.connect(self._does_not_fit)
        self.setWindowTitle(tr("Compare {name} with…").format(name=layer_title(quality)))
        predicted = quality.made is not None
        self.reference = ImageChooser(quality.layer, tr("None: only the coarse image")
                                      if predicted else tr("None"))
        self.reference.setToolTip(tr("The true image of the same date, with pixels as large as "
                                     "those of the layer."))
        self.coarse = ImageChooser(quality.layer, tr("None"))
        self.coarse.setToolTip(tr("The layer averaged to its pixels is compared with it; needs no "
                                  "reference."))
        self.bands = QComboBox()
        for identifier, label in BAND_MATCHING.items():
            self.bands.addItem(tr(label), identifier)
        self.ratio = QgsDoubleSpinBox()
        self.ratio.setRange(1.0, 1000.0)
        self.ratio.setDecimals(2)
        self.ratio.setSpecialValueText(tr("from the images"))
        self.ratio.setClearValueMode(QgsDoubleSpinBox.ClearValueMode.MinimumValue)
        self.ratio.setToolTip(tr(
            "Side of a coarse pixel in fine pixels. It is found from the coarse image; needed for "
            "ERGAS without one, or if the coarse image was resampled to fine pixels."))
        self._message = QLabel()
        self._message.setWordWrap(True)
        self._message.setTextFormat(Qt.TextFormat.RichText)
        self._message.setMinimumHeight(3 * self.fontMetrics().lineSpacing())
        self._message.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        buttons = QDialogButtonBox.StandardButton
        self._buttons = QDialogButtonBox(buttons.Ok | buttons.Cancel)
        self.measure = self._buttons.button(buttons.Ok)
        self.measure.setText(tr("Measure"))
        self._buttons.accepted.connect(self.accept)
        self._buttons.rejected.connect(self.reject)
        self._lay_out()
        self._fill_in()
        for signal in (self.reference.changed, self.coarse.changed,
                       self.bands.currentIndexChanged, self.ratio.valueChanged):
            signal.connect(self._check)
        self._check()

    def counterparts(self) -> Counterparts:
        """Return the chosen images and options; what the dialog does not show is as before."""
        before = self._quality.counterparts
        return replace(before, reference=self.reference.source(), coarse=self.coarse.source(),
                       band_matching=self.bands.currentData(),
                       ratio=self.ratio.value() if self.ratio.value() > 1.0 else None)

    def sizeHint(self) -> QSize:
        return QSize(30 * self.fontMetrics().averageCharWidth() * 2, super().sizeHint().height())

    def done(self, result: int) -> None:
        self._background.close()
        super().done(result)

    def _lay_out(self) -> None:
        form = QFormLayout()
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        form.addRow(tr("Reference image"), self.reference)
        form.addRow(tr("Coarse image of the same date"), self.coarse)
        form.addRow(tr("Match the bands of the images"), self.bands)
        form.addRow(tr("Scale ratio"), self.ratio)
        layout = QVBoxLayout(self)
        layout.addLayout(form)
        layout.addWidget(self._message)
        layout.addStretch()
        layout.addWidget(self._buttons)

    def _fill_in(self) -> None:
        before = self._quality.counterparts
        self.reference.choose(before.reference or likely_reference(
            self._quality, self.reference.layers()))
        self.coarse.choose(before.coarse)
        self.bands.setCurrentIndex(max(0, self.bands.findData(before.band_matching)))
        self.ratio.setValue(before.ratio or 1.0)

    def _check(self, *_: object) -> None:
        """Look whether the images fit together; on a thread, as it reads from them."""
        self.measure.setEnabled(False)
        counterparts = self.counterparts()
        if not (counterparts.reference or counterparts.coarse):
            self._background.cancel()
            self._say(tr("Choose a reference image, or a coarse image of the same date."))
            return
        problem = self.reference.problem() or self.coarse.problem()
        if problem:
            self._background.cancel()
            self._say(problem, wrong=True)
            return
        self._say(tr("Looking at the images…"))
        self._background.start(_checking(self._quality.source, counterparts))

    def _fits(self, warnings: list[str]) -> None:
        self.measure.setEnabled(True)
        self._say("\n".join(warnings) if warnings else tr("The images fit together."),
                  wrong=bool(warnings))

    def _does_not_fit(self, message: str) -> None:
        self._say(message, wrong=True)

    def _say(self, text: str, wrong: bool = False) -> None:
        palette = palette_of(self._message)
        colour = Tint.WARNING.on(palette) if wrong else faint(palette)
        self._message.setText(f'<span style="color:{colour.name()}">'
                              + html.escape(text).replace("\n", "<br>") + "</span>")


def _checking(source: Source, counterparts: Counterparts) -> Work:
    def work(progress: Progress) -> list[str]:
        return check_counterparts(source, counterparts)

    return work

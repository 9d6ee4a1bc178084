"""How the images are brought together: bands, units, shift, ratio."""

from __future__ import annotations

from qgis.gui import QgsCollapsibleGroupBoxBasic, QgsDoubleSpinBox, QgsSpinBox
from qgis.PyQt.QtCore import pyqtSignal
from qgis.PyQt.QtWidgets import QCheckBox, QComboBox, QFormLayout, QLabel, QWidget

from ...images.image_options import BAND_MATCHING
from ...translation import tr


class OptionsBox(QgsCollapsibleGroupBoxBasic):
    """The options of `preview.inputs.Options`; folded by default.

    changed: another option.
    """

    changed = pyqtSignal()

    def __init__(self, parent: QWidget | None = None):
        super().__init__(parent)
        self.setTitle(tr("Bands, units and ratio"))
        self.setFlat(True)
        self.setCollapsed(True)
        self._guessed_ratio: float | None = None
        self.ratio_decided = False
        self.bands = QComboBox(self)
        for identifier, label in BAND_MATCHING.items():
            self.bands.addItem(tr(label), identifier)
        self.bands.setToolTip(tr(
            "How to find the band of an image that belongs to a band of the fine image of pair "
            "1: the first to the first and so on, by the bands' names, or by their wavelengths."))
        self.scale = QCheckBox(tr("Scale coarse images to the units of the fine ones"), self)
        self.scale.setToolTip(tr(
            "If one image holds reflectance from 0 to 1 and another from 0 to 10000, multiply the "
            "latter images so that all have the units of the fine image of pair 1."))
        self.coregister = QCheckBox(tr("Correct a shift of the coarse images"), self)
        self.coregister.setToolTip(tr(
            "Find by how much the coarse image of pair 1 is shifted against the fine one, and "
            "move all coarse images back by it. The log tells the shift in any case."))
        self.ratio = QgsDoubleSpinBox(self)
        self.ratio.setRange(1.0, 1000.0)
        self.ratio.setSpecialValueText(tr("from the images"))
        self.ratio.setToolTip(tr(
            "Only for coarse images that were resampled to the pixel size of the fine ones: the "
            "side of an original coarse pixel in fine pixels, such as 16. Otherwise it is found "
            "from the images."))
        self.upscaling = QgsSpinBox(self)
        self.upscaling.setRange(1, 100)
        self.upscaling.setSpecialValueText(tr("from the fine image"))
        self.upscaling.setToolTip(tr(
            "Into how many pixels a side each coarse pixel is divided. Needed without a fine "
            "image, whose grid counts otherwise."))
        for box in (self.ratio, self.upscaling):
            box.setClearValueMode(type(box).ClearValueMode.MinimumValue)
        form = QFormLayout(self)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        form.addRow(tr("Match the bands of the images"), self.bands)
        form.addRow(tr("Scale ratio of resampled coarse images"), self.ratio)
        self._upscaling_label = QLabel(tr("Scale ratio of the output"), self)
        form.addRow(self._upscaling_label, self.upscaling)
        form.addRow(self.scale)
        form.addRow(self.coregister)
        self.bands.currentIndexChanged.connect(self._changed)
        self.scale.toggled.connect(self._changed)
        self.coregister.toggled.connect(self._changed)
        self.ratio.valueChanged.connect(self._ratio_changed)
        self.upscaling.valueChanged.connect(self._changed)

    def options(self) -> Options:
        """Return what is set."""
        ratio, upscaling = self.ratio.value(), self.upscaling.value()
        return Options(self.bands.currentData(), self.scale.isChecked(),
                       self.coregister.isChecked(), ratio if ratio > 1 else None,
                       upscaling if upscaling > 1 else None)

    def set_options(self, options: Options) -> None:
        """Show other options; a ratio counts as the user's."""
        self.bands.setCurrentIndex(max(0, self.bands.findData(options.band_matching)))
        self.scale.setChecked(options.scale_coarse)
        self.coregister.setChecked(options.coregister)
        self.ratio.setValue(float(options.ratio or 1))
        self.upscaling.setValue(int(options.upscaling or 1))

    def guess_ratio(self, ratio: float | None) -> None:
        """Set the ratio, unless the user has set one."""
        if not self.ratio_decided:
            self._guessed_ratio = ratio or 1.0
            self.ratio.setValue(self._guessed_ratio)

    def show_upscaling(self, shown: bool) -> None:
        """Show the ratio of an output that has no fine image to take its grid from."""
        self.upscaling.setVisible(shown)
        self._upscaling_label.setVisible(shown)

    def _ratio_changed(self, value: float) -> None:
        if value != self._guessed_ratio:
            self.ratio_decided = value > 1
        self._changed()

    def _changed(self, *_: object) -> None:
        self.changed.emit()

"""The box in which is chosen how the images are brought together."""

from __future__ import annotations

from dataclasses import fields

from qgis.gui import QgsCollapsibleGroupBoxBasic
from qgis.PyQt.QtCore import pyqtSignal
from qgis.PyQt.QtWidgets import QFormLayout, QLabel, QWidget

from ...images.image_options import ImageOptions
from ...parameters import descriptions
from ...remedies import Remedy
from ...translation import tr
from .fields import ParameterField, make_field


class OptionsBox(QgsCollapsibleGroupBoxBasic):
    """The fields of `ImageOptions`; folded by default.

    changed: another option. ratio_decided: whether the user has set the ratio.
    """

    changed = pyqtSignal()

    def __init__(self, parent: QWidget | None = None):
        super().__init__(parent)
        self.setTitle(tr("Bands, units and ratio"))
        self.setFlat(True)
        self.setCollapsed(True)
        self._guessed_ratio: float | None = None
        self.ratio_decided = False
        self._form = QFormLayout(self)
        self._form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        self._form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        self._labels: dict[str, QLabel] = {}
        self.fields = {field.name: self._add(field.name, field.default)
                       for field in fields(ImageOptions)}
        self.fields["ratio"].changed.connect(self._ratio_changed)

    def _add(self, name: str, default: object) -> ParameterField:
        described = descriptions(ImageOptions)[name]
        field = make_field(described, default, self)
        field.widget.setToolTip(tr(described.help))
        if described.kind == "switch":
            self._form.addRow(field.widget)
        else:
            self._labels[name] = QLabel(tr(described.label), self)
            self._form.addRow(self._labels[name], field.widget)
        field.changed.connect(self.changed)
        return field

    def options(self) -> ImageOptions:
        """Return the options that are set."""
        return ImageOptions(**{name: field.value() for name, field in self.fields.items()})

    def set_options(self, options: ImageOptions) -> None:
        """Show other options; a ratio counts as the user's."""
        for name, field in self.fields.items():
            field.set_value(getattr(options, name))

    def apply(self, remedy: Remedy) -> None:
        """Change the options as a remedy says."""
        for name, value in remedy.options.items():
            self.fields[name].set_value(value)

    def guess_ratio(self, ratio: float | None) -> None:
        """Set the ratio, unless the user has set one."""
        if not self.ratio_decided:
            self._guessed_ratio = ratio
            self.fields["ratio"].set_value(ratio)

    def show_upscaling(self, shown: bool) -> None:
        """Show the ratio of an output that has no fine image to take its grid from."""
        self.fields["upscaling"].widget.setVisible(shown)
        self._labels["upscaling"].setVisible(shown)

    def _ratio_changed(self) -> None:
        ratio = self.fields["ratio"].value()
        if ratio != self._guessed_ratio:
            self.ratio_decided = ratio is not None

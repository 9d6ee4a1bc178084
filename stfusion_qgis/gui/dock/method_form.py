"""The form of a method's parameters, made from their descriptions."""

from __future__ import annotations

from typing import Any

from qgis.gui import QgsCollapsibleGroupBoxBasic
from qgis.PyQt.QtCore import pyqtSignal
from qgis.PyQt.QtWidgets import (
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from ...errors import InputError
from ...methods.method import Method
from ...parameters import check, descriptions
from ...translation import tr
from ..presets import PresetButton
from ..widgets.tinted_label import TintedLabel
from .fields import ParameterField, make_field


class MethodForm(QWidget):
    """Fields for the parameters of one method; advanced ones are folded away.

    edited: a parameter. changed: likewise, to a value that is valid with the others.
    """

    edited = pyqtSignal()
    changed = pyqtSignal()

    def __init__(self, method: Method, parent: QWidget | None = None):
        super().__init__(parent)
        self.method = method
        self._fields: dict[str, ParameterField] = {}
        self._filling = False
        plain, advanced = self._form(self), QgsCollapsibleGroupBoxBasic(tr("Advanced"), self)
        advanced.setFlat(True)
        advanced.setCollapsed(True)
        folded = self._form(advanced)
        self._problem = TintedLabel(self)
        self.reset_button = QPushButton(tr("Reset to the paper's defaults"), self)
        self.reset_button.clicked.connect(self.reset)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addLayout(plain)
        layout.addWidget(advanced)
        layout.addWidget(self._problem)
        self.preset_button = PresetButton(method, self)
        self.preset_button.chosen.connect(self.set_parameters)
        self.preset_button.wanted.connect(
            lambda: self.preset_button.ask_and_save(self.parameters()))
        line = QHBoxLayout()
        line.addWidget(self.reset_button)
        line.addWidget(self.preset_button)
        line.addStretch(1)
        layout.addLayout(line)
        defaults = method.Parameters()
        for name, described in descriptions(method.Parameters).items():
            self._add(name, described, getattr(defaults, name),
                      folded if described.advanced else plain)
        advanced.setVisible(folded.rowCount() > 0)
        for button in (self.reset_button, self.preset_button):
            button.setVisible(bool(self._fields))
        self._show_state()

    def _form(self, parent: QWidget) -> QFormLayout:
        form = QFormLayout(None if parent is self else parent)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        form.setVerticalSpacing(4)
        return form

    def _add(self, name: str, described: Any, default: Any, form: QFormLayout) -> None:
        field = self._fields[name] = make_field(described, default, self)
        help = f"<p>{tr(described.help)}</p>"
        field.widget.setToolTip(help)
        field.changed.connect(self._changed)
        if described.kind == "switch":
            form.addRow(field.widget)
            return
        label = QLabel(tr(described.label), self)
        label.setToolTip(help)
        label.setBuddy(field.widget)
        form.addRow(label, field.widget)

    def parameters(self) -> Any:
        """Return the parameters as they stand in the form, valid or not."""
        return self.method.Parameters(**{name: f.value() for name, f in self._fields.items()})

    def problem(self) -> str:
        """Return why the parameters cannot be used; "" if they can."""
        try:
            check(self.parameters())
        except InputError as error:
            return str(error)
        return ""

    def set_parameters(self, parameters: Any) -> None:
        """Show other parameters."""
        before, self._filling = self.parameters(), True
        for name, field in self._fields.items():
            field.set_value(getattr(parameters, name))
        self._filling = False
        if self.parameters() != before:
            self._changed()

    def set_value(self, name: str, value: Any) -> None:
        """Set one parameter."""
        self._fields[name].set_value(value)

    def reset(self) -> None:
        """Go back to the defaults, which are the paper's."""
        self.set_parameters(self.method.Parameters())

    def _changed(self) -> None:
        if self._filling:
            return
        self._show_state()
        self.edited.emit()
        if not self.problem():
            self.changed.emit()

    def _show_state(self) -> None:
        self._problem.show_lines([("problem", self.problem())])
        self.reset_button.setEnabled(self.parameters() != self.method.Parameters())

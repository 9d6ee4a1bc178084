"""A field of a form for each kind of described parameter."""

from __future__ import annotations

from typing import Any

from qgis.gui import QgsDoubleSpinBox, QgsFileWidget, QgsSpinBox
from qgis.PyQt.QtCore import QObject, pyqtSignal
from qgis.PyQt.QtWidgets import QCheckBox, QComboBox, QLineEdit, QSizePolicy, QWidget

from ...parameters import Description
from ...translation import tr

_UNBOUNDED = 1_000_000_000
_DECIMALS = 6


class ParameterField(QObject):
    """The widget of a parameter, and its value; a subclass for each kind.

    changed: the value, by whomever.
    """

    changed = pyqtSignal()

    def __init__(self, described: Description, default: Any, parent: QWidget):
        super().__init__(parent)
        self.described, self.default = described, default
        self.widget = self._make(parent)
        self.set_value(default)

    def _make(self, parent: QWidget) -> QWidget:
        """Return the widget, with its signal connected to `changed`."""
        raise NotImplementedError

    def value(self) -> Any:
        """Return the value."""
        raise NotImplementedError

    def set_value(self, value: Any) -> None:
        """Show another value."""
        raise NotImplementedError


class TextField(ParameterField):
    """One line of text."""

    def _make(self, parent: QWidget) -> QWidget:
        edit = QLineEdit(parent)
        edit.textChanged.connect(lambda: self.changed.emit())
        return edit

    def value(self) -> str:
        return self.widget.text()

    def set_value(self, value: str) -> None:
        self.widget.setText(value)


class IntegerField(ParameterField):
    """A whole number, or None where it may be left empty; its cross brings the default back."""

    _type: type = int

    def _make(self, parent: QWidget) -> QWidget:
        box = QgsSpinBox(parent)
        self._bound(box)
        if self.described.odd:
            box.setSingleStep(2)
        return box

    def _bound(self, box: QWidget) -> None:
        low, high = self.described.minimum, self.described.maximum
        if self.described.empty:  # the least value stands for none
            low = (low or 0) - 1
            box.setSpecialValueText(tr(self.described.empty))
        box.setMinimum(-_UNBOUNDED if low is None else self._type(low))
        box.setMaximum(_UNBOUNDED if high is None else self._type(high))
        if self.described.empty:
            box.setClearValueMode(type(box).ClearValueMode.MinimumValue)
        else:
            box.setClearValue(self.default)
        if self.described.unit:
            box.setSuffix(f" {tr(self.described.unit)}")
        box.valueChanged.connect(lambda: self.changed.emit())

    def value(self) -> Any:
        if self.described.empty and self.widget.value() == self.widget.minimum():
            return None
        return self.widget.value()

    def set_value(self, value: Any) -> None:
        self.widget.setValue(self.widget.minimum() if value is None else self._type(value))


class NumberField(IntegerField):
    """A real number, written with the digits that it has; or None likewise."""

    _type = float

    def _make(self, parent: QWidget) -> QWidget:
        box = _ShortDoubleSpinBox(parent)
        box.setDecimals(_DECIMALS)
        self._bound(box)
        box.setSingleStep(_step(self.default or 5.0))
        return box

    def value(self) -> Any:
        value = super().value()
        return None if value is None else round(value, _DECIMALS)


class SwitchField(ParameterField):
    """A yes or no; the label stands beside the box."""

    def _make(self, parent: QWidget) -> QWidget:
        box = QCheckBox(tr(self.described.label), parent)
        box.toggled.connect(lambda: self.changed.emit())
        return box

    def value(self) -> bool:
        return self.widget.isChecked()

    def set_value(self, value: bool) -> None:
        self.widget.setChecked(value)


class ChoiceField(ParameterField):
    """One of several values."""

    def _make(self, parent: QWidget) -> QWidget:
        box = QComboBox(parent)
        for identifier, label in self.described.choices.items():
            box.addItem(tr(label), identifier)
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.setMinimumContentsLength(12)
        box.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        box.currentIndexChanged.connect(lambda: self.changed.emit())
        return box

    def value(self) -> str:
        return self.widget.currentData()

    def set_value(self, value: str) -> None:
        self.widget.setCurrentIndex(max(0, self.widget.findData(value)))


class FileField(ParameterField):
    """The path of a file."""

    def _make(self, parent: QWidget) -> QWidget:
        widget = QgsFileWidget(parent)
        if self.described.ending:
            widget.setFilter(f"*.{self.described.ending.lstrip('.')}")
        widget.fileChanged.connect(lambda: self.changed.emit())
        return widget

    def value(self) -> str:
        return self.widget.filePath()

    def set_value(self, value: str) -> None:
        self.widget.setFilePath(value)


_KINDS = {"integer": IntegerField, "number": NumberField, "switch": SwitchField,
          "choice": ChoiceField, "text": TextField, "file": FileField}


def make_field(described: Description, default: Any, parent: QWidget) -> ParameterField:
    """Return the field of a parameter."""
    return _KINDS[described.kind](described, default, parent)


class _ShortDoubleSpinBox(QgsDoubleSpinBox):
    def textFromValue(self, value: float) -> str:
        text = super().textFromValue(value)
        point = self.locale().decimalPoint()
        return text.rstrip("0").rstrip(point) if point in text else text


def _step(default: float) -> float:
    """Return a step that suits the size of a number: 0.05 for 0.2, 1 for 5."""
    size = abs(default) or 1.0
    for step in (0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1.0, 5.0):
        if size <= 5 * step:
            return step
    return 10.0

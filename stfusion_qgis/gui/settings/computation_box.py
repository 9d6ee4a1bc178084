"""The form of the settings that hold for every computation."""

from __future__ import annotations

import os

from qgis.gui import QgsSpinBox
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import QCheckBox, QComboBox, QFormLayout, QGroupBox, QWidget

from ...networks.runtime import PROVIDERS
from ...processing.user_settings import LIMITS, UserSettings
from ...translation import tr


class ComputationBox(QGroupBox):
    """A form of `UserSettings`."""

    def __init__(self, parent: QWidget | None = None):
        super().__init__(tr("Computation"), parent)
        self._threads = _spin_box("threads", tr("one a processor core ({count})").format(
            count=os.cpu_count() or 1), tr(
            "How many blocks of an image are computed at a time, where an algorithm is not told "
            "otherwise. The result does not depend on it."))
        self._memory = _spin_box("memory", "", tr(
            "What one run may take. Blocks become smaller, and fewer are computed at a time, until "
            "they fit; the result does not depend on it. Networks take no more either."), " MB")
        self._cache = _spin_box("raster_cache", "", tr(
            "Parts of the images that GDAL keeps while a run works."), " MB")
        self._type = QComboBox()
        self._type.addItem(tr("As the fine image"), False)
        self._type.addItem(tr("Float32"), True)
        self._type.setToolTip(tr(
            "Proposed for new runs. Integers are rounded; float32 keeps the fractions."))
        self._provider = QComboBox()
        for identifier, label in PROVIDERS.items():
            self._provider.addItem(tr(label), identifier)
        self._provider.setToolTip(tr(
            "What runs networks where an algorithm says 'Automatic'. What does not work on this "
            "machine is replaced by the CPU, and the log says why."))
        self._cards = QComboBox()
        self._cards.addItem(tr("Where it is faster"), True)
        self._cards.addItem(tr("Never"), False)
        self._cards.setToolTip(tr(
            "Whether methods compute on the graphics card where a short measurement finds it "
            "faster than the processor; it needs pyopencl, below. The log says what computed. "
            "Results differ by less than a hundred thousandth of their deviation."))
        self._measure = QCheckBox(tr("Measure the quality of predictions when they are loaded"))
        self._measure.setToolTip(tr(
            "Shown under the layer. Large images are measured only when asked for."))
        fields = (self._threads, self._memory, self._cache, self._type, self._provider,
                  self._cards)
        width = max(field.sizeHint().width() for field in fields)
        for field in fields:
            field.setMinimumWidth(width)
        form = QFormLayout(self)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.FieldsStayAtSizeHint)
        form.addRow(tr("Threads"), self._threads)
        form.addRow(tr("Memory of a run"), self._memory)
        form.addRow(tr("Raster cache"), self._cache)
        form.addRow(tr("Data type of outputs"), self._type)
        form.addRow(tr("Run networks on"), self._provider)
        form.addRow(tr("Graphics card"), self._cards)
        form.addRow(self._measure)

    def settings(self) -> UserSettings:
        """Return the settings that are entered."""
        return UserSettings(self._threads.value(), self._memory.value(), self._cache.value(),
                            self._type.currentData(), self._provider.currentData(),
                            self._cards.currentData(), self._measure.isChecked())

    def show_settings(self, settings: UserSettings) -> None:
        """Show settings."""
        self._threads.setValue(settings.threads)
        self._memory.setValue(settings.memory)
        self._cache.setValue(settings.raster_cache)
        self._type.setCurrentIndex(self._type.findData(settings.float_output))
        self._provider.setCurrentIndex(self._provider.findData(settings.provider))
        self._cards.setCurrentIndex(self._cards.findData(settings.cards))
        self._measure.setChecked(settings.measure_predictions)

    def show_providers(self, reasons: dict[str, str]) -> None:
        """Mark the providers that do not work here; reasons: of each provider, "" if it works."""
        for i in range(self._provider.count()):
            identifier = self._provider.itemData(i)
            reason, label = reasons.get(identifier, ""), tr(PROVIDERS[identifier])
            self._provider.setItemText(i, tr("{provider} (not on this machine)").format(
                provider=label) if reason else label)
            self._provider.setItemData(i, reason, Qt.ItemDataRole.ToolTipRole)


def _spin_box(name: str, nothing: str, help: str, unit: str = "") -> QgsSpinBox:
    box = QgsSpinBox()
    box.setRange(*LIMITS[name])
    box.setClearValue(getattr(UserSettings(), name))
    box.setSpecialValueText(nothing)
    box.setSuffix(unit)
    if unit:
        box.setSingleStep(LIMITS[name][0])
    box.setToolTip(help)
    return box

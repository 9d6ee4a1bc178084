"""The method, its parameters, and the predictions to compare it with."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from qgis.core import QgsApplication
from qgis.PyQt.QtCore import pyqtSignal
from qgis.PyQt.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from ...images.roles import References, Role
from ...methods.method import Method
from ...preview.request import Entry
from ...processing.user_settings import UserSettings
from ...translation import tr
from ..widgets.tinted_label import TintedLabel
from .kept_predictions import KeptList
from .method_form import MethodForm
from .method_list import MethodCombo
from .numba_hint import NumbaHint
from .wheel_guard import WheelGuard
from .wording import prediction_title

FORM_KEY = "prediction:1"
"""Name of the prediction of the form among the images of a preview."""


class MethodPanel(QWidget):
    """The list of methods, the form of the chosen one, and the predictions kept beside it.

    edited: a parameter of the form, valid or not. changed: what is to be predicted. choice_wanted:
    which method is best is to be found out. Parameters are remembered for each method.
    """

    edited = pyqtSignal()
    changed = pyqtSignal()
    choice_wanted = pyqtSignal()

    def __init__(self, guard: WheelGuard, parent: QWidget | None = None):
        super().__init__(parent)
        self._guard = guard
        self._remembered: dict[str, Any] = {}
        self.combo = MethodCombo(self)
        help = QToolButton(self)
        help.setIcon(QgsApplication.getThemeIcon("/mActionHelpContents.svg"))
        help.setAutoRaise(True)
        help.setCheckable(True)
        help.setToolTip(tr("What the method is good at, and where it fails"))
        self.choice_button = QToolButton(self)
        self.choice_button.setIcon(QgsApplication.getThemeIcon("/search.svg"))
        self.choice_button.setAutoRaise(True)
        self.choice_button.setToolTip(tr("Find out which method is best on your own dates: each is "
                                         "left out and predicted from the others. Needs the fine "
                                         "and coarse images of two dates at least."))
        self.choice_button.clicked.connect(self.choice_wanted)
        self._summary = TintedLabel(self)
        self._help = QLabel(self)
        self._help.setWordWrap(True)
        self._help.setOpenExternalLinks(True)
        self._help.hide()
        help.toggled.connect(self._help.setVisible)
        self.numba_hint = NumbaHint(self)
        self.kept = KeptList(self)
        self.kept.changed.connect(self.changed)
        self.kept.loaded.connect(lambda kept: self.set_method(kept.method, kept.parameters))
        self.kept.wanted.connect(lambda: self.kept.add(self.method(), self.parameters()))
        line = QHBoxLayout()
        line.addWidget(self.combo, 1)
        line.addWidget(self.choice_button)
        line.addWidget(help)
        self._form_place = QVBoxLayout()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addLayout(line)
        layout.addWidget(self._summary)
        layout.addWidget(self._help)
        layout.addWidget(self.numba_hint)
        layout.addLayout(self._form_place)
        layout.addWidget(self.kept)
        self.form = self._make_form(self.combo.method())
        self.combo.chosen.connect(self._choose)

    def method(self) -> Method:
        """Return the chosen method."""
        return self.form.method

    def parameters(self) -> Any:
        """Return the parameters of the form."""
        return self.form.parameters()

    def set_method(self, method: Method, parameters: Any = None) -> None:
        """Choose a method; parameters: None for those it had before."""
        if parameters is not None:
            self._remembered[method.id] = parameters
        if method is self.method():
            self.form.set_parameters(self._remembered.get(method.id, method.Parameters()))
        else:
            self.combo.set_method(method.id)

    def show_available(self, given: Collection[Role]) -> None:
        """Show in the list which methods can run with images of these roles."""
        self._remembered[self.method().id] = self.parameters()
        self.combo.show_available(given, self._remembered)

    def entries(self) -> dict[str, tuple[Entry, str]]:
        """Return the predictions to make, with their titles, by their names."""
        own, settings = (self.method(), self.parameters()), UserSettings.read()
        wanted = {FORM_KEY: own}
        for kept in self.kept.ticked():
            if (kept.method, kept.parameters) != own:
                wanted[kept.key] = kept.method, kept.parameters
        return {key: (Entry(key, method, settings.resolved(parameters)),
                      prediction_title(method, parameters))
                for key, (method, parameters) in wanted.items()}

    def references(self) -> References:
        """Return the images of reference dates that all these predictions together take."""
        each = [entry.method.references(entry.parameters) for entry, _ in self.entries().values()]
        needed = {role for references in each for role in references.needed}
        taken = {role for references in each for role in references.all}
        return References(tuple(sorted(needed)), tuple(sorted(taken - needed)))

    def _choose(self, method: Method) -> None:
        old = self.form
        self._remembered[old.method.id] = old.parameters()
        self._form_place.removeWidget(old)
        old.hide()
        old.deleteLater()
        self.form = self._make_form(method)
        if method.id in self._remembered:
            self.form.set_parameters(self._remembered[method.id])
        self.changed.emit()

    def _make_form(self, method: Method) -> MethodForm:
        form = MethodForm(method, self)
        form.edited.connect(self.edited)
        form.changed.connect(self.changed)
        self._guard.protect(form)
        self._form_place.addWidget(form)
        self._summary.show_lines([("faint", tr(method.summary))])
        self.numba_hint.show_method(method)
        paragraphs = "".join(f"<p>{text}</p>" for text in tr(method.help).split("\n\n"))
        self._help.setText(f"{paragraphs}<p>{tr('Source:')} {method.reference}</p>")
        self._help.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        return form

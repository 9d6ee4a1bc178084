"""What the project remembers of the dock: saved soon after each change, shown when it is opened."""

from __future__ import annotations

from typing import Any

from qgis.core import QgsProject
from qgis.PyQt.QtCore import QObject, QTimer

from ..compare.comparison_widget import ComparisonWidget
from .area.area_box import AreaBox
from .dates.date_control import DateControl
from .inputs_panel import InputsPanel
from .method_panel import MethodPanel
from .project_state import (
    GUESSED,
    inputs_state,
    method_of,
    method_state,
    read_state,
    restore_inputs,
    usable_entries,
    write_state,
)

_WAIT = 300  # milliseconds after a change


class DockMemory(QObject):
    """The state of the parts of a dock, in the project."""

    def __init__(self, images: InputsPanel, methods: MethodPanel, dates: DateControl,
                 area: AreaBox, comparison: ComparisonWidget, parent: QObject):
        super().__init__(parent)
        self._images, self._methods, self._dates = images, methods, dates
        self._area, self._comparison = area, comparison
        self._restoring = False
        self._kept: dict[str, Any] = {}
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_WAIT)
        self._soon.timeout.connect(self._save)
        project = QgsProject.instance()
        project.readProject.connect(self.restore)
        project.cleared.connect(self.restore)

    def state(self) -> dict[str, Any]:
        """Return the state that the project remembers."""
        return {**method_state(self._methods.method(), self._methods.parameters()),
                **inputs_state(self._images),
                "dates": self._dates.state(),
                "comparison": self._comparison.state(), "area": self._area.state(),
                "kept": [{**method_state(kept.method, kept.parameters), "ticked": ticked}
                         for kept, ticked in self._methods.kept.entries()]}

    def restore(self) -> None:
        """Show the state that the project remembers; defaults and guesses without one."""
        state = read_state()
        self._restoring = True
        self._methods.kept.clear()
        kept = state.get("kept")
        for entry in kept if isinstance(kept, list) else []:
            known = method_of(entry)
            if known is not None:
                self._methods.kept.add(*known, ticked=bool(entry.get("ticked", True)))
        known = method_of(state)
        if known is not None:
            self._methods.set_method(*known)
        self._images.set_references(self._methods.references())
        restore_inputs(state, self._images)
        self._images.guess()
        self._dates.restore(state.get("dates"))
        self._area.restore(usable_entries(state.get("area"), self._area.state()))
        self._comparison.restore(
            usable_entries(state.get("comparison"), self._comparison.state()))
        self._restoring = False
        self._kept = self.state()

    def note_change(self) -> None:
        """Save the state soon, unless it is just being restored."""
        if not self._restoring:
            self._soon.start()

    def close(self) -> None:
        """Save nothing more, before the dock is deleted."""
        project = QgsProject.instance()
        project.readProject.disconnect(self.restore)
        project.cleared.disconnect(self.restore)
        self._soon.stop()

    def _save(self) -> None:
        state = self.state()
        # What only guesses have changed is not the user's: while a project is being read, it would
        # take the place of what the project remembers.
        if {**state, GUESSED: None} == {**self._kept, GUESSED: None}:
            return
        self._kept = state
        if read_state() or any(state[part] for part in ("layers", "masks", "kept")) \
                or state["dates"]["ticked"] or self._area.summary() \
                or self._methods.parameters() != self._methods.method().Parameters():
            write_state(state)

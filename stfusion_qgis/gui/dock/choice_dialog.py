"""The dialog that finds the best method by the dates of the dock, as the dock has them."""

from __future__ import annotations

from typing import Any

from qgis.core import QgsRasterLayer
from qgis.PyQt.QtWidgets import QWidget

from ...images.roles import GUIDE
from ...processing.project_layers import candidate_of
from ...translation import tr
from .dates.date_control import DateControl
from .inputs_panel import InputsPanel
from .run import changed_options


def open_choice(dates: DateControl, images: InputsPanel) -> tuple[QWidget | None, str]:
    """Open the dialog with the dates, masks, guide, options and extent of the dock.

    Returns:
        The dialog, and what could not be handed on, "" if all was.
    """
    from processing import createAlgorithmDialog  # Processing may be loaded after this plugin

    values, left_out = choice_values(dates, images)
    dialog = createAlgorithmDialog("stfusion:choosemethod", values)
    if dialog is not None:
        dialog.show()
    return dialog, "" if not left_out else tr(
        "Not handed on: {masks}. Masks find their images by their dates: give them the date of "
        "their image (Layer Properties - Temporal, or in their names).").format(
            masks=", ".join(mask.name() for mask in left_out))


def choice_values(dates: DateControl, images: InputsPanel,
                  ) -> tuple[dict[str, Any], list[QgsRasterLayer]]:
    """Return the parameters of the algorithm, and masks that do not tell their image's date."""
    values: dict[str, Any] = {"DAYS": dates.days_of_pairs()}
    left_out: list[QgsRasterLayer] = []
    for name, layers in (("FINE", dates.fine_layers()), ("COARSE", dates.coarse_layers())):
        values[name] = [layer.id() for layer in layers]
        masked = [(layer, mask) for layer in layers if (mask := dates.mask_of(layer)) is not None]
        told = [mask for layer, mask in masked
                if candidate_of(mask).date == candidate_of(layer).date]
        left_out += [mask for _, mask in masked if mask not in told and mask not in left_out]
        if told:
            values[f"{name}_MASKS"] = [mask.id() for mask in told]
    if (guide := images.rows()[GUIDE].layer()) is not None:
        values["GUIDE"] = guide.id()
    values.update(changed_options(images, without=("UPSCALING",)))
    if images.area is not None and "EXTENT" in (where := images.area.values()):
        values["EXTENT"] = where["EXTENT"]
    return values, left_out

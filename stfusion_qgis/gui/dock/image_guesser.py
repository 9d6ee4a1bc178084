"""The guess of the dock's images: from the layers of the project, as far as nobody has chosen."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from qgis.core import QgsMapLayer, QgsRasterLayer

from ...images.roles import COARSE_PREDICTION, FINE_1, References, Role, pairs_of
from ...processing.guessed_inputs import guess_layers, guess_ratio_of
from ...processing.project_layers import is_prediction, layer_of, project_rasters
from .image_row import ImageRow
from .options_box import OptionsBox


class ImageGuesser:
    """Chooses layers for rows, and the ratio of resampled coarse images."""

    def __init__(self, rows: Mapping[Role, ImageRow], options: OptionsBox):
        """rows: by the roles of their images; more may come."""
        self._rows, self._options = rows, options
        self._predictions: dict[str, bool] = {}

    def candidate_layers(self) -> list[QgsRasterLayer]:
        """Return the layers that may be images of a fusion: neither masks nor predictions."""
        masks = [mask.id() for row in self._rows.values() if (mask := row.mask()) is not None]
        return [layer for layer in project_rasters()
                if layer.id() not in masks and not self._is_prediction(layer)]

    def available(self) -> set[Role]:
        """Return the roles of up to two pairs that the loaded layers could fill."""
        chosen = {role: row.layer_id() for role, row in self._rows.items() if row.layer_id()}
        return {*chosen, *guess_layers(chosen, 2, self.candidate_layers())}

    def fill(self, roles: Collection[Role], references: References) -> None:
        """Choose layers for those of the roles that the user has not decided, and the ratio.

        references: that the method takes.
        """
        free = {role for role in roles if not self._rows[role].decided}
        chosen = {role: row.layer_id() for role, row in self._rows.items()
                  if role not in free and row.layer_id()}
        pairs = max(pairs_of(references.all), default=0)
        found = guess_layers(chosen, pairs, self.candidate_layers())
        for role in free:
            self._rows[role].set_layer(layer_of(found.get(role)))
        self.guess_ratio()

    def guess_ratio(self) -> None:
        """Set the ratio that the names of the chosen images tell, unless the user has set one."""
        self._options.guess_ratio(guess_ratio_of(*(
            self._rows[role].shown_layer() if role in self._rows else None
            for role in (FINE_1, COARSE_PREDICTION))))

    def _is_prediction(self, layer: QgsMapLayer) -> bool:
        if layer.id() not in self._predictions:
            self._predictions[layer.id()] = is_prediction(layer)
        return self._predictions[layer.id()]

"""The values of the training algorithm's parameters, as the configuration of a training."""

from __future__ import annotations

import dataclasses
import os
from typing import Any

import numpy as np
from qgis.core import QgsProcessingContext

from ..errors import InputError
from ..images.image_options import ImageOptions
from ..networks.contract import read_contract
from ..networks.shipped import shipped_network
from ..season.pairing import Match
from ..training.architecture_catalogue import CATALOGUE
from ..training.config import OPTIONS, Sensor
from ..translation import tr
from .area_parameters import area_of
from .base import StfusionAlgorithm
from .parameter_definitions import values
from .training_parameters import DEVICES, NOTHING


class Values:
    """The values given to the algorithm; used on the thread that owns the layers."""

    def __init__(self, algorithm: StfusionAlgorithm, parameters: dict[str, Any],
                 context: QgsProcessingContext):
        self._algorithm, self._parameters, self._context = algorithm, parameters, context

    def configuration(self, matches: list[Match]) -> dict[str, Any]:
        """Return the entries of `training.config.Config`, but for what is written.

        Raises:
            InputError: a value cannot be used.
        """
        start = self._start()
        architecture, one_by_one = self._choice("ARCHITECTURE"), self._place("BANDS") == 1
        if start:
            architecture, one_by_one = _trained(start)
        scene = {
            "pairs": [found.as_dict() for found in matches],
            **{name: value for name, value in dataclasses.asdict(values(
                ImageOptions, self._algorithm, self._parameters, self._context)).items()
               if name in OPTIONS}}
        area = area_of(self._algorithm, self._parameters, self._context)
        if not area.is_everything:
            scene["area"] = area.as_dict()
        steps = self._integer("STEPS") if self._parameters.get("STEPS") is not None else None
        return {
            "scenes": [scene], "architecture": architecture,
            "bands": "any" if one_by_one else None, "start": start,
            "minutes": self._algorithm.parameterAsDouble(
                self._parameters, "MINUTES", self._context),
            "steps": steps, "device": list(DEVICES)[self._place("DEVICE")],
            "threads": self._integer("THREADS"), "seed": self._integer("SEED"),
            "held_out": self._held_out(matches),
            "simulate": None if matches[0].coarse else self._sensor(),
            "title": self._algorithm.parameterAsString(
                self._parameters, "TITLE", self._context) or None,
            "compare": True}

    def _integer(self, name: str) -> int:
        return self._algorithm.parameterAsInt(self._parameters, name, self._context)

    def _switch(self, name: str) -> bool:
        return self._algorithm.parameterAsBoolean(self._parameters, name, self._context)

    def _place(self, name: str) -> int:
        return self._algorithm.parameterAsEnum(self._parameters, name, self._context)

    def _choice(self, name: str) -> str:
        # QGIS would take the default for one that is not there.
        value = self._parameters.get(name)
        if not isinstance(value, str):
            return self._algorithm.parameterAsEnumString(self._parameters, name, self._context)
        definition = self._algorithm.parameterDefinition(name)
        if value not in definition.options():
            raise InputError(tr("{label}: '{value}' is none of {choices}.").format(
                label=definition.description(), value=value,
                choices=", ".join(definition.options())))
        return value

    def _start(self) -> str | None:
        file = self._algorithm.parameterAsFile(self._parameters, "START_FILE", self._context)
        if file:
            if not os.path.isfile(file):
                raise InputError(tr("{label}: there is no file {value}.").format(
                    label=self._algorithm.parameterDefinition("START_FILE").description(),
                    value=file))
            return os.path.abspath(file)
        name = self._choice("START")
        return None if name == NOTHING else str(shipped_network(name))

    def _held_out(self, matches: list[Match]) -> str:
        if self._switch("HELD_OUT_AREA"):
            return "spatial"
        when = self._algorithm.parameterAsDateTime(self._parameters, "HELD_OUT", self._context)
        if not when.isValid():
            return "auto"
        date = when.date().toPyDate()
        if date not in [found.date for found in matches]:
            raise InputError(tr("No image has the date {date} to be held out. There are: {dates}."
                                ).format(date=date, dates=", ".join(
                                    str(found.date) for found in matches)))
        return date.isoformat()

    def _sensor(self) -> dict[str, list[float]]:
        ranges = {entry.name: self._algorithm.parameterAsRange(
            self._parameters, f"SIMULATED_{entry.name.upper()}", self._context)
            for entry in dataclasses.fields(Sensor)}
        # QGIS makes NaN of what was left empty: the default holds then.
        return {name: ends for name, ends in ranges.items() if not np.isnan(ends).any()}


def _trained(path: str) -> tuple[str, bool]:
    """Return the architecture of a network to start from, and whether it is run band by band."""
    contract = read_contract(path)
    if contract.architecture not in CATALOGUE:
        raise InputError(tr(
            "{file} cannot be trained further: its architecture, '{architecture}', is none of "
            "{choices}.").format(file=os.path.basename(path), architecture=contract.architecture,
                                 choices=", ".join(CATALOGUE)))
    return contract.architecture, contract.bands == "any"

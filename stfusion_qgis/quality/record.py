"""The measured quality of one raster, kept with its layer and beside its file.

The file beside it is JSON, `NAME.tif.stfusion.json`. It is no `.aux.xml`: QGIS and GDAL write
that one anew whenever they keep statistics, each as it remembers it, and what another program
has added meanwhile is lost.
"""

from __future__ import annotations

import datetime
import json
import os
from dataclasses import asdict, dataclass, field

from .. import checked_json
from ..errors import InputError
from ..images.fingerprint import Fingerprint
from ..images.local_files import may_be_looked_at
from ..whole_files import write_text
from .assessment import Assessment
from .counterparts import Counterparts

_VERSION = 1


def sidecar_path(path: str) -> str:
    """Return the path of the file that keeps the quality beside a raster."""
    return f"{path}.stfusion.json"


@dataclass(frozen=True)
class Record:
    """The quality of a raster, with what it takes to see whether it still holds.

    counterparts: what the raster was compared with, as it was chosen.
    assessment: the values; None where only the choice is known.
    name: of the raster's file.
    files: fingerprints of the raster ("raster") and of its counterparts, by role.
    measured: when, UTC, in ISO format.
    """

    counterparts: Counterparts
    assessment: Assessment | None = None
    name: str = ""
    files: dict[str, Fingerprint] = field(default_factory=dict)
    measured: str = ""

    @classmethod
    def now(cls, path: str, counterparts: Counterparts, assessment: Assessment) -> Record:
        """Return the record of an assessment that was just made of a raster."""
        places = {"raster": path, **counterparts.images}
        prints = {role: Fingerprint.of(place) for role, place in places.items()}
        when = datetime.datetime.now(datetime.timezone.utc).isoformat(timespec="seconds")
        return cls(counterparts, assessment, os.path.basename(path),
                   {role: found for role, found in prints.items() if found}, when)

    def changed(self, path: str) -> list[str]:
        """Return the roles of the files that have changed or gone since it was measured."""
        places = {"raster": path, **self.counterparts.images}
        return [role for role, before in self.files.items()
                if role in places and may_be_looked_at(places[role], path)
                and not before.fits(places[role])]

    def to_json(self, path: str) -> str:
        """Return the record as JSON; path: of the raster's file."""
        return json.dumps({
            "version": _VERSION, "name": self.name, "measured": self.measured,
            "counterparts": self.counterparts.to_dict(os.path.dirname(path)),
            "files": {role: asdict(fingerprint) for role, fingerprint in self.files.items()},
            "assessment": self.assessment and self.assessment.to_dict(),
        }, ensure_ascii=False, indent=1)

    @classmethod
    def from_json(cls, text: str, path: str) -> Record | None:
        """Return the record that `to_json` wrote; None if it is none, or one of a later version.

        Everything is checked here: what comes back can be used without further care.
        """
        try:
            data = checked_json.checked_dictionary(checked_json.parsed_json(text))
            if data["version"] != _VERSION:
                return None
            files = checked_json.checked_dictionary(data["files"])
            assessment = data["assessment"]
            measured = checked_json.checked_text(data["measured"])
            if measured:
                datetime.datetime.fromisoformat(measured)
            return cls(Counterparts.from_dict(data["counterparts"], os.path.dirname(path)),
                       Assessment.from_dict(assessment) if assessment else None,
                       checked_json.checked_text(data["name"]),
                       {role: Fingerprint.from_dict(values) for role, values in files.items()},
                       measured)
        except (ValueError, KeyError):  # somebody has edited it
            return None


def save_beside(path: str, record: Record) -> bool:
    """Write a record beside a raster's file; say whether its folder allowed it."""
    try:
        write_text(sidecar_path(path), record.to_json(path))
        return True
    except InputError:
        return False


def found_beside(path: str) -> Record | None:
    """Return the record beside a raster's file, if there is one."""
    try:
        with open(sidecar_path(path), encoding="utf-8") as file:
            return Record.from_json(file.read(checked_json.MOST_CHARACTERS + 1), path)
    except (OSError, ValueError):  # not there, or no text
        return None

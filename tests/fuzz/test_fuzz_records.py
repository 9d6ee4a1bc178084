"""Records and provenances that somebody has edited are refused at the door, or can be used."""

import contextlib
import json
import math

import pytest

from stfusion_qgis.errors import InputError
from stfusion_qgis.images.fingerprint import Fingerprint
from stfusion_qgis.images.provenance import Provenance
from stfusion_qgis.quality import html_page
from stfusion_qgis.quality.assessment import Assessment, Value, number_text
from stfusion_qgis.quality.counterparts import Counterparts
from stfusion_qgis.quality.record import Record
from stfusion_qgis.quality.registry import METRICS
from tests.fuzz.budget import tries
from tests.fuzz.mutations import ODD, mutated_text

PATH = "/nowhere/a.tif"
ASSESSMENT = Assessment(
    "a", ["red", "nir"], 100, {key: Value(1.5, (1.0, math.inf)) for key in METRICS}, 25, 16.0,
    [1.0, 2.0], {"File": "a.tif"})
RECORD = Record(
    Counterparts("/nowhere/r.tif", "/nowhere/c.tif", "/f.tif", 16.0, "name", "4,3,2", "b1,b2",
                 True, (1.0, -2.0)),
    ASSESSMENT, "a.tif", {"raster": Fingerprint(1, 2, "ab"), "coarse": Fingerprint(3, 4, "cd")},
    "2026-01-01T00:00:00+00:00")


def use(record):
    """Do what the panel, the reports and the project do with a record."""
    text = record.to_json(PATH)  # compared as a text, since a NaN is not equal to itself
    assert Record.from_json(text, PATH).to_json(PATH) == text
    record.changed(PATH)
    max([record, RECORD], key=lambda record: record.measured)
    with contextlib.suppress(InputError):
        record.counterparts.existing()
    c = record.counterparts
    assert c.shift[0] + c.shift[1] + (c.ratio or 1.0) > -math.inf and c.band_matching.isalpha()
    found = record.assessment
    if found is not None:
        found.to_csv()
        for value in found.values.values():
            for number, _ in zip((value.overall, *value.bands), ("", *found.bands)):
                number_text(number)
            assert len(value.bands) in (0, len(found.bands))
        assert found.pixels + (found.cells or 0) >= 0 and (found.ratio or 1.0) >= 0
        html_page.page(found.name, [html_page.facts(found.details)])
        html_page.grouped(found)


def test_the_record_itself():
    again = Record.from_json(RECORD.to_json(PATH), PATH)
    assert again.to_json(PATH) == RECORD.to_json(PATH)
    use(RECORD)


def test_edited_records():
    data, kept = json.loads(RECORD.to_json(PATH)), 0
    for chance in tries(1500):
        record = Record.from_json(mutated_text(data, chance), PATH)
        if record is not None:
            kept += 1
            use(record)
    assert kept > 50


@pytest.mark.parametrize("place", [
    ("counterparts", "ratio"), ("counterparts", "shift"), ("counterparts", "band_matching"),
    ("counterparts", "scale_coarse"), ("counterparts", "reference"), ("assessment", "pixels"),
    ("assessment", "bands"), ("assessment", "metrics"), ("assessment", "details"),
    ("files", "raster")])
def test_each_odd_value_in_each_place(place):
    outer, inner = place
    for odd in ODD:
        data = json.loads(RECORD.to_json(PATH))
        data[outer][inner] = odd
        record = Record.from_json(json.dumps(data), PATH)
        if record is not None:
            use(record)


def test_edited_provenances():
    made = {"fine": ["/a.tif"], "coarse": ["/b.tif"], "coarse_predictions": ["/c.tif"],
            "ratio": 16.0, "band_matching": "name", "scale_coarse": True, "shift": [1.0, 2.0]}
    for chance in tries(1000):
        found = Provenance.from_metadata({
            "STFUSION_METHOD": "starfm", "ACQUISITIONDATETIME": chance.choice([
                "2020-01-01", "2020-13-45", "", "0000-00-00", "9" * 99]),
            "STFUSION_INPUTS": mutated_text(made, chance),
            "STFUSION_PARAMETERS": mutated_text({"window": 31, "name": "x"}, chance),
            "STFUSION_NETWORK": mutated_text({"title": "Mine"}, chance)})
        again = Provenance.from_metadata(found.to_metadata())
        assert again.inputs == found.inputs and again.shift == found.shift
        use(Record(Counterparts.of(found, PATH)))
        ", ".join(f"{key} = {value}" for key, value in found.parameters.items())

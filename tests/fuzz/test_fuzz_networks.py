"""Damaged networks and contracts end in a message, at once and in little memory."""

import contextlib
import json

from stfusion_qgis.errors import InputError
from stfusion_qgis.networks.contract import Contract, read_contract
from stfusion_qgis.networks.onnx_file import read_metadata, read_opsets
from tests.fuzz.budget import tries
from tests.fuzz.mutations import mutated_bytes, mutated_text
from tools.run_qgis import REPOSITORY

SHIPPED = REPOSITORY / "resources" / "networks" / "srcnn.onnx"


def test_edited_contracts():
    contract, kept = read_contract(SHIPPED), 0
    for chance in tries(1500):
        with contextlib.suppress(InputError):
            found = Contract.from_json(mutated_text(json.loads(contract.to_json()), chance))
            assert found.halo <= 4096 and found.tile_multiple <= 4096 and len(found.inputs) <= 64
            assert Contract.from_json(found.to_json()).terms == found.terms
            kept += 1
    assert kept > 20


def test_damaged_files(tmp_path):
    whole, path = SHIPPED.read_bytes(), tmp_path / "a.onnx"
    for chance in tries(400):
        path.write_bytes(mutated_bytes(whole, chance))
        for read in (read_metadata, read_opsets, read_contract):
            with contextlib.suppress(InputError):
                read(path)

"""The command that trains the shipped networks: what it writes into them when it has trained."""

from __future__ import annotations

import pytest

from stfusion_qgis.networks.contract import read_contract
from tools.train_shipped import RECIPES, SHIPPED, measured


@pytest.mark.parametrize("name", RECIPES)
def test_a_network_carries_the_errors_that_the_page_tells(name):
    errors = measured(RECIPES[name])
    assert "gwydir" in errors and all(len(each) == 2 for each in errors.values())
    contract = read_contract(str(SHIPPED / f"{name}.onnx"))
    assert contract.accuracy["on places that it had not seen"] == errors

"""Networks that would harm QGIS, at the front door: a message, soon; cancelling ends all."""

import pathlib
import subprocess
import sys
import threading
import time

import pytest
from qgis.core import QgsProcessingContext

from stfusion_qgis.networks.contract import write_contract
from tests.networks.hostile_networks import bomb, loop, random_in_a_loop
from tests.networks.network_files import Layers, identity, plain_contract
from tests.processing.conftest import Feedback
from tools.run_qgis import REPOSITORY

SECONDS = 120  # on a busy machine


@pytest.fixture
def written(tmp_path):
    """Return a function that writes a network with a contract, and returns its path."""
    def written(network, **changes):
        path = str(tmp_path / "n.onnx")
        (tmp_path / "plain.onnx").write_bytes(network.SerializeToString())
        write_contract(tmp_path / "plain.onnx", plain_contract(**changes), path)
        return path
    return written


def endless():
    return loop(Layers(1, name="v").add("Sin", name="w").nodes, 10**15)


def fusion(files, path):
    pathlib.Path(files["OUTPUT"]).parent.mkdir(exist_ok=True)
    return {"FINE_1": files["FINE_1"], "COARSE_1": files["COARSE_1"], "OUTPUT": files["OUTPUT"],
            "COARSE_PREDICTION": files["COARSE_PREDICTION"], "NETWORK_FILE": path}


@pytest.mark.parametrize("make, words", [
    (bomb, "n.onnx would have more than 50000 operations"),
    (random_in_a_loop, "'RandomNormalLike', which draws random numbers")],
    ids=["function bomb", "random numbers"])
def test_refused_wherever_it_is_given(error_of, files, written, tmp_path, make, words):
    """Shown, described and run."""
    path, begun = written(make()), time.monotonic()
    for name, parameters in [
            ("describenetwork", {"NETWORK": path}),
            ("describenetwork", {"NETWORK": path, "INPUTS": "x = coarse_prediction",
                                 "OUTPUT": str(tmp_path / "described.onnx")}),
            ("networkfusion", fusion(files, path))]:
        assert words in error_of(name, parameters)
    assert not (tmp_path / "described.onnx").exists()
    assert time.monotonic() - begun < SECONDS


@pytest.mark.parametrize("name", ["describenetwork", "networkfusion"])
def test_cancelled(provider, files, written, tmp_path, name):
    """A network that runs for years ends with the click, and its process with it."""
    path = written(endless())
    parameters = fusion(files, path) if name == "networkfusion" else {
        "NETWORK": path, "INPUTS": "x = coarse_prediction", "OUTPUT": str(tmp_path / "d.onnx")}
    feedback, begun = Feedback(), time.monotonic()
    threading.Timer(1.0, feedback.cancel).start()
    algorithm = provider.algorithm(name).create()
    algorithm.run(parameters, QgsProcessingContext(), feedback)
    assert time.monotonic() - begun < SECONDS and not (tmp_path / "d.onnx").exists()


@pytest.mark.skipif(sys.platform == "win32", reason="a script of the shell")
def test_a_large_halo_takes_no_memory(files, written, tmp_path):
    """A server's qgis_process: it ends with a message, and stays small. The halo is 4096 pixels."""
    path = str(tmp_path / "n.onnx")
    identity(path)
    write_contract(path, plain_contract(halo=4096), path)
    arguments = [f"{key}={value}" for key, value in fusion(files, path).items()]
    code = ("import resource, subprocess, sys; done = subprocess.run(sys.argv[1:], "
            "capture_output=True, text=True); print(done.stdout + done.stderr, "
            "resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024)")
    done = subprocess.run(
        [sys.executable, "-c", code, REPOSITORY / "dev", "qgis_process", "run",
         "stfusion:networkfusion", "--", *arguments, "MEMORY_LIMIT=256"],
        capture_output=True, text=True, timeout=120)
    assert "Its images alone take 1.1 GB" in done.stdout, done.stdout
    assert int(done.stdout.split()[-1]) < 1000  # MB, of which QGIS is the most

"""Sessions of onnxruntime: on what they run, how they end, and what is said without it."""

import json
import subprocess
import sys
import threading
import time

import numpy as np
import onnx
import pytest
from onnx import TensorProto, helper
from osgeo import gdal

from stfusion_qgis import engine
from stfusion_qgis.errors import Cancelled, InputError
from stfusion_qgis.methods.networkfusion import NetworkFusion
from stfusion_qgis.networks import provider_choice
from stfusion_qgis.networks.apart import idle_runner
from stfusion_qgis.networks.apart.runner import Runner
from stfusion_qgis.networks.contract import write_contract
from stfusion_qgis.networks.memory import free_memory
from stfusion_qgis.networks.runtime import (
    PROVIDERS,
    compiled_in,
    make_session,
    profiled,
    session_options,
    working_providers,
)
from stfusion_qgis.networks.session import ProviderFailed, Session
from stfusion_qgis.networks.tiny_network import SHAPE, tiny_network
from stfusion_qgis.progress import Progress
from tests.networks.network_files import identity, plain_contract, save, small_network, tensor
from tests.scene_files import make_images
from tests.strict_python import STRICT_PYTHON

METHOD = NetworkFusion()


def fuse(folder, **parameters):
    """Run a small network; return what was said, and the metadata of the output."""
    scene, progress = make_images().open(folder), Progress().collecting()
    path = small_network(folder / "n.onnx", 1)
    summary = engine.run(METHOD, scene, METHOD.Parameters(network_file=path, **parameters),
                         [str(folder / "out.tif")], progress=progress)
    return summary, progress, gdal.Open(str(folder / "out.tif")).GetMetadata()


def test_tiny_network():
    """It is a valid file and computes what it says."""
    onnx.checker.check_model(onnx.load_from_string(tiny_network()))
    x = np.random.default_rng(0).random(SHAPE, np.float32)
    session = make_session(tiny_network(), "cpu", session_options(1))
    y = session.run(None, {"x": x})[0]
    assert y.shape == SHAPE
    assert y[0, 0, 3, 4] == pytest.approx(x[0, 0, 2:5, 3:6].mean(), rel=1e-6)


def test_the_cpu_works():
    working = working_providers()
    assert working["cpu"] == "" and set(working) == set(PROVIDERS) - {"auto"}
    assert all(reason for provider, reason in working.items() if provider not in compiled_in())


def test_what_ran_is_counted():
    options = session_options(1)
    with profiled(options) as count:
        session = make_session(tiny_network(), "cpu", options)
        session.run(None, {"x": np.ones(SHAPE, np.float32)})
        assert list(count(session)) == ["cpu"]


def test_log_and_metadata(tmp_path):
    """The contract and what ran it are in both."""
    summary, progress, metadata = fuse(tmp_path)
    assert summary.backend == "CPU" and not progress.warnings
    log = "\n".join(progress.infos)
    assert "Small network of 1 pairs on CPU" in log and "n.onnx runs on CPU" in log
    assert "coarse image of the prediction date" in log
    contract = json.loads(metadata["STFUSION_NETWORK"])
    assert contract["title"] == "Small network of 1 pairs"
    assert metadata["STFUSION_PROVIDER"] == "cpu"
    assert metadata["STFUSION_NETWORK_FILE"] == "n.onnx"
    assert len(metadata["STFUSION_NETWORK_SHA256"]) == 64
    assert metadata["STFUSION_METHOD"] == "networkfusion"


@pytest.mark.parametrize("provider", ["cuda", "tensorrt", "directml", "coreml"])
def test_a_provider_that_does_not_work_here(tmp_path, provider):
    """The CPU does the work, with a warning that says why."""
    if not working_providers()[provider]:
        pytest.skip("it works here")
    summary, progress, metadata = fuse(tmp_path, provider=provider)
    assert summary.backend == "CPU" and metadata["STFUSION_PROVIDER"] == "cpu"
    assert len(progress.warnings) == 1
    assert "does not work on this machine" in progress.warnings[0]
    assert "What works: CPU" in progress.warnings[0]


@pytest.mark.filterwarnings("ignore:Specified provider")
def test_a_provider_that_fails_for_a_network(tmp_path, monkeypatch):
    """Onnxruntime takes the CPU silently: it is noticed, and said."""
    if not working_providers()["cuda"]:
        pytest.skip("it works here")
    monkeypatch.setattr(provider_choice, "tried_providers",
                        lambda check: {**working_providers(), "cuda": ""})
    for provider in ("cuda", "auto"):
        summary, progress, metadata = fuse(tmp_path, provider=provider)
        assert summary.backend == "CPU" and metadata["STFUSION_PROVIDER"] == "cpu"
        assert "n.onnx does not run on CUDA (NVIDIA) (its driver or its libraries are missing)" \
            in progress.warnings[0]
    with pytest.raises(ProviderFailed):
        Session(tmp_path / "n.onnx", "cuda")


def test_without_onnxruntime(tmp_path, monkeypatch):
    """The message says where to install it; all else of the method works."""
    monkeypatch.setitem(sys.modules, "onnxruntime", None)
    with pytest.raises(InputError, match=r"onnxruntime, which is not installed.*'STFusion'"):
        fuse(tmp_path)
    assert not (tmp_path / "out.tif").exists()


def test_methods_do_not_import_onnxruntime():
    """The plugin starts without it, and as fast as without it."""
    code = ("import sys; from stfusion_qgis.methods import all_methods; all_methods(); "
            "sys.exit(bool({'onnxruntime', 'torch', 'onnx'} & set(sys.modules)))")
    assert subprocess.run([*STRICT_PYTHON, "-c", code], check=False).returncode == 0


def test_free_memory():
    assert 2**26 < free_memory() < 2**45


def endless(path):
    """Write a network that computes for years."""
    body = helper.make_graph(
        [helper.make_node("Identity", ["go"], ["on"]), helper.make_node("Sin", ["v"], ["w"])],
        "body", [helper.make_tensor_value_info("i", TensorProto.INT64, []),
                 helper.make_tensor_value_info("go", TensorProto.BOOL, []), tensor("v", 1)],
        [helper.make_tensor_value_info("on", TensorProto.BOOL, []), tensor("w", 1)])
    return save(path, [helper.make_node("Loop", ["times", "", "x"], ["y"], body=body)],
                [tensor("x", 1)], [tensor("y", 1)],
                [helper.make_tensor("times", TensorProto.INT64, [], [10**15])])


def test_cancelled_while_it_runs(tmp_path):
    """A run that would take years ends when the user cancels."""
    session = Session(endless(tmp_path / "n.onnx"))
    cancelled = threading.Event()
    threading.Timer(0.3, cancelled.set).start()

    def check():
        if cancelled.is_set():
            raise Cancelled()

    with pytest.raises(Cancelled):
        session.run({"x": np.ones((1, 1, 64, 64), np.float32)}, ["y"], check)


def test_cancelled_in_the_engine(tmp_path, monkeypatch):
    """Nothing is left behind, and no thread and no process goes on."""
    path = endless(tmp_path / "n.onnx")
    write_contract(path, plain_contract(), path)
    scene, running = make_images().open(tmp_path), threading.Event()
    run = Runner.run
    idle_runner.given_back(idle_runner.taken())  # its threads hear it as long as it waits
    before = threading.active_count()

    def noted(runner, *arguments):
        threading.Timer(0.3, running.set).start()
        return run(runner, *arguments)

    monkeypatch.setattr(Runner, "run", noted)
    with pytest.raises(Cancelled):
        engine.run(METHOD, scene, METHOD.Parameters(network_file=path), [str(tmp_path / "o.tif")],
                   progress=Progress().until(running.is_set))
    assert not list(tmp_path.glob("*o.tif*"))
    deadline = time.monotonic() + 120
    while threading.active_count() > before and time.monotonic() < deadline:
        time.sleep(0.1)
    assert threading.active_count() <= before


def test_runs_from_several_threads(tmp_path):
    session = Session(identity(tmp_path / "n.onnx"))
    wrong = []

    def work(value):
        x = np.full((1, 1, 32, 32), value, np.float32)
        for _ in range(20):
            if not (session.run({"x": x}, ["y"])[0] == value).all():
                wrong.append(value)

    threads = [threading.Thread(target=work, args=(i,)) for i in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not wrong

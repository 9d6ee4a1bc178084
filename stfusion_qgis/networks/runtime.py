"""onnxruntime: whether it is there, and on what it runs networks on this machine.

It is imported when it is first needed, as it is an optional package.
"""

from __future__ import annotations

import contextlib
import importlib.util
import io
import json
import os
import re
import tempfile
import threading
from collections import Counter
from collections.abc import Iterator
from functools import cache
from types import ModuleType
from typing import Any

from ..errors import InputError
from ..translation import mark, tr
from .tiny_network import SHAPE, tiny_network

PROVIDERS = {
    "auto": mark("Automatic"),
    "cuda": mark("CUDA (NVIDIA)"),
    "tensorrt": mark("TensorRT (NVIDIA)"),
    "directml": mark("DirectML (Windows)"),
    "coreml": mark("CoreML (Apple)"),
    "cpu": mark("CPU"),
}
"""The providers that may run a network, as the user chooses them."""

AUTOMATIC = ("cuda", "directml", "coreml")
"""The providers that "auto" tries before the CPU. TensorRT, which takes minutes, is left out."""

_NAMES = {"cuda": "CUDAExecutionProvider", "tensorrt": "TensorrtExecutionProvider",
          "directml": "DmlExecutionProvider", "coreml": "CoreMLExecutionProvider",
          "cpu": "CPUExecutionProvider"}

# Full precision, so that results are those of the CPU; and no search for the fastest way to do each
# convolution, which takes longer than a small scene.
_SETTINGS = {"cuda": {"use_tf32": "0", "cudnn_conv_algo_search": "HEURISTIC"}}

_SILENT = 4  # log level: only what ends the process; errors come as exceptions

# "[ONNXRuntimeError] : 1 : FAIL : Load model from PATH failed:FILE.cc:46 void function(types) "
_NOISE = re.compile(r"\[ONNXRuntimeError\] : \d+ : \w+ : |Load model from \S+ failed: ?|"
                    r"\S+\.(?:cc|h|cpp):\d+ (?:[^()]*\([^()]*\) )?")

_lock = threading.Lock()


def is_installed() -> bool:
    """Say whether the package seems to be there, without loading it."""
    return importlib.util.find_spec("onnxruntime") is not None


def check_installed() -> None:
    """Raise `InputError` if the package is not there; it is not imported."""
    if not is_installed():
        raise InputError(tr(
            "Networks need the Python package onnxruntime, which is not installed. Install it on "
            "the page 'STFusion' of the options of QGIS (Settings - Options)."))


def onnxruntime() -> ModuleType:
    """Return the package.

    Raises:
        InputError: it is not installed or cannot be loaded.
    """
    check_installed()
    try:
        import onnxruntime as package
    except ImportError as error:
        raise InputError(tr(
            "The Python package onnxruntime cannot be loaded ({reason}). Install it again on the "
            "page 'STFusion' of the options of QGIS (Settings - Options).").format(
                reason=error)) from error
    _load_drivers()
    return package


@cache
def _load_drivers() -> None:
    """Load the libraries of CUDA that were installed as Python packages, if there are any."""
    import onnxruntime as package

    if "CUDAExecutionProvider" in package.get_available_providers() \
            and hasattr(package, "preload_dlls"):  # since 1.21
        with contextlib.redirect_stdout(io.StringIO()):  # it complains where there are none
            package.preload_dlls()


def session_options(threads: int) -> Any:
    """Return options of a session on so many threads whose result depends on nothing else."""
    options = onnxruntime().SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    options.log_severity_level = _SILENT
    # Patterns of memory are kept for every size of a tile; threads that wait must not spin, as
    # others prepare the next tiles meanwhile.
    options.enable_mem_pattern = False
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    options.use_deterministic_compute = True
    return options


def make_session(network: str | bytes, provider: str, options: Any) -> Any:
    """Return a session; what `provider` cannot do runs on the CPU.

    network: path, or the contents of a file.

    Raises:
        Exception: of onnxruntime, when the file or the provider does not work.
    """
    def session(settings: dict[str, str]) -> Any:
        providers = [(_NAMES[provider], settings)]
        providers += [(_NAMES["cpu"], {})] if provider != "cpu" else []
        return onnxruntime().InferenceSession(
            network, options, providers=providers, enable_fallback=0)

    settings = _SETTINGS.get(provider, {})
    try:
        return session(settings)
    except Exception as error:
        if not settings or not any(name in str(error) for name in settings):
            raise
    return session({})  # an older version, which does not know them


def has_provider(session: Any, provider: str) -> bool:
    """Say whether a session was made with the provider that was asked for."""
    return _NAMES[provider] in session.get_providers()


def compiled_in() -> list[str]:
    """Return the providers that the installed onnxruntime was built with."""
    available = onnxruntime().get_available_providers()
    return [provider for provider, name in _NAMES.items() if name in available]


def working_providers() -> dict[str, str]:
    """Say of each provider why it does not work on this machine; "" where it works.

    Each is tried once a process, with a tiny network.

    Raises:
        InputError: onnxruntime is missing.
    """
    with _lock:
        return {provider: _why_not(provider) for provider in _NAMES}


@cache
def _why_not(provider: str) -> str:
    import numpy as np  # here, as the options page does without

    if provider not in compiled_in():
        return tr("the installed onnxruntime was built without it")
    try:
        options = session_options(1)
        with profiled(options) as profile:
            session = make_session(tiny_network(), provider, options)
            if not has_provider(session, provider):
                return tr("its driver or its libraries are missing")
            session.run(None, {"x": np.ones(SHAPE, np.float32)})
            counts = profile(session)
        return "" if counts[provider] else tr("it leaves the work to the CPU")
    except Exception as error:  # whatever a driver comes up with
        return reason_of(error)


@contextlib.contextmanager
def profiled(options: Any) -> Iterator[Any]:
    """Let a session be asked on what its first run ran.

    Yields:
        A function (session) -> Counter of the operations by provider, to be called after the run.
    """
    with tempfile.TemporaryDirectory() as folder:
        options.enable_profiling = True
        options.profile_file_prefix = os.path.join(folder, "profile")

        def count(session: Any) -> Counter:
            with open(session.end_profiling(), encoding="utf-8") as file:
                events = json.load(file)
            names = {name: provider for provider, name in _NAMES.items()}
            return Counter(names.get(event["args"]["provider"], "cpu") for event in events
                           if event.get("cat") == "Node" and event.get("args", {}).get("provider"))

        yield count


def reason_of(error: Exception) -> str:
    """Return the message of onnxruntime without its codes and places, on one line."""
    text = _NOISE.sub("", " ".join(str(error).split()))
    return text[:300].strip(". ")

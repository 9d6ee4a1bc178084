"""Runs networks for the process that started it.

`python -m stfusion_qgis.networks.apart FOLDER` reads requests and answers each with one event,
lines of JSON: see `runner.py`, its other end. Tensors go through files in FOLDER. It ends when its
input ends, or when nobody has asked for anything for a minute.
"""

from __future__ import annotations

import faulthandler
import json
import os
import queue
import shutil
import sys
import threading
from typing import Any, NoReturn

from ...errors import InputError
from ...processes.event_stream import Emit, as_json, own_stdout
from ...processes.memory_use import memory_in_use
from ...qm_file import speak
from ..memory import is_lack_of_memory, limit_own_memory
from ..runtime import onnxruntime, reason_of, working_providers
from .bound_run import Repetition
from .loaded_network import LoadedNetwork, NoSuchProvider
from .tensor_files import read_tensors, write_tensors

_IDLE_SECONDS = 60
_GRACE_SECONDS = 10  # that the parent has to end it before it does so itself


def main(folder: str) -> None:
    """Serve until the input ends."""
    speak(os.environ.get("STFUSION_LANGUAGE", ""))
    server = _Server(folder, as_json(own_stdout()))
    threading.Thread(target=server.listen, daemon=True).start()
    server.serve()


class _Server:
    def __init__(self, folder: str, emit: Emit):
        self._folder, self._emit = folder, emit
        self._requests: queue.SimpleQueue[dict[str, Any]] = queue.SimpleQueue()
        self._network: LoadedNetwork | None = None

    def listen(self) -> None:
        """Read requests; end this process with the input, whatever it is doing."""
        for line in sys.stdin:
            request = json.loads(line)
            if request["do"] != "stop":
                self._requests.put(request)
            elif self._network is not None:
                self._network.stop()
        self._end()

    def serve(self) -> None:
        """Answer requests, one by one."""
        while True:
            try:
                request = self._requests.get(timeout=None if self._network else _IDLE_SECONDS)
            except queue.Empty:
                self._end()
            self._answer(**request)

    def _end(self) -> NoReturn:
        """End this process at once, whatever onnxruntime does, without a trace."""
        shutil.rmtree(self._folder, ignore_errors=True)  # the parent may be gone
        os._exit(0)

    def _answer(self, do: str, number: int, **values: Any) -> None:
        try:
            event, answer = getattr(self, f"_{do}")(**values)
        except InputError as error:
            event, answer = "failed", {"told": str(error)}
        except NoSuchProvider:
            event, answer = "failed", {"no_provider": True}
        except Exception as error:  # whatever onnxruntime comes up with
            event, answer = "failed", {"reason": reason_of(error) or type(error).__name__,
                                       "lack_of_memory": is_lack_of_memory(error),
                                       "version": onnxruntime().__version__}
        self._emit(event, number=number, **answer)

    def _providers(self) -> tuple[str, dict[str, Any]]:
        return "providers", {"reasons": working_providers()}

    def _load(self, path: str, provider: str, threads: int, memory: int, more: int, within: float
              ) -> tuple[str, dict[str, Any]]:
        self._network = None
        onnxruntime()  # counts as memory that is there already
        if provider == "cpu":  # a graphics card wants addresses that are no memory
            limit_own_memory(memory + more)
        # Ends this process even if a library keeps Python's lock, and the parent is gone.
        faulthandler.dump_traceback_later(within + _GRACE_SECONDS, exit=True)
        try:
            self._network = LoadedNetwork(path, provider, threads, memory)
        finally:
            faulthandler.cancel_dump_traceback_later()
        described = {"inputs": self._network.inputs, "outputs": self._network.outputs}
        return "loaded", {
            key: [[tensor.name, tensor.type, list(tensor.shape)] for tensor in tensors]
            for key, tensors in described.items()}

    def _unload(self) -> tuple[str, dict[str, Any]]:
        self._network = None
        return "unloaded", {}

    def _run(self, inputs: dict[str, dict[str, Any]], outputs: list[str],
             repetition: dict[str, Any]) -> tuple[str, dict[str, Any]]:
        if self._network is None:
            raise RuntimeError("no network is loaded")
        tensors = read_tensors(os.path.join(self._folder, "inputs"), list(inputs.values()))
        results = self._network.run(dict(zip(inputs, tensors)), outputs,
                                    Repetition(**repetition))
        return "ran", {"outputs": write_tensors(os.path.join(self._folder, "outputs"), results),
                       "operations": self._network.operations, "held": memory_in_use()}


if __name__ == "__main__":
    main(*sys.argv[1:])

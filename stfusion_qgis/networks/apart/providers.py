"""What runs networks on this machine, asked without loading onnxruntime here."""

from __future__ import annotations

import threading

from ...errors import InputError
from ...translation import tr
from ..runtime import check_installed
from .idle_runner import given_back, taken
from .runner import Check, Failed, TooSlow

_SECONDS = 120.0  # drivers of graphics cards may take long to start

_lock = threading.Lock()
_known: dict[str, str] = {}


def tried_providers(check: Check) -> dict[str, str]:
    """Say of each provider why it does not work on this machine; "" where it works.

    It is tried once for each process that asks. check: raises `Cancelled`.

    Raises:
        InputError: onnxruntime is missing or broken.
        Cancelled: through `check`.
    """
    check_installed()
    with _lock:
        if not _known:
            _known.update(_asked(check))
        return dict(_known)


def _asked(check: Check) -> dict[str, str]:
    runner = taken()
    try:
        answer = runner.ask("providers", check, _SECONDS)
    except TooSlow:
        raise InputError(tr("onnxruntime does not answer. Install it again on the page 'STFusion' "
                            "of the options of QGIS (Settings - Options).")) from None
    except Failed as failure:
        raise InputError(failure.told or failure.reason) from None
    finally:
        given_back(runner)
    return answer["reasons"]

"""Outputs that are being written, each by one run at a time."""

from __future__ import annotations

import contextlib
import errno
import glob
import os
import signal
import threading
from types import FrameType

from .errors import InputError
from .translation import tr

_BUSY = (errno.EACCES, errno.EAGAIN, errno.EDEADLK)

_claims: dict[str, Claim] = {}  # of this process, by the output
_claims_lock = threading.RLock()  # a signal may come while this thread holds it


class Claim:
    """The right to write an output, which one run has at a time, in whichever process it is.

    It is a lock that the operating system holds on a hidden file beside the output, so it ends
    with the process, however that ends. What runs that were killed have left of the same output
    is removed by who claims it next, or by SIGTERM at once.
    """

    def __init__(self, path: str):
        """Claim an output.

        Raises:
            InputError: another run writes it.
            OSError: nothing can be written beside it.
        """
        self.path = path
        of_gdal = path.startswith("/vsi")  # in memory, or in a store, which has no locks
        self._key = path if of_gdal else os.path.normcase(os.path.realpath(path))
        self._lock_path: str | None = None if of_gdal else _beside(path, ".lock")
        self._file: int | None = None
        with _claims_lock:
            if self._key in _claims:
                raise _busy(path)
            _claims[self._key] = self
        try:
            if self._lock_path is not None and self._locked(self._lock_path):
                remove_parts(path)
            _hear_sigterm()
        except BaseException:
            self.release()
            raise

    def _locked(self, lock_path: str) -> bool:
        """Take the lock; False where the disk has no locks."""
        while True:
            file = os.open(lock_path, os.O_CREAT | os.O_RDONLY, 0o666)
            try:
                _lock(file)
            except OSError as error:
                os.close(file)
                if error.errno in _BUSY:
                    raise _busy(self.path) from None
                with contextlib.suppress(OSError):
                    os.remove(lock_path)
                return False
            if _is_at(file, lock_path):
                self._file = file
                return True
            os.close(file)  # who had it has just removed it

    def release(self) -> None:
        """Let others write the output; nothing happens the second time."""
        with _claims_lock:
            if _claims.get(self._key) is self:
                del _claims[self._key]
            file, self._file = self._file, None
        if file is not None and self._lock_path is not None:
            if os.name == "nt":  # an open file cannot be removed there
                os.close(file)
            with contextlib.suppress(OSError):
                os.remove(self._lock_path)
            if os.name != "nt":
                os.close(file)
        _hear_sigterm()

    def abandon(self) -> None:
        """Remove what was written, and let others write the output."""
        if self._file is not None:
            remove_parts(self.path)
        self.release()


def remove_parts(path: str) -> None:
    """Remove what was left half-written of an output that nobody writes."""
    for part in glob.glob(glob.escape(_beside(path, "")) + ".*.part*"):
        with contextlib.suppress(OSError):
            os.remove(part)


def _beside(path: str, ending: str) -> str:
    folder, name = os.path.split(path)
    return os.path.join(folder, f".{name}{ending}")


def _busy(path: str) -> InputError:
    return InputError(tr("Another run is writing the output {path} at the moment. Wait for it, or "
                         "choose another name.").format(path=path))


def _is_at(file: int, path: str) -> bool:
    try:
        return os.name == "nt" or os.path.samestat(os.fstat(file), os.stat(path))
    except FileNotFoundError:
        return False


def _lock(file: int) -> None:
    """Lock an open file, or raise `OSError` at once."""
    if os.name == "nt":
        import msvcrt

        msvcrt.locking(file, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined,unused-ignore]
    else:
        import fcntl

        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)


def _hear_sigterm() -> None:
    """Clean up at SIGTERM while there is something to, where nobody else listens to it."""
    if threading.current_thread() is not threading.main_thread():
        return  # only the main thread can ask so
    heard = _end if _claims else signal.SIG_DFL
    if signal.getsignal(signal.SIGTERM) in (signal.SIG_DFL, _end):
        with contextlib.suppress(ValueError):  # in an interpreter that is not the main one
            signal.signal(signal.SIGTERM, heard)


def _end(number: int, frame: FrameType | None) -> None:
    with _claims_lock:
        claims = list(_claims.values())
    for claim in claims:
        claim.abandon()
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    os.kill(os.getpid(), signal.SIGTERM)

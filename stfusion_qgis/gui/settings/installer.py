"""Installs and removes optional packages, whether the options are open or not."""

from __future__ import annotations

import pathlib
from collections.abc import Mapping, Sequence

from qgis.core import QgsApplication, QgsNetworkAccessManager
from qgis.PyQt.QtCore import QObject, QUrl, pyqtSignal
from qgis.PyQt.QtNetwork import QNetworkProxy

from ...dependencies import folders
from ...dependencies.catalogue import Package, Variant
from ...dependencies.checksums import FOLDER
from ...dependencies.installing import Installation
from ...dependencies.pip_settings import PipSettings
from ...dependencies.state import state_of
from ...kernels import backends
from ...processes.python_run import run_python
from ...progress import Progress
from ...translation import tr
from ..work_task import WorkTask
from .package_checks import CHECKS


class Installer(QObject):
    """One installation at a time, as a task of QGIS.

    libraries: folder of the optional packages. lines: log of the latest installation.
    """

    changed = pyqtSignal()
    """Another package is installed, or is being installed, than before."""

    line_added = pyqtSignal(str)
    """The log has a new line."""

    ended = pyqtSignal(str, str)
    """An installation is over: id of the package, and what went wrong, "" if nothing."""

    def __init__(self, libraries: pathlib.Path, options: Sequence[str] = (),
                 checksums: pathlib.Path = FOLDER):
        """Make an idle installer.

        options: of pip, besides those that are always given. checksums: folder of the lists.
        """
        super().__init__()
        self.libraries, self._options, self._checksums = libraries, options, checksums
        self.lines: list[str] = []
        self._task: WorkTask | None = None
        self._package: Package | None = None
        self._line_sent.connect(self._add_line)

    _line_sent = pyqtSignal(str)

    @property
    def installing(self) -> Package | None:
        """Return the package that is being installed."""
        return self._package

    def install(self, wanted: Sequence[tuple[Package, Variant]]) -> None:
        """Install packages, one after the other; the last one is what the user asked for."""
        if self._task is not None:
            return
        self.lines.clear()
        package, _ = wanted[-1]
        variables = _proxy()
        task = WorkTask(tr("Installing {package}").format(package=package.id),
                        lambda progress: self._work(wanted, variables, progress))
        self._task, self._package = task, package
        task.ended.connect(lambda task: self._end(task, package))
        QgsApplication.taskManager().addTask(task)
        self.changed.emit()

    def pip_settings(self, progress: Progress) -> PipSettings:
        """Return from where pip takes packages; to be called on a thread."""
        return PipSettings.read(run_python, progress, _proxy())

    def cancel(self) -> None:
        """End the installation; the version that was there before stays."""
        if self._task is not None:
            self._task.cancel()

    def remove(self, package: Package) -> bool:
        """Remove a package that the plugin has installed; return whether it is out of use now."""
        gone, folder = True, state_of(package, self.libraries).folder
        if folder is not None:
            gone = folders.remove(folder)
        self._look_again()
        return gone and state_of(package, self.libraries).loaded is None

    def close(self) -> None:
        """End the installation, and wait for it."""
        task, self._task = self._task, None
        if task is not None:
            task.ended.disconnect()
            task.cancel()
            task.wait()

    def _work(self, wanted: Sequence[tuple[Package, Variant]], variables: Mapping[str, str],
              progress: Progress) -> bool:
        """Install; on the thread of the task."""
        for i, (package, variant) in enumerate(wanted):
            Installation(package, variant, CHECKS[package.id], self.libraries, run_python,
                         self._options, variables, self._checksums).run(
                self._line_sent.emit, progress.part(i / len(wanted), (i + 1) / len(wanted)))
        return True

    def _add_line(self, line: str) -> None:
        self.lines.append(line)
        self.line_added.emit(line)

    def _end(self, task: WorkTask, package: Package) -> None:
        self._package = self._task = None
        message = task.message or ("" if task.result else tr("Cancelled. Nothing was changed."))
        self._look_again()
        self.ended.emit(package.id, message)

    def _look_again(self) -> None:
        """Let Python and the kernels find the packages that are there now."""
        folders.activate(self.libraries)
        backends.choose_again()
        self.changed.emit()


def _proxy() -> dict[str, str]:
    """Return the variable of pip for the proxy that is set in QGIS."""
    proxy = QgsNetworkAccessManager.instance().fallbackProxy()
    if proxy.type() != QNetworkProxy.ProxyType.HttpProxy or not proxy.hostName():
        return {}
    address = QUrl()
    address.setScheme("http")
    address.setHost(proxy.hostName())
    address.setPort(proxy.port())
    address.setUserName(proxy.user())
    address.setPassword(proxy.password())
    return {"PIP_PROXY": bytes(address.toEncoded()).decode()}

"""The plugin that QGIS loads: it adds its parts to QGIS and takes them out again.

Some builds of QGIS lack SciPy. This module, the options page and whatever they import do without
it and without NumPy; everything else is imported when both are known to be there.
"""

from __future__ import annotations

import html
import pathlib
import sys
from typing import TYPE_CHECKING, Any

from qgis.core import Qgis, QgsApplication, QgsMessageLog
from qgis.PyQt.QtCore import QCoreApplication, QLocale, QTranslator

from . import translation
from .dependencies import folders, required
from .translation import tr

if TYPE_CHECKING:
    from .gui.desktop import Desktop
    from .processing.provider import StfusionProvider

TRANSLATIONS = pathlib.Path(__file__).resolve().parents[1] / "i18n"


def methods_folder() -> pathlib.Path:
    """Return the folder of the profile where fusion methods of the user's own may lie."""
    return pathlib.Path(QgsApplication.qgisSettingsDirPath(), "stfusion", "methods")


def products_folder() -> pathlib.Path:
    """Return the folder of the profile where definitions of products of the user's own may lie."""
    return methods_folder().with_name("products")


class StfusionPlugin:
    """The plugin in a running QGIS.

    iface: the desktop's interface (`QgisInterface`); None in qgis_process and on a server.
    """

    def __init__(self, iface: Any):  # noqa: QGS105 (QGIS gives it to us)
        self.iface = iface
        self.provider: StfusionProvider | None = None
        self.desktop: Desktop | None = None
        self.translator: QTranslator | None = None
        self._libraries = folders.libraries_folder(QgsApplication.qgisSettingsDirPath())
        self._is_started = False

    def initGui(self) -> None:
        """Start in the desktop; where NumPy or SciPy is missing, with the options page alone."""
        problem = self._start()
        if self.iface is None or self.desktop is not None:
            return
        from .gui.desktop import Desktop

        desktop = Desktop(self.iface, self._libraries)
        desktop.install(problem)
        desktop.settings.installer.ended.connect(self._look_again)
        self.desktop = desktop
        self._show_problems_of_methods()

    def initProcessing(self) -> None:
        """Start without a desktop; qgis_process calls only this."""
        problem = self._start()
        if problem and sys.stderr is not None:
            options = tr("In the desktop, the page 'STFusion' of the options of QGIS (Settings - "
                         "Options) installs SciPy.")
            print("STFusion:", problem, options, required.package_manager_hint(), file=sys.stderr)

    def unload(self) -> None:
        """Take everything out of QGIS again."""
        if self.desktop is not None:
            self.desktop.remove()
            self.desktop = None
        if self.provider is not None:
            from . import methods
            from .networks.apart import idle_runner

            QgsApplication.processingRegistry().removeProvider(self.provider)
            self.provider = None
            methods.use_folder(None)
            idle_runner.let_go()
        if self._is_started:
            folders.deactivate(self._libraries)
            self._stop_translation()
            self._is_started = False

    def _start(self) -> str:
        """Start all that needs no desktop; return why the provider cannot come, "" if it has."""
        if not self._is_started:
            self._is_started = True
            self._start_translation()
            folders.clean_up(self._libraries)
            folders.activate(self._libraries)
        problem = required.problem()
        if not problem and self.provider is None:
            self._add_provider()
        return problem

    def _look_again(self, package: str, message: str) -> None:
        """Bring all that was waiting for a package; message: why it is not installed, or ""."""
        if self.desktop is None or self.provider is not None or message:
            return
        if self._start() == "":
            self.desktop.install_parts()
            self._show_problems_of_methods()
        elif package == "scipy":
            self.desktop.settings.ask_to_restart(package)

    def _add_provider(self) -> None:
        from . import methods
        from .processing.provider import StfusionProvider
        from .products import known_products

        methods.use_folder(methods_folder())
        known_products.use_products_folder(products_folder())
        provider = StfusionProvider()
        if not QgsApplication.processingRegistry().addProvider(provider):
            raise RuntimeError("QGIS already has a Processing provider named stfusion")
        self.provider = provider
        for problem in provider.problems:
            QgsMessageLog.logMessage(problem, "STFusion", Qgis.MessageLevel.Warning)
            if self.iface is None and sys.stderr is not None:  # qgis_process shows no log
                print(problem, file=sys.stderr)

    def _show_problems_of_methods(self) -> None:
        if self.provider is not None and self.provider.problems:
            self.iface.messageBar().pushMessage(
                "STFusion", html.escape(self.provider.problems[0], quote=False),
                "\n".join(self.provider.problems),
                Qgis.MessageLevel.Warning)

    def _start_translation(self) -> None:
        translator = QTranslator()
        # The desktop may run in another language (--lang) than the settings say.
        language = QgsApplication.instance().translation() or QgsApplication.locale()
        # QGIS names Chinese "zh-Hans"; QLocale makes zh_CN of it.
        locale = QLocale(language.replace("-", "_")).name()
        if translator.load(locale, str(TRANSLATIONS)):
            QCoreApplication.installTranslator(translator)
            self.translator = translator
            translation.use_translator(
                lambda text: QCoreApplication.translate(translation.CONTEXT, text), locale)

    def _stop_translation(self) -> None:
        if self.translator is not None:
            translation.use_translator(None)
            QCoreApplication.removeTranslator(self.translator)
            self.translator = None

"""What QGIS loads: hangs the plugin's parts into it and takes them out again."""

from __future__ import annotations

import pathlib
import sys

from qgis.core import Qgis, QgsApplication, QgsMessageLog
from qgis.PyQt.QtCore import QCoreApplication, QLocale, QTranslator

from . import translation
from .dependencies import folders

TRANSLATIONS = pathlib.Path(__file__).resolve().parents[1] / "i18n"


def libraries_folder() -> pathlib.Path:
    """Return the folder of the profile where optional Python packages such as numba may lie."""
    return folders.libraries_folder(QgsApplication.qgisSettingsDirPath())


def methods_folder() -> pathlib.Path:
    """Return the folder of the profile where fusion methods of the user's own may lie."""
    return pathlib.Path(QgsApplication.qgisSettingsDirPath(), "stfusion", "methods")


class StfusionPlugin:
    """The plugin in a running QGIS.

    iface: the desktop's interface; None in qgis_process and on a server.
    """

    def __init__(self, iface):  # noqa: QGS105 (QGIS gives it to us)
        self.iface = iface
        self.provider = None
        self.desktop = None
        self.translator = None

    def initGui(self):
        """Start in the desktop."""
        self.initProcessing()
        if self.iface is None or self.desktop is not None:
            return
        from .gui.desktop import Desktop

        desktop = Desktop(self.iface)
        desktop.install()
        self.desktop = desktop
        if self.provider is not None and self.provider.problems:
            self.iface.messageBar().pushMessage(
                "STFusion", self.provider.problems[0], "\n".join(self.provider.problems),
                Qgis.MessageLevel.Warning)

    def initProcessing(self):
        """Start without a desktop; qgis_process calls only this."""
        if self.provider is not None:
            return
        self._start_translation()
        folders.clean_up(libraries_folder())
        folders.activate(libraries_folder())
        from . import methods
        from .processing.provider import StfusionProvider

        methods.use_folder(methods_folder())
        provider = StfusionProvider()
        if not QgsApplication.processingRegistry().addProvider(provider):
            raise RuntimeError("QGIS already has a Processing provider named stfusion")
        self.provider = provider
        for problem in provider.problems:
            QgsMessageLog.logMessage(problem, "STFusion", Qgis.MessageLevel.Warning)
            if self.iface is None and sys.stderr is not None:  # qgis_process shows no log
                print(problem, file=sys.stderr)

    def unload(self):
        """Take everything out of QGIS again."""
        if self.desktop is not None:
            self.desktop.remove()
            self.desktop = None
        if self.provider is not None:
            from . import methods

            registry = QgsApplication.processingRegistry()
            registry.removeProvider(self.provider)
            self.provider = None
            methods.use_folder(None)
            folders.deactivate(libraries_folder())
        self._stop_translation()

    def _start_translation(self):
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

    def _stop_translation(self):
        if self.translator is not None:
            translation.use_translator(None)
            QCoreApplication.removeTranslator(self.translator)
            self.translator = None

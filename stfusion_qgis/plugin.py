"""What QGIS loads: hangs the plugin's parts into it and takes them out again."""

from __future__ import annotations

import pathlib

from qgis.core import QgsApplication
from qgis.PyQt.QtCore import QCoreApplication, QLocale, QTranslator

from . import translation

TRANSLATIONS = pathlib.Path(__file__).resolve().parents[1] / "i18n"


class StfusionPlugin:
    """The plugin in a running QGIS.

    iface: the desktop's interface; None in qgis_process and on a server.
    """

    def __init__(self, iface):
        self.iface = iface
        self.provider = None
        self.translator = None

    def initGui(self):  # noqa: N802 (the name is given by QGIS)
        """Start in the desktop."""
        self.initProcessing()

    def initProcessing(self):  # noqa: N802 (the name is given by QGIS)
        """Start without a desktop; qgis_process calls only this."""
        if self.provider is not None:
            return
        self._start_translation()
        from .processing.provider import StfusionProvider

        self.provider = StfusionProvider()
        QgsApplication.processingRegistry().addProvider(self.provider)

    def unload(self):
        """Take everything out of QGIS again."""
        if self.provider is not None:
            QgsApplication.processingRegistry().removeProvider(self.provider)
            self.provider = None
        self._stop_translation()

    def _start_translation(self):
        translator = QTranslator()
        # QGIS names Chinese "zh-Hans"; QLocale makes zh_CN of it.
        locale = QLocale(QgsApplication.locale().replace("-", "_")).name()
        if translator.load(locale, str(TRANSLATIONS)):
            QCoreApplication.installTranslator(translator)
            self.translator = translator
            translation.use_translator(
                lambda text: QCoreApplication.translate(translation.CONTEXT, text))

    def _stop_translation(self):
        if self.translator is not None:
            translation.use_translator(None)
            QCoreApplication.removeTranslator(self.translator)
            self.translator = None

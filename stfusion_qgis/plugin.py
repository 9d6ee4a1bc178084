"""What QGIS loads: hangs the plugin's parts into it and takes them out again."""

from __future__ import annotations

import pathlib
from typing import TYPE_CHECKING, Any

from qgis.core import QgsApplication
from qgis.PyQt.QtCore import QCoreApplication, QLocale, QTranslator

from . import translation
from .dependencies import folders

if TYPE_CHECKING:
    from .gui.desktop import Desktop
    from .processing.provider import StfusionProvider

TRANSLATIONS = pathlib.Path(__file__).resolve().parents[1] / "i18n"


def libraries_folder() -> pathlib.Path:
    """Return the folder of the profile where optional Python packages such as numba may lie."""
    return folders.libraries_folder(QgsApplication.qgisSettingsDirPath())


class StfusionPlugin:
    """The plugin in a running QGIS.

    iface: the desktop's interface; None in qgis_process and on a server.
    """

    def __init__(self, iface: Any):  # noqa: QGS105 (QGIS gives it to us)
        self.iface = iface
        self.provider: StfusionProvider | None = None
        self.desktop: Desktop | None = None
        self.translator: QTranslator | None = None

    def initGui(self) -> None:
        """Start in the desktop."""
        self.initProcessing()
        if self.iface is None or self.desktop is not None:
            return
        from .gui.desktop import Desktop

        desktop = Desktop(self.iface)
        desktop.install()
        self.desktop = desktop

    def initProcessing(self) -> None:
        """Start without a desktop; qgis_process calls only this."""
        if self.provider is not None:
            return
        self._start_translation()
        folders.clean_up(libraries_folder())
        folders.activate(libraries_folder())
        from .processing.provider import StfusionProvider

        provider = StfusionProvider()
        if not QgsApplication.processingRegistry().addProvider(provider):
            raise RuntimeError("QGIS already has a Processing provider named stfusion")
        self.provider = provider

    def unload(self) -> None:
        """Take everything out of QGIS again."""
        if self.desktop is not None:
            self.desktop.remove()
            self.desktop = None
        if self.provider is not None:
            registry = QgsApplication.processingRegistry()
            registry.removeProvider(self.provider)
            self.provider = None
            folders.deactivate(libraries_folder())
        self._stop_translation()

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

"""A progress that keeps what it is told."""

from stfusion_qgis.progress import Progress


class Keeping(Progress):
    """Keeps the lines of the log, and the warnings by themselves."""

    def __init__(self):
        self.lines, self.warnings = [], []

    def info(self, text):
        self.lines.append(text)

    def warn(self, text):
        self.warnings.append(text)

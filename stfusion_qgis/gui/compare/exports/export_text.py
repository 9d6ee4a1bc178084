"""The metrics of a preview as text for spreadsheets."""

from __future__ import annotations

from ....comparison.metrics_table import Row, Table
from ....quality.assessment import csv_number
from ....translation import tr


def spreadsheet_text(table: Table, said: str = "") -> str:
    """Return a table with tabs between its columns, as spreadsheets take it from the clipboard.

    A row of a band has the name of its metric before its own. said: what was measured, for the
    last line.
    """
    lines = [[tr("Metric"), tr("Band"), tr("Better"), *table.columns]]
    for row in table.rows:
        lines.append(_line(row, row.label, "", row.direction))
        lines += [_line(band, row.label, band.label, row.direction) for band in row.bands]
    if said:
        lines.append([tr("Measured"), "", "", said, *[""] * (len(table.columns) - 1)])
    return "\n".join("\t".join(line) for line in lines) + "\n"


def _line(row: Row, *labels: str) -> list[str]:
    return [*labels, *("" if value is None else csv_number(value) for value in row.values)]

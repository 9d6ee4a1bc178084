"""The proof of a season on dates held out: a verdict, a table, and one HTML file."""

from __future__ import annotations

import csv
import datetime
import html
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from ..quality import html_page
from ..quality.assessment import number_text
from ..translation import mark, tr
from ..whole_files import write_text
from .held_out import FUSED, INTERPOLATION, NEAREST, PLAIN, WAYS, ProofDate, factors_of

TITLES = {FUSED: mark("Fused"), INTERPOLATION: mark("Interpolation in time"),
          NEAREST: mark("Nearest image"), PLAIN: mark("Plain smoother")}

GAPS = (0, 15, 30, 60, 120, 100_000)
"""Limits of the lengths of gaps, in days, by which the report sorts the dates."""

_AS_GOOD = 0.01  # of the error, by which two ways may differ and count as equally good
_STYLE = """
.verdict { background: var(--panel); border-left: 6px solid #2a9d5c; border-radius: 6px;
  padding: 14px 18px; margin: 0 0 1.4em; font-size: 1.1em; }
.verdict.bad { border-left-color: #d55e00; }
.proof tbody th { text-align: left; }
"""


@dataclass(frozen=True)
class SeasonProof:
    """What the dates held out tell.

    dates: those with fine images on both sides. one_sided: the others. bands: names.
    """

    dates: tuple[ProofDate, ...]
    one_sided: tuple[ProofDate, ...]
    bands: tuple[str, ...]

    @classmethod
    def of(cls, dates: Sequence[ProofDate], bands: Sequence[str]) -> SeasonProof:
        """Sort out the dates."""
        return cls(tuple(date for date in dates if date.gap is not None),
                   tuple(date for date in dates if date.gap is None), tuple(bands))

    def errors(self, dates: Sequence[ProofDate] | None = None) -> np.ndarray:
        """Return the RMSE of each way, mean over the bands of all pixels of some dates (ways,)."""
        return np.sqrt(self._squares(self.dates if dates is None else dates)).mean(axis=1)

    @staticmethod
    def _squares(dates: Sequence[ProofDate]) -> np.ndarray:
        total = np.sum([date.of_classes.sum(axis=1) for date in dates], axis=0)
        return np.asarray(total / sum(date.counts.sum() for date in dates))

    def gain(self, dates: Sequence[ProofDate] | None = None) -> float:
        """Return by which part the fused images' errors are smaller than interpolation's."""
        squares = self._squares(self.dates if dates is None else dates)
        ratios = np.sqrt(squares[WAYS.index(FUSED)]
                         / np.maximum(squares[WAYS.index(INTERPOLATION)], 1e-30))
        return float(1 - ratios.mean())

    def by_gap(self) -> list[tuple[str, list[ProofDate]]]:
        """Return the dates by the length of their gaps, with what to call these."""
        found = []
        for low, high in zip(GAPS, GAPS[1:]):
            dates = [date for date in self.dates if low <= (date.gap or 0) < high]
            label = tr("{low} days and more").format(low=low) if high == GAPS[-1] else \
                tr("{low} to {high} days").format(low=low, high=high - 1)
            if dates:
                found.append((label, dates))
        return found

    def within(self, deviations: float) -> float:
        """Return the share of errors within deviations; of each date as the others tell."""
        dates = [*self.dates, *self.one_sided]
        bands = len(self.bands)
        return float(np.mean([
            date.errors.within(deviations, factors_of(dates, bands, date.number))
            for date in dates])) if dates else float("nan")

    def verdict(self) -> str:
        """Return what users should know first, in a sentence or two."""
        if not self.dates:
            return tr("Nothing is proved: this needs three clear fine images at least, of which "
                      "one can be held out between the others.")
        gain = self.gain()
        worst = [label for label, dates in self.by_gap() if self.gain(dates) < -_AS_GOOD]
        if gain < _AS_GOOD:
            text = tr("Fusion does not beat interpolation of the fine images in time here (errors "
                      "{percent:+.0f} %): the coarse images add nothing at these gaps."
                      ).format(percent=-100 * gain)
        else:
            text = tr("Fused images have {percent:.0f} % smaller errors than interpolation of the "
                      "fine images in time, over the dates that were held out.").format(
                          percent=100 * gain)
        if worst and gain >= _AS_GOOD:
            text += " " + tr("But with gaps of {gaps} interpolation is better.").format(
                gaps=", ".join(worst))
        return text

    def is_good(self) -> bool:
        """Say whether the fused images beat interpolation."""
        return bool(self.dates) and self.gain() >= _AS_GOOD


def write_proof(path: str, proof: SeasonProof, details: Mapping[str, str]) -> None:
    """Write the report as a self-contained HTML file.

    Raises:
        InputError: the file cannot be written.
    """
    kind = "verdict" if proof.is_good() else "verdict bad"
    parts = [f'<p class="{kind}">{html.escape(proof.verdict())}</p>',
             html_page.facts(dict(details))]
    if proof.dates:
        parts += [
            html_page.section(tr("By the length of the gap"), _gaps(proof), html_page.note(tr(
                "RMSE of fine images that were held out and predicted from the others, mean over "
                "the bands. The gap lies between the two fine images that were used. For longer "
                "gaps, the images within 15 days were withheld, too. Plain smoother: follows the "
                "coarse images wholly, with one variance for all pixels."))),
            html_page.section(tr("By class of land"), _classes(proof), html_page.note(tr(
                "Classes of pixels that are alike in the mean of all dates."))),
            html_page.section(tr("Each band"), _bands(proof))]
    if proof.one_sided:
        parts.append(html_page.section(
            tr("Before the first and after the last image"), _table(
                [(tr("one side only"), list(proof.one_sided))], proof), html_page.note(tr(
                    "Interpolation is the nearest image there."))))
    if proof.dates or proof.one_sided:
        parts += [html_page.section(tr("Is the uncertainty right?"), html_page.facts({
            tr("Errors within one deviation"): tr("{share:.0%} (of normal errors: 68 %)").format(
                share=proof.within(1)),
            tr("Errors within two deviations"): tr("{share:.0%} (of normal errors: 95 %)").format(
                share=proof.within(2))}), html_page.note(tr(
                    "Deviations are multiplied by what the other dates that were held out ask "
                    "for."))),
            html_page.section(tr("Dates"), _dates(proof))]
    write_text(path, html_page.page(tr("Proof of a season"), parts, _STYLE))


def csv_of_proof(proof: SeasonProof) -> str:
    """Return a table: a line for each date held out, way and band."""
    text = io.StringIO()
    table = csv.writer(text, lineterminator="\n")
    table.writerow(["date", "withheld", "gap", "way", "band", "rmse", "pixels"])
    for date in (*proof.dates, *proof.one_sided):
        for way, squares in zip(WAYS, date.squares):
            for band, square in zip(proof.bands, squares):
                table.writerow([_date(date.day), date.withheld,
                                "" if date.gap is None else date.gap, way, band,
                                f"{np.sqrt(square):.9g}", int(date.counts.sum())])
    return text.getvalue()


def _gaps(proof: SeasonProof) -> str:
    return _table([*proof.by_gap(), (tr("all"), list(proof.dates))], proof)


def _table(rows: Sequence[tuple[str, list[ProofDate]]], proof: SeasonProof) -> str:
    body = "".join(_row(label, proof.errors(dates), len(dates)) for label, dates in rows)
    return _with_head(tr("Gap"), tr("Dates"), body)


def _with_head(first: str, second: str, body: str) -> str:
    heads = "".join(f"<th>{html.escape(tr(TITLES[way]))}</th>" for way in WAYS)
    return ('<div class="scroll"><table class="proof"><thead><tr>'
            f"<th>{html.escape(first)}</th><th>{html.escape(second)}</th>{heads}</tr></thead>"
            f"<tbody>{body}</tbody></table></div>")


def _row(label: str, errors: np.ndarray, count: int | str) -> str:
    best = errors.min()
    cells = "".join(f'<td{" class=best" if error == best else ""}>{number_text(float(error))}</td>'
                    for error in errors)
    return f'<tr><th scope="row">{html.escape(label)}</th><td>{count}</td>{cells}</tr>'


def _classes(proof: SeasonProof) -> str:
    squares = np.sum([date.of_classes for date in proof.dates], axis=0)
    counts = np.sum([date.counts for date in proof.dates], axis=0)
    rows = [_row(tr("class {number}").format(number=number + 1),
                 np.sqrt(squares[:, number] / count).mean(axis=1),
                 f"{count / counts.sum():.0%}")
            for number, count in enumerate(counts) if count]
    return _with_head(tr("Class"), tr("Share"), "".join(rows))


def _bands(proof: SeasonProof) -> str:
    total = np.sum([date.of_classes.sum(axis=1) for date in proof.dates], axis=0)
    errors = np.sqrt(total / sum(date.counts.sum() for date in proof.dates))
    rows = [_row(name, errors[:, band], len(proof.dates))
            for band, name in enumerate(proof.bands)]
    return _with_head(tr("Band"), tr("Dates"), "".join(rows))


def _dates(proof: SeasonProof) -> str:
    rows = []
    for date in sorted((*proof.dates, *proof.one_sided), key=lambda one: (one.day, one.withheld)):
        used = " – ".join(_date(day) for day in (date.before, date.after) if day is not None)
        rows.append(_row(f"{_date(date.day)} ({used})", np.sqrt(date.squares).mean(axis=1),
                         "" if date.gap is None else date.gap))
    return _with_head(tr("Date (from)"), tr("Gap [days]"), "".join(rows))


def _date(day: int) -> str:
    return datetime.date.fromordinal(day).isoformat()

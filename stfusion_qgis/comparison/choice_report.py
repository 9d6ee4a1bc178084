"""The report of the choice of a method: one HTML file, and a table as CSV."""

from __future__ import annotations

import csv
import html
import io
from collections.abc import Mapping, Sequence

import numpy as np

from .. import pictures
from ..quality import html_page
from ..quality.assessment import number_text
from ..translation import tr
from ..whole_files import write_text
from .choice import Ranked
from .choice_outcome import Choice
from .guided_trials import Worth

_STYLE = """
.chosen { background: var(--panel); border-left: 6px solid #2a9d5c; border-radius: 6px;
  padding: 14px 18px; margin: 0 0 1.4em; font-size: 1.1em; }
.ranking tbody th { text-align: left; } .ranking tr.tied th, .ranking tr.tied td {
  font-weight: 600; } .ranking tr.worse { color: var(--soft); }
"""


def write_choice(path: str, choice: Choice, *, details: Mapping[str, str] | None = None,
                 bands: Sequence[str] = (), wavelengths: Sequence[float | None] = ()) -> None:
    """Write the report as a self-contained HTML file.

    details: facts for the head of the page, label to text. bands, wavelengths: names of the bands
    and their places in nm, to choose the colours of the pictures.

    Raises:
        InputError: the file cannot be written.
    """
    facts = {**(details or {}), tr("Left out, one at a time"): ", ".join(
        target.name for target in choice.targets)}
    write_text(path, html_page.page(tr("Choice of a method"), [
        f'<p class="chosen">{html.escape(choice.headline())}</p>', html_page.facts(facts),
        html_page.section(tr("Methods"), _ranking(choice), html_page.note(tr(
            "Error: RMSE relative to that of the temporal difference, geometric mean over dates "
            "and bands, with the range in which it lies with 90 % as far as the pixels of these "
            "dates tell (bootstrap over blocks of pixels). Chance: in how many of the draws the "
            "method was the best. In bold: the best method, and those that may be as good."))),
        *_guided(choice),
        html_page.section(tr("Dates"), _dates(choice), html_page.note(tr(
            "Change: RMS difference from the nearest fine image, in deviations of the band. "
            "Unchanged: the error of that image as a prediction."))),
        html_page.section(
            tr("{date}, which has changed most").format(
                date=choice.targets[choice.pictures.target].name),
            _pictures(choice, pictures.choose_bands(bands, wavelengths))),
        *_skipped(choice)], _STYLE))


def _ranking(choice: Choice) -> str:
    heads = "".join(f"<th>{html.escape(target.name)}</th>" for target in choice.targets)
    rows = "".join(_row(one) for one in choice.ranked)
    return ('<div class="scroll"><table class="ranking"><thead><tr>'
            f'<th>{tr("Method")}</th><th>{tr("Error")}</th><th></th><th>{tr("Chance")}</th>'
            f'{heads}<th>{tr("Time")}</th></tr></thead><tbody>{rows}</tbody></table></div>')


def _row(one: Ranked) -> str:
    of_dates = "".join(f"<td>{error:.3f}</td>" for error in one.of_dates)
    return (f'<tr class="{"tied" if one.tied else "worse"}">'
            f'<th scope="row">{html.escape(one.contestant.title)}</th><td>{one.error:.3f}</td>'
            f'<td class="rank">{one.low:.3f}–{one.high:.3f}</td><td>{one.chance:.0%}</td>'
            f'{of_dates}<td>{tr("{seconds:.0f} s").format(seconds=one.seconds)}</td></tr>')


def _guided(choice: Choice) -> list[str]:
    if not choice.guided:
        return []
    rows = "".join(
        f'<tr class="{"tied" if one.worth is Worth.HELPS else ""}">'
        f'<th scope="row">{html.escape(one.method.title)}</th><td>{one.without:.3f}</td>'
        f"<td>{one.guided:.3f}</td><td>{html.escape(one.told_use())}</td>"
        f"<td>{html.escape(tr(one.worth.value))}</td></tr>" for one in choice.guided)
    heads = "".join(f"<th>{label}</th>" for label in (
        tr("Method"), tr("Without"), tr("With the guide"), tr("It counts for"), ""))
    return [html_page.section(
        tr("Guide"), f'<div class="scroll"><table class="ranking"><thead><tr>{heads}</tr></thead>'
        f"<tbody>{rows}</tbody></table></div>", html_page.note(tr(
            "Errors as above; weights as each method has found them, with their span over the "
            "dates. Other methods take no guide. A guide that was made of the images that are left "
            "out here knows the truth: then these figures promise more than it can keep.")))]


def _dates(choice: Choice) -> str:
    rows = ""
    for number, target in enumerate(choice.targets):
        best = min(choice.ranked, key=lambda one: one.of_dates[number])
        days = "" if target.days is None else str(target.days)
        rows += (f'<tr><th scope="row">{html.escape(target.name)}</th>'
                 f"<td>{html.escape(target.reference)}</td><td>{days}</td>"
                 f"<td>{target.change:.2f}</td><td>{target.unchanged:.3f}</td>"
                 f"<td>{html.escape(best.contestant.title)}</td>"
                 f"<td>{number_text(float(best.rmse[number]))}</td></tr>")
    heads = "".join(f"<th>{label}</th>" for label in (
        tr("Date"), tr("Nearest"), tr("Days"), tr("Change"), tr("Unchanged"), tr("Best method"),
        tr("RMSE")))
    return (f'<div class="scroll"><table class="ranking"><thead><tr>{heads}</tr></thead>'
            f"<tbody>{rows}</tbody></table></div>")


def _pictures(choice: Choice, bands: Sequence[int]) -> str:
    shown = choice.pictures
    true = shown.truth.masked()
    limits = pictures.stretch([true])
    target = choice.targets[shown.target]

    def figure(image: np.ndarray, caption: str) -> str:
        return html_page.figure(pictures.rgb(image, limits, bands), caption, size="small")

    known = [figure(shown.reference.masked(), tr("Fine image, {date}").format(
        date=target.reference)),
        figure(shown.coarse.masked(), tr("Coarse image, {date}").format(date=target.name)),
        figure(true, tr("True image, {date}").format(date=target.name))]
    errors = {title: html_page.error_size(image.masked(), true)
              for title, image in shown.predictions.items()}
    limit = html_page.error_limit(list(errors.values()))
    predicted = ["<div>" + figure(image.masked(), title) + "<br>"
                 + html_page.error_figure(errors[title], limit, tr("Error"), "small") + "</div>"
                 for title, image in shown.predictions.items()]
    return html_page.row(known) + html_page.row(predicted)


def _skipped(choice: Choice) -> list[str]:
    if not choice.skipped:
        return []
    items = "".join(f"<li>{html.escape(title)}: {html.escape(reason)}</li>"
                    for title, reason in choice.skipped)
    return [html_page.section(tr("Not compared"), f"<ul>{items}</ul>")]


def csv_of(choice: Choice) -> str:
    """Return a table as CSV: a row for each method and date, and one for all dates together."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(["method", "pairs", "date", "days", "change", "error", "low", "high", "chance",
                     "tied", "rmse", "seconds", "guided"])
    for one in choice.ranked:
        network = getattr(one.contestant.parameters, "network", None)
        guided = int(one.contestant.guided)
        start = [network or one.contestant.method.id, one.contestant.pairs]
        writer.writerow([*start, "all", "", "", f"{one.error:.6g}", f"{one.low:.6g}",
                         f"{one.high:.6g}", f"{one.chance:.4g}", int(one.tied), "",
                         f"{one.seconds:.3f}", guided])
        for target, error, rmse in zip(choice.targets, one.of_dates, one.rmse):
            days = "" if target.days is None else target.days
            writer.writerow([*start, target.name, days, f"{target.change:.6g}", f"{error:.6g}", "",
                             "", "", "", f"{rmse:.6g}", "", guided])
    return text.getvalue()

"""How much of other people's XLSForms xlkit takes: every form of a folder, held against what pyxform makes of it.

    uv run python -m tests.benchmarks.forms FOLDER

Of the forms that pyxform converts it prints the share that a workbook is written for, and over all their rows that ask
a person something the share that the workbooks ask; then why forms are refused, what is left out and what took long.
"""

import argparse
import re
import tempfile
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from msgspec import Struct, field
from pyxform.question_type_dictionary import QUESTION_TYPE_DICT
from pyxform.xls2xform import convert

from xlkit.books.respondent import respondent_workbook
from xlkit.errors import XlkitError
from xlkit.form import xlsform
from xlkit.form.instrument import Instrument
from xlkit.form.xlsform.shelf import left_out
from xlkit.round import issuing
from xlkit.round.round import Round

SECONDS = 120.0  # after which a form counts as one that hangs
LONGEST = 110  # characters of a reason that is printed
# What takes no answer though it is shown, or takes it from a device.
SHOWN = ("note", "q note", "add note prompt", "background-geopoint")


class Form(Struct, frozen=True):
    """One form: how many of its rows ask something, how many of them its workbook asks, and what was said of it.

    `refused` and `left_out` are reasons without what is one form's own; `crash` is of an error that nobody foresaw.
    """

    name: str
    asking: int = 0
    asked: int = 0
    refused: tuple[str, ...] = ()
    left_out: Mapping[str, int] = field(default_factory=dict)
    crash: str = ""
    seconds: float = 0.0


def asking(children: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    """The names of a converted form's rows that ask a person something, groups and repeats dissolved."""
    for child in children:
        if "children" in child:
            yield from asking(child["children"])
            continue
        kind, bind = child.get("type", ""), child.get("bind") or {}
        control = QUESTION_TYPE_DICT.get(kind, {}).get("control") or {}
        is_asked = control.get("tag", "action") != "action" and kind not in SHOWN
        is_made = "calculate" in bind or bind.get("readonly", "").startswith(("yes", "true"))
        if is_asked and not is_made and not child["name"].startswith("reserved_name_for_field_list_labels"):
            yield child["name"]


def asked(instrument: Instrument) -> Iterator[str]:
    """The names of what a workbook asks, those of the columns of tables among them."""
    for item in instrument.items:
        for part in item.fields or (item,):
            yield part.name.rpartition("/")[2].partition(":")[0]  # what is ticked has a column for each choice


def of(path: Path) -> Form | None:
    """A form as it is measured, or None where pyxform does not convert it."""
    try:
        converted = convert(str(path))._pyxform
    except Exception:  # noqa: BLE001 - of files that are no forms pyxform raises whatever reading them raises
        return None
    wanted = Counter(asking(converted["children"]))
    begun = time.perf_counter()
    try:
        instrument, lost = xlsform.load(path), Counter(_plain(each.reason) for each in left_out(str(path)))
        _write(instrument)
    except XlkitError as error:
        problems = [each.reason for each in xlsform.check(path) if each.is_wrong] or [str(error)]
        return Form(path.name, wanted.total(), refused=tuple(sorted(set(map(_plain, problems)))))
    except Exception as error:  # noqa: BLE001 - what nobody foresaw is what is looked for
        return Form(path.name, wanted.total(), crash=f"{type(error).__name__}: {error}")
    found = (wanted & Counter(asked(instrument))).total()
    return Form(path.name, wanted.total(), found, left_out=lost, seconds=time.perf_counter() - begun)


def _write(instrument: Instrument) -> None:
    with tempfile.TemporaryDirectory() as folder:
        blank = issuing.blank_workbook(instrument, Round())
        respondent_workbook.write(Path(folder) / "form.xlsx", instrument, blank.identity, Round())


def _plain(reason: str) -> str:
    """A reason without what stands in quotes, braces or brackets, and without numbers: that of many forms."""
    return re.sub(r"'[^']*'|\"[^\"]*\"|\$\{[^}]*\}|\([^)]*\)|\d+", "…", reason)[:LONGEST]


def every(paths: Sequence[Path], workers: int) -> Iterator[Form | None]:
    """Each form as it is measured, several at a time; one that takes too long ends the measuring."""
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        for path, measured in [(path, pool.submit(of, path)) for path in paths]:
            try:
                yield measured.result(timeout=SECONDS)
            except TimeoutError:
                yield Form(path.name, crash=f"not done after {SECONDS:g} seconds")


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure every form of a folder and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, help="a folder of .xlsx and .xls files, folders in it included")
    parser.add_argument("--workers", type=int, default=2, help="forms at a time (2)")
    parser.add_argument("--most", type=int, default=20, help="reasons that are printed (20)")
    parser.add_argument("--names", action="store_true", help="print each form that is refused, with its reasons")
    given = parser.parse_args(arguments)
    paths = sorted(path for path in given.folder.rglob("*") if path.suffix.lower() in (".xlsx", ".xls"))
    forms = [form for form in every(paths, given.workers) if form is not None]
    _print(forms, len(paths), given.most)
    if given.names:
        for form in forms:
            if form.refused or form.crash:
                print(f"{form.name}: {form.crash or ' | '.join(form.refused)}")


def _print(forms: Sequence[Form], many: int, most: int) -> None:
    taken = [form for form in forms if not form.refused and not form.crash]
    rows, found = sum(form.asking for form in forms), sum(form.asked for form in forms)
    print(f"{many} files, of which pyxform converts {len(forms)}")
    print(f"{_share(len(taken), len(forms))} of these get a workbook: {len(taken)}")
    print(f"{_share(found, rows)} of the {rows:,} rows that ask a person something are asked: {found:,}")
    longest, crashes = max((form.seconds for form in forms), default=0.0), sum(bool(form.crash) for form in forms)
    print(f"the slowest form took {longest:.1f} s; stopped at an error nobody foresaw: {crashes}")
    refusals = Counter(reason for form in forms for reason in form.refused)
    alone = Counter(form.refused[0] for form in forms if len(form.refused) == 1)
    _ranked("refused (forms; of these for this alone)", refusals, alone, most)
    left_out = Counter(reason for form in taken for reason in form.left_out)
    rows_of = sum((Counter(form.left_out) for form in taken), Counter[str]())
    _ranked("left out (forms; cells)", left_out, rows_of, most)


def _ranked(title: str, counts: Counter[str], beside: Counter[str], most: int) -> None:
    print(f"\n{title}")
    for reason, count in counts.most_common(most):
        print(f"{count:5} {beside[reason]:6}  {reason}")


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.1%}" if whole else "none"


if __name__ == "__main__":
    main()

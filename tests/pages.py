"""Pictures of every sheet of made-up rounds, to look at: so many returns of providers, and what others say of them.

    uv run python -m tests.pages 24 140 1000 -o FOLDER

Each round is written, filled in, merged with an earlier one and printed with LibreOffice. Of a long sheet the first and
the last rows are printed, since a book of 1,000 returns has thousands of pages.
"""

import argparse
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from msgspec.structs import replace

from tests.office.calc import Calc, to_pngs
from xlkit.books.respondent import respondent_workbook
from xlkit.commands.reading import NOT_ALL_VALID
from xlkit.demo import assessments
from xlkit.form import xlsform
from xlkit.form.instrument import Instrument
from xlkit.round import identities, naming
from xlkit.round.round import Round

EARLIER = replace(assessments.ROUND, name="Autumn 2026", deadline="Friday 25 September 2026")
ROWS = 70  # printed of the beginning and of the end of each sheet
PLACES = ("", " (West)", " of Fenmoor and the Marshes", " & Daughters", " Community Interest Company")


def cast(providers: int) -> assessments.Cast:
    """So many providers with names of every length; a third of them speak, half of them are spoken of."""
    names = [_name(number) for number in range(providers)]
    spoken_of = [names[number : number + 3] for number in range(0, providers, 8)]
    groups = [(f"Families Together, group {number}", some) for number, some in enumerate(spoken_of, start=1)]
    return assessments.Cast(names, names[1::3], names[::2], groups)


def consolidated(folder: Path, providers: int) -> Path:
    """The consolidated workbook of a round with so many providers, merged with a round before it that lacks a few."""
    instruments = xlsform.library()
    now = cast(providers)
    then = replace(now, providers=now.providers[: providers - max(1, providers // 20)])
    book = folder / f"consolidated-{providers}.xlsx"
    with TemporaryDirectory() as place:
        before = _returned(Path(place, "before"), instruments, then, EARLIER)
        returned = _returned(Path(place, "now"), instruments, now, assessments.ROUND)
        _merge(returned, "-o", book, "--previous", before, "--as-at", assessments.AS_AT.isoformat(), "--force")
    return book


def _returned(
    folder: Path, instruments: Mapping[str, Instrument], taking_part: assessments.Cast, stated: Round
) -> Path:
    folder.mkdir()
    for instrument, each in assessments.returns(instruments, taking_part, stated):
        who = identities.issued(instrument, each.recipient, stated.name)
        respondent_workbook.write(folder / naming.workbook_name(who), instrument, who, stated, each.draft)
    return folder


def _merge(*words: str | Path) -> None:
    ended = subprocess.run([sys.executable, "-m", "xlkit", "merge", *words], check=False, stdout=subprocess.DEVNULL)
    if ended.returncode not in (0, NOT_ALL_VALID):
        raise SystemExit(ended.returncode)


def _name(number: int) -> str:
    again, place = divmod(number, len(assessments.ORGANISATIONS))
    branch, town = divmod(again, len(PLACES))
    return assessments.ORGANISATIONS[place] + PLACES[town] + (f" {branch + 1}" if branch else "")


def main(words: Sequence[str] | None = None) -> None:
    """Make and print a round of each size."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("providers", nargs="+", type=int)
    parser.add_argument("-o", "--out", type=Path, default=Path("generated") / "pages")
    given = parser.parse_args(words)
    with Calc(seconds=1800) as calc:
        for providers in given.providers:
            folder = given.out / str(providers)
            for old in folder.glob("*.png"):
                old.unlink()
            pdf = calc.to_pdf(consolidated(folder, providers), folder, rows=ROWS)
            print(f"{providers}: {len(to_pngs(pdf, folder))} pages in {folder}")


if __name__ == "__main__":
    main()

"""What `xlkit generate` does with the template of a person's review, which is sent to nobody."""

from pathlib import Path

from xlkit.commands.saying import say
from xlkit.commands.writing import GENERATED, made, refuse_existing
from xlkit.form import xlsform
from xlkit.form.instrument import Instrument
from xlkit.round import reading

ONWARD = "top-twos"  # the template in which what people say comes together


def write_reviews(
    instrument: Instrument, folder: Path | None, people: Path | None, out: Path | None, *, force: bool
) -> None:
    """Write a review, or one for each row of a list of people, and print their paths: no person's name is in them."""
    from xlkit.books.review import review_workbook

    onward = xlsform.find(ONWARD, folder).in_language(instrument.language)
    names = [one.respondent for one in reading.load_recipients(people, instrument)] if people else [""]
    place = out or GENERATED / instrument.name
    files = [f"{instrument.name}{f'-{number:02}' if people else ''}.xlsx" for number in range(1, len(names) + 1)]
    refuse_existing([place / file for file in files], force=force)
    made(place)
    for file, name in zip(files, names, strict=True):
        review_workbook.write(place / file, instrument, onward, name, force=force)
        say(place / file)

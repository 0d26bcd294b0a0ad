"""The chart on the summary: a label for every topic, and the whole of it on one page."""

import re
from collections.abc import Mapping
from pathlib import Path
from zipfile import ZipFile

import pytest

from xlkit.books.respondent import respondent_workbook
from xlkit.books.respondent.ranking import LABEL_LINE, ROOM
from xlkit.demo import assessments
from xlkit.form import xlsform
from xlkit.round import identities
from xlkit.round.round import Recipient, Round

NAMES = (assessments.PROVIDERS, assessments.COMMISSIONER, "shaping-the-market-short")
EMU = 9525  # in a pixel


def chart(path: Path, name: str, last: Mapping[str, int]) -> tuple[str, int, int]:
    """The chart's markup, its height in pixels, and how many topics it shows."""
    instrument = xlsform.find(name)
    identity = identities.issued(instrument, Recipient("Oakfield Care"))
    respondent_workbook.write(path, instrument, identity, Round(), last=last)
    with ZipFile(path) as book:
        drawing = book.read("xl/drawings/drawing1.xml").decode()
        markup = book.read("xl/charts/chart1.xml").decode()
    marks = [
        [int(number) for number in re.findall(rf"<xdr:{of}>(\d+)</xdr:{of}>", drawing)] for of in ("row", "rowOff")
    ]
    (first, last_row), (above, below) = marks
    return markup, (last_row - first) * 21 + (below - above) // EMU, len(list(instrument.items))


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("is_prefilled", [False, True])
def test_every_topic_has_room_for_its_label(tmp_path: Path, name: str, *, is_prefilled: bool) -> None:
    """No program has to leave one out: all are asked for, and each bar is at least as tall as a line of text."""
    last = {item.name: 2 for item in xlsform.find(name).items if item.has_levels} if is_prefilled else {}
    markup, tall, topics = chart(tmp_path / "form.xlsx", name, last)
    assert '<c:tickLblSkip val="1"/>' in markup
    layout = markup[markup.index("<c:plotArea>") :]
    share = float(re.findall(r'<c:h val="([\d.]+)"', layout)[0])
    assert LABEL_LINE <= tall * share / topics <= max(ROOM / topics, LABEL_LINE) + 1

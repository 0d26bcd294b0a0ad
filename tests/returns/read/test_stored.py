"""Tests of archives whose parts are stored as they are."""

import zipfile
from io import BytesIO

from hypothesis import given
from hypothesis import strategies as st

from xlkit.returns.read.office_xml.package import stored

NAMES = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0\\"), min_size=1, max_size=40)


@given(st.dictionaries(NAMES, st.binary(max_size=300), max_size=6))
def test_the_standard_library_reads_what_was_stored(parts: dict[str, bytes]) -> None:
    """Every part comes back under its name, in order, with its checksum right."""
    archive = zipfile.ZipFile(BytesIO(stored(parts)))
    assert archive.testzip() is None
    assert {info.filename: archive.read(info) for info in archive.infolist()} == parts
    assert archive.namelist() == list(parts)

"""Every function and operator of the oracle, held against what Excel makes of it, by hand."""

import pytest

from tests.oracle.book import Book
from tests.oracle.cases import BY_HAND, book, worked_out
from tests.oracle.values import Scalar, UnknownError

REFUSED = {
    "VLOOKUP(1,A1:B2,2)": "the function VLOOKUP",
    "B1:B6*1": "In!B1:B6 where one value is expected",
    "A1:A1": "In!A1:A1 where one value is expected",
    'SUMPRODUCT(IF(C1:C6="a",1,0))': "IF of many conditions outside an array formula",
    "SUMPRODUCT((A1:A2=1)*(B1:B3=1))": "arrays of the shapes",
    "SUMPRODUCT((D:D=1)*1)": "cell by cell",
    '{MEDIAN(IF(C1:C1="z",B1:B1))}': "whether what is made of a range of one cell is an array",
    '{MEDIAN(IF(B2:B2="",B2:B2))}': "a blank cell picked by a range of one cell",
    "{B1:B6}": "an array where one value is expected",
    "Data[[#This Row],[level]]": "“Data[[#This Row],[level]]”",
    "levels+1": "“levels+1”",
    "2^3": "“^3”",
    "50%": "“%”",
    "Other!A1": "the sheet “Other”",
    "1+": "a formula that ends too early",
    "(1": "“” in place of “)”",
    "1 2": "“2” where the formula should end",
    "MATCH(3,A1:A11,1)": "MATCH other than for equality",
    "MATCH(A6,A1:A11,0)": "MATCH of a blank cell",
    "IFERROR(A6,1)": "IFERROR of a blank cell",
    "INDEX(A1:C3,2)": "INDEX with one place into In!A1:C3",
    "INDEX({1,2},1)": "INDEX into what is no range",
    "COUNTIF({1,2},1)": "a value where a range is expected",
    "COUNTIF(C1:C6,D1:D6)": "In!D1:D6 where one value is expected",
    'COUNTIF(C1:C6,">b")': "the order of 'b'",
    'COUNTIF(C1:C6,"1/2")': "whether Excel takes the text “1/2” for a number",
    f'COUNTIF(C1:C6,"{"x" * 256}")': "a criterion of more than 255 characters",
    '"1-2"+1': "whether Excel takes the text “1-2” for a number",
    '"5 Mar"+1': "whether Excel takes the text “5 Mar” for a number",
    '"£5"+1': "whether Excel takes the text “£5” for a number",
    '"a b"<"c d"': "which of “a b” and “c d” Excel sorts first",
    '10000000000*10000000000&""': "how Excel writes 1e+20 as a text",
    "SMALL(B1:B6,1.5)": "SMALL at the place 1.5",
    'TEXT(1,"0.00%")': "TEXT with the pattern '0.00%'",
    "CHAR(200)": "CHAR(200)",
    "DATE(2026,13,1)": "DATE of no day",
    "ROW(A1:A3)": "ROW of In!A1:A3",
}


@pytest.fixture(scope="module")
def awkward() -> Book:
    """The sheet of awkward cells, which no test changes."""
    return book()


@pytest.mark.parametrize(("formula", "wanted"), BY_HAND, ids=[formula for formula, _ in BY_HAND])
def test_a_formula_comes_to_what_excel_makes_of_it(formula: str, wanted: Scalar, awkward: Book) -> None:
    """The value and its type: 1 is not TRUE, and an empty text is not 0."""
    found = worked_out(formula, awkward)
    assert isinstance(found, bool) == isinstance(wanted, bool)
    assert found == wanted


@pytest.mark.parametrize("formula", REFUSED, ids=range(len(REFUSED)))
def test_what_is_unknown_is_said_and_not_guessed(formula: str, awkward: Book) -> None:
    """A function, a name or a rule of Excel that the oracle was not taught is named in the error."""
    with pytest.raises(UnknownError) as unknown:
        worked_out(formula, awkward)
    assert REFUSED[formula] in str(unknown.value)

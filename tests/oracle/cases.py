"""Formulas over a sheet of awkward cells, and what Excel makes of each, worked out by hand from its documentation."""

from typing import TypeAlias

from tests.oracle.book import Book
from tests.oracle.calculator import Mode
from tests.oracle.formula import place
from tests.oracle.package import Formula, Sheet
from tests.oracle.values import (
    DIVIDED_BY_ZERO,
    NO_NUMBER,
    NO_REFERENCE,
    NOT_AVAILABLE,
    WRONG_VALUE,
    Scalar,
)

SHEET = "In"
EMPTY_TEXT, ERROR = '=""', "=1/0"
# A text that starts with = is a formula here: A5 and B5 hold an empty text, and A8 an error. A6, B2 and E5 are blank.
INPUTS: dict[str, float | str | bool] = {
    **dict(zip(("A1", "A2", "A3", "A4", "A5"), (1, 2.5, 3, "3", EMPTY_TEXT), strict=True)),
    **dict(zip(("A7", "A8", "A9", "A10", "A11"), (True, ERROR, "abc", "ABC", 0), strict=True)),
    **dict(zip(("B1", "B3", "B4", "B5", "B6"), (1, 5, 3, EMPTY_TEXT, 4), strict=True)),
    **dict(zip(("C1", "C2", "C3", "C4", "C5", "C6"), "abaAba", strict=True)),
    **dict(zip(("D1", "D2", "D3", "D4", "D5", "D6"), ("2.1", "2.10", "2.1.1", "13.*", "2.2", "x"), strict=True)),
    **dict(zip(("E1", "E2", "E3", "E4", "E6"), ("Done", "Under way", "done", "Late", "Dropped"), strict=True)),
}


Case: TypeAlias = tuple[str, Scalar]  # a formula, in braces an array formula, and what it comes to

COUNTS: tuple[Case, ...] = (
    ('COUNTIF(B1:B6,">=3")', 3),
    ('COUNTIF(B1:B6,"<3")', 1),
    ('COUNTIF(B1:B6,"<=3")', 2),
    ('COUNTIF(B1:B6,"<>")', 5),  # an empty text is something
    ('COUNTIF(B1:B6,"=")', 1),
    ('COUNTIF(B1:B6,"")', 2),
    ('COUNTIF(B1:B6,"<>3")', 5),
    ('COUNTIF(B1:B6,"=3")', 1),
    ("COUNTIF(A1:A11,3)", 2),  # a text that spells the number counts
    ('COUNTIF(A1:A11,"3")', 2),
    ('COUNTIF(A1:A11,">2")', 2),  # but it is not greater than another
    ('COUNTIF(A1:A11,"abc")', 2),
    ('COUNTIF(A1:A11,"<>abc")', 9),
    ('COUNTIF(A1:A11,"a*")', 2),
    ('COUNTIF(A1:A11,"?bc")', 2),
    ('COUNTIF(A1:A11,"*")', 4),
    ('COUNTIF(A1:A11,"?*")', 3),
    ("COUNTIF(A1:A11,TRUE)", 1),
    ("COUNTIF(A1:A11,A6)", 1),  # a blank criterion asks for 0
    ('COUNTIF(A1:A11,"#DIV/0!")', 1),
    ('COUNTIF(D1:D6,"2.1")', 2),  # 2.10 is as good as 2.1
    ('COUNTIF(D1:D6,"2.1*")', 3),
    ('COUNTIF(D1:D6,"13.~*")', 1),
    ('COUNTIF(D:D,"<>")', 6),
    ('COUNTIF(D:D,"")', 1_048_570),
    ('COUNTIFS(C1:C6,"a",B1:B6,">2")', 3),
    ('COUNTIFS(C1:C6,"a",B1:B5,">2")', WRONG_VALUE),
    ('COUNTIFS(C:C,"b",B:B,"<>")', 1),
    ('SUMIFS(B1:B6,C1:C6,"a")', 13),
    ('SUMIFS(B1:B6,C1:C6,"b",B1:B6,">0")', 0),
    ('SUMIFS(A1:A11,A1:A11,">=1")', 6.5),
    ("COUNT(A1:A11)", 4),
    ('COUNT("3",TRUE,A7)', 2),
    ("COUNT(A8)", 0),
    ("COUNTA(A1:A11)", 10),
    ('COUNTA("",A5,A6)', 2),
)
LOOK_UPS: tuple[Case, ...] = (
    ('MATCH("ABC",A1:A11,0)', 9),
    ("MATCH(3,A1:A11,0)", 3),
    ('MATCH("3",A1:A11,0)', 4),
    ("MATCH(TRUE,A1:A11,0)", 7),
    ("MATCH(9,A1:A11,0)", NOT_AVAILABLE),
    ("MATCH(A8,A1:A11,0)", DIVIDED_BY_ZERO),
    ('MATCH("b*",C1:C6,0)', 2),
    ('MATCH("13.~*",D1:D6,0)', 4),
    ('MATCH("2.10",D:D,0)', 2),  # here a text is a text
    ("MATCH(3,{1,2,3},0)", 3),
    ('MATCH("",{1,2,3},0)', NOT_AVAILABLE),
    ("MATCH(5,A1:B3,0)", NOT_AVAILABLE),
    ("INDEX(B1:B6,3)", 5),
    ("INDEX(B1:B6,2)", 0),
    ('INDEX(B1:B6,2)=""', True),
    ("INDEX(B1:B6,7)", NO_REFERENCE),
    ("INDEX(B1:B6,-1)", WRONG_VALUE),
    ('INDEX(B1:B6,"x")', WRONG_VALUE),
    ("INDEX(A1:C3,2,1)", 2.5),
    ("INDEX(A1:C1,3)", "a"),
    ("SUM(INDEX(A1:B3,2,0))", 2.5),
    ("SUM(INDEX(A1:B3,0,1))", 6.5),
    ("COUNTA(INDEX(A1:C3,2,0))", 2),
    ('INDEX(E:E,MATCH("2.10",D:D,0))', "Under way"),
    ("ROW(B4)", 4),
    ("ROW(B4:C4)", 4),
)
STATISTICS: tuple[Case, ...] = (
    ("MEDIAN(B1:B6)", 3.5),
    ("MEDIAN(E1:E6)", NO_NUMBER),
    ("MEDIAN(1,2,TRUE)", 1),
    ("MEDIAN(A7:A9)", DIVIDED_BY_ZERO),
    ("QUARTILE(B1:B6,1)", 2.5),
    ("QUARTILE(B1:B6,2)", 3.5),
    ("QUARTILE(B1:B6,3)", 4.25),
    ("QUARTILE(B1:B6,5)", NO_NUMBER),
    ("QUARTILE(E1:E6,1)", NO_NUMBER),
    ("SMALL(B1:B6,2)", 3),
    ("SMALL(B1:B6,5)", NO_NUMBER),
    ("SMALL(B1:B6,0)", NO_NUMBER),
    ("SMALL(B1:B6,A8)", DIVIDED_BY_ZERO),
    ("MIN(B1:B6)", 1),
    ("MAX(B1:B6)", 5),
    ("MIN(E1:E6)", 0),
    ("MAX(E1:E6)", 0),
    ("MIN(2,A6)", 2),
    ('MIN(2,"1")', 1),
    ("SUM(A1:A7)", 6.5),
    ("SUM(A4,A7)", 0),
    ('SUM("3",TRUE)', 4),
    ('SUM("abc")', WRONG_VALUE),
    ("SUM(A7:A8)", DIVIDED_BY_ZERO),
    ("SUM({1,2,3}*2)", 12),
)
PRODUCTS: tuple[Case, ...] = (
    ("SUMPRODUCT(B1:B6)", 13),
    ("SUMPRODUCT(B1:B6*1)", WRONG_VALUE),
    ("SUMPRODUCT(B1:B6,B1:B6)", 51),
    ("SUMPRODUCT(B1:B6,B1:B5)", WRONG_VALUE),
    ('SUMPRODUCT((C1:C6="a")*1)', 4),
    ('SUMPRODUCT(C1:C6="a")', 0),
    ('SUMPRODUCT((C1:C6="a")*(B1:B6<>""))', 4),
    ('SUMPRODUCT((A1:A11="")*1)', DIVIDED_BY_ZERO),
    ('SUMPRODUCT(EXACT(C1:C6,"a")*1)', 3),
    ('SUMPRODUCT(COUNTIFS(C1:C6,{"a","b"},B1:B6,"<>")*{1,2})', 6),
    ('SUMPRODUCT(SIGN((LEFT(D1:D6,2)="2.")*(B1:B6<>"")))', 2),
    ('SUMPRODUCT((C1:C6="a")*(ROW(C1:C6)-1))', 10),
    ('SUMPRODUCT((E1={"Red","Done"})*{1,2})', 2),
)
ARRAYS: tuple[Case, ...] = (
    ('{MEDIAN(IF(C1:C6="a",B1:B6))}', 3.5),
    ('{MEDIAN(IF((C1:C6="a")*(B1:B6<>""),B1:B6))}', 3.5),
    ('{MEDIAN(IF(C1:C6="b",B1:B6))}', 0),  # a blank cell that is picked counts as 0
    ('{COUNT(IF(C1:C6="b",B1:B6))}', 1),
    ('{MEDIAN(IF(C1:C6="z",B1:B6))}', NO_NUMBER),
    ('{IFERROR(MEDIAN(IF(C1:C6="z",B1:B6)),"")}', ""),
    ('{QUARTILE(IF(B1:B6<>"",B1:B6),1)}', 2.5),
    ('{SUM((C1:C6="a")*(B1:B6<>""))}', 4),
    ('{SUM(IF(C1:C6="a",1,0))}', 4),
    ('{INDEX(B1:B6,MATCH(TRUE,EXACT(C1:C6,"A"),0))}', 3),
    ('{SMALL(IF(ISNUMBER(B1:B6),B1:B6*10+ROW(B1:B6),""),1)}', 11),
    ("{SUM(MMULT(EXACT(C1:C6,TRANSPOSE(C1:C2))*1,ROW(C1:C2)))}", 7),
    ("{SUM(MMULT(B3:B4,A1:A3))}", WRONG_VALUE),
    ("{MIN(ROW(B3:B6))}", 3),
    ("{SUM(IFERROR(A1:A3/A9,1))}", 3),
)
CONDITIONS: tuple[Case, ...] = (
    ("AND(TRUE,A6)", True),
    ("AND(A9:A10)", WRONG_VALUE),
    ("AND(1=1,1/0)", DIVIDED_BY_ZERO),
    ('AND("abc")', WRONG_VALUE),
    ("AND(B1:B6)", True),
    ("OR(FALSE,1)", True),
    ("OR(A6,FALSE)", False),
    ("NOT(A6)", True),
    ('NOT("abc")', WRONG_VALUE),
    ('IF(A6,"y","n")', "n"),
    ('IF("abc",1,2)', WRONG_VALUE),
    ("IF(A8,1,2)", DIVIDED_BY_ZERO),
    ("IF(FALSE,1)", False),
    ("IF(TRUE,,1)", 0),
    ('IF(A6="",1,2)', 1),
    ("IF(A6=0,1,2)", 1),
    ("IF(A5=0,1,2)", 2),
    ("IF(TRUE,1,1/0)", 1),
    ('IFERROR(A8,"e")', "e"),
    ("IFERROR(1,2)", 1),
    ('CHOOSE(2,"a","b")', "b"),
    ('CHOOSE(1.9,"a","b")', "a"),
    ('CHOOSE(3,"a","b")', WRONG_VALUE),
    ("CHOOSE(1,2,1/0)", 2),
    ("ISNUMBER(A3)", True),
    ("ISNUMBER(A4)", False),
    ("ISNUMBER(A6)", False),
    ("ISNUMBER(A8)", False),
    ("ISTEXT(A3)", False),
    ("ISTEXT(A4)", True),
    ("ISTEXT(A6)", False),
    ("ISTEXT(A8)", False),
    ("ISERROR(A8)", True),
    ("ISERROR(A9)", False),
)
TEXTS: tuple[Case, ...] = (
    ("A3&A2", "32.5"),
    ('A6&"x"', "x"),
    ('A7&""', "TRUE"),
    ('(0.1+0.2)&""', "0.3"),
    ('1/3&""', "0.333333333333333"),
    ('A8&""', DIVIDED_BY_ZERO),
    ('-0.5&""', "-0.5"),
    ('LEN("a b ")', 4),
    ("LEN(A6)", 0),
    ("LEN(A8)", DIVIDED_BY_ZERO),
    ('SUBSTITUTE("1, 2, 1",", ",",")', "1,2,1"),
    ('SUBSTITUTE("aAa","a","b")', "bAb"),
    ('SUBSTITUTE("abc","","b")', "abc"),
    ("SUBSTITUTE(12.5,2,3)", "13.5"),
    ('SUBSTITUTE("a",A8,"b")', DIVIDED_BY_ZERO),
    ('TRIM("  a   b ")', "a b"),
    ('TRIM("a\xa0"&CHAR(10)&" ")', "a\xa0\n"),
    ("TRIM(A8)", DIVIDED_BY_ZERO),
    ('EXACT("a","A")', False),
    ('EXACT(A3,"3")', True),
    ('EXACT(A6,"")', True),
    ('LEFT("2.10",2)', "2."),
    ('LEFT("abc")', "a"),
    ('MID(", 1, 2",3,99)', "1, 2"),
    ('MID("abc",0,1)', WRONG_VALUE),
    ('MID("abc",9,1)', ""),
    ('LEN("😀a")', 3),
    ('LEFT("😀a",2)', "😀"),
    ('MID("😀a",3,1)', "a"),
    ('FIND("a","😀a")', 3),
    ('FIND("b","😀a")', WRONG_VALUE),
    ('SEARCH("A","😀a")', 3),
    ('SEARCH("B","abc")', 2),
    ('SEARCH("x","abc")', WRONG_VALUE),
    ('SEARCH("a?c","xabc")', 2),
    ('"a"&CHAR(10)&"b"', "a\nb"),
    ('TEXT(0.335,"0%")', "34%"),
    ('TEXT(0.125,"0%")', "13%"),
    ('TEXT(2/3,"0%")', "67%"),
    ('TEXT("abc","0%")', "abc"),
    ('TEXT(46426.5,"dd/mm/yyyy")', "08/02/2027"),
)
NUMBERS: tuple[Case, ...] = (
    ("MOD(7,3)", 1),
    ("MOD(-1,3)", 2),
    ("MOD(3,0)", DIVIDED_BY_ZERO),
    ("INT(2.7)", 2),
    ("INT(-2.5)", -3),
    ("ABS(-2)", 2),
    ("SIGN(-3)", -1),
    ("ROUND(2.5,0)", 3),
    ("ROUND(-2.5,0)", -3),
    ("ROUND(1.005,2)", 1.01),
    ("ROUND(15,-1)", 20),
    ("DATE(2026,1,1)", 46_023),
    ("N(A7)", 1),
    ("N(A9)", 0),
    ("N(A3)", 3),
    ("N(A6)", 0),
    ("N(A8)", DIVIDED_BY_ZERO),
    ("A4+1", 4),
    ("A9+1", WRONG_VALUE),
    ("A5+1", WRONG_VALUE),
    ("A6+1", 1),
    ("A7+1", 2),
    ("1/A6", DIVIDED_BY_ZERO),
    ("A6", 0),
    ("A9", "abc"),
    ("2-1*3", -1),
    ("2&3+1", "24"),
    ("-2+3", 1),
    ("2--3", 5),
    ("10/4/5", 0.5),
    ("(1+2)*3", 9),
    ("1=1=TRUE", True),
    ('"a"="A"', True),
    ('"3"=3', False),
    ("TRUE=1", False),
    ('A6=""', True),
    ("A6=0", True),
    ("A6=FALSE", True),
    ("A5=A6", True),
    ('"abc">5', True),
    ('TRUE>"abc"', True),
    ("0.1+0.2=0.3", True),
    ('"a"<"B"', True),
    ('""<"a"', True),
    ("A8=A8", DIVIDED_BY_ZERO),
)
BY_HAND = (*COUNTS, *LOOK_UPS, *STATISTICS, *PRODUCTS, *ARRAYS, *CONDITIONS, *TEXTS, *NUMBERS)

OPERATORS = ("&", "+", "-", "*", "/", "=", "<>", "<", "<=", ">", ">=")
OPERANDS = ("A1", "A2", "A4", "A5", "A6", "A7", "A8", "A9", "A11")
PAIRS = tuple(f"{left}{operator}{right}" for operator in OPERATORS for left in OPERANDS for right in OPERANDS)


def book() -> Book:
    """The sheet of awkward cells."""
    sheet = Sheet()
    for cell, value in INPUTS.items():
        if isinstance(value, str) and value.startswith("="):
            sheet.formulas[place(cell)] = Formula(value[1:], is_array=False, stored=None)
        else:
            sheet.values[place(cell)] = value if isinstance(value, str | bool) else float(value)
    return Book({SHEET: sheet})


def worked_out(formula: str, within: Book) -> Scalar:
    """What a formula on the sheet comes to; in braces it is an array formula."""
    mode = Mode.ARRAY if formula.startswith("{") else Mode.SINGLE
    return within.result(
        SHEET, formula.removeprefix("{").removesuffix("}") if mode is Mode.ARRAY else formula, mode=mode
    )

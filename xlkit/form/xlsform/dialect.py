"""The XLSForm that xlkit speaks: the types of rows, and how each is asked or left out."""

from collections.abc import Mapping
from functools import lru_cache

from msgspec import Struct

from xlkit.form.item import Kind

SELECT_ONE, SELECT_MULTIPLE, CALCULATE = "select_one", "select_multiple", "calculate"
BEGIN_GROUP, END_GROUP, BEGIN_REPEAT, END_REPEAT = "begin_group", "end_group", "begin_repeat", "end_repeat"
BEGIN_LOOP, END_LOOP = "begin_loop", "end_loop"
OPENINGS, CLOSINGS = (BEGIN_GROUP, BEGIN_REPEAT), (END_GROUP, END_REPEAT)
MOST_DEEP = 100  # groups in groups: more than any form has, and few enough to be followed
SELECTS = (SELECT_ONE, SELECT_MULTIPLE)
NOTE = "note"
TYPED = {kind.value: kind for kind in (Kind.TEXT, Kind.INTEGER, Kind.DECIMAL, Kind.DATE, Kind.NOTE)}
QUESTIONS = (*SELECTS, *TYPED)
ONE_CELL = (SELECT_ONE, *(name for name in TYPED if name != Kind.NOTE))  # what can be a column of a table
TYPES = (*QUESTIONS, CALCULATE, *OPENINGS, *CLOSINGS)

# What a device records while a form is filled in.
RECORDED = (
    *("start", "end", "today", "deviceid", "subscriberid", "simserial", "phonenumber", "username", "email", "audit"),
    *("imei", "start time", "end time", "start-geopoint", "background-audio", "background-geopoint", "hidden"),
    *("uri:deviceid", "uri:subscriberid", "uri:simserial", "uri:phonenumber", "uri:username", "uri:email"),
    *("subscriber id", "sim id", "device id", "get start time", "get end time", "get today", "get device id"),
    *("get subscriber id", "get sim id", "get phone number"),
)
# What the standard asks for and a workbook cannot take.
ELSEWHERE = (
    *("osm", "image", "photo", "audio", "video", "file", "q image", "q picture", "q audio", "q video"),
    *("add image prompt", "add audio prompt", "add video prompt", "add file prompt"),
    *("rank", "csv-external", "xml-external", "entity"),
)
RANK = "rank"
ACKNOWLEDGED = "acknowledge"  # the list of the one choice of a row that is to be acknowledged
TICK = "tick"  # the list of the one choice of a column that is ticked
TICK_OF = ":"  # in a settled row, not in any sheet: the question one of whose choices it is
WITHIN = "/"  # in a settled row, not in any sheet: the table that its own table stood in
PICKS = "${}"  # in a settled row, not in any sheet: the column of a table from whose rows is picked
RANGE = "range"


class Instead(Struct, frozen=True):
    """As what a workbook asks for what a device takes in a way of its own, and how that is said."""

    type: str
    told: str
    constraint: str = ""
    hint: str = ""


_HOUR = "([01]?[0-9]|2[0-3])[:.][0-5][0-9](:[0-5][0-9])?"
_DAY = "(0?[1-9]|[12][0-9]|3[01])[/.](0?[1-9]|1[0-2])[/.](19|20)[0-9][0-9]"
_TIME = Instead("text", "it is typed, such as 14:30", f"regex(., '^{_HOUR}$')", "14:30")
_MOMENT = Instead("text", "it is typed, such as 30/04/2027 14:30", f"regex(., '^{_DAY} {_HOUR}$')", "30/04/2027 14:30")
_LINE = Instead("text", "it is typed")
_PLACE = Instead("text", "it is asked as a text, to type an address, a postcode or coordinates into")
_COUNT = Instead("integer", "it is asked as a whole number")
ALSO_ASKED: Mapping[str, Instead] = {
    **dict.fromkeys(("geopoint", "geotrace", "geoshape", "location", "gps", "q geopoint", "q location"), _PLACE),
    **dict.fromkeys(("q geotrace", "q geoshape", "add location prompt"), _PLACE),
    **dict.fromkeys(("barcode", "q barcode", "add barcode prompt", "phone number"), _LINE),
    **dict.fromkeys(("percentage", "number of days in last month", "number of days in last year"), _COUNT),
    "number of days in last six months": _COUNT,
    **dict.fromkeys(("time", "q time", "add time prompt"), _TIME),
    **dict.fromkeys(("datetime", "date time", "dateTime", "q datetime", "add date time prompt"), _MOMENT),
    RANGE: Instead("decimal", "it is asked as a number between its ends"),
    **dict.fromkeys(
        ("acknowledge", "trigger", "q acknowledge", "add acknowledge prompt"),
        Instead(f"{SELECT_MULTIPLE} {ACKNOWLEDGED}", "it is asked as one box to tick"),
    ),
}
FROM_FILE: Mapping[str, str] = {
    **dict.fromkeys(("select_one_from_file", "select one from file"), SELECT_ONE),
    **dict.fromkeys(("select_multiple_from_file", "select multiple from file"), SELECT_MULTIPLE),
}
# Other ways of writing the types, as the standard's tools take them.
ALSO_TYPES: Mapping[str, str] = {
    **dict.fromkeys(("select_one_external", "select one external"), SELECT_ONE),
    **dict.fromkeys(("select one", "select1", "select one from", "select one using", "q select1"), SELECT_ONE),
    "add select one prompt using": SELECT_ONE,
    **dict.fromkeys(("select multiple", "select multiple from", "select multiple using"), SELECT_MULTIPLE),
    **dict.fromkeys(("select all that apply", "select all that apply from", "q select"), SELECT_MULTIPLE),
    "add select multiple prompt using": SELECT_MULTIPLE,
    **dict.fromkeys(("string", "q string", "add text prompt"), "text"),
    **dict.fromkeys(("int", "q int", "add integer prompt"), "integer"),
    **dict.fromkeys(("q decimal", "add decimal prompt"), "decimal"),
    **dict.fromkeys(("q date", "add date prompt"), "date"),
    **dict.fromkeys(("q note", "add note prompt"), "note"),
    **dict.fromkeys(("q calculate", "add calculate prompt"), CALCULATE),
    "begin group": BEGIN_GROUP,
    "end group": END_GROUP,
    **dict.fromkeys(("begin repeat", "begin lgroup", "begin_lgroup", "begin looped group"), BEGIN_REPEAT),
    **dict.fromkeys(("begin loop over", "begin loop", "begin_loop over"), BEGIN_LOOP),
    "end loop": END_LOOP,
    **dict.fromkeys(("end repeat", "end lgroup", "end_lgroup", "end looped group"), END_REPEAT),
}
OR_OTHER = ("or_other", "or other", "or specify other")
OTHER = "other"  # the name of the choice that or_other adds, and the end of the name of its question

MULTILINE = "multiline"  # the appearance of a text that has room for a paragraph
DROPDOWNS = ("minimal", "autocomplete")  # appearances of a select_one that stands in one cell
APPEARANCES: Mapping[str, tuple[str, ...]] = {
    SELECT_ONE: DROPDOWNS,
    SELECT_MULTIPLE: DROPDOWNS,  # all its choices stand in rows, whatever the appearance
    "text": (MULTILINE,),
    BEGIN_GROUP: ("field-list",),  # a group always stands together on its sheet,
    BEGIN_REPEAT: ("field-list",),  # and so does a table
}
LONGEST_DROPDOWN = 255  # characters of all the choices that one dropdown of Excel holds

MOST_IN_ROWS = 30  # choices that have a row each: more of them stand in one dropdown

PREPARED_ROWS = 5  # of a table whose template does not say how many
ROWS_BY_ANSWER = 20  # of a table that has as many as an answer says
MOST_ROWS = 400

YES = ("yes", "true", "true()")
NO = ("", "no", "false", "false()")

KNOWN_TYPES = (*TYPES, *RECORDED, *ELSEWHERE, *ALSO_ASKED, *FROM_FILE, BEGIN_LOOP, END_LOOP)
PHRASES = {**ALSO_TYPES, **{word: word for word in KNOWN_TYPES}}
LONGEST_PHRASE = max(len(phrase.split()) for phrase in PHRASES)


@lru_cache(maxsize=2**10)  # the checks ask it of each row many times, and most rows have the type of another
def type_and_rest(text: str) -> tuple[str, tuple[str, ...]]:
    """What a row's type is called, however it is written, and the words after it."""
    words = text.split()
    for length in range(min(LONGEST_PHRASE, len(words)), 0, -1):
        known = PHRASES.get(" ".join(words[:length]).lower())
        if known:
            return known, tuple(words[length:])
    return " ".join(words).lower(), ()

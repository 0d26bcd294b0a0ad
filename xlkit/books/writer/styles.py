"""Styles: every font, colour, lock and number format by role; Arial 12, WCAG AA contrast, and readable in grey."""

from collections.abc import Mapping
from types import MappingProxyType

from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook

FONT = "Arial"
SIZE = 12

# Contrast with white, or with the text that stands on it, is 4.5 to 1 or better.
INK = "#1A1A1A"
QUIET = "#595959"
NAVY = "#12436D"
PAPER = "#FFFFFF"
MIST = "#EEF3F8"  # what fills itself, and every second thing
CARD = "#F3F5F7"  # a step that is not the one to take now
HAIR = "#CBD3DB"  # the line under a row
# Every cell to fill in, in every book, and nothing else: xlkit's words for respondents name the colour.
INPUT, INPUT_LINE = "#FFF9DB", "#948240"
CHOSEN = "#D6E6F2"  # what is ticked, and the step to take now
SAND, ON_SAND = "#FFE3A6", "#7A2E00"  # something to look at
LINE = "#A6A6A6"
LINK = "#0B5394"
BAND, SECOND_BAND = "#E9EFF5", "#D3DEE9"  # sections side by side
GRID = "#DDE3E8"  # lines of a chart, which are to be seen through
TEAL = "#00807A"  # providers in a chart, beside the navy of the council

# Tabs by what their sheets are: the story, what stands behind it, what is edited, and what figures rest on.
STORY, DETAIL, EDITED, WORKINGS = NAVY, "#6CA2C8", "#E0B000", LINE

# Shades of one hue, from light to dark, for what has an order but no low and high end.
SHADES = ("#F2F6FA", "#BFD5EA", "#7FAAD1", "#3A70A6", "#12436D")
ON_SHADES = (INK, INK, INK, PAPER, PAPER)

# What levels are shaded with by how many there are: low ones warm, the lowest the only dark one so that it is found
# first in colour, in grey and without seeing red or green; then a pale one, and high ones blue. Neighbours are 12 or
# more apart (CIEDE2000) in each of these.
WARM = {1: ("#A63A0A",), 2: ("#A63A0A", "#F19B56"), 3: ("#A32C01", "#D46E30", "#EEB075")}
PALE = "#FCF0E3"
BLUE = {1: ("#4C9BC8",), 2: ("#8DBFDD", "#4495C1"), 3: ("#95C1DC", "#4D98C3", "#0D75A9")}

# The styles of pieces of a text, by whether they are bold and slanted.
LOOKS = {(False, False): "body", (True, False): "label", (False, True): "slanted", (True, True): "label_slanted"}
DEFAULT: Mapping[str, object] = MappingProxyType(
    # Without its own scheme XlsxWriter ties the font to the theme, whose font is Calibri.
    {"font_name": FONT, "font_size": SIZE, "font_scheme": "none"}
)

_CELL: Mapping[str, object] = MappingProxyType({"font_color": INK, "valign": "top"})
_RULED: Mapping[str, object] = MappingProxyType({**_CELL, "border": 1, "border_color": LINE})
# Formats of numbers end in a blank as wide as a bracket, so that no text beside them touches: LibreOffice forgets an
# indent where cells differ in their format alone.
_NUMBER: Mapping[str, object] = MappingProxyType({**_RULED, "align": "right"})
# Without a side of its own, text that runs from right to left would stand at the right, close to the next column.
_TEXT: Mapping[str, object] = MappingProxyType({**_RULED, "align": "left"})
_HEADER: Mapping[str, object] = MappingProxyType(
    {**_RULED, "bold": True, "font_color": PAPER, "bg_color": NAVY, "text_wrap": True}
)
_INPUT: Mapping[str, object] = MappingProxyType(
    {**_CELL, "bg_color": INPUT, "border": 1, "border_color": INPUT_LINE, "locked": False}
)
_SETTING: Mapping[str, object] = MappingProxyType({**_INPUT, "align": "left", "bold": True})
_LINED: Mapping[str, object] = MappingProxyType({**_CELL, "text_wrap": True, "bottom": 1, "bottom_color": HAIR})
_TOPIC: Mapping[str, object] = MappingProxyType({**_CELL, "text_wrap": True, "top": 2, "top_color": NAVY})
_CARD: Mapping[str, object] = MappingProxyType({**_CELL, "bg_color": CARD, "align": "left", "indent": 1})
# A sentence that is cut off at the figure beside it may end in another number than it says.
_FINDING: Mapping[str, object] = MappingProxyType(
    {**_CELL, "font_size": 11, "align": "left", "indent": 1, "shrink": True, "bottom": 1, "bottom_color": GRID}
)


def _edge(line: int, *sides: str) -> Mapping[str, object]:
    """A line along some sides of a cell."""
    return {name: value for side in sides for name, value in ((side, line), (f"{side}_color", QUIET))}


ROLES: Mapping[str, Mapping[str, object]] = MappingProxyType(
    {
        "title": {**_CELL, "bold": True, "font_size": 18, "font_color": NAVY},
        "heading": {**_CELL, "bold": True, "font_size": 14, "font_color": NAVY, "text_wrap": True},
        "heading_line": {**_CELL, "bold": True, "font_size": 14, "font_color": NAVY},
        "intro": {**_CELL, "text_wrap": False},
        "body": {**_CELL, "text_wrap": True},
        "label": {**_CELL, "bold": True, "text_wrap": True},
        "slanted": {**_CELL, "italic": True, "text_wrap": True},
        "label_slanted": {**_CELL, "bold": True, "italic": True, "text_wrap": True},
        "link": {**_CELL, "font_color": LINK, "underline": 1, "text_wrap": True},
        "link_line": {**_CELL, "font_color": LINK, "underline": 1},
        "link_label": {**_CELL, "bold": True, "font_color": LINK, "underline": 1, "text_wrap": True},
        "link_topic": {**_CELL, "font_color": LINK, "underline": 1, "text_wrap": True, "indent": 2},
        "drawn": {**_CELL, "bold": True, "font_size": 14, "font_color": TEAL},
        "count": {**_CELL, "bold": True, "align": "left", "num_format": "0"},
        "figure": {**_CELL, "align": "left", "num_format": "#,##0"},
        "day_figure": {**_CELL, "align": "left", "num_format": "d mmm yyyy"},
        "share_figure": {**_CELL, "align": "left", "num_format": "0%"},
        # The first sheet of the consolidated workbook
        "quiet_line": {**_CELL, "font_color": QUIET},
        "group_line": {**_CELL, "bold": True, "font_size": 14, "font_color": NAVY, "bottom": 2, "bottom_color": NAVY}
        | {"valign": "bottom"},
        "tile_head": {**_CELL, "font_color": QUIET, "font_size": 10, "align": "center", "text_wrap": True}
        | {"valign": "bottom", "bottom": 2, "bottom_color": NAVY},
        "tile": {**_CELL, "align": "center", "num_format": "General", "border": 1, "border_color": PAPER},
        # The key of the levels' colours, whose ends say in words which they are
        **{
            f"key{end}": {**_CELL, "font_size": 10, "align": "center", "num_format": f"0{words}"}
            | {"border": 1, "border_color": PAPER}
            for end, words in (("", ""), ("_first", '" lowest"'), ("_last", '" highest"'))
        },
        "finding": {**_FINDING, "font_color": LINK},
        "finding_wide": {**_FINDING, "font_color": LINK, "shrink": False},  # with no figures beside it
        "finding_text": {**_FINDING, "shrink": False},
        # What everybody reads, in large letters
        "easy": {**_CELL, "font_size": 16, "text_wrap": True},
        "easy_title": {**_CELL, "font_size": 24, "bold": True, "font_color": NAVY, "text_wrap": True},
        # Cards of a workshop, to be cut: each wall's have an edge of their own, in grey
        **{
            name: {**_CELL, "font_size": size, "bold": bold, "text_wrap": not bold, "align": "center"}
            | {"valign": "vcenter", **edge}
            for look, line in (("card_even", 1), ("card_thick", 5), ("card_broken", 8))
            for name, size, bold, edge in (
                (look, 16, False, {**_edge(line, "left", "right", "top")}),
                (f"{look}_number", 20, True, {**_edge(line, "left", "right", "bottom")}),
            )
        },
        # Tables
        "header": {**_HEADER, "valign": "vcenter"},
        "filtered": {**_HEADER},  # a header whose last line is left to its filter button
        "filtered_upright": {**_HEADER, "rotation": 90},
        "text": {**_TEXT, "text_wrap": True},
        "text_link": {**_TEXT, "text_wrap": True, "font_color": LINK},
        "line": _TEXT,  # text kept on one line, where rows are too many to grow
        "line_link": {**_TEXT, "font_color": LINK, "shrink": True},
        "whole": {**_NUMBER, "num_format": "0_)"},
        "level": {**_RULED, "num_format": "0", "align": "center"},
        "step": {**_RULED, "num_format": "0", "align": "center"},  # a level that names a row, and is not shaded
        # A level, or a blank that is told apart from one
        "level_or_blank": {**_RULED, "num_format": '0;;;"–"', "align": "center", "font_size": 10}
        | {"border_color": PAPER},
        "upright": {**_CELL, "font_size": 9, "rotation": 90, "text_wrap": True, "valign": "bottom", "align": "center"},
        "band_odd": {**_CELL, "bold": True, "font_size": 10, "font_color": NAVY, "bg_color": BAND},
        "band_even": {**_CELL, "bold": True, "font_size": 10, "font_color": NAVY, "bg_color": SECOND_BAND},
        "level_strong": {**_RULED, "num_format": "0", "align": "center", "bold": True},
        "middle": {**_RULED, "num_format": "0.0", "align": "center"},  # of levels, and shaded as they are
        "general": {**_NUMBER, "num_format": "General_)"},
        "hours": {**_NUMBER, "num_format": "#,##0.00##_)"},  # minutes are no hundredths
        "money": {**_NUMBER, "num_format": "#,##0.00_)"},
        "one_place": {**_NUMBER, "num_format": "0.0_)"},
        "two_places": {**_NUMBER, "num_format": "0.00_)"},
        "share": {**_NUMBER, "num_format": "0%_)"},
        "difference": {**_NUMBER, "num_format": "+0.0_);-0.0_);0.0_)"},
        "dominance": {**_NUMBER, "num_format": "+0.00_);-0.00_);0.00_)"},
        "date": {**_NUMBER, "num_format": "d mmm yyyy_)"},
        # The respondent workbook: what is locked …
        "quiet": {**_CELL, "font_color": QUIET, "text_wrap": True},
        "state_line": {**_CELL, "bold": True},
        "link_strong": {**_CELL, "bold": True, "font_color": LINK, "underline": 1},
        "bar": {**_CELL, "font_size": 16, "font_color": NAVY, "valign": "bottom"},
        "card_title": {
            **_CARD,
            "text_wrap": True,
            "bold": True,
            "font_size": 14,
            "font_color": NAVY,
            "top": 2,
            "top_color": HAIR,
        }
        | {"valign": "vcenter"},
        "card": {**_CARD, "text_wrap": True, "top": 2, "top_color": HAIR, "valign": "vcenter"},
        "card_link": {**_CARD, "bold": True, "font_color": LINK, "underline": 1, "top": 2, "top_color": HAIR}
        | {"valign": "vcenter"},
        "status": {**_CARD, "valign": "vcenter"},
        "section": {**_CELL, "bold": True, "font_size": 14, "font_color": NAVY, "bg_color": BAND, "text_wrap": True},
        "section_hint": {**_CELL, "bg_color": BAND, "text_wrap": True, "valign": "vcenter"},
        "topic": {**_TOPIC, "bold": True},
        "topic_text": _TOPIC,
        "topic_link": {**_TOPIC, "bold": True, "font_color": LINK, "underline": 1},
        "state": {**_TOPIC, "bold": True, "align": "left", "indent": 1},
        "reference": {**_CELL, "font_color": QUIET, "num_format": "@", "bottom": 1, "bottom_color": HAIR},
        "statement_ref": {**_LINED, "font_color": QUIET, "num_format": "@", "valign": "vcenter"},
        "statement": {**_LINED, "valign": "vcenter"},
        "beside": {**_LINED, "valign": "vcenter", "font_color": QUIET, "align": "left", "indent": 1},
        "prompt": {**_LINED, "font_color": QUIET},
        "level_now": {**_LINED, "bold": True, "align": "center", "num_format": "0"},
        "named": {**_LINED, "bold": True},
        "group": {**_CELL, "bold": True, "font_color": NAVY, "bottom": 2, "bottom_color": NAVY, "text_wrap": True},
        "group_hint": {**_CELL, "font_color": QUIET, "bottom": 2, "bottom_color": NAVY, "text_wrap": True},
        "band": {**_CELL, "bold": True, "font_color": PAPER, "bg_color": NAVY},  # a section over several columns
        "band_wrapped": {**_CELL, "bold": True, "font_color": PAPER, "bg_color": NAVY, "text_wrap": True},
        "hint": {**_CELL, "font_color": QUIET, "text_wrap": True},
        "shown": _LINED,
        "worked_out": {**_LINED, "align": "left"},
        "worked_out_date": {**_LINED, "num_format": "dd/mm/yyyy", "align": "left"},
        "shown_link": {**_LINED, "font_color": LINK, "underline": 1},
        "shown_whole": {**_NUMBER, "bg_color": MIST, "num_format": "0_)"},
        "tally": {**_NUMBER, "bg_color": MIST, "num_format": "0_);-0_);"},  # nothing where there is none
        "tally_share": {**_NUMBER, "bg_color": MIST, "num_format": "0%_);-0%_);"},
        "shown_places": {**_NUMBER, "bg_color": MIST, "num_format": "0.00_)"},
        "shown_share": {**_NUMBER, "bg_color": MIST, "num_format": "0%_)"},
        "shown_date": {**_NUMBER, "bg_color": MIST, "num_format": "d mmm yyyy_)"},
        "shown_figure": {**_NUMBER, "bg_color": MIST, "num_format": "General_)"},
        "shown_hours": {**_NUMBER, "bg_color": MIST, "num_format": "#,##0.00##_)"},
        "shown_change": {**_NUMBER, "bg_color": MIST, "num_format": "+#,##0.00##_);-#,##0.00##_);0.00_)"},
        "shown_money": {**_NUMBER, "bg_color": MIST, "num_format": "#,##0.00_)"},
        # A page that is read by the person whom it is about
        "told": {**_CELL, "font_size": 16, "shrink": True},
        "told_label": {**_CELL, "font_size": 14, "bold": True, "text_wrap": True},
        "signed": {**_CELL, "font_size": 14, "bottom": 1, "bottom_color": INK},
        "shown_level": {**_LINED, "align": "center", "num_format": "0"},
        # … and what is typed; text cells take what is typed as it stands, also `=` and `00123`
        "tick": {**_INPUT, "align": "center", "valign": "vcenter", "font_size": 14, "num_format": "@"},
        "typed": {**_INPUT, "text_wrap": True, "num_format": "@"},
        "typed_date": {**_INPUT, "num_format": "dd/mm/yyyy", "align": "left"},
        "typed_number": {**_INPUT, "num_format": "General", "align": "left"},
        # The page that a person hangs up
        "large": {**_CELL, "font_size": 14, "text_wrap": True},
        "large_heading": {
            **_CELL,
            "bold": True,
            "font_size": 14,
            "font_color": NAVY,
            "bottom": 2,
            "bottom_color": NAVY,
        },
        "large_typed": {**_INPUT, "bold": True, "font_size": 20, "num_format": "@"},
        "picked": {**_INPUT, "align": "center", "num_format": "0", "bold": True},
        "typed_money": {**_INPUT, "num_format": "#,##0.00", "align": "left"},
        # What a cell takes on by its value: the tick, and words, say the same
        "chosen": {"bg_color": CHOSEN, "font_color": INK, "bold": True},
        "current": {"bg_color": CHOSEN, "font_color": NAVY},
        "to_look_at": {"bg_color": SAND, "font_color": ON_SAND, "bold": True},
        "to_check": {"bg_color": SAND, "font_color": ON_SAND, "bold": True, "border": 1, "border_color": ON_SAND},
        # The tones of choices: tints that every text can be read on, beside words that say the same
        "tone_red": {"bg_color": "#F4B8B8", "font_color": INK},
        "tone_amber_red": {"bg_color": "#F9D0A8", "font_color": INK},
        "tone_amber_green": {"bg_color": "#F5ECB0", "font_color": INK},
        "tone_green": {"bg_color": "#C3E2C4", "font_color": INK},
        "tone_grey": {"bg_color": "#E3E3E3", "font_color": INK},
        "not_needed": {"bg_color": "#F2F2F2", "font_color": QUIET, "italic": True},
        # The consolidated workbook's cells to edit: levels, and the settings on its cover
        "level_input": {**_INPUT, "num_format": "0", "align": "center"},
        "date_setting": {**_SETTING, "num_format": "d mmm yyyy"},
        "text_setting": {**_SETTING, "num_format": "@"},
        "number_setting": {**_SETTING, "num_format": "General"},
    }
)


class Styles:
    """The formats of one workbook by role, each made once: `styles["header"]`; KeyError for a role there is not."""

    def __init__(self, workbook: Workbook) -> None:
        self._workbook = workbook
        self._formats: dict[str, Format] = {}

    def __getitem__(self, role: str) -> Format:
        if role not in self._formats:
            self._formats[role] = self._workbook.add_format(dict(ROLES[role]))
            # Numbered once it is made, so that its number tells nothing of when a sheet that has it was packed.
            self._formats[role]._get_xf_index()  # noqa: SLF001 - as XlsxWriter does at its first use
        return self._formats[role]

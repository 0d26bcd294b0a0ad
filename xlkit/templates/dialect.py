"""The XLSForm that xlkit speaks: the sheets and columns it reads, and those of the standard that it refuses."""

from collections.abc import Mapping
from dataclasses import dataclass

from xlkit.instrument import Kind


@dataclass(frozen=True, slots=True)
class Columns:
    """Of one sheet: the columns it must have, those it may have, and those that must stay empty.

    A column that is in none of them is somebody's own, and left alone. Those of `spoken` may stand in several
    languages, each in a column such as `label::Welsh (cy)`; where the survey does, all of them do, but for those of a
    sheet that `may_stay` in the language it is in.
    """

    needed: tuple[str, ...]
    optional: tuple[str, ...] = ()
    refused: tuple[str, ...] = ()
    spoken: tuple[str, ...] = ()
    may_stay: bool = False

    @property
    def supported(self) -> tuple[str, ...]:
        """The columns whose words reach the instrument."""
        return (*self.needed, *self.optional)

    @property
    def read(self) -> tuple[str, ...]:
        """Every column that matters, wanted or refused."""
        return (*self.supported, *self.refused)


MEDIA = ("media", "image", "big-image", "audio", "video", "autoplay")

SHEETS: Mapping[str, Columns] = {
    "survey": Columns(
        needed=("type", "name", "label"),
        optional=("ref", "hint", "required", "appearance", "evidence_of"),
        refused=(
            *("relevant", "relevance", "constraint", "constraint_message", "required_message", "read_only", "readonly"),
            *("calculation", "calculate", "default", "trigger", "parameters", "choice_filter", "query", "save_to"),
            *("repeat_count", "jr:count", "guidance_hint", "disabled", "bind", "body", "control", "instance"),
            *MEDIA,
        ),
        spoken=("label", "hint"),
    ),
    "choices": Columns(
        needed=("list_name", "name", "label"),
        optional=("score", "label_they"),
        refused=MEDIA,
        spoken=("label", "label_they"),
    ),
    "settings": Columns(
        needed=("form_title", "form_id", "version"),
        optional=("default_language", "side", "part_of"),
        refused=(
            *("instance_name", "instance_id", "public_key", "submission_url", "auto_send", "auto_delete", "style"),
            *("prefix", "namespaces", "attribute", "client_editable", "allow_choice_duplicates", "omit_instanceid"),
        ),
        spoken=("form_title",),
    ),
    "bands": Columns(needed=("level", "band"), spoken=("band",)),
    "guidance": Columns(needed=("where", "heading", "text"), spoken=("heading", "text")),
    "planner": Columns(
        needed=("column", "kind", "heading"),
        optional=("hint", "choices", "width", "added"),
        spoken=("heading", "hint"),
    ),
    "glossary": Columns(needed=("term", "meaning"), spoken=("term", "meaning")),
    "resources": Columns(
        needed=("heading", "title"),
        optional=("publisher", "year", "note"),
        spoken=("heading", "note"),
        may_stay=True,  # published works keep the titles they were published under
    ),
}
# These cannot stand as `form_title::Welsh (cy)`, over which other tools stumble; they stand as `form_title_cy`.
CODED = ("form_title", "label_they")
FORM_NEEDS = ("survey", "settings")

CROSSWALK: Mapping[str, Columns] = {"crosswalk": Columns(needed=("theme", "title", "instrument", "item", "strength"))}

SELECT_ONE = "select_one"
TYPED = {kind.value: kind for kind in (Kind.TEXT, Kind.INTEGER, Kind.DECIMAL, Kind.DATE, Kind.NOTE)}
QUESTIONS = (SELECT_ONE, *TYPED)
GROUPS = ("begin_group", "end_group")

MINIMAL = "minimal"
APPEARANCES: Mapping[str, tuple[str, ...]] = {
    SELECT_ONE: (MINIMAL,),
    "text": ("multiline",),  # every text has room in a workbook, and
    "begin_group": ("field-list",),  # a group always stands together on its sheet
}

YES = ("yes", "true", "true()")
NO = ("", "no", "false", "false()")

SIDES = ("provider", "commissioner")
WHERE = ("start", "questions", "planner", "summary")
STRENGTHS = ("direct", "partial")

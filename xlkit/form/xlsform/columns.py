"""The sheets of a template: what each column is for, and what has to stand in it."""

from collections.abc import Iterable, Mapping

from msgspec import Struct

from xlkit.form.crosswalk import Strength
from xlkit.form.identity import Perspective
from xlkit.form.instrument import Accounts, Holder, PlannerKind, Side
from xlkit.form.item import Role, Said, Tone, Use
from xlkit.form.xlsform.dialect import NO, YES


class Columns(Struct, frozen=True):
    """The columns of one sheet, with what each is `told` to be for, and those of the standard that a workbook cannot do.

    A column that is in neither is somebody's own, and left alone. A sheet has to have those that are `needed`, and each
    row something in those that are `filled`; what is `unique` stands in no two rows, and what is `whole` is a number
    from 1 on. `words` are all that may stand in a column. Those that are `spoken` may stand in several languages, each
    in a column such as `label::Welsh (cy)`; where the survey does, all of them do, but for those of a sheet that
    `may_stay` in the language it is in; where it `is_marked`, they are written in Markdown and HTML. `own` are known to
    xlkit alone. `also` maps other names that the standard knows to these.
    """

    told: Mapping[str, str]
    needed: tuple[str, ...] = ()
    filled: tuple[str, ...] = ()
    unique: tuple[str, ...] = ()
    whole: tuple[str, ...] = ()
    spoken: tuple[str, ...] = ()
    own: tuple[str, ...] = ()
    words: Mapping[str, tuple[str, ...]] = {}
    left_out: tuple[str, ...] = ()
    is_marked: bool = False
    may_stay: bool = False
    also: Mapping[str, str] = {}

    def reads(self, column: str) -> bool:
        """Whether a column matters, be it that it is said to be left out."""
        return column in self.told or column in self.left_out


def _one_of(values: Iterable[str]) -> str:
    *others, last = values
    return f"{', '.join(others)} or {last}"


MEDIA = ("media", "image", "big-image", "audio", "video", "autoplay")
SURVEY_ALSO = {
    "caption": "label",
    "command": "type",
    "tag": "name",
    "value": "name",
    "relevance": "relevant",
    "calculate": "calculation",
    "count": "repeat_count",
    "jr:count": "repeat_count",
    "constraining_message": "constraint_message",
    "requiredmsg": "required_message",
    "readonly": "read_only",
}
CHOICES_ALSO = {"caption": "label", "value": "name"}
EXTERNAL = "external_choices"  # choices that another program keeps apart: a workbook has them beside the others
WHERE = ("start", "questions", "planner", "summary")

SHEETS: Mapping[str, Columns] = {
    "survey": Columns(
        {
            "type": "What the row is: begin_group and end_group around a section, select_one LIST, select_multiple LIST, text, integer, decimal, date, note, begin_repeat and end_repeat around a table, calculate.",
            "name": "What the row is called for ever: rounds are compared by it. Small letters, digits and _.",
            "label": "The question, or the title of a section. label::Welsh (cy) is the same in another language.",
            "ref": "The number that people see, such as 1.2. Left out, it is counted.",
            "hint": "What stands below the question in small letters.",
            "required": "yes where an answer is expected.",
            "appearance": "minimal for one dropdown instead of a row for each choice; multiline for more room.",
            "relevant": "When it is asked, such as ${staff} > 0. Left out, always.",
            "constraint": "What an answer has to be, such as . >= 0.",
            "constraint_message": "What is said where it is not.",
            "calculation": "In a row of the type calculate: what it comes to.",
            "repeat_count": "In a begin_repeat: how many rows of the table are ready.",
            "disabled": "yes to pass the row over for now.",
            "evidence_of": "In a text: the name of the question that it stands beside, as a box for evidence.",
            "date_of": "In a date: the name of the question that it stands beside.",
            "consolidate": f"What part it has in the consolidated workbook, or in a person's review: {_one_of(Role)}. A question with scores needs nothing here.",
            "when": "Of a forecast or an outcome: the setting that holds its date.",
            "of": "Of a share: the question of whose answer it counts a part.",
            "said": f"What of a statement this column holds, in a table of what people say, or in a form in which a team does: {_one_of(Said)}.",
            "wall": "Of what people or a team say: the wall that its cards hang on.",
            "default": "The answer to begin with.",
            "read_only": "yes to lock the answer.",
            "required_message": "What is said where the answer is missing.",
            "choice_filter": "Which of the choices are offered, by other answers.",
        },
        needed=("type", "name"),
        spoken=("label", "hint", "constraint_message", "required_message"),
        own=("ref", "evidence_of", "date_of", "consolidate", "when", "of", "said", "wall"),
        words={"consolidate": tuple(Role), "said": tuple(Said)},
        left_out=(
            *("trigger", "parameters", "query", "save_to", "guidance_hint", "bind", "body", "control", "instance"),
            *MEDIA,
        ),
        is_marked=True,
        also=SURVEY_ALSO,
    ),
    "choices": Columns(
        {
            "list_name": "The list that a select_one or a select_multiple names. One list may serve several questions.",
            "name": "What the choice is called for ever.",
            "label": "What people read.",
            "score": "The level, 1 being the least. Choices with scores make a scale; all its steps need one.",
            "label_they": "The same as others say it of you: “The provider …”. Without it nobody outside is asked.",
            "rank": "On a scale that is no level: 1 is the least.",
            "tone": f"The colour of such a step: {_one_of(Tone)}.",
            "reached": "yes where the choice says that something came about.",
            "apart": "For “not applicable” and “don't know”: the words they are counted under, beside all levels.",
            "use": f"In a table of what people say: what this choice lets others do with it: {_one_of(Use)}.",
        },
        needed=("list_name", "name"),
        whole=("score", "rank"),
        spoken=("label", "label_they"),
        own=("score", "label_they", "rank", "tone", "reached", "apart", "use"),
        words={"tone": tuple(Tone), "reached": (*YES, *NO), "use": tuple(Use)},
        left_out=MEDIA,
        is_marked=True,
        also=CHOICES_ALSO,
    ),
    EXTERNAL: Columns(
        {
            "list_name": "The list that a select_one_external names: long ones, kept apart from the other choices.",
            "name": "What the choice is called for ever.",
            "label": "What people read.",
        },
        needed=("list_name", "name"),
        spoken=("label",),
        is_marked=True,
        also=CHOICES_ALSO,
    ),
    "settings": Columns(
        {
            "form_title": "The title of the workbook.",
            "form_id": "What the template is called for ever: in commands, in file names and in the crosswalk.",
            "version": "Give it a new one whenever you change anything: the latest in a folder is sent out, and each return is read by its own.",
            "default_language": "Where labels are in several languages: the one that people get who ask for none, such as English (en).",
            "side": "Whose answers about themselves it takes: provider or commissioner. Without it the form stands on no side of the 360.",
            "holder": "person where the workbook stays with the person it is about.",
            "part_of": "The form_id of the whole template of which this is a short form.",
            "perspective": "Whose it is to answer where nobody says otherwise: self, commissioner, provider, people or partner.",
            "low": "The highest level that is low; two fifths of the steps without it.",
            "cut": "Where quadrants part; the middle without it.",
            "consolidate": "block or fund, for a template of people's money.",
        },
        spoken=("form_title",),
        own=("side", "part_of", "perspective", "low", "cut"),
        words={
            "side": tuple(Side),
            "holder": tuple(Holder),
            "perspective": tuple(Perspective),
            "consolidate": tuple(Accounts),
        },
        left_out=(
            *("instance_name", "instance_id", "public_key", "submission_url", "auto_send", "auto_delete", "style"),
            *("prefix", "namespaces", "attribute", "client_editable", "allow_choice_duplicates", "omit_instanceid"),
        ),
        is_marked=True,
        also={"title": "form_title", "set_form_title": "form_title", "id_string": "form_id", "set_form_id": "form_id"},
    ),
    "bands": Columns(
        {
            "level": "A level of the scale.",
            "band": "The name of the stretch of the scale that it is in, which people see beside their level.",
        },
        needed=("level", "band"),
        filled=("level", "band"),
        unique=("level",),
        whole=("level",),
        spoken=("band",),
    ),
    "guidance": Columns(
        {
            "where": "The sheet that the paragraph stands on: start, questions, planner or summary.",
            "heading": "Its heading.",
            "text": "The paragraph.",
        },
        needed=("where", "heading", "text"),
        filled=("where", "text"),
        spoken=("heading", "text"),
        words={"where": WHERE},
    ),
    "planner": Columns(
        {
            "column": "The name of a column of the action planner. Without this sheet there is a planner of seven columns.",
            "kind": "section, topic, level, next and evidence fill themselves; text, date and choice are typed.",
            "heading": "What stands above the column.",
            "hint": "What is said when a cell of it is chosen.",
            "choices": "Of a choice: the list it offers.",
            "width": "How wide it is, in characters.",
            "added": "yes where the published planner has no such column.",
        },
        needed=("column", "kind", "heading"),
        filled=("kind", "heading"),
        unique=("column",),
        spoken=("heading", "hint"),
        words={"kind": tuple(PlannerKind), "added": (*YES, *NO)},
    ),
    "glossary": Columns(
        {
            "term": "A word that people may not know.",
            "meaning": "What it means here.",
        },
        needed=("term", "meaning"),
        filled=("term", "meaning"),
        unique=("term",),
        spoken=("term", "meaning"),
    ),
    "resources": Columns(
        {
            "heading": "The subject that a work to read is about.",
            "title": "Its title as it was published.",
            "publisher": "Who published it.",
            "year": "When.",
            "note": "What it is good for.",
        },
        needed=("heading", "title"),
        filled=("title",),
        spoken=("heading", "note"),
        may_stay=True,  # published works keep the titles they were published under
    ),
}
CROSSWALK: Mapping[str, Columns] = {
    "crosswalk": Columns(
        {
            "theme": "The name of a theme that both sides speak of: one that is there, or a new one in small letters.",
            "title": "What people read of it; the same in each row of the theme.",
            "instrument": "The form_id of a template.",
            "item": "The name of one of its topics, or of a whole section.",
            "strength": "direct where the topic is about the theme, partial where it only touches it.",
            "people": "yes where a workshop on what people say is evidence of the topic; else empty.",
        },
        needed=("theme", "title", "instrument", "item", "strength"),
        filled=("title", "strength"),
        words={"strength": tuple(Strength), "people": (*YES, *NO)},
    ),
}
# These cannot stand as `form_title::Welsh (cy)`, over which other tools stumble; they stand as `form_title_cy`.
CODED = ("form_title", "label_they")
FORM_NEEDS = ("survey",)
# In a form that has nothing of xlkit's, these and the columns of its own are somebody else's.
OWN_SHEETS = ("bands", "guidance", "planner", "glossary", "resources")
UNMISTAKABLE = ("evidence_of", "date_of", "consolidate", "label_they", "side", "part_of")

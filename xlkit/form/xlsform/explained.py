"""What each column of a template is for, as the sheet of a starter explains it to whoever fills it in."""

from collections.abc import Iterable, Mapping

from xlkit.form.item import Role, Said, Tone, Use


def _one_of(values: Iterable[str]) -> str:
    *others, last = values
    return f"{', '.join(others)} or {last}"


EXPLAINED: Mapping[str, Mapping[str, str]] = {
    "survey": {
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
    "choices": {
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
    "settings": {
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
    "bands": {
        "level": "A level of the scale.",
        "band": "The name of the stretch of the scale that it is in, which people see beside their level.",
    },
    "external_choices": {
        "list_name": "The list that a select_one_external names: long ones, kept apart from the other choices.",
        "name": "What the choice is called for ever.",
        "label": "What people read.",
    },
    "guidance": {
        "where": "The sheet that the paragraph stands on: start, questions, planner or summary.",
        "heading": "Its heading.",
        "text": "The paragraph.",
    },
    "planner": {
        "column": "The name of a column of the action planner. Without this sheet there is a planner of seven columns.",
        "kind": "section, topic, level, next and evidence fill themselves; text, date and choice are typed.",
        "heading": "What stands above the column.",
        "hint": "What is said when a cell of it is chosen.",
        "choices": "Of a choice: the list it offers.",
        "width": "How wide it is, in characters.",
        "added": "yes where the published planner has no such column.",
    },
    "glossary": {"term": "A word that people may not know.", "meaning": "What it means here."},
    "resources": {
        "heading": "The subject that a work to read is about.",
        "title": "Its title as it was published.",
        "publisher": "Who published it.",
        "year": "When.",
        "note": "What it is good for.",
    },
    "crosswalk": {
        "theme": "The name of a theme that both sides speak of: one that is there, or a new one in small letters.",
        "title": "What people read of it; the same in each row of the theme.",
        "instrument": "The form_id of a template.",
        "item": "The name of one of its topics, or of a whole section.",
        "strength": "direct where the topic is about the theme, partial where it only touches it.",
        "people": "yes where a workshop on what people say is evidence of the topic; else empty.",
    },
}

"""xlkit's own words on the sheets of a respondent workbook, in one catalogue; the others are the template's."""

START = "Start"
ABOUT = "About you"
QUESTIONS = "Questions"
PLANNER = "Action planner"
SUMMARY = "Summary"
GLOSSARY = "Glossary"
RESOURCES = "Resources"
HIDDEN = "xlkit"

TICK = "✓"
REF = "Ref"

ONE_VIEW = "One person's view"
AGREED = "Agreed position of the organisation"

DETAILS = {
    "organisation": ("Organisation", "The organisation that answers."),
    "subject": ("About which organisation", "The organisation that the answers are about."),
    "respondent": ("Your name", "Who can answer a question about this return."),
    "role": ("Your role", "For example registered manager, or commissioning manager."),
    "view": (
        "Whose view is this?",
        "Choose the agreed position if you answer for the whole organisation after talking it through.",
    ),
    "locality": ("Locality", "If the answers are for one area only, say which."),
    "service_area": ("Service area", "If the answers are for one service only, say which."),
    "completed_on": ("Date completed", "Day/month/year, such as 31/03/2027."),
}

QUESTIONS_HEADINGS = (REF, "Statements: tick one for each topic", "Tick", "Where you are, and your evidence")
QUESTIONS_INTRO = (
    "For each topic, pick ✓ beside the one statement nearest to where you are now. Delete takes a tick away."
)
EVIDENCE = "Evidence: {prompt}"
SECTION = "Section {ref}: {title}"
UNNUMBERED_SECTION = "{title}"

NOT_ANSWERED = "Not answered yet"
MANY_TICKS = "{count} ticks: keep one"
LEVEL = "Level {level}"
LEVEL_IN_BAND = "Level {level}: {band}"
ANSWERED = "Answered"

ABOUT_INTRO = "Fill in the white cells. They say who is answering, so that your return is filed under the right name."
ABOUT_HEADINGS = (REF, "Question", "Your answer", "Help")

PLANNER_INTRO = (
    "The shaded columns fill themselves from your ticks. Type what you will do, who will do it and by when. "
    "Each topic has {rows} rows; leave them empty if you plan nothing."
)
SUSTAIN = "Sustain and share what works"
CHOOSE_FIRST = "Tick a statement first"

SUMMARY_INTRO = "Nothing to type here: this sheet follows your ticks."
SUMMARY_HEADINGS = (REF, "Topic", "Answers", "Level", "Where you are")
SUMMARY_SECTION_HEADINGS = ("Section", "Answered", "Lowest", "Middle level")
CHART_TITLE = "Level by topic"
CHART_ALT = "Bar chart: the level ticked for each topic, 1 to 5; the same figures stand in the table on this sheet."

START_SUBTITLE = "Self-assessment and action planner. Start here; it takes about ten minutes to tick, longer to plan."
START_ISSUED = {
    "organisation": "For",
    "respondent": "Respondent",
    "subject": "About",
    "round": "Round",
    "deadline": "Please return by",
    "contact": "Questions to",
    "return_id": "Return id",
}
START_PROGRESS = "Progress"
PROGRESS = "{answered} of {all} answered"
PROGRESS_MANY = ", {many} to look at"
START_HOW = "How to fill it in"
START_STEPS = (
    "If a yellow bar at the top says Protected View, click Enable Editing.",
    "On About you, say who is answering.",
    "On Questions, pick ✓ beside one statement for each topic. White cells are yours; everything else is locked.",
    "On Action planner, say what you will do next, who will do it and by when.",
    "Save the workbook and send it back. Its name does not matter: the workbook knows who it is from.",
)
START_LOCKED = (
    "The locks have no password. They only prevent slips. You can make rows and columns larger wherever you like."
)
START_READERS_HEADING = "Who sees your answers"
START_READERS = (
    "The organisation that sent you this workbook reads your answers. "
    "If its message does not say who else will see them and how long they are kept, please ask."
)
START_CONTENTS = "Contents and progress"
START_SHEETS = {
    ABOUT: "Who is answering",
    PLANNER: "What you will do, who will do it and by when",
    SUMMARY: "Your levels at a glance",
    GLOSSARY: "What the terms mean",
    RESOURCES: "Where to read more",
}

GLOSSARY_INTRO = "What the terms in this workbook mean."
GLOSSARY_HEADINGS = ("Term", "Meaning")
RESOURCES_INTRO = "Published works to read further. Some are historic, and may have moved or been replaced."
RESOURCES_HEADINGS = ("Subject", "Title", "Publisher", "Year", "Note")

TICK_REFUSED_TITLE = "Pick ✓ or leave it empty"
TICK_REFUSED = "Pick ✓ from the dropdown beside the one statement that fits best. To take a tick away, press Delete."
CHOICE_REFUSED_TITLE = "Pick from the list"
CHOICE_REFUSED = "Please pick one of the answers in the dropdown, or press Delete to leave it empty."
DATE_REFUSED_TITLE = "A date is needed"
DATE_REFUSED = "Type a date as day/month/year, such as 31/03/2027, or press Delete to leave it empty."
NUMBER_REFUSED_TITLE = "A number is needed"
NUMBER_REFUSED = "Type digits alone, or press Delete to leave it empty."

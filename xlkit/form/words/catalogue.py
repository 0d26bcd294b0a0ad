"""The catalogue: every word of xlkit's own that a respondent workbook shows, by what it is for, and in English."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Words that belong together, each under its name."""


@dataclass(frozen=True, slots=True)
class PlannerWords(Catalogue):
    """The headings of the action planner for a template that brings none of its own, and the statuses to pick from."""

    topic: str = "Topic"
    level: str = "Where we are"
    next: str = "What to work towards"
    action: str = "What we are going to do"
    owner: str = "Who is responsible"
    due: str = "By when"
    status: str = "Status"
    statuses: tuple[str, ...] = ("Not started", "Under way", "Done", "Dropped")


@dataclass(frozen=True, slots=True)
class ConditionWords(Catalogue):
    """How a condition is said: `{ref}` is the question's reference, `{value}` what its answer is held against."""

    is_same: str = "{ref} is “{value}”"
    is_other: str = "{ref} is not “{value}”"
    is_less: str = "{ref} is less than {value}"
    is_most: str = "{ref} is {value} or less"
    is_more: str = "{ref} is more than {value}"
    is_least: str = "{ref} is {value} or more"
    is_before: str = "{ref} is before {value}"  # of dates
    is_by: str = "{ref} is {value} or before"
    is_after: str = "{ref} is after {value}"
    is_from: str = "{ref} is {value} or after"
    is_blank: str = "{ref} is left empty"
    is_answered: str = "{ref} is answered"
    includes: str = "“{value}” is ticked at {ref}"
    both: str = "{first} and {second}"
    either: str = "{first} or {second}"
    contrary: str = "not ({part})"
    many: str = "the number ticked at {ref}"
    length: str = "the number of characters at {ref}"
    depends: str = "the answers to {refs} ask for it"  # what there are no simpler words for
    fits: str = "it fits what the form asks for"
    goes_with: str = "a choice that goes with the other answers"


@dataclass(frozen=True, slots=True)
class Words(Catalogue):
    """All words in one language; `{…}` marks where a figure or a text is put in.

    What stands here is English; another language states every word anew, in a file of its own. Sheets' names have at
    most 31 characters, titles of messages 32, and messages 255: Excel takes no more.
    """

    code: str = "en"

    # Sheets
    start: str = "Start"
    about: str = "About you"
    questions: str = "Questions"
    tables: str = "Tables"
    planner: str = "Action planner"
    summary: str = "Summary"
    glossary: str = "Glossary"
    resources: str = "Resources"
    ref: str = "Ref"
    page: str = "Page {page} of {pages}"  # at the foot of printed pages
    answers_range: str = "Answers"

    # Start
    start_subtitle: str = "Where do you stand, and what comes next? About ten minutes to tick, longer to plan."
    start_issued: Mapping[str, str] = field(
        default_factory=lambda: {
            "organisation": "For",
            "respondent": "Respondent",
            "subject": "About",
            "round": "Round",
            "deadline": "Please return by",
            "contact": "Questions to",
            "return_id": "Return id",
        }
    )
    start_progress: str = "Progress"
    questions_step: str = "Tick one statement for each topic: {left} of {all} still to do."
    questions_done: str = "All are answered. You can still change them."
    questions_go: str = "Go to the questions →"
    planner_step: str = "Say what you will do, who will do it and by when: {count} planned."
    planner_go: str = "Plan what comes next →"
    send: str = "Send"
    send_step: str = "Save this workbook and send it back, under any name."
    send_go: str = "E-mail {email} →"
    # Below the steps; by their signs it is known what they say.
    unfinished_sign: str = "Not finished yet"
    not_finished: str = "Not finished yet. You can save, close and come back at any time; send it when nothing is left."
    detail_missing: str = "Not finished yet: “{detail}” is still to be filled in on {sheet}."
    send_any_time: str = "You can send this workbook at any time: what you cannot judge may stay blank."
    finished_sign: str = "Finished"
    finished: str = "Finished. Save this workbook, and send it back{by}."
    finished_mail: str = "Finished. Save this workbook, and e-mail it to {email}{by}."
    by_when: str = " by {deadline}"
    correction_status: str = "Begin with “{sheet}”: it says what is still to be put right, and leads there."
    start_how: str = "How to fill it in"
    step_open: str = "If a yellow bar at the top says Protected View, click Enable Editing."
    step_yours: str = (
        "Yellow cells are yours to fill in. Everything else is locked, without a password, to prevent slips."
    )
    step_yours_firmly: str = (
        "Yellow cells are yours to fill in. Everything else is locked, to prevent slips; whoever sent you this workbook "
        "holds the password."
    )
    step_about: str = "On About you, say who is answering."
    step_questions: str = "On Questions, pick ✓ beside the statement that fits best, or type x. Delete takes it away."
    start_last_heading: str = "From last time"
    start_last: str = "Your levels of last time are shown beside each topic, and the actions you planned then stand in the action planner: bring their status up to date, change them or delete them."
    # Where the answers of last time are filled in.
    start_kept: str = "Your answers of last time are filled in too: change what has changed, and enter the date under About you even where nothing has."
    start_readers_heading: str = "Who sees your answers"
    start_readers: str = "The organisation that sent you this workbook reads your answers. If its message does not say who else will see them and how long they are kept, please ask."
    start_retention_heading: str = "How long they are kept"
    start_contents: str = "Contents and progress"
    start_topics: str = "Every section is a link; every topic is one on Summary."
    start_about: str = "Who is answering"
    start_tables: str = "Lists to fill in, a row for each entry"
    start_planner: str = "What you will do, who will do it and by when"
    start_summary: str = "Your levels, strengths and weakest links at a glance"
    start_glossary: str = "What the terms mean"
    start_resources: str = "Where to read more"
    progress: str = "{answered} of {all} answered"
    progress_many: str = ", {many} to look at"
    progress_left: str = ", {left} left"

    # About you
    about_intro: str = (
        "Fill in the yellow cells. They say who is answering, so that your return is filed under the right name."
    )
    about_headings: tuple[str, ...] = ("Ref", "Question", "Your answer", "Help")
    details: Mapping[str, tuple[str, str]] = field(
        default_factory=lambda: {
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
    )
    one_view: str = "One person's view"
    agreed: str = "Agreed position of the organisation"

    # Questions
    questions_intro: str = (
        "For each topic, pick ✓ (or type x) in the yellow cell beside the one statement nearest to where you are now."
    )
    questions_headings: tuple[str, ...] = (
        "Ref",
        "Statements: tick one for each topic",
        "Tick",
        "Where you are, and your evidence",
    )
    here: str = "◄ You are here"
    next_step: str = "Next step"
    keep_one: str = "Ticked more than once: keep one"
    evidence: str = "Evidence, if you like: {prompt}"
    optional: str = "Optional."
    section: str = "Section {ref}: {title}"
    not_answered: str = "Not answered yet"
    many_ticks: str = "{count} ticks: keep one"  # begins with {count}
    level: str = "Level {level}"
    level_in_band: str = "Level {level}: {band}"
    answered: str = "Answered"
    last_time: str = "Last time: level {level}"
    tick_all: str = "Tick all that fit."
    chosen: str = "{count} chosen"
    day: str = "Date"
    day_beside: str = "Date in the last column: {prompt}"
    not_needed: str = "Not needed: only if {condition}"
    asked_if: str = "{text} (only if {condition})"  # above a column of a table
    for_everybody: str = "(Asked of everybody: leave it empty where it does not apply.)"
    condition: ConditionWords = ConditionWords()

    # Tables
    tables_intro: str = (
        "Each table belongs to a question. Fill in one row for each entry; leave the rows you do not need empty."
    )
    tables_column: str = "Column {number}"
    rows_used: str = "{used} of {rows} rows used"
    prepared: str = "{rows} rows are ready to be filled in."

    # Action planner
    planner_intro: str = "The left side follows your ticks. In the yellow cells say what you will do, who will do it and by when. Leave rows empty where you plan nothing."
    further: str = "Further actions: pick the topic, then say what you will do"
    then: str = "Then: {step}"
    default_planner: PlannerWords = PlannerWords()
    sustain: str = "Sustain and share what works"
    choose_first: str = "Tick a statement first"

    # Summary
    summary_intro: str = (
        "Nothing to type here: this sheet follows your ticks and your planner. Each topic is a link to its question."
    )
    summary_headings: tuple[str, ...] = ("Ref", "Topic", "Answers", "Level", "Where you are")
    summary_actions: str = "Actions"
    summary_last: str = "Last time"
    no_action: str = "None yet"
    section_headings: tuple[str, ...] = ("Section", "Answered", "Lowest", "Middle level")
    all_sections: str = "All sections"
    required: str = "Required"
    counts: str = "How many answers there are of each kind, by section"
    counts_not_answered: str = "Not answered"
    strengths: str = "Strengths: topics at level {level} or above, the highest first"
    no_strengths: str = "No topic stands so high yet"
    weakest: str = "Weakest links: topics at level {level} or below, the lowest first"
    no_weakest: str = "No topic stands so low"
    nothing_yet: str = "Nothing is answered yet"
    chart_title: str = "Level by topic"
    chart_alt: str = (
        "Bar chart: the level ticked for each topic, 1 to {highest}; the same figures stand in the table on this sheet."
    )
    chart_alt_last: str = "Beside it stands the level of last time."

    # Reading
    glossary_intro: str = "What the terms in this workbook mean."
    glossary_headings: tuple[str, ...] = ("Term", "Meaning")
    resources_intro: str = "Published works to read further. Some are historic, and may have moved or been replaced."
    resources_headings: tuple[str, ...] = ("Subject", "Title", "Publisher", "Year", "Note")

    # What a cell says when it does not take an entry
    tick_refused: tuple[str, str] = (
        "Pick ✓, type x or leave empty",
        "Pick ✓ from the dropdown beside the statement that fits best, or type x. To take a tick away, press Delete.",
    )
    choice_refused: tuple[str, str] = (
        "Pick from the list",
        "Please pick one of the answers in the dropdown, or press Delete to leave it empty.",
    )
    date_refused: tuple[str, str] = (
        "A date is needed",
        "Type a date as day/month/year, such as 31/03/2027, or press Delete to leave it empty.",
    )
    number_refused: tuple[str, str] = ("A number is needed", "Type digits alone, or press Delete to leave it empty.")
    rule_refused: tuple[str, str] = (
        "Please check this answer",
        "This is not what the question asks for. Please read it again, or press Delete to leave the cell empty.",
    )

    share_refused: str = "What is asked for here is {rule}."
    share_rule: str = "a whole number from 0 to the one at {ref}, which is filled in first"

    # What a template's `or_other` adds: the choice, and the question after it
    other: str = "Other"
    which_other: str = "Please say which"

    def start_steps(self, *, firmly: bool) -> tuple[str, ...]:
        """How to fill the workbook in; `firmly` where its locks have a password."""
        yours = self.step_yours_firmly if firmly else self.step_yours
        return (self.step_open, yours, self.step_about, self.step_questions)

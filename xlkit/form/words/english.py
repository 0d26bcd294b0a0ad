"""English."""

from dataclasses import replace

from xlkit.form.words.catalogue import ConditionWords, PlannerWords, Words

ENGLISH = Words(
    code="en",
    start="Start",
    about="About you",
    questions="Questions",
    tables="Tables",
    planner="Action planner",
    summary="Summary",
    glossary="Glossary",
    resources="Resources",
    ref="Ref",
    page="Page {page} of {pages}",
    answers_range="Answers",
    start_subtitle="Self-assessment and action planner. Start here; it takes about ten minutes to tick, longer to plan.",
    start_issued={
        "organisation": "For",
        "respondent": "Respondent",
        "subject": "About",
        "round": "Round",
        "deadline": "Please return by",
        "contact": "Questions to",
        "return_id": "Return id",
    },
    start_progress="Progress",
    start_actions="Actions planned",
    start_how="How to fill it in",
    start_steps=(
        "If a yellow bar at the top says Protected View, click Enable Editing.",
        "On About you, say who is answering.",
        "On Questions, pick ✓ beside one statement for each topic. White cells are yours; everything else is locked.",
        "On Action planner, say what you will do next, who will do it and by when.",
        "Save the workbook and send it back. Its name does not matter: the workbook knows who it is from.",
    ),
    start_locked=(
        "The locks have no password. They only prevent slips. You can make rows and columns larger wherever you like."
    ),
    start_locked_firmly=(
        "The locks only prevent slips; whoever sent you this workbook holds their password. "
        "You can make rows and columns larger wherever you like."
    ),
    start_last_heading="From last time",
    start_last=(
        "Your levels of last time are shown beside each topic, and the actions you planned then stand in the action "
        "planner: bring their status up to date, change them or delete them."
    ),
    start_kept=(
        "Your answers of last time are filled in too: change what has changed, and enter the date under About you even "
        "where nothing has."
    ),
    start_readers_heading="Who sees your answers",
    start_readers=(
        "The organisation that sent you this workbook reads your answers. "
        "If its message does not say who else will see them and how long they are kept, please ask."
    ),
    start_retention_heading="How long they are kept",
    start_contents="Contents and progress",
    start_topics="Every section and topic is a link. A topic with more than one tick says so here, and needs a look.",
    start_about="Who is answering",
    start_tables="Lists to fill in, a row for each entry",
    start_planner="What you will do, who will do it and by when",
    start_summary="Your levels, strengths and weakest links at a glance",
    start_glossary="What the terms mean",
    start_resources="Where to read more",
    progress="{answered} of {all} answered",
    progress_many=", {many} to look at",
    progress_left=", {left} left",
    about_intro="Fill in the white cells. They say who is answering, so that your return is filed under the right name.",
    about_headings=("Ref", "Question", "Your answer", "Help"),
    details={
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
    },
    one_view="One person's view",
    agreed="Agreed position of the organisation",
    questions_intro=(
        "For each topic, pick ✓ beside the one statement nearest to where you are now. Delete takes a tick away."
    ),
    questions_headings=("Ref", "Statements: tick one for each topic", "Tick", "Where you are, and your evidence"),
    evidence="Evidence: {prompt}",
    section="Section {ref}: {title}",
    not_answered="Not answered yet",
    many_ticks="{count} ticks: keep one",
    level="Level {level}",
    level_in_band="Level {level}: {band}",
    answered="Answered",
    last_time="Last time: level {level}",
    tick_all="Tick all that fit.",
    chosen="{count} chosen",
    day="Date",
    day_beside="Date in the last column: {prompt}",
    not_needed="Not needed: only if {condition}",
    condition=ConditionWords(
        is_same="{ref} is “{value}”",
        is_other="{ref} is not “{value}”",
        is_less="{ref} is less than {value}",
        is_most="{ref} is {value} or less",
        is_more="{ref} is more than {value}",
        is_least="{ref} is {value} or more",
        is_before="{ref} is before {value}",
        is_by="{ref} is {value} or before",
        is_after="{ref} is after {value}",
        is_from="{ref} is {value} or after",
        is_blank="{ref} is left empty",
        is_answered="{ref} is answered",
        includes="“{value}” is ticked at {ref}",
        both="{first} and {second}",
        either="{first} or {second}",
        contrary="not ({part})",
    ),
    tables_intro="Each table belongs to a question. Fill in one row for each entry; leave the rows you do not need empty.",
    tables_column="Column {number}",
    rows_used="{used} of {rows} rows used",
    prepared="{rows} rows are ready to be filled in.",
    planner_intro=(
        "The shaded columns fill themselves from your ticks. Type what you will do, who will do it and by when. "
        "Each topic has {rows} rows; leave them empty if you plan nothing."
    ),
    other="Other",
    which_other="Please say which",
    default_planner=PlannerWords(
        topic="Topic",
        level="Where we are",
        next="What to work towards",
        action="What we are going to do",
        owner="Who is responsible",
        due="By when",
        status="Status",
        statuses=("Not started", "Under way", "Done", "Dropped"),
    ),
    sustain="Sustain and share what works",
    choose_first="Tick a statement first",
    summary_intro="Nothing to type here: this sheet follows your ticks and your planner. Each topic is a link to its question.",
    summary_headings=("Ref", "Topic", "Answers", "Level", "Where you are"),
    summary_actions="Actions",
    summary_last="Last time",
    no_action="None yet",
    section_headings=("Section", "Answered", "Lowest", "Middle level"),
    all_sections="All sections",
    required="Required",
    counts="How many answers there are of each kind, by section",
    counts_not_answered="Not answered",
    strengths="Strengths: topics at level {level} or above, the highest first",
    no_strengths="No topic stands so high yet",
    weakest="Weakest links: topics at level {level} or below, the lowest first",
    no_weakest="No topic stands so low",
    chart_title="Level by topic",
    chart_alt="Bar chart: the level ticked for each topic, 1 to {highest}; the same figures stand in the table on this sheet.",
    chart_alt_last="Beside it stands the level of last time.",
    glossary_intro="What the terms in this workbook mean.",
    glossary_headings=("Term", "Meaning"),
    resources_intro="Published works to read further. Some are historic, and may have moved or been replaced.",
    resources_headings=("Subject", "Title", "Publisher", "Year", "Note"),
    tick_refused=(
        "Pick ✓ or leave it empty",
        "Pick ✓ from the dropdown beside the one statement that fits best. To take a tick away, press Delete.",
    ),
    choice_refused=(
        "Pick from the list",
        "Please pick one of the answers in the dropdown, or press Delete to leave it empty.",
    ),
    date_refused=(
        "A date is needed",
        "Type a date as day/month/year, such as 31/03/2027, or press Delete to leave it empty.",
    ),
    number_refused=("A number is needed", "Type digits alone, or press Delete to leave it empty."),
    rule_refused=(
        "Please check this answer",
        "This is not what the question asks for. Please read it again, or press Delete to leave the cell empty.",
    ),
)

# For a form in which nothing is on a scale of levels.
ENGLISH_WITHOUT_LEVELS = replace(
    ENGLISH,
    start_subtitle="Questions and action planner. Start here; nothing is lost if you save the workbook and go on another day.",
    start_steps=(
        "If a yellow bar at the top says Protected View, click Enable Editing.",
        "On About you, say who is answering.",
        "On Questions, pick from the dropdowns, tick and type. White cells are yours; everything else is locked.",
        "On Action planner, if there is one, say what you will do next, who will do it and by when.",
        "Save the workbook and send it back. Its name does not matter: the workbook knows who it is from.",
    ),
    start_topics="Every section and question is a link. What needs a second look says so here.",
    start_last=(
        "The actions you planned last time stand in the action planner: bring their status up to date, change them or "
        "delete them."
    ),
    start_summary="What is answered, what is left, and how many answers there are of each kind",
    questions_intro="Answer in the white cells: pick from the list, tick ✓, or type. Delete takes an answer away.",
    questions_headings=("Ref", "Questions", "Tick", "Your answer"),
    planner_intro=(
        "The shaded columns fill themselves from your answers. Type what you will do, who will do it and by when. "
        "Each question has {rows} rows; leave them empty if you plan nothing."
    ),
    choose_first="Answer the question first",
    summary_intro="Nothing to type here: this sheet follows your answers and your planner. Each title is a link to its question.",
    summary_headings=("Ref", "Question", "Answers", "Required", "Your answer"),
    section_headings=("Section", "Answered"),
)

# For those who answer about another organisation, who may not be able to judge everything.
ENGLISH_ABOUT_OTHERS = replace(
    ENGLISH,
    start_subtitle="How you see another organisation. Start here; it takes about ten minutes to tick.",
    start_steps=(
        ENGLISH.start_steps[0],
        ENGLISH.start_steps[1],
        (
            "On Questions, pick ✓ beside one statement for each topic that you can judge, and leave the others blank: "
            "the workbook is complete all the same. White cells are yours; everything else is locked."
        ),
        "On Action planner, if you like, say what could be done next, who could do it and by when.",
        ENGLISH.start_steps[4],
    ),
    start_last=(
        "The levels you gave last time are shown beside each topic, and the actions you noted then stand in the action "
        "planner: bring their status up to date, change them or delete them."
    ),
    start_planner="What could be done next",
    start_summary="The levels you gave at a glance",
    progress_left=", {left} left blank, which is fine",
    questions_intro=(
        "For each topic that you can judge, pick ✓ beside the one statement nearest to where they are now. "
        "Leave the others blank. Delete takes a tick away."
    ),
    questions_headings=(*ENGLISH.questions_headings[:3], "Where they are, and what shows it"),
    planner_intro=(
        "The shaded columns fill themselves from your ticks. If you like, type what could be done next, by whom and by "
        "when. Each topic has {rows} rows; leave them empty if you suggest nothing."
    ),
    default_planner=replace(
        ENGLISH.default_planner, level="Where they are", action="What could be done", owner="Who could do it"
    ),
    summary_headings=(*ENGLISH.summary_headings[:4], "Where they are"),
)

ENGLISH_ABOUT_OTHERS_WITHOUT_LEVELS = replace(
    ENGLISH_WITHOUT_LEVELS,
    start_subtitle="How you see another organisation. Start here; you can save the workbook and go on another day.",
    start_steps=(
        *ENGLISH_WITHOUT_LEVELS.start_steps[:2],
        (
            "On Questions, pick from the dropdowns, tick and type; leave blank what you cannot judge. "
            "White cells are yours; everything else is locked."
        ),
        "On Action planner, if there is one, say what could be done next, who could do it and by when.",
        ENGLISH_WITHOUT_LEVELS.start_steps[4],
    ),
    start_planner=ENGLISH_ABOUT_OTHERS.start_planner,
    default_planner=ENGLISH_ABOUT_OTHERS.default_planner,
    progress_left=", {left} left blank",
    questions_intro=(
        "Answer in the white cells: pick from the list, tick ✓, or type. Leave blank what you cannot judge. "
        "Delete takes an answer away."
    ),
)

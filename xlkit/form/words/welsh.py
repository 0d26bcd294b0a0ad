"""Cymraeg: Welsh; a Welsh speaker should proofread it before a council sends it out."""

from dataclasses import replace

from xlkit.form.words.catalogue import ConditionWords, PlannerWords, Words

WELSH = Words(
    code="cy",
    start="Dechrau",
    about="Amdanoch chi",
    questions="Cwestiynau",
    tables="Tablau",
    planner="Cynllun gweithredu",
    summary="Crynodeb",
    glossary="Geirfa",
    resources="Adnoddau",
    ref="Cyf.",
    page="Tudalen {page} o {pages}",
    answers_range="Atebion",
    start_subtitle=(
        "Hunanasesiad a chynllun gweithredu. Dechreuwch yma; mae'n cymryd tua deng munud i dicio, mwy i gynllunio."
    ),
    start_issued={
        "organisation": "Ar gyfer",
        "respondent": "Ymatebydd",
        "subject": "Ynghylch",
        "round": "Cylch",
        "deadline": "Dychwelwch erbyn",
        "contact": "Cwestiynau at",
        "return_id": "Cyfeirnod y ffurflen",
    },
    start_progress="Cynnydd",
    start_actions="Camau a gynlluniwyd",
    start_how="Sut i'w lenwi",
    start_steps=(
        "Os yw bar melyn ar y brig yn dweud Protected View (Golwg a Ddiogelir), cliciwch Enable Editing (Galluogi Golygu).",
        "Ar y ddalen Amdanoch chi, dywedwch pwy sy'n ateb.",
        "Ar y ddalen Cwestiynau, dewiswch ✓ wrth ymyl un gosodiad ar gyfer pob pwnc. Chi biau'r celloedd gwyn; mae popeth arall wedi'i gloi.",
        "Ar y ddalen Cynllun gweithredu, dywedwch beth fyddwch chi'n ei wneud nesaf, pwy fydd yn ei wneud ac erbyn pryd.",
        "Cadwch y llyfr gwaith a'i anfon yn ôl. Nid yw ei enw'n bwysig: mae'r llyfr gwaith yn gwybod gan bwy y mae'n dod.",
    ),
    start_locked=(
        "Nid oes cyfrinair ar y cloeon. Dim ond atal llithriadau y maent. Gallwch wneud rhesi a cholofnau'n fwy lle bynnag "
        "y mynnwch."
    ),
    start_locked_firmly=(
        "Dim ond atal llithriadau y mae'r cloeon; gan bwy bynnag a anfonodd y llyfr gwaith hwn y mae eu cyfrinair. Gallwch "
        "wneud rhesi a cholofnau'n fwy lle bynnag y mynnwch."
    ),
    start_last_heading="Ers y tro diwethaf",
    start_last=(
        "Dangosir eich lefelau y tro diwethaf wrth ymyl pob pwnc, ac mae'r camau a gynlluniwyd gennych bryd hynny yn y "
        "cynllun gweithredu: diweddarwch eu statws, newidiwch nhw neu dilëwch nhw."
    ),
    start_kept=(
        "Mae eich atebion y tro diwethaf wedi'u llenwi hefyd: newidiwch yr hyn sydd wedi newid, a rhowch y dyddiad o dan "
        "Amdanoch chi hyd yn oed os nad oes dim wedi newid."
    ),
    start_readers_heading="Pwy sy'n gweld eich atebion",
    start_readers=(
        "Mae'r sefydliad a anfonodd y llyfr gwaith hwn atoch yn darllen eich atebion. Os nad yw ei neges yn dweud pwy arall "
        "fydd yn eu gweld ac am ba hyd y cedwir nhw, gofynnwch."
    ),
    start_retention_heading="Am ba hyd y cedwir nhw",
    start_contents="Cynnwys a chynnydd",
    start_topics=(
        "Mae pob adran a phwnc yn ddolen. Os oes mwy nag un tic ar bwnc, dywedir hynny yma, ac mae angen edrych arno."
    ),
    start_about="Pwy sy'n ateb",
    start_tables="Rhestrau i'w llenwi, un rhes i bob cofnod",
    start_planner="Beth fyddwch chi'n ei wneud, pwy fydd yn ei wneud ac erbyn pryd",
    start_summary="Eich lefelau, eich cryfderau a'ch dolenni gwannaf ar un olwg",
    start_glossary="Ystyr y termau",
    start_resources="Ble i ddarllen mwy",
    progress="{answered} o {all} wedi'u hateb",
    progress_many=", {many} i edrych arnynt",
    progress_left=", {left} ar ôl",
    about_intro="Llenwch y celloedd gwyn. Maent yn dweud pwy sy'n ateb, fel bod eich ffurflen yn cael ei chadw dan yr enw cywir.",
    about_headings=("Cyf.", "Cwestiwn", "Eich ateb", "Cymorth"),
    details={
        "organisation": ("Sefydliad", "Y sefydliad sy'n ateb."),
        "subject": ("Ynghylch pa sefydliad", "Y sefydliad y mae'r atebion yn ymwneud ag ef."),
        "respondent": ("Eich enw", "Pwy all ateb cwestiwn am y ffurflen hon."),
        "role": ("Eich rôl", "Er enghraifft rheolwr cofrestredig, neu reolwr comisiynu."),
        "view": ("Barn pwy yw hon?", "Dewiswch y safbwynt cytûn os ydych yn ateb dros y sefydliad cyfan ar ôl trafod."),
        "locality": ("Ardal", "Os yw'r atebion ar gyfer un ardal yn unig, dywedwch pa un."),
        "service_area": ("Maes gwasanaeth", "Os yw'r atebion ar gyfer un gwasanaeth yn unig, dywedwch pa un."),
        "completed_on": ("Dyddiad cwblhau", "Diwrnod/mis/blwyddyn, megis 31/03/2027."),
    },
    one_view="Barn un person",
    agreed="Safbwynt cytûn y sefydliad",
    questions_intro=(
        "Ar gyfer pob pwnc, dewiswch ✓ wrth ymyl yr un gosodiad agosaf at eich sefyllfa nawr. Mae Delete yn dileu tic."
    ),
    questions_headings=(
        "Cyf.",
        "Gosodiadau: ticiwch un ar gyfer pob pwnc",
        "Tic",
        "Ble rydych chi arni, a'ch tystiolaeth",
    ),
    evidence="Tystiolaeth: {prompt}",
    section="Adran {ref}: {title}",
    not_answered="Heb ei ateb eto",
    many_ticks="{count} tic: cadwch un",
    level="Lefel {level}",
    level_in_band="Lefel {level}: {band}",
    answered="Wedi'i ateb",
    last_time="Y tro diwethaf: lefel {level}",
    tick_all="Ticiwch bob un sy'n addas.",
    chosen="{count} wedi'u dewis",
    day="Dyddiad",
    day_beside="Dyddiad yn y golofn olaf: {prompt}",
    not_needed="Nid oes ei angen: dim ond os {condition}",
    condition=ConditionWords(
        is_same="mai “{value}” yw {ref}",
        is_other="nad “{value}” yw {ref}",
        is_less="yw {ref} yn llai na {value}",
        is_most="yw {ref} yn {value} neu lai",
        is_more="yw {ref} yn fwy na {value}",
        is_least="yw {ref} yn {value} neu fwy",
        is_before="yw {ref} cyn {value}",
        is_by="yw {ref} ar {value} neu cyn hynny",
        is_after="yw {ref} ar ôl {value}",
        is_from="yw {ref} ar {value} neu wedi hynny",
        is_blank="yw {ref} wedi'i adael yn wag",
        is_answered="yw {ref} wedi'i ateb",
        includes="yw “{value}” wedi'i dicio yn {ref}",
        both="{first} a {second}",
        either="{first} neu {second}",
        contrary="nad yw'n wir ({part})",
    ),
    tables_intro=(
        "Mae pob tabl yn perthyn i gwestiwn. Llenwch un rhes i bob cofnod; gadewch y rhesi nad oes eu hangen yn wag."
    ),
    tables_column="Colofn {number}",
    rows_used="{used} o {rows} rhes wedi'u defnyddio",
    prepared="Mae {rows} rhes yn barod i'w llenwi.",
    planner_intro=(
        "Mae'r colofnau lliw yn llenwi eu hunain o'ch ticiau. Teipiwch beth wnewch chi, pwy fydd yn ei wneud ac erbyn pryd. "
        "Mae {rows} rhes i bob pwnc; gadewch nhw'n wag os nad ydych yn cynllunio dim."
    ),
    other="Arall",
    which_other="Dywedwch pa un",
    default_planner=PlannerWords(
        topic="Pwnc",
        level="Ble rydym ni arni",
        next="Beth i weithio tuag ato",
        action="Beth rydym yn mynd i'w wneud",
        owner="Pwy sy'n gyfrifol",
        due="Erbyn pryd",
        status="Statws",
        statuses=("Heb ddechrau", "Ar y gweill", "Wedi'i wneud", "Wedi'i ollwng"),
    ),
    sustain="Cynnal a rhannu'r hyn sy'n gweithio",
    choose_first="Ticiwch osodiad yn gyntaf",
    summary_intro=(
        "Does dim i'w deipio yma: mae'r ddalen hon yn dilyn eich ticiau a'ch cynllun. Mae pob pwnc yn ddolen i'w gwestiwn."
    ),
    summary_headings=("Cyf.", "Pwnc", "Atebion", "Lefel", "Ble rydych chi arni"),
    summary_actions="Camau",
    summary_last="Y tro diwethaf",
    no_action="Dim eto",
    section_headings=("Adran", "Wedi'u hateb", "Isaf", "Lefel ganol"),
    all_sections="Pob adran",
    required="Gofynnol",
    counts="Faint o atebion o bob math sydd, fesul adran",
    counts_not_answered="Heb eu hateb",
    strengths="Cryfderau: pynciau ar lefel {level} neu uwch, yr uchaf yn gyntaf",
    no_strengths="Nid oes pwnc mor uchel â hynny eto",
    weakest="Dolenni gwannaf: pynciau ar lefel {level} neu is, yr isaf yn gyntaf",
    no_weakest="Nid oes pwnc mor isel â hynny",
    chart_title="Lefel fesul pwnc",
    chart_alt=(
        "Siart bar: y lefel a diciwyd ar gyfer pob pwnc, 1 i {highest}; mae'r un ffigurau yn y tabl ar y ddalen hon."
    ),
    chart_alt_last="Wrth ei ochr mae lefel y tro diwethaf.",
    glossary_intro="Ystyr y termau yn y llyfr gwaith hwn.",
    glossary_headings=("Term", "Ystyr"),
    resources_intro="Gweithiau cyhoeddedig i ddarllen ymhellach. Mae rhai'n hanesyddol, ac efallai wedi symud neu eu disodli.",
    resources_headings=("Testun", "Teitl", "Cyhoeddwr", "Blwyddyn", "Nodyn"),
    tick_refused=(
        "Dewiswch ✓ neu gadewch yn wag",
        "Dewiswch ✓ o'r gwymplen wrth ymyl yr un gosodiad sy'n gweddu orau. I ddileu tic, pwyswch Delete.",
    ),
    choice_refused=(
        "Dewiswch o'r rhestr",
        "Dewiswch un o'r atebion yn y gwymplen, neu pwyswch Delete i'w gadael yn wag.",
    ),
    date_refused=(
        "Mae angen dyddiad",
        "Teipiwch ddyddiad fel diwrnod/mis/blwyddyn, megis 31/03/2027, neu pwyswch Delete i'w adael yn wag.",
    ),
    number_refused=("Mae angen rhif", "Teipiwch ddigidau yn unig, neu pwyswch Delete i'w adael yn wag."),
    rule_refused=(
        "Gwiriwch yr ateb hwn",
        "Nid dyma y mae'r cwestiwn yn gofyn amdano. Darllenwch ef eto, neu pwyswch Delete i adael y gell yn wag.",
    ),
)

# For a form in which nothing is on a scale of levels.
WELSH_WITHOUT_LEVELS = replace(
    WELSH,
    start_subtitle=(
        "Cwestiynau a chynllun gweithredu. Dechreuwch yma; ni chollir dim os cadwch y llyfr gwaith a pharhau ddiwrnod arall."
    ),
    start_steps=(
        WELSH.start_steps[0],
        WELSH.start_steps[1],
        "Ar y ddalen Cwestiynau, dewiswch o'r cwymplenni, ticiwch a theipiwch. Chi biau'r celloedd gwyn; mae popeth arall wedi'i gloi.",
        "Ar y ddalen Cynllun gweithredu, os oes un, dywedwch beth fyddwch chi'n ei wneud nesaf, pwy fydd yn ei wneud ac erbyn pryd.",
        WELSH.start_steps[4],
    ),
    start_topics="Mae pob adran a chwestiwn yn ddolen. Os oes angen edrych ar rywbeth eto, dywedir hynny yma.",
    start_last=(
        "Mae'r camau a gynlluniwyd gennych y tro diwethaf yn y cynllun gweithredu: diweddarwch eu statws, newidiwch nhw "
        "neu dilëwch nhw."
    ),
    start_summary="Beth sydd wedi'i ateb, beth sydd ar ôl, a faint o atebion o bob math sydd",
    questions_intro=(
        "Atebwch yn y celloedd gwyn: dewiswch o'r rhestr, ticiwch ✓, neu deipiwch. Mae Delete yn dileu ateb."
    ),
    questions_headings=("Cyf.", "Cwestiynau", "Tic", "Eich ateb"),
    planner_intro=(
        "Mae'r colofnau lliw yn llenwi eu hunain o'ch atebion. Teipiwch beth wnewch chi, pwy fydd yn ei wneud ac erbyn pryd. "
        "Mae {rows} rhes i bob cwestiwn; gadewch nhw'n wag os nad ydych yn cynllunio dim."
    ),
    choose_first="Atebwch y cwestiwn yn gyntaf",
    summary_intro=(
        "Does dim i'w deipio yma: mae'r ddalen hon yn dilyn eich atebion a'ch cynllun. Mae pob teitl yn ddolen i'w gwestiwn."
    ),
    summary_headings=("Cyf.", "Cwestiwn", "Atebion", "Gofynnol", "Eich ateb"),
    section_headings=("Adran", "Wedi'u hateb"),
)

# For those who answer about another organisation, who may not be able to judge everything.
WELSH_ABOUT_OTHERS = replace(
    WELSH,
    start_subtitle="Sut rydych chi'n gweld sefydliad arall. Dechreuwch yma; mae'n cymryd tua deng munud i dicio.",
    start_steps=(
        WELSH.start_steps[0],
        WELSH.start_steps[1],
        (
            "Ar y ddalen Cwestiynau, dewiswch ✓ wrth ymyl un gosodiad ar gyfer pob pwnc y gallwch ei farnu, a gadewch y lleill "
            "yn wag: mae'r llyfr gwaith yn gyflawn yr un fath. Chi biau'r celloedd gwyn; mae popeth arall wedi'i gloi."
        ),
        "Ar y ddalen Cynllun gweithredu, os hoffech, dywedwch beth ellid ei wneud nesaf, pwy allai ei wneud ac erbyn pryd.",
        WELSH.start_steps[4],
    ),
    start_last=(
        "Dangosir y lefelau a roesoch y tro diwethaf wrth ymyl pob pwnc, ac mae'r camau a nodwyd gennych bryd hynny yn y "
        "cynllun gweithredu: diweddarwch eu statws, newidiwch nhw neu dilëwch nhw."
    ),
    start_planner="Beth ellid ei wneud nesaf",
    start_summary="Y lefelau a roesoch ar un olwg",
    progress_left=", {left} wedi'u gadael yn wag, sy'n iawn",
    questions_intro=(
        "Ar gyfer pob pwnc y gallwch ei farnu, dewiswch ✓ wrth ymyl yr un gosodiad agosaf at eu sefyllfa nawr. "
        "Gadewch y lleill yn wag. Mae Delete yn dileu tic."
    ),
    questions_headings=(*WELSH.questions_headings[:3], "Ble maen nhw arni, a beth sy'n dangos hynny"),
    planner_intro=(
        "Mae'r colofnau lliw yn llenwi eu hunain o'ch ticiau. Os hoffech, teipiwch beth ellid ei wneud nesaf, gan bwy ac "
        "erbyn pryd. Mae {rows} rhes i bob pwnc; gadewch nhw'n wag os nad ydych yn awgrymu dim."
    ),
    default_planner=replace(
        WELSH.default_planner, level="Ble maen nhw arni", action="Beth ellid ei wneud", owner="Pwy allai ei wneud"
    ),
    summary_headings=(*WELSH.summary_headings[:4], "Ble maen nhw arni"),
)

WELSH_ABOUT_OTHERS_WITHOUT_LEVELS = replace(
    WELSH_WITHOUT_LEVELS,
    start_subtitle="Sut rydych chi'n gweld sefydliad arall. Dechreuwch yma; gallwch gadw'r llyfr gwaith a pharhau ddiwrnod arall.",
    start_steps=(
        *WELSH_WITHOUT_LEVELS.start_steps[:2],
        (
            "Ar y ddalen Cwestiynau, dewiswch o'r cwymplenni, ticiwch a theipiwch; gadewch yn wag yr hyn na allwch ei farnu. "
            "Chi biau'r celloedd gwyn; mae popeth arall wedi'i gloi."
        ),
        "Ar y ddalen Cynllun gweithredu, os oes un, dywedwch beth ellid ei wneud nesaf, pwy allai ei wneud ac erbyn pryd.",
        WELSH_WITHOUT_LEVELS.start_steps[4],
    ),
    start_planner=WELSH_ABOUT_OTHERS.start_planner,
    default_planner=WELSH_ABOUT_OTHERS.default_planner,
    progress_left=", {left} wedi'u gadael yn wag",
    questions_intro=(
        "Atebwch yn y celloedd gwyn: dewiswch o'r rhestr, ticiwch ✓, neu deipiwch. Gadewch yn wag yr hyn na allwch ei "
        "farnu. Mae Delete yn dileu ateb."
    ),
)

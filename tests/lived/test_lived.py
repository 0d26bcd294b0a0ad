"""A round, lived through: what is known to be true of everybody is what xlkit says."""

from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path
from random import Random

import pytest
from msgspec import Struct
from msgspec.structs import replace

from tests.builders.opened import load_workbook
from tests.lived import post, told
from tests.lived.office import Office
from tests.lived.people import Person
from tests.lived.post import Post
from tests.lived.stories import MISHAPS, Scene, Story
from tests.office.calc import Calc

DAYS = 3


class Life(Struct, frozen=True):
    """What happens to one recipient: how their story goes on, where it is, and all that they sent so far."""

    person: Person
    mishap: str
    story: Story
    scene: Scene | None = None
    posts: tuple[Post, ...] = ()

    def a_day_later(self, office: Office, day: int, consolidated: bytes) -> "Life":
        """The life a day later; a story that is over stays where it was, and nothing is done any more."""
        try:
            scene = next(self.story) if day == 0 else self.story.send(office.heard(self.person, day - 1, consolidated))
        except StopIteration:
            return replace(self, scene=self.scene and replace(self.scene, posts=(), edits={}, decision=None))
        return replace(self, scene=scene, posts=(*self.posts, *scene.posts))


def lived(place: Path, mishaps: Sequence[str], seed: int) -> Iterator[str]:
    """Every difference between what is true and what is said, day by day, in a round of these mishaps, one each."""
    chance = Random(seed)
    office = Office(place, [f"Provider {number:03}" for number in range(len(mishaps))], chance)
    lives = [
        Life(person, mishap, MISHAPS[mishap](person, Random(f"{seed} {person.number}")))
        for person, mishap in zip(office.people, mishaps, strict=True)
    ]
    consolidated = b""
    for day in range(DAYS):
        lives = [life.a_day_later(office, day, consolidated) for life in lives]
        yield from (f"day {day}: {difference}" for difference in _differences(office, lives, day))
        consolidated = consolidated or office.merged("merged.xlsx", sorted(office.returned.iterdir())[:1])
    yield from _merged_otherwise(office, lives, chance)
    yield from office.failed


def _differences(office: Office, lives: Iterable[Life], day: int) -> Iterator[str]:
    living = [(life, life.scene) for life in lives if life.scene is not None]
    seen = office.day(day, [(life.person, scene) for life, scene in living])
    yield from told.of_the_log(seen, [sent for life, _ in living for sent in life.posts])
    for life, scene in living:
        said = told.of_a_person(life.person, scene, life.posts, seen)
        yield from (f"who {life.mishap} {difference}" for difference in said)


def _merged_otherwise(office: Office, lives: Iterable[Life], chance: Random) -> Iterator[str]:
    """Whether the consolidated workbook holds what is true, the same to the byte whatever the order of files."""
    shuffled = sorted(office.returned.iterdir())
    chance.shuffle(shuffled)
    if office.merged("again.xlsx", shuffled) != office.merged("once more.xlsx", reversed(shuffled)):
        yield "the order of files makes another workbook"
    book = load_workbook(office.place / "again.xlsx", data_only=True)
    headings, *rows = book["Data"].iter_rows(min_row=4, values_only=True)
    places = [headings.index(name) for name in ("return_id", "item", "level")]
    found = {tuple(map(str, cells)) for row in rows if (cells := [row[place] for place in places])[-1]}
    true = {
        (life.person.return_id, name, str(level))
        for life in lives
        for name, level in (life.scene.merged.items() if life.scene else ())
    }
    if found != true:
        yield f"merged are {sorted(found - true)} too many, and {sorted(true - found)} too few"


def test_every_mishap_is_told_as_it_is(tmp_path: Path) -> None:
    """Each once, in a small round."""
    assert [*lived(tmp_path, list(MISHAPS), 1)] == []


@pytest.mark.libreoffice
@pytest.mark.slow
def test_what_libreoffice_saves_is_told_as_it_is(tmp_path: Path, calc: Calc, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each mishap once, every workbook saved by it in a format of its own choice."""
    (tmp_path / "round").mkdir()

    def saved(ending: str, data: bytes) -> bytes:
        source, target = tmp_path / "source.xlsx", tmp_path / f"saved.{ending}"
        source.write_bytes(data)
        calc.fill_in(source, (), (target,))
        return target.read_bytes()

    monkeypatch.setattr(post, "PROGRAMS", {ending: partial(saved, ending) for ending in ("xlsx", "ods", "xls")})
    assert [*lived(tmp_path / "round", list(MISHAPS), 2)] == []


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(3))
def test_a_round_of_140_is_told_as_it_is(tmp_path: Path, seed: int) -> None:
    """Mishaps drawn at random, half of the recipients without any."""
    chance = Random(seed)
    drawn = [chance.choice(list(MISHAPS)) if chance.random() < 0.5 else "nothing goes wrong" for _ in range(140)]
    assert [*lived(tmp_path, drawn, seed)] == []

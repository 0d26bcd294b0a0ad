"""Following: from a theme to its causes, from a cause to success, from success to what each group promised."""

from collections.abc import Mapping, Sequence

from msgspec import Struct

from xlkit.voice.walls import Placed
from xlkit.voice.workshop import FIRST, QUESTIONS, TOGETHER, Promise, Theme, Workshop

YES = "yes"


class Following(Struct, frozen=True):
    """A workshop with its cards placed, and what hangs on each theme."""

    workshop: Workshop
    placed: Placed

    @classmethod
    def of(cls, workshop: Workshop) -> "Following":
        """What follows from a workshop as it was filled in."""
        return cls(workshop, Placed(workshop))

    def root(self, ref: str) -> str:
        """The first root cause that was found for a theme; empty where none was."""
        return next((cause.root for cause in self.workshop.causes if cause.theme == ref), "")

    def promises(self, ref: str) -> Mapping[str, Promise]:
        """The first action of each group that follows from a theme's first cause and its first success."""
        cause = next((cause.ref for cause in self.workshop.causes if cause.theme == ref), None)
        success = next((each.ref for each in self.workshop.successes if each.cause == cause and cause), None)
        theirs = [each for each in self.workshop.promises if each.success == success and success and each.action]
        return {who: next(each for each in theirs if each.who == who) for who in dict.fromkeys(e.who for e in theirs)}

    def about(self, promise: Promise) -> Theme | None:
        """The theme that a promise goes back to, through its success and that one's cause; None where it does not."""
        cause = next((each.cause for each in self.workshop.successes if each.ref == promise.success), "")
        ref = next((each.theme for each in self.workshop.causes if each.ref == cause), "")
        return next((theme for theme in self.workshop.themes if theme.ref == ref), None)

    def acting(self, success: str) -> Sequence[str]:
        """The groups that promised something towards a success."""
        named = {promise.who for promise in self.workshop.promises if promise.success == success and promise.action}
        acting = self.workshop.acting
        return acting if TOGETHER in named else [group for group in acting if group in named]

    def share(self, theme: Theme) -> float | None:
        """The share of a theme's people in all whose reviews are in; None where nobody's are."""
        return self.placed.people(theme) / self.workshop.heard if self.workshop.heard else None

    def dots(self, theme: Theme) -> int:
        """All dots of a theme."""
        return sum(each or 0 for each in theme.dots)

    def rank(self, theme: Theme, *, of_people: bool) -> int | None:
        """The place of a theme among those of its wall by dots, ties alike; None for one without any."""
        those = [each for each in self.workshop.themes if each.wall == theme.wall]
        counts = [(each.dots[0] or 0) if of_people else self.dots(each) for each in those]
        own = counts[those.index(theme)]
        return 1 + sum(count > own for count in counts) if own else None

    @property
    def first(self) -> tuple[Theme, ...]:
        """The five questions with most dots; where there is a tie at the fifth place all of it, none is dropped."""
        questions = (theme for theme in self.workshop.themes if theme.wall == QUESTIONS)
        return tuple(theme for theme in questions if (self.rank(theme, of_people=False) or FIRST + 1) <= FIRST)

    @property
    def tied(self) -> tuple[Theme, ...]:
        """Those of the first questions that tie where not all of them have a place: the event chooses among them."""
        last = max((self.rank(theme, of_people=False) or 0 for theme in self.first), default=0)
        is_over = len(self.first) > FIRST
        return tuple(theme for theme in self.first if is_over and self.rank(theme, of_people=False) == last)

"""Headlines: what to say first of a comparison, each a sentence with the figure that it rests on."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from xlkit.comparison.comparison import Planned, Response
from xlkit.comparison.gathered import Told
from xlkit.comparison.market import MarketTheme
from xlkit.comparison.pairing import Pairing
from xlkit.comparison.scale_matrix import Change, ChoiceScale, MatrixItem
from xlkit.comparison.shares import FEWEST, Share
from xlkit.form.identity import Perspective
from xlkit.form.item import Role
from xlkit.intake.log import Ledger
from xlkit.measures.gaps import further_on
from xlkit.measures.picks import DOWN, UP
from xlkit.measures.planning import repeated, unowned
from xlkit.returns.names import organisation_of

# The words that go with one, and with any other count.
GIVEN = (" file was given, and ", " files were given, and ")
COUNT = (" of them counts.", " of them count.")
PLANNED = (" action is planned, and ", " actions are planned, and ")
REPEATED = "Actions that stood in an earlier round in the same words, and are still open: "
COMPARED = "answers compared with those of {others}, {who} further on in"
NOT_COMPARED = "No answer stands beside one of {others} on the same statements."
SMALLEST_SHARE = "The smallest share is "
NO_SHARE = f"Nowhere is the whole {FEWEST} or more, so no share is told."
RATED = {Role.RATING: ("Ratings", "ratings"), Role.FORECAST: ("Forecasts", "forecasts")}
LOWEST = " are at “{label}”, the lowest choice."
SINCE = "Since {earlier} answers went up in "


@dataclass(frozen=True, slots=True)
class Headline:
    """One sentence, what `kind` it is of, and its figure.

    One that speaks of a single theme has the `theme`, None where no theme has the levels that this takes, and its
    `place` in its market, counted from 1.
    """

    kind: str
    said: str
    figure: float | None
    theme: MarketTheme | None = None
    place: int | None = None


def returns(ledger: Ledger) -> Headline:
    """How many files came back, and how many of them count."""
    given, counted = len(ledger.entries), len(ledger.merged)
    sentence = f"{given}{one_or_many(given, *GIVEN)}{counted}{one_or_many(counted, *COUNT)}"
    return Headline("Returns", sentence, counted)


def response(answered: Response) -> Headline:
    """How many of those who were asked sent a valid return."""
    sentence = (
        f"{len(answered.files)} of {answered.invited} who were asked sent a valid return: {percent(answered.share)}."
    )
    return Headline("Response", sentence, answered.share)


def placed_further_on(kind: str, who: str, others: str, gaps: Iterable[float | None]) -> Headline:
    """In how many answers somebody places itself further on than others do; `who` is followed by its verb."""
    below, at, above = further_on(gaps)
    compared = COMPARED.format(others=others, who=who)
    total = below + at + above
    sentence = f"Of {total} {compared} {above}, and less far on in {below}."
    return Headline(kind, sentence if total else NOT_COMPARED.format(others=others), above)


def has_several_commissioners(pairing: Pairing) -> bool:
    """Whether those that speak of providers as their commissioner are several."""
    voices = (voice for voice in pairing.panel.voices if voice.perspective is Perspective.COMMISSIONER)
    return len({organisation_of(voice.organisation) for voice in voices}) > 1


def overdue(actions: Sequence[Planned]) -> Headline:
    """How many actions there are, and how many of those that are not closed are overdue or have no owner."""
    times = [action.timing for action in actions]
    late, still_open = times.count("overdue"), len(times) - times.count("closed")
    nobodys = unowned((action.action.owner for action in actions), times)
    planned = f"{len(times)}{one_or_many(len(times), *PLANNED)}"
    return Headline("Actions overdue", f"{planned}{still_open} open: {late} overdue, {nobodys} without an owner.", late)


def planned_again(actions: Sequence[Planned]) -> Headline:
    """How many actions stood in an earlier round already, and are still open."""
    many = repeated((action.before for action in actions), (action.timing for action in actions))
    return Headline("Actions repeated", f"{REPEATED}{many}.", many)


def at_the_lowest(role: Role, scale: ChoiceScale, items: Sequence[MatrixItem]) -> Headline:
    """How many picks of one scale are of its lowest choice; those outside its order are not among them."""
    kind, noun = RATED[role]
    picks = [pick for item in items if item.scale == scale for pick in item.picks if pick in scale.ordered]
    lowest = scale.ordered[0]
    low = picks.count(lowest)
    return Headline(f"{kind} at the lowest", f"Of {len(picks)} {noun} {low}{LOWEST.format(label=lowest.label)}", low)


def smallest_share(shares: Sequence[Share]) -> Headline:
    """The smallest share of a whole, and on what; the first of several alike."""
    told = [share for share in shares if share.share is not None]
    least = min(told, key=lambda share: share.share or 0, default=None)
    if least is None or least.share is None:
        return Headline("Smallest share", NO_SHARE, None)
    sentence = f"{SMALLEST_SHARE}{percent(least.share)}, on {least.item.title}, {least.counted} of {least.of}."
    return Headline("Smallest share", sentence, least.share)


def changed(change: Change) -> Headline:
    """How many answers went up, and how many down, since an earlier round."""
    states = [shift.state for shift in change.shifts]
    up, down = states.count(UP), states.count(DOWN)
    return Headline("What changed", f"{SINCE.format(earlier=change.earlier)}{up} cases and down in {down}.", up)


def register_overdue(timings: Sequence[str]) -> Headline:
    """How many rows of a register are overdue, from where each stands in time."""
    late = timings.count("overdue")
    return Headline("Register overdue", f"The register has {len(timings)} rows, and {late} are overdue.", late)


def support_wanted(requests: Sequence[Told], *, is_ranked: bool) -> Headline:
    """How many ask for support, and where it is known who is ahead, for how many another organisation is."""
    sentence = f"Requests for support: {len(requests)}"
    helped = sum(bool(request.helpers) for request in requests)
    ahead = f", and for {helped} of them another organisation is ahead" if is_ranked else ""
    return Headline("Support wanted", f"{sentence}{ahead}.", len(requests))


def one_or_many(count: int, one: str, many: str) -> str:
    """The words that go with a count."""
    return one if count == 1 else many


def number(value: float | None) -> str:
    """A number as a formula joins it to a text."""
    return "" if value is None else f"{value:.15g}"


def rounded(value: float, places: int) -> str:
    """A number as ROUND leaves it, halves away from 0, and as a formula then joins it to a text."""
    exact = Decimal(number(value)).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    return number(float(exact))


def percent(value: float) -> str:
    """A share as TEXT writes it with the format 0%."""
    return f"{rounded(100 * float(number(value)), 0)}%"

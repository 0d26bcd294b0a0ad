"""Notes on versions: where what is compared was asked in other words."""

from collections.abc import Sequence

from msgspec.structs import replace

from tests.builders.rounds import AS_AT, COMMISSIONER, CROSSWALK, INSTRUMENTS, PROVIDER, SHORT, answered, ledger
from xlkit.comparison.compare import compare
from xlkit.form.identity import Perspective
from xlkit.returns.completed import Return


def of_version(version: str, *, round_name: str = "Spring", organisation: str = "A") -> Return:
    one = answered(PROVIDER, organisation, {"strategy": 2})
    return replace(one, identity=replace(one.identity, version=version, round=round_name))


def said(*returns: Return, earlier: Sequence[Return] = ()) -> list[str]:
    """What the notes say of versions, without the advice that ends each."""
    found = compare(INSTRUMENTS, CROSSWALK, ledger(*returns), AS_AT, earlier=earlier)
    return [one.text.partition(":")[0] for one in found.notes if one.kind == "versions"]


def test_partial_links_of_a_side_that_did_not_answer_are_not_noted() -> None:
    """What others say of the council stands on no theme; once it answers, that it is spoken of in part is said."""
    about = answered(SHORT, "A", {"prices": 2}, perspective=Perspective.PROVIDER, subject="Fenmoor")
    own = answered(COMMISSIONER, "Fenmoor", {"culture_change": 2})
    for returns, kinds in (((about,), []), ((about, own), ["partial links"])):
        found = compare(INSTRUMENTS, CROSSWALK, ledger(of_version("2.0"), *returns), AS_AT)
        assert [one.kind for one in found.notes if one.kind == "partial links"] == kinds


def test_returns_of_two_versions_are_noted() -> None:
    """Merged as they are; of one version alone nothing is said."""
    assert said(of_version("1.0"), of_version("2.0", organisation="B")) == ["Returns of versions 1.0, 2.0 are merged"]
    assert said(of_version("2.0"), of_version("2.0", organisation="B")) == []


def test_returns_older_than_the_template_are_noted() -> None:
    """The workbook shows the template's words, which they may not have answered."""
    assert said(of_version("1.0")) == ["Returns of version 1.0 stand under the words of 2.0"]


def test_an_earlier_round_of_another_version_is_noted() -> None:
    """Movement compares levels whose words may have changed; of the same version it does not."""
    assert said(of_version("2.0"), earlier=[of_version("1.0", round_name="Autumn")]) == [
        "Earlier returns are of version 1.0, these of 2.0"
    ]
    assert said(of_version("2.0"), earlier=[of_version("2.0", round_name="Autumn")]) == []


def test_a_short_form_has_versions_of_its_own() -> None:
    """It stands beside its whole template, whose version is another, and nothing was reworded."""
    own = answered(COMMISSIONER, "Council", {"prices": 2}, agreed=True)
    seen = answered(SHORT, "A", {"prices": 3}, perspective=Perspective.PROVIDER, subject="Council")
    assert SHORT.version != COMMISSIONER.version
    assert said(own, seen) == []


def test_who_is_joined_is_named_as_each_spelt_it() -> None:
    """Where all spell it alike there is nothing to name."""

    def told(other: str) -> str:
        ones = [answered(PROVIDER, name, {"strategy": 2}, respondent=name) for name in ("Elm Row", other)]
        (text,) = (
            one.text for one in compare(INSTRUMENTS, CROSSWALK, ledger(*ones), AS_AT).notes if one.kind == "position"
        )
        return text.partition(f"{PROVIDER.title}, ")[2]

    assert told("Elm Row Ltd").startswith("as Elm Row and as Elm Row Ltd, so the middle one")

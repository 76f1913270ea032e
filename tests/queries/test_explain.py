"""The explanation of a case: its state, its next step, and every rule on the facts that counted."""

from datetime import date, timedelta

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from tests.cast import make_cast
from tests.factories import (
    NOW,
    TODAY,
    make_call_back,
    make_call_slot,
    make_case,
    make_claim,
    make_consequence,
    make_contact,
    make_creditor,
    make_customer,
    make_details,
    make_entry,
    make_hold,
    make_moment,
    make_point,
    make_request,
    make_step,
)
from tests.wordless import forget
from tijdig.actions import holds, night, sending, sweeping
from tijdig.actions.audit import record
from tijdig.models import Case, Creditor, Night
from tijdig.queries import cases, explain, policies, promised, visible

pytestmark = pytest.mark.django_db

ANNAS = "brief + e-mail + sms"
"""The way to Anna: late now and then, a small sum, and easy to reach without paper."""


def lines(case: Case, days: int = 0) -> list[str]:
    return explain.text(case, TODAY + timedelta(days=days)).replace("\xa0", " ").splitlines()


def past(case: Case, days: int = 0) -> list[str]:
    found = lines(case, days)
    if "Wat ging vooraf:" not in found:
        return []
    found = found[found.index("Wat ging vooraf:") + 1 : found.index("")]
    return [line for line in found if line.startswith("  ")]


def paid(case: Case, *, all_of_it: bool) -> None:
    """As a file would bring it: in the book, while the night has not looked yet."""
    for claim in visible.claims(case).filter(open_cents__gt=0)[: None if all_of_it else 1]:
        make_entry(claim, amount_cents=-claim.open_cents if all_of_it else -1_000)


def test_explanation_tells_what_was_decided_on_what_was_known_then() -> None:
    anna = make_cast().anna
    night.run(TODAY, at=NOW, by="test")

    told = explain.explanation(anna, TODAY)

    assert str(told.decision.reasons["whether"]) == "say_first"
    assert (told.account.overdue_cents, told.account.moment_today) == (18_240, False)


def test_explanation_begins_with_the_case_and_its_next_step() -> None:
    anna = make_cast().anna
    night.run(TODAY, at=NOW, by="test")

    assert lines(anna)[:3] == [
        f"Dossier {anna.pk}: klant {anna.customer.number} bij Woonstede",
        "Stand: open, € 182,40 nog te betalen",
        f"Volgende stap: eerste herinnering ({ANNAS}) op dinsdag 24 november 2026 vanaf 7.00 uur",
    ]
    assert past(anna) == [f"  24 november: eerste herinnering, {ANNAS}, staat klaar vanaf 7.00 uur"]


def test_explanation_of_another_day_looks_at_the_case_as_it_is() -> None:
    anna = make_cast().anna
    night.run(TODAY, at=NOW, by="test")

    told = explain.explanation(anna, TODAY + timedelta(days=1))

    assert str(told.decision.reasons["whether"]) == "time_after_first"


def test_explanation_names_the_day_on_which_a_quiet_case_is_looked_at() -> None:
    anna = make_cast().anna
    make_hold(anna)
    assert lines(anna)[2] == "Volgende stap: opnieuw bekijken op dinsdag 22 december 2026"
    night.run(TODAY, at=NOW, by="test")

    assert lines(anna)[2] == "Volgende stap: opnieuw bekijken op dinsdag 22 december 2026"


def test_explanation_begins_with_what_the_customer_waits_for() -> None:
    anna = make_cast().anna
    make_hold(anna, kind="reacted")
    make_request(anna, kind="pay_in_parts", answer_due_on=TODAY + timedelta(days=1))
    make_call_back(anna, slot=make_call_slot(anna.creditor, starts_at=NOW + timedelta(days=2)))

    assert lines(anna)[2] == (
        "Volgende stap: antwoorden op “in delen betalen”, uiterlijk woensdag 25 november 2026; "
        "bellen op donderdag 26 november 2026 om 9.00 uur; opnieuw bekijken op dinsdag 22 december 2026"
    )
    assert "uiterlijk woensdag 25 november 2026, dat is te laat" in lines(anna, days=2)[2]


def test_explanation_of_a_past_day_tells_what_was_waited_for_then() -> None:
    anna = make_cast().anna
    night.run(TODAY, at=NOW, by="test")
    asked = make_request(anna, kind="explain")
    asked.state, asked.answered_at, asked.answered_by = "answered", NOW + timedelta(days=1), "test"
    asked.save()

    told = promised.lines(anna, TODAY)

    assert list(told) == ["antwoorden op “leg het uit”, uiterlijk donderdag 26 november 2026"]
    assert list(promised.lines(anna, TODAY - timedelta(days=1))) == []
    assert list(promised.lines(anna, TODAY + timedelta(days=1))) == []


@pytest.mark.parametrize("is_decided", [True, False])
def test_explanation_of_what_is_held_promises_no_message(*, is_decided: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    forget(monkeypatch, "S4b")
    anna = make_cast().anna
    make_consequence(anna)
    if is_decided:
        night.run(TODAY, at=NOW, by="test")

    told = lines(anna)

    held = "gepland, maar vastgehouden; een medewerker kijkt"
    assert told[2].endswith(f"zoals het nu staat: S4b, dagvaarding: {held}")
    assert told[3] == "Vastgehouden: de tekst hiervoor (dagvaarding) komt nog. Er gaat niets uit."
    assert f"  Besluit: S4b, dagvaarding: {held}" in told
    assert "  Een mens: dinsdag 24 november 2026" in told
    assert f"  Gaat er iets uit? {held} (say_consequence)" in told
    assert not any(line.startswith("=>") and "bericht sturen" in line for line in told)
    _, answers, parts = explain.page(anna, TODAY)
    assert answers[0].outcome == held
    assert not any("bericht sturen" in line.lower() for line in (*parts.decision, *parts.winners))


def test_explanation_of_a_closed_case_says_why() -> None:
    case = make_case(state="closed", closed_on=TODAY, closing_reason="paid")

    assert lines(case)[1] == "Stand: gesloten op dinsdag 24 november 2026, alles is betaald"
    assert str(explain.explanation(case, TODAY).decision.reasons["whether"]) == "already_closed"


def test_story_says_what_went_out_today_and_what_comes_tomorrow() -> None:
    anna = make_cast().anna
    night.run(TODAY, at=NOW, by="test")
    sending.send_due(NOW, by="test")

    assert lines(anna)[2] == "Volgende stap: eerste herinnering (sms) op woensdag 25 november 2026 vanaf 7.00 uur"
    assert past(anna) == [
        "  24 november: eerste herinnering, brief + e-mail, verstuurd om 9.00 uur",
        "  24 november: eerste herinnering, sms, staat klaar vanaf 7.00 uur",
    ]
    assert f"  Besluit: S1, eerste herinnering ({ANNAS})" in lines(anna)


@pytest.mark.parametrize("is_swept", [True, False])
def test_story_of_a_case_that_was_paid_after_the_night_does_not_promise_what_was_planned(*, is_swept: bool) -> None:
    anna = make_cast().anna
    night.run(TODAY, at=NOW, by="test")
    paid(anna, all_of_it=True)
    if is_swept:
        sweeping.sweep(NOW, by="test")

    told = lines(anna)

    assert told[1:3] == [
        "Stand: open, € 0,00 nog te betalen",
        "Volgende stap: de bedragen zijn veranderd sinds het besluit van dinsdag 24 november 2026 "
        "(toen € 182,40, nu € 0,00); wat klaarstond, gaat niet uit; de eerstvolgende nacht sluit het dossier",
    ]
    became = "gestopt" if is_swept else "gaat niet uit"
    assert past(anna) == [f"  24 november: eerste herinnering, {ANNAS}, {became}: betaald"]
    assert "  Besluit: sluiten" in told


def test_story_of_a_part_payment_names_both_amounts_and_what_would_be_decided_now() -> None:
    anna = make_cast().anna
    night.run(TODAY, at=NOW, by="test")
    paid(anna, all_of_it=False)
    sweeping.sweep(NOW, by="test")

    told = lines(anna)

    assert told[2].endswith(
        "(toen € 182,40, nu € 172,40); wat klaarstond, gaat niet uit; "
        f"de eerstvolgende nacht beslist; zoals het nu staat: S1, eerste herinnering ({ANNAS})"
    )
    assert past(anna)[0].endswith("gestopt: deels betaald")
    assert "Hieronder staat wat nu zou worden besloten." in told


def test_story_of_a_new_bill_keeps_the_message_that_still_holds() -> None:
    anna = make_cast().anna
    night.run(TODAY, at=NOW, by="test")
    make_claim(anna.customer, amount_cents=5_000, due_on=TODAY + timedelta(days=20))

    assert f"(toen € 182,40, nu € 232,40); eerste herinnering ({ANNAS}) op dinsdag" in lines(anna)[2]


def test_story_of_a_hold_after_the_night_says_that_facts_changed() -> None:
    anna = make_cast().anna
    night.run(TODAY, at=NOW, by="test")
    make_hold(anna, until_on=date(2026, 12, 7))

    told = lines(anna)

    assert told[2:4] == [
        "Volgende stap: de gegevens zijn veranderd sinds het besluit van dinsdag 24 november 2026; "
        "wat klaarstond, gaat niet uit; opnieuw bekijken op maandag 7 december 2026",
        "Rust tot 7 december: de klant vroeg om rust",
    ]
    assert "  Besluit: helemaal stoppen tot maandag 7 december 2026" in told


def test_story_tells_of_every_hold_in_force() -> None:
    case = make_case()
    claim = make_claim(case.customer, reference="F-7")
    make_hold(case, kind="agreed", reason="", until_on=date(2027, 1, 4))
    make_hold(case, kind="disputed", reason="", until_on=None, claim=claim)
    make_hold(case, until_on=TODAY)

    assert [line for line in lines(case) if line.startswith("Rust")] == [
        "Rust tot 4 januari 2027: er is een afspraak",
        "Rust voor rekening F-7 zonder einddatum: de klant is het er niet mee eens",
    ]


def test_story_of_a_day_before_a_later_decision_says_so() -> None:
    anna = make_cast().anna
    night.run(TODAY, at=NOW, by="test")
    sending.send_due(NOW, by="test")
    night.run(TODAY + timedelta(days=1), at=NOW + timedelta(days=1), by="test")
    paid(anna, all_of_it=False)

    told = lines(anna)

    assert "Hieronder staat wat gold op dinsdag 24 november 2026; daarna is opnieuw beslist." in told
    assert f"  Besluit: S1, eerste herinnering ({ANNAS})" in told
    assert "veranderd" not in told[2]
    assert "de bedragen zijn veranderd sinds het besluit van woensdag 25 november 2026" in lines(anna, days=1)[2]


def test_story_of_a_lifted_hold_follows_what_would_be_decided_now() -> None:
    anna = make_cast().anna
    hold = make_hold(anna)
    night.run(TODAY, at=NOW, by="test")
    holds.lift(hold, by="test", at=NOW)

    assert lines(anna)[2].endswith(
        f"; de eerstvolgende nacht beslist; zoals het nu staat: S1, eerste herinnering ({ANNAS})"
    )


def test_story_tells_the_last_five_newest_first() -> None:
    case = make_case(make_customer())
    for number in range(7):
        moment = make_moment(case, day=TODAY - timedelta(days=60 * number))
        make_contact(moment, state="delivered", handed_over_at=NOW - timedelta(days=60 * number))

    found = past(case)

    assert [line.split(":")[0].strip() for line in found] == [
        "24 november", "25 september", "27 juli", "28 mei", "29 maart",
    ]  # fmt: skip
    assert found[0].endswith("brief, verstuurd om 9.00 uur en aangekomen")


def test_story_of_a_case_closed_after_the_night_has_no_next_step() -> None:
    anna = make_cast().anna
    night.run(TODAY, at=NOW, by="test")
    Case.objects.filter(pk=anna.pk).update(state="closed", closed_on=TODAY, closing_reason="paid")
    anna.refresh_from_db()

    told = lines(anna)

    assert not any(line.startswith("Volgende stap") for line in told)
    assert past(anna) == [f"  24 november: eerste herinnering, {ANNAS}, gaat niet uit: dossier gesloten"]
    assert "  Besluit: sluiten" in told


def test_explain_command_in_short_leaves_out_every_rule(capsys: pytest.CaptureFixture[str]) -> None:
    anna = make_cast().anna
    call_command("explain", str(anna.pk), date="2026-11-24")
    whole = capsys.readouterr().out

    call_command("explain", str(anna.pk), date="2026-11-24", short=True)

    short = capsys.readouterr().out
    assert whole.startswith(short.rstrip())
    assert "  Gaat er iets uit? bericht sturen (say_first)" in short
    assert "Wat leidt ergens anders heen?" in short
    assert "onwaar" not in short
    assert "Bronnen" not in short


def test_explain_command_prints_every_rule(capsys: pytest.CaptureFixture[str]) -> None:
    anna = make_cast().anna

    call_command("explain", f"woonstede:{anna.customer.number}", date="2026-11-24")

    printed = capsys.readouterr().out
    assert printed.startswith(f"Dossier {anna.pk}: klant {anna.customer.number} bij Woonstede\n")
    assert "=> waar   say_first" in printed
    assert "Wat leidt ergens anders heen?" in printed
    assert "Bronnen" in printed


def test_explain_command_refuses_a_case_that_is_not_there() -> None:
    with pytest.raises(CommandError, match="er is geen dossier 'x'; geef het nummer"):
        call_command("explain", "x")


def test_a_past_day_is_told_with_the_facts_of_then() -> None:
    case = make_case()
    make_claim(case.customer, due_on=TODAY + timedelta(days=20), amount_cents=10_000)
    for days in range(3):
        night.run(TODAY + timedelta(days=days), at=NOW + timedelta(days=days), by="test")
    paid(case, all_of_it=True)

    told = explain.explanation(case, TODAY + timedelta(days=1))
    text = lines(case, days=1)

    assert (told.day, told.account.open_cents, str(told.decision.reason)) == (TODAY, 10_000, "nothing_due")
    assert "Stand: open, € 100,00 nog te betalen" in text
    assert "Het is besloten op dinsdag 24 november 2026." in text
    assert "Hieronder staat wat gold op woensdag 25 november 2026; daarna is opnieuw beslist." in text


def test_a_past_day_is_told_with_the_policy_of_then() -> None:
    creditor = make_creditor(policy_overrides={})
    case = make_case(make_customer(creditor))
    make_claim(case.customer, due_on=TODAY - timedelta(days=1), amount_cents=10_000)
    record(
        "creditor.added", creditor, by="test", at=NOW - timedelta(days=9), facts={"chosen": {"policy_overrides": {}}}
    )
    night.run(TODAY, at=NOW, by="test")
    chosen = {"stages.first_reminder_from_days": 1}
    Creditor.objects.filter(pk=creditor.pk).update(policy_overrides=chosen)
    at = NOW + timedelta(hours=2)
    record("creditor.changed", creditor, by="test", at=at, facts={"chosen": {"policy_overrides": chosen}})
    night.run(TODAY + timedelta(days=1), at=NOW + timedelta(days=1), by="test")
    case = Case.objects.get(pk=case.pk)

    told = explain.explanation(case, TODAY)

    assert str(told.decision.reason) == "too_early"
    assert policies.of(case.creditor, TODAY).stages.first_reminder_from_days == 1
    assert policies.then(case.creditor, TODAY).stages.first_reminder_from_days == 2
    assert not any(line.startswith("De regels zijn sindsdien veranderd") for line in lines(case))


def test_a_day_with_a_second_night_is_told_with_the_policy_of_that_one() -> None:
    creditor = make_creditor(policy_overrides={})
    case = make_case(make_customer(creditor))
    make_point(case.customer)
    make_claim(case.customer, due_on=TODAY - timedelta(days=2), amount_cents=10_000)
    night.run(TODAY, at=NOW, by="test")
    chosen = {"stages.first_reminder_from_days": 4}
    Creditor.objects.filter(pk=creditor.pk).update(policy_overrides=chosen)
    at = NOW + timedelta(hours=2)
    record("creditor.changed", creditor, by="test", at=at, facts={"chosen": {"policy_overrides": chosen}})
    night.run(TODAY, at=NOW + timedelta(hours=4), by="test")

    told = Night.objects.get(day=TODAY)

    assert (told.started_at, told.released_at) == (NOW, NOW + timedelta(hours=4))
    assert policies.then(Creditor.objects.get(pk=creditor.pk), TODAY).stages.first_reminder_from_days == 4


def test_a_day_before_anything_was_decided_says_so() -> None:
    anna = make_cast().anna
    night.run(TODAY, at=NOW, by="test")

    told = lines(anna, days=-1)

    assert any(line.startswith("Op maandag 23 november 2026 was nog niets besloten.") for line in told)


def test_a_day_before_the_first_decision_is_told_without_what_came_after() -> None:
    case = make_case()
    make_details(case.customer)
    make_point(case.customer, noted_on=TODAY - timedelta(days=40))
    make_claim(case.customer, invoiced_on=TODAY - timedelta(days=40), due_on=TODAY - timedelta(days=3))
    night.run(TODAY, at=NOW, by="test")
    assert sending.send_due(NOW, by="test").sent == 1
    claim = visible.claims(case)[0]
    make_entry(claim, kind="payment", amount_cents=-claim.open_cents, booked_on=TODAY + timedelta(days=1))
    night.run(TODAY + timedelta(days=2), at=NOW + timedelta(days=2), by="test")
    case = Case.objects.get(pk=case.pk)
    assert case.state == "closed"

    told = lines(case, days=-1)

    assert str(explain.explanation(case, TODAY - timedelta(days=1)).decision.reason) == "say_first"
    assert told[1].startswith("Stand: open, ")
    assert "Wat ging vooraf:" not in told
    assert "Op maandag 23 november 2026 was nog niets besloten." in " ".join(told)
    assert "die dag" in " ".join(told)


def test_rules_that_changed_since_are_told() -> None:
    anna = make_cast().anna
    night.run(TODAY, at=NOW, by="test")
    made = cases.last_decision(anna)
    assert made is not None
    made.kind.rules["whether"] = "too_early"
    made.kind.save()

    assert "De regels zijn sindsdien veranderd: hieronder staat wat zij er nu van zouden maken." in lines(anna)


def test_steps_of_people_are_told_as_far_as_they_had_come() -> None:
    anna = make_cast().anna
    night.run(TODAY, at=NOW, by="test")
    made = cases.last_decision(anna)
    facts = {"decision": made, "on_day": TODAY + timedelta(days=6)}
    settled = {"settled_at": NOW + timedelta(days=6), "settled_by": "test"}
    make_step(anna, **facts, why="text_to_come", skill="look", kind="")
    make_step(anna, **facts, state="given")
    make_step(anna, **facts, state="not_given", skill="visit", kind="visit", **settled)

    told = [line for line in lines(anna) if line.startswith("Een mens: ")]

    assert told == [
        "Een mens: dossier bekijken op maandag 30 november 2026, gewenst",
        "Een mens: bellen op maandag 30 november 2026, ingepland",
        "Een mens: op bezoek gaan op maandag 30 november 2026",
    ]
    assert "Een mens: op bezoek gaan op maandag 30 november 2026, geen tijd voor" in lines(anna, days=6)

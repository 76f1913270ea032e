"""Creditors: set up and changed at once or not at all, with a trace; and nothing goes out for who may not send."""

from datetime import UTC, datetime
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db.models import QuerySet

from demo import creditors as demo_cards
from demo import setup
from tests.actions.carriers import Carrier
from tests.actions.conftest import make_late_case
from tests.factories import NOW, TODAY, make_creditor
from tijdig.actions import audit, creditors, night, sending
from tijdig.actions.refusals import ConflictError
from tijdig.intake.creditors import EXAMPLE, CardError
from tijdig.models import AuditEvent, Case, Contact, Creditor
from tijdig.words import SenderType

pytestmark = pytest.mark.django_db
VALUES = demo_cards.WOONSTEDE.values()
SENTENCE = "Woonstede ({code}) schrijft namens een ander, maar heeft geen Wki-registratie. Er gaat niets uit."


def put(version: int | None = None, *, dry_run: bool = False, **changes: Any) -> creditors.Outcome:
    return creditors.put(VALUES | changes, by="Samira", at=NOW, version=version, dry_run=dry_run)


def traces() -> list[tuple[str, str, dict[str, Any]]]:
    return list(AuditEvent.objects.order_by("pk").values_list("what", "by", "facts"))


# Adding and changing ------------------------------------------------------------------------------------------------


def test_creditor_is_added_with_its_trace() -> None:
    outcome = put()

    creditor = Creditor.objects.get(code="woonstede")
    assert (outcome.is_new, outcome.creditor, creditor.version) == (True, creditor, 1)
    assert (creditor.iban, creditor.address_lines) == ("NL21TYDG0001000001", ["Marktgaarde 1", "1280 WS Watermeer"])
    ((what, by, facts),) = traces()
    assert (what, by, facts["version"]) == ("creditor.added", "Samira", 1)
    assert facts["chosen"]["charges_costs"] is False
    assert "Woonstede" not in str(facts)


def test_creditor_is_changed_one_version_on() -> None:
    put()

    outcome = put(phone="020 555 01 99", charges_costs=True)

    creditor = Creditor.objects.get(code="woonstede")
    assert (creditor.phone, creditor.charges_costs, creditor.version) == ("020 555 01 99", True, 2)
    assert outcome.changes == {"phone": ("020 555 01 23", "020 555 01 99"), "charges_costs": (False, True)}
    assert traces()[1] == (
        "creditor.changed",
        "Samira",
        {"changed": ["charges_costs", "phone"], "version": 2, "chosen": {"charges_costs": True}},
    )


def test_same_card_again_changes_nothing() -> None:
    put()

    outcome = put()

    assert (outcome.is_new, outcome.changes) == (False, {})
    assert (len(traces()), Creditor.objects.get().version) == (1, 1)


def test_dry_run_changes_nothing() -> None:
    assert put(dry_run=True).is_new
    assert Creditor.objects.count() == 0

    put()

    assert put(dry_run=True, phone="020 555 01 99").changes == {"phone": ("020 555 01 23", "020 555 01 99")}
    assert (Creditor.objects.get().phone, len(traces())) == ("020 555 01 23", 1)


def test_intake_goes_on_from_where_it_was() -> None:
    put()
    Creditor.objects.update(visible_intake=7)

    put(phone="020 555 01 99")

    assert Creditor.objects.get().visible_intake == 7


def test_fault_changes_nothing() -> None:
    put()

    with pytest.raises(CardError, match="controlegetal") as refused:
        put(iban="NL00", phone="020 555 01 99", charges_costs=True)

    assert [fault.key for fault in refused.value.faults] == ["account.iban"]
    assert (Creditor.objects.get().phone, len(traces())) == ("020 555 01 23", 1)


def test_no_change_without_a_trace(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_args: Any, **_options: Any) -> None:
        raise RuntimeError

    put()
    monkeypatch.setattr(audit, "record", fail)

    with pytest.raises(RuntimeError):
        put(phone="020 555 01 99")
    with pytest.raises(RuntimeError):
        put(code="anders")

    assert list(Creditor.objects.values_list("code", "phone", "version")) == [("woonstede", "020 555 01 23", 1)]


def test_second_of_two_who_change_it_is_told() -> None:
    put()
    put(version=1, phone="020 555 01 99")

    with pytest.raises(ConflictError):
        put(version=1, phone="020 555 01 98")
    with pytest.raises(ConflictError):
        put(version=1, code="gone")

    assert Creditor.objects.get().phone == "020 555 01 99"


def test_second_of_two_who_add_it_changes_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """The other one's row came in between our looking and our adding."""
    put()
    monkeypatch.setattr(QuerySet, "first", lambda _self: None)

    outcome = put(phone="020 555 01 99")

    assert (outcome.is_new, Creditor.objects.get().version) == (False, 2)


# Who writes for somebody else (LAW T-WKI-7) ---------------------------------------------------------------------------


def third(**values: Any) -> Creditor:
    return make_creditor(sender_type=SenderType.THIRD_PARTY, **values)


def test_third_party_without_registration_is_not_set_up() -> None:
    with pytest.raises(CardError, match="zonder dat nummer gaat er niets uit"):
        put(sender_type="third_party")

    assert put(sender_type="third_party", wki_registration="WKI-000123").is_new


def test_night_plans_for_who_may_not_send_and_says_so(carry: Any) -> None:
    case = make_late_case(third())

    planned = night.run(TODAY, at=NOW, by="test")
    counts = sending.send_due(NOW, by="test")

    assert (planned.planned, counts.line()) == (3, "planned: 0, sent: 0, stopped: 0, waiting: 3")
    for notes in (planned.notes, counts.notes):
        assert len(notes) == 1
        assert notes[0].startswith(SENTENCE.format(code=case.creditor.code))
    assert (Carrier.calls, set(Contact.objects.values_list("state", flat=True))) == ([], {"planned"})


def test_only_those_who_may_not_send_wait(carry: Any) -> None:
    make_late_case(third())
    registered = make_late_case(third(wki_registration="WKI-000123"))
    own = make_late_case()
    Creditor.objects.update(policy_overrides={"steps.announce_after_days": 0})
    night.run(TODAY, at=NOW, by="test")

    counts = sending.send_due(NOW, by="test")

    assert (counts.sent, counts.waiting) == (6, 3)
    assert set(Contact.objects.filter(state="handed_over").values_list("case_id", flat=True)) == {registered.pk, own.pk}
    assert all("WKI-000123" in contact.text for contact in registered.contacts.filter(kind__in=["letter", "email"]))


def test_answer_of_who_may_not_send_waits_too(carry: Any) -> None:
    make_late_case(third())
    night.run(TODAY, at=NOW, by="test")
    Contact.objects.update(moment=None)

    assert sending.send_due(NOW, by="test").sent == 0


def test_registration_lost_after_the_night_keeps_all_inside(carry: Any) -> None:
    make_late_case(third(wki_registration="WKI-000123"))
    night.run(TODAY, at=NOW, by="test")
    Creditor.objects.update(wki_registration=" ")

    assert sending.send_due(NOW, by="test").sent == 0
    assert Carrier.calls == []


@pytest.mark.parametrize("change", [{"wki_registration": "WKI-000123"}, {"iban": "NL21TYDG0001000001"}])
def test_words_with_another_account_or_registration_are_stopped(late: Case, carry: Any, change: dict[str, str]) -> None:
    Creditor.objects.update(policy_overrides={"steps.announce_after_days": 0})
    night.run(TODAY, at=NOW, by="test")
    Creditor.objects.update(**change)

    assert sending.send_due(NOW, by="test").line() == "planned: 0, sent: 0, stopped: 3, waiting: 0"
    assert set(Contact.objects.values_list("stop_reason", flat=True)) == {"changed"}


def test_registration_that_came_is_in_the_words_of_the_next_night(carry: Any) -> None:
    case = make_late_case(third())
    Creditor.objects.update(policy_overrides={"steps.announce_after_days": 0})
    night.run(TODAY, at=NOW, by="test")
    Creditor.objects.update(wki_registration="WKI-000123")
    sending.send_due(NOW, by="test")

    later = datetime(2026, 11, 25, 8, 0, tzinfo=UTC)
    night.run(later.date(), at=later, by="test")

    assert sending.send_due(later, by="test").sent == 3
    assert "WKI-000123" in Contact.objects.get(case=case, state="handed_over", kind="letter").text


# The verb -----------------------------------------------------------------------------------------------------------


def tell(*words: str) -> str:
    said = StringIO()
    call_command("creditor", *words, "--date", "2026-11-24", stdout=said, stderr=said)
    return said.getvalue()


@pytest.fixture
def card(tmp_path: Path) -> Path:
    path = tmp_path / "card.toml"
    path.write_text(tell("--example"), encoding="utf-8")
    return path


def test_verb_prints_an_example_that_passes(card: Path) -> None:
    assert card.read_text() == EXAMPLE

    said = tell(str(card)).splitlines()

    assert said[:3] == ["Voorbeeld Wonen (voorbeeld) is nieuw.", "  code: voorbeeld", "  name: Voorbeeld Wonen"]
    assert "  charges_costs: nee" in said
    assert "  sender.address: Voorbeeldstraat 1, 1234 AB VOORBEELDSTAD" in said
    assert not any("policy" in line or "logo" in line or "registration" in line for line in said)
    assert Creditor.objects.get().code == "voorbeeld"
    assert tell(str(card)) == "Voorbeeld Wonen (voorbeeld) staat er al zo in. Er verandert niets.\n"


def test_verb_tells_what_changes(card: Path) -> None:
    tell(str(card))
    (card.parent / "logo.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg"/>')
    text = card.read_text().replace('formality = "u"', 'formality = "je"').replace("# logo", "logo")
    card.write_text(text.replace('# "stages', '"stages').replace("phone_is_free = false", "phone_is_free = true"))
    changes = (
        "  formality: u wordt je\n"
        "  contact.phone_is_free: nee wordt ja\n"
        "  look.logo: niets wordt een tekening van 41 tekens\n"
        "  policy: niets wordt stages.first_reminder_from_days = 3\n"
    )

    assert tell(str(card), "--dry-run") == (
        "Dit is een proef: er is niets veranderd. Dit zou er gebeuren:\n"
        f"Voorbeeld Wonen (voorbeeld) is gewijzigd.\n{changes}"
    )
    assert Creditor.objects.get().is_formal
    assert tell(str(card)) == f"Voorbeeld Wonen (voorbeeld) is gewijzigd: versie 2.\n{changes}"
    assert Creditor.objects.get().policy_overrides == {"stages.first_reminder_from_days": 3}


@pytest.mark.parametrize(
    ("changes", "count"), [({"NL91": "NL92"}, "1 fout"), ({"NL91": "NL92", '"u"': '"jij"'}, "2 fouten")]
)
def test_verb_refuses_with_every_fault(card: Path, changes: dict[str, str], count: str) -> None:
    text = card.read_text()
    for before, after in changes.items():
        text = text.replace(before, after)
    card.write_text(text)
    said = StringIO()

    with pytest.raises(CommandError, match=rf"^er is niets veranderd: {count} in card\.toml\.$") as refused:
        call_command("creditor", str(card), "--date", "2026-11-24", stderr=said)

    assert refused.value.returncode == 3
    assert len(said.getvalue().splitlines()) == len(changes)
    assert Creditor.objects.count() == 0


def test_verb_lists_who_is_there() -> None:
    assert tell("--list") == "Er is nog geen organisatie. Begin met: tijdig creditor --example\n"

    put()
    third(code="inning", name="Inning voor Anderen", sector="energy")

    assert tell("--list").splitlines() == [
        "inning     Inning voor Anderen  energie           versie 1, verstuurt niets: geen Wki-registratie",
        "woonstede  Woonstede            woningcorporatie  versie 1",
    ]


def test_night_and_send_say_who_may_not_send(data_dir: Path, capsys: pytest.CaptureFixture[str]) -> None:
    case = make_late_case(third())

    for verb in ("night", "send"):
        call_command(verb, date="2026-11-24")
        said = capsys.readouterr().out.splitlines()
        assert said[0].startswith(SENTENCE.format(code=case.creditor.code))
        assert said[-1].startswith("planned: ")


# The demo -----------------------------------------------------------------------------------------------------------


def test_demo_sets_its_creditors_up_through_the_action() -> None:
    setup.prepare()
    Creditor.objects.filter(code="woonstede").update(phone="020 555 01 99")
    setup.prepare()

    assert AuditEvent.objects.filter(what="creditor.added", by="demo").count() == len(demo_cards.CREDITORS)
    assert Creditor.objects.get(code="woonstede").phone == "020 555 01 99"

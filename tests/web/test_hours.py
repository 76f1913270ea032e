"""/werk/uren: who may look and who may change, what stands there, and what is said when it cannot be."""

import re
from datetime import date, time
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.cast import Cast
from tests.factories import NOW, TODAY, make_creditor, make_membership
from tests.web import pages, workbench
from tests.web.pages import Page, said
from tests.web.portal.visits import visit
from tijdig.actions import hours
from tijdig.actions.hours import Hours
from tijdig.models import AuditEvent, CallBack, CallSlot, TeamHours
from tijdig.queries import hours as standing
from tijdig.queries import slots

pytestmark = pytest.mark.django_db
HOURS = "/werk/uren"
SET: dict[str, Any] = {
    "from_on": "2026-12-03",
    "until_on": "2026-12-04",
    "start": "09:00",
    "until": "12:00",
    "people": "2",
}
EMPTY_LINE = "Er staan de komende dagen geen beluren open."


def read(response: Any, status: int = 200) -> Page:
    assert response.status_code == status
    return pages.read(response.content)


def look(client: Client, **values: Any) -> Any:
    return client.post(HOURS, SET | {"stap": "bekijk"} | values)


def set_(client: Client, **values: Any) -> Any:
    """As a lead does it: looked at first, then set."""
    seen = re.search(r'name="bekeken" value="([^"]*)"', look(client, **values).content.decode())
    return client.post(HOURS, SET | {"stap": "instellen", "bekeken": seen[1] if seen else ""} | values)


def open_(cast: Cast, start: time, until: time, people: int, day: date = TODAY) -> None:
    hours.put(cast.woonstede, Hours(day, day, start, until, people), by="user:1", at=NOW)


# What stands there ------------------------------------------------------------------------------------------------


def test_hours_show_the_days_that_customers_see_and_the_week_after(dewi: Client) -> None:
    page = read(dewi.get(HOURS))

    text = said(page)
    days = re.findall(r"(?:Maan|Dins|Woens|Donder|Vrij|Zater|Zon)dag \d+ \w+", text)
    assert page.headings[0] == (1, "Beluren")
    assert (len(days), days[0], days[-1]) == (13, "Dinsdag 24 november", "Dinsdag 8 december")
    assert "Zondag 29 november" not in text
    assert "tot en met dinsdag 1 december" in text
    assert text.count("nog niet te kiezen") == 6
    assert page.links["Beluren"] == HOURS


def test_hours_tell_spans_people_what_is_free_and_what_is_promised(cast: Cast) -> None:
    CallSlot.objects.filter(call_backs__isnull=True).delete()
    open_(cast, time(9), time(12), 2)
    open_(cast, time(12), time(13), 1)
    open_(cast, time(14), time(14, 30), 1)

    today, tomorrow = standing.page(cast.woonstede.pk, NOW).days[:2]

    assert [(span.text, span.people) for span in today.spans] == [
        ("9.15 tot 12.00 uur", 2), ("12.00 tot 13.00 uur", 1), ("14.00 tot 14.30 uur", 1),
    ]  # fmt: skip
    assert (today.free, today.promised, today.alone) == (2 * 11 - 1 + 4 + 2, 1, 0)
    assert (tomorrow.spans, tomorrow.free, tomorrow.promised) == ((), 0, 0)


def test_hours_closed_over_a_promise_say_that_nobody_can_make_that_call(cast: Cast, dewi: Client) -> None:
    open_(cast, time(7), time(20), 0)

    (today, *_) = standing.page(cast.woonstede.pk, NOW).days

    assert (today.spans, today.free, today.promised, today.alone) == ((), 0, 1, 1)
    assert "1 gesprek beloofd, en niemand om te bellen." in said(read(dewi.get(HOURS)))
    assert "Anna de Wit" in said(read(dewi.get("/werk/?soort=call_back")))


def test_hours_on_a_sunday_are_shown_only_when_something_stands_there(cast: Cast) -> None:
    CallSlot.objects.create(creditor=cast.woonstede, starts_at=workbench.at(time(10), date(2026, 11, 29)))

    assert date(2026, 11, 29) in [day.on for day in standing.page(cast.woonstede.pk, NOW).days]


def test_hours_ask_as_much_for_a_full_calendar_as_for_an_empty_one(cast: Cast, dewi: Client) -> None:
    def count() -> int:
        with CaptureQueriesContext(connection) as queries:
            dewi.get(HOURS)
        return len(queries)

    before = count()
    hours.put(
        cast.woonstede, Hours(TODAY, date(2026, 12, 8), time(7), time(20), 9), by="user:1", at=NOW
    )  # fmt: skip

    assert count() == before
    assert before <= 10


# Who may look and who may change ----------------------------------------------------------------------------------


def test_handler_sees_the_hours_and_cannot_change_them(samira: Client) -> None:
    page = read(samira.get(HOURS))

    assert "Dinsdag 24 november" in said(page)
    assert "Alleen een teamleider verandert ze." in said(page)
    assert b'name="from_on"' not in samira.get(HOURS).content
    assert not [link for link in page.links if link.startswith("Verander")]


def test_handler_who_sends_the_form_all_the_same_changes_nothing(samira: Client) -> None:
    before = (CallSlot.objects.count(), AuditEvent.objects.count())

    assert set_(samira).status_code == 404
    assert (CallSlot.objects.count(), AuditEvent.objects.count()) == before


def test_lead_of_another_organisation_sees_and_sets_its_own_hours(cast: Cast) -> None:
    other = make_creditor()
    client = workbench.signed_in(make_membership(creditor=other, role="lead").user)
    ours = CallSlot.objects.filter(creditor=cast.woonstede).count()

    assert "9.30 tot 9.45 uur" not in said(read(client.get(HOURS)))
    assert set_(client).status_code == 302
    assert CallSlot.objects.filter(creditor=other).count() == 24
    assert CallSlot.objects.filter(creditor=cast.woonstede).count() == ours


def test_nobody_is_sent_to_sign_in(cast: Cast) -> None:
    assert Client().get(HOURS)["Location"].startswith("/werk/inloggen/")
    assert Client().post(HOURS, SET | {"stap": "instellen"})["Location"].startswith("/werk/inloggen/")
    assert not CallSlot.objects.filter(starts_at__date=date(2026, 12, 3)).exists()


# Changing ---------------------------------------------------------------------------------------------------------


def test_lead_looks_first_and_then_sets(cast: Cast, dewi: Client) -> None:
    before = CallSlot.objects.count()

    looked = read(look(dewi, from_on="2026-12-05", until_on="2026-12-07"))

    assert "Zo wordt het: 2 dagen, 24 momenten van een kwartier voor 2 mensen." in said(looked)
    assert "Overgeslagen: zondag 6 december 2026." in said(looked)
    assert CallSlot.objects.count() == before
    response = set_(dewi, from_on="2026-12-05", until_on="2026-12-07")
    assert (response.status_code, response["Location"]) == (302, f"{HOURS}?gedaan=open")
    assert CallSlot.objects.count() == before + 24
    assert "De uren staan klaar." in said(read(dewi.get(response["Location"])))
    assert AuditEvent.objects.filter(what="call.hours").get().by == f"user:{cast.dewi.pk}"


def test_nothing_is_set_that_was_not_looked_at(dewi: Client) -> None:
    before = CallSlot.objects.count()
    seen = re.search(r'name="bekeken" value="([^"]*)"', look(dewi).content.decode())

    changed = dewi.post(HOURS, SET | {"stap": "instellen", "bekeken": seen[1] if seen else "", "people": "20"})
    blind = dewi.post(HOURS, SET | {"stap": "instellen"})

    assert "voor 20 mensen." in said(read(changed))
    assert "voor 2 mensen." in said(read(blind))
    assert CallSlot.objects.count() == before


def test_lead_closes_hours_and_is_told_what_was_promised(cast: Cast, dewi: Client) -> None:
    day = {"from_on": "2026-11-24", "until_on": "", "start": "07:00", "until": "20:00", "people": "0"}

    looked = said(read(look(dewi, **day)))
    response = set_(dewi, **day)

    assert "1 dag, 4 momenten van een kwartier dicht." in looked
    assert "Let op: 1 beloofd gesprek in deze uren, en niemand om te bellen." in looked
    assert response["Location"] == f"{HOURS}?gedaan=dicht"
    assert CallBack.objects.get().state == "planned"
    assert {slot.day for slot in slots.offered(cast.woonstede, NOW)} == {date(2026, 11, 25)}


def test_two_leads_at_once_end_with_the_hours_of_the_last(cast: Cast, dewi: Client) -> None:
    second = workbench.signed_in(make_membership(creditor=cast.woonstede, role="lead").user)

    assert set_(dewi, people="2").status_code == set_(second, people="3").status_code == 302
    assert set_(second, people="3").status_code == 302  # sent twice

    places = CallSlot.objects.filter(starts_at__date__gte=date(2026, 12, 3)).values_list("places", flat=True)
    assert list(places) == [3] * 24


def test_a_day_that_was_pointed_at_fills_the_form(cast: Cast, dewi: Client) -> None:
    open_(cast, time(9), time(17, 30), 4, day=date(2026, 11, 26))

    html = dewi.get(f"{HOURS}?dag=2026-11-26").content.decode()
    empty = dewi.get(f"{HOURS}?dag=%3Cscript%3E").content.decode()

    assert all(f'value="{value}"' in html for value in ("2026-11-26", "09:00", "17:30", "4"))
    assert 'value="2026' not in empty


@pytest.mark.parametrize(
    ("values", "fault", "field"),
    [
        ({"from_on": ""}, "Kies een dag.", "from_on"),
        ({"from_on": "2026-11-23"}, "Kies een dag vanaf vandaag", "from_on"),
        ({"from_on": "2026-12-06", "until_on": ""}, "zoals op zondag. Kies een andere dag.", "from_on"),
        ({"until_on": "2026-12-02"}, "Kies een laatste dag op of na de eerste.", "until_on"),
        ({"until_on": "2027-12-02"}, "Kies hooguit 92 dagen.", "until_on"),
        ({"from_on": "2029-01-02", "until_on": ""}, "Kies een eerdere dag.", "until_on"),
        ({"start": "06:00"}, "Die zijn van 7.00 tot 20.00 uur.", "start"),
        ({"start": "vroeg"}, "Vul een uur in, bijvoorbeeld 9.00.", "start"),
        ({"until": "09:00"}, "Kies een begin en een later einde", "until"),
        ({"until": "11:50"}, "op hele kwartieren", "until"),
        ({"people": ""}, "Vul in hoeveel mensen kunnen bellen", "people"),
        ({"people": "-1"}, "Vul in hoeveel mensen kunnen bellen", "people"),
        ({"people": "9999999"}, "Vul in hoeveel mensen kunnen bellen", "people"),
    ],
)
def test_what_cannot_be_says_what_to_do(values: dict[str, str], fault: str, field: str, dewi: Client) -> None:
    before = CallSlot.objects.count()

    page = read(look(dewi, **values), status=422)

    assert [address for text, address in page.links.items() if fault in text] == [f"#id_{field}"]
    assert CallSlot.objects.count() == before


def test_hours_may_be_written_as_people_write_them(dewi: Client) -> None:
    assert "2 dagen, 24 momenten" in said(read(look(dewi, start="9.00", until="12")))


def test_what_was_typed_is_kept_when_the_session_was_over(cast: Cast, dewi: Client) -> None:
    mark = re.search(r'name="mark" value="([^"]*)"', dewi.get(HOURS).content.decode())
    gone = Client()
    gone.post(HOURS, SET | {"stap": "bekijk", "mark": mark[1] if mark else ""})
    again = workbench.signed_in(cast.dewi)
    session = again.session
    session.update({key: value for key, value in gone.session.items() if key == "getypt"})
    session.save()

    html = again.get(HOURS).content.decode()

    assert 'value="2026-12-03"' in html
    assert "Er is nog niets bewaard." in html


# Elsewhere --------------------------------------------------------------------------------------------------------


def test_today_tells_a_lead_that_no_hours_are_open_without_asking_more(
    cast: Cast, dewi: Client, samira: Client
) -> None:
    with CaptureQueriesContext(connection) as before:
        assert EMPTY_LINE not in said(read(dewi.get("/werk/")))
    CallSlot.objects.update(places=0)

    with CaptureQueriesContext(connection) as after:
        page = read(dewi.get("/werk/"))

    assert EMPTY_LINE in said(page)
    assert page.links["Stel beluren in"] == HOURS
    assert len(after) == len(before) <= 10
    assert EMPTY_LINE not in said(read(samira.get("/werk/")))
    assert EMPTY_LINE not in said(read(dewi.get("/werk/verzoeken")))


def test_today_counts_only_hours_that_customers_can_choose(cast: Cast, dewi: Client) -> None:
    CallSlot.objects.update(places=0)
    open_(cast, time(9), time(10), 1, day=date(2026, 12, 2))
    assert EMPTY_LINE in said(read(dewi.get("/werk/")))

    open_(cast, time(19), time(20), 1, day=date(2026, 12, 1))
    assert EMPTY_LINE not in said(read(dewi.get("/werk/")))


def test_customer_without_hours_is_called_within_two_workdays(cast: Cast) -> None:
    open_(cast, time(7), time(20), 0)
    open_(cast, time(7), time(20), 0, day=date(2026, 11, 25))

    text = said(read(visit(cast.chantal).get("/vraag/bel-mij")))

    assert "Wij bellen u binnen twee werkdagen." in text


# The time of the team


def team(client: Client, **values: Any) -> Any:
    facts = {"from_on": "2026-11-25", "until_on": "", "skill": "call", "minutes": "90"} | values
    return client.post("/werk/uren", {f"team-{name}": value for name, value in facts.items()} | {"stap": "team"})


def test_lead_sets_the_time_of_the_team(dewi: Client, cast: Cast) -> None:
    response = team(dewi, until_on="2026-11-26")

    assert (response.status_code, response["Location"]) == (302, "/werk/uren?gedaan=team")
    assert sorted(TeamHours.objects.values_list("day", "skill", "minutes")) == [
        (date(2026, 11, 25), "call", 90), (date(2026, 11, 26), "call", 90),
    ]  # fmt: skip
    page = said(read(dewi.get("/werk/uren?gedaan=team")))
    assert "De tijd van het team staat klaar." in page
    assert "Team zelf: bellen: 90 minuten" in page


@pytest.mark.parametrize(
    ("values", "fault"),
    [
        ({"minutes": ""}, "Vul in hoeveel minuten er zijn op een dag"),
        ({"minutes": "-1"}, "Vul in hoeveel minuten er zijn op een dag"),
        ({"skill": ""}, "Kies wat het is."),
        ({"from_on": "2026-11-23"}, "Kies een dag vanaf vandaag"),
        ({"from_on": "2026-11-29"}, "Kies een andere dag"),
        ({"until_on": "2026-11-24"}, "De laatste dag is eerder dan de eerste."),
    ],
)
def test_time_that_cannot_be_set_is_said(values: dict[str, str], fault: str, dewi: Client, cast: Cast) -> None:
    response = team(dewi, **values)

    assert (response.status_code, fault in said(pages.read(response.content))) == (422, True)
    assert TeamHours.objects.count() == 0


def test_handler_cannot_set_the_time_of_the_team(samira: Client, cast: Cast) -> None:
    assert (team(samira).status_code, TeamHours.objects.count()) == (404, 0)

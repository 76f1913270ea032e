"""My consents: asked once at the end of a good contact, and stopped in as many taps as they were given."""

import re
from datetime import timedelta
from typing import Any

import pytest

from tests.cast import Cast
from tests.conftest import NOW
from tests.factories import make_consent, make_creditor
from tests.web import pages
from tests.web.portal.companions import make_elsewhere, make_link
from tests.web.portal.visits import ask, visit
from tijdig import clock
from tijdig.actions import consents
from tijdig.models import AuditEvent, Case, Consent, Creditor
from tijdig.words import ConsentPurpose, SharedData

pytestmark = pytest.mark.django_db
LATER = ConsentPurpose.ASK_LATER


def said(response: Any) -> str:
    return pages.said(pages.read(response.content)).replace("\N{NO-BREAK SPACE}", " ")


def forms_of(response: Any) -> list[str]:
    """Where the buttons of a page send."""
    return re.findall(r'<form method="post" action="([^"]+)"', response.content.decode())


def asked(client: Any, slug: str, **typed: str) -> str:
    """Ask something, and where we say thanks."""
    query = "?rekening=alles" if slug == "klopt-niet" else ""
    sent = ask(client, slug, {"tekst": "Waarvoor is dit?", **typed}, query)
    assert sent["Location"].startswith("/bedankt/")
    return str(sent["Location"])


def test_later_is_asked_at_the_end_of_a_good_contact_and_given_with_one_tap(cast: Cast) -> None:
    client = visit(cast.anna)
    thanks = asked(client, "uitleg")
    assert "Mogen wij later vragen of u iets samen met andere organisaties wilt regelen?" in said(client.get(thanks))

    answered = client.post("/toestemmingen/later", {"antwoord": "ja"}, follow=True)

    given = Consent.objects.get()
    assert (given.purpose, given.other, given.data, given.text_version) == (
        LATER, cast.woonstede, [], "later-vragen-2026-11",
    )  # fmt: skip
    assert (given.language, given.by_channel, given.level, given.given_by) == (
        "nl", "portal", 0, f"customer:{cast.anna.customer_id}",
    )  # fmt: skip
    assert given.proof.startswith("session:")
    assert "Wij mogen later vragen" in said(answered)
    assert "Mogen wij later vragen" not in said(client.get(thanks))


def test_stopping_takes_as_many_taps_as_giving(cast: Cast) -> None:
    """From the page where it is asked, and from the overview."""
    client = visit(cast.anna)

    given = taps(client, "/toestemmingen/later", {"antwoord": "ja"})
    stopped = taps(client, given[1], {})
    assert (given[0], stopped[0], Consent.objects.get().withdrawn_at) == (1, 1, NOW)

    for answer in ("ja", None):
        page = pages.read(client.get("/overzicht").content)
        listed = client.get(page.links["Mijn toestemmingen"])  # one tap
        action = next(one for one in forms_of(listed) if one.startswith("/toestemmingen/"))
        client.post(action, {"antwoord": answer} if answer else {})  # and the second
    assert list(Consent.objects.values_list("withdrawn_at", flat=True)) == [NOW, NOW]


def taps(client: Any, address: str, typed: dict[str, str]) -> tuple[int, str]:
    """Tap the button of a page, and where the button of the page after it sends."""
    after = client.post(address, typed, follow=True)
    sends = [one for one in forms_of(after) if one.startswith("/toestemmingen/")]
    return 1, sends[0] if sends else ""


def test_no_is_not_asked_again_for_half_a_year(cast: Cast) -> None:
    client = visit(cast.anna)
    thanks = asked(client, "uitleg")

    no = client.post("/toestemmingen/later", {"antwoord": "nee"}, follow=True)
    client.post("/toestemmingen/later", {"antwoord": "nee"})

    assert "Wij vragen dit voorlopig niet meer" in said(no)
    assert AuditEvent.objects.filter(what="consent.declined").count() == 1
    assert "Mogen wij later vragen" not in said(client.get(thanks))
    for days, is_asked in ((179, False), (181, True)):
        clock.fix(NOW + timedelta(days=days))
        later = visit(cast.anna, level=1, at=NOW + timedelta(days=days))
        assert ("Mogen wij later vragen" in said(later.get(thanks))) == is_asked


@pytest.mark.parametrize("slug", ["klacht", "klopt-niet", "hulp"])
def test_nothing_is_asked_of_who_complains_objects_or_needs_help(slug: str, cast: Cast) -> None:
    client = visit(cast.anna)
    typed = {"tekst": "Het gaat niet goed", "rekening": "alles", "waarom": "other", "hulp": "money", "delen": "nee"}

    thanks = asked(client, slug, **typed)

    assert "Mogen wij later vragen" not in said(client.get(thanks))


def test_page_says_who_what_how_long_and_what_was_told(cast: Cast) -> None:
    other = make_creditor(name="Bosstroom", sender_name="Bosstroom")
    given = make_consent(cast.anna.customer, other=other, until_on=NOW.date() + timedelta(days=100))
    consents.share(given.pk, [SharedData.BALANCE], "Bij het maken van het plan", other, by="user:1", at=NOW)

    page = said(visit(cast.anna, level=1).get("/toestemmingen"))

    for words in (
        "Bosstroom", "Om één plan voor alles samen te maken",
        "Hoeveel er nog open is, of er een regeling loopt en wie u helpt",
        "4 maart 2027", "24 november 2026, Woonstede aan Bosstroom: hoeveel er nog open is",
        "Bij het maken van het plan",
    ):  # fmt: skip
        assert words in page, words


def test_stopping_lists_what_was_told_and_old_words_stay_readable(cast: Cast) -> None:
    other = make_creditor(name="Bosstroom", sender_name="Bosstroom")
    given = make_consent(cast.anna.customer, other=other)
    consents.share(given.pk, [SharedData.BALANCE], "Bij het maken van het plan", other, by="user:1", at=NOW)

    page = said(visit(cast.anna, level=1).post(f"/toestemmingen/{given.pk}", follow=True))

    assert "Wij vertellen hierover niets meer" in page
    assert "aan Bosstroom: hoeveel er nog open is" in page
    assert f"Mag {cast.woonstede.sender_name} dit samen met Bosstroom regelen?" in page
    assert Consent.objects.get().withdrawn_by == f"customer:{cast.anna.customer_id}"


def test_code_alone_sees_and_stops_only_what_was_given_with_the_code(cast: Cast) -> None:
    joint = make_consent(cast.anna.customer, other=make_creditor(name="Bosstroom", sender_name="Bosstroom"))
    known = later_of(cast.anna, level=1)
    client = visit(cast.anna)

    page = said(client.get("/toestemmingen"))
    codes = [client.post(f"/toestemmingen/{one.pk}").status_code for one in (joint, known)]

    assert "Bosstroom" not in page
    assert "Laat zien wie u bent" in page
    assert (codes, Consent.objects.filter(withdrawn_at__isnull=True).count()) == ([404, 404], 2)


def later_of(case: Case, **values: Any) -> Consent:
    facts = {"purpose": LATER, "other": case.creditor, "data": [], "text_version": "later-vragen-2026-11"}
    return make_consent(case.customer, **facts | values)


def test_link_between_files_is_listed_on_both_sides_and_stopped_from_either(cast: Cast) -> None:
    other = make_elsewhere()
    link = make_link(cast.anna, other)
    here, there = visit(cast.anna, level=1), visit(other, level=1)

    assert "Om alles op één bladzijde te zien" in said(here.get("/toestemmingen"))
    assert cast.woonstede.sender_name in said(there.get("/toestemmingen"))
    there.post(f"/toestemmingen/{link.pk}")

    assert Consent.objects.get().withdrawn_by == f"customer:{other.customer_id}"
    assert there.get("/overzicht").status_code == 200


def test_consent_of_somebody_else_is_not_there(cast: Cast) -> None:
    given = make_consent(cast.chantal.customer)

    client = visit(cast.anna, level=1)

    assert client.get(f"/toestemmingen/{given.pk}").status_code == 404
    assert client.post(f"/toestemmingen/{given.pk}").status_code == 404
    assert Consent.objects.get().withdrawn_at is None


def test_answer_that_is_none_is_not_there(cast: Cast) -> None:
    assert visit(cast.anna).post("/toestemmingen/later", {"antwoord": "misschien"}).status_code == 404
    assert Consent.objects.count() == 0


def test_question_is_kept_in_the_language_in_which_it_was_read(cast: Cast) -> None:
    client = visit(cast.anna)
    Creditor.objects.filter(pk=cast.woonstede.pk).update(draft_languages=["en"])
    client.get("/taal/en?naar=/overzicht")

    page = said(client.get("/toestemmingen/later"))
    client.post("/toestemmingen/later", {"antwoord": "ja"})

    assert "May we ask you later" in page
    assert Consent.objects.get().language == "en"


def test_what_stands_is_grouped_by_organisation_newest_first_with_details_folded(cast: Cast) -> None:
    boss, water = (make_creditor(name=name, sender_name=name) for name in ("Bosstroom", "Waterheld"))
    for days, other, purpose in ((9, boss, "joint"), (5, water, "joint"), (1, boss, "overview")):
        facts = {"other": other, "purpose": purpose, "given_at": NOW - timedelta(days=days)}
        make_consent(cast.anna.customer, **facts)

    answer = visit(cast.anna, level=1).get("/toestemmingen")

    html, page = answer.content.decode(), pages.read(answer.content)
    names = [name for _, name in page.headings if name in {"Bosstroom", "Waterheld"}]
    bosstroom = html.partition("Bosstroom</h2>")[2].partition("</section>")[0]
    assert names == ["Bosstroom", "Waterheld"]
    assert re.findall(r"<summary>([^<]+?) <", bosstroom) == [
        "Om alles op één bladzijde te zien",
        "Om één plan voor alles samen te maken",
    ]
    assert "<details open" not in html
    outside = re.sub(r"<details>.*?</details>", "", bosstroom, flags=re.DOTALL)
    assert outside.count("Stop hiermee") == 2  # one tap, without opening anything


def test_what_ended_folds_into_one_list_and_pushes_nothing_that_stands_away(cast: Cast) -> None:
    other = make_creditor(name="Bosstroom", sender_name="Bosstroom")
    make_consent(cast.anna.customer, other=other, given_at=NOW - timedelta(days=90))
    for days in range(42):
        at = NOW - timedelta(days=days)
        make_consent(cast.anna.customer, other=other, given_at=at, withdrawn_at=at, withdrawn_by="customer:1")

    html = visit(cast.anna, level=1).get("/toestemmingen").content.decode()

    assert html.count("Stop hiermee") == 1
    assert html.count("<summary>Gestopt (40)</summary>") == 1
    assert html.count("gestopt op") == 40

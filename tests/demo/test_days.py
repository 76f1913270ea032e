"""Days pass in the demo, each with its night and its post; and somebody works at every organisation."""

from datetime import date, timedelta

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from accounts.models import Membership
from demo import coalition, days, play, setup
from demo.cast import TODAY
from demo.creditors import CREDITORS
from tijdig import clock
from tijdig.actions.counts import silent
from tijdig.models import CallSlot, Contact, Night


@pytest.mark.django_db
def test_somebody_works_at_every_organisation_and_can_sign_in() -> None:
    setup.prepare()

    found = Membership.objects.values_list("creditor__code", flat=True)
    assert set(found) == {card.code for card in CREDITORS}
    assert all(one.user.has_usable_password() for one in Membership.objects.select_related("user"))


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("stands", "until", "said"),
    [
        (None, "2026-12-01", "Hier loopt de echte klok."),
        (TODAY, "1 december", "is not a day; write it as 2026-12-01."),
        (TODAY, "2026-11-24", "Het is hier al dinsdag 24 november 2026. Kies een latere dag."),
    ],
)
def test_day_to_which_nothing_can_pass_is_said(stands: date | None, until: str, said: str, data_dir: object) -> None:
    if stands:
        clock.fix(play.at(stands, play.SEND_AT))

    with pytest.raises(CommandError) as refused:
        call_command("demo", until=until, verbosity=0)

    assert said in str(refused.value)


@pytest.mark.slow  # a whole demo
def test_each_day_has_its_night_and_its_post_and_the_demo_stays_there(db: None, data_dir: object) -> None:
    play.play(coalition.make(20), silent)
    until = TODAY + timedelta(days=3)
    texts = Contact.objects.filter(moment__day=TODAY, kind="sms", state="planned").count()

    sent = days.walk(until, silent)
    play.play(coalition.make(20), silent)

    nights = Night.objects.filter(day__gt=TODAY).order_by("day").values_list("day", flat=True)
    assert list(nights) == [TODAY + timedelta(days=turn) for turn in (1, 2, 3)]
    assert sent >= texts > 0
    assert clock.fixed() == play.at(until, play.SEND_AT)
    assert clock.day_of(CallSlot.objects.latest("starts_at").starts_at) > until + timedelta(days=6)

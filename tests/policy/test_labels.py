"""Every number that one can try out has a name in plain Dutch."""

from datetime import date

from tijdig.policy import load
from tijdig.policy.labels import labels, name_of
from tijdig.queries.whatif import SUBJECTS


def test_every_number_that_can_be_tried_has_a_name_and_nothing_else() -> None:
    values = load(date(2026, 11, 24)).values
    tried = {key for key, value in values.items() if value.bounds and key.partition(".")[0] in SUBJECTS}

    assert set(labels()) == tried
    assert len(set(labels().values())) == len(tried)


def test_a_number_without_a_name_keeps_its_key() -> None:
    assert (name_of("steps.visits_max"), name_of("law.notice_days")) == (
        "het aantal bezoeken in een jaar",
        "law.notice_days",
    )

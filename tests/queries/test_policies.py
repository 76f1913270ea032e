"""The policy of one creditor: its sector, its own choices, and one switch for costs."""

from typing import Any

import pytest

from tests.factories import TODAY, make_creditor
from tijdig.policy import CHARGES_COSTS, load
from tijdig.queries import policies

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("own", [{}, {CHARGES_COSTS: True}, {CHARGES_COSTS: False}])
@pytest.mark.parametrize("charges", [True, False])
def test_the_card_alone_decides_whether_costs_are_charged(charges: bool, own: dict[str, Any]) -> None:
    creditor = make_creditor(charges_costs=charges, policy_overrides=own)
    policy = policies.of(creditor, TODAY)

    assert policy.costs.charges_collection_costs is charges
    assert policy.value(CHARGES_COSTS).scope == f"creditor:{creditor.code}"


def test_other_choices_stand_beside_it() -> None:
    policy = policies.of(make_creditor(policy_overrides={"stages.first_reminder_from_days": 4}), TODAY)

    assert (policy.stages.first_reminder_from_days, policy.costs.charges_collection_costs) == (4, False)


def test_who_charges_no_costs_has_the_numbers_of_its_sector() -> None:
    creditor = make_creditor()
    general = load(TODAY, sector=creditor.sector)

    assert policies.of(creditor, TODAY).version == general.version

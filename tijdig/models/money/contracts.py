"""Contracts: whether the customer is still a customer."""

from django.db import models

from tijdig.models.columns import FromIntake, word
from tijdig.models.parties.customers import Customer
from tijdig.words import ClaimKind, ContractEnd, ContractState


class Contract(FromIntake):
    """What a customer has with the creditor: a home, a connection, a policy."""

    customer = models.ForeignKey(Customer, on_delete=models.CASCADE, related_name="contracts", db_index=False)
    number = models.CharField(max_length=40)
    product = word(ClaimKind)
    state = word(ContractState, default=ContractState.ACTIVE.value)
    started_on = models.DateField(null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True)
    ended_by = word(ContractEnd, blank=True, default="")

    class Meta:
        """A number is unique for its customer."""

        constraints = [models.UniqueConstraint(fields=["customer", "number"], name="contract_number_once")]

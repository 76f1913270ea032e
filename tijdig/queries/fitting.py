"""What can really happen for which kind of claim: nobody loses a home over a telephone bill."""

from collections.abc import Mapping

from tijdig.planner.codes import ProductCode
from tijdig.words import ConsequenceKind

_HOMES = frozenset({ProductCode.RENT, ProductCode.SERVICE_COSTS, ProductCode.MORTGAGE})
_SUPPLIES = frozenset({ProductCode.ENERGY, ProductCode.WATER, ProductCode.TELECOM})

PRODUCTS: Mapping[ConsequenceKind, frozenset[ProductCode]] = {
    ConsequenceKind.SUMMONS: frozenset(ProductCode),
    ConsequenceKind.EVICTION: _HOMES,
    ConsequenceKind.DISCONNECTION: _SUPPLIES,
}
"""By kind of consequence the products that it can follow from."""

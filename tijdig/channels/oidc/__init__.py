"""An identity provider, by OpenID Connect: the code flow with PKCE; what comes back is a person's facts, no table."""

from tijdig.channels.oidc.provider import Told, Trip, address, answers_with_its_name, told
from tijdig.channels.oidc.wire import DownError, Provider, WrongError

__all__ = ["DownError", "Provider", "Told", "Trip", "WrongError", "address", "answers_with_its_name", "told"]

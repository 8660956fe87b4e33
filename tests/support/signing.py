"""How a test signs somebody in over HTTP, with codes where they are asked."""

import time
from typing import Any

import pyotp
from django.test import Client

from keukentafel.people.factors import codes
from keukentafel.people.models import Person

PASSWORD = "drie warme woorden"


def with_codes(person: Person) -> str:
    """Turn codes on for an account; gives the secret."""
    return codes.turned_on(person)


def code(secret: str, more: int = 0) -> str:
    """The code of now, or so many half minutes later."""
    return pyotp.TOTP(secret).at(int(time.time()) + 30 * more)


def begin(client: Client, address: str, password: str = PASSWORD, **more: str) -> Any:
    """Address and password."""
    return client.post("/sign-in/", {"login": address, "password": password, **more})


def inside(client: Client) -> bool:
    """Whether the site knows who this is."""
    return client.get("/account/").status_code == 200

"""For what somebody shows again who they are, in words: nobody presses a button without knowing what it does."""

from collections.abc import Mapping
from typing import Final
from urllib.parse import urlsplit

from django.urls import Resolver404, resolve
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

PURPOSES: Final[Mapping[str, str]] = {
    "people:add_codes": gettext_noop("use codes from an app"),
    "people:codes_off": gettext_noop("turn codes from an app off"),
    "people:spare_codes": gettext_noop("make ten new spare codes"),
    "people:add_passkey": gettext_noop("make a passkey"),
    "people:remove_passkey": gettext_noop("remove a passkey"),
    "people:link_identity": gettext_noop("link another way to sign in"),
    "people:unlink": gettext_noop("unlink a way to sign in"),
    "overview:close_account": gettext_noop("close my account"),
    "overview:my_data_html": gettext_noop("take my data along"),
    "overview:my_data_json": gettext_noop("take my data along"),
    "overview:who_looked_csv": gettext_noop("take along who looked"),
    "overview:who_looked_fhir": gettext_noop("take along who looked"),
    "exchange:new": gettext_noop("take my dossier along"),
    "exchange:fetch": gettext_noop("take my dossier along"),
    "family:authority": gettext_noop("write down who has parental authority"),
    "family:authority_end": gettext_noop("write down that I have no authority any more"),
    "family:say": gettext_noop("say whether a professional may sit in a circle"),
    "family:about_end": gettext_noop("write down that a circle is about somebody no more"),
    "family:emergency_on": gettext_noop("turn emergency access on, or change it"),
    "family:emergency_mine": gettext_noop("let a circle open in an emergency"),
    "family:emergency_ask": gettext_noop("ask for emergency access"),
    "family:emergency_open": gettext_noop("open emergency access"),
    "family:own_table": gettext_noop("lay a table of my own"),
    "table:destroy": gettext_noop("destroy a dossier"),
    "table:end_together": gettext_noop("end the seat of somebody in charge"),
    "table:ending_agree": gettext_noop("say yes to what somebody asked"),
    "table:leave": gettext_noop("leave a table"),
    "table:thaw": gettext_noop("open a frozen table again"),
    "table:seat_edit": gettext_noop("correct a birth date"),
    "table:letter_new": gettext_noop("invite somebody"),
    "table:letter_again": gettext_noop("send an invitation again"),
    "table:circle_fill": gettext_noop("let somebody into a circle"),
    "table:circle_remove": gettext_noop("remove a circle"),
    "overview:calendar_address": gettext_noop("make a secret address for my calendar"),
    "calendar:move": gettext_noop("move something to another circle"),
    "journal:move": gettext_noop("move something to another circle"),
    "plan:move": gettext_noop("move something to another circle"),
}
"""By the name of the address. One that is missing here is asked for without words."""


def purpose(address: str) -> str:
    """What is done at an address of ours, or nothing when there are no words for it."""
    try:
        name = resolve(urlsplit(address).path).view_name
    except Resolver404:
        return ""
    return _(PURPOSES[name]) if name in PURPOSES else ""

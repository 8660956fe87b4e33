"""What happened at the door, in words for whose account it is."""

from typing import Final

from django.utils.translation import gettext_lazy as _

SENTENCES: Final = {
    "signed_in": _("You signed in."),
    "sign_in_failed": _("Somebody tried to sign in with a wrong password."),
    "factor_failed": _("Somebody filled in a wrong code."),
    "new_device": _("It was a device that we did not know yet."),
    "signed_out": _("You signed out."),
    "device_ended": _("You signed out other devices."),
    "password_changed": _("You changed your password."),
    "password_reset": _("You chose a new password by a letter."),
    "link_asked": _("Somebody asked for a link or a new password by letter."),
    "proved": _("You showed again that it is you."),
    "prove_failed": _("Somebody who was signed in here filled in a wrong password."),
    "codes_on": _("You turned on codes from an app."),
    "codes_off": _("You turned off codes from an app."),
    "codes_used": _("You used a code from your app."),
    "passkey_added": _("You added a passkey."),
    "passkey_removed": _("You removed a passkey."),
    "passkey_refused": _("A passkey was refused."),
    "spare_codes_made": _("You made new spare codes."),
    "spare_code_used": _("You used a spare code."),
    "linked": _("You linked another way to sign in."),
    "unlinked": _("You unlinked a way to sign in."),
    "identity_refused": _("Signing in by another organisation was refused."),
    "keeps_on": _("You let this device keep pages for when there is no connection."),
    "keeps_off": _("You had this device throw away the pages that it kept."),
    "ended_by_site": _("Who looks after this site signed you out."),
    "account_made": _("You made this account."),
}

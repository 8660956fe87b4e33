"""Addresses of the way in."""

from django.urls import URLPattern, path

from keukentafel.people import (
    account,
    by_passkey,
    demo_letters,
    forgetting,
    halfway,
    joining,
    linking,
    mine,
    pages,
    proving,
    reading,
    this_device,
)
from keukentafel.people.factors import pages as factors
from keukentafel.people.oidc import pages as oidc

app_name = "people"
urlpatterns: list[URLPattern] = [
    path("", pages.front, name="front"),
    path("sign-in/", pages.sign_in, name="sign_in"),
    path("sign-in/second/", halfway.ask_second, name="second"),
    path("sign-in/protect/", halfway.protect, name="protect"),
    path("sign-in/lost/", halfway.lost, name="lost"),
    path("sign-in/passkey/", by_passkey.passkey, name="passkey"),
    path("sign-in/link/", linking.ask, name="link"),
    path("sign-in/link/<str:token>/", linking.open_link, name="open_link"),
    path("sign-in/with/<str:key>/", oidc.sign_in_with, name="sign_in_with"),
    path("sign-in/back/<str:key>/", oidc.back, name="back"),
    path("sign-out/", pages.sign_out, name="sign_out"),
    path("sign-up/", joining.sign_up, name="sign_up"),
    path("look-in-your-mail/", joining.look_in_your_mail, name="look_in_your_mail"),
    path("finish/<str:token>/", joining.finish, name="finish"),
    path("forgotten/", forgetting.forgotten, name="forgotten"),
    path("new-password/<str:who>/<str:token>/", forgetting.new_password, name="new_password"),
    path("prove/", proving.prove, name="prove"),
    path("prove/go-on/", proving.go_on, name="go_on"),
    path("prove/with/<str:key>/", oidc.prove_with, name="prove_with"),
    path("account/", account.account, name="account"),
    path("account/password/", account.change_password, name="change_password"),
    path("account/how-i-sign-in/", mine.ways_in, name="ways_in"),
    path("account/when-i-signed-in/", mine.when, name="when"),
    path("account/devices/", mine.devices, name="devices"),
    path("account/devices/others/", mine.end_others, name="end_others"),
    path("account/devices/<uuid:device>/", mine.end_device, name="end_device"),
    path("account/this-device/", this_device.this_device, name="this_device"),
    path("reading/", reading.reading, name="reading"),
    path("account/codes/", factors.add_codes, name="add_codes"),
    path("account/codes/off/", factors.codes_off, name="codes_off"),
    path("account/spare-codes/", factors.spare_codes, name="spare_codes"),
    path("account/passkeys/new/", factors.add_passkey, name="add_passkey"),
    path("account/passkeys/<uuid:passkey>/", factors.remove_passkey, name="remove_passkey"),
    path("account/link/<str:key>/", oidc.link, name="link_identity"),
    path("account/linked/<uuid:identity>/", oidc.unlink, name="unlink"),
    path("demo/letters/", demo_letters.demo_letters, name="demo_letters"),
]

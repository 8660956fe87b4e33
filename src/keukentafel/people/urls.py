"""Addresses of the way in."""

from django.urls import URLPattern, path

from keukentafel.people import account, demo_letters, forgetting, joining, pages, proving

app_name = "people"
urlpatterns: list[URLPattern] = [
    path("", pages.front, name="front"),
    path("sign-in/", pages.sign_in, name="sign_in"),
    path("sign-out/", pages.sign_out, name="sign_out"),
    path("sign-up/", joining.sign_up, name="sign_up"),
    path("look-in-your-mail/", joining.look_in_your_mail, name="look_in_your_mail"),
    path("finish/<str:token>/", joining.finish, name="finish"),
    path("forgotten/", forgetting.forgotten, name="forgotten"),
    path("new-password/<str:who>/<str:token>/", forgetting.new_password, name="new_password"),
    path("account/", account.account, name="account"),
    path("account/password/", account.change_password, name="change_password"),
    path("prove/", proving.prove, name="prove"),
    path("prove/go-on/", proving.go_on, name="go_on"),
    path("demo/letters/", demo_letters.demo_letters, name="demo_letters"),
]

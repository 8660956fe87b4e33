from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    name = "keukentafel.exchange"
    label = "exchange"

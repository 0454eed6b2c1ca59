from django.apps import AppConfig


class MeistersConfig(AppConfig):
    name = "meisters"
    verbose_name = "ものづくりマイスター"

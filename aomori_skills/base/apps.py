from django.apps import AppConfig


class BaseConfig(AppConfig):
    name = "aomori_skills.base"
    label = "base"
    verbose_name = "基盤"

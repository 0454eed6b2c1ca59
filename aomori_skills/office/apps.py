from django.apps import AppConfig


class OfficeConfig(AppConfig):
    name = "aomori_skills.office"
    label = "office"
    verbose_name = "共通マスタ"

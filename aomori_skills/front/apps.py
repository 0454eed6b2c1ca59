from django.apps import AppConfig


class FrontConfig(AppConfig):
    name = "aomori_skills.front"
    label = "front"
    verbose_name = "入口"

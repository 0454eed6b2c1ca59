from django.apps import AppConfig


class CouncilConfig(AppConfig):
    name = "council"
    verbose_name = "連携会議・計画"

from django.apps import AppConfig


class PaperworkConfig(AppConfig):
    name = "aomori_skills.paperwork"
    label = "paperwork"
    verbose_name = "文書"

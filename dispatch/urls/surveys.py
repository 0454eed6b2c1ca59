"""Addresses of 派遣希望調査."""

from django.urls import path

from dispatch.views import (
    addressees,
    reply_files,
    survey_answers,
    survey_choose,
    survey_letters,
    survey_replies,
    survey_steps,
    surveys,
)

WAVES = [
    path("surveys/", surveys.survey_list, name="survey_list"),
    path("surveys/new/", surveys.survey_new, name="survey_new"),
    path("surveys/<int:pk>/", surveys.survey_detail, name="survey_detail"),
    path("surveys/<int:pk>/edit/", surveys.survey_edit, name="survey_edit"),
    path("surveys/<int:pk>/close/", survey_steps.survey_close, name="survey_close"),
    path("surveys/<int:pk>/reopen/", survey_steps.survey_reopen, name="survey_reopen"),
    path("surveys/<int:pk>/choose/", survey_choose.survey_choose, name="survey_choose"),
    path("surveys/<int:pk>/letters/", survey_letters.survey_letters_page, name="survey_letters"),
    path("surveys/<int:pk>/remind/", survey_letters.survey_remind, name="survey_remind"),
    path("surveys/<int:pk>/forms/", survey_letters.survey_forms, name="survey_forms"),
    path("surveys/<int:pk>/rates/", surveys.survey_rates_excel, name="survey_rates_excel"),
    path("surveys/<int:pk>/rates/paper/", surveys.survey_rates_paper, name="survey_rates_paper"),
]
ADDRESSEES = [
    path("addressees/", addressees.addressee_list, name="addressee_list"),
    path("addressees/<int:pk>/", addressees.addressee_detail, name="addressee_detail"),
    path("addressees/<int:pk>/edit/", addressees.addressee_edit, name="addressee_edit"),
    path("addressees/<int:pk>/remove/", survey_steps.addressee_remove, name="addressee_remove"),
    path("addressees/<int:pk>/sent/", survey_steps.addressee_sent, name="addressee_sent"),
    path(
        "addressees/<int:pk>/undeliverable/",
        survey_steps.addressee_undeliverable,
        name="addressee_undeliverable",
    ),
    path("addressees/<int:pk>/found/", survey_steps.addressee_found, name="addressee_found"),
    path("addressees/<int:pk>/decline/", survey_steps.addressee_decline, name="addressee_decline"),
    path("addressees/<int:pk>/reply/", survey_replies.addressee_reply, name="addressee_reply"),
    path(
        "addressees/<int:pk>/take-back/",
        survey_steps.addressee_take_back,
        name="addressee_take_back",
    ),
    path("addressees/<int:pk>/form/", survey_replies.addressee_form, name="addressee_form"),
    path("addressees/<int:pk>/book/", survey_replies.addressee_book, name="addressee_book"),
    path(
        "organizations/<int:pk>/surveys/",
        addressees.organization_surveys,
        name="organization_surveys",
    ),
]
ANSWERS = [
    path("surveys/replies/", survey_replies.reply_find, name="reply_find"),
    path("surveys/replies/files/", reply_files.reply_files, name="reply_import"),
    path("surveys/replies/files/check/", reply_files.reply_check, name="reply_check"),
    path("wishes/", survey_answers.wish_list, name="wish_list"),
    path("wishes/<int:pk>/drop/", survey_answers.wish_drop, name="wish_drop"),
    path("wishes/<int:pk>/restore/", survey_answers.wish_restore, name="wish_restore"),
    path("proposals/", survey_answers.proposal_list, name="proposal_list"),
    path("proposals/<int:pk>/drop/", survey_answers.proposal_drop, name="proposal_drop"),
    path("proposals/<int:pk>/restore/", survey_answers.proposal_restore, name="proposal_restore"),
    path(
        "proposals/<int:pk>/candidate/",
        survey_answers.proposal_candidate,
        name="proposal_candidate",
    ),
]
urlpatterns = [*WAVES, *ADDRESSEES, *ANSWERS]

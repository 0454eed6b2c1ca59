"""Addresses of 打診."""

from django.urls import path

from dispatch.views import ask_answers, ask_letters, ask_steps, asks

urlpatterns = [
    path("asks/", asks.ask_list, name="ask_list"),
    path("asks/<int:pk>/edit/", ask_steps.ask_change, name="ask_change"),
    path("asks/<int:pk>/asked/", ask_steps.ask_asked, name="ask_asked"),
    path("asks/<int:pk>/accept/", ask_answers.ask_accept, name="ask_accept"),
    path("asks/<int:pk>/decline/", ask_steps.ask_decline, name="ask_decline"),
    path("asks/<int:pk>/withdraw/", ask_steps.ask_withdraw, name="ask_withdraw"),
    path("asks/<int:pk>/undo/", ask_steps.ask_undo, name="ask_undo"),
    path("asks/<int:pk>/consent/", ask_steps.ask_consent, name="ask_consent"),
    path("asks/<int:pk>/form/", ask_letters.ask_form, name="ask_form"),
    path("asks/<int:pk>/move/<slug:direction>/", ask_steps.ask_move, name="ask_move"),
    path("requests/<int:pk>/asks/add/", asks.ask_add, name="ask_add"),
    path("requests/<int:pk>/asks/letters/", ask_letters.ask_letters_page, name="ask_letters"),
    path("meisters/<int:pk>/asks/", asks.person_asks, {"kind": "meister"}, name="meister_asks"),
    path(
        "skilled/<int:pk>/asks/",
        asks.person_asks,
        {"kind": "skilled_worker"},
        name="skilled_worker_asks",
    ),
    path(
        "assistants/<int:pk>/asks/", asks.person_asks, {"kind": "assistant"}, name="assistant_asks"
    ),
]

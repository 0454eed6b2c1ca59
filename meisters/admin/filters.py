"""Filters of the list of applications in the admin."""

from django.contrib import admin

from meisters.choices import ApplicationState

ALL = "all"


class StateFilter(admin.SimpleListFilter):
    """状態; what waits for the manager unless another one is chosen."""

    title = "状態"
    parameter_name = "state"

    def lookups(self, request, model_admin):
        first = (ApplicationState.AWAITING.value, ApplicationState.AWAITING.label)
        rest = [choice for choice in ApplicationState.choices if choice != first]
        return [first, (ALL, "すべて"), *rest]

    def queryset(self, request, queryset):
        wanted = self.value() or ApplicationState.AWAITING
        return queryset if wanted == ALL else queryset.filter(state=wanted)

    def choices(self, changelist):
        for value, label in self.lookup_choices:
            yield {
                "selected": (self.value() or ApplicationState.AWAITING.value) == value,
                "query_string": changelist.get_query_string({self.parameter_name: value}),
                "display": label,
            }

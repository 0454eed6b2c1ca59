"""Addresses of the shared masters."""

app_name = "office"
urlpatterns = []

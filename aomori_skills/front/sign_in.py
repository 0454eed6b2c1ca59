"""Who is signed in, and in the same query what waits for them."""

from django.contrib.auth.backends import ModelBackend

from aomori_skills.front.news import with_news
from aomori_skills.office.models import User


class OfficeBackend(ModelBackend):
    """Django's own, for users who bring the numbers of the header with them."""

    def get_user(self, user_id):
        user = with_news(User.objects.filter(pk=user_id)).first()
        return user if user and self.user_can_authenticate(user) else None

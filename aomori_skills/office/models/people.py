"""The staff who log in, and who may approve in a manager's place."""

from django.contrib.auth.models import AbstractBaseUser
from django.contrib.auth.validators import ASCIIUsernameValidator
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.functional import cached_property

from aomori_skills.base import history, roles
from aomori_skills.base.conflict import VersionedModel
from aomori_skills.office.querysets import DelegationQuerySet, UserManager


@history.tracked(exclude=("password", "last_login"))
class User(VersionedModel, AbstractBaseUser):
    """A member of the staff; what they may do follows from ``roles`` alone."""

    username = models.CharField(
        "利用者ID",
        max_length=30,
        unique=True,
        validators=[ASCIIUsernameValidator()],
        help_text="半角の英数字で入力します。",
    )
    family_name = models.CharField("姓", max_length=30)
    given_name = models.CharField("名", max_length=30)
    family_kana = models.CharField("姓（カナ）", max_length=50, blank=True)
    given_kana = models.CharField("名（カナ）", max_length=50, blank=True)
    email = models.EmailField("メールアドレス", blank=True)
    roles = ArrayField(
        models.CharField("役割", max_length=20, choices=roles.Role), verbose_name="役割"
    )
    is_active = models.BooleanField("在職", default=True)
    must_change_password = models.BooleanField("仮パスワード", default=False)
    date_joined = models.DateTimeField("登録日時", default=timezone.now, editable=False)

    objects = UserManager()

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS = ("family_name", "given_name")

    class Meta:
        verbose_name = "利用者"
        verbose_name_plural = "利用者"
        ordering = ("family_kana", "given_kana", "pk")
        constraints = [
            models.CheckConstraint(
                condition=Q(roles__len__gt=0),
                name="user_has_a_role",
                violation_error_message="役割を1つ以上選んでください。",
            ),
        ]

    def __str__(self):
        return f"{self.family_name} {self.given_name}"

    get_full_name = __str__

    def get_short_name(self):
        return self.family_name

    @cached_property
    def effective_roles(self) -> frozenset[str]:
        """Own roles, and 承認者 while a delegation is in force (one query for who isn't 承認者)."""
        own = frozenset(self.roles)
        if roles.Role.APPROVER in own or self.pk is None:
            return own
        delegated = ApproverDelegation.objects.in_force_for(self, timezone.localdate()).exists()
        return own | {roles.Role.APPROVER.value} if delegated else own

    @property
    def is_staff(self) -> bool:
        """Whether the admin opens (Django's word for it)."""
        return self.has_perm("office.use_admin")

    is_superuser = False

    def has_perm(self, permission: str, obj=None) -> bool:
        return self.is_active and roles.allows(self.effective_roles, permission)

    def has_module_perms(self, app_label: str) -> bool:
        """Every model admin asks for its own permission; the admin itself opens by ``is_staff``."""
        return self.is_active

    def role_labels(self) -> str:
        return "・".join(roles.Role(role).label for role in self.roles)


@history.tracked()
class ApproverDelegation(models.Model):
    """代理承認: between two days the delegate may approve in the manager's place."""

    manager = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="delegations_given", verbose_name="承認者"
    )
    delegate = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="delegations_received", verbose_name="代理者"
    )
    starts_on = models.DateField("開始日")
    ends_on = models.DateField("終了日")
    reason = models.CharField("理由", max_length=200)

    objects = DelegationQuerySet.as_manager()

    class Meta:
        verbose_name = "代理承認"
        verbose_name_plural = "代理承認"
        ordering = ("-starts_on", "pk")
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")),
                name="delegation_ends_after_start",
                violation_error_message="終了日は開始日以後の日付を入力してください。",
            ),
            models.CheckConstraint(
                condition=~Q(manager=F("delegate")),
                name="delegation_to_somebody_else",
                violation_error_message="代理者には承認者本人以外を選んでください。",
            ),
        ]

    def __str__(self):
        return f"{self.manager} → {self.delegate}"

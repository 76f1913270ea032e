"""Staff users and their memberships; customers never get a user row."""

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models

from tijdig.words import Role


class UserManager(BaseUserManager["User"]):
    """Makes users by e-mail address."""

    def create_user(self, email: str, password: str | None = None, *, name: str = "") -> "User":
        """Make a user who can sign in with this password, or with none yet."""
        user = self.model(email=self.normalize_email(email), name=name)
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractBaseUser, PermissionsMixin):
    """Somebody who works with Tijdig: the name is what customers see under a letter."""

    email = models.EmailField(unique=True)
    name = models.CharField(max_length=120)
    phone = models.CharField(max_length=20, blank=True)
    is_active = models.BooleanField(default=True)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]
    objects: ClassVar[UserManager] = UserManager()

    def __str__(self) -> str:
        """The name."""
        return self.name


class Membership(models.Model):
    """A user works for a creditor in a role, since and until a date."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="memberships")
    creditor = models.ForeignKey("tijdig.Creditor", on_delete=models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=16, choices=Role.choices())
    since_on = models.DateField()
    until_on = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        """One role per user per creditor."""

        constraints = [models.UniqueConstraint(fields=["user", "creditor"], name="membership_once")]

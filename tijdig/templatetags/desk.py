"""What the doors of the workbench know of who knocks."""

from django import template
from django.template.context import Context

from tijdig.web.workbench import typed

register = template.Library()


@register.simple_tag(takes_context=True)
def typed_is_kept(context: Context) -> bool:
    """Whether words of somebody who was signed out wait in this browser."""
    return typed.is_kept(context["request"])

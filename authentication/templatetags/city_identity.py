"""What templates ask of the sign-in of the city."""

from django import template

from authentication.city_identity import provider

register = template.Library()


@register.simple_tag
def city_sign_in_name() -> str:
    """What accounts of the city are called; empty where nobody signs in with them."""
    return provider.provider_name() if provider.is_on() else ""

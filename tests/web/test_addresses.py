"""`{% url %}` is quicker than Django's, and says the same."""

import pytest
from django.template import engines
from django.urls import NoReverseMatch, get_script_prefix, set_script_prefix


def _said(template: str, **facts: object) -> str:
    return engines["django"].from_string(template).render(facts)


@pytest.mark.parametrize(
    ("template", "address"),
    [
        ("{% url 'portal-overview' %}", "/overzicht"),
        ("{% url 'portal-ask' 'later' %}", "/vraag/later"),
        ("{% url 'portal-ask' slug %}", "/vraag/hulp"),
        ("{% url 'portal-ask' slug='klacht' %}", "/vraag/klacht"),
        ("{% url 'portal-sent' number %}", "/verstuurd/12"),
        ("{% url 'portal-sent' 7340917 %}", "/verstuurd/7340917"),
        ("{% url 'portal-overview' as one %}{{ one }}!", "/overzicht!"),
        ("{% url 'nowhere' as one %}{{ one }}!", "!"),
    ],
)
def test_address_is_that_of_the_page(template: str, address: str) -> None:
    assert [_said(template, number=12, slug="hulp") for _ in range(3)] == [address] * 3


def test_numbers_are_not_mixed_up() -> None:
    said = _said("{% for one in numbers %}{% url 'portal-sent' one %} {% endfor %}", numbers=[3, 12, 345])

    assert said == "/verstuurd/3 /verstuurd/12 /verstuurd/345 "


@pytest.mark.parametrize("words", ['"><script>', "a b", "../uit"])
def test_word_in_an_address_stays_a_word_or_is_refused(words: str) -> None:
    try:
        said = _said("{% url 'portal-ask' words %}", words=words)
    except NoReverseMatch:
        return

    assert not set(said) & set('"<> ')


def test_page_that_is_not_there_is_told() -> None:
    with pytest.raises(NoReverseMatch):
        _said("{% url 'nowhere' %}")


def test_site_under_a_folder_has_its_own_addresses() -> None:
    before = get_script_prefix()
    _said("{% url 'portal-sent' 3 %}")
    try:
        set_script_prefix("/klant/")
        assert _said("{% url 'portal-sent' 3 %}") == "/klant/verstuurd/3"
    finally:
        set_script_prefix(before)

    assert _said("{% url 'portal-sent' 3 %}") == "/verstuurd/3"

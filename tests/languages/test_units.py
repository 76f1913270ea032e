"""Templates as translators see them: whole sentences, tags without attributes, and nothing lost on the way."""

from pathlib import Path

import pytest

from tijdig.languages.pseudo import mirrored
from tijdig.languages.units import parts, translated, units

TEMPLATES = Path(__file__).parents[2] / "tijdig" / "templates"
PAGES = sorted(path for folder in ("portal", "web") for path in (TEMPLATES / folder).rglob("*.html"))


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("<h1>Klopt  dit\n zo?</h1>", ["Klopt dit zo?"]),
        ("<p>{{ name }}</p><p>12</p>", []),
        ("<p>Nog {{ euros }} open.</p>", ["Nog {{ euros }} open."]),
        (
            '<p>Zie <a href="/x">hier</a> of <a href="{% url \'y\' %}">daar</a>.</p>',
            ["Zie <a>hier</a> of <a2>daar</a2>."],
        ),
        ('<p><a href="/x">Naar huis</a></p>', ["Naar huis"]),
        ('<a href="/x"><svg><path d="M5"/></svg><span>Bel mij</span></a>', ["Bel mij"]),
        ("<p>{% if a %}Ja.{% else %}Nee.{% endif %}</p>", ["Ja.", "Nee."]),
        ("<p>Dag.{% if a %} Fijn.{% endif %}</p>", ["Dag.", "Fijn."]),
        ("<p>Het {% if a %}is{% else %}was{% endif %} zo.</p>", ["Het {% if a %}is{% else %}was{% endif %} zo."]),
        ("{% if a %}<p>Ja</p>{% else %}<p>Nee</p>{% endif %}", ["Ja", "Nee"]),
        ('<img alt="Een brief" src="Een.png">', ["Een brief"]),
        ('<a href="/x" aria-label="Waarom? {{ what }}">?</a>', ["Waarom? {{ what }}"]),
        ('{% include "a/b.html" with caption="Dit komt nog" total="" mood="late" %}', ["Dit komt nog"]),
        ("<a href=\"{% block back %}{% url 'home' %}{% endblock %}\">Terug</a>", ["Terug"]),
        ("{% block title %}Weg{% endblock %}{% block back %}{% url 'x' %}?dag=1{% endblock %}", ["Weg"]),
        ("<p>Een{# niet dit #}</p>", ["Een"]),
        ('<p class="a{% if x > 1 %} b{% endif %}">Hallo</p>', ["Hallo"]),
    ],
)
def test_template_is_cut_into_sentences(source: str, found: list[str]) -> None:
    assert units(source) == found


@pytest.mark.parametrize(
    ("source", "said", "made"),
    [
        ("<h1> Klopt dit? </h1>", "Is this right?", "<h1> Is this right? </h1>"),
        ('<p>Zie <a href="/x">hier</a>.</p>', "<a>Here</a> it is.", '<p><a href="/x">Here</a> it is.</p>'),
        ('<img alt="Een brief">', 'A "letter"', '<img alt="A &quot;letter&quot;">'),
        (
            '<p title="Een {{ x|default:"y" }}">1</p>',
            'One {{ x|default:"y" }}',
            '<p title="One {{ x|default:"y" }}">1</p>',
        ),
    ],
)
def test_translation_takes_the_place_of_the_words(source: str, said: str, made: str) -> None:
    assert translated(source, lambda _: said) == made


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.relative_to(TEMPLATES).as_posix())
def test_page_stays_what_it_is_when_nothing_is_translated(path: Path) -> None:
    source = path.read_text()

    assert translated(source, lambda text: text) == source


def test_parts_of_a_sentence_are_its_values_and_tags() -> None:
    assert parts("<a>Dag</a> {{ name }}{% if x %}!{% endif %}") == [
        "</a>",
        "<a>",
        "{% endif %}",
        "{% if x %}",
        "{{ name }}",
    ]


def test_pseudo_leaves_values_and_tags_as_they_are() -> None:
    said = mirrored("<a>Dag</a> {{ name }} {% if x %}ja{% endif %} {day} 12&nbsp;")

    assert said == "<a>داغ</a> {{ name }} {% if x %}ظا{% endif %} {day} 12&nbsp;"

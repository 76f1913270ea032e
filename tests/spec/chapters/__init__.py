"""The chapters of docs/rules, in the order in which one reads them."""

from tests.spec.chapters.before import BEFORE
from tests.spec.chapters.calm import CALM
from tests.spec.chapters.gate import GATE
from tests.spec.chapters.near import NEAR_BY
from tests.spec.chapters.persons import PERSONS
from tests.spec.chapters.road import ROAD
from tests.spec.chapters.stops import STOPS
from tests.spec.chapters.ways import WAYS
from tests.spec.chapters.words import WORDS

CHAPTERS = (ROAD, STOPS, CALM, WAYS, WORDS, BEFORE, PERSONS, NEAR_BY, GATE)

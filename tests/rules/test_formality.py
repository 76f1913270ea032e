"""U or je: as an organisation speaks, also where a verb follows its subject."""

import pytest

from tijdig.rules.formality import informal, policy_words, spoken_to


@pytest.mark.parametrize(("is_formal", "said"), [(True, "Wilt u uw brief?"), (False, "Wil je je brief?")])
def test_a_pair_is_said_as_the_organisation_speaks(is_formal: bool, said: str) -> None:
    assert spoken_to("[[Wilt u uw|Wil je je]] brief?", is_formal=is_formal) == said


@pytest.mark.parametrize(
    ("formal", "said"),
    [
        ("Daarom krijgt u een brief.", "Daarom krijg je een brief."),
        ("Daarom belt u een medewerker.", "Daarom belt je een medewerker."),
        ("Nu moet u niets.", "Nu moet je niets."),
        ("U kiest uzelf, in uw tijd.", "Je kiest jezelf, in je tijd."),
        ("Uw brief komt van u.", "Je brief komt van jou."),
        ("Uzelf helpt niemand.", "Jezelf helpt niemand."),
        ("Wij schreven u gisteren.", "Wij schreven je gisteren."),
    ],
)
def test_a_sentence_that_says_u_says_je(formal: str, said: str) -> None:
    assert informal(formal) == said


@pytest.mark.parametrize(("is_formal", "said"), [(True, "Dat weet u."), (False, "Dat weet je.")])
def test_the_words_of_the_policy_are_said_as_the_organisation_speaks(is_formal: bool, said: str) -> None:
    assert policy_words("Dat weet u.", is_formal=is_formal) == said

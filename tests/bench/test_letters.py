"""The benchmark of letters makes real ones, all different, that fit."""

import json

import pytest

from tijdig.bench import letters as bench
from tijdig.bench.printing import samples, weasy
from tijdig.channels.letter import pdf, runs


def test_sample_letters_differ_and_fit_on_a_page() -> None:
    made = list(samples.letters(24))

    run = runs.print_run(made)

    assert len({message.content.text for message in made}) == 24
    assert len({message.content.link for message in made}) == 24
    assert {message.content.template for message in made} == {"nl/S1.letter", "nl/S3.letter"}
    assert [line.pages for line in run.lines] == [1] * 24
    assert pdf.fitted(made[0]).pages == 1


def test_the_other_engine_gets_the_same_words() -> None:
    message = next(samples.letters(1))

    page = weasy.page(message)

    assert message.content.subject in page
    assert all(row[0] in page for block in message.content.blocks if block.kind == "slip" for row in block.rows)


@pytest.mark.slow
def test_bench_of_letters_measures_every_way() -> None:
    found = bench.measure(12)

    assert json.loads(json.dumps(found))["letters"] == 12
    assert found["per_cpu_s_batched"] > 0
    assert found["per_cpu_s_single"] > 0
    assert found["peak_rss_mib"] > 0
    assert found["checker_letters_per_s"] > 0

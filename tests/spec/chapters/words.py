"""Words: what a text puts first and how it sounds."""

from tests.spec.language import Chapter, Section
from tijdig.planner.columns import AccountRow

NAMED = AccountRow(
    open_cents=18_240,
    overdue_cents=18_240,
    named_overdue_cents=18_240,
    oldest_overdue_days=40,
    named_unresolved=True,
    stage_reached=1,
    days_since_stage=14,
    days_since_moment=14,
)
NEW = AccountRow(open_cents=18_240, overdue_cents=18_240, oldest_overdue_days=5, unnamed_overdue_days=5)

WORDS = Chapter(
    file="5-woorden.md",
    title="Wat voorop staat, en de toon",
    text="Geen druk. De oplossing staat voorop. Een bericht over kosten is rustig en precies.",
    sections=(
        Section(
            title="Wat voorop staat",
            text="Alleen de laatste herinnering begint met de feiten: wat er nu gebeurt, en wanneer.",
            base=NAMED,
            table="""
stage_reached => stage | frame          | by_whom | to_whom
1             => S2    | SOLUTION       | TEAM    | CUSTOMER
2             => S3    | NEUTRAL_NOTICE | TEAM    | CUSTOMER
3             => NONE  | NONE           | HANDLER | NONE
""",
        ),
        Section(
            title="De toon",
            text="Wat er eerder gebeurde, maakt een bericht milder en nooit strenger.",
            base=NAMED,
            table="""
stage_reached | part_paid_days | letters_without_reaction => stage | tone
1             | never          | 1                        => S2    | CONCERNED
1             | 8              | 1                        => S2    | THANKFUL
1             | 30             | 1                        => S2    | CONCERNED
2             | 8              | 4                        => S3    | FACTUAL
3             | never          | 4                        => NONE  | NONE
""",
        ),
        Section(
            title="De toon van een eerste herinnering",
            text="Vriendelijk. Horen wij na drie brieven niets, dan is de toon betrokken.",
            base=NEW,
            table="""
part_paid_days | days_since_moment | letters_without_reaction => stage | tone
never          | never             | 0                        => S1    | FRIENDLY
never          | 20                | 2                        => S1    | FRIENDLY
never          | 20                | 3                        => S1    | CONCERNED
2              | 20                | 3                        => S1    | THANKFUL
""",
        ),
    ),
)

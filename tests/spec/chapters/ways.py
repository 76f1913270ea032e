"""Ways: which carriers take a moment."""

from tests.spec.language import Chapter, Section
from tijdig.planner.columns import AccountRow

DUE = AccountRow(open_cents=18_240, overdue_cents=18_240, oldest_overdue_days=5, unnamed_overdue_days=5)
LATER = AccountRow(
    open_cents=18_240,
    overdue_cents=18_240,
    named_overdue_cents=18_240,
    oldest_overdue_days=40,
    named_unresolved=True,
    stage_reached=1,
    days_since_stage=14,
    days_since_moment=14,
)

WAYS = Chapter(
    file="4-wegen.md",
    title="Langs welke weg",
    text="De wegen vullen elkaar aan. De brief vertelt alles, de e-mail komt erbij, de sms zegt dat er iets komt.",
    sections=(
        Section(
            title="Wat er is en wat mag",
            text="Wij gebruiken alles wat er is, behalve wat de klant niet wil.",
            base=DUE,
            table="""
has_post | has_email | has_mobile | not_by => channels
yes      | yes       | yes        | NONE   => LETTER+EMAIL+SMS
yes      | yes       | no         | NONE   => LETTER+EMAIL
yes      | no        | yes        | NONE   => LETTER+SMS
yes      | no        | no         | NONE   => LETTER
no       | yes       | yes        | NONE   => EMAIL+SMS
no       | yes       | no         | NONE   => EMAIL
yes      | yes       | yes        | EMAIL  => LETTER+SMS
yes      | yes       | yes        | SMS    => LETTER+EMAIL
yes      | yes       | yes        | LETTER => EMAIL+SMS
yes      | yes       | no         | LETTER => EMAIL
""",
        ),
        Section(
            title="Wat de klant het liefst heeft",
            text="Eerst alleen de weg die de klant wil. Komt er geen reactie, dan gaat er één andere weg mee.",
            base=DUE,
            table="""
prefers | has_email | not_by => channels
EMAIL   | yes       | NONE   => EMAIL
LETTER  | yes       | NONE   => LETTER
SMS     | yes       | NONE   => LETTER+EMAIL+SMS
EMAIL   | no        | NONE   => LETTER+SMS
EMAIL   | yes       | EMAIL  => LETTER+SMS
""",
        ),
        Section(
            title="Bij de tweede herinnering en de brief over kosten",
            text="De brief over kosten gaat altijd per post, en langs elke andere weg die mag.",
            base=LATER,
            table="""
stage_reached | prefers | has_post => stage | channels
1             | EMAIL   | yes      => S2    | LETTER+EMAIL
1             | LETTER  | yes      => S2    | LETTER+EMAIL
1             | EMAIL   | no       => S2    | EMAIL+SMS
1             | NONE    | yes      => S2    | LETTER+EMAIL+SMS
2             | EMAIL   | yes      => S3    | LETTER+EMAIL+SMS
2             | LETTER  | yes      => S3    | LETTER+EMAIL+SMS
""",
        ),
        Section(
            title="Voor de betaaldatum",
            text="Alleen een e-mail. Wie geen e-mail heeft of wil, hoort niets.",
            base=AccountRow(open_cents=18_240, due_in_days=5, had_arrears=True),
            table="""
has_email | not_by => whether | channels
yes       | NONE   => ACT     | EMAIL
no        | NONE   => WAIT    | NONE
yes       | EMAIL  => WAIT    | NONE
""",
        ),
        Section(
            title="Naar een bewindvoerder",
            text="De bewindvoerder krijgt de brief en de e-mail, geen sms. Voorkeuren van de klant gelden hier niet.",
            base=DUE._replace(is_represented=True, representative_reachable=True),
            table="""
has_post | has_email | prefers => channels     | to_whom
yes      | yes       | EMAIL   => LETTER+EMAIL | ADMINISTRATOR
yes      | no        | NONE    => LETTER       | ADMINISTRATOR
no       | yes       | NONE    => EMAIL        | ADMINISTRATOR
""",
        ),
    ),
)

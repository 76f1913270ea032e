"""Calm: when a message that is due still waits."""

from tests.spec.language import Chapter, Section
from tijdig.planner.columns import AccountRow

DUE = AccountRow(open_cents=18_240, overdue_cents=18_240, oldest_overdue_days=5, unnamed_overdue_days=5)

CALM = Chapter(
    file="3-rust.md",
    title="Rust: wat klaar is en toch wacht",
    text="Niet op zondag, niet te vaak, en niet na een goed gesprek. Deze grenzen gelden voor alle wegen samen.",
    sections=(
        Section(
            title="Dagen van rust",
            text="Op zondag en op feestdagen gaat er niets uit, ook niet op dagen die een besluit gelijkstelt.",
            base=DUE,
            table="""
day        => whether | reason    | days
2026-11-20 => ACT     | say_first | 0
2026-11-21 => ACT     | say_first | 0
2026-11-22 => WAIT    | rest_day  | 1
2026-12-25 => WAIT    | rest_day  | 3
2026-01-02 => WAIT    | rest_day  | 1
2027-05-05 => WAIT    | rest_day  | 3
2027-05-07 => WAIT    | rest_day  | 1
""",
        ),
        Section(
            title="Niet te vaak",
            text="Eén bericht op een dag, drie in zeven dagen, en tijd ertussen.",
            base=DUE,
            table="""
moment_today | moments_7d | days_since_moment => whether | reason           | days
no           | 0          | never             => ACT     | say_first        | 0
yes          | 1          | 0                 => WAIT    | moment_today     | 1
no           | 3          | 2                 => WAIT    | enough_this_week | 1
no           | 2          | 2                 => ACT     | say_first        | 0
no           | 1          | 1                 => WAIT    | new_claim_soon   | 1
""",
        ),
        Section(
            title="Na een gesprek of een reactie",
            text="Na een goed gesprek is het zeven dagen stil. Wie reageert, krijgt eerst antwoord.",
            base=DUE,
            table="""
days_since_conversation | days_since_inbound => whether | reason             | owner    | days
0                       | 0                  => WAIT    | after_conversation | CUSTOMER | 7
6                       | 6                  => WAIT    | after_conversation | CUSTOMER | 1
7                       | 6                  => WAIT    | after_reaction     | TEAM     | 1
7                       | 7                  => ACT     | say_first          | TEAM     | 0
""",
        ),
        Section(
            title="Niemand te bereiken",
            text="Zonder post en e-mail kijkt binnen twee werkdagen een mens. Een sms alleen zegt te weinig.",
            base=DUE,
            table="""
has_post | has_email | has_mobile | not_by       => whether | reason           | by_whom | days
no       | no        | yes        | NONE         => WAIT    | nobody_reachable | HANDLER | 2
yes      | yes       | yes        | LETTER+EMAIL => WAIT    | nobody_reachable | HANDLER | 2
no       | yes       | no         | NONE         => ACT     | say_first        | CALLER  | 0
""",
        ),
    ),
)

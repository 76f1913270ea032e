"""The road: when which step comes."""

from tests.spec.language import Chapter, Section
from tijdig.planner.columns import AccountRow

NEW = AccountRow(open_cents=18_240, overdue_cents=18_240, oldest_overdue_days=1, unnamed_overdue_days=1)
FIRST = AccountRow(
    open_cents=18_240,
    overdue_cents=18_240,
    named_overdue_cents=18_240,
    oldest_overdue_days=40,
    named_unresolved=True,
    stage_reached=1,
    days_since_stage=14,
    days_since_moment=14,
)
SECOND = FIRST._replace(stage_reached=2)
THIRD = FIRST._replace(stage_reached=3, days_since_stage=10, days_since_moment=10)

ROAD = Chapter(
    file="1-de-weg.md",
    title="De weg van een rekening die te laat is",
    text="Vroeg, rustig, en met tijd om te reageren tussen twee stappen.",
    sections=(
        Section(
            title="Niets te laat",
            text="Wie nooit te laat was, hoort niets. Wie eerder te laat was, krijgt vooraf één vriendelijke e-mail.",
            base=AccountRow(open_cents=18_240),
            table="""
due_in_days | had_arrears | days_since_moment => whether | stage | reason          | days
20          | no          | never             => WAIT    | NONE  | nothing_due     | 23
20          | yes         | never             => WAIT    | NONE  | nothing_due     | 13
7           | no          | never             => WAIT    | NONE  | nothing_due     | 10
7           | yes         | never             => ACT     | S0    | say_before_due  | 0
3           | yes         | 4                 => WAIT    | NONE  | nothing_due     | 6
3           | yes         | 30                => ACT     | S0    | say_before_due  | 0
never       | yes         | never             => WAIT    | NONE  | nothing_due     | 28
""",
        ),
        Section(
            title="De eerste herinnering",
            text="Een betaling kan nog onderweg zijn. Daarom wachten we een paar dagen, maar nooit langer dan zeven.",
            base=NEW,
            table="""
oldest_overdue_days | unnamed_overdue_days | day        => whether | stage | reason    | days
1                   | 1                    | 2026-11-23 => WAIT    | NONE  | too_early | 2
2                   | 2                    | 2026-11-23 => WAIT    | NONE  | too_early | 1
3                   | 3                    | 2026-11-23 => ACT     | S1    | say_first | 0
3                   | 3                    | 2026-11-22 => WAIT    | NONE  | rest_day  | 1
7                   | 7                    | 2026-11-23 => ACT     | S1    | say_first | 0
60                  | 60                   | 2026-11-23 => ACT     | S1    | say_first | 0
""",
        ),
        Section(
            title="De eerste herinnering bij huur",
            text="Een huurachterstand groeit elke maand. Daarom een dag eerder.",
            base=NEW,
            sector="housing",
            table="""
oldest_overdue_days | unnamed_overdue_days => whether | stage | reason
1                   | 1                    => WAIT    | NONE  | too_early
2                   | 2                    => ACT     | S1    | say_first
""",
        ),
        Section(
            title="De tweede herinnering",
            text="Na de eerste herinnering is er tijd om loon af te wachten, te bellen of iets te regelen.",
            base=FIRST,
            table="""
days_since_stage | days_since_moment | part_paid_days => whether | stage | reason           | days
1                | 1                 | never          => WAIT    | NONE  | time_after_first | 13
13               | 13                | never          => WAIT    | NONE  | time_after_first | 1
14               | 14                | never          => ACT     | S2    | say_second       | 0
14               | 14                | 2              => WAIT    | NONE  | part_paid        | 5
30               | 3                 | never          => WAIT    | NONE  | days_between     | 1
30               | 4                 | never          => ACT     | S2    | say_second       | 0
""",
        ),
        Section(
            title="De brief over kosten",
            text="De laatste herinnering komt na twee andere, niet voor een klein bedrag, en altijd per post.",
            base=SECOND,
            table="""
days_since_stage | named_overdue_cents | has_post | not_by => whether | stage | reason             | owner    | days
13               | 18240               | yes      | NONE   => WAIT    | NONE  | time_after_second  | CUSTOMER | 1
14               | 18240               | yes      | NONE   => ACT     | S3    | say_notice         | TEAM     | 0
14               | 2500                | yes      | NONE   => ACT     | S3    | say_notice         | TEAM     | 0
14               | 2499                | yes      | NONE   => WAIT    | NONE  | small_amount       | HANDLER  | 2
14               | 18240               | no       | NONE   => WAIT    | NONE  | no_post_for_notice | HANDLER  | 2
14               | 18240               | yes      | LETTER => WAIT    | NONE  | no_post_for_notice | HANDLER  | 2
""",
        ),
        Section(
            title="Een klein bedrag naast een nieuwe rekening",
            text="De brief over kosten gaat alleen over rekeningen die eerder in een bericht stonden. Zijn die samen "
            "klein, dan komt er geen brief over kosten, ook niet naast een grote nieuwe rekening.",
            base=SECOND._replace(open_cents=51_000, overdue_cents=51_000),
            table="""
named_overdue_cents | unnamed_overdue_days => whether | stage | frame          | reason
1000                | 2                    => WAIT    | NONE  | NONE           | small_amount
1000                | 3                    => ACT     | S1    | SOLUTION       | say_new_claim
2499                | 3                    => ACT     | S1    | SOLUTION       | say_new_claim
2500                | 3                    => ACT     | S3    | NEUTRAL_NOTICE | say_new_claim
""",
        ),
        Section(
            title="Na de brief over kosten",
            text="Eerst de veertien dagen, dan de dagen van de bank. Daarna belt een mens.",
            base=THIRD,
            table="""
notice_running_days_left | notice_over_days => whether | reason         | owner    | by_whom | days
9                        | never            => WAIT    | notice_running | CUSTOMER | NONE    | 12
1                        | never            => WAIT    | notice_running | CUSTOMER | NONE    | 4
0                        | 1                => WAIT    | bank_days      | CUSTOMER | NONE    | 3
0                        | 3                => WAIT    | bank_days      | CUSTOMER | NONE    | 1
0                        | 4                => WAIT    | person_decides | HANDLER  | HANDLER | 2
""",
        ),
        Section(
            title="Na een laatste herinnering zonder kosten",
            text="De klant krijgt eerst een week om te bellen of te betalen. Daarna kijkt een mens.",
            base=THIRD,
            table="""
days_since_stage => whether | reason          | owner    | by_whom | days
0                => WAIT    | time_after_last | CUSTOMER | NONE    | 7
6                => WAIT    | time_after_last | CUSTOMER | NONE    | 1
7                => WAIT    | person_decides  | HANDLER  | HANDLER | 2
""",
        ),
        Section(
            title="Een nieuwe rekening onderweg",
            text="Elke nieuwe rekening wordt genoemd voordat hij acht dagen te laat is, ook als er een termijn loopt. "
            "Is er ook een stap aan de beurt, dan gaat die mee. De weg van de eerste rekening gaat niet terug.",
            base=FIRST._replace(days_since_stage=6, days_since_moment=6),
            table="""
stage_reached | days_since_stage | unnamed_overdue_days | days_since_moment => stage | reason           | days
1             | 6                | 2                    | 6                 => NONE  | time_after_first | 1
1             | 6                | 3                    | 6                 => S1    | say_new_claim    | 0
1             | 6                | 3                    | 1                 => NONE  | new_claim_soon   | 1
1             | 14               | 3                    | 6                 => S2    | say_new_claim    | 0
2             | 14               | 3                    | 6                 => S3    | say_new_claim    | 0
""",
        ),
        Section(
            title="Een nieuwe rekening terwijl de veertien dagen lopen",
            text="De nieuwe rekening krijgt een gewone herinnering. De veertien dagen gelden alleen voor de oude.",
            base=THIRD._replace(notice_running_days_left=9),
            table="""
unnamed_overdue_days => whether | stage | frame    | reason         | days
0                    => WAIT    | NONE  | NONE     | notice_running | 12
2                    => WAIT    | NONE  | NONE     | notice_running | 1
3                    => ACT     | S1    | SOLUTION | say_new_claim  | 0
""",
        ),
        Section(
            title="Een rij vrije dagen",
            text="Ook met een rij vrije dagen ertussen hoort de klant het voordat een rekening acht dagen te laat is.",
            base=NEW._replace(oldest_overdue_days=7),
            table="""
day        | unnamed_overdue_days => whether | stage | reason
2026-12-24 | 3                    => ACT     | S1    | say_first
2026-12-25 | 4                    => WAIT    | NONE  | rest_day
2026-12-28 | 7                    => ACT     | S1    | say_first
2027-05-04 | 2                    => WAIT    | NONE  | too_early
2027-05-08 | 6                    => ACT     | S1    | say_first
""",
        ),
    ),
)

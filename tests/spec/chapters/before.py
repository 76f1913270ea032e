"""What went before, and who somebody is to us: the classes of history, and what follows from them."""

from tests.spec.language import Chapter, Section
from tijdig.planner.columns import AccountRow

NEW = AccountRow(
    open_cents=18_240, overdue_cents=18_240, oldest_overdue_days=5, unnamed_overdue_days=5, customer_months=60
)
AGAIN = NEW._replace(
    named_overdue_cents=18_240,
    oldest_overdue_days=40,
    unnamed_overdue_days=0,
    named_unresolved=True,
    stage_reached=1,
    days_since_stage=14,
    days_since_moment=14,
)

BEFORE = Chapter(
    file="6-voorgeschiedenis.md",
    title="Wat eraan voorafging",
    text="Wat er eerder gebeurde, maakt een stap milder of persoonlijker, en nooit strenger.",
    sections=(
        Section(
            title="De vijf klassen",
            text="Eerder overgedragen gaat voor nieuw, nieuw gaat voor vaak, vaak gaat voor soms.",
            base=NEW,
            table="""
customer_months | late_bills | late_in_a_row | handed_over_days => history     | reason history
60              | 1          | 1             | never            => FIRST_TIME  | h1_first_time
60              | 2          | 1             | never            => SPORADIC    | h2_sporadic
60              | 5          | 2             | never            => SPORADIC    | h2_sporadic
60              | 6          | 1             | never            => OFTEN       | h3_often
60              | 2          | 3             | never            => OFTEN       | h3_in_a_row
2               | 1          | 1             | never            => NEW         | h0_new
3               | 1          | 1             | never            => FIRST_TIME  | h1_first_time
60              | 1          | 1             | 1094             => HANDED_OVER | h4_handed_over
60              | 1          | 1             | 1095             => FIRST_TIME  | h1_first_time
""",
        ),
        Section(
            title="Wat wij nog niet weten",
            text="Wij zeggen pas dat iemand altijd op tijd was als wij ten minste drie rekeningen kennen die op tijd zijn betaald.",
            base=NEW,
            table="""
bills_on_time | late_bills => history    | reason history | by_whom | reason by_whom
0             | 1          => UNKNOWN    | h_not_known    | TEAM    | sent_by_team
2             | 1          => UNKNOWN    | h_not_known    | TEAM    | sent_by_team
3             | 1          => FIRST_TIME | h1_first_time  | CALLER  | first_time_call
0             | 2          => SPORADIC   | h2_sporadic    | TEAM    | no_human_time
""",
        ),
        Section(
            title="De eerste herinnering per klasse",
            text="Wie altijd op tijd was, wordt gebeld. Wie soms te laat is, krijgt een licht bericht zonder papier.",
            base=NEW,
            table="""
customer_months | late_bills | late_in_a_row | handed_over_days => channels         | frame      | by_whom     | reason by_whom  | form     | when
60              | 1          | 1             | never            => LETTER+EMAIL+SMS | SOLUTION   | CALLER      | first_time_call | CALLED   | AFTER_MESSAGE
60              | 3          | 1             | never            => EMAIL+SMS        | SOLUTION   | TEAM        | no_human_time   | LIGHT    | NEXT_PERMITTED
60              | 6          | 1             | never            => LETTER+EMAIL+SMS | SOLUTION   | TEAM        | by_itself       | WRITTEN  | NEXT_PERMITTED
2               | 1          | 1             | never            => LETTER+EMAIL+SMS | EXPLAIN    | TEAM        | sent_by_team    | WRITTEN  | NEXT_PERMITTED
60              | 1          | 1             | 400              => LETTER+EMAIL+SMS | SUPPORTIVE | SAME_PERSON | early_call      | PERSONAL | SOON
""",
        ),
        Section(
            title="Wat er meegaat, per klasse",
            text="Het kaartje en de vier stappen horen bij een klein bedrag en een eerste of tweede herinnering.",
            base=NEW._replace(weights=1),
            table="""
customer_months | late_bills | late_in_a_row | handed_over_days | size_percent => options                               | reason options
60              | 1          | 1             | never            | 20           => CARD+ARRANGEMENT+ASK_EVENT            | did_something_happen
60              | 3          | 1             | never            | 20           => PAY_LINK                              | just_a_link
60              | 6          | 1             | never            | 20           => ARRANGEMENT+SIMPLEST                  | simplest_text
60              | 3          | 3             | never            | 20           => ARRANGEMENT+OFFER_HELP+SIMPLEST       | help_after_months
2               | 1          | 1             | never            | 20           => ARRANGEMENT+ASK_PREFERENCE            | how_do_you_like_it
60              | 1          | 1             | 400              | 20           => OFFER_TALK+OFFER_HELP                 | talk_and_help
60              | 3          | 1             | never            | 67           => PLAIN_ENVELOPE+ARRANGEMENT+OFFER_TALK | plain_for_large
""",
        ),
        Section(
            title="Wat er meegaat bij een tweede herinnering",
            text="De tweede keer is anders dan de eerste. Zonder vaste last erin staat de betaallink voorop.",
            base=AGAIN,
            table="""
late_bills | last_form | weights    | not_by => options                          | reason options | form      | reason form
1          | LIGHT     | FIXED_COST | NONE   => CARD+OUTSIDE_WORDS+FOUR_STEPS    | card_and_steps | WRITTEN   | form_written
1          | LIGHT     | NONE       | NONE   => PAY_LINK+ARRANGEMENT             | small_product  | WRITTEN   | form_written
1          | WRITTEN   | FIXED_COST | PHONE  => BY_HAND                          | another_way    | OTHER_WAY | form_other
1          | CALLED    | FIXED_COST | NONE   => CARD+OUTSIDE_WORDS+FOUR_STEPS    | card_and_steps | WRITTEN   | form_written
1          | WRITTEN   | FIXED_COST | NONE   => CARD+OUTSIDE_WORDS+FOUR_STEPS    | card_and_steps | CALLED    | form_call
""",
        ),
    ),
)

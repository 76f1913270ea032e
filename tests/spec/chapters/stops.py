"""Full stops: when nothing goes out at all, and who starts again."""

from tests.spec.language import Chapter, Section
from tijdig.planner.columns import AccountRow

DUE = AccountRow(open_cents=18_240, overdue_cents=18_240, oldest_overdue_days=9, unnamed_overdue_days=9)

STOPS = Chapter(
    file="2-helemaal-stoppen.md",
    title="Helemaal stoppen, en weer beginnen",
    text="Een stop gaat voor alles. Wat klaarstaat, gaat niet uit. Elke stop heeft iemand die aan zet is, en een dag.",
    sections=(
        Section(
            title="Klaar",
            text="Is er niets meer open, dan gaat het dossier dicht.",
            table="""
is_open | open_cents => whether | reason         | days
no      | 0          => CLOSE   | already_closed | 0
yes     | 0          => CLOSE   | nothing_open   | 0
yes     | -500       => CLOSE   | nothing_open   | 0
yes     | 500        => WAIT    | nothing_due    | 28
""",
        ),
        Section(
            title="Een reden om te rusten",
            text="Elke reden houdt alles tegen. Zonder einddatum kijkt iemand na vier weken opnieuw.",
            base=DUE,
            table="""
hold             | hold_has_end | hold_days_left => whether | reason           | owner         | by_whom | days
DIED             | no           | 0              => STOP    | died             | HANDLER       | HANDLER | 28
SETTLEMENT       | no           | 0              => STOP    | settlement       | ADMINISTRATOR | NONE    | 28
MORATORIUM       | yes          | 90             => STOP    | moratorium       | MUNICIPALITY  | NONE    | 90
COLLECTION_PAUSE | yes          | 30             => STOP    | collection_pause | MUNICIPALITY  | NONE    | 30
DEBT_HELP        | no           | 0              => STOP    | debt_help        | MUNICIPALITY  | NONE    | 28
DISPUTED         | yes          | 14             => STOP    | disputed         | TEAM          | NONE    | 14
MOVED            | no           | 0              => STOP    | moved            | TEAM          | NONE    | 28
AGREED           | yes          | 5              => STOP    | agreed           | CUSTOMER      | NONE    | 5
PAUSED           | yes          | 10             => STOP    | paused           | TEAM          | NONE    | 10
REACTED          | yes          | 2              => STOP    | reacted          | TEAM          | NONE    | 2
OTHER            | yes          | 3              => STOP    | other_hold       | HANDLER       | HANDLER | 3
""",
        ),
        Section(
            title="Weer beginnen",
            text="Is de einddatum er, dan gaat het vanzelf verder. De stap is dan niet strenger dan zonder de rust.",
            base=DUE,
            table="""
hold   | hold_has_end | hold_days_left => whether | stage | reason
AGREED | yes          | 1              => STOP    | NONE  | agreed
AGREED | yes          | 0              => ACT     | S1    | say_first
NONE   | no           | 0              => ACT     | S1    | say_first
""",
        ),
        Section(
            title="Een ander regelt het geld",
            text="Een bericht gaat naar de bewindvoerder. Weten we niet hoe, dan zoekt een medewerker dat uit.",
            base=DUE,
            table="""
hold        | is_represented | representative_reachable => whether | reason      | to_whom       | channels     | days
NONE        | yes            | yes                      => ACT     | say_first   | ADMINISTRATOR | LETTER+EMAIL | 0
NONE        | yes            | no                       => STOP    | represented | NONE          | NONE         | 2
REPRESENTED | no             | no                       => STOP    | represented | NONE          | NONE         | 2
REPRESENTED | yes            | yes                      => ACT     | say_first   | ADMINISTRATOR | LETTER+EMAIL | 0
DIED        | yes            | yes                      => STOP    | died        | NONE          | NONE         | 28
""",
        ),
        Section(
            title="Betwist, of niet veilig",
            text="Is alles betwist, dan zoeken wij dat eerst uit. Is een adres niet veilig, dan gaat er niets heen.",
            base=AccountRow(open_cents=18_240),
            table="""
has_disputed_all | is_safe => whether | reason       | owner   | days
yes              | yes     => STOP    | disputed_all | TEAM    | 28
no               | no      => STOP    | not_safe     | HANDLER | 2
no               | yes     => WAIT    | nothing_due  | CUSTOMER | 28
""",
        ),
    ),
)

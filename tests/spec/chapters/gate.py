"""The gate: what nobody passes, also not an experiment or a person who proposes something else."""

from tests.spec.chapters.before import AGAIN, NEW
from tests.spec.chapters.near import NEAR
from tests.spec.language import Chapter, Section

GATE = Chapter(
    file="9-grenzen.md",
    title="Grenzen die niemand voorbijgaat",
    text="Ook een proef of een medewerker komt hier niet langs. Een grens maakt een stap milder, of geeft hem aan een mens.",
    sections=(
        Section(
            title="Wat een ander wil, op een dag dat er niets uit mag",
            text="De wens wordt wachten.",
            base=AGAIN,
            table="""
wens whether | day        | moments_7d | days_since_conversation => whether | reason             | channels
ACT          | 2026-11-23 | 0          | never                   => ACT     | say_second         | LETTER+EMAIL+SMS
ACT          | 2026-11-22 | 0          | never                   => WAIT    | rest_day           | NONE
ACT          | 2026-11-23 | 3          | never                   => WAIT    | enough_this_week   | NONE
ACT          | 2026-11-23 | 0          | 6                       => WAIT    | after_conversation | NONE
""",
        ),
        Section(
            title="Wegen",
            text="Wat de klant niet wil of niet heeft, valt weg. Wat dan te weinig zegt, gaat naar een mens.",
            base=AGAIN,
            table="""
wens channels    | not_by | stage_reached => whether | channels  | reason channels     | reason
LETTER+EMAIL+SMS | LETTER | 1             => ACT     | EMAIL+SMS | only_permitted      | say_second
SMS              | NONE   | 1             => WAIT    | NONE      | no_message          | needs_writing
EMAIL            | NONE   | 2             => WAIT    | NONE      | no_message          | notice_needs_letter
""",
        ),
        Section(
            title="Druk en wat nog niet waar is",
            text="Een gevolg noemen wij alleen als het echt, dichtbij en vastgelegd is, en er zeker ruimte is om te betalen.",
            base=NEAR,
            table="""
wens frame       | wens stage | room    | consequence | consequence_in_days => whether | frame            | reason frame    | reason
CONSEQUENCE_HELP | S4B        | OK      | SUMMONS     | 20                  => ACT     | CONSEQUENCE_HELP | rent_summons    | say_consequence
CONSEQUENCE_HELP | S4B        | UNKNOWN | SUMMONS     | 20                  => ACT     | NEUTRAL_NOTICE   | no_pressure     | say_consequence
CONSEQUENCE_HELP | S1         | OK      | SUMMONS     | 20                  => ACT     | SOLUTION         | no_pressure     | say_consequence
""",
        ),
        Section(
            title="Een gevolg dat er niet is",
            text="Een proef mag niets noemen wat er niet is.",
            base=AGAIN._replace(room=1),
            table="""
wens frame       | wens stage => whether | frame    | reason frame    | reason
CONSEQUENCE_HELP | S2         => ACT     | SOLUTION | not_true_enough | say_second
CONSEQUENCE_HELP | S5         => WAIT    | NONE     | no_message      | nothing_near
""",
        ),
        Section(
            title="Toon en mensen",
            text="Streng klinken kan alleen na een gesprek. Aan de deur komt niemand voor een klein bedrag.",
            base=NEW._replace(late_bills=3),
            table="""
wens tone | wens by_whom | has_phone | call_days_7d => tone      | reason tone   | by_whom | reason by_whom
FIRM      | TEAM         | yes       | 0            => CONCERNED | not_by_guess  | TEAM    | no_human_time
FRIENDLY  | VISITOR      | yes       | 0            => FRIENDLY  | friendly_word | CALLER  | no_visit
FRIENDLY  | VISITOR      | no        | 0            => FRIENDLY  | friendly_word | TEAM    | no_visit
FRIENDLY  | CALLER       | no        | 0            => FRIENDLY  | friendly_word | TEAM    | no_number
FRIENDLY  | CALLER       | yes       | 3            => FRIENDLY  | friendly_word | TEAM    | called_enough
""",
        ),
        Section(
            title="Een bericht over kosten bij wie in nood was",
            text="Dan komt er altijd een mens bij.",
            base=AGAIN._replace(stage_reached=2, distress_days=100),
            table="""
wens by_whom => stage | by_whom | reason by_whom
TEAM         => S3    | HANDLER | person_with_notice
""",
        ),
        Section(
            title="Aan wie",
            text="Wie de geldzaken regelt, leest het bericht. Ook een ander kan dat niet anders kiezen.",
            base=AGAIN,
            table="""
wens to_whom  | is_represented | representative_reachable => to_whom       | reason to_whom
CUSTOMER      | yes            | yes                      => ADMINISTRATOR | right_reader
ADMINISTRATOR | no             | no                       => CUSTOMER      | right_reader
ADMINISTRATOR | yes            | yes                      => ADMINISTRATOR | to_administrator
""",
        ),
    ),
)

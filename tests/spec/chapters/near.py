"""What is really near: a summons, an eviction, the end of a supply; health premiums; and before anything is late."""

from tests.spec.chapters.before import AGAIN, NEW
from tests.spec.language import Chapter, Section
from tijdig.planner.columns import AccountRow

THIRD = AGAIN._replace(stage_reached=3, days_since_stage=30, days_since_moment=30, product=1, weights=19, late_bills=2)
NEAR = THIRD._replace(consequence=1, consequence_in_days=20)
PREMIUM = AGAIN._replace(product=6, weights=35, days_since_stage=40, days_since_moment=40, late_bills=2)

NEAR_BY = Chapter(
    file="8-dichtbij.md",
    title="Wat er echt en binnenkort gebeurt",
    text="Een eerlijk bericht met de dag erin is een recht. Er komt hulp bij, en een mens voor wie dat nodig heeft.",
    sections=(
        Section(
            title="Een dag die vaststaat",
            text="Binnen zes weken vertellen wij het, één keer. Kan er geen brief heen, dan zoekt een mens een manier.",
            base=THIRD,
            table="""
consequence   | consequence_in_days | consequence_told | has_post => whether | stage | reason                 | reason stage
NONE          | never               | no               | yes      => WAIT    | NONE  | person_decides         | no_message
SUMMONS       | 43                  | no               | yes      => WAIT    | NONE  | person_decides         | no_message
SUMMONS       | 42                  | no               | yes      => ACT     | S4B   | say_consequence        | stage_summons
EVICTION      | 20                  | no               | yes      => ACT     | S5    | say_consequence        | stage_loss
DISCONNECTION | 20                  | no               | yes      => ACT     | S5    | say_consequence        | stage_loss
SUMMONS       | 20                  | yes              | yes      => STOP    | NONE  | near_and_told          | no_message
SUMMONS       | 20                  | no               | no       => WAIT    | NONE  | no_post_for_consequence | no_message
""",
        ),
        Section(
            title="Wat voorop staat",
            text="Alleen wie zeker ruimte heeft om te betalen, leest eerst wat er gebeurt. Alle anderen lezen het rustig.",
            base=NEAR,
            table="""
consequence | product | room    | distress_days => stage | frame            | reason frame  | by_whom | reason by_whom     | reason options
SUMMONS     | RENT    | OK      | never         => S4B   | CONSEQUENCE_HELP | rent_summons  | TEAM    | sent_by_team       | summons_rent
SUMMONS     | RENT    | UNKNOWN | never         => S4B   | NEUTRAL_NOTICE   | no_pressure   | TEAM    | sent_by_team       | summons_rent
SUMMONS     | RENT    | OK      | 364           => S4B   | NEUTRAL_NOTICE   | no_pressure   | HANDLER | notice_with_person | summons_rent
SUMMONS     | ENERGY  | OK      | never         => S4B   | NEUTRAL_NOTICE   | plain_summons | TEAM    | sent_by_team       | summons_plain
EVICTION    | RENT    | OK      | never         => S5    | CONSEQUENCE_HELP | loss_and_help | CALLER  | loss_with_call     | loss_options
EVICTION    | RENT    | NONE    | never         => S5    | NEUTRAL_NOTICE   | no_pressure   | HANDLER | notice_with_person | loss_options
""",
        ),
        Section(
            title="Wie er belt",
            text="Bij een ontruiming of afsluiting komt er altijd een mens, en die gaat voor.",
            base=NEAR._replace(consequence=2),
            table="""
has_phone => by_whom | reason by_whom   | rank   | reason rank
yes       => CALLER  | loss_with_call   | URGENT | turn_urgent
no        => HANDLER | loss_with_person | URGENT | turn_urgent
""",
        ),
        Section(
            title="Zorgpremie telt in maanden",
            text="Twee premies: de tweede herinnering, met een regeling. Vier: wat er bij zes gebeurt. Zes: een mens.",
            base=PREMIUM,
            sector="health",
            table="""
product        | premiums_late | stage_reached => whether | stage | reason            | days
HEALTH_PREMIUM | 199           | 1             => WAIT    | NONE  | few_premiums      | 28
HEALTH_PREMIUM | 200           | 1             => ACT     | S2    | say_second        | 0
HEALTH_PREMIUM | 399           | 2             => WAIT    | NONE  | few_premiums      | 28
HEALTH_PREMIUM | 400           | 2             => ACT     | S3    | say_notice        | 0
HEALTH_PREMIUM | 599           | 3             => WAIT    | NONE  | person_decides    | 2
HEALTH_PREMIUM | 600           | 1             => WAIT    | NONE  | many_premiums     | 2
OWN_RISK       | 0             | 1             => ACT     | S2    | say_second        | 0
""",
        ),
        Section(
            title="Voor iets te laat is",
            text="Bij een gebeurtenis vertellen wij vooraf wat er te regelen is. Leeftijd telt alleen bij 18 worden.",
            base=AccountRow(open_cents=18_240, due_in_days=5, customer_months=60),
            table="""
events     | had_arrears => whether | reason         | frame    | reason frame    | options              | reason options
NONE       | no          => WAIT    | nothing_due    | NONE     | no_message      | NONE                 | no_message
NONE       | yes         => ACT     | say_before_due | SOLUTION | solutions_first | PAY_LINK             | before_due_pay
TURNING_18 | no          => ACT     | say_for_event  | PREPARE  | beforehand      | OFFER_HELP+ASK_EVENT | before_event
MOVING     | no          => ACT     | say_for_event  | PREPARE  | beforehand      | OFFER_HELP+ASK_EVENT | before_event
""",
        ),
        Section(
            title="Stoppen en wachten om meer redenen",
            text="Wie niets kan missen, houdt rust en krijgt binnen twee werkdagen een mens.",
            base=NEW._replace(hold_has_end=True),
            table="""
room | is_distressed | distress_days | joint_creditors | by_hand | is_handed_over | hold   | hold_days_left | missed_instalment_days | has_seizure => whether | reason              | owner   | days
NONE | no            | never         | 0               | no      | no             | NONE   | 0              | never                  | no          => STOP    | no_room             | HANDLER | 2
OK   | yes           | 3             | 0               | no      | no             | PAUSED | 5              | never                  | no          => STOP    | in_distress         | HANDLER | 2
OK   | no            | never         | 2               | no      | no             | NONE   | 0              | never                  | no          => STOP    | joint_first         | HANDLER | 2
OK   | no            | never         | 0               | yes     | no             | NONE   | 0              | never                  | no          => STOP    | by_hand             | HANDLER | 28
OK   | no            | never         | 0               | no      | yes            | NONE   | 0              | never                  | no          => STOP    | with_agency         | AGENCY  | 28
OK   | no            | never         | 0               | no      | no             | AGREED | 30             | 5                      | no          => STOP    | agreed              | CUSTOMER | 30
OK   | no            | never         | 0               | no      | no             | AGREED | 30             | 6                      | no          => STOP    | missed_instalment   | HANDLER | 2
OK   | no            | never         | 0               | no      | no             | AGREED | 30             | 6                      | yes         => STOP    | missed_with_seizure | HANDLER | 2
""",
        ),
    ),
)

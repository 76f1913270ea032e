"""People: what customers told us they need, when a person comes, whose turn it is, and when nobody comes."""

from tests.spec.chapters.before import AGAIN, NEW
from tests.spec.language import Chapter, Section

LARGE = AGAIN._replace(open_cents=182_400, overdue_cents=182_400, named_overdue_cents=182_400, size_percent=80)
HOME = LARGE._replace(weights=1 | 2 | 16, product=1, letters_without_reaction=2, late_bills=2)

PERSONS = Chapter(
    file="7-mensen.md",
    title="Wat helpt, en wanneer komt er een mens",
    text="Wij bewaren wat iemand helpt, nooit een etiket. Een volgende stap gaat naar een mens, niet naar meer druk.",
    sections=(
        Section(
            title="Wat iemand helpt",
            text="Verteld door de klant, of samen opgeschreven.",
            base=NEW,
            table="""
needs           | prefers => channels         | by_whom      | reason by_whom         | options                     | reason options | rank  | reason rank
READ_ALOUD      | NONE    => LETTER           | CALLER       | spoken_word            | CHOOSE_SLOT+SIMPLEST+SPOKEN | spoken_too     | NEED  | turn_need
OTHER_LANGUAGE  | NONE    => LETTER           | CALLER       | spoken_word            | CHOOSE_SLOT+SIMPLEST+SPOKEN | spoken_too     | NEED  | turn_need
ONE_QUESTION    | NONE    => LETTER           | SAME_PERSON  | one_question_at_a_time | CHOOSE_SLOT+SIMPLEST        | one_thing      | NEED  | turn_need
CALL_RATHER     | NONE    => LETTER+EMAIL+SMS | CALLER       | likes_to_talk          | CARD+ARRANGEMENT+ASK_EVENT  | did_something_happen | ASKED | turn_asked
NONE            | PHONE   => LETTER+EMAIL+SMS | CALLER       | likes_to_talk          | CARD+ARRANGEMENT+ASK_EVENT  | did_something_happen | ASKED | turn_asked
NONE            | VIDEO   => LETTER+EMAIL+SMS | VIDEO_CALLER | video_asked            | CARD+ARRANGEMENT+ASK_EVENT  | did_something_happen | ASKED | turn_asked
PAPER           | NONE    => LETTER           | CALLER       | first_time_call        | PLAIN_ENVELOPE+ARRANGEMENT+CHOOSE_SLOT | without_screen | NEED | turn_need
""",
        ),
        Section(
            title="Welke weg dat wordt",
            text="De brief is dan om te bewaren; het gesprek vertelt wat erin staat.",
            base=NEW,
            table="""
needs      | has_post | has_email | has_phone => channels  | reason channels  | by_whom | reason by_whom
READ_ALOUD | yes      | yes       | yes       => LETTER    | letter_as_record | CALLER  | spoken_word
READ_ALOUD | yes      | yes       | no        => LETTER    | letter_as_record | HANDLER | spoken_without_number
PAPER      | yes      | yes       | yes       => LETTER    | on_paper         | CALLER  | first_time_call
NONE       | no       | yes       | yes       => EMAIL+SMS | no_address_both  | CALLER  | first_time_call
""",
        ),
        Section(
            title="Geen goed adres",
            text="Kort en netjes vragen waar iemand te bereiken is. Geen vergelijking met anderen.",
            base=NEW._replace(has_post=False),
            table="""
has_mobile => channels  | reason channels  | frame   | reason frame   | tone   | reason tone
yes        => EMAIL+SMS | no_address_both  | DETAILS | where_to_reach | FORMAL | not_sure_who
no         => EMAIL     | no_address_email | DETAILS | where_to_reach | FORMAL | not_sure_who
""",
        ),
        Section(
            title="Brieven die misschien niet open gingen",
            text="Geen brief meer op de stapel. Een andere weg, een ander gezicht, of een mens.",
            base=AGAIN._replace(letters_without_reaction=2, late_bills=2),
            table="""
has_email | has_mobile | has_iban | has_phone => channels        | reason channels | by_whom | reason by_whom | form      | reason options
yes       | yes        | no       | yes       => EMAIL+SMS       | unopened_both   | CALLER  | unopened_call  | CALLED    | by_hand_now
yes       | no         | no       | yes       => EMAIL           | unopened_email  | CALLER  | unopened_call  | CALLED    | by_hand_now
no        | no         | yes      | no        => LETTER+TRANSFER | unopened_cent   | TEAM    | no_human_time  | OTHER_WAY | by_hand_now
no        | no         | no       | no        => LETTER          | only_letter     | TEAM    | no_human_time  | OTHER_WAY | by_hand_now
no        | no         | no       | yes       => LETTER          | only_letter     | CALLER  | unopened_call  | CALLED    | by_hand_now
""",
        ),
        Section(
            title="Een groot bedrag",
            text="Is er ruimte om te betalen? Dat vragen wij. Weten wij het niet, dan belt een mens.",
            base=LARGE._replace(late_bills=2, last_form=1),
            table="""
room    | overdue_cents => frame      | reason frame    | by_whom | reason by_whom
UNKNOWN | 182400        => SUPPORTIVE | out_of_reach    | CALLER  | out_of_reach_call
OK      | 182400        => SOLUTION   | solutions_large | TEAM    | sent_by_team
""",
        ),
        Section(
            title="Een bezoek",
            text="Alleen als er een huis van afhangt, na brieven zonder reactie, en alleen als aanbod.",
            base=HOME,
            table="""
overdue_cents | visits | not_by => by_whom | reason by_whom | form     | reason form   | rank | reason rank
182400        | 0      | NONE   => VISITOR | visit_offered  | VISITED  | form_visit    | REST | turn_rest
182400        | 2      | NONE   => HANDLER | help_nearby    | PERSONAL | form_personal | REST | turn_rest
182400        | 0      | VISIT  => CALLER  | no_visit       | CALLED   | form_call     | REST | turn_rest
""",
        ),
        Section(
            title="Wie niet opneemt",
            text="Niet vaker bellen. De klant kiest zelf een moment.",
            base=NEW,
            table="""
calls_unanswered | call_not_given | late_bills => by_whom | reason by_whom  | options                 | reason options
2                | no             | 1          => CALLER  | first_time_call | CARD+ARRANGEMENT+ASK_EVENT | did_something_happen
3                | no             | 1          => TEAM    | no_more_calls   | ARRANGEMENT+CHOOSE_SLOT | you_choose
0                | yes            | 3          => TEAM    | no_human_time   | ARRANGEMENT+CHOOSE_SLOT | you_choose
""",
        ),
        Section(
            title="Na papier komt een mens",
            text="De tweede keer gaat het anders dan de eerste.",
            base=AGAIN._replace(late_bills=2, weights=1),
            table="""
last_form | overdue_cents | named_overdue_cents => by_whom | reason by_whom     | form      | reason form  | reason options
WRITTEN   | 5000          | 5000                => CALLER  | person_after_paper | CALLED    | form_call    | just_a_link
CALLED    | 5000          | 5000                => TEAM    | no_human_time      | WRITTEN   | form_written | just_a_link
WRITTEN   | 4999          | 4999                => TEAM    | no_human_time      | OTHER_WAY | form_other   | another_way
""",
        ),
        Section(
            title="Wanneer, en wie het eerst aan de beurt is",
            text="Een gesprek komt vijf dagen na het bericht, op een dag dat bellen mag.",
            base=NEW,
            table="""
handed_over_days | day        => by_whom     | when          | reason when        | person_days | rank   | reason rank
never            | 2026-11-23 => CALLER      | AFTER_MESSAGE | call_after_message | 5           | EFFECT | turn_early
never            | 2026-11-24 => CALLER      | AFTER_MESSAGE | call_after_message | 6           | EFFECT | turn_early
400              | 2026-11-23 => SAME_PERSON | SOON          | person_first       | 2           | EFFECT | turn_early
""",
        ),
        Section(
            title="Wie in een gesprek zei niet te willen betalen",
            text="Dat raden wij nooit. Het telt alleen als het in een gesprek is gezegd en er ruimte is om te betalen.",
            base=AGAIN._replace(late_bills=2, last_form=1),
            table="""
says_no | room    => frame          | reason frame    | tone      | reason tone
no      | OK      => SOLUTION       | solutions_first | CONCERNED | not_heard
yes     | OK      => NEUTRAL_NOTICE | said_no         | FIRM      | fair_and_clear
yes     | UNKNOWN => SOLUTION       | solutions_first | CONCERNED | not_by_guess
""",
        ),
    ),
)

"""The subjects of the policy: for each TOML file a frozen dataclass with one typed field per key.

A new number is one field here plus one table in the TOML file of the same name; the loader refuses one without the
other. Fields of type `tuple[Step, ...]` keep the whole dated history, all others the value valid on the day asked.
"""

from dataclasses import dataclass, fields
from datetime import date, time

from tijdig.policy.values import PolicyError

MINUTES_PER_HOUR = 60


@dataclass(frozen=True)
class Step:
    """One step of a value that must be known over time: `value` holds from `since` on."""

    since: date
    value: int


@dataclass(frozen=True)
class Contacts:
    """How often, when and how long not: contacts.toml. Days are calendar days unless the name says workdays."""

    days_between_moments: int
    days_between_moments_new_claim: int
    moments_per_day: int
    moments_per_7_days: int
    silence_after_conversation_days: int
    quiet_after_reaction_days: int
    part_payment_wait_days: int
    call_attempts_per_day: int
    call_days_per_7_days: int
    announce_within_days: int
    window_from: time
    window_until: time
    outreach_weekdays: tuple[int, ...]
    letters_without_reaction_max: int
    hold_review_days: int
    no_channel_review_workdays: int
    instalment_tolerance_days: int
    instalment_contact_workdays: int
    instalments_max: int
    call_slots_days: int
    complaint_answer_workdays: int
    send_tries_max: int
    send_retry_minutes: int
    pause_days_max: int
    open_questions_max: int
    questions_day_max: int
    confirmations_day_max: int
    own_rest_days_max: int
    own_rest_within_days: int


@dataclass(frozen=True)
class Stages:
    """When which step of the road comes: stages.toml. Days late are counted from the day after the due date."""

    information_before_due_days: int
    first_reminder_from_days: int
    second_reminder_after_days: int
    notice_after_days: int
    notice_from_cents: int
    gate_after_notice_days: int
    person_after_last_days: int
    name_new_claim_before_days: int
    second_from_premiums: int
    notice_from_premiums: int
    person_from_premiums: int
    tell_consequence_within_days: int


@dataclass(frozen=True)
class Histories:
    """What went before, in five classes: histories.toml. Months are calendar months; bills are late claims."""

    looks_back_months: int
    late_from_days: int
    new_customer_months: int
    first_time_bills_min: int
    sporadic_bills_max: int
    often_in_a_row: int
    handed_over_days: int
    offer_help_in_a_row: int
    room_valid_days: int
    distress_days: int
    turning_18_before_days: int
    turning_18_after_days: int
    failed_debit_days: int
    high_bill_times: int


@dataclass(frozen=True)
class Steps:
    """Who does what with how much effort: steps.toml. Effort is in proportion to the sum and to what hangs on it."""

    large_from_percent: int
    call_from_cents: int
    visit_from_cents: int
    call_after_days: int
    announce_after_days: int
    person_within_workdays: int
    unopened_letters: int
    calls_unanswered_max: int
    visits_max: int
    call_minutes: int
    visit_minutes: int
    look_minutes: int
    transfer_channels_min: int
    transfer_calls_min: int
    reminders_before_end: int


@dataclass(frozen=True)
class ClaimAttributes:
    """What makes one kind of claim weigh: a regular bill, loss of home or supply, priority by law, and so on."""

    fixed_cost: bool
    threatening: bool
    preferential: bool
    credit_registered: bool
    home: bool
    signalling: bool


@dataclass(frozen=True)
class Claims:
    """Attributes per kind of claim: claims.toml; the fields are the values of words.ClaimKind."""

    rent: ClaimAttributes
    service_costs: ClaimAttributes
    mortgage: ClaimAttributes
    energy: ClaimAttributes
    water: ClaimAttributes
    health_premium: ClaimAttributes
    own_risk: ClaimAttributes
    telecom: ClaimAttributes
    purchase: ClaimAttributes
    consumer_credit: ClaimAttributes
    municipal: ClaimAttributes

    def of(self, kind: str) -> ClaimAttributes:
        """The attributes of one kind; PolicyError for a kind that claims.toml does not know."""
        if kind not in self.__dataclass_fields__:
            raise PolicyError("claims.toml", kind, "add a table for this kind of claim")
        attributes: ClaimAttributes = getattr(self, kind)
        return attributes

    @property
    def signalling_kinds(self) -> tuple[str, ...]:
        """Kinds for which a municipality may be told (Wgs), in the order of the file."""
        return tuple(field.name for field in fields(self) if self.of(field.name).signalling)


@dataclass(frozen=True)
class Costs:
    """What a step costs the creditor, in cents, what the customer is charged (nothing) and spared: costs.toml."""

    letter_cents: int
    email_cents: int
    sms_part_cents: int
    whatsapp_cents: int
    transfer_cents: int
    staff_hour_cents: int
    charges_collection_costs: bool
    charges_interest: bool
    waive_by_handler_max_cents: int


@dataclass(frozen=True)
class Law:
    """What the law fixes and nobody may change: law.toml. Rates are in basis points (1% = 100)."""

    notice_days: int
    notice_longer_wording_extra_days: int
    notice_wordings: tuple[str, ...]
    notice_longer_wordings: tuple[str, ...]
    notice_wrong_wordings: tuple[str, ...]
    delivery_days: int
    no_delivery_weekdays: tuple[int, ...]
    collection_costs_bands: tuple[tuple[int, int], ...]
    collection_costs_rest_rate: int
    collection_costs_min_cents: int
    collection_costs_max_cents: int
    vat_rate: int
    statutory_interest: tuple[Step, ...]
    interest_known_until: date
    interest_year_days: int


@dataclass(frozen=True)
class Intake:
    """What a file may be before it is refused: intake.toml."""

    max_bad_share: float
    max_closing_share: float
    closing_share_from_claims: int
    max_line_bytes: int
    max_unpacked_bytes: int
    max_unpacked_ratio: int
    max_amount_cents: int
    max_payments: int
    max_unknown_share: float
    max_upload_bytes: int
    returned_lines_days: int
    looked_at_minutes: int


@dataclass(frozen=True)
class Messages:
    """How long and how hard a text may be, and words of a customer that bring a person at once: messages.toml."""

    sms_max_parts: int
    sms_sender_max_characters: int
    letter_max_pages: int
    sentence_max_words: int
    easy_sentence_max_words: int
    figure_customers_min: int
    figure_days_max: int
    reading_ease_min: int
    distress_phrases: tuple[str, ...]


@dataclass(frozen=True)
class Doors:
    """How long a code, a link and a session last, and how many wrong tries there are: doors.toml."""

    code_valid_days: int
    link_valid_days: int
    link_asks_max: int
    asks_max: int
    wrong_codes_max: int
    wrong_codes_minutes: int
    wrong_answers_max: int
    wrong_answers_minutes: int
    wrong_answers_case_max: int
    wrong_answers_case_minutes: int
    session_minutes: int
    session_most_minutes: int
    remembered_days: int
    typed_kept_minutes: int
    typed_kept_characters: int
    wrong_codes_everywhere: int
    helper_days: int
    helpers_max: int
    draft_days: int
    proof_days: int
    stories_day_max: int
    causes_day_max: int
    drafts_max: int


@dataclass(frozen=True)
class Solutions:
    """What is agreed at once or by whom, how we live with it, and room to pay: solutions.toml."""

    yes_instalment_min_cents: int
    yes_months_max: int
    yes_total_max_cents: int
    handler_instalment_min_cents: int
    handler_months_max: int
    handler_total_max_cents: int
    handler_days_max: int
    lasts_days_max: int
    first_within_days: int
    remind_days_before: int
    review_months: int
    pause_weeks_max: int
    pauses_max: int
    moves_max: int
    waives_last_instalment: bool
    restored_bills: int
    living_single_cents: int
    living_adult_cents: int
    living_child_cents: int
    buffer_cents: int
    offer_percent: int
    offer_step_cents: int
    tight_below_cents: int
    small_sum_cents: int
    plan_months_max: int


@dataclass(frozen=True)
class JointPolicy:
    """How a joint arrangement comes about, is shared and is kept safe: joint.toml."""

    balance_workdays: int
    decision_workdays: int
    silence_workdays: int
    weigh_workdays: int
    consent_days: int
    confirm_days: int
    first_pay_days: int
    standstill_days: int
    months_max: int
    creditors_max: int
    outside_max: int
    share_min_cents: int
    rest_min_cents: int
    yes_months_max: int
    link_days: int
    code_minutes: int
    consent_months: int
    renew_days: int
    renew_call_days: int
    ask_again_days: int


@dataclass(frozen=True)
class Yearly:
    """A holiday as the law names it for every year: on a date, or so many days after Easter Sunday."""

    name: str
    source: str
    month: int | None = None
    day: int | None = None
    on_sunday_days: int = 0  # so many days later when it falls on a Sunday
    easter_days: int | None = None


@dataclass(frozen=True)
class Holidays:
    """Days on which nothing goes out and no post comes: holidays.toml, from `first_year` to `last_year`.

    `yearly` says what is to be expected after those years, for days to pay on and nothing else (docs/adr/0021).
    """

    first_year: int
    last_year: int
    days: frozenset[date]
    yearly: tuple[Yearly, ...]

    def has(self, day: date) -> bool:
        """Whether this day is a holiday; PolicyError for a year that the data do not cover."""
        if not self.first_year <= day.year <= self.last_year:
            mend = f"covers {self.first_year}-{self.last_year}; add the holidays of {day.year} with their source"
            raise PolicyError("holidays.toml", str(day.year), mend)
        return day in self.days


SUBJECTS: dict[str, type] = {
    "contacts": Contacts,
    "stages": Stages,
    "histories": Histories,
    "steps": Steps,
    "claims": Claims,
    "costs": Costs,
    "law": Law,
    "intake": Intake,
    "messages": Messages,
    "doors": Doors,
    "solutions": Solutions,
    "joint": JointPolicy,
}

"""One small factory per model: real rows with plain values; whatever matters to a test, the test says itself."""

from datetime import UTC, date, datetime, timedelta
from itertools import count
from typing import Any

from accounts.models import Membership, User
from tijdig.actions import deciding
from tijdig.models import (
    AnswerLink,
    Approach,
    Arrangement,
    AuditEvent,
    Call,
    CallBack,
    CallSlot,
    Case,
    CaseSummary,
    Claim,
    Consent,
    Consequence,
    Contact,
    ContactPoint,
    Contract,
    Creditor,
    Customer,
    CustomerDetails,
    CustomerSession,
    Decision,
    DecisionKind,
    DoorTry,
    Draft,
    FactsLayout,
    HandOver,
    Helper,
    Hold,
    IdentityCheck,
    Instalment,
    Intake,
    Joint,
    JointEntry,
    JointLine,
    JointPart,
    JointPayment,
    JointPlan,
    LetterCode,
    LifeEvent,
    LoginLink,
    Moment,
    MoneyEntry,
    Night,
    OpenForm,
    Reject,
    Representative,
    Request,
    RoomToPay,
    Shared,
    Solution,
    Step,
    Story,
    SupportNeed,
    TeamHours,
    ToldCause,
    Touched,
    Transfer,
)
from tijdig.models.contact.plans import split

TODAY = date(2026, 11, 24)
NOW = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)  # 09:00 in Amsterdam
_next = count(1)


def make_creditor(**values: Any) -> Creditor:
    """A housing association with a free number and no menu."""
    facts: dict[str, Any] = {
        "code": f"creditor-{next(_next)}",
        "name": "Woonstede",
        "sector": "housing",
        "sender_name": "Woonstede",
        "sms_sender": "Woonstede",
        "address_lines": ["Antwoordnummer 100", "1280 WS Watermeer"],
        "iban": "NL91ABNA0417164300",
        "iban_name": "Woonstede",
        "phone": "020 555 01 23",
        "phone_is_free": True,
        "phone_hours": "maandag t/m vrijdag van 8 tot 18 uur",
        "email": "klant@woonstede.example",
        "website": "woonstede.example",
        "portal_url": "https://mijn.woonstede.example",
    }
    return Creditor.objects.create(**facts | values)


def make_customer(creditor: Creditor | None = None, **values: Any) -> Customer:
    """A customer without details or contact points."""
    facts: dict[str, Any] = {"creditor": creditor or make_creditor(), "number": f"K{next(_next):06d}"}
    return Customer.objects.create(**facts | values)


def make_details(customer: Customer | None = None, **values: Any) -> CustomerDetails:
    """A consumer with a name who reads Dutch."""
    facts: dict[str, Any] = {
        "customer": customer or make_customer(),
        "salutation": "mevrouw",
        "first_name": "Anna",
        "last_name": "de Wit",
        "birth_on": date(1984, 5, 17),
        "postcode": "1288 AW",
    }
    return CustomerDetails.objects.create(**facts | values)


def make_point(customer: Customer | None = None, **values: Any) -> ContactPoint:
    """A postal address; give `kind` and `value` for another."""
    facts: dict[str, Any] = {
        "customer": customer or make_customer(),
        "kind": "post",
        "value": "Lindepad 7\n1288 AW Watermeer",
        "noted_on": TODAY,
    }
    return ContactPoint.objects.create(**facts | values)


def make_support_need(customer: Customer | None = None, **values: Any) -> SupportNeed:
    """Somebody who rather has a call."""
    facts: dict[str, Any] = {
        "customer": customer or make_customer(),
        "kind": "call_rather",
        "source": "customer",
        "noted_on": TODAY,
        "expires_on": date(2027, 11, 24),
    }
    return SupportNeed.objects.create(**facts | values)


def make_life_event(customer: Customer | None = None, **values: Any) -> LifeEvent:
    """Somebody who is going to move, as they told."""
    facts: dict[str, Any] = {
        "customer": customer or make_customer(),
        "kind": "moving",
        "source": "customer",
        "noted_on": TODAY,
        "expires_on": date(2027, 5, 24),
        "made_by": "test",
    }
    return LifeEvent.objects.create(**facts | values)


def make_consent(customer: Customer | None = None, **values: Any) -> Consent:
    """Somebody who agreed, on the phone, to arrange things together with another organisation."""
    facts: dict[str, Any] = {
        "customer": customer or make_customer(),
        "purpose": "joint",
        "other": values.pop("other", None) or make_creditor(name="Bosstroom", sector="energy"),
        "given_at": NOW,
        "given_by": "test",
        "by_channel": "phone",
        "text_version": "samen-2026-11",
        "data": ["balance", "status", "contact"],
        "level": 2,
        "proof": "gesprek van 24 november",
    }
    return Consent.objects.create(**facts | values)


def make_shared(consent: Consent | None = None, **values: Any) -> Shared:
    """One organisation told another how much is open, under a consent."""
    consent = consent or make_consent()
    facts: dict[str, Any] = {
        "consent": consent,
        "to": consent.other,
        "data": ["balance"],
        "what": "Hoeveel er bij ons open is.",
        "at": NOW,
        "by": "test",
    }
    return Shared.objects.create(**facts | values)


def make_representative(customer: Customer | None = None, **values: Any) -> Representative:
    """A protective administrator with a full address."""
    facts: dict[str, Any] = {
        "customer": customer or make_customer(),
        "kind": "protective_administrator",
        "name": "Lotus Bewind",
        "address_lines": ["Kantoorgaarde 12", "1299 LB Watermeer"],
        "email": "post@lotusbewind.example",
        "phone": "020 555 01 61",
        "since_on": date(2026, 3, 1),
    }
    return Representative.objects.create(**facts | values)


def make_contract(customer: Customer | None = None, **values: Any) -> Contract:
    """A running tenancy."""
    facts: dict[str, Any] = {
        "customer": customer or make_customer(),
        "number": f"C{next(_next):06d}",
        "product": "rent",
        "started_on": date(2023, 11, 1),
    }
    return Contract.objects.create(**facts | values)


def make_claim(customer: Customer | None = None, *, amount_cents: int | None = 12120, **values: Any) -> Claim:
    """The rent of November 2026, with its first entry; `amount_cents=None` makes the claim without money."""
    customer = customer or make_customer()
    facts: dict[str, Any] = {
        "creditor": customer.creditor,
        "customer": customer,
        "reference": f"F{next(_next):06d}",
        "kind": "rent",
        "description": "Huur november 2026",
        "invoiced_on": date(2026, 10, 20),
        "due_on": date(2026, 11, 1),
        "is_fixed_cost": True,
    }
    claim = Claim.objects.create(**facts | values)
    if amount_cents is not None:
        make_entry(claim, kind="claim", amount_cents=amount_cents, since_intake=claim.since_intake)
    return claim


def make_entry(claim: Claim | None = None, **values: Any) -> MoneyEntry:
    """A payment of ten euros; the sign is the caller's when another kind is given."""
    claim = claim or make_claim()
    facts: dict[str, Any] = {
        "creditor": claim.creditor,
        "claim": claim,
        "kind": "payment",
        "amount_cents": -1000,
        "booked_on": TODAY,
        "made_by": "test",
        "made_at": NOW,
    }
    return MoneyEntry.objects.create(**facts | values)


def make_case(customer: Customer | None = None, **values: Any) -> Case:
    """An open case."""
    customer = customer or make_customer()
    return Case.objects.create(**{"creditor": customer.creditor, "customer": customer} | values)


def make_hold(case: Case | None = None, **values: Any) -> Hold:
    """A pause of four weeks that the customer asked for."""
    facts: dict[str, Any] = {
        "case": case or make_case(),
        "kind": "paused",
        "reason": "asked",
        "since_on": TODAY,
        "until_on": date(2026, 12, 22),
        "owner": "team",
        "made_by": "test",
        "made_at": NOW,
    }
    return Hold.objects.create(**facts | values)


def make_request(case: Case | None = None, **values: Any) -> Request:
    """A customer who asks to be called."""
    facts: dict[str, Any] = {
        "case": case or make_case(),
        "kind": "call_me",
        "by_channel": "portal",
        "received_at": NOW,
        "answer_due_on": date(2026, 11, 26),
    }
    return Request.objects.create(**facts | values)


def make_night(**values: Any) -> Night:
    """The night of the fixed workday, released."""
    facts: dict[str, Any] = {
        "day": TODAY,
        "state": "released",
        "started_at": NOW,
        "released_at": NOW,
        "policy_version": "test",
    }
    return Night.objects.create(**facts | values)


def make_decision(case: Case | None = None, **values: Any) -> Decision:
    """A decision to wait until tomorrow, as it stands beside the summary of its case where it is the last one."""
    facts: dict[str, Any] = {
        "case": case or make_case(),
        "valid_from": TODAY,
        "outcome": "wait",
        "again_on": date(2026, 11, 25),
        "owner": "system",
        "policy_version": "test",
        "rules": {},
    }
    of_kind, own = split(facts | values)
    made = Decision.objects.create(
        kind=deciding.kind_of(of_kind | {"reason": of_kind["rules"].get("whether", "")}), **own
    )
    if not Decision.objects.filter(case=made.case_id, valid_from__gt=made.valid_from).exists():
        stands = {"kind_number": made.kind_id, "decided_from": made.valid_from, "again_on": made.again_on}
        if not CaseSummary.objects.filter(case=made.case_id).update(**stands):
            make_case_summary(made.case, version=0, **stands)
    return made


def make_decision_kind(**values: Any) -> DecisionKind:
    """Waiting, by nobody's rule in particular."""
    return deciding.kind_of({"outcome": "wait", "owner": "system", "policy_version": "test"} | values)


def make_facts_layout(**values: Any) -> FactsLayout:
    """A layout of long ago with one column."""
    return FactsLayout.objects.create(**{"number": next(_next), "fields": [["open_cents", "<i8", "plain"]]} | values)


def make_case_summary(case: Case | None = None, **values: Any) -> CaseSummary:
    """A summary without facts that no longer holds."""
    facts: dict[str, Any] = {
        "case": case or make_case(),
        "version": 1,
        "basis": 0,
        "stale_on": TODAY,
        "decided_from": TODAY,
        "again_on": TODAY,
        "facts": b"",
    }
    facts |= values
    return CaseSummary.objects.update_or_create(case=facts.pop("case"), defaults=facts)[0]


def make_touched(customer: Customer | None = None, **values: Any) -> Touched:
    """Somebody of whom something changed today."""
    customer = customer or make_customer()
    return Touched.objects.create(**{"creditor": customer.creditor, "customer": customer} | values)


def make_moment(case: Case | None = None, **values: Any) -> Moment:
    """A first reminder of today, without messages."""
    facts: dict[str, Any] = {"case": case or make_case(), "day": TODAY, "stage": "S1", "total_cents": 12120}
    return Moment.objects.create(**facts | values)


def make_contact(moment: Moment | None = None, **values: Any) -> Contact:
    """A planned letter of that moment."""
    moment = moment or make_moment()
    kind = values.get("kind", "letter")
    facts: dict[str, Any] = {
        "case": moment.case,
        "moment": moment,
        "kind": kind,
        "state": "planned",
        "key": f"{moment.case_id}-{moment.day:%Y%m%d}-{moment.stage}-{kind}",
        "send_from": NOW,
        "text": "Beste Anna, er staat nog iets open.",
    }
    return Contact.objects.create(**facts | values)


def make_intake(creditor: Creditor | None = None, **values: Any) -> Intake:
    """The first published file of a creditor; moving `visible_intake` is the caller's."""
    facts: dict[str, Any] = {
        "creditor": creditor or make_creditor(),
        "number": 1,
        "state": "published",
        "kind": "full",
        "profile": "nl-open-items",
        "file_name": "openstaand.csv",
        "sha256": "0" * 64,
        "made_by": "test",
        "started_at": NOW,
        "published_at": NOW,
    }
    return Intake.objects.create(**facts | values)


def make_reject(intake: Intake | None = None, **values: Any) -> Reject:
    """A line with a day that does not exist."""
    facts: dict[str, Any] = {
        "intake": intake or make_intake(),
        "line": 2,
        "column": "vervaldatum",
        "code": "no_such_day",
        "advice": "31-02-2026 bestaat niet. Vul een echte dag in, als dd-mm-jjjj.",
        "raw": "W-100001;WS-1;31-02-2026",
    }
    return Reject.objects.create(**facts | values)


def make_audit_event(**values: Any) -> AuditEvent:
    """Something that happened; it can never be changed again."""
    facts: dict[str, Any] = {"at": NOW, "by": "test", "what": "case.opened", "noun": "case", "noun_id": "1"}
    return AuditEvent.objects.create(**facts | values)


def make_letter_code(case: Case | None = None, **values: Any) -> LetterCode:
    """A code that nobody knows, good for three months."""
    facts: dict[str, Any] = {
        "case": case or make_case(),
        "code_hash": f"{next(_next):064x}",
        "made_at": NOW,
        "expires_at": datetime(2027, 2, 22, 8, 0, tzinfo=UTC),
    }
    return LetterCode.objects.create(**facts | values)


def make_login_link(case: Case | None = None, **values: Any) -> LoginLink:
    """A link that nobody knows, not used yet."""
    facts: dict[str, Any] = {
        "case": case or make_case(),
        "token_hash": f"{next(_next):064x}",
        "made_at": NOW,
        "expires_at": datetime(2026, 12, 8, 8, 0, tzinfo=UTC),
    }
    return LoginLink.objects.create(**facts | values)


def make_customer_session(customer: Customer | None = None, **values: Any) -> CustomerSession:
    """Somebody who came in with a code a moment ago."""
    facts: dict[str, Any] = {
        "customer": customer or make_customer(),
        "key_hash": f"{next(_next):064x}",
        "level": 0,
        "made_at": NOW,
        "expires_at": datetime(2026, 11, 24, 9, 0, tzinfo=UTC),
    }
    return CustomerSession.objects.create(**facts | values)


def make_door_try(**values: Any) -> DoorTry:
    """A wrong code."""
    return DoorTry.objects.create(**{"kind": "code", "client_hash": "0" * 64, "at": NOW} | values)


def make_arrangement(case: Case | None = None, **values: Any) -> Arrangement:
    """€ 182,40, agreed today, that keeps its case quiet."""
    case = case or make_case()
    facts: dict[str, Any] = {
        "case": case,
        "hold": values.pop("hold", None) or make_hold(case, kind="agreed"),
        "total_cents": 18_240,
        "first_on": date(2026, 12, 1),
        "made_by": "test",
        "made_at": NOW,
    }
    return Arrangement.objects.create(**facts | values)


def make_solution(case: Case | None = None, **values: Any) -> Solution:
    """Nothing grows for three months, agreed today."""
    facts: dict[str, Any] = {
        "case": case or make_case(),
        "kind": "freeze",
        "since_on": TODAY,
        "until_on": date(2027, 2, 24),
        "made_by": "test",
        "made_at": NOW,
    }
    return Solution.objects.create(**facts | values)


def make_joint(case: Case | None = None, **values: Any) -> Joint:
    """Somebody who asked today to arrange things together."""
    facts: dict[str, Any] = {
        "case": case or make_case(),
        "by_channel": "portal",
        "due_on": date(2026, 12, 8),
        "made_by": "test",
        "made_at": NOW,
    }
    return Joint.objects.create(**facts | values)


def make_joint_part(joint: Joint | None = None, **values: Any) -> JointPart:
    """An organisation that was picked, and asked nothing yet."""
    facts: dict[str, Any] = {
        "joint": joint or make_joint(),
        "creditor": values.pop("creditor", None) or make_creditor(name="Bosstroom", sector="energy"),
        "due_on": date(2026, 12, 8),
    }
    return JointPart.objects.create(**facts | values)


def make_joint_plan(joint: Joint | None = None, **values: Any) -> JointPlan:
    """The first version of a split of sixty euros each time."""
    facts: dict[str, Any] = {
        "joint": joint or make_joint(),
        "number": 1,
        "spare_cents": 6_000,
        "made_by": "test",
        "made_at": NOW,
    }
    return JointPlan.objects.create(**facts | values)


def make_joint_line(plan: JointPlan | None = None, **values: Any) -> JointLine:
    """What one organisation gets of the first payment."""
    plan = plan or make_joint_plan()
    facts: dict[str, Any] = {
        "plan": plan,
        "part": values.pop("part", None) or make_joint_part(plan.joint),
        "number": 1,
        "due_on": date(2026, 12, 15),
        "amount_cents": 6_000,
    }
    return JointLine.objects.create(**facts | values)


def make_joint_payment(joint: Joint | None = None, **values: Any) -> JointPayment:
    """Sixty euros that came in today."""
    facts: dict[str, Any] = {
        "joint": joint or make_joint(),
        "amount_cents": 6_000,
        "paid_on": TODAY,
        "reference": "B-0001",
        "made_by": "test",
        "made_at": NOW,
    }
    return JointPayment.objects.create(**facts | values)


def make_joint_entry(payment: JointPayment | None = None, **values: Any) -> JointEntry:
    """What was booked in a file for a payment for all."""
    facts: dict[str, Any] = {"payment": payment or make_joint_payment(), "entry": values.get("entry") or make_entry()}
    return JointEntry.objects.create(**facts | values)


def make_answer_link(part: JointPart | None = None, **values: Any) -> AnswerLink:
    """A link that was mailed this morning to an organisation without a system of its own."""
    facts: dict[str, Any] = {
        "part": part or make_joint_part(),
        "token_hash": f"{AnswerLink.objects.count():064d}",
        "sent_to": "regelen@bosstroom.example",
        "made_at": NOW,
        "expires_at": datetime(2026, 12, 15, 9, 0, tzinfo=UTC),
    }
    return AnswerLink.objects.create(**facts | values)


def make_instalment(arrangement: Arrangement | None = None, **values: Any) -> Instalment:
    """The first part of an arrangement."""
    facts: dict[str, Any] = {
        "arrangement": arrangement or make_arrangement(),
        "number": 1,
        "due_on": date(2026, 12, 1),
        "amount_cents": 3_000,
    }
    return Instalment.objects.create(**facts | values)


def make_room(case: Case | None = None, **values: Any) -> RoomToPay:
    """Somebody who told that there is nothing left to pay with."""
    facts: dict[str, Any] = {
        "case": case or make_case(),
        "state": "none",
        "source": "customer",
        "noted_on": TODAY,
        "expires_on": date(2027, 5, 24),
        "made_by": "test",
    }
    return RoomToPay.objects.create(**facts | values)


def make_consequence(case: Case | None = None, **values: Any) -> Consequence:
    """A summons in two weeks, recorded this morning."""
    facts: dict[str, Any] = {
        "case": case or make_case(),
        "kind": "summons",
        "on_day": date(2026, 12, 8),
        "avoid_cents": 12120,
        "recorded_by": "test",
        "recorded_at": NOW,
    }
    return Consequence.objects.create(**facts | values)


def make_approach(case: Case | None = None, **values: Any) -> Approach:
    """A letter, an e-mail and a call, begun today."""
    facts: dict[str, Any] = {
        "case": case or make_case(),
        "form": "called",
        "made_on": TODAY,
        "ends_on": date(2026, 11, 30),
    }
    return Approach.objects.create(**facts | values)


def make_step(case: Case | None = None, **values: Any) -> Step:
    """A call of a quarter of an hour that somebody should make today."""
    facts: dict[str, Any] = {
        "case": case or make_case(),
        "kind": "phone",
        "skill": "call",
        "on_day": TODAY,
        "minutes": 15,
        "why": "after_message",
        "made_at": NOW,
    }
    return Step.objects.create(**facts | values)


def make_team_hours(creditor: Creditor | None = None, **values: Any) -> TeamHours:
    """An hour of calling today."""
    facts: dict[str, Any] = {
        "creditor": creditor or make_creditor(),
        "skill": "call",
        "day": TODAY,
        "minutes": 60,
    }
    return TeamHours.objects.create(**facts | values)


def make_transfer(case: Case | None = None, **values: Any) -> Transfer:
    """A case that a person gave to an agency this morning."""
    facts: dict[str, Any] = {
        "case": case or make_case(),
        "state": "handed_over",
        "agency": "Deurne & Zoon",
        "decided_by": "test",
        "decided_at": NOW,
    }
    given = Transfer.objects.create(**facts | values)
    late = Claim.objects.filter(customer_id=given.case.customer_id, due_on__lt=given.decided_at.date())
    given.claims.set(late)
    return given


def make_call_slot(creditor: Creditor | None = None, **values: Any) -> CallSlot:
    """A quarter of an hour tomorrow in which one person can call."""
    facts: dict[str, Any] = {
        "creditor": creditor or make_creditor(),
        "starts_at": datetime(2026, 11, 25, 9, 0, tzinfo=UTC),
    }
    return CallSlot.objects.create(**facts | values)


def make_call_back(case: Case | None = None, **values: Any) -> CallBack:
    """A call that we promised for tomorrow."""
    case = case or make_case()
    facts: dict[str, Any] = {
        "case": case,
        "slot": values.pop("slot", None) or make_call_slot(case.creditor),
        "phone": "06 00 00 01 01",
        "made_by": "test",
        "made_at": NOW,
    }
    return CallBack.objects.create(**facts | values)


def make_call(contact: Contact | None = None, **values: Any) -> Call:
    """A call in which somebody was reached."""
    return Call.objects.create(**{"contact": contact or make_contact(kind="phone"), "result": "reached"} | values)


def make_hand_over(case: Case | None = None, **values: Any) -> HandOver:
    """A case that goes to a colleague."""
    facts: dict[str, Any] = {
        "case": case or make_case(),
        "to_user": values.pop("to_user", None) or make_user(),
        "summary": "Belt liever na vijf uur.",
        "made_by": "test",
        "made_at": NOW,
    }
    return HandOver.objects.create(**facts | values)


def make_open_form(creditor: Creditor | None = None, **values: Any) -> OpenForm:
    """Somebody without a code who wants to be called."""
    facts: dict[str, Any] = {
        "creditor": creditor or make_creditor(),
        "name": "Chantal Mensah",
        "by_channel": "phone",
        "reach_at": "06 00 00 01 03",
        "received_at": NOW,
        "answer_due_on": date(2026, 11, 26),
    }
    return OpenForm.objects.create(**facts | values)


def make_user(**values: Any) -> User:
    """A member of staff who can sign in with the password `veilig-wachtwoord`."""
    facts: dict[str, Any] = {"email": f"staff{next(_next)}@woonstede.example", "name": "Samira Kaya"}
    user = User(**facts | values)
    user.set_password("veilig-wachtwoord")
    user.save()
    return user


def make_membership(user: User | None = None, creditor: Creditor | None = None, **values: Any) -> Membership:
    """A handler at a creditor."""
    facts: dict[str, Any] = {
        "user": user or make_user(),
        "creditor": creditor or make_creditor(),
        "role": "handler",
        "since_on": date(2026, 1, 1),
    }
    return Membership.objects.create(**facts | values)


def make_helper(case: Case | None = None, **values: Any) -> Helper:
    """Roos looks along for a month."""
    facts: dict[str, Any] = {
        "case": case or make_case(),
        "name": "Roos",
        "code_hash": f"{next(_next):064d}",
        "made_at": NOW,
        "made_by": "test",
        "expires_at": NOW + timedelta(days=30),
    }
    return Helper.objects.create(**facts | values)


def make_identity_check(customer: Customer | None = None, **values: Any) -> IdentityCheck:
    """Somebody showed at the counter who they are."""
    facts: dict[str, Any] = {
        "customer": customer or make_customer(),
        "means": "counter",
        "checked_at": NOW,
        "checked_by": "test",
        "expires_at": NOW + timedelta(days=365),
    }
    return IdentityCheck.objects.create(**facts | values)


def make_told_cause(case: Case | None = None, **values: Any) -> ToldCause:
    """It was forgotten, with one tap."""
    facts: dict[str, Any] = {"case": case or make_case(), "cause": "forgotten", "told_at": NOW, "made_by": "test"}
    return ToldCause.objects.create(**facts | values)


def make_story(case: Case | None = None, **values: Any) -> Story:
    """A few words of the customer's own."""
    facts: dict[str, Any] = {"case": case or make_case(), "text": "Ik werk weer.", "told_at": NOW, "made_by": "test"}
    return Story.objects.create(**facts | values)


def make_draft(case: Case | None = None, **values: Any) -> Draft:
    """A question that was put away."""
    facts: dict[str, Any] = {
        "case": case or make_case(),
        "question": "uitleg",
        "typed": "tekst=Waarom%3F",
        "saved_at": NOW,
        "expires_at": NOW + timedelta(days=14),
    }
    return Draft.objects.create(**facts | values)

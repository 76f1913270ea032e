"""Joint arrangements at work: the list, the page of one, and every act on it."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from tijdig import clock
from tijdig.queries import jointdesk, jointlist, jointpayee, jointwork
from tijdig.web.numbers import whole
from tijdig.web.workbench import typed
from tijdig.web.workbench.acts.together import BEGUN, Together
from tijdig.web.workbench.frames import show, staff_of, viewer_of
from tijdig.web.workbench.joints import JOINT_ACTS, JointForm
from tijdig.web.workbench.session import staff_required


@staff_required()
@require_safe
def listed(request: HttpRequest) -> HttpResponse:
    """Those that run or are being made, the nearest deadline first."""
    page = jointlist.listed(staff_of(request), clock.now(), viewer_of(request).page)
    return show(request, "work/joints.html", here="joint", page=page)


@staff_required()
@require_safe
def one(request: HttpRequest, number: int) -> HttpResponse:
    """One of them: who takes part, who is silent, what was told, and what to do now."""
    staff = staff_of(request)
    at = clock.now()
    joint, name = jointwork.joint_for(staff, number, clock.day_of(at)), request.GET.get("gedaan", "")
    said = Together if name == BEGUN else JOINT_ACTS.get(name)
    done = said.done if said else ""
    if not jointwork.is_read_by(joint, staff, clock.day_of(at)):
        passing = jointpayee.passing(joint, staff, clock.day_of(at))
        return show(request, "work/joint_payee.html", here="joint", number=number, passing=passing, done=done)
    return show(request, "work/joint.html", here="joint", page=jointwork.page_of(joint, staff, at), done=done)


@staff_required()
@require_http_methods(["GET", "HEAD", "POST"])
def act(request: HttpRequest, number: int, name: str) -> HttpResponse:
    """One act: asked, checked, done; or said clearly why not."""
    form = _form(request, number, name)
    if request.method == "POST" and not form.cannot() and form.is_valid() and form.carried_out():
        return redirect(f"{reverse('work-joint', args=[number])}?gedaan={name}")
    status = 409 if form.is_changed else 422 if request.method == "POST" and form.errors else 200
    about = jointwork.name_of(form.joint, form.staff, form.day)
    return show(request, "work/joint_act.html", here="joint", form=form, name=about, status=status)


@staff_required()
@require_safe
def file(request: HttpRequest, number: int) -> HttpResponse:
    """The whole file for debt help, as JSON; only where it was asked, and only once debt help takes over."""
    staff = staff_of(request)
    day = clock.day_of(clock.now())
    told = jointdesk.file_of(jointwork.joint_for(staff, number, day), staff, day)
    answer = JsonResponse(told, json_dumps_params={"ensure_ascii": False, "indent": 2})
    answer["Content-Disposition"] = f'attachment; filename="samen-{number}.json"'
    return answer


def _form(request: HttpRequest, number: int, name: str) -> JointForm:
    """The form for who may do it; an act of another organisation is not there at all."""
    if name not in JOINT_ACTS:
        raise Http404
    staff = staff_of(request)
    joint = jointwork.joint_for(staff, number, clock.day_of(clock.now()))
    wanted = whole(request.GET.get("deel", ""), 0)
    part: Any = jointwork.part_for(staff, joint, wanted, clock.day_of(clock.now())) if wanted else None
    again = typed.kept(request, staff)
    data = request.POST if request.method == "POST" else again
    form = JOINT_ACTS[name](data, staff=staff, joint=joint, part=part, at=clock.now())
    if not form.is_theirs():
        raise Http404
    return form

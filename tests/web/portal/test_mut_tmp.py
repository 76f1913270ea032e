from tests.web.portal.test_voice_browser import *
import tests.web.portal.test_voice_browser as m
from pathlib import Path
JS = Path("tijdig/static/tijdig/voice.js").read_text()
orig = m.with_voices
MUT = [("one.localService && ", ""), ('addEventListener("pagehide", () => turn(false));', ""), ("if (!isOn) return;\n      at += 1;", "at += 1; if (!isOn) return;\n"), ("if (!on) mouth.cancel();", ""), ("mouth.onvoiceschanged = show;", "")]
@pytest.fixture(params=MUT, autouse=True, ids=["local", "pagehide", "at", "cancel", "changed"])
def mutate(request, monkeypatch):
    a, b = request.param
    assert a in JS
    def made(*args, **kw):
        page = orig(*args, **kw)
        page.route("**/voice*.js", lambda r: r.fulfill(body=JS.replace(a, b), content_type="text/javascript"))
        return page
    monkeypatch.setattr(m, "with_voices", made)
    for f in (test_page_is_read_in_its_order_stopped_and_read_on,): f.__globals__["with_voices"] = made
    yield
    test_page_is_read_in_its_order_stopped_and_read_on.__globals__["with_voices"] = orig

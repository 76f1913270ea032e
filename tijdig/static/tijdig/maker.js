// Shows what an arrangement would be while one fills it in: the same page that the button "Laat zien" gives, of which
// only the part beside the fields is taken over. Nothing is agreed by it, and without this file the button does it all.
const wish = document.querySelector("[data-wish]");

if (wish) {
  const form = wish.closest("form");
  const shown = form.querySelector("[data-shown]");
  let turn = 0;
  let timer;
  const look = async () => {
    if (!form.checkValidity()) return; // half filled in: nothing to show yet
    const mine = ++turn;
    const asked = new FormData(form);
    asked.set("stap", "bekijk");
    asked.delete("bekeken");
    try {
      const answer = await fetch(form.action || location.href, { method: "POST", body: asked, redirect: "manual", cache: "no-store" });
      if (mine !== turn || !answer.ok) return;
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const found = page.querySelector("[data-shown]");
      if (mine === turn && found && !shown.contains(document.activeElement)) shown.replaceChildren(...found.childNodes);
    } catch {
      // Away for a moment: the button still works.
    }
  };
  wish.addEventListener("input", (event) => {
    if (event.target.matches("textarea")) return;
    clearTimeout(timer);
    timer = setTimeout(look, 400);
  });
  const leads = ["instalment", "count", "last_on", "weeks"].some((name) => form.elements[name]?.value);
  if (leads && !form.elements.bekeken) look();
}

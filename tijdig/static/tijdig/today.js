// Looks every half minute whether something new came in, and every five minutes while the tab is behind another. It says
// so in the tab's title and in one line, for which the room is there from the beginning: what one reads stays in place.
const place = document.querySelector("[data-news]");

if (place) {
  const line = document.createElement("p");
  const link = document.createElement("a");
  const own = location.pathname + location.search;
  const [to, where] = place.dataset.to ? [place.dataset.to, "Naar de lijst"] : [own, "Ververs de lijst"];
  link.href = own;
  line.className = "soft";
  line.style.visibility = "hidden";
  place.append(line);

  const write = (words, what) => {
    link.textContent = what;
    line.replaceChildren(words, " ", link, ".");
  };
  const tell = (words, what) => {
    clearInterval(timer);
    document.removeEventListener("visibilitychange", look);
    write(words, what);
    line.style.visibility = "visible";
  };
  let turn = 0;
  const look = async () => {
    turn += 1;
    if (document.visibilityState !== "visible" && turn % 10) return;
    try {
      const answer = await fetch(place.dataset.news, { redirect: "manual", cache: "no-store" });
      if (answer.type === "opaqueredirect") tell("U bent uitgelogd.", "Log weer in");
      else if (answer.ok && (await answer.json()).nieuw) {
        link.href = to;
        document.title = `(1) ${document.title}`;
        tell("Er is een nieuwe reactie.", where);
      }
    } catch {
      // Away for a moment; the next look tells.
    }
  };
  const timer = setInterval(look, 30_000);
  document.addEventListener("visibilitychange", look);
  write("Er is een nieuwe reactie.", where);
}

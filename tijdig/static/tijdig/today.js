// Looks every half minute, while somebody looks at the list, whether something new came in. It says so in one line,
// for which the room is there from the beginning: what somebody is reading stays where it is.
const place = document.querySelector("[data-news]");

if (place) {
  const line = document.createElement("p");
  const link = document.createElement("a");
  link.href = location.pathname + location.search;
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
  const look = async () => {
    if (document.visibilityState !== "visible") return;
    try {
      const answer = await fetch(place.dataset.news, { redirect: "manual", cache: "no-store" });
      if (answer.type === "opaqueredirect") tell("U bent uitgelogd.", "Log weer in");
      else if (answer.ok && (await answer.json()).nieuw) tell("Er is een nieuwe reactie.", "Ververs de lijst");
    } catch {
      // Away for a moment; the next look tells.
    }
  };
  const timer = setInterval(look, 30_000);
  document.addEventListener("visibilitychange", look);
  write("Er is een nieuwe reactie.", "Ververs de lijst");
}

// Reads the page aloud for who chose so at /lezen, with a voice that is on the device itself: no word leaves it. It
// starts at a press only; the same button stops it, and goes on where it was. Without such a voice nothing is shown.
const BLOCKS = "h1, h2, h3, p, li, dt, dd, th, td, caption, legend, label, small, summary, button";
const SILENT = "[hidden], [aria-hidden=true], [data-needs-voice], details:not([open]) > :not(summary)";
const mouth = window.speechSynthesis;

const short = (tag) => tag.toLowerCase().split(/[-_]/)[0];
const voice = (tag) => mouth.getVoices().find((one) => one.localService && short(one.lang) === short(tag));

// What stands in the page, in its order: one line for each heading, paragraph, row or button.
function linesOf(main) {
  const lines = [];
  const walk = document.createTreeWalker(main, NodeFilter.SHOW_TEXT);
  let last = null;
  while (walk.nextNode()) {
    const around = walk.currentNode.parentElement;
    if (!walk.currentNode.data.trim() || around.closest(SILENT) || !around.getClientRects().length) continue;
    const block = around.closest(BLOCKS) || around;
    if (block !== last) lines.push({ words: "", tag: around.closest("[lang]").lang });
    lines[lines.length - 1].words += `${walk.currentNode.data} `;
    last = block;
  }
  return lines;
}

function listen(button) {
  const [start, stop, further] = button.children;
  let lines = [];
  let at = 0;
  let now = null; // the line that is being said

  const turn = (on) => {
    start.hidden = on || at > 0;
    stop.hidden = !on;
    further.hidden = on || at === 0;
    if (on) return;
    now = null;
    mouth.cancel();
  };
  const say = () => {
    if (at === lines.length) {
      at = 0;
      turn(false);
      return;
    }
    const line = new SpeechSynthesisUtterance(lines[at].words.replace(/\s+/g, " ").trim());
    line.lang = lines[at].tag;
    line.voice = voice(line.lang) || voice(document.documentElement.lang);
    // Some browsers tell of the end of a line that was broken off, and late: only the line of now counts.
    line.onend = () => {
      if (line !== now) return;
      at += 1;
      say();
    };
    line.onerror = () => {
      if (line === now) turn(false);
    };
    now = line;
    mouth.speak(line);
  };

  button.addEventListener("click", () => {
    if (now) {
      turn(false);
      return;
    }
    if (at === 0) lines = linesOf(document.querySelector("main"));
    turn(true);
    say();
  });
  addEventListener("pagehide", () => turn(false));
}

if (mouth) {
  const show = () => {
    const isThere = voice(document.documentElement.lang) !== undefined;
    for (const part of document.querySelectorAll("[data-needs-voice]")) part.hidden = !isThere;
  };
  mouth.onvoiceschanged = show;
  show();
  for (const button of document.querySelectorAll(".aloud button")) listen(button);
}

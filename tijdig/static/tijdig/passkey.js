// Passkeys need script; without it their buttons stay away, and the password with a code does all.
if (window.PublicKeyCredential) {
  for (const part of document.querySelectorAll("[data-needs-script]")) part.hidden = false;
}

const FAULTS = {
  NotAllowedError: "Het is niet gelukt. U stopte zelf, of op dit apparaat staat geen toegangssleutel voor Tijdig. Probeer het nog eens, of gebruik uw wachtwoord en uw app.",
  InvalidStateError: "Deze toegangssleutel hebt u al toegevoegd.",
};
const OTHER = "Het is niet gelukt met de toegangssleutel. Gebruik uw wachtwoord en uw app.";

document.addEventListener("allauth.error", (event) => {
  const place = document.getElementById("sleutel-fout");
  if (!place) return;
  event.preventDefault();
  place.querySelector("p").textContent = FAULTS[event.detail.exception.name] || OTHER;
  place.hidden = false;
  place.focus();
});

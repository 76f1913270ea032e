// Passkeys need script; without it their buttons stay away, and the password with a code does all.
if (window.PublicKeyCredential) {
  for (const part of document.querySelectorAll("[data-needs-script]")) part.hidden = false;
}

// Passkeys: WebAuthn's own JSON forms to what the browser takes and back. Safari before 18.4 has no such functions.

import { t } from "./text.js";

const NOT_MADE = { text: t("No passkey was made."), hint: t("The PIN works as before.") };

/** False where this browser knows no passkeys, or the page is not on a safe connection. */
export const able = () => isSecureContext && "PublicKeyCredential" in window;

/** A passkey of whoever is here, made by this tablet. Null when it was refused or given up, and then the person was told why. */
export async function add(app) {
  const offered = await app.ask({ type: "passkey-offer" });
  if (!offered) return;
  try {
    const made = await navigator.credentials.create({ publicKey: options(offered.options) });
    if (await app.ask({ type: "passkey-add", credential: plain(made) })) app.tell("info", t("This tablet now knows you by your passkey. The PIN works as before."));
  } catch {
    app.tell("warning", `${NOT_MADE.text} ${NOT_MADE.hint}`);
  }
}

/** What proves who it is. Rejects when it was given up. */
export async function show(asked) {
  return plain(await navigator.credentials.get({ publicKey: options(asked) }));
}

function options(json) {
  const described = (list) => list?.map((one) => ({ ...one, id: bytes(one.id) }));
  return {
    ...json, challenge: bytes(json.challenge),
    ...(json.user && { user: { ...json.user, id: bytes(json.user.id) } }),
    ...(json.excludeCredentials && { excludeCredentials: described(json.excludeCredentials) }),
    ...(json.allowCredentials && { allowCredentials: described(json.allowCredentials) }),
  };
}

/** RegistrationResponseJSON or AuthenticationResponseJSON. */
function plain(credential) {
  const { response } = credential;
  const parts = ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"];
  const told = parts.filter((part) => response[part]).map((part) => [part, letters(response[part])]);
  return { id: credential.id, rawId: letters(credential.rawId), type: credential.type, response: Object.fromEntries(told), clientExtensionResults: {} };
}

const bytes = (text) => Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (letter) => letter.charCodeAt(0));

const letters = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer))).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");

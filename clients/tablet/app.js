// Start: one connection, one state, one view at a time.

import { Connection } from "./connection.js";
import { replace } from "./dom.js";
import { keepFocus } from "./focus.js";
import { Microphone } from "./sound/microphone.js";
import { forgetShell, keepShell } from "./shell.js";
import { DROPPABLE, apply, empty, load } from "./state.js";
import { refused, t } from "./text.js";
import { ClientView } from "./views/client.js";
import { DayView } from "./views/day.js";
import { LiveView } from "./views/live.js";
import { LockView } from "./views/lock.js";
import { Notices } from "./views/notices.js";
import { OfficeView } from "./views/office.js";
import { PairView } from "./views/pair.js";
import { PrivateView } from "./views/private.js";
import { ReviewView } from "./views/review.js";
import { StartView } from "./views/start.js";
import { dismissAll } from "./views/confirm.js";
import { WaitView } from "./views/wait.js";
import { WriteView } from "./views/write.js";
import { sealed } from "./seal.js";
import { keepAwake } from "./wake.js";

const TOKEN = "scribe.token"; // all that this browser stores, beside the language a person chose
const IN_SESSION = ["created", "live", "paused"];
const LAST_HEARD = new Set(["pause", "stop"]); // nothing of after them is heard, all of before them is

const app = {
  state: empty(),
  room: "",
  pairedUntil: null, // then this tablet needs a new code
  person: null, // who is at the tablet, where the room has people
  status: "connecting",
  received: 0, // when the clock of the session was last told, by this browser's own
  leveled: 0, // when the last sound level came
  hears: "room", // or "tablet": this room has no ear of its own
  page: "", // what the person chose to see while nothing is heard: "start", "day" or "" for the note
  unsigned: new Map(), // addenda that were written and not signed, by session: each stands there when it is asked for again
  opened: null, // an earlier session that is worked on
  ask,
  redraw: draw,
  start: (session) => ask({ do: "start", ...session }),
  tell: (level, text) => notices.show(level, text),
  /** Seconds since capture began, now. */
  elapsed: () => app.state.at + (performance.now() - app.received) / 1000,
  refusal: null, // {text, hint, code}: why the last command that was not done was not
  /** It was not the room that refused it: it can be done when there is a connection. */
  get unreachable() { return !app.refusal?.code; },
  apart: null, // what is shown instead of all else: {View, client, session}
  /** The private notes about a client, or what the client may see of a session. */
  showPrivate: (client, session) => setApart({ View: PrivateView, client, session }),
  showClient: (session) => setApart({ View: ClientView, session }),
  leaveApart: () => setApart(null),
  go(page) { left(); app.page = page; app.opened = null; draw(); },
  open,
  unpair,
};

const root = document.getElementById("view");
const notices = new Notices(document.getElementById("toasts"));
let view = null;
let drawing = false;
let misfit = false; // an event did not follow on what is shown: only a whole snapshot helps
let code = ""; // from the address, not used yet
let seal = ""; // from the address: how the fingerprint of the device that gave the code begins

const connection = new Connection({
  place: () => (app.state.session && !misfit ? { session: app.state.session, seq: app.state.seq } : null),
  status(status) { app.status = status; draw(); },
  paired(token) { localStorage.setItem(TOKEN, token); keepShell(); },
  unpaired,
  locked,
  welcome,
  event: take,
  sound: (answer) => microphone.answered(answer),
});
app.connection = connection;

const microphone = new Microphone({
  send: (block) => connection.sendSound(block),
  trouble: ({ text, hint }) => notices.show("error", `${t(text)} ${t(hint)}`.trim()),
  changed: draw,
});
app.microphone = microphone;

/** The answer to a command; null when it was refused, and then the person was told why. */
async function ask(command) {
  const last = LAST_HEARD.has(command.do);
  try {
    if (last) await microphone.hold();
    return await connection.ask(command);
  } catch (refusal) {
    if (last) microphone.release();
    app.refusal = refusal;
    notices.show(command.do === "pause" ? "error" : "warning", refused(refusal));
    return null;
  }
}

function welcome(message) {
  app.room = message.room || app.room;
  app.person = message.person;
  app.pairedUntil = message.paired_until;
  if (view instanceof LockView) view = null;
  if (!message.resumed) {
    const another = (message.snapshot?.session ?? "") !== app.state.session;
    if (another) { // nothing that was opened, chosen, typed or asked belongs to this session
      if (!app.apart) left({ elsewhere: true });
      connection.asking.elsewhere();
      dismissAll();
    }
    misfit = false;
    app.state = load(message.snapshot, message.goals);
    if (another) Object.assign(app, { page: "", opened: null });
    notices.loaded(app.state);
    app.received = performance.now();
  } else {
    app.state.unsaved = ""; // whether the disk takes what is written is no event that is sent again: while it does not, the room says so at once
  }
  microphone.follow(app.state.session, app.state.state?.state);
  microphone.blocks.again();
  learn();
  draw();
}

/** Work on an earlier session, or on this one. */
async function open(session) {
  if (session === app.state.session) return app.go("");
  const answer = await ask({ do: "open", session });
  if (!answer) return undefined;
  left();
  Object.assign(app, { page: "", opened: Object.assign(Object.create(app), { state: load(answer.snapshot) }) });
  return draw();
}

/** What this room hears through. */
async function learn() {
  try {
    const answer = await fetch("/healthz", { cache: "no-store" });
    app.hears = (await answer.json()).hears ?? "room";
    draw();
  } catch {
    // The connection was lost again: its return asks again.
  }
}

function take(event) {
  if (misfit) return;
  const due = DROPPABLE.has(event.type) ? app.state.seq : app.state.seq + 1;
  if (event.seq < due) return; // known already
  if (event.seq > due) {
    misfit = true;
    connection.renew();
    return;
  }
  apply(app.state, event);
  app.received = performance.now();
  if (event.type === "level") app.leveled = app.received;
  if (event.type === "session") microphone.follow(event.session, event.state);
  notices.seen(app.state);
  draw();
}

/** Draw soon, at most once a frame. */
function draw() {
  if (drawing) return;
  drawing = true;
  requestAnimationFrame(() => { drawing = false; drawNow(); });
}

function drawNow() {
  const untold = [PairView, WaitView, LockView].some((each) => view instanceof each);
  if (untold && app.status !== "live") return;
  const Wanted = wanted();
  if (!(view instanceof Wanted)) left();
  if (!view) show(new Wanted(Wanted === ReviewView ? app.opened ?? app : app));
  view.draw();
  keepAwake(view instanceof LiveView || view instanceof WriteView);
}

/** What is shown gives way to another page: what is being written in it is kept, or told where it can't be. `elsewhere`:
 *  another session is heard by now, and nothing is sent that does not say of which it is. */
function left({ elsewhere = false } = {}) {
  view?.leave?.({ elsewhere });
  view = null;
}

function setApart(what) {
  left();
  app.apart = what;
  draw();
}

function wanted() {
  if (app.apart) return app.apart.View;
  if (app.person?.role === "administrator") return OfficeView;
  if (app.state.state?.state === "unheard") return WriteView;
  if (IN_SESSION.includes(app.state.state?.state)) return LiveView;
  if (app.page === "day") return DayView;
  return app.page === "start" || !(app.opened ?? app.state).state ? StartView : ReviewView;
}

function show(next) {
  view = next;
  replace(root, view.element);
  (view.element.querySelector("[autofocus]") ?? view.element.querySelector("h1"))?.focus();
}

/** The room asks who is here (or refuses a PIN, or wants a passkey): until somebody is, nothing of a session stays on the page. */
function locked(message) {
  if (message?.refused) {
    if (view instanceof LockView) view.refuse(message.refused);
    return;
  }
  if (message?.options) {
    if (view instanceof LockView) view.prove(message.options);
    return;
  }
  app.state = empty();
  Object.assign(app, { person: null, page: "", opened: null, apart: null });
  app.unsigned.clear();
  notices.clear();
  dismissAll();
  view?.hush?.();
  show(message ? new LockView(app, message) : new WaitView());
}

function unpaired(refusal, forget) {
  if (forget) { localStorage.clear(); forgetShell(); }
  app.state = empty();
  Object.assign(app, { status: "lost", person: null, page: "", opened: null, apart: null }); // a late answer draws nothing
  microphone.close();
  app.unsigned.clear();
  notices.clear();
  dismissAll();
  view?.hush?.();
  show(new PairView(app, code ? null : refusal));
  if (code) useCode();
}

function unpair() {
  connection.leave();
  unpaired(null, true);
}

async function useCode() {
  const given = code;
  code = "";
  if (await sealed(seal)) view.pair(given);
  else view.refuse({ text: t("This is not the device that gave the code."), hint: t("Ask who looks after the room's device.") });
}

/** A code in the address is taken out of it at once; a fragment is never sent to a server. */
function begin() {
  [code, seal] = [...location.hash.slice(1).split("."), ""];
  if (code) history.replaceState(null, "", location.pathname);
  const token = localStorage.getItem(TOKEN);
  if (token) { // a bookmark may hold an old code: it is only used where the token is no longer good
    show(new WaitView());
    connection.open(token);
  } else {
    show(new PairView(app, null));
    if (code) useCode();
  }
}

keepFocus();
begin();
if (localStorage.getItem(TOKEN)) keepShell();
addEventListener("hashchange", () => { if (location.hash) begin(); });
setInterval(draw, 1000);

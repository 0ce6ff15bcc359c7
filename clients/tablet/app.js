// Start: one connection, one state, one view at a time.

import { Connection } from "./connection.js";
import { replace } from "./dom.js";
import { DROPPABLE, apply, empty, load } from "./state.js";
import { LiveView } from "./views/live.js";
import { NoteView } from "./views/note.js";
import { Notices } from "./views/notices.js";
import { PairView } from "./views/pair.js";
import { StartView } from "./views/start.js";
import { WaitView } from "./views/wait.js";
import { keepAwake } from "./wake.js";

const TOKEN = "scribe.token"; // all that this browser stores
const IN_SESSION = ["created", "live", "paused"];

const app = {
  state: empty(),
  room: "",
  status: "connecting",
  received: 0,
  starting: false,
  ask,
  start: (session) => ask({ do: "start", ...session }),
  tell: (level, text) => notices.show(level, text),
  /** Seconds since capture began, now. */
  elapsed: () => app.state.at + (performance.now() - app.received) / 1000,
  newSession(starting) { app.starting = starting; draw(); },
  unpair,
};

const root = document.getElementById("view");
const notices = new Notices(document.getElementById("toasts"));
let view = null;
let drawing = false;
let misfit = false; // an event did not follow on what is shown: only a whole snapshot helps
let code = ""; // from the address, not used yet

const connection = new Connection({
  place: () => (app.state.session && !misfit ? { session: app.state.session, seq: app.state.seq } : null),
  status(status) { app.status = status; draw(); },
  paired(token) { localStorage.setItem(TOKEN, token); },
  unpaired,
  welcome,
  event: take,
  sound() {},
});
app.connection = connection;

/** The answer to a command; null when it was refused, and then the person was told why. */
async function ask(command) {
  try {
    return await connection.ask(command);
  } catch (refusal) {
    notices.show(command.do === "pause" ? "error" : "warning", [refusal.text, refusal.hint].filter(Boolean).join(" "));
    return null;
  }
}

function welcome(message) {
  app.room = message.room || app.room;
  if (!message.resumed) {
    const another = (message.snapshot?.session ?? "") !== app.state.session;
    misfit = false;
    app.state = load(message.snapshot);
    app.starting = false;
    notices.loaded(app.state);
    if (another) view = null; // nothing that was opened or chosen belongs to this session
  }
  app.received = performance.now();
  draw();
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
  const untold = view instanceof PairView || view instanceof WaitView;
  if (untold && app.status !== "live") return;
  const Wanted = wanted();
  if (!(view instanceof Wanted)) show(new Wanted(app));
  view.draw();
  keepAwake(view instanceof LiveView);
}

function wanted() {
  if (IN_SESSION.includes(app.state.state?.state)) return LiveView;
  return app.starting || !app.state.session ? StartView : NoteView;
}

function show(next) {
  view = next;
  replace(root, view.element);
  (view.element.querySelector("[autofocus]") ?? view.element.querySelector("h1"))?.focus();
}

function unpaired(refusal, forget) {
  if (forget) localStorage.removeItem(TOKEN);
  app.state = empty();
  notices.clear();
  show(new PairView(app, code ? null : refusal));
  if (code) useCode();
}

function unpair() {
  connection.drop();
  connection.token = null;
  unpaired(null, true);
}

function useCode() {
  const given = code;
  code = "";
  view.pair(given);
}

/** A code in the address is taken out of it at once; a fragment is never sent to a server. */
function begin() {
  code = location.hash.slice(1);
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

begin();
addEventListener("hashchange", () => { if (location.hash) begin(); });
setInterval(draw, 1000);

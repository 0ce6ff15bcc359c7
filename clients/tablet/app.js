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

const TOKEN = "scribe.token"; // all that this browser stores
const IN_SESSION = ["created", "live", "paused"];

const app = {
  state: empty(),
  room: "",
  status: "connecting",
  received: 0,
  starting: false,
  connection: null,
  ask: async (command) => {
    try {
      return await app.connection.ask(command);
    } catch (refusal) {
      notices.show("warning", [refusal.text, refusal.hint].filter(Boolean).join(" "));
      return null;
    }
  },
  /** Seconds since capture began, now. */
  elapsed: () => app.state.at + (performance.now() - app.received) / 1000,
  newSession: (starting) => { app.starting = starting; draw(); },
  unpair,
};

const root = document.getElementById("view");
const notices = new Notices(document.getElementById("toasts"));
let view = null;
let drawing = false;

app.connection = new Connection({
  place: () => (app.state.session ? { session: app.state.session, seq: app.state.seq } : null),
  status(status) { app.status = status; draw(); },
  paired(token) { localStorage.setItem(TOKEN, token); },
  unpaired(refusal, forget) {
    if (forget) localStorage.removeItem(TOKEN);
    app.state = empty();
    show(new PairView(app, refusal));
  },
  welcome(message) {
    app.room = message.room || app.room;
    if (!message.resumed) {
      app.state = load(message.snapshot);
      app.starting = false;
      notices.seen(app.state);
    }
    app.received = performance.now();
    draw();
  },
  event(event) {
    const durable = !DROPPABLE.has(event.type);
    if (durable && event.seq <= app.state.seq) return;
    if (durable && event.seq > app.state.seq + 1) { app.state = empty(); app.connection.renew(); return; }
    apply(app.state, event);
    app.received = performance.now();
    notices.seen(app.state);
    draw();
  },
});

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

function unpair() {
  localStorage.removeItem(TOKEN);
  app.connection.drop();
  app.connection.token = null;
  app.state = empty();
  notices.clear();
  show(new PairView(app, null));
}

/** A code in the address is used at once and taken out of it; a fragment is never sent to a server. */
function begin() {
  const code = decodeURIComponent(location.hash.slice(1));
  if (code) history.replaceState(null, "", location.pathname);
  const token = localStorage.getItem(TOKEN);
  if (code) {
    show(new PairView(app, null));
    view.pair(code);
  } else if (token) {
    show(new WaitView());
    app.connection.open(token);
  } else {
    show(new PairView(app, null));
  }
}

begin();
setInterval(draw, 1000);

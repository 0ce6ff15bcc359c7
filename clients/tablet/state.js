// The session as it stands: the same fold over its events as scribe/session/transcript.py. Pure.
//
// Each thing that changes is replaced, never altered, so that a view sees by identity what it has to draw again.

export const DROPPABLE = new Set(["draft", "level", "saving"]);

const WORDS_DESTROYED = "words destroyed under policy"; // stands where they stood, as in transcript.py

const REVIEW = new Set(["edit", "decision", "addition", "order", "signature", "destruction", "redaction", "split"]);

export function empty() {
  return {
    session: "", seq: 0, at: 0, state: null, level: null, unsaved: "",
    said: new Map(), names: new Map(), goals: [], evidence: new Map(), risks: [],
    sections: new Map(), note: null, jottings: [], notices: [], consents: [], merged: [],
    review: null, reviewed: 0, touched: 0, // the note under the clinician's hand, up to which event, and the last one that changed it
  };
}

/** The state that a `welcome` carries; null is no session. */
export function load(snapshot, goals = []) {
  const state = empty();
  if (!snapshot) return state;
  state.goals = goals;
  state.review = snapshot.review ?? null;
  state.reviewed = snapshot.seq;
  Object.assign(state, {
    session: snapshot.session, seq: snapshot.seq, at: snapshot.at, state: snapshot.state, note: snapshot.note,
    risks: snapshot.risks, jottings: snapshot.jottings, notices: snapshot.notices, consents: snapshot.consents,
    merged: snapshot.merged,
  });
  for (const said of snapshot.utterances) state.said.set(said.id, { ...said, struck: false });
  for (const [label, named] of Object.entries(snapshot.speakers)) state.names.set(label, named);
  for (const found of snapshot.evidence) state.evidence.set(found.id, found);
  for (const section of snapshot.sections) state.sections.set(section.key, section);
  return state;
}

/** Fold one event in. An event of an unknown type changes nothing. */
export function apply(state, event) {
  state.session = event.session || state.session;
  if (!DROPPABLE.has(event.type)) state.seq = Math.max(state.seq, event.seq); // only these are numbered without a gap
  state.at = Math.max(state.at, event.at);
  if (REVIEW.has(event.type) || (event.type === "note" && event.final)) state.touched = event.seq; // the fold is the room's own
  FOLDS[event.type]?.(state, event);
}

const FOLDS = {
  session: (state, event) => { state.state = event; },
  level: (state, event) => { state.level = event; },
  saving: (state, event) => { state.unsaved = event.good ? "" : event.why || "full"; },
  draft: (state, event) => change(state, event.utterance, event.speaker, { draft: event.text.split(" ").slice(event.confirmed).join(" ") }),
  words(state, event) {
    const said = open(state, event.utterance, event.speaker);
    if (said.struck || !event.words.length) return;
    const words = [...said.words, ...event.words];
    change(state, event.utterance, event.speaker, {
      words, speaker: event.speaker, start: words[0].start, end: words.at(-1).end, draft: "",
      text: said.complete ? said.text : words.map((word) => word.text).join(" "),
    });
  },
  utterance(state, event) {
    const { struck } = open(state, event.id, event.speaker);
    const { speaker, role, start, end } = event;
    change(state, event.id, speaker, {
      speaker, role, start, end, draft: "", complete: !struck, text: struck ? "" : event.text, corrected: false,
    });
  },
  speaker(state, event) {
    state.names.set(event.speaker, { role: event.role, name: event.name });
    for (const id of event.utterances) change(state, id, event.speaker, { speaker: event.speaker, role: event.role });
  },
  revision(state, event) {
    const said = state.said.get(event.utterance);
    if (!said?.complete || !event.words.length || said.corrected) return;
    change(state, event.utterance, said.speaker, { words: event.words, text: event.words.map((word) => word.text).join(" ") });
  },
  correction(state, event) {
    const said = state.said.get(event.utterance);
    if (said?.complete) change(state, event.utterance, said.speaker, { text: event.text, corrected: true });
  },
  note(state, event) {
    if (event.final) state.sections = new Map();
    for (const section of event.sections) state.sections.set(section.key, section);
    const { revision, final, engine, format, missing, lint } = event;
    state.note = { revision, final, engine, format, missing, lint };
  },
  evidence: (state, event) => { state.evidence.set(event.id, event); },
  risk(state, event) {
    const covered = new Set(event.utterances);
    const settles = event.status !== "asked";
    const onlyAsked = (risk) => risk.status === "asked" && risk.utterances.every((id) => state.said.get(id)?.role === "therapist");
    const over = (risk) => risk.utterances.every((id) => covered.has(id)) || (settles && onlyAsked(risk));
    state.risks = [...state.risks.filter((risk) => risk.kind !== event.kind || !over(risk)), event];
  },
  jotting: (state, event) => { state.jottings = [...state.jottings, event]; },
  notice: (state, event) => { state.notices = [...state.notices, event]; },
  renewal(state) { Object.assign(state, { evidence: new Map(), risks: [] }); },
  merge: (state, event) => { state.merged = [...state.merged, event]; },
  split(state, event) {
    state.merged = state.merged.filter((merge) => merge.other !== event.other);
    state.jottings = state.jottings.filter((jotting) => !event.jottings.includes(jotting.id));
  },
  consent: (state, event) => { state.consents = [...state.consents, event]; },
  destruction(state, event) {
    if (event.what !== "words") return;
    const gone = { text: WORDS_DESTROYED };
    for (const [id, said] of state.said) change(state, id, said.speaker, { words: [], draft: "", text: said.complete ? WORDS_DESTROYED : "" });
    for (const [id, found] of state.evidence) state.evidence.set(id, { ...found, ...gone });
    state.risks = state.risks.map((risk) => ({ ...risk, ...gone }));
  },
  redaction(state, event) {
    const struck = new Set(event.utterances);
    const rests = (ids) => ids.some((id) => struck.has(id));
    for (const id of struck) {
      change(state, id, "", { words: [], draft: "", text: "", complete: false, struck: true, corrected: false });
    }
    for (const [id, found] of state.evidence) if (rests(found.utterances)) state.evidence.delete(id);
    state.risks = state.risks.filter((risk) => !rests(risk.utterances));
    for (const [key, section] of state.sections) {
      state.sections.set(key, { ...section, statements: section.statements.filter((s) => !rests(s.cites)) });
    }
    if (state.note) state.note = { ...state.note, lint: stillTrue(state) };
  },
};

/** The findings less those about a statement that is gone: they quote it. */
function stillTrue(state) {
  const there = new Set([...state.sections.values()].flatMap((section) => section.statements.map((s) => s.id)));
  return state.note.lint.filter((finding) => !finding.statement || there.has(finding.statement));
}

function open(state, id, speaker) {
  if (!state.said.has(id)) {
    state.said.set(id, {
      id, speaker, role: "unknown", start: 0, end: 0, text: "", draft: "", complete: false, words: [], struck: false, corrected: false,
    });
  }
  return state.said.get(id);
}

function change(state, id, speaker, fields) {
  state.said.set(id, { ...open(state, id, speaker), ...fields });
}

"""What a therapist offers to be done: what is proposed, what is named while the week is planned, what is taken up."""

import re

from scribe.notes.language.cleaning import without_lead
from scribe.notes.language.content import content_words, word_count
from scribe.notes.language.cues import Cues, compiled
from scribe.notes.reading.candidates import Claims
from scribe.notes.reading.conversation import Clause, Exchange, Turn
from scribe.notes.telling.conditions import condition_in

_IN_SESSION = re.compile(
    r"\b(?:right now|turn to|read me|tell me|tell (?:her|him|them) (?:\w+ )?now|look at (?:me|her|him|it)|walk me|"
    r"let me|let's talk about|take a breath|start tapping|"
    r"stop tapping|notice|bring up|go back to(?! (?:class|work|school|bed|the gym|college|uni)\b)|scan|"
    r"close (?:it|your eyes)|feet on|pick up|stay with|say that to|"
    r"tell (?:her|him) that|stop you|breathe for|keep going|work through|on there|agenda|tell her,|"
    r"go through|use that one|"
    r"say (?:it|that|this) (?:all )?back|put on trial|put it on|can you hear|pull out|how (?:likely|"
    r"confident)|take your time)\b",
    re.IGNORECASE,
)
THERAPIST_DOES = re.compile(
    r"\b(?:i'll|i will|i'd like to|i'm (?:also )?(?:going to|gonna)|i can|i'd be (?:glad|happy) to|(?:may|can|"
    r"could) i|if i|"
    r"have me)\s+(?:also )?(?:put (?:it|this|that|them|all that) in|send|sent|call|called|email|write|wrote|check|"
    r"ring|rang|phone|speak|spoke|let|talk to|print|text|refer|message|mention|fill|sign|"
    r"fax|request|coordinate|drop|tell(?! you\b)|give|see|keep|ask|follow|get|reach|contact|invite|book|schedule)\b|"
    r"\bi(?:'m| am) (?:calling|ringing|phoning|writing to|sending|messaging|emailing|referring)\b",
    re.IGNORECASE,
)
ASKS = re.compile(
    r"^(?:what|how|who|where|when|which|have you|has|is there|do you|does|did|was|were|had|why)\b", re.IGNORECASE
)
_OF_FACT = re.compile(
    r"^(?:did|was|were|had|has|have you (?!got a word)|do you (?!want|think you|have time)|does|"
    r"are you (?!willing|able|up|okay|"
    r"open|happy)|is (?:it|that|there)|why|how (?:did|was|were|has|have|many|often)|when did|"
    r"what (?:did|was|were|happened))",
    re.IGNORECASE,
)
"""Asks what was done, and proposes nothing, whatever task it names."""
PLEASANT = re.compile(
    r"^(?:good|great|perfect|lovely|love it|brilliant|good stuff|beauty|ripper|excellent|nice|okay|right|"
    r"thank you|exactly|that's (?:great|fine|the rule)|fair enough|"
    r"(?:may|can|could) i|(?:is )?that (?:good|okay|all right|fine) with (?:you|the two of you)(?: both)?|"
    r"(?:(?:so|now|then|and),? )*(?:on|over|back) to (?:the|this|our) (?:\w+ )?(?:week|homework|plan)|"
    r"fair (?:point|enough)|is that (?:okay|all right)|does that (?:work|sound)|sound good|i (?:like|believe) .*)\W*$",
    re.IGNORECASE,
)
_TALK = re.compile(
    r"\b(?:what (?:went|was|were|happened|are you taking|did|do you)|how (?:did|do|was|is) (?:it|"
    r"that|you|they)|say more|"
    r"you(?:'ve| have) (?:already )?(?:ticked|done|finished|managed|been|gone|got)|"
    r"some (?:people|folks) (?!to)|here's (?:a|an|the)\b|what number|be realistic|do you remember|"
    r"is that (?:okay|all right)|you know|anything else|right there)\b",
    re.IGNORECASE,
)
"""Talk about what was or is, not something to do."""
_ASKS_LEAVE = re.compile(
    r",?\s+(?:if )?(?:is )?that(?:'s| is)? (?:okay|all right|fine)(?: with you)?\W*$", re.IGNORECASE
)
"""'I'd be glad to phone her, is that all right?' promises something."""
REMARK = re.compile(
    r"^(?:something to|i|i'm|i've|i'd|it|it's|"
    r"that(?! [a-z]+,)|that's|there's|this|he|she|they|we|we've|people|thank|of course|who|"
    r"you(?:'ve|'re)?"
    r"(?! (?:do|go|sit|stand|try|put|write|keep|say|text|call|tell|take|get|stay|walk|eat|wait|ask)\b))\b",
    re.IGNORECASE,
)
"""Talk between the tasks."""
_TAG = re.compile(r",\s+(?:is|are|was|does|did|wo|have|has)n't (?:it|he|she|they|we|you)\W*$", re.IGNORECASE)
"""'Dr. Ray, isn't it?'"""
_DO = re.compile(
    r"^(?:text|call|ring|phone|email|message|write|put|take|bring|tell|ask|send|book|read|try|practi[sc]e|"
    r"walk|go|keep|buy|"
    r"make|get|set|leave|check|use|stop|start|talk to|show|pack|drop)\b",
    re.IGNORECASE,
)
_WILL_DO_IT = re.compile(
    r"\bi(?:'ll| will) (?:do (?:it|that|so)|(?:text|call|ring|ask|tell|write|send)\b)", re.IGNORECASE
)
_REFERS_BACK = re.compile(
    r"\b(?:can|could|will|would) you (?:commit to|live with|do|manage) (?:that|this|it)\W*$|"
    r"\bdeal,? or\b",
    re.IGNORECASE,
)
"""'If I don't pick up, you ring the line. Can you commit to that?': the task stands before it."""
_WHEN_NEXT = re.compile(r"\b(?:let's|now|then|next|coming|week|time|session|us|here)\b")
SHORT = 9
"""Words of a question that may name a task: 'And the mail on the bed?'"""


def tasks_in(prompt: Turn, cues: Cues, claims: Claims, *, settling: bool) -> tuple[Clause, ...]:
    """From the first clause that proposes on, and while the week is planned what is named before it; pleasantries,
    questions of fact and in-session directions left out."""
    propose = compiled(cues.agreements.propose.patterns)
    proposes = [i for i, c in enumerate(prompt.kept) if propose.search(c.raw)]
    start = next((i for i in proposes if _may_be_done(prompt.kept[i]) or _REFERS_BACK.search(prompt.kept[i].raw)), None)
    if start is None:
        return ()
    if _REFERS_BACK.search(prompt.kept[start].raw):
        start = next((i for i, c in enumerate(prompt.kept) if not PLEASANT.match(c.raw)), start)
    first = [clause for clause in named_in(prompt, cues, claims) if settling and clause in prompt.kept[:start]]
    kept = [*first, *prompt.kept[start:]]
    return tuple(
        clause
        for clause in kept
        if may_stand(clause, claims) and (clause.words or clause.values) and not _frames(clause, cues)
    )


def _frames(clause: Clause, cues: Cues) -> bool:
    """'So, the road ahead', 'for this week': says that the week is planned, and nothing of it."""
    rest, count = compiled(cues.agreements.settle.patterns).subn(" ", clause.text)
    return bool(count) and not set(content_words(_WHEN_NEXT.sub(" ", rest.lower())))


def taken_up(exchange: Exchange, claims: Claims) -> tuple[Clause, ...]:
    """'Text her today.' 'I'll do it on the way home.': a direction that the client takes on is agreed."""
    said = " ".join(clause.raw for clause in exchange.said)
    if exchange.prompt is None or not _WILL_DO_IT.search(said):
        return ()
    kept = (c for c in exchange.prompt.kept if c.end != "?" and may_stand(c, claims))
    return tuple(clause for clause in kept if _DO.match(without_lead(clause.text)))


def named_in(prompt: Turn, cues: Cues, claims: Claims) -> tuple[Clause, ...]:
    """What the therapist names while the week is planned: 'The mail on the bed?', 'Card, all seven.'"""
    return tuple(
        clause
        for clause in prompt.kept
        if may_stand(clause, claims)
        and clause.words
        and not _frames(clause, cues)
        and not condition_in(prompt, clause)
        and (not REMARK.search(without_lead(clause.text)) or THERAPIST_DOES.search(clause.raw))
        and not _TAG.search(clause.text)
        and not (clause.end == "?" and (ASKS.match(without_lead(clause.text)) or word_count(clause.text) > SHORT))
    )


def may_stand(clause: Clause, claims: Claims) -> bool:
    return claims.free(clause) and not PLEASANT.match(clause.raw) and _may_be_done(clause)


def _may_be_done(clause: Clause) -> bool:
    """No direction for here and now, no question of what was."""
    if clause.end == "?" and _OF_FACT.match(without_lead(clause.text)):
        return False
    promised = _ASKS_LEAVE.sub("", clause.raw) if THERAPIST_DOES.search(clause.raw) else clause.raw
    return not any(pattern.search(clause.raw) for pattern in (_IN_SESSION, _REFERS_BACK)) and not _TALK.search(promised)

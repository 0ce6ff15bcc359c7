"""How people say when a risk was: long ago, since then, again, still. English, as patterns."""

import re

from scribe.calendar_words import MONTH, MONTH_BUT_MAY, WEEKDAY
from scribe.number_words import ONES

STILL = re.compile(
    r"\b(?:still|now|these days|nowadays|lately|every|most|this (?:week|morning|month)|last night|yesterday|today|"
    r"sometimes|again)\b",
    re.IGNORECASE,
)
"""What was so and is so yet."""
NOT_AS_THEN = re.compile(
    r"^\W*not (?:like|as (?:much|bad|often) as|the way) (?:i (?:did|used to|was)|it was|before)\b", re.IGNORECASE
)
"""'Not like I did': it was so, and is no longer."""
ONLY_WHEN = re.compile(
    r"\b(?:now|today|tonight|lately|currently|week|days|this morning|really|me|plans?)\b", re.IGNORECASE
)
"""'But now? No.' denies no more than that it is so now."""
COMES_AGAIN = re.compile(
    r"\b(?:has|have|did|had)\b[^?]*\b(?:come|came|gone|been|happened|started|picked)\b[^?]*\bagain\b", re.IGNORECASE
)
"""'Since January, has the razor come out again?': it did before."""
USED_TO = re.compile(r"^\W*(?:(?:well|oh|um+|yeah)[,. ]+)*(?:it|they|i|that|those) used to\b", re.IGNORECASE)
"""'It used to be. Not now.'"""
NOTHING_SINCE = re.compile(
    r"^\W*(?:(?:and|but) )?(?:nothing|none|never|not (?:once|a thing))\b(?: (?:\w+ ){0,2})?(?:since|after)\b",
    re.IGNORECASE,
)
"""'Punched a fridge at seventeen. Nothing since.': denied of now, and so once."""
SINCE_A_DAY = re.compile(rf"\bsince (?:last )?(?:{WEEKDAY}|yesterday|this morning)\b", re.IGNORECASE)
NOT_SINCE_THEN = re.compile(
    r"\b(?:not|nothing|never|none|no)\b(?: [\w']+){0,4} since\b|n't\b(?: [\w']+){0,4} since\b|"
    r"\bthe last (?:time|of (?:that|it|them))\b|n't (?:come|been|gone) (?:back|there)\b|\bnever came back\b|"
    r"\blet up\b",
    re.IGNORECASE,
)
"""'Not since November' says that it was so until then."""
_SEASONS = rf"christmas|easter|thanksgiving|new year|spring|summer|fall|autumn|winter|{MONTH}"
_COUNT = rf"(?:a|{'|'.join(ONES[1:13])}|fifteen|twenty|thirty|\d+|a few|several)"
_YEAR = (
    r"(?:(?:19|20)\d\d|two thousand(?: and)?(?: \w+)?|(?:nineteen|twenty) (?:ten|\w+teen|oh \w+|\w+ty(?:[- ]\w+)?))\b"
)
_AT_SCHOOL = r"(?:at|in) (?:university|uni|college|high school)"
_AFTER_IT = r"after the (?:funeral|birth|accident|divorce)"
AGO = re.compile(
    rf"\b(?:{_COUNT} (?:years?|months?) back|{_AT_SCHOOL}|"
    r"(?:six|seven|eigh|nin|ten|eleven|twelf)th grade|(?:sixth|freshman|sophomore|junior|senior) year|"
    r"(?:in|over|last) the (?:spring|summer|fall|autumn|winter)|"
    r"that (?:first )?(?:spring|summer|fall|autumn|winter|year)|"
    rf"{_AFTER_IT}|(?:after|over|at|around) (?:christmas|easter|thanksgiving|new year)|"
    r"(?:he|she|they) (?:\w+ )?(?:belted|beat|hit|strapped|slapped|thrashed|whipped|caned) us|"
    r"(?:was|were|when i was) going through the (?:divorce|separation|breakup)|"
    r"my (?:father|mother|dad|mum|mom|stepdad|stepfather|old man) (?!still\b|always\b|\w+s\b)\w+ (?:\w+ ){0,3}us|"
    r"donkey's years|as a (?:kid|child|teenager|boy|girl)|"
    r"for a (?:while|time) (?:in|back)|in (?:like |around )?"
    rf"(?:{MONTH_BUT_MAY})|"
    r"in my (?:teens|twenties|thirties|forties)|"
    rf"(?:in|since|back in),? (?:(?:like|around|about),? )?{_YEAR}|"
    r"ago|back (?:in|then|when)|used to|when i was|at (?:nineteen|\w+teen|twenty)|"
    r"before (?:treatment|rehab|i quit)|was at|i was on)\b",
    re.IGNORECASE,
)
WHEN_IN_THE_YEAR = re.compile(
    rf"\b(?:in|over|at|after|around|since|last|that) (?:like |around |the |first )*(?:{_SEASONS})\b|"
    rf"\b{_AT_SCHOOL}\b|"
    r"\b(?:\w+th grade|(?:freshman|sophomore|junior|senior) year)\b|"
    rf"\b{_AFTER_IT}\b|\bthat (?:first )?year\b",
    re.IGNORECASE,
)
"""As well of what is to come, or is so now: only a verb in the past makes it past."""
HAPPENED = re.compile(
    r"\b(?:was|were|wasn't|weren't|had|hadn't|did|didn't|got|went|took|drank|thought|felt|kept|came|said|told|made|"
    r"saw|heard|lost|left|laid|shook|bit|threw|beat|broke|fell|woke|began|put|quit|"
    r"(?:i|he|she|they) (?:\w+ly )?(?:cut|hit|hurt)|"
    r"(?!(?:need|feed|bleed|weed|speed|indeed|tired|scared|supposed|married|worried)\b)\w{2,}ed)\b",
    re.IGNORECASE,
)
"""A verb in the past."""
SOMEBODY = re.compile(
    r"\b(?:i|i'm|i've|i'll|i'd|he|he's|she|she's|they|they're|we|we're|it's|want|wanna|wish)\b", re.IGNORECASE
)
"""A clause with somebody in it has a verb; 'a bottle a night, in college' has none."""
WAS_TO = re.compile(r"\b(?:was|were) (?:going|gonna|planning)\b", re.IGNORECASE)
WHEN_IT_WAS = re.compile(
    r"^\W*(?:(?:and|but) )?(?:(?:that|it)(?: was|'s| is)\b.*\b(?:ago|years? back)\b|that was when\b|"
    rf"(?:back )?in,? (?:(?:like|around|about),? )?{_YEAR}|"
    rf"(?:that|it) was (?:only )?(?:about |around |back )?(?:in |at |over |after )?(?:the )?(?:{_SEASONS}|{_YEAR})\b|"
    rf"(?:like )?(?:back )?(?:in|over|after|at|around) (?:the )?(?:{_SEASONS})\b(?:\W+\w+)?$|"
    rf"(?:about |like |maybe |over |more than )?{_COUNT} (?:weeks|months|years) (?:ago|back)\b|"
    r"i was (?:about )?(?:\w+teen|twenty|twelve|eleven|ten|nine|thirty|a (?:kid|child|teenager)|"
    r"in (?:high school|college))\b)",
    re.IGNORECASE,
)
"""A next clause that says how long ago it was."""
ASKS_PAST = re.compile(
    r"\b(?:back then|was there (?:ever )?a time|when was the last time|in the past|at that time|have you ever)\b",
    re.IGNORECASE,
)
NOT_NOW = re.compile(r"\bnot (?:now|anymore|any more|currently|today|these days|lately|since)\b", re.IGNORECASE)
LAST_TIME = re.compile(
    r"\bwhen (?:was|did) (?:the|you|that|it) last\b|\bhow long (?:ago|since|is it|has it been)\b|"
    r"\bwhen (?:was|did) (?:that|it|they|those) (?:stop|end)\b",
    re.IGNORECASE,
)
"""After a 'no' it asks when it was so."""
ASKS_WHEN = re.compile(r"\bwhen (?:was|were) (?:that|it|this|those)\b|\bhow long ago\b", re.IGNORECASE)
"""Of what was just told."""
SINCE = re.compile(r"\bsince\b", re.IGNORECASE)
"""'And since then?' asks on; its 'no' does not take back what was told before."""
NOW = re.compile(
    r"\b(?:now|these days|nowadays)\b|\b(?:it's|that's) (?:only |just |about )?(?:\d+|\w+)$", re.IGNORECASE
)
"""'It's one now.'"""
WAS_SO = re.compile(r"\b(?:was|were|used to|went through|'d been|had been)\b", re.IGNORECASE)
"""'It was three a night'."""
AGAIN = re.compile(
    r"\b(?:been|happened|gone|felt) (?:back|again|there|like that|that way)\b.*\bsince\b|"
    r"\b(?:has|have|did|had|any of) (?:it|that|they|this|these|those|the (?:thoughts?|urges?|feelings?|voices?))\b.*"
    r"\b(?:come|been|happen(?:ed)?|gone|felt) (?:back|again|there|since|like that|that way)\b|"
    r"(?:^|[.?!] )(?:and |anything |any )*since (?:then|that)\W*$|\b(?:anything|any|like that) since\b|"
    r"\b(?:anything|any|like that) (?:now|lately)\W*$|\bhappened (?:again|since)\b",
    re.IGNORECASE,
)
"""'Has it come back since?': a 'no' says that it was so then."""
NOT_SINCE = re.compile(
    r"(?:\bhave|\bhas|'ve)(?:n't| not| never)\b|\bain't (?:had|touched|been|drunk|used)\b|"
    r"\b(?:not|no|nothing|never|none)\b.*\b(?:since|in (?:\w+ )?(?:days|weeks|months|years))\b",
    re.IGNORECASE,
)

"""How people speak of risk: the forms of yes and no, of past, of others, of stories. English, as patterns."""

import re

_BEFORE = r"^\W*(?:(?:um+|uh+|oh|mm+|er+|god|well|absolutely|honestly|hell|i mean)[,.]?\s+)*"
NO = re.compile(
    _BEFORE + r"(?:(?:och|ach|ah|oh),? )?(?:no\b|nope|nah|naw|uh-uh|never\b|none\b|nothing\b|nowt\b|neither|zero\b|"
    r"nobody\b|not a (?:soul|thing|drop)\b|"
    r"not (?:at all|really|since|in|anymore|any|for|me|one|once|like that|to that|as such|a (?:bit|flicker|chance)|"
    r"these days|that|now)\b|"
    r"\w+,? no\b|"
    r"i (?:haven't|don't(?! know)|didn't|never|wouldn't(?! have\b)|would never)|i've never|i'm not\b)",
    re.IGNORECASE,
)
YES = re.compile(
    _BEFORE
    + r"(?:yeah|yes|yep|sometimes|a (?:little|bit|few|couple)|kind of|sort of|once\b|twice\b|now and (?:then|again)|"
    r"from time to time|on and off|all the time|"
    r"there (?:was|were|'s been|have been) (?:a|one|two|some|the odd|in|at|when|back|last)\b|(?:at|some) nights?\b|"
    r"i (?:do|did|have)\b(?! (?:not|to)\b)|"
    r"i(?:'ve| have) (?:thought|been|had|felt|tried)|i thought about (?:it|that|doing)\b|"
    r"i (?:nearly|almost) (?:did|had)\b|i wanted to(?= (?:on|that|last|in|yesterday|after|when)\b)|"
    r"i (?:guess|think)(?= (?:so|i|maybe|a)\b|$)|occasionally|most|"
    r"every|maybe)\b",
    re.IGNORECASE,
)
BRIEFLY = re.compile(r"\bbut\b[^.?!]{0,24}\b(?:for a (?:second|moment|minute)|part of me)\b", re.IGNORECASE)
"""'I don't want to be dead. But for a second it didn't sound that bad.'"""
BUT = re.compile(
    r"\b(?:sometimes|occasionally|now and (?:then|again)|once or twice|every (?:now|so)|except|"
    r"(?:well|but|although|though),? (?:maybe|once|a (?:bit|little)|i (?:do|did|have|think|thought)\b(?!n't)))\b",
    re.IGNORECASE,
)
"""'No … well, sometimes' is not a denial."""
HAD_IT = re.compile(
    r"\b(?:i (?:had|did|was|used to|felt|tried|took|thought|wanted|bit|burned|cut)|it was|there was|that was|"
    r"the last (?:time|one|of))\b",
    re.IGNORECASE,
)
NO_LATER = re.compile(r"^\W*(?:but|and|so|well|god|though)[,.]? (?:no|nope|never)\W*$", re.IGNORECASE)
"""'I felt like dirt. But no.'"""
NOTHING_LIKE_IT = re.compile(
    r"^\W*(?:(?:and|but|so|well|no|oh)[,. ]+)*(?:nothing|not|none|never) (?:anything )?"
    r"(?:like (?:that|it)|of (?:that|it|the (?:sort|kind)))\W*$",
    re.IGNORECASE,
)
"""'The Department's against me. No, nothing like that.'"""
IF = re.compile(r"^(?:\W*(?:and|so|but|or|right|okay)[, ]+)*if\b", re.IGNORECASE)
"""'And if it gets worse?': a condition at the head of what is asked."""
UNDERSTOOD = re.compile(
    r"\b(?:(?:what|where) you(?:'re| are) (?:asking|getting at|on about|going)|you mean|you're asking|"
    r"the other thing)\b",
    re.IGNORECASE,
)
"""'I know what you're asking. No.'"""
THOUGHT_OF_IT = re.compile(r"\bi(?:'d|'ve| had| have)? thought (?:about|of) (?:it|that|doing)\b", re.IGNORECASE)
BARE_NO = re.compile(r"^\W*(?:(?:and|but|so|well|oh|god)[,. ]+)?(?:no|nope|nah|naw|never|no way)\W*$", re.IGNORECASE)
"""A sentence of its own: 'I'd like to see him in court. No.'"""
FIRM_YES = re.compile(r"^\W*(?:yeah|yes|yep|i do)\b", re.IGNORECASE)
"""'No. Sometimes he scares me.' has none."""
WISHED = re.compile(r"\b(?:i'd (?:like|love)|i wish|i want)\b", re.IGNORECASE)
LETHAL = re.compile(
    r"\b(?:kill\w*|suicid\w*|(?:end|take|ending|taking) (?:it|my (?:own )?life)|hang\w*|jump\w*|overdos\w*)\b",
    re.IGNORECASE,
)
"""Words of an act: no mere way of speaking."""
TO_THE_OTHER = re.compile(r"\b(?:you|yourself)\b", re.IGNORECASE)
"""A parent or partner says it of whom they speak to: 'You cut yourself on Thursday.'"""
SAME_QUESTION = re.compile(
    r"\b(?:the )?same (?:question|for you)\b|^\W*and (?:for )?yourself\b|"
    r"^\W*(?:and )?(?:how|what) about you\b|^\W*and you,",
    re.IGNORECASE,
)
"""Put to the next one in the room."""
OF_IT = re.compile(
    r"^\W*(?:(?:and|but|so) )?(?:(?:it|that)(?:'s|'d)? (?:was|is|lasts?|lasted|never|only|just|hasn't|hadn't|didn't|"
    r"doesn't|came|comes|went|goes|gone|passed|passes|stopped|happens?|happened)|it's (?:gone|over|only|just))\b",
    re.IGNORECASE,
)
"""'It was two nights. It never got as far as how.': how often, how long, how far what was just told went."""
SUPPOSED = re.compile(
    r"\b(?:when|after|before|while|since|the (?:night|day|time|morning) (?:that )?)\s*you\b[^,?.]*,", re.IGNORECASE
)
"""'When you cut on Thursday, was any of it about dying?' asks of dying alone."""
AS_A_JOKE = re.compile(
    r"^\W*(?:but )?not (?:really|literally|for real)\b|\bjok(?:e|ing)\b|\bfigure of speech\b", re.IGNORECASE
)
"""What is said of a way of speaking."""
OF_THOUGHTS = re.compile(r"\b(?:want\w*|thought\w*|plan\w*|urges?|feel\w*|felt)\b", re.IGNORECASE)
IT_IS_THERE = re.compile(
    r"^\W*(?:(?:well|yeah|oh|um+|it's just|honestly)[,. ]+)*"
    r"(?:they|it|that|(?:the|an?|some|those|that) (?:urges?|thoughts?|voices?|feelings?|ideas?|images?|pictures?))"
    r"(?:'s|'re|'ve|'d| is| are| was| were| has| have)?(?: (?:still|always|mostly|just|only|kind of|sort of))* "
    r"(?:there|around|here|back|comes?|came|coming|happens?|happened|visits?|visited|pops?|creeps?|quiet\w*|eased|"
    r"on my mind|in my head|worse|stronger|louder|softer|fewer|less)\b",
    re.IGNORECASE,
)
"""'They come, mostly at night.', 'The urge was there on Tuesday.': what was asked about is, or was of late."""
COULD = re.compile(r"\bi could\b", re.IGNORECASE)
MEANT_SO = re.compile(
    r"\b(?:jok(?:e|ing)|way of (?:speaking|talking|putting)|figure of speech|expression|mean (?:it|that)|literal\w*)\b",
    re.IGNORECASE,
)
"""Asks whether a way of speaking was meant."""
ONLY_WORDS = re.compile(
    r"\bjok(?:e|ing)\b|\bfigure of speech\b|\b(?:just|only) (?:words|talk|an expression|a saying|venting|a way)\b|"
    r"n't mean (?:it|that)\b",
    re.IGNORECASE,
)
ONLY_IN_MIND = re.compile(
    r"\b(?:pictur|imagin|consider|thought|think|dream|fantasi)\w*(?: (?:of|about|like))?\s*$", re.IGNORECASE
)
"""'I picture pushing him': nobody was pushed."""
NOT_MEANT = re.compile(r"\bwithout (?:wanting|meaning|intending|trying|wishing) to\b[^,?.]*", re.IGNORECASE)
"""'Hurting yourself on purpose, without wanting to die?' asks of no wish to die."""
REPORTS = re.compile(
    r"\byou(?:'ve| have|'d| had)?(?: \w+)? (?:got|put|marked|circled|rated|scored|wrote|told|said|mentioned)\b",
    re.IGNORECASE,
)
"""'You've got ones on suicide': said of what is known, beside what is asked."""
CUTS_SOMETHING = re.compile(
    r"\bcut(?:s|ting)? (?:(?:it|that|this|them) )?"
    r"(?:down|back|out|off|short|through|in|up|(?:the|this|that|these|those|a|an|some) (?!skin\b)\w+)\b",
    re.IGNORECASE,
)
"""'Where can we cut this circle?' is near in meaning to a question about cutting."""
OTHERS_NAMED = re.compile(
    r"\b(?:anyone|anybody|someone|somebody|other|others|another|people|person|each|him|her|them|either|one of you|"
    r"partner|wife|husband|kids?|child(?:ren)?|baby)\b",
    re.IGNORECASE,
)
"""Whoever else is hurt: without them 'cutting, burning, hitting' is done to oneself."""
OF_THE_ACT = re.compile(r"\bdid you (?:\w+ )?(?:act on|do it|go through with|follow through)\b", re.IGNORECASE)
"""'Did you act on it?' asks of what was done, and not of what is meant to be."""
SPOKEN_OF_BEFORE = re.compile(r"\b(?:there was|there were|you had|you'd had|you told|you said)\b", re.IGNORECASE)
"""'At intake you told me there was an attempt': the therapist tells what was."""
NOT_THAT = re.compile(
    r"^\W*(?:(?:but|and|so) )?(?:no|not|never)\b,? (?:that|those|like that|anything like that)\b", re.IGNORECASE
)
"""'I was low in the spring. But not that.'"""
ANYBODY_SUBJECT = re.compile(
    r"(?:^|, )\W*(?:and |but |so |then )*(?:everybody|everyone|people|half the \w+)\b", re.IGNORECASE
)
"""'Everybody's got champagne': nobody in particular."""
IN_CONFIDENCE = re.compile(
    r"\b(?:confidential\w*|stays? (?:here|in (?:here|this room)|between us)|"
    r"keep (?:it|that|this) (?:private|between us)|"
    r"(?:not (?:what|anything) (?:you|we)|nothing) (?:\w+ ){0,4}unless)\b",
    re.IGNORECASE,
)
"""What would have to be told to others: no talk of what is."""
ASKS_OPENLY = re.compile(
    r"^(?:\W*(?:and|so|okay|right|now|then)[, ]+)*(?:who\b|when\b|where\b|which\b|"
    r"how (?:often|long|much|many|strong|loud|bad|close)\b|"
    r"what (?:do|does|did|are|is|time|were|was) (?:the voices?|they|he|she|it|that)\b)",
    re.IGNORECASE,
)
"""Takes for granted that it is so: who answers, and does not say no, says that it is."""
PUT_NONE = re.compile(
    r"\byou (?:put|marked|said|wrote|circled|scored|gave)\b.{0,20}\b(?:zero|none|no|never|not at all)\b", re.IGNORECASE
)
"""'You put zero. Is zero true?': a yes to it is a no."""
SPARED = re.compile(
    r"^\W*(?:and )?(?:no|not|never)\b,? (?:my|the|her|him|them|anyone|anybody|a)\b[^,]{0,24}$", re.IGNORECASE
)
"""'Never my wife.' after a violent act that was told."""
MEANS = re.compile(
    r"\b(?:guns?|pistol|rifle|shotgun|firearm|pills|tablets|overdose|rope|hang\w*|bridge|train|tracks|roof|knife|knives|"
    r"razor|car|garage|cliff|jump\w*|gas|poison)\b",
    re.IGNORECASE,
)
"""A means named in answer to 'how' or 'a plan'."""
ASKS_HOW = re.compile(
    r"\bthought (?:about|of|up|out) (?:how|a way|ways)\b|\b(?:any|a|specific) plan\b|\ba (?:method|means|how)\b|"
    r"\b(?:any|other|another) (?:method|way)\b|\ba way in your (?:mind|head)\b|"
    r"\ba (?:way|day|time|place) you(?:'d| would| might)\b|\bgrow(?:n|s)? (?:any )?legs\b|"
    r"\b(?:worked|figured) out how\b|\bhow you(?:'d| would| might)\b",
    re.IGNORECASE,
)
HOW_MUCH = re.compile(
    r"\bhow (?:strong|much|high|likely|intense)\b|\bzero to\b|\bout of\b|\bscale\b|\bright now\b|\b0 to\b", re.I
)
DID_SO = re.compile(
    r"\b(?:did|tried|died|hanged|killed|took|overdosed|shot|drowned|jumped|swallowed|"
    r"had (?:that|it|them)|do (?:that|it))\b",
    re.IGNORECASE,
)
NAMED_DID = re.compile(
    r"^(?:(?:and|but) )?(?!(?:I|We|You|He|She|They|It|That|This|What|Who|Nobody|Everyone|Everybody|Someone|Somebody|"
    r"There|So|Then|Never|Not|No)\b)[A-Z][a-z]+ (?:did|tried|had) ?(?:that|it|so|to)?\W*$"
)
"""'Sandy did.', in answer to whether the client did."""
KNEW_ONE = re.compile(
    r"\b(?:i|we)(?:'ve|'d)? (?:had|knew|know|lost) (?:a|an|one|my|our|this) (?:\w+ ){1,3}"
    r"(?:(?:who|that) )?(?:do|did|done|took|kill\w*|tried|hang\w*|shot)\b",
    re.IGNORECASE,
)
"""'I've had a mate do it.'"""
OF_THEM = re.compile(r"^(?:and |but |so )*(?:he|she|they)\b", re.IGNORECASE)
"""'He tried with the car. He lived.': goes on with the one who was named."""
LIKE_THAT = re.compile(
    r"\b(?:thoughts?|urges?|feelings?|anything|ideas?) like (?:that|this|those)\b|"
    r"\bfe(?:el|lt) (?:that way|like that)\b|\b(?:been |got |get )?anywhere near (?:that|there)\b|"
    r"\bever (?:been |go |get |got )?(?:there|(?:in|to) that (?:place|point))\b",
    re.IGNORECASE,
)
"""A question that takes up what was just mentioned, of whomever."""
JUST_ONCE = re.compile(r"^\W*(?:and |so |but )?(?:just|only) (?:the )?(?:once|twice|one|two)\b", re.IGNORECASE)
"""Asks back how often it was that was just told."""
PEOPLE_SAY = re.compile(
    r"\b(?:people|everyone|everybody|they|kids|lads|girls|boys|folks?|(?:the|my) \w+ (?:in|at|on) \w+(?: \w+)?) "
    r"(?:all |always |just |only )?(?:say|go|joke|are like)\b",
    re.IGNORECASE,
)
"""'People say it, like, I'm going to kill myself': what stands after it in the sentence is their way of speaking."""
TOLD_TO = re.compile(
    r"^(?:\W*(?:well|um+|yeah|yes|once|sometimes|and|so)[,. ]+)*(?:he|she|it|they|one of them|the voices?) "
    r"(?:\w+ )?(?:said|told|says|say|tells|tell|wants|wanted)\b",
    re.IGNORECASE,
)
"""What a voice said, in answer to whether it tells the client to do things."""
MEANS_NAMED = re.compile(
    r"\b(?:firearms?|guns?|rifles?|pistols?|shotguns?|weapons?|stockpil\w+|saved up)\b", re.IGNORECASE
)
"""Means that a question is about whatever was said before it; 'access to' alone may be to a car."""
WHERE_KEPT = re.compile(r"\bwhere(?:'s| is| are)\b|\bwho(?:'s got| has| holds| keeps)\b|\blocked\b", re.IGNORECASE)
"""'And the pistol, where's it living nowadays?'"""
SAFE = re.compile(r"(?<!un)(?<!not )\bsafe\b", re.IGNORECASE)
"""A 'yes' to a question about being safe says that there is no danger."""
OTHERS_OWN = re.compile(r"\b(?:him|her|your|them)sel(?:f|ves)\b|\btheir (?:own )?(?:life|lives)\b", re.IGNORECASE)
MY_OWN = re.compile(r"\b(?:myself|my (?:own )?(?:life|arms?|legs?|wrists?|skin))\b", re.IGNORECASE)
STORY = re.compile(
    r"\b(?:film|movie|show|series|book|novel|podcast|documentary|song|news|newspaper|paper|papers|episode|poem|play)\b",
    re.IGNORECASE,
)
"""Told of a story, not of anybody in the room."""
_USED = (
    r"(?:drink\w*|booze|alcohol|wine|beers?|vodka|whiske?y|gin|weed|pot|cannabis|coke|cocaine|heroin|meth|opioids?|oxy\w*|"
    r"fentanyl|pills|drugs?|smok\w+|vap\w+|cigarettes|nicotine|gear|using|dope|ketamine)"
)
QUIT = re.compile(
    r"\bi(?:'ve|'d| have| had)? (?:\w+ )?"
    rf"(?:(?:quit|gave up|given up|came off|come off) (?:all )?(?:the |my |that )?{_USED}\b|"
    r"quit(?:\W*$| (?:cold|for good|altogether|completely|in|on|last|when|\w+ (?:years?|months?|weeks?) ago))|"
    r"(?:gave|given) (?:it|them|that) up\b|packed (?:it|them|that) in\b|kicked (?:it|the habit)\b)"
    r"(?!.*\band (?:then )?(?:\w+ed|had|drank|took|got|went|did)\b)",
    re.IGNORECASE,
)
"""'I gave up and had a bottle of wine' has given up nothing."""
AMOUNT = re.compile(
    r"\b(?:a|an|per|every|each) (?:night|day|week|weekend)\b|\b(?:glass(?:es)?|bottles?|pints?|cans?|beers?|drinks?)\b",
    re.IGNORECASE,
)
SOBER = re.compile(
    r"\b(?:sober|sobriety|(?:dry|clean)(?= (?:for|since|now|all)\b)|dry (?:days|nights|january)|alcohol[- ]free)\b",
    re.IGNORECASE,
)
AS_LIMIT = re.compile(
    r"\b(?:more than|over|as (?:much|many)|only|just|except|apart from|less than|until)\b", re.IGNORECASE
)
"""'Not more than two' is no 'no'; 'not a drop in three weeks' is."""
WISHES = re.compile(r"\b(?:want|wish|need|hope|try|trying|tried|get|getting|stay|staying|if)\b", re.IGNORECASE)
"""'I want to get sober' does not say that one is."""
PROPOSES = re.compile(
    r"(?:(?:would|could|can|will) you|shall we|let's|how about|what if we|i'd like you|"
    r"i'd like (?:us|them|those|(?:the|your|that) \w+) to)\b"
    r"(?! (?:say|tell|describe|please tell|keep yourself|be able to keep|rather|sooner|ever))",
    re.IGNORECASE,
)
DISCARDS = re.compile(
    r"\bi (?:\w+ )?(?:(?:poured|tipped|threw|chucked|gave) .{0,30}\b(?:away|out|down)|got rid of|turned down|"
    r"said no to|refused|walked past)\b",
    re.IGNORECASE,
)
"""Names a drink or a drug that was not taken."""
ASKS_MORE = re.compile(
    r"^(?:\W*(?:and|so|okay|right|thank you(?: for telling me that)?|i'm (?:sorry|glad)[^.?!]*)[,. ]+)*"
    r"(?:how (?:often|many|much|long|strong|bad|close|recent\w*)|"
    r"when\b(?! (?:i|it|you|he|she|they|we|that|those|this|the|your)\b)|"
    r"what (?:time|happened|did you do(?! (?:with|about|for|on|at|instead))|stopped)|"
    r"since when|every (?:day|night|week)|which\b|where\b|who\b|and (?:now|since|lately|then)|tell me (?:more|about)|"
    r"is that (?:a|the|more|less|new)|more or less|still\b)",
    re.IGNORECASE,
)
"""Asks for more of what was mentioned; another question has another subject."""
ASKS_AFTER = re.compile(
    r"^(?:\W*(?:and|so|okay|right|now|then|well)[,. ]+)*how(?:'s| is| are| was| were) (?:the|your|our|that new) "
    r"(?!(?:\w+ )?(?:thoughts?|thinking|urges?|wish|voices?|feelings?|cravings?|drink\w*|using|plan|nights?|"
    r"evenings?|mornings?|rest|last|first|other|week\w*|mood|cuts?|cutting|wounds?|arms?|pull)\b)\w+",
    re.IGNORECASE,
)
"""'How is the garden?' asks after something of its own."""
TIMES = re.compile(
    r"^(?:of )?(?:(?:a|the|your) )?(?:times?|days?|nights?|mornings?|evenings?|weeks?|hours?|minutes?)\b", re.IGNORECASE
)
"""What a question for more of the same counts."""
ASKS_OF_ONES_OWN = re.compile(r"^(?:\W*(?:and|so|okay|right)[,. ]+)*(?:who|where|which)\b[^?]*\byour\b", re.IGNORECASE)
"""'So who's on your side?' has a subject of its own."""
ASKS_WHAT = re.compile(
    r"^(?:\W*(?:and|so|okay|right|then|now)[,. ]+)*(?:what|how|who|where|which|why)\b", re.IGNORECASE
)
"""What a 'yes' or 'no' is no answer to."""
ASKS_LEAVE = re.compile(
    r"\b(?:may|might|can|could|shall) (?:i|we)\W*$|"
    r"\b(?:is|would) (?:that|it|this)(?: be)? (?:okay|ok|all right|alright|fine)\b(?: with you)?\W*$|"
    r"\bare you (?:okay|ok|all right|alright)(?: (?:to|with)\b[^?]*)?\W*$",
    re.IGNORECASE,
)
"""'Is that okay?': a 'yes' to it says yes to nothing else."""
OF_THE_RECORDER = re.compile(
    r"\b(?:paus(?:e|ed|ing) (?:it|this|that thing|the (?:record\w*|scribe|session))|it(?:'s| is) paus\w+|"
    r"recorder|recording|off the record|"
    r"turn(?:ing|ed)? (?:it|that|this)(?: thing)? (?:off|on|back on))\b",
    re.IGNORECASE,
)
"""'It's pausing now': what is said next answers nothing that was asked before."""
OF_PEOPLE = re.compile(
    r"\b(?:people|somebody|someone|anyone|anybody|others) (?:who|that)\b(?!.*\byou\b)", re.IGNORECASE
)
"""'How often do people who don't hear voices …?' asks of nobody in the room."""

AT_HOME_WITH = re.compile(
    r"\b(?:husband|wife|partner|boyfriend|girlfriend|fianc\w+|spouse|mum|mom|mother|dad|father|stepdad|stepmum|parents?|"
    r"da|mam|ma|son|daughter|kids?|brother|sister|flatmate|roommate|housemate|we|us|our)\b",
    re.IGNORECASE,
)
"""Those whose drinking or drug use is the client's life as well."""

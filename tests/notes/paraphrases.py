"""Statements as a language model words them from a draft, supported and not, for the verifier's error rates.

Unlike the pairs of statement_pairs.py, which each must come out right, these were written before it was known how they
come out, and only rates are asked of them. A row is (talk, the outline's draft or "", statement).
"""

Row = tuple[str, str, str]

SLEEP = "C: I'm down to maybe four hours a night. I lie there till two, and then I'm up again at six."
SLEEP_DRAFT = (
    "Sleep: they are down to maybe four hours a night; they lie there till two, and then they are up again at six."
)
RUNNING = "T: How did the running go?\nC: I went out twice. I'd planned three, but Friday it poured."
RUNNING_DRAFT = "Homework review: they went out twice; they had planned three, but Friday it poured."
MEDS = "T: Are you still on the Zoloft?\nC: Yes, seventy-five now, since the ninth. My mouth's really dry."
MEDS_DRAFT = "Medication: seventy-five now, since the ninth; their mouth's really dry."
PANIC = "T: Any panic since last time?\nC: One, in the supermarket. My heart was pounding and I left my trolley there."
PANIC_DRAFT = "Panic: one, in the supermarket; their heart was pounding and they left their trolley there."
BROTHER = "C: My brother lost his job in May. He's been drinking every day since. I haven't told my parents."
BROTHER_DRAFT = (
    "Family: their brother lost his job in May; he has been drinking every day since; they have not told their parents."
)
WORK = "C: I asked my supervisor for Wednesdays off. She said no. I was furious, but I didn't say anything."
WORK_DRAFT = (
    "Work or school: they asked their supervisor for Wednesdays off; she said no; they were furious, but they did not "
    "say anything."
)
PLAN = "T: Could you call the clinic before Thursday?\nC: I can do that. I'll call on Tuesday, on my lunch break."
PLAN_DRAFT = "Homework: call the clinic before Thursday. Client: they can do that; they will call on Tuesday, on their lunch break."
DECLINED = "T: Would you bring your wife along next time?\nC: No, I'm not ready for that."
DECLINED_DRAFT = "Therapist suggested bringing the wife along next time. Client declined: they are not ready for that."
THOUGHT = (
    "C: I keep thinking, I'm a terrible mother. About eighty percent I believe it. After we looked at it, maybe forty."
)
THOUGHT_DRAFT = "Automatic thought: “I'm a terrible mother”. Client rated belief eighty percent, then maybe forty."
RISK = "T: Have you had any thoughts of not wanting to be here?\nC: Not this week. Last month I did, once, after the funeral."
GROUNDING = "T: Let's put both feet on the floor and name five things you can see.\nC: Okay. That's better. I can breathe again."
GROUNDING_DRAFT = (
    "Therapist led grounding with five things they can see. Response: that is better; they can breathe again."
)
COUPLE = "Nina: I went to bed at nine without saying a word.\nPaul: I slept on the couch. I'm sorry about that."
COUPLE_DRAFT = (
    "Saturday: Nina said they went to bed at nine without saying a word. Paul said they slept on the couch; they are "
    "sorry about that."
)
SCHOOL = "C: If I fail this class, I'd have to repeat the year. My teacher says I'm lazy."
SCHOOL_DRAFT = (
    'Work or school: if they fail this class, they would have to repeat the year; "My teacher says I\'m lazy".'
)
HISTORY = "C: I used to cut, in high school. I haven't in six years. I've been thinking about my scars, though."
HISTORY_DRAFT = (
    "History: they used to cut, in high school; they have not in six years; they have been thinking about their scars."
)
MOOD = "C: I've been flat. Not sad exactly, just flat. I stopped playing the guitar about a month ago."
MOOD_DRAFT = "Mood: they have been flat; not sad exactly, just flat; they stopped playing the guitar about a month ago."

SUPPORTED: list[Row] = [
    (SLEEP, SLEEP_DRAFT, "Client reported sleeping about four hours a night."),
    (SLEEP, SLEEP_DRAFT, "Client reported being down to maybe four hours of sleep a night."),
    (SLEEP, SLEEP_DRAFT, "Client reported lying there until two and being up again at six."),
    (SLEEP, SLEEP_DRAFT, "Client stated that he is down to maybe four hours a night and lies there till two."),
    (SLEEP, SLEEP_DRAFT, 'Client stated, "I lie there till two."'),
    (SLEEP, SLEEP_DRAFT, SLEEP_DRAFT),
    (RUNNING, RUNNING_DRAFT, "Client went out running twice."),
    (RUNNING, RUNNING_DRAFT, "Client reported going out twice and had planned three, but it poured on Friday."),
    (RUNNING, RUNNING_DRAFT, "Therapist asked how the running went."),
    (RUNNING, RUNNING_DRAFT, "Client had planned three."),
    (RUNNING, RUNNING_DRAFT, RUNNING_DRAFT),
    (MEDS, MEDS_DRAFT, "Client confirmed still taking Zoloft."),
    (MEDS, MEDS_DRAFT, "Client reported taking seventy-five since the ninth."),
    (MEDS, MEDS_DRAFT, "Client reported a really dry mouth."),
    (MEDS, MEDS_DRAFT, "Therapist asked about the Zoloft."),
    (MEDS, MEDS_DRAFT, MEDS_DRAFT),
    (PANIC, PANIC_DRAFT, "Client reported one panic in the supermarket."),
    (PANIC, PANIC_DRAFT, "Client reported that his heart was pounding and that he left his trolley there."),
    (PANIC, PANIC_DRAFT, "Client reported that he left his trolley in the supermarket."),
    (PANIC, PANIC_DRAFT, 'Client reported that "my heart was pounding."'),
    (BROTHER, BROTHER_DRAFT, "Client reported that her brother lost his job in May."),
    (BROTHER, BROTHER_DRAFT, "Client's brother has been drinking every day since."),
    (BROTHER, BROTHER_DRAFT, "Client has not told her parents."),
    (BROTHER, BROTHER_DRAFT, "Client stated that she has not told her parents."),
    (BROTHER, BROTHER_DRAFT, BROTHER_DRAFT),
    (WORK, WORK_DRAFT, "Client asked her supervisor for Wednesdays off."),
    (WORK, WORK_DRAFT, "Client reported being furious but not saying anything."),
    (WORK, WORK_DRAFT, "Client was furious, but did not say anything."),
    (WORK, WORK_DRAFT, "Client asked her supervisor for Wednesdays off and was furious when she said no."),
    (PLAN, PLAN_DRAFT, "Client agreed to call the clinic before Thursday."),
    (PLAN, PLAN_DRAFT, "Client will call the clinic on Tuesday on her lunch break."),
    (PLAN, PLAN_DRAFT, "Client plans to call on Tuesday, on her lunch break."),
    (PLAN, PLAN_DRAFT, "Therapist asked whether the client could call the clinic before Thursday."),
    (PLAN, PLAN_DRAFT, PLAN_DRAFT),
    (DECLINED, DECLINED_DRAFT, "Client declined to bring his wife along next time."),
    (DECLINED, DECLINED_DRAFT, "Therapist suggested bringing the wife along next time."),
    (DECLINED, DECLINED_DRAFT, "Client reported not being ready for that."),
    (DECLINED, DECLINED_DRAFT, DECLINED_DRAFT),
    (THOUGHT, THOUGHT_DRAFT, THOUGHT_DRAFT.replace("“", '"').replace("”", '"')),
    (THOUGHT, THOUGHT_DRAFT, "Client rated belief eighty percent, then maybe forty."),
    (RISK, "", "Client denied thoughts of not wanting to be here this week."),
    (RISK, "", "Therapist asked about thoughts of not wanting to be here."),
    (GROUNDING, GROUNDING_DRAFT, "Therapist led grounding with five things the client can see."),
    (GROUNDING, GROUNDING_DRAFT, "Client responded that it is better and that he can breathe again."),
    (GROUNDING, GROUNDING_DRAFT, "Client reported that he can breathe again."),
    (GROUNDING, GROUNDING_DRAFT, GROUNDING_DRAFT),
    (COUPLE, COUPLE_DRAFT, "Nina went to bed at nine without saying a word."),
    (COUPLE, COUPLE_DRAFT, "Paul slept on the couch and said that he is sorry about that."),
    (COUPLE, COUPLE_DRAFT, "Paul reported sleeping on the couch."),
    (COUPLE, COUPLE_DRAFT, COUPLE_DRAFT),
    (SCHOOL, SCHOOL_DRAFT, "Client stated that if he fails this class, he would have to repeat the year."),
    (SCHOOL, SCHOOL_DRAFT, SCHOOL_DRAFT),
    (HISTORY, HISTORY_DRAFT, "Client used to cut in high school."),
    (HISTORY, HISTORY_DRAFT, "Client used to cut in high school and has not in six years."),
    (HISTORY, HISTORY_DRAFT, "Client reported thinking about his scars."),
    (HISTORY, HISTORY_DRAFT, HISTORY_DRAFT),
    (MOOD, MOOD_DRAFT, "Client reported being flat, not sad exactly."),
    (MOOD, MOOD_DRAFT, "Client stopped playing the guitar about a month ago."),
    (MOOD, MOOD_DRAFT, "Client reported having stopped playing the guitar about a month ago."),
    (MOOD, MOOD_DRAFT, MOOD_DRAFT),
]

UNSUPPORTED: dict[str, list[Row]] = {
    "wrong number": [
        (SLEEP, SLEEP_DRAFT, "Client reported sleeping about five hours a night."),
        (SLEEP, SLEEP_DRAFT, "Client reported lying there till six and being up again at two."),
        (SLEEP, SLEEP_DRAFT, "Client reported two hours a night."),
        (RUNNING, RUNNING_DRAFT, "Client went out three times."),
        (RUNNING, RUNNING_DRAFT, "Client went out twice on Friday."),
        (MEDS, MEDS_DRAFT, "Client reported taking fifty since the ninth."),
        (MEDS, MEDS_DRAFT, "Client reported taking nine since the seventy-fifth."),
        (PANIC, PANIC_DRAFT, "Client reported two panics in the supermarket."),
        (THOUGHT, THOUGHT_DRAFT, "Client rated belief forty percent, then eighty."),
        (THOUGHT, THOUGHT_DRAFT, "Client rated belief eighty percent, then fourteen."),
        (COUPLE, COUPLE_DRAFT, "Nina went to bed at ten without saying a word."),
        (HISTORY, HISTORY_DRAFT, "Client has not cut in sixteen years."),
        (HISTORY, HISTORY_DRAFT, "Client has not cut in six months."),
        (GROUNDING, GROUNDING_DRAFT, "Therapist led grounding with three things the client can see."),
        (MOOD, MOOD_DRAFT, "Client stopped playing the guitar about a year ago."),
        (PLAN, PLAN_DRAFT, "Client will call the clinic on Thursday on her lunch break."),
    ],
    "wrong person": [
        (BROTHER, BROTHER_DRAFT, "Client lost his job in May."),
        (BROTHER, BROTHER_DRAFT, "Client has been drinking every day since May."),
        (BROTHER, BROTHER_DRAFT, "Client's father lost his job in May."),
        (BROTHER, BROTHER_DRAFT, "Client's brother has not told her parents."),
        (WORK, WORK_DRAFT, "Supervisor was furious, but did not say anything."),
        (WORK, WORK_DRAFT, "Client's supervisor was furious."),
        (WORK, WORK_DRAFT, "Client said no to her supervisor."),
        (WORK, WORK_DRAFT, "Therapist asked the supervisor for Wednesdays off."),
        (PLAN, PLAN_DRAFT, "Therapist will call the clinic on Tuesday."),
        (PLAN, PLAN_DRAFT, "Therapist agreed to call the clinic before Thursday."),
        (COUPLE, COUPLE_DRAFT, "Paul went to bed at nine without saying a word."),
        (COUPLE, COUPLE_DRAFT, "Nina slept on the couch."),
        (COUPLE, COUPLE_DRAFT, "Nina said that she is sorry about that."),
        (GROUNDING, GROUNDING_DRAFT, "Therapist reported that she can breathe again."),
        (GROUNDING, GROUNDING_DRAFT, "Client led grounding with five things the therapist can see."),
        (DECLINED, DECLINED_DRAFT, "Client suggested bringing the wife along next time."),
        (DECLINED, DECLINED_DRAFT, "Client's wife declined to come along next time."),
        (MEDS, MEDS_DRAFT, "Client asked about the Zoloft."),
    ],
    "negation flipped": [
        (SLEEP, SLEEP_DRAFT, "Client reported not being up again at six."),
        (RUNNING, RUNNING_DRAFT, "Client did not go out running."),
        (MEDS, MEDS_DRAFT, "Client is no longer taking Zoloft."),
        (MEDS, MEDS_DRAFT, "Client denied a dry mouth."),
        (PANIC, PANIC_DRAFT, "Client denied panic since last time."),
        (PANIC, PANIC_DRAFT, "Client did not leave his trolley there."),
        (BROTHER, BROTHER_DRAFT, "Client has told her parents."),
        (WORK, WORK_DRAFT, "Client was furious and said so."),
        (WORK, WORK_DRAFT, "Client was not furious."),
        (DECLINED, DECLINED_DRAFT, "Client agreed to bring his wife along next time."),
        (DECLINED, DECLINED_DRAFT, "Client reported being ready for that."),
        (RISK, "", "Client reported thoughts of not wanting to be here this week."),
        (RISK, "", "Client denied ever having thoughts of not wanting to be here."),
        (HISTORY, HISTORY_DRAFT, "Client cuts."),
        (HISTORY, HISTORY_DRAFT, "Client has cut in the last six years."),
        (HISTORY, HISTORY_DRAFT, "Client has not been thinking about his scars."),
        (MOOD, MOOD_DRAFT, "Client reported being sad."),
        (MOOD, MOOD_DRAFT, "Client plays the guitar."),
        (MOOD, MOOD_DRAFT, "Client reported not being flat."),
        (PLAN, PLAN_DRAFT, "Client declined to call the clinic before Thursday."),
        (GROUNDING, GROUNDING_DRAFT, "Client reported that he can't breathe again."),
    ],
    "invented": [
        (SLEEP, SLEEP_DRAFT, "Client reported four hours a night because of nightmares."),
        (SLEEP, SLEEP_DRAFT, "Client reported insomnia and low energy."),
        (RUNNING, RUNNING_DRAFT, "Client reported that the running improved her mood."),
        (MEDS, MEDS_DRAFT, "Client reported a dry mouth and nausea."),
        (MEDS, MEDS_DRAFT, "Therapist advised the client to drink more water."),
        (PANIC, PANIC_DRAFT, "Client reported one panic in the supermarket and used breathing to calm down."),
        (BROTHER, BROTHER_DRAFT, "Client feels guilty about her brother."),
        (WORK, WORK_DRAFT, "Client is considering leaving her job."),
        (PLAN, PLAN_DRAFT, "Client will call the clinic on Tuesday to change the dose."),
        (DECLINED, DECLINED_DRAFT, "Client declined to bring his wife along, citing conflict at home."),
        (THOUGHT, THOUGHT_DRAFT, "Client's children are doing badly."),
        (RISK, "", "Client denied a plan and intent."),
        (RISK, "", "Client agreed to a safety plan."),
        (GROUNDING, GROUNDING_DRAFT, "Therapist provided bilateral stimulation."),
        (COUPLE, COUPLE_DRAFT, "Nina and Paul argued about money on Saturday."),
        (SCHOOL, SCHOOL_DRAFT, "Client has attention problems in class."),
        (MOOD, MOOD_DRAFT, "Client meets criteria for major depressive disorder."),
        (MOOD, MOOD_DRAFT, "Client reported being flat since his divorce."),
    ],
    "overstated": [
        (SLEEP, SLEEP_DRAFT, "Client never sleeps more than four hours."),
        (SLEEP, SLEEP_DRAFT, "Client always lies there till two."),
        (RUNNING, RUNNING_DRAFT, "Client completed the planned three."),
        (PANIC, PANIC_DRAFT, "Client panics in supermarkets every week."),
        (PANIC, PANIC_DRAFT, "Client reported severe panic in the supermarket."),
        (BROTHER, BROTHER_DRAFT, "Client's brother is an alcoholic."),
        (WORK, WORK_DRAFT, "Client was extremely furious."),
        (WORK, WORK_DRAFT, "Client never says anything to her supervisor."),
        (THOUGHT, THOUGHT_DRAFT, "Client is a terrible mother."),
        (THOUGHT, THOUGHT_DRAFT, "Client no longer believes that she is a terrible mother."),
        (SCHOOL, SCHOOL_DRAFT, "Client will have to repeat the year."),
        (SCHOOL, SCHOOL_DRAFT, "Client is lazy."),
        (SCHOOL, SCHOOL_DRAFT, "Client failed this class."),
        (SCHOOL, SCHOOL_DRAFT, "Client stated that he is lazy."),
        (HISTORY, HISTORY_DRAFT, "Client has been thinking about cutting."),
        (HISTORY, HISTORY_DRAFT, "Client cut six years ago in high school and is thinking about it again."),
        (GROUNDING, GROUNDING_DRAFT, "Client responded that he is much better and calm."),
        (PLAN, PLAN_DRAFT, "Client called the clinic on Tuesday."),
        (PLAN, PLAN_DRAFT, "Client promised to call the clinic every Tuesday."),
        (DECLINED, DECLINED_DRAFT, "Client will never bring his wife."),
        (MOOD, MOOD_DRAFT, "Client has lost interest in everything."),
        (MEDS, MEDS_DRAFT, "Client takes Zoloft faithfully."),
    ],
}
"""By the kind of error, the kinds that a note must not hold."""

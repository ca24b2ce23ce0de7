"""English verbs, and which of their forms make a sentence: enough to tell a sentence from a row of words.

A list, as the libraries that know every word of English fetch their models when they are first used.
"""

from __future__ import annotations

_REGULAR = """
accept accompany ache act activate adapt add adjust admit adopt advise affect aggravate agree aim alleviate allow
alternate anchor answer apologise appear apply approach arch argue arrange arrive ask assess assume attach attempt
attend avert avoid balance bandage bathe battle beg behave belong blame blend book bother bounce brace branch breathe
browse bruise brush buckle bulge bump burn calculate call calm cancel care carry cause cease celebrate challenge
change charge chat check chew choke circle cite claim clamp clarify clean clear click climb close clot coach coil
collapse combine commence communicate compare complain complete compress concentrate conclude conduct confirm confuse
connect consider consist consult contact contain continue contract contribute control convert convince cook cool
cooperate coordinate cough count cover cradle cramp crawl create criticise cross crouch crush cry curl cycle damage
damp dangle decide decline decrease dedicate defer define delay deliver demand demonstrate deny depend depress
describe deserve design detect determine develop diagnose die differ digest diminish dip direct disagree disappear
discontinue discuss disturb divert divide document dominate doubt download drain drape drift drop drum earn ease edge
elevate eliminate elongate email embrace emerge employ empty enable encourage end enjoy enlarge ensure enter equal
equip erase escape establish estimate evaluate exaggerate examine exceed exchange exclude excuse exercise exert exhale
exist expect experience explain explode explore expose express extend extract face facilitate fade fail faint fan
fasten favour fear fetch file fill filter finish fix flare flatten flex flip float flow fluctuate flush fold follow
force forgive form fracture frighten function gather generate glide glow grade graze grip guarantee guard guess guide
gulp halt halve hand handle happen harden harm harvest hate heal heat help hesitate highlight hinge hire hook hop hope
host hug hurry ice identify ignite ignore illustrate imagine immerse immobilise impair implement import impose impress
improve incline include incorporate increase indicate indulge infect inflame influence inform inhale inject injure
innervate insert insist inspect inspire install instruct integrate intend interest interfere interpret interrupt
introduce invent invert invest investigate invite involve irritate isolate issue itch jam jerk jog join judge jump
justify kick knead knock knot label lack last lather laugh launch leak lengthen lessen lift limber limit limp link
list listen live load locate lock look loop loosen lower lubricate magnify maintain manage manipulate marinate mark
massage match matter measure melt memorise mend mention merge mimic mind mingle minimise minimize mirror misjudge miss
mix moan mobilise mobilize moisten monitor motivate move multiply name nap narrow navigate near need neglect negotiate
nod note notice nourish number nurse obey object observe obtain occur offer omit ooze open operate oppose optimise
optimize order originate outlast outline outweigh overlap overload overstretch overwork own pace pack pad palpate park
participate pass pause peak penetrate perform permit persist persuade phone pick pile pinch pinpoint place plan plant
play plug point poke polish possess postpone pour practice practise praise predict prefer prepare prescribe present
preserve press presume pretend prevent prick print prioritise proceed process prod produce progress promise prompt
pronounce prop propose protect prove provide pull pulse pump punch purchase pursue push puzzle question quicken
radiate raise range rank rate reach react realise realize recall receive recheck recline recommend reconsider record
recover recruit recur reduce refer refill reflect refrain refresh refuse register regulate rehearse reinforce reject
relapse relate relax release relieve rely remain remark remedy remember remind remove renew repair repay repeat
rephrase replace reply report reposition represent require rescue research resemble resist resolve respond rest
restart restore restrain restrict result resume retain retest retry return reveal reverse review revise reward rinse
rip risk rock roll rotate round rub ruin rule rush sag satisfy save scan scare schedule scrape scratch scream scrub
seat secure seem select sense separate serve settle shade shadow share sharpen shave shift shiver shorten shout shrug
sigh sign signal signify simplify sip situate skate skim skip slacken slam slap slice slip slope slow slump smell
smile smoke snap sneeze snore snuggle soak soap socialise soften solve soothe sound spare specify spill spoil spoon
spot sprain spray sprinkle squash squat squeeze stabilise stabilize stack stain stammer stare start starve state stay
steady steam steer step stiffen stimulate stir stitch stop store straddle straighten strain strap strengthen stress
stretch strip stroke stroll struggle study stumble submerge submit subside substitute succeed suck suffer suggest suit
sum supervise supply support suppose surf surprise surround suspect suspend sustain swallow swap sway sweat switch
swivel sympathise tackle tailor talk tap tape taper target taste tease tend tense terminate test thank thicken thin
threaten throb thump tick tidy tie tighten tilt tingle tip tire tolerate top topple toss total touch tow trace track
train transfer transform translate trap travel treat tremble trickle trigger trim trip trouble trust try tuck tug
tumble turn tweak twist twitch unbutton uncover uncross undress unfold unload unlock unplug unroll unscrew update urge
use utilise utilize vanish vary verify vibrate view visit voice vomit wait walk wander want warm warn warrant wash
waste watch water weaken weave weigh welcome wet wheeze whisper whistle widen wiggle wipe wish witness wobble wonder
work worry worsen wrap wriggle wrinkle yawn yield zip
"""
# Those whose past is a word of its own: base and past.
_IRREGULAR = """
be:was become:became begin:began bend:bent bind:bound bite:bit bleed:bled blow:blew break:broke breed:bred
bring:brought build:built burst:burst buy:bought catch:caught choose:chose cling:clung come:came cost:cost creep:crept
cut:cut deal:dealt dig:dug do:did draw:drew drink:drank drive:drove eat:ate fall:fell feed:fed feel:felt fight:fought
find:found fit:fit fling:flung fly:flew forbid:forbade foresee:foresaw forget:forgot forgive:forgave freeze:froze
get:got give:gave go:went grind:ground grow:grew hang:hung have:had hear:heard hide:hid hit:hit hold:held hurt:hurt
keep:kept kneel:knelt know:knew lay:laid lead:led lean:leant learn:learnt leave:left lend:lent let:let lie:lay
light:lit lose:lost make:made mean:meant meet:met mistake:mistook mow:mowed outgrow:outgrew overcome:overcame
overdo:overdid overeat:overate oversleep:overslept pay:paid put:put quit:quit read:read rebuild:rebuilt redo:redid
reset:reset rewrite:rewrote ride:rode ring:rang rise:rose run:ran say:said see:saw seek:sought sell:sold send:sent
set:set sew:sewed shake:shook shed:shed shine:shone shoot:shot show:showed shrink:shrank shut:shut sing:sang sink:sank
sit:sat sleep:slept slide:slid speak:spoke spend:spent spin:span spit:spat split:split spread:spread spring:sprang
stand:stood steal:stole stick:stuck sting:stung stride:strode strike:struck strive:strove swear:swore sweep:swept
swell:swelled swim:swam swing:swung take:took teach:taught tear:tore tell:told think:thought throw:threw thrust:thrust
tread:trod undergo:underwent understand:understood undertake:undertook undo:undid unwind:unwound upset:upset wake:woke
wear:wore weave:wove wet:wet win:won wind:wound withdraw:withdrew write:wrote
"""
# The last letter of these is doubled: "stopped".
_DOUBLED = """
beg chat clot drag drop drum fit flip grip hop hug jam jog knot mop nap nod pad pin plan plug prop rub sag scan sip skip
slam slap slip snap sob spot step stir stop strap strip swap tap tip top trap trim trip tug wrap zip
"""
# These make a sentence wherever they stand.
_ALWAYS = """
am is are was were has had does did can could may might must shall should will would cannot ought it's that's there's
here's what's who's he's she's let's i'm
"""


def _third(base: str) -> str:
    if base.endswith(("s", "sh", "ch", "x", "z", "o")):
        return f"{base}es"
    return f"{base[:-1]}ies" if base.endswith("y") and base[-2] not in "aeiou" else f"{base}s"


def _past(base: str) -> str:
    if base.endswith("e"):
        return f"{base}d"
    if base.endswith("y") and base[-2] not in "aeiou":
        return f"{base[:-1]}ied"
    return f"{base}{base[-1] if base in _DOUBLED.split() else ''}ed"


_PAIRS = dict(pair.split(":") for pair in _IRREGULAR.split())
_PLAIN = set(_REGULAR.split())
BASE = frozenset(_PLAIN | set(_PAIRS))
THIRD = frozenset(map(_third, BASE))
PAST = frozenset({_past(base) for base in _PLAIN} | set(_PAIRS.values()))
ALWAYS = frozenset(_ALWAYS.split())

"""English verbs, and which of their forms make a sentence: enough to tell a sentence from a row of words.

A list, as the libraries that know every word of English fetch their models when they are first used.
"""

from __future__ import annotations

_REGULAR = """
accept accompany ache act add adjust admit advise affect agree aim allow alternate anchor answer appear apply approach
arch argue arrange arrive ask assess assume attach avoid balance bandage bathe battle beg behave belong blame blend
book bother bounce brace branch breathe browse bruise brush buckle bulge bump burn call calm care carry cause change
charge chat check choke circle cite claim clamp clean clear click climb close clot coach coil collapse compare
complain compress confirm confuse connect consider contact contain continue control cook cool cough count cover cradle
cramp crawl cross crouch crush cry curl cycle damage dangle decide decrease defer delay demand deny depend depress
describe deserve develop die differ digest direct disagree disappear discuss divide doubt drain drape drift drop drum
earn ease edge elongate email encourage end enjoy enter equal equip examine exceed exercise exhale exist expect
experience explain explore express extend face fade fail faint fan fasten fear fetch file fill filter finish fix flare
flatten flex flip float flow flush fold follow force form fracture frighten function gather generate glide glow grade
graze grip guard guess guide gulp halt halve hand handle happen harm hate heal heat help hesitate highlight hinge hook
hop hope host hug hurry ice identify ignore imagine impair impress improve include increase indicate inflame influence
inform inhale inject injure innervate insert insist interest interfere interrupt invest invite involve irritate issue
itch jam jerk jog join judge jump kick knead knock knot label lack last laugh launch lengthen lessen lift limit limp
link list listen live load locate lock look loop loosen lower maintain manage mark massage match matter measure melt
mend mention merge mimic mind mingle mirror miss mix moisten move name nap narrow near need negotiate nod note notice
number obey object observe occur offer ooze open operate order originate outlast outweigh overlap own pace pack pad
park participate pass pause peak perform persist phone pick pinch pinpoint place plan play plug point poke possess
pour practice practise predict prefer prepare prescribe present press pretend prevent prick print prod produce
progress promise prompt prop protect prove provide pull pulse pump push question radiate raise range rank rate reach
react realise realize receive recheck recommend record recover recruit reduce refer refill reflect refuse register
regulate reject relate relax release relieve rely remain remember remind remove renew repair repay repeat replace
reply report represent require rescue research resemble resist resolve respond rest restart restore result resume
retain retest return reveal review reward rinse rip risk rock roll rotate round rub ruin rule rush sag save scan scare
schedule scratch scream seat seem select sense separate serve settle shade shadow share sharpen shift shiver shorten
shout shrug sigh sign signal signify sip skate skip slacken slam slap slip slope slow slump smell smile smoke snap
sneeze snore soak soften solve soothe sound spare specify spoil spot sprain spray squash squat squeeze stabilise
stabilize stack stain stare start starve state stay steady steer step stiffen stimulate stir stop store straddle
straighten strain strap strengthen stress stretch strip stroke struggle study stumble submit succeed suffer suggest
suit sum supervise supply support suppose surf surprise surround suspect sustain swallow swap sway sweat switch swivel
tackle talk tap tape taper target taste tease tend tense test thank thicken thin threaten throb thump tick tie tighten
tilt tingle tip tire tolerate top toss total touch tow trace track train transfer transform translate trap travel
treat tremble trigger trim trip trouble trust try tuck tug tumble turn twist twitch unload unroll update urge use
vanish vary vibrate view visit voice wait walk wander want warm warn warrant wash waste watch water weaken weave weigh
welcome wet whisper widen wiggle wipe wish witness wobble wonder work worry worsen wrap wriggle wrinkle yawn yield zip
"""
# Those whose past is a word of its own: base and past.
_IRREGULAR = """
be:was become:became begin:began bend:bent bite:bit bleed:bled blow:blew break:broke breed:bred bring:brought
build:built burst:burst buy:bought catch:caught choose:chose come:came cost:cost creep:crept cut:cut deal:dealt
dig:dug do:did draw:drew drink:drank drive:drove eat:ate fall:fell feed:fed feel:felt fight:fought find:found fit:fit
fly:flew forget:forgot freeze:froze get:got give:gave go:went grow:grew hang:hung have:had hear:heard hide:hid hit:hit
hold:held hurt:hurt keep:kept kneel:knelt know:knew lay:laid lead:led lean:leant learn:learnt leave:left lend:lent
let:let lie:lay light:lit lose:lost make:made mean:meant meet:met outgrow:outgrew overdo:overdid pay:paid put:put
quit:quit read:read ride:rode ring:rang rise:rose run:ran say:said see:saw seek:sought sell:sold send:sent set:set
shake:shook shine:shone shoot:shot show:showed shrink:shrank shut:shut sing:sang sink:sank sit:sat sleep:slept
slide:slid speak:spoke spend:spent spin:span split:split spread:spread spring:sprang stand:stood stick:stuck
sting:stung strike:struck sweep:swept swell:swelled swim:swam swing:swung take:took teach:taught tear:tore tell:told
think:thought throw:threw undergo:underwent understand:understood undo:undid wake:woke wear:wore wind:wound
withdraw:withdrew write:wrote
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

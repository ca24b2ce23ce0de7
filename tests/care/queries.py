"""What people type, and what a careful clinician would want them to see first.

Written before the search was. When one fails, mend the search or add a synonym to ``data/``; the answers stay.
"""

from __future__ import annotations

from explorer.care.search import Kind

Query = tuple[str, Kind, str]

WELL_SPELT: tuple[Query, ...] = (
    # names of parts: anatomical, plain, and other words
    ("gluteus medius", "region", "gluteus_medius"),
    ("sciatic nerve", "region", "sciatic_gluteal"),
    ("ITB", "region", "iliotibial_tract"),
    ("peroneal nerve", "region", "common_fibular_nerve"),
    ("L5", "region", "root_l5"),
    ("calf muscle", "region", "gastrocnemius"),
    # places on the skin
    ("sit bone", "place", "sit_bone"),
    ("outer knee", "region", "common_fibular_nerve"),  # no such place; what must be known there is the nerve
    ("sole", "region", "sole"),
    ("groin", "place", "groin"),
    ("back of knee", "place", "back_of_knee"),
    # complaints
    ("pins and needles", "topic", "pins_and_needles"),
    ("numb foot", "topic", "numbness"),
    ("pain when sitting", "topic", "sitting_standing_sleep"),
    ("hurts when I sit", "topic", "sitting_standing_sleep"),
    ("hurts to sit", "topic", "sitting_standing_sleep"),
    ("worse when sitting", "topic", "sitting_standing_sleep"),
    ("my right buttock hurts when I sit", "place", "deep_buttock"),
    ("my bum hurts when I sit", "place", "deep_buttock"),
    ("shooting pain down my leg", "topic", "leg_pain"),
    ("knots", "topic", "stiffness_and_spasm"),  # the explanation, before the thing to press with
    # stop signs
    ("weak leg", "stop_sign", "RF06"),
    ("both legs hurt", "stop_sign", "RF01d"),  # if new, the emergency; long-standing aches (RF15) may come second
    ("numb between legs", "stop_sign", "RF01a"),
    ("bladder", "stop_sign", "RF01b"),
    ("swollen calf", "stop_sign", "RF05"),
    ("chest pain", "stop_sign", "RF02"),
    ("night pain", "stop_sign", "RF12c"),
    # moves that people do alone
    ("nerve flossing", "exercise", "nerve_slider_lying"),  # the gentler one
    ("glute bridge", "exercise", "bridge"),
    ("cobra", "exercise", "prone_press_up"),
    ("calf raise", "exercise", "heel_raise"),
    ("belly breathing", "exercise", "diaphragm_breathing"),
    ("clamshells", "exercise", "clamshell"),
    # things that are done, and things to hold
    ("deep tissue", "technique", "deep_tissue"),
    ("fascia massage", "technique", "myofascial_release"),
    ("tennis ball", "tool", "soft_ball"),
    ("frozen peas", "tool", "cold_pack"),
    ("hot water bottle", "topic", "heat_and_cold"),
    # questions
    ("how often", "topic", "how_often"),
    ("does massage help", "topic", "does_massage_help"),
    ("is massage dangerous", "topic", "can_it_make_worse"),
    ("how hard should I press", "topic", "how_strong"),
    ("blood thinners", "topic", "before_you_start"),
    # what is often said, and sources
    ("toxins", "topic", "what_massage_does_not_do"),
    ("break down scar tissue", "topic", "what_massage_does_not_do"),
    ("endorphins", "claim", "B08"),
    ("nice guideline", "reference", "nice_ng59"),
)

MISSPELT: tuple[Query, ...] = (
    ("piriformus", "region", "piriformis"),
    ("siatic nerve", "region", "sciatic_gluteal"),
    ("hamstirng", "region", "biceps_femoris"),  # three regions are called so; this is the first of them
    ("it-band", "region", "iliotibial_tract"),
    ("glut med", "region", "gluteus_medius"),
    ("quadrutus lumborum", "region", "quadratus_lumborum"),
    ("achillies tendon", "region", "achilles_tendon"),
    ("cocyx", "region", "coccyx"),
    ("knee capp", "region", "patella"),
    ("plantar facitis", "region", "sole"),
    ("pins and needels", "topic", "pins_and_needles"),
    ("sciatca", "topic", "what_is_sciatica"),
    ("how ofen", "topic", "how_often"),
    ("insurence", "topic", "insurance"),
    ("tenis ball", "tool", "soft_ball"),
    ("foam rolller", "tool", "foam_roller"),
    ("heeting pad", "tool", "heat_pack"),
    ("swedsh masage", "technique", "swedish"),
    ("triger point", "technique", "trigger_point"),
    ("swolen calf", "stop_sign", "RF05"),
    ("blader problems", "stop_sign", "RF01b"),
    ("numb betwen the legs", "stop_sign", "RF01a"),
    ("weekness in leg", "stop_sign", "RF06"),
)

QUERIES = WELL_SPELT + MISSPELT

# Lay words for every stop sign: whoever types these must see it before anything else.
STOP_SIGN_QUERIES: tuple[tuple[str, str], ...] = (
    ("I can't hold my pee", "RF01b"),
    ("cannot pee", "RF01b"),
    ("numb genitals", "RF01a"),
    ("saddle numbness", "RF01a"),
    ("incontinence", "RF01b"),
    ("cauda equina", "RF01a"),
    ("caudia equina", "RF01a"),
    ("sciatica in both legs", "RF01d"),
    ("both legs are numb", "RF01d"),
    ("can't feel when I poo", "RF01c"),
    ("short of breth", "RF02"),
    ("trouble breathing", "RF02"),
    ("coughing up blood", "RF02"),
    ("cold leg", "RF03"),
    ("pale foot", "RF03"),
    ("sudden belly pain", "RF04a"),
    ("aneurysm", "RF04a"),
    ("blood clot", "RF05"),
    ("DVT", "RF05"),
    ("thrombosis", "RF05"),
    ("calf pain", "RF05"),  # sciatica may be felt there too, yet rubbing a clot can kill
    ("red hot leg", "RF05"),
    ("foot drop", "RF06"),
    ("my knee gives way", "RF06"),
    ("tripping over my foot", "RF06"),
    ("fever", "RF07a"),
    ("feverr and back pain", "RF07a"),
    ("shivers", "RF07a"),
    ("I fell down the stairs", "RF08b"),
    ("car accident", "RF08a"),
    ("broken bone", "RF08b"),
    ("skin infection", "RF09"),
    ("dark pee", "RF10"),
    ("brown urine after massage", "RF10"),
    ("lump in buttock after massage", "RF11"),
    ("cancer", "RF12a"),
    ("weight loss", "RF12c"),
    ("not getting better", "RF13"),
    ("leg pain only when walking", "RF14"),
    ("both legs ache when standing", "RF15"),
    ("my belly beats", "RF04b"),
    ("spine injection", "RF07b"),
    ("steroids and sudden back pain", "RF08c"),
    ("broken hip", "RF08d"),
    ("cancer and weak legs", "RF12b"),
    ("compartment syndrome", "RF16"),
    ("bleeding on blood thinners", "RF17a"),
    ("blood thinners and groin pain", "RF17b"),
    ("hot swollen knee", "RF18"),
    ("my heel popped", "RF19"),
    ("bleeding in pregnancy", "RF20b"),
    ("pregnant and bleeding a lot", "RF20a"),
    ("blood in pee", "RF21"),
    ("shingles", "RF22"),
    ("stroke", "RF23"),
    ("side pain after massage", "RF24"),
    ("limping child", "RF25"),
    ("morning stiffness", "RF26"),
    ("sudden pain at the base of the spine", "RF27a"),
    ("first back pain over 50", "RF27b"),
    ("clumsy hands", "RF28"),
)

"""The English words of denials and corrections. Patterns are folded before use: no upper-case escapes in them."""

from typing import Final

from monitor.story.stance_words import StanceWords

_DENY: Final = r"\bden(?:y|ies|ied|ying) (?:(?:\w+ly|all|any|ever|again|yet|both|further|being|having) )*"
_NO_GERUND: Final = (
    r"(?!king|beijing|funding|housing|hearing|building|standing|parking|training|nursing|feeding|evening|morning|"
    r"opening|spring|reading|wedding|being|having|string|nothing|licensing|boeing|financing|counselling|counseling|"
    r"screening|planning|zoning|sterling|ruling|viking|rolling|schooling|lightning|wyoming|early|life|winning)"
)
ENGLISH: Final = StanceWords(
    claims=(
        r"\b(?:(?:re)?claims?|allegations?|accusations?|reports?|reporting|rumou?rs?|suggestions?|"
        r"assertions?|speculation|stor(?:y|ies)|narratives?|insinuations?|conspiracy theor(?:y|ies)|"
        r"accounts? of|notion|media coverage)\b"
    ),
    told=(
        r"\b(?:claims?|allegations?|accusations?|reports?|stor(?:y|ies)|statements?|article|paper|stud(?:y|"
        r"ies)|comments?|remarks?|words|assertions?|testimony|discovery|findings?|figures?|tweet|post|"
        r"confession|denials?|timeline|editorial|op-ed|numbers?|account)\b"
    ),
    denies=(
        _DENY + _NO_GERUND + r"\w{2,}ing\b",
        (
            r"\bden(?:y|ies|ied|ying) (?:\w+ly )?(?:that|there|having|being|wrongdoing|responsibility|"
            r"everything)\b"
        ),
        (
            r"\bden(?:y|ies|ied|ying) (?:it|he|she|they|we|his|her|their|its|\w+)(?: [\w'’.-]+){0,4}? (?:is|are|"
            r"was|were|has|have|had|will|would|did|does|plans|wants|tried|knew|could|can)\b"
        ),
        r"\b(?:has|have|had) (?:\w+ly )?denied (?:{gap}{claim}|involvement|any\b|all\b|it\b)",
        (
            r"\bden(?:y|ies|ied|ying) (?:\w+ly |any |all |direct |personal |alleged )*(?:involvement|knowledge|"
            r"role|links?|ties|guilt|collusion|complicity|advance knowledge|existence|intent|fault|plot|bias|"
            r"rift|split|sabotage)\b"
        ),
        r"{claim}{gap}\bdenied by\b",
        (
            r"\b(?:this|that|it|which|claims?|reports?|rumou?rs?|stor(?:y|ies)|allegations?|video|photos?|image|"
            r"clip|letter|audio|footage|quote|post|screenshot)s? (?:[\w'’-]+ ){0,7}?(?:(?:isn't|aren't|wasn't|"
            r"weren't|is not|are not|was not|were not) (?:\w+ly |at all )?true|(?:is|are|was|were|"
            r"'s) (?:(?:\w+ly|all|a|an|just|"
            r"pure|complete|total|utter) ){0,3}(?:fake|false|untrue|hoax|fabricated|fabrications?|baseless|unfounded|"
            r"groundless|bogus|nonsense|lies?|doctored|debunked|ai-generated|incorrect))\b"
        ),
        (
            r"(?P<said>\b(?:not true|no truth (?:in|to)|absolutely false|simply false|completely false|"
            r"totally false|we deny|i deny|untrue(?=[^\w]*$|[,:;]|[']? (?:says?|claims?|minister))))\b"
        ),
        (
            r"\b(?:(?:calls?|called|brand(?:s|ed)?|label(?:s|led|ed)?|dub(?:s|bed)?)(?! for\b| on\b) {gap}|"
            r"(?:slam|dismisse|reject|denounce|describe|decrie|"
            r"blast)s?(?:ed)? {gap}as )(?:an? )?(?:\w+ly )?(?:false|fake|fake news|untrue|baseless|unfounded|"
            r"groundless|bogus|fabricat\w+|a hoax|lies|a lie|nonsense|rubbish|disinformation|misinformation|"
            r"fiction)\b"
        ),
        (
            r"\b(?:finds?|found|sees?|saw|has|have|is|are|was|provides?|provided|of) no (?:\w+ )?(?:evidence|"
            r"proof)\b"
        ),
        r"^\W*no (?:\w+ )?(?:evidence|proof|indication)\b",
        r"\bno (?:evidence|proof|indication) (?:of|that|for|to support|linking|so far)\b",
        (
            r"\b(?:says?|said|insists?|testif(?:ies|ied)|tells?|told|maintains?)\b{gap}\b(?:was|were|is|are|had|"
            r"did)(?: not|n't) (?:involved|behind|aware|responsible|involve|cause|caused|take part|order)\b"
        ),
        (
            r"(?<!\bi )\b(?:had|has|have) (?:nothing to do with|"
            r"no (?:role|part|hand|involvement|links?|knowledge) (?:in|"
            r"to|of|with))\b"
        ),
        r"\bplead(?:s|ed)? not guilty\b",
        (
            r"(?<!\ba )(?<!\ban )(?<!\bthe )\b(?:(?:refut|debunk|rebut|rubbish|disprov|disavow)(?:e?s|ed)|"
            r"refute|disavow)\b(?! (?:article|"
            r"myth))"
        ),
        (
            r"\b(?:reports?|rumou?rs?) of (?:his|her|their|its) (?:\w+ )?(?:death|demise|"
            r"end)s?\b{gap}\bexaggerated\b"
        ),
    ),
    denies_claims=(
        r"\bden(?:y|ies|ied|ying)\b{near}{claim}",
        (
            r"(?<!\ba )(?<!\ban )(?<!\bthe )\b(?:refut|rubbish|rebut|debunk|repudiat|disput|contradict|"
            r"disprov)(?:e|es|ed|s|"
            r"ing)?\b(?!{gap}\bdenials?){near}{claim}"
        ),
        r"\b(?:reject|dismiss|rebuff)(?:s|es|ed|ing)?\b(?!{near}\bquestions\b){near}{claim}",
        (
            r"\b(?:slam|condemn|counter)s\b{near}\b(?:claims|reports|allegations|rumou?rs|accusations|"
            r"speculation)\b"
        ),
        (
            r"\b(?:hit|hits|hitting|push|pushes|fire|fires|lash|lashes) (?:back|out) (?:at|on|against|over|"
            r"after) {near}{claim}"
        ),
        r"\b(?:shoots?|shot|knocks?|knocked) down{near}{claim}",
        (
            r"\b(?:scoffs? at|brush(?:es)? (?:off|aside)|pours? (?:cold )?water on|laughs? off|shrugs? off|"
            r"play(?:s|ed)? down|casts? doubt on){near}{claim}"
        ),
        r"\brejects? (?:all )?(?:the )?(?:blame|responsibility|idea|notion|suggestion|that)\b",
        r"\bdisputes? (?:polls?|figures?|numbers?|death toll|findings|'?\w+'? allegations)\b",
    ),
    denies_things=(
        r"\bdenies(?= )",
        r"\bdeny(?= [^ ]+ [^ ])",
        r",(?! which| who)(?: [\w'.-]+){1,4} den(?:y|ies)\W*$",
    ),
    corrects=(
        r"^\W*(?:correct(?:ion|ed|ions)|clarification|retraction|erratum)(?:\)|:| -| to\b)",
        r"\((?:corrected|corrects [^)]*|correction)\)",
        r"\b(?:retract|recant|disown)(?:s|ed)?\b(?= \w)",
        r"\b(?:retract|recant)(?:s|ed)?\W*$",
        r"\bretracted by\b",
        (
            r"\b(?:issues?|issued|prints?|publish\w+|posts?|runs?|makes?) (?:an? |the )?(?:\w+ )?(?:correction|"
            r"retraction|clarification)\b"
        ),
        (
            r"\b(?:withdraws?|withdrew|withdrawn|pulls?|takes? down|took down|deletes?|"
            r"deleted)\b {near}\b(?:claims?|allegations?|accusations?|reports?|stor(?:y|ies)|statement|article|"
            r"paper|study|comments?|remarks?|tweet)\b"
        ),
        r"\b(?:walks?|walked|rolls?|takes?|took) back\b{gap}{told}",
        (
            r"\b(?:backtrack|back-?pedal|(?:row|roll)(?:s|ed)? back)(?:s|ed)?(?: back)?(?: somewhat)? (?:on|"
            r"from|after|over)\b{gap}{told}"
        ),
        (
            r"\bcorrect(?:s|ed)\b(?! facilit)(?: the record| itself| himself| herself|{gap}{told}|"
            r"{gap}\b(?:toll|error|mistake|data)\b)"
        ),
        r"\bsets? (?:the )?record straight\b",
        r"\bclarif(?:ies|ied)\b",
        (
            r"\b(?:revise|lower|cut|adjust|amend)(?:s|d|ed)?\b{short}\b(?:death toll|toll|casualty|body count|"
            r"number of (?:dead|victims))\b"
        ),
        r"\b(?:death )?toll (?:is |was )?(?:revised|lowered|corrected)\b",
        (
            r"\bapologi[sz](?:es|ed)\b{gap}\b(?:false|incorrect|erroneous|inaccurate|wrong|mistaken|"
            r"misleading) (?:\w+ )?(?:claims?|reports?|stor(?:y|ies)|allegations?|statements?|remark|tweet|"
            r"information)\b"
        ),
        (
            r"\b(?:admits?|admitted|acknowledges?)\b{gap}\b(?:report|story|claim|figure|statement)s? (?:was|"
            r"were) (?:wrong|false|incorrect)\b"
        ),
    ),
    deciders=(
        r"\b(?:courts?|scotus|judges?|justices?|jury|jurors?|panel|tribunal|magistrates?|senate|"
        r"house (?:votes?|panel)|parole board|high court|appeals|regulators?|voters?|council(?:l?ors)?|"
        r"insurers?|immigration|embassy|thrash|roundup|unbeaten|keeper|goalkeeper|equali[sz]er|winner|"
        r"late goal|var|when ai)\b(?! clerk)"
    ),
    decided=(
        r"{gap}\b(?:bail|visas?|entry|access|asylum|parole|permits?|permission|bid|motion|request|appeals?|"
        r"petition|application|injunction|stay|release|rights?|refuge|admission|benefits?|care|treatment|"
        r"aid|services?|support|coverage|insurance|loans?|funding|funds|shelter|immunity|licen[cs]es?|"
        r"clemency|pardon|vote|citizenship|justice|opportunity|chance|ammunition|reality|"
        r"climate (?:change|science)|holocaust|"
        r"science|victory|win|title|crown|trophy|history|point|points|hat-trick|goal|final|perfect|"
        r"first amendment|comeback|spot|place|passage|treatment|medal|glory|record|upset|call-up)\b| (?:him|"
        r"her|them|us|me|you|people|women|men|children|patients|families|refugees|prisoners|workers|"
        r"students)\b"
    ),
    undone_before=(
        r"(?:\b(?:not|never|cannot|can ?not|nobody|no one|no-one|none|neither|nor|hardly|without|"
        r"refus\w+ to|declin\w+ to|fail\w* to|stop\w* short of|want\w* to|try\w* to|tried to|vow\w* to|"
        r"tried|tries|may|might|could|would|should|must|if|unless|can|lets?|will|who|whom|which|whose|when|"
        r"where|long|previously|repeatedly|always|consistently|once|initially|earlier|despite|after|before|"
        r"by|of|for|since|from|with|in|over|about|(?:was|were|been|being|is|are|get|gets|got)|told|"
        r"ask\w* (?:\w+ ){0,3}to|urg\w+ (?:\w+ ){0,3}to|call\w* (?:\w+ ){0,3}to|demand\w* (?:\w+ ){0,3}|"
        r"order\w* (?:\w+ ){0,3}to|forc\w+ (?:\w+ ){0,3}to|refus\w+|to)|n't|\bclimate|"
        r"\bholocaust)(?: (?:even|really|quite|simply|flatly|either|long|also|being|again|repeatedly|"
        r"always))*"
    ),
    undone_after=r" (?:me|us) not\b|(?:-\w| \w+ bail\b)",
    not_in_lead=(
        r"clarif|nothing to do|no (?:role|part|hand)|plead|(?<!is )no (?:evidence|proof|indication)|debunk|"
        r"\bcalls\b|aware|denied \w+ing|withdr|pull|delet"
    ),
    hints=(
        r"den(?:y|i)|true|trut|fals|fake|hoax|fabricat|baseless|unfound|groundless|bogus|nonsense|\blies?\b|doctored|"
        r"debunk|ai-gen|incorrect|rubbish|fiction|information|evidence|proof|indicat|n't|\bnot\b|nothing|"
        r"\bno (?:role|part|hand|involv|link|know)|guilty|refut|rebut|disprov|disavow|exagger|repudiat|disput|"
        r"contradict|reject|dismiss|rebuff|slams|condemns|counters|back|\bout\b|down|scoff|brush|water|laugh|shrug|"
        r"doubt|correct|clarif|retract|recant|disown|errat|withdr|pull|tak|took|delet|pedal|record|revise|lower|cut|"
        r"adjust|amend|toll|apolog|admit|acknowledg|misl|wrong"
    ),
    asks=(
        r"(?:why|how|who|what|when|where|did|does|do|is|are|was|were|can|could|should|will|has|have|"
        r"if)\b(?![^?]*:)|fact[- ]check(?:ing)?: (?:did|is|are|was|does)\b"
    ),
)

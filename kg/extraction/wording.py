"""What stands around a number: the words that lead to it, and the phrase of what is measured.

The words come from `ontology/lexicon/measure-words.tsv` and `attributes.tsv`.  Everything works from
the ends of a phrase inwards, so that the time is linear in its length.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from kg.lexicon import rows
from kg.model import Span

_STOPS = "，,。；;：:！!？?\n—"
_TRIM = " \t\u3000、，,。；;：:！!？?—-)）》”』"
_TIMES = re.compile(
    r"(?:到|至|截至|截止|自|从)?(?:20|19)\d\d\s?年(?:底|末|前|起|以来|初)?(?:前)?(?:,|，|、)?"
    r"|(?:扣除|剔除|按)[^,，。；;]{2,12}(?:因素|影响|价格|口径|汇率)(?:后|计算)?"
    r"|[“\"]?十[一二三四五六七八九]五[”\"]?(?:规划)?(?:时期|期间|末|以来)?"
    r"|(?:今后|未来|近|过去|这|最近)[\d一二三四五十两几]{1,2}年来?|[\d三四五十]{1,2}年(?:[来间]|(?=[建新累完实改增下提转开净共引培]))|截至.{0,6}[月年]底?"
)
_ITEM = re.compile(
    r"[一二三四五六七八九十]{1,2}(?:是|要)|[(（][一二三四五六七八九十\d]{1,2}[)）]|\d{1,2}[.．、]|第[一二三四五六七八九十],"
)
_COMPARISON = re.compile(
    r"(?:比|较|同比|超|高于|低于|快于|高出|超出|好于|优于|领先于?|超过|为|是|相当于)"
    r"(?:上年|去年|前年|全国|全省|全市|同期|20\d\d年|[^比较超]{0,14}(?:期|平均|水平|计划|目标|时限|年|末|底|规定|要求|进度|任务|预算|面|数|量|额))"
    r"(?:同期|平均|水平|末|底|增速|的|时|多|高|增长|各|总量|[、和](?:全国|全省|全市|东部|中部|西部))*$"
)
_SCOPES = re.compile(
    r"(?:继续|持续|连续|稳居|位居|位列|跃居|居|列|在|中|排|排名|名列|并列|提升至|上升至|升至|跃升至|由|上年)*"
    r"(?:全国|全省|全市|全区|全球|世界|国内|国际|亚洲|亚太|[东中西]部(?:地区)?|同类|同行业|行业|省内|国家|各?省区市?|各?地级市|"
    r"城市|省份|直辖市|长三角|珠三角|大湾区|京津冀|地区|各|同期|历史|的)+$"
)
_NO_NOUN = re.compile(
    r"[(（占居比较列超增降，,。；;：:！!？?、）)\n]|同比|位居|位列|以上|左右|其中|提高|提升|下降|跃升|分别|均|用于"
    r"|和(?!美|谐)|及(?!时)|与(?!会)|到(?!位|户)|至(?!少)|的?$|全面|全部"
)
_NOUN = re.compile(
    r"(?:[（(][^（()），,。；;\n]{1,10}[)）]|(?<=级)、(?!\d)|[^，,。；;：:！!？?、（()）\n—])*"
)
_TIME_BEFORE = re.compile(r"(?:(?:20|19)\d\d\s?年|[上去今]年|[三四五十]年[来间]?)(?:的|末|底)?$")
_MARK = re.compile(r"[\[［〔【]\d{1,3}[\]］〕】]|[①-⑳]")
_LIST = re.compile("[、和]")
_OF = ("金额", "户数", "次数", "件数", "国家级", "省级", "市级", "县级", "世界级")
_BEFORE_THING = ("级", "新建", "续建", "新开工", "改造")
_MAGNITUDES = (
    *("总面积", "面积", "总产量", "产量", "总产值", "产值", "数量", "资产总额", "营业收入", "营收", "利润"),
    *("投资额", "成交额", "销售额", "进口额", "出口额"),
)
_MAGNITUDE_ENDS = ("量", "率", "耗", "额", "值", "数", "度", "比", "收入")
_ADDED = ("累计新增", "新增", "净增", "累计")
_SHARE_OF = re.compile("(?:约|已)?占[^,，。；;、和]{1,14}(?:比重|比例|份额|的)?")
_DONE_OF = re.compile(
    "(?:(?:超额)?完成|相当于|达到)[^,，。；;、和]{0,8}(?:任务|目标|计划|预算)数?的?"
    "|(?:[省市国]定|国家|年度|年初|全年|既定|预期|规划){1,2}(?:任务|目标|计划)数?的?"
)
_GROUND = re.compile(
    "在[^,，。；;]{2,24}(?:基础上|情况下|条件下|前提下|形势下|背景下|同时)$|(?:从无到有|再?创新高)$"
)
_BOUNDS = re.compile("至少|不少于|不低于|最多|不超过")
_WANTING_WORDS = ("惠及", "覆盖", "受益", "涉及", "辐射", "受惠", "贡献")
_ELSEWHERE = ("lead", "verb")
LONGEST = 32


@dataclass(frozen=True, slots=True)
class Lead:
    """A phrase before a number: `start` to `end` is what is measured, `roles` those of the words behind it.

    The roles stand from the number outwards; `clause` is where the clause begins.
    """

    start: int
    end: int
    roles: tuple[str, ...]
    clause: int


@cache
def _by_role() -> tuple[dict[str, str], frozenset[str], dict[str, str]]:
    """The words before a number, those that open a clause, those behind a number."""
    listed = [(word, role) for word, role in rows("measure-words.tsv")]
    before = {word: role for word, role in listed if role not in _ELSEWHERE and not role.startswith("after")}
    leads = frozenset(word for word, role in listed if role == "lead")
    return before, leads, {word: role[6:] for word, role in listed if role.startswith("after")}


@cache
def _after() -> re.Pattern[str]:
    """The words behind a number."""
    return re.compile("|".join(sorted(_by_role()[2], key=len, reverse=True)))


@cache
def _verbs() -> frozenset[str]:
    return frozenset(word for word, role in rows("measure-words.tsv") if role == "verb")


@cache
def attributes() -> frozenset[str]:
    """The attributes that say nothing without the thing that they belong to."""
    return frozenset(word for (word,) in rows("attributes.tsv"))


def is_attribute(phrase: str) -> bool:
    """Whether a phrase, or each part of a list, is a mere attribute: 总投资; 总量、增幅; 扣除金额; 国家级."""
    return all(
        part in attributes() or _SHARE_OF.fullmatch(part) or _is_short(part) for part in _LIST.split(phrase)
    )


def _is_short(part: str) -> bool:
    return len(part) <= 4 and part.endswith(_OF)


def of_thing(thing: str, attribute: str) -> str:
    """An attribute with the thing it belongs to: 总数 of 新增企业 → 企业总数; 国家级 → 国家级企业."""
    if attribute in _verbs() and thing.startswith(attribute):
        return thing
    added = next((word for word in _ADDED if thing.startswith(word) and len(thing) > len(word) + 1), "")
    bare = thing.removeprefix(added)
    if attribute in _verbs():
        bare = bare.removesuffix(last_verb(bare))
    if attribute in _MAGNITUDES:
        other = next((word for word in _MAGNITUDES if bare.endswith(word) and len(bare) > len(word) + 1), "")
        bare = bare.removesuffix(other)
    return attribute + bare if attribute.endswith(_BEFORE_THING) else bare + attribute


def own_start(text: str, start: int, end: int) -> int:
    """Where an attribute at the end of a list begins: 数量 of 企业上榜250强、数量; else `start`."""
    at = text.rfind("、", start, end) + 1
    if at > start and is_attribute(text[at:end]) and not is_attribute(text[start : at - 1]):
        return at
    return start


def completed(part: str, last: str) -> str:
    """A member of a list with what the last one ends with: 能源, 旅游投资 → 能源投资."""
    ending = next(
        (last[at:] for at in range(1, len(last)) if last[at:] in attributes() and len(last) - at > 1), ""
    )
    if part.endswith(_MAGNITUDE_ENDS) or any(part.endswith(word) for word in attributes()):
        return part
    return part + (last[len(part) :] if len(part) <= 3 and len(last) >= len(part) + 4 else ending)


def clause_start(text: str, start: int, end: int) -> int:
    """Where the clause that ends at `end` begins, not before `start`; stops within brackets are none."""
    depth = 0
    for at in range(end - 1, start - 1, -1):
        char = text[at]
        if char in "）)":
            depth += 1
        elif char in "（(":
            depth = max(0, depth - 1)
        elif char in _STOPS and not depth:
            return at + 1
    return start


def lead(text: str, start: int, end: int, rank: bool = False) -> Lead:
    """What stands between `start` and a number at `end`, taken apart; `rank` says that it is a rank."""
    clause = start
    end, roles = _unled(text, start, end, rank)
    start = _opened(text, start, end)
    comparison = _COMPARISON.search(text, max(start, end - 24), end)
    if comparison and (comparison.start() == start or comparison[0][0] in "比较同"):
        end, more = _unled(text, start, comparison.start(), rank)
        return Lead(start, max(start, end), (*roles, *more), clause)
    return Lead(start, max(start, end), tuple(roles), clause)


def subject(text: str, start: int, end: int) -> Span:
    """What a clause without a number speaks of: 产量 of 产量在去年大幅增长的基础上."""
    end = start + len(text[start:end].rstrip(_TRIM))
    before = lead(text, start, end)
    words = text[before.start : before.end]
    ground = _GROUND.search(words)
    return Span(before.start, before.start + (ground.start() if ground else len(words)))


def verb(phrase: str) -> str:
    """The verb that opens a phrase, as far as a list knows it: 新增 of 新增企业."""
    known = _verbs()
    for length in range(min(5, len(phrase)), 1, -1):
        if phrase[:length] in known:
            return phrase[:length]
    return ""


def leading(before: str, noun: str) -> str:
    """What of the words before a number belongs to the noun behind it: the verb of 推进甲、乙等4条道路."""
    if len(before) <= max(len(noun), 4) and "、" not in before:
        return before
    short = before.removesuffix("了")
    if short[-2:] in _WANTING_WORDS:
        return before
    if short.startswith("每") and len(before) <= LONGEST:
        return before
    return verb(before) or last_verb(before)


def last_verb(phrase: str) -> str:
    """The verb that ends a phrase, as far as a list knows it: 服务 of 干部服务."""
    short = phrase.removesuffix("了")
    return next((short[-n:] for n in (3, 2) if short[-n:] in _verbs()), "")


def without_bounds(phrase: str) -> str:
    """A phrase without what says how much at least or at most: 培育领军企业 of 至少培育领军企业."""
    return _BOUNDS.sub("", phrase)


def wants_subject(phrase: str) -> bool:
    """Whether a phrase says what something does, and not what: 惠及农民, 覆盖."""
    return phrase.startswith(_WANTING_WORDS)


def needs_owner(phrase: str) -> bool:
    """Whether a phrase says nothing without what it is said of: 总投资, 新开工, 占全国的, 完成年度计划的."""
    return is_attribute(phrase) or phrase in _verbs() or done_of(phrase)


def done_of(phrase: str) -> bool:
    """Whether a phrase says of which task a share is done: 完成年度计划的."""
    return _DONE_OF.fullmatch(phrase) is not None


def is_lead(text: str, at: int) -> bool:
    """Whether a word stands there that leads to a number: 达到, 占, or a stop."""
    before = _by_role()[0]
    return any(text[at : at + n] in before for n in (3, 2, 1)) or text[at : at + 1] in _STOPS


def without_scope(text: str, start: int, end: int) -> int:
    """The end of a phrase without 居全国 and the like at its end."""
    hit = _SCOPES.search(text, max(start, end - 12), end)
    return hit.start() if hit else end


def _unled(text: str, start: int, end: int, rank: bool) -> tuple[int, list[str]]:
    before = _by_role()[0]
    roles: list[str] = []
    while True:
        while end > start and text[end - 1] in " 、\u3000":
            end -= 1
        word = _longest_before(text, start, end)
        time = _TIME_BEFORE.search(text, max(start, end - 8), end) if word is None else None
        if time and text[max(start, time.start() - 1) : time.start()] in ("由", "从", "到", "至"):
            end = time.start()
            continue
        if word and before[word] == "rank" and not rank:
            return end, roles
        if word is None or (word == "均" and text[end - 2 : end - 1] in "人户亩地日"):
            return end, roles
        if word == "年均" and roles[:1] == []:
            return end, roles
        roles.append(before[word])
        end -= len(word)


def _longest_before(text: str, start: int, end: int) -> str | None:
    """The longest of the words before a number that ends there."""
    before = _by_role()[0]
    for length in (4, 3, 2, 1):
        if end - length >= start and text[end - length : end] in before:
            return text[end - length : end]
    return None


def _opened(text: str, start: int, end: int) -> int:
    leads = _by_role()[1]
    while start < end:
        hit = _TIMES.match(text, start, end) or _ITEM.match(text, start, end) or _MARK.match(text, start, end)
        word = next(
            (n for n in (6, 5, 4, 3, 2, 1) if start + n <= end and text[start : start + n] in leads), 0
        )
        if hit and hit.end() > start:
            start = hit.end()
        elif text[start] in _TRIM:
            start += 1
        elif word:
            start += word
        else:
            break
    return start


def behind(text: str, at: int, end: int) -> tuple[int, str | None]:
    """Where the words behind a number end, and what they say of it: 以上 → least."""
    hit = _after().match(text, at, end)
    return (hit.end(), _by_role()[2][hit[0]]) if hit else (at, None)


def noun(text: str, start: int, end: int, verbs: bool = False) -> tuple[int, int]:
    """The phrase that follows a number at once, empty if none does; `verbs` lets it begin with any."""
    if text[start : start + 1] == "的":
        start += 1
    if start >= end or (not verbs and _NO_NOUN.match(text, start, end)):
        return start, start
    hit = _NOUN.match(text, start, min(end, start + LONGEST))
    return start, hit.end() if hit else start


def clean(phrase: str) -> str:
    """A phrase without footnote marks and without stops at its ends."""
    return (
        _MARK.sub("", phrase).strip(" \t\u3000、，,。；;：:！!？?—-").replace("\u3000", "").replace(" ", "")
    )

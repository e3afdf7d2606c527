"""The numbers of a text that say how much, how many or which rank, with their units.

Numbers in names (“7+18+N”, 5G, 国道234, 第七届), dates, ages of those who are spoken of, numbers of
articles and footnote marks are none of these.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Literal

from kg import numerals
from kg.extraction import units
from kg.model import Span

Kind = Literal["amount", "rank", "stretch", "index"]

NAMED_FIRST = "个家座条列台套部只艘例支款张大"
"""The words between first (首, 第一) and the name of what is first."""

_SAME = tuple(zip("０１２３４５６７８９．％～－–—〜∶：（）", "0123456789.%~----::()", strict=True))
_ALONE_FIRST = "个家座条列台艘例颗"
_DIGIT = "一二两三四五六七八九"
_HAN = f"{_DIGIT}十百千零〇"
_ROUND = {"十": 10, "百": 100, "千": 1000}
_FIGURES = {char: str(figure) for figure, char in enumerate("零一二三四五六七八九")} | {"〇": "0", "两": "2"}
_ARABIC = r"(?:\d{1,3}(?:,\d{3}){1,5}|\d{1,15})(?!\d|,\d{3})(?:\.\d{1,6})?"
_START = re.compile(rf"[\d第前首连翻提过万亿{_HAN}]")
_QUOTED = re.compile(r"“[^“”\n]{0,24}”|《[^《》\n]{0,60}》|‘[^‘’\n]{0,24}’|\"[^\"\n]{0,24}\"")
_MORE = "[多余几来]"
_RISEN = (
    "(?:提高|提升|上升|增加|增长|扩大|缩小|下降|降低|减少|回落|调整|优化|改善|增|升|降|减|缩)?(?:至|到|为)"
)
_STOP = "[,，。、;；)）]|$"
_SCOPE = (
    "全国|全省|全市|全区|全球|世界|国内|国际|亚洲|亚太|东部|中部|西部|北方|南方|地区|同类|行业|省内|国家|城市|省份|"
    "历史|直辖市|长三角|珠三角|大湾区|京津冀"
)
_RANKED = re.compile(
    rf"(?:{_SCOPE}|居|列|位|排名|排|跃升至|升至|跻身|进入|迈入|稳居|保持|晋位|获评|名列|前移至|上升到|提升至|均|的)"
    r"(?:的?(?:市|省|区|县)|各?地级市|城市)?$"
)
_NOT_RANK = re.compile(
    "届|批|期|轮|季度|季|代|三方|二方|产业|方阵|梯队|时间|书记|课堂|章|条|次|线|者|要务|资源|年|月|天|日|"
    "步|战略|节|号|生产力|动力|责任|巡|监|战役|阶段|类|版|部|院|师|人民|中学|小学|医院|故|信号|股|轨|航"
)
_SEEN_AS = re.compile(
    "(?:小时|分钟|公里|天)[^,，。、;；]{0,6}(?:圈|服务|热线|值守|在线|生活|经济带|核心区|城)"
)
_LASTING = re.compile(
    "(?:历时|延长|提前|缩短|缩减|压缩|减少|长达|达|达到|为|超过|不超过|超|不足|快|仅|仅需|只需|压减|寿命|年限由?从?|"
    f"提速|耗时|时间|时限|用时|平均|年限[^,，。；;]{{0,12}}{_RISEN}|降至|压减至|缩短至|了)$"
)
_IN_NAME = re.compile("[^,，。、;；]{0,4}(?:试点|改革|政策|行动|计划|规划)")
_IN_TITLE = re.compile("[^,，。、;；的]{0,4}(?:行动|工程)")
_INDEX = re.compile(
    "(?:指数|系数|得分|评分|总分|均分|强度|满意度|收入比|倍差|之比|比值|比例)(?:值|为|达|达到|超过|由|从|于)*"
    f"(?:(?:由|从)[^,，。；;]{{0,8}})?(?:{_RISEN})?$"
)
_HALVED = re.compile("(?:减少|压减|压缩|缩短|缩减|下降|降低|削减|超过?|近|达|达到|占[^,，。；;]{1,10}|占比)$")
_NO_FIRST = re.compile(f"工作日|月|季|年|周|{_STOP}")
_LETTER = re.compile(r"[A-Za-z]")


@dataclass(frozen=True, slots=True)
class Number:
    """A number with its unit: `span` holds both, from the first digit on.

    `more` says that 多 or 余 follows the number (100多家), `kind` what the number is: an amount, a rank
    (全省第二; `top` for one of the first, 前十), a stretch of time that something lasted (连续八年), an
    index or a ratio without unit (指数4.5, 收入比2.1:1); `early` that it says by how long (提前一年).
    """

    span: Span
    value: float
    unit: str
    value_max: float | None = None
    more: bool = False
    kind: Kind = "amount"
    top: bool = False
    early: bool = False


@cache
def _pattern() -> re.Pattern[str]:
    """All that may be a number; what is none is sorted out by what stands around it."""
    known = sorted(units.units(), key=len, reverse=True)
    unit = "|".join(map(re.escape, known))
    han = "|".join(re.escape(word) for word in known if units.units()[word].han)
    tail = (
        rf" {{0,2}}(?P<more>{_MORE}?)(?P<scale>(?:{units.SCALE})??)(?P<more2>{_MORE}?)(?P<word>{unit})"
        rf"| {{0,2}}(?P<more3>{_MORE}?)(?P<bare>{units.SCALE})(?P<more4>{_MORE}?)"
    )
    return re.compile(
        rf"连续(?P<stretch>\d{{1,2}}|[{_HAN}]{{1,3}})(?P<span>年|个月|个季度|届|次)(?!第)"
        rf"|(?P<first>首)(?P<firstword>[{NAMED_FIRST}位制次])"
        rf"|第(?P<rank>\d{{1,3}}|[{_HAN}]{{1,4}})(?P<rankword>位|名|[{NAMED_FIRST}](?![分门]))?"
        rf"|前(?P<top>\d{{1,3}}|[{_HAN}]{{1,3}})(?P<topword>强|位|名)?"
        rf"|提前(?P<early>\d{{1,2}}|[{_HAN}]{{1,3}})(?P<earlyword>年|个月|天)"
        rf"|(?P<whole>\d{{1,4}})(?P<wholescale>[万亿])(?P<part>\d{{1,4}})(?P<partscale>[百千]万?|万)"
        rf"(?P<partmore>{_MORE}?)(?P<partunit>(?:{unit})?)"
        rf"|(?P<ratio>\d{{1,3}}(?:\.\d{{1,3}})?):(?P<ratioto>\d{{1,3}}(?:\.\d{{1,3}})?)(?![\d.:])"
        rf"|(?P<numerator>\d{{1,2}})/(?P<denominator>\d{{1,2}})(?![\d/])"
        rf"|(?P<low>{_ARABIC})(?:(?P<lowunit>%|(?:{units.SCALE})?(?:元|亩|吨|家|个|人|公里)?)"
        rf"(?P<dash>-{{1,2}}|[~至到])(?P<high>{_ARABIC}))?(?:{tail})?"
        rf"|(?<=[超过破近达逾])(?P<round>[十百千]|(?=[万亿]))(?P<roundscale>万亿|[万亿]?)(?P<roundunit>{unit})"
        rf"(?=以上|大关|{_STOP})"
        rf"|百分之(?P<percent>[{_HAN}]{{1,4}}(?:点[{_HAN}]{{1,3}})?)"
        rf"|(?P<under>[{_DIGIT}十])分之(?P<over>[{_DIGIT}])"
        rf"|(?P<half>一半|过半)(?=以上|左右|{_STOP})"
        rf"|(?P<tenths>[{_DIGIT}])成(?=以上|左右|多|{_STOP})"
        r"|翻(?P<doubled>[一两二三四]|\d)番"
        rf"|(?P<han>[{_HAN}]{{1,8}})(?P<hanmore>{_MORE}?)(?P<hanunit>[万亿]{{0,2}}(?:{han}))"
    )


@cache
def _sharing() -> re.Pattern[str]:
    """The rest of a list of numbers, of which the last has a unit."""
    known = sorted(units.units(), key=len, reverse=True)
    unit = "|".join(re.escape(word) for word in known if len(word) > 1 or word in "%元")
    number = rf"[、和]{_ARABIC}"
    return re.compile(
        rf"(?:{number}(?:{units.SCALE})?(?=[、和])){{0,4}}{number}(?P<scale>(?:{units.SCALE})??)(?P<word>{unit})"
    )


def half_width(text: str) -> str:
    """The text with digits, dashes, colons and brackets in half width, every character in its place."""
    for wide, narrow in _SAME:
        text = text.replace(wide, narrow)
    return text


def find_numbers(plain: str, line: Span) -> list[Number]:
    """The numbers of a line of a text in half width (see `half_width`) that say how much, in order."""
    names = _QUOTED.finditer(plain, line.start, line.end)
    name = next(names, None)
    found: list[Number] = []
    match, done = _pattern().match, line.start
    for start in _START.finditer(plain, line.start, line.end):
        at = start.start()
        hit = match(plain, at, line.end) if at >= done else None
        if hit is None:
            continue
        done = hit.end()
        while name is not None and name.end() <= hit.start():
            name = next(names, None)
        if name is None or name.start() >= hit.end():
            found += _READERS[_kind(hit)](plain, hit)
    return found


@lru_cache(maxsize=1000)
def whole(numeral: str) -> int | None:
    """The number that an Arabic or Chinese numeral says; None if it says none (千, 二三)."""
    if numeral.isdecimal():
        return int(numeral)
    if numeral[0] in "百千" or re.search(f"[{_DIGIT}]{{2}}|[零〇][十百千]", numeral):
        return None
    return numerals.value(numeral)


def _kind(hit: re.Match[str]) -> str:
    return "low" if hit["low"] else next(group for group in _READERS if hit[group])


def _before(plain: str, at: int, length: int = 12) -> str:
    return plain[max(0, at - length) : at]


def _after(plain: str, at: int, length: int = 12) -> str:
    return plain[at : at + length]


def _stretch(plain: str, hit: re.Match[str]) -> Iterator[Number]:
    value = whole(hit["stretch"])
    if value is not None:
        yield Number(Span(*hit.span()), value, hit["span"], kind="stretch")


def _first(plain: str, hit: re.Match[str]) -> Iterator[Number]:
    """全国首列, 居首位, 首家智能工厂; 首套房 says no rank."""
    before, word = _before(plain, hit.start()), hit["firstword"]
    if word == "位":
        ranked = re.search("[居列][^,，。]{0,8}$", before) is not None
    else:
        ranked = re.search(rf"(?:{_SCOPE})$", before) is not None
        ranked = ranked or (word in _ALONE_FIRST and not _NO_FIRST.match(plain, hit.end()))
    if ranked:
        yield Number(Span(*hit.span()), 1, "位", kind="rank")


def _rank(plain: str, hit: re.Match[str]) -> Iterator[Number]:
    value = whole(hit["rank"])
    if value is None or _NOT_RANK.match(plain, hit.end()):
        return
    if _RANKED.search(_before(plain, hit.start())) or (hit["rankword"] in ("位", "名")):
        yield Number(Span(*hit.span()), value, "位", kind="rank")


def _top(plain: str, hit: re.Match[str]) -> Iterator[Number]:
    value = whole(hit["top"])
    if value is None or re.match("[年个月季届批期次天轮海所述瞻款项类]", plain[hit.end() : hit.end() + 1]):
        return
    if _RANKED.search(_before(plain, hit.start())):
        yield Number(Span(*hit.span()), value, "位", kind="rank", top=True)


def _early(plain: str, hit: re.Match[str]) -> Iterator[Number]:
    value = whole(hit["early"])
    if value is not None:
        yield Number(Span(hit.start("early"), hit.end()), value, hit["earlyword"], early=True)


def _compound(plain: str, hit: re.Match[str]) -> Iterator[Number]:
    """2万5千公里 is 2.5万公里, 1亿3千万 is 1.3亿."""
    big, small = units.SCALES[hit["wholescale"]], units.SCALES[hit["partscale"]]
    if small < big and not _SET_IN_NAME.search(_before(plain, hit.start(), 1)):
        value = (int(hit["whole"]) * big + int(hit["part"]) * small) / big
        unit = hit["wholescale"] + (hit["partunit"] or "")
        yield Number(Span(*hit.span()), value, unit, more=bool(hit["partmore"]))


def _ratio(plain: str, hit: re.Match[str]) -> Iterator[Number]:
    """收入比2.12:1; neither 9:30 nor three parts in proportion."""
    one, other = float(hit["ratio"]), float(hit["ratioto"])
    if 1 in (one, other) and other and not re.search(r"[\d.:A-Za-z]$", _before(plain, hit.start(), 1)):
        yield Number(Span(*hit.span()), round(one / other, 4), "", kind="index")


def _parted(plain: str, hit: re.Match[str]) -> Iterator[Number]:
    """减少三分之一, 1/3: a share without unit."""
    over, under = hit["over"] or hit["numerator"], hit["under"] or hit["denominator"]
    one, of = whole(over), whole(under)
    if one and of and one < of and not re.search(r"[\d./+第“]$", _before(plain, hit.start(), 1)):
        yield Number(Span(*hit.span()), round(one / of, 4), "")


def _half(plain: str, hit: re.Match[str]) -> Iterator[Number]:
    """压减一半, 占比过半; 一半用于… says of no number how much."""
    at_least = hit["half"] == "过半"
    if at_least or _HALVED.search(_before(plain, hit.start())):
        yield Number(Span(*hit.span()), 0.5, "", more=at_least)


_SET_IN_NAME = re.compile(r"[\d.+×·/:A-Za-z〔\[第“每-]$")


def _arabic(plain: str, hit: re.Match[str]) -> Iterator[Number]:
    if _SET_IN_NAME.search(_before(plain, hit.start(), 1)):
        return
    low, high = _decimal(hit["low"]), _decimal(hit["high"]) if hit["high"] else None
    unit = (hit["scale"] or "") + hit["word"] if hit["word"] else hit["bare"]
    if unit is None:
        yield from _unitless(plain, hit, low, high)
        return
    end = hit.end()
    shared = _sharing().match(plain, end) if hit["bare"] else None
    if shared and shared["scale"]:
        unit += shared["word"]
    elif hit["word"] == "大" and hit["scale"]:  # 10万大学生 is no 10万大
        unit, end = hit["scale"], end - 1
    elif not _measures(plain, hit, unit):
        return
    span, more = Span(hit.start(), end), any(hit[group] for group in ("more", "more2", "more3", "more4"))
    if high is None:
        yield Number(span, low, unit, more=more)
    elif hit["dash"] in "至到" and re.search("[从由][^,，。;；]{0,10}$", _before(plain, hit.start())):
        yield Number(Span(span.start, hit.start("dash")), low, hit["lowunit"] or unit)
        yield Number(Span(hit.start("high"), span.end), high, unit, more=more)
    elif high > low or hit["lowunit"] != "":
        yield Number(span, low, unit, high, more)


def _unitless(plain: str, hit: re.Match[str], low: float, high: float | None) -> Iterator[Number]:
    """A number without unit shares that of a list (15、22个百分点), or says something of an index."""
    shared = _sharing().match(plain, hit.end())
    if shared and high is None:
        yield Number(Span(*hit.span()), low, (shared["scale"] or "") + shared["word"])
    elif high is None and _INDEX.search(_before(plain, hit.start(), 20)):
        yield Number(Span(*hit.span()), low, "", kind="index")


def _measures(plain: str, hit: re.Match[str], unit: str) -> bool:
    """Whether an Arabic number with this unit says how much, rather than when, how old or whose name."""
    before, after = _before(plain, hit.start()), _after(plain, hit.end())
    if hit["bare"]:
        return after[:1] != "人"
    if not _is_unit(hit, unit, after):
        return False
    dimension = units.dimension(unit)
    if dimension != "count" and _IN_TITLE.match(after):
        return False
    if dimension in ("time", "length") and _SEEN_AS.match(plain, hit.start("word")):
        return False
    if dimension == "time":
        return _lasts(unit, len(hit["low"].partition(".")[0]), _before(plain, hit.start(), 20), after)
    if dimension == "age":
        return "寿命" in before or re.match(f"左右|{_STOP}", after) is not None
    return not (dimension == "place-count" and re.search("[国省县乡道]$", before))


def _is_unit(hit: re.Match[str], unit: str, after: str) -> bool:
    """Whether the unit is one here: not of 2.0方案, 9成立, 30万吨级, 5Gbps."""
    if after[:1] == "级" or (_LETTER.match(after) and _LETTER.search(unit[-1:])):
        return False
    if unit == "成":
        return re.match(f"以上|左右|{_STOP}", after) is not None
    if unit == "方":
        return not re.match("[案位式面向便法针]", after)
    if unit == "期":
        return len(hit["low"]) > 1 and not re.match("工程|项目|建设", after)
    return not (unit == "大" and "." in hit["low"]) and not (unit == "回" and re.match("[升落归报]", after))


def _lasts(unit: str, digits: int, before: str, after: str) -> bool:
    """Whether a time is how long something took, rather than a date, a time from now or part of a name."""
    if unit in ("年", "个月", "周", "星期"):
        dated = re.match("[以之]?[来前后内]|底|度", after) or _IN_NAME.match(after)
        return digits < 4 and bool(_LASTING.search(before)) and not dated
    return not (unit == "天" and re.match("[内前后]", after))


def _percent(plain: str, hit: re.Match[str]) -> Iterator[Number]:
    digits, _, decimals = hit["percent"].partition("点")
    value = whole(digits)
    if value is not None and not re.match("百", plain[hit.end() : hit.end() + 1]):
        fraction = "".join(_FIGURES.get(char, "") for char in decimals)
        yield Number(Span(*hit.span()), float(f"{value}.{fraction or 0}"), "%")


def _round(plain: str, hit: re.Match[str]) -> Iterator[Number]:
    """超百亿元, 突破万亿元大关; 超百亿元企业 is a class."""
    yield Number(Span(*hit.span()), {"": 1, **_ROUND}[hit["round"]], hit["roundscale"] + hit["roundunit"])


def _tenths(plain: str, hit: re.Match[str]) -> Iterator[Number]:
    yield Number(Span(*hit.span()), whole(hit["tenths"]) or 0, "成")


def _doubled(plain: str, hit: re.Match[str]) -> Iterator[Number]:
    yield Number(Span(*hit.span()), whole(hit["doubled"]) or 0, "番")


def _han(plain: str, hit: re.Match[str]) -> Iterator[Number]:
    """两个国家区域医疗中心 is a number; 一个, 七个一体化 and 三项机制, are not."""
    value, unit = whole(hit["han"]), hit["hanunit"]
    before, after = _before(plain, hit.start(), 2), _after(plain, hit.end(), 8)
    if value is None or (value < 2 and not hit["hanmore"]):
        return
    if re.search(rf"[第之几数每“\dA-Za-z十百千万其前后这那各哪零〇{_DIGIT}]$", before):
        return
    if units.dimension(unit) == "count" and not _counts_things(after):
        return
    yield Number(Span(*hit.span()), value, unit, more=bool(hit["hanmore"]))


def _counts_things(after: str) -> bool:
    """Whether what follows a Chinese count names things: no stop at once, and no slogan (七个一体化)."""
    head = re.match("[^,，。、;；:：!！?？（(“”]*", after)
    words = head[0] if head else ""
    return len(words) >= 2 and not _SLOGAN.match(words) and not (len(words) < 4 and words.endswith(_ABSTRACT))


_SLOGAN = re.compile(
    "规定|原则|主张|共识|台阶|资源|一体化|走在|百分|百分之|全覆盖|方面|确立|维护|自信|全面|务必|坚持|面向|更加|确保|重要|有利于|不|更|有|基本|毫不|"
    "代表|服务|清零|为主|必|转变|提升|统筹|着力|新|样板|门|努力|加快|加强|大局|关键|阶段|层次|层面|月|季度|百分点|年|"
    "重大|问题|优先|优势|环节|领域|突出|结合|同步|月|文明|市场|积极|相|转|毫|大|就是|平等|地方|人|省|省份|字|中"
)
_ABSTRACT = ("化", "点", "面", "性", "力", "义", "制", "们", "上", "下", "中")


def _decimal(digits: str) -> float:
    return float(digits.replace(",", ""))


_READERS: dict[str, Callable[[str, re.Match[str]], Iterator[Number]]] = {
    "low": _arabic,
    "han": _han,
    "rank": _rank,
    "first": _first,
    "top": _top,
    "stretch": _stretch,
    "early": _early,
    "whole": _compound,
    "ratio": _ratio,
    "numerator": _parted,
    "percent": _percent,
    "under": _parted,
    "half": _half,
    "roundunit": _round,
    "tenths": _tenths,
    "doubled": _doubled,
}

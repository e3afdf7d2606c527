"""Which parts of a page are no part of the report: menus, counters, toolbars, page numbers, licences.

The rules know the language of pages in general: what stands before the title, lines of navigation
words between title and text, everything from the first closing formula of a page to its end, and
page numbers anywhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from kg.model import Span
from kg.reading.lines import TextLine, body_start, is_body, lines, title_lines

_LONG = 80

_CONGRESS = re.compile(r"届(?:全国)?人民代表大会|人民代表大会.{0,12}会议上")
_OFFICE = re.compile(r"^.{0,20}(?:省长|市长|区长|县长|州长|盟长|旗长|镇长|乡长|主席|总理|行政长官).{0,12}$")

_ANYWHERE = re.compile(
    r"""^(?:
      [-—–·•]+\s*\d{1,4}\s*[-—–·•]+                          # — 12 —
    | 第\s*\d{1,4}\s*页(?:\s*+[,，/]?\s*+共\s*\d{1,4}\s*页)?
    | \d{1,4}\s*/\s*\d{1,4}
    | (?:上一页|下一页|尾页|末页).{0,30}
    | .{0,30}(?:记者|通讯员|新华社).{0,20}摄
    | (?:发表于|本帖最后由)\s.{0,60}
    | .{0,30}显示全部楼层.{0,30}
    | .{0,4}\[?复制链接\]?
    )$""",
    re.VERBOSE,
)

_LABEL = (
    r"来源|稿源|信息来源|文章来源|时间|发布时间|发布日期|更新时间|日期|作者|记者|编辑|责任编辑|责编|审核|浏览次数|"
    r"浏览量|点击|点击数|点击量|阅读|阅读量|字号|字体|索引号|主题分类|发文机关|发布机构|成文日期|发文字号|文号|"
    r"主题词|关键词|您的位置|您现在的位置|当前位置|所在位置"
)
_BUTTON = (
    r"[大中小]|首页|正文|下载|打印|全屏|收藏|分享|微信|微博|加大|还原|减小|放大|缩小|默认|朗读|评论|关闭|返回"
)
_TOOL = re.compile(
    rf"""^(?:
      【?\s*(?:{_LABEL})\s*[:：].{{0,60}}
    | \d{{4}}[-/.]\d{{1,2}}[-/.]\d{{1,2}}(?:\s.{{0,40}})?
    | \d{{4}}年\d{{1,2}}月\d{{1,2}}日\s*\d{{1,2}}:\d\d.{{0,40}}
    | \d{{1,2}}:\d\d(?::\d\d)?
    | [【】|>×]+
    | (?:(?:{_BUTTON})[\s|]*){{1,12}}】?
    | (?:字号|字体)\s.{{0,20}}
    | 分享(?:到|至)?\s*[:：]?.{{0,20}}
    )$""",
    re.VERBOSE,
)

_FOOT = re.compile(
    r"""^(?:
      .{0,6}您需要登录
    | (?:相关|延伸|推荐|热门|更多|精彩)
      (?:报道|文档|链接|新闻|阅读|文章|专题|附件|图片|视频|信息|解读|稿件|推荐)\s*[:：]?$
    | 本作品(?:是|在|来自|属于|的|已)
    | [（(【]?\s*(?:责任编辑|责编|编辑|校对|审核|作者|来源)\s*[:：]
    | Powered\s+by | Copyright | ©
    | .{0,60}(?:版权所有|ICP备|公网安备)
    | .{0,6}扫一扫.{0,20}$
    | 分享(?:到|至)
    | 上一篇 | 下一篇
    | .{0,10}(?:打印|关闭)(?:本页|此页|页面|窗口|本文)
    | .{0,4}点击.{0,10}(?:进入|查看)
    | 快速回复 | 返回(?:顶部|列表|首页) | 本版积分规则 | 回复\s+举报
    | 主办(?:单位)?\s*[:：] | 承办(?:单位)?\s*[:：] | 免责声明 | 网站(?:地图|声明|标识码)
    | (?:在线)?客服中心
    )""",
    re.VERBOSE | re.IGNORECASE,
)


def furniture(text: str) -> tuple[Span, ...]:
    """The spans of page furniture: whole lines, merged, ordered and disjoint."""
    found = lines(text)
    body = body_start(found)
    start = _report_start(found[:body])
    end = _report_end(found, body)
    flagged = [
        index
        for index, line in enumerate(found)
        if index >= end
        or (index < start and not _is_head(line))
        or (start <= index < body and _TOOL.match(line.text))
        or _ANYWHERE.match(line.text)
    ]
    return tuple(_merged(found, flagged))


def _report_start(head: Sequence[TextLine]) -> int:
    """The index of the title, else of the first line that names the congress or the speaker."""
    title = title_lines(head)
    if title is not None:
        return title.start
    return next((index for index, line in enumerate(head) if _is_head(line)), len(head))


def _is_head(line: TextLine) -> bool:
    """Whether the line is one of a report's head, other than its title."""
    named = _CONGRESS.search(line.compact) or _OFFICE.match(line.compact)
    return named is not None and not _ANYWHERE.match(line.text)


def _report_end(found: Sequence[TextLine], body: int) -> int:
    """The index of the first line after the report: a page's closing formula, no report behind it."""
    end = len(found)
    for index in reversed(range(body + 1, len(found))):
        line = found[index]
        if _FOOT.match(line.text):
            end = index
        elif is_body(line) or len(line.text) >= _LONG:
            break
    while end > body + 1 and _TOOL.match(found[end - 1].text):
        end -= 1
    return end


def _merged(found: Sequence[TextLine], flagged: Iterable[int]) -> list[Span]:
    """One span for each run of flagged lines."""
    spans: list[Span] = []
    before = None
    for index in flagged:
        span = found[index].span
        if before is not None and index == before + 1:
            spans[-1] = Span(spans[-1].start, span.end)
        else:
            spans.append(span)
        before = index
    return spans

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kg.model import Span
from kg.reading.furniture import furniture
from tests.reports import BUNDLED

HEAD = "2031年云溪市政府工作报告\n——2031年1月18日在云溪市第九届人民代表大会第三次会议上\n云溪市市长 林远\n"
BODY = (
    "各位代表：\n一、2030年工作回顾\n生产总值完成1280亿元，增长6.1%。\n二、2031年主要任务\n扎实办好民生实事。\n"
    "名词解释\n[1]“一站四员”：一个便民服务站，配备网格员、调解员、安全员、宣传员。\n"
)
FRAGMENTS = st.sampled_from(
    [
        *HEAD.splitlines(),
        *BODY.splitlines(),
        "下载",
        "来源：云溪日报",
        "— 3 —",
        "相关报道：",
        "",
        " ",
        "\r",
        "\u200b",
    ]
)


def hidden(text: str) -> list[str]:
    """The lines in the furniture of the text."""
    return [line for span in furniture(text) for line in span.of(text).split("\n") if line.strip()]


def test_a_report_alone_has_no_furniture() -> None:
    assert furniture(HEAD + BODY) == ()
    assert furniture(BODY) == ()


def test_menus_before_the_title_and_the_toolbar_after_it_are_furniture() -> None:
    before = ["首页 > 政务公开", "云溪要闻", "【字体：大 中 小】", "浏览次数：12"]
    after = [
        "来源：云溪日报",
        "时间：2031-02-02",
        "2031-02-03 09:02:33",
        "大",
        "林远作政府工作报告。本报记者 李 木摄",
    ]
    title, rest = HEAD.split("\n", 1)
    text = "\n".join([*before, title, *after, rest + BODY])
    assert hidden(text) == before + after


def test_everything_after_the_closing_formula_of_a_page_is_furniture() -> None:
    for opener in (
        "相关报道：",
        "责任编辑：李木",
        "本作品是中华人民共和国的",
        "Powered by Board X3",
        "扫一扫在手机打开",
    ):
        tail = [opener, "云溪新闻一则", "false"]
        assert hidden(HEAD + BODY + "\n".join(tail)) == tail


def test_page_numbers_are_furniture_anywhere_and_numbers_of_the_text_are_not() -> None:
    text = HEAD + BODY.replace("二、", "— 12 —\n2\n第3页 共20页\n二、")
    assert hidden(text) == ["— 12 —", "第3页 共20页"]


def test_the_bundled_page_keeps_its_report_and_glossary_only() -> None:
    text = BUNDLED.read_bytes().decode("utf-8")
    lines = text.split("\n")
    wanted = [line for line in lines[:32] + lines[151:] if line.strip()]
    assert hidden(text) == wanted
    assert any("[LV.9]" in line for line in wanted)


@given(st.one_of(st.text(), st.lists(FRAGMENTS).map("\n".join)))
def test_spans_are_ordered_disjoint_whole_lines_within_the_text(text: str) -> None:
    end = 0
    for span in furniture(text):
        assert isinstance(span, Span)
        assert end <= span.start < span.end <= len(text)
        assert text[span.start - 1 : span.start] in ("", "\n", "\r")
        assert text[span.end : span.end + 1] in ("", "\n", "\r")
        end = span.end

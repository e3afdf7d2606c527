from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.extraction.numbers import Number, find_numbers, half_width, whole
from kg.model import Span


def found(text: str) -> list[Number]:
    return find_numbers(half_width(text), Span(0, len(text)))


def values(text: str) -> list[tuple[float, float | None, str]]:
    return [(number.value, number.value_max, number.unit) for number in found(text)]


@pytest.mark.parametrize(
    ("text", "value", "value_max", "unit"),
    [
        ("完成3880.3亿元", 3880.3, None, "亿元"),
        ("增长３．８％", 3.8, None, "%"),
        ("突破12,345家", 12345, None, "家"),
        ("发展1500万亩左右", 1500, None, "万亩"),
        ("装机8000万千瓦", 8000, None, "万千瓦"),
        ("惠及750余万人次", 750, None, "万人次"),
        ("惠及1万多人", 1, None, "万人"),
        ("提高0.9个百分点", 0.9, None, "个百分点"),
        ("连续八年丰收", 8, None, "年"),
        ("两个医疗中心项目", 2, None, "个"),
        ("十方面质量提升行动", 10, None, "方面"),
        ("占比达百分之三十五", 35, None, "%"),
        ("占比达百分之三点五", 3.5, None, "%"),
        ("占全部企业超两成，", 2, None, "成"),
        ("浓度27.4微克/立方米", 27.4, None, "微克/立方米"),
        ("营运里程2万5千公里", 2.5, None, "万公里"),
        ("旅游人次增加到1亿3千万", 1.3, None, "亿"),
        ("审批时间压减三分之一", 0.3333, None, ""),
        ("约占全国1/10，", 0.1, None, ""),
        ("项目减少一半以上", 0.5, None, ""),
        ("占比过半，", 0.5, None, ""),
        ("收入翻一番", 1, None, "番"),
        ("城乡居民收入比缩小至2.52∶1。", 2.52, None, ""),
        ("质量竞争力指数为89.6", 89.6, None, ""),
        ("群众满意度从84.7提升至", 84.7, None, ""),
        ("财政支出突破万亿元、", 1, None, "万亿元"),
        ("成交额超百亿美元。", 100, None, "亿美元"),
        ("新增10万大学生在保就业", 10, None, "万"),
        ("提前一年完成任务", 1, None, "年"),
        ("累计建成15回输电线路", 15, None, "回"),
    ],
)
def test_what_says_how_much(text: str, value: float, value_max: float | None, unit: str) -> None:
    assert values(text) == [(value, value_max, unit)]


@pytest.mark.parametrize(
    "text", ["5-6家", "5－6家", "5—6家", "5～6家", "5至6家", "5到6家", "5家至6家", "5家—6家"]
)
def test_ranges_in_all_spellings(text: str) -> None:
    assert values(f"力争{text}医院开工") == [(5, 6, "家")]


def test_a_range_of_percentages() -> None:
    assert values("增长4.5%—5%，") == [(4.5, 5, "%")]


def test_from_and_to_are_two_numbers() -> None:
    assert values("由5%到6%") == [(5, None, "%"), (6, None, "%")]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("居全省第二", 2),
        ("进入全国前十", 10),
        ("全国首列列车下线", 1),
        ("创建首家智能工厂", 1),
        ("全国首次发布芯片", 1),
        ("居全国首位", 1),
        ("排名第3位", 3),
    ],
)
def test_ranks(text: str, value: int) -> None:
    (number,) = found(text)
    assert (number.value, number.unit, number.kind) == (value, "位", "rank")


def test_a_place_among_the_first_is_told_from_a_rank() -> None:
    assert [number.top for number in found("进入全国前十，居全省第二")] == [True, False]


@pytest.mark.parametrize(
    "text",
    [
        "构建“7+18+N”体系",
        "实施“1530”工程",
        "京雄保城际(R1线)",
        "国道234改造",
        "第七届中国制造强国论坛",
        "5G网络",
        "“十四五”规划",
        "一是加快发展",
        "到2025年",
        "2023年1月30日",
        "目标要求[1]，",
        "拨打12345热线",
        "中国500强企业",
        "扎实推动七个一体化，",
        "7×24小时服务",
        "65岁以上老年人",
        "第一时间处置",
        "前三季度",
        "进一步加强",
        "三次产业结构8.7∶41.2∶50.1",
        "《2024年计划5项》",
        "上午09:30开幕",
        "一半用于大病保险",
        "培育主营业务收入超百亿元企业",
        "首套住房",
        "首个工作日",
        "第二轮承包到期后再延长30年试点",
        "开展0.1微克攻坚行动",
        "数字政府2.0建设",
        "30万吨级航道",
    ],
)
def test_what_says_not_how_much(text: str) -> None:
    assert values(text) == []


@pytest.mark.parametrize(
    ("numeral", "value"),
    [("十", 10), ("二十三", 23), ("一百零五", 105), ("两", 2), ("12", 12), ("两百", 200)],
)
def test_numerals(numeral: str, value: int) -> None:
    assert whole(numeral) == value


@pytest.mark.parametrize("numeral", ["千", "百千", "二三", "十十"])
def test_no_numerals(numeral: str) -> None:
    assert whole(numeral) is None


def test_a_list_shares_the_unit_of_its_last_number() -> None:
    assert values("分别提高15、22个百分点") == [(15, None, "个百分点"), (22, None, "个百分点")]
    assert values("分别达1.28万亿、8200亿元") == [(1.28, None, "万亿元"), (8200, None, "亿元")]


@given(
    st.text(alphabet=st.characters(exclude_characters='“‘《"'), max_size=60),
    st.integers(1, 9999),
    st.sampled_from(["家", "亿元", "%", "万亩"]),
    st.text(max_size=20),
)
def test_a_number_is_found_with_its_value_and_its_place(
    before: str, value: int, unit: str, after: str
) -> None:
    text = f"{before}。建成{value}{unit}。{after}"
    at = len(before) + len("。建成")
    (number,) = (number for number in found(text) if number.span.start == at)
    assert number.span == Span(at, at + len(f"{value}{unit}"))
    assert (number.value, number.unit) == (value, unit)


@given(st.text(alphabet="一二百千万亿半分之第前首翻番成0123.,:/-%至到从个家年元 “”𠀀、。", max_size=60))
def test_numbers_are_in_order_and_within_their_line(text: str) -> None:
    end = 0
    for number in found(text):
        assert end <= number.span.start < number.span.end <= len(text)
        end = number.span.end


@given(st.text())
def test_half_width_keeps_every_character_in_its_place(text: str) -> None:
    assert len(half_width(text)) == len(text)

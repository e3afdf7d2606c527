from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.extraction.facts import FoundMeasure
from kg.extraction.measures import find_measures
from kg.extraction.setting import Settings
from kg.model import Report
from kg.structure import read_structure

HEAD = "一、2022年工作回顾\n{}\n二、今后工作的总体思路\n{}\n三、2023年主要工作\n{}\n"


def measures(done: str = "", later: str = "", plan: str = "") -> list[FoundMeasure]:
    text = HEAD.format(done, later, plan)
    structure = read_structure(Report(id="urn:r", label="报告", year=2023, text=text))
    found = find_measures(structure, Settings(structure))
    spans = [measure.span for measure in found] + [
        measure.indicator_span for measure in found if measure.indicator_span
    ]
    assert all(len(span) > 0 and span.end <= len(text) for span in spans)
    return found


def short(found: list[FoundMeasure]) -> list[tuple[str, float, str]]:
    return [(measure.indicator, measure.value, measure.unit) for measure in found]


def indicators(text: str) -> list[str]:
    return [measure.indicator for measure in measures(text)]


def test_growth_belongs_to_what_was_named_before_it() -> None:
    level, growth = measures("全市生产总值完成3880.3亿元,增长3.8%。")
    assert (level.indicator, level.aspect, level.value, level.unit) == (
        "全市生产总值",
        "level",
        3880.3,
        "亿元",
    )
    assert (growth.indicator, growth.aspect, growth.value, growth.unit) == (
        "全市生产总值",
        "growth",
        3.8,
        "%",
    )


def test_expected_values_of_the_past_are_targets() -> None:
    (measure,) = measures("人均预期寿命预计达79岁。")
    assert (measure.status, measure.value, measure.unit) == ("target", 79, "岁")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "城镇、农村居民人均可支配收入分别增长4.3%、5.7%。",
            ["城镇居民人均可支配收入", "农村居民人均可支配收入"],
        ),
        ("食品、药品抽检合格率分别超98%和99%。", ["食品抽检合格率", "药品抽检合格率"]),
        ("国际航空旅客和货邮吞吐量分别增长14%、4%。", ["国际航空旅客吞吐量", "货邮吞吐量"]),
        ("事故起数、死亡人数分别下降3%和1%，由上年分别增长5%和2%转降。", ["事故起数", "死亡人数"] * 2),
        ("万亿产业、先进制造业集群从无到有，分别达2个、3个。", ["万亿产业", "先进制造业集群"]),
        ("城镇居民收入1万元，农村居民收入5千元，分别增长4%和5%。", ["城镇居民收入", "农村居民收入"] * 2),
    ],
)
def test_numbers_of_a_list_are_given_out_to_its_members(text: str, expected: list[str]) -> None:
    assert indicators(text) == expected


def test_a_list_shares_its_verb() -> None:
    assert indicators("新增国家级企业2家、专精特新企业7家，省级企业203家，森林覆盖率达35%。") == [
        "新增国家级企业",
        "新增专精特新企业",
        "新增省级企业",
        "森林覆盖率",
    ]


def test_a_word_behind_the_last_number_holds_for_all() -> None:
    found = measures(plan="确保粮食播种面积和产量保持在1000万亩、400万吨以上。")
    assert [measure.comparator for measure in found] == [">=", ">="]
    assert [measure.indicator for measure in found] == ["粮食播种面积", "产量"]


def test_what_is_counted_may_follow_the_number() -> None:
    found = measures(plan="建设100个口袋公园，打造5至10家数字工厂。")
    assert short(found) == [("建设口袋公园", 100, "个"), ("打造数字工厂", 5, "家")]
    assert found[1].value_max == 10


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("壮大6大特色产业集群和18条乡村富民产业链。", ["壮大特色产业集群", "壮大乡村富民产业链"]),
        ("2.37万名干部服务7.38万家企业。", ["干部服务企业", "服务企业"]),
        ("打造5个千亿级、12个百亿级开发区。", ["打造千亿级开发区", "打造百亿级开发区"]),
        ("一期17个村11个安置区152栋楼如期交付。", ["一期村", "一期安置区", "一期楼如期交付"]),
        ("续建省道604、省道227等4条对外骨干道路。", ["续建对外骨干道路"]),
        ("每个县(市、区)选定2个先进标杆。", ["每个县(市、区)选定先进标杆"]),
        ("新农合制度惠及1.7亿农民。", ["新农合制度惠及农民"]),
        ("新增10家央企二级、三级子公司落地。", ["新增央企二级、三级子公司落地"]),
    ],
)
def test_what_is_counted_is_named_in_full(text: str, expected: list[str]) -> None:
    assert indicators(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("与京津合作项目达到707项，总投资6833亿元。", "与京津合作项目总投资"),
        ("新增高新技术企业210家、总数达到1520家。", "高新技术企业总数"),
        ("规模以上工业企业达7.6万家、增加值增长3%。", "规模以上工业企业增加值"),
        ("新建超低能耗建筑51万平方米，完成省定任务的232%。", "新建超低能耗建筑省定任务"),
        ("高铁里程达3万公里，占世界三分之二。", "高铁里程占世界"),
        ("新能源开工1600万千瓦、投产1000万千瓦。", "新能源投产"),
        ("生产总值增长5%，实施汽车产业提质行动，产量突破120万辆。", "实施汽车产业提质行动产量"),
    ],
)
def test_attributes_belong_to_what_was_named_before(text: str, expected: str) -> None:
    assert indicators(text)[-1] == expected


def test_an_attribute_may_belong_to_what_follows() -> None:
    assert indicators("总投资为164亿元的医疗救治体系建设进展顺利。") == ["医疗救治体系建设进展顺利总投资"]


def test_a_topic_may_be_named_in_a_clause_without_number() -> None:
    assert indicators("粮食总产量在上年大幅增长的基础上，又增产291亿斤，达到9680亿斤。") == ["粮食总产量"] * 2
    assert indicators("释放加计扣除政策红利，享受户数增长25%、扣除金额增长28%。") == [
        "释放加计扣除政策红利享受户数",
        "释放加计扣除政策红利扣除金额",
    ]


def test_words_that_say_only_how_the_value_was_reckoned_are_left_out() -> None:
    found = measures("一般公共预算收入完成315亿元，扣除留抵退税因素后增长7.2%。")
    assert [measure.indicator for measure in found] == ["一般公共预算收入"] * 2


def test_comparators() -> None:
    found = measures(
        "甲产值约5亿元，乙产值超7亿元，丙产值100多亿元，丁产值9亿元左右，失业率不超过5%，"
        "每县至少培育10家企业，总量位列全国前十。"
    )
    assert [measure.comparator for measure in found] == ["≈", ">=", ">=", "≈", "<=", ">=", "<="]


@pytest.mark.parametrize(
    ("text", "aspect"),
    [
        ("森林覆盖率达35%。", "share"),
        ("贷款增速达35%。", "growth"),
        ("创新水平指数达69%。", "level"),
        ("空气质量提高2个百分点。", "change"),
        ("企业达3家。", "count"),
        ("用时压缩63.2天。", "change"),
        ("降低利息负担2000亿元。", "change"),
        ("各项贷款新增2000亿元。", "change"),
        ("优良天数243天。", "count"),
        ("总量居全省第二。", "rank"),
        ("产量增长两倍。", "growth"),
        ("城镇化率由51.3%提高到56.1%。", "share"),
        ("城乡收入比为2.1∶1。", "level"),
    ],
)
def test_aspects(text: str, aspect: str) -> None:
    assert {measure.aspect for measure in measures(text)} == {aspect}


def test_growth_holds_for_all_numbers_of_a_list() -> None:
    found = measures("城乡居民收入分别实际增长7.7%和6.8%。")
    assert [measure.aspect for measure in found] == ["growth", "growth"]


def test_from_and_to_are_two_values_of_one_indicator() -> None:
    found = measures("城镇化率由51.3%提高到56.1%，重点实验室从15家跃升到38家。")
    assert short(found) == [
        ("城镇化率", 51.3, "%"),
        ("城镇化率", 56.1, "%"),
        ("重点实验室", 15, "家"),
        ("重点实验室", 38, "家"),
    ]


def test_a_stretch_is_its_own_period() -> None:
    (measure,) = measures("粮食产量连续八年获得丰收。")
    assert (measure.value, measure.unit, measure.period, measure.aspect) == (8, "年", "连续八年", "count")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("村集体收入50万元以上的达到60%。", [60]),
        ("占比超过10%的有44种。", [44]),
        ("推动2000万元以上的项目3000个落地。", [3000]),
        ("覆盖80%以上的大城市。", [80]),
        ("新建100个以上的示范点。", [100]),
    ],
)
def test_a_number_that_sets_a_class_apart_is_no_value(text: str, expected: list[float]) -> None:
    assert [measure.value for measure in measures(text)] == expected


def test_a_value_to_be_kept_to_is_an_upper_bound_only_in_plans() -> None:
    done, plan = measures("城镇登记失业率控制在4.2%。", plan="城镇登记失业率控制在4.6%。")
    assert (done.comparator, plan.comparator) == ("=", "<=")


def test_people_without_measure_word_are_persons() -> None:
    (measure,) = measures("农村贫困人口减少1240万。")
    assert (measure.unit, measure.aspect) == ("万人", "change")


def test_what_all_hold_is_said_of_all() -> None:
    assert indicators("研发人员达159万人、高技能人才达843万人，均居全国首位。")[-1] == "研发人员、高技能人才"


def test_a_number_of_which_nothing_says_what_it_measures_is_trusted_less() -> None:
    (known,), (unknown,) = measures("森林覆盖率达35%。"), measures("达到35%。")
    assert unknown.rule == "measure.context"
    assert 0 < unknown.confidence < known.confidence <= 1


WORDS = [
    *("生产总值", "新增企业", "完成", "增长", "分别", "5%", "3亿元", "1万", "2个", "、", "，", "。"),
    *(
        "和",
        "从",
        "到",
        "达到",
        "总投资",
        "惠及",
        "居全国第二",
        "以上的",
        "连续八年",
        "在此基础上",
        "“",
        "（",
    ),
    *("其中", "五年来，", "2025年", "𠀀", "\n"),
]


@given(st.lists(st.sampled_from(WORDS), max_size=40).map("".join))
def test_any_text_gives_spans_within_it_and_confidences_above_nothing(text: str) -> None:
    for measure in measures(text, plan=text):
        assert measure.value >= 0
        assert measure.indicator
        assert 0 < measure.confidence <= 1


@given(st.text(max_size=200))
def test_arbitrary_text_is_read(text: str) -> None:
    measures(text, plan=text)


@given(st.integers(1, 9999), st.integers(1, 99), st.sampled_from(["家", "亿元", "万亩", "%"]))
def test_a_plain_statement_is_read_exactly(value: int, other: int, unit: str) -> None:
    found = measures(f"甲类产值达到{value}{unit}，比上年增长{other}%。")
    assert short(found) == [("甲类产值", value, unit), ("甲类产值", other, "%")]


ENDLESS = [
    *("1.", "第一", "“", "十", "比上年", "12,345", "（", "2025年", "全国", "千万"),
    *("由", "3个甲和", "1、", "1:1", "惠及5人，", "在上年的基础上，", "级、", "超百", "从5%", "扣除"),
    *("5家，", "五年来，", "占", "1-2", "1万、", "翻一番", "三分之一"),
]


@pytest.mark.parametrize("unit", ENDLESS)
def test_endless_repetition_is_read_to_its_end(unit: str) -> None:
    last = measures(unit * 2000 + "。生产总值增长7%。")[-1]
    assert (last.indicator, last.value, last.unit) == ("生产总值", 7, "%")

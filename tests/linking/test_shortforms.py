"""Which names are forms of one name, and which only look so."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.linking.shortforms import Name, same_things
from kg.naming import fold

PLACES = frozenset({"云川", "云川市", "石溪", "石溪县"})


def same(cls: str, *names: str) -> bool:
    """Whether the last name is another form of the first."""
    return same_things([Name(cls, fold(name)) for name in names], PLACES) == {len(names) - 1: 0}


@pytest.mark.parametrize(
    ("cls", "long", "short"),
    [
        ("Organization", "中国华能", "华能"),
        ("Organization", "长川汽车股份有限公司", "长川汽车"),
        ("Organization", "中国长川集团有限公司", "长川"),
        ("Organization", "云川市第一中心医院", "第一中心医院"),
        ("Organization", "中国科学院", "中科院"),
        ("Organization", "中国农业发展银行", "农发行"),
        ("Project", "云石高速公路项目", "云石高速公路"),
        ("Project", "云川市奥体中心", "奥体中心"),
        ("Place", "长风新区", "长风"),
        ("Place", "云川市高新区", "高新区"),
        ("Initiative", "“人才领航”行动", "“人才领航”"),
        ("Event", "第七届中国制造强国论坛", "中国制造强国论坛"),
        ("Event", "2023年云川论坛", "云川论坛"),
        ("Honor", "全国文明城市", "文明城市"),
    ],
)
def test_a_shorter_name_is_a_form_of_the_longer_one_before_it(cls: str, long: str, short: str) -> None:
    assert same(cls, long, short)
    assert not same(cls, short, long), "the longer name has to stand first"


@pytest.mark.parametrize(
    ("cls", "one", "other"),
    [
        ("Project", "京雄商高铁", "雄商高铁"),
        ("Project", "环城水系二期", "环城水系"),
        ("Project", "阜平抽水蓄能电站", "易县抽水蓄能电站"),
        ("Project", "京雄高速公路", "京昆高速公路"),
        ("Organization", "北京理工大学", "北京大学"),
        ("Organization", "河北大学附属医院", "河北大学"),
        ("Organization", "云川市第一中心医院", "云川市第二中心医院"),
        ("Event", "第七届制造强国论坛", "第八届制造强国论坛"),
        ("Honor", "省级文明城市", "文明城市"),
        ("Initiative", "乡村振兴战略", "乡村建设行动"),
        ("Place", "云川东站", "云川西站"),
        ("Place", "赣江新区", "赣江"),
        ("Initiative", "农村税费改革试点", "农村税费改革"),
    ],
)
def test_names_of_two_things_stay_two(cls: str, one: str, other: str) -> None:
    assert not same(cls, one, other)


def test_a_part_of_a_name_for_several_is_no_short_form() -> None:
    later = Name("Project", "石溪景观带")
    assert same_things([Name("Project", "云川石溪景观带"), later], PLACES) == {1: 0}
    assert same_things([Name("Project", "云川石溪景观带", joint=True), later], PLACES) == {}


def test_a_form_of_two_names_is_a_third_thing() -> None:
    assert (
        same_things([Name("Organization", "云川市图书馆"), Name("Organization", "石溪县图书馆")], PLACES)
        == {}
    )
    assert not same("Organization", "云川市图书馆", "石溪县图书馆", "图书馆")
    assert not same("Initiative", "双高行动", "双高工程", "双高")


def test_a_name_of_another_class_is_another_thing() -> None:
    assert same_things([Name("Organization", "中国华能"), Name("Project", "华能")]) == {}


@pytest.mark.parametrize(
    ("right", "slip"),
    [
        ("云川国际会展中心", "云川国际会展中芯"),
        ("云川数字经济产业园", "云川数字经济的产业园"),
        ("云川省大数据中心", "云川大数据中心"),
        ("云川数字经济产业园", "云川数字经济济产业园"),
    ],
)
def test_a_slip_of_one_character_is_the_same_name(right: str, slip: str) -> None:
    assert same("Project", right, slip)
    assert same("Project", slip, right)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("云川会展", "云川会站"),
        ("云川东部产业园", "云川西部产业园"),
        ("云川第一产业园", "云川第七产业园"),
        ("云川数字产业园1期", "云川数字产业园2期"),
        ("云川文旅产业园", "云川农旅产业园"),
    ],
)
def test_characters_that_tell_apart_and_short_names_are_no_slips(one: str, other: str) -> None:
    assert not same("Project", one, other)


names = st.builds(
    Name,
    st.sampled_from(["Organization", "Project", "Place", "Initiative", "Event", "Honor"]),
    st.text("云川石中国院司公限有业园第一二届行动123", max_size=12),
)


@given(st.lists(names, unique=True, max_size=40))
def test_a_name_stands_for_an_earlier_one_of_its_class_that_stands_for_itself(found: list[Name]) -> None:
    for later, earlier in same_things(found, PLACES).items():
        assert earlier < later
        assert found[earlier].cls == found[later].cls
        assert earlier not in same_things(found, PLACES)


def test_many_names_of_one_form_are_compared_with_a_few() -> None:
    many = [
        Name("Organization", f"中{chr(0x4E00 + number)}科{chr(0x5E00 + number)}院") for number in range(3000)
    ]
    assert len(same_things([*many, Name("Organization", "中科院")])) <= 1

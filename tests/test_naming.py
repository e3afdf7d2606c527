import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg import naming


@pytest.mark.parametrize(
    ("typed", "folded"),
    [
        ("“７＋18＋N” 现代产业体系", "7+18+n现代产业体系"),
        ("「一网」（通办）", "一网通办"),
        ("一减一增、一城一环", "一减一增一城一环"),
        ("3·15", "315"),
        ("3.15", "315"),
        ("  \t“ ” ", ""),
        ("1+11", "1+11"),
        ("ＧＤＰ", "gdp"),
        ("《意见》——〈一〉；《二》：[三]", "意见一二三"),
        ("a\ud800b\x00c", "abc"),
    ],
)
def test_fold_forgets_what_typing_adds(typed: str, folded: str) -> None:
    assert naming.fold(typed) == folded


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    assert naming.fold(naming.fold(text)) == naming.fold(text)


@given(st.text(alphabet="一二三工程N+·“”()（） ,，\u3000１1é\u0301ＡßİΣς가가"))
def test_folding_twice_changes_nothing_for_letters_that_compose(text: str) -> None:
    assert naming.fold(naming.fold(text)) == naming.fold(text)


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("十件民生实事", "10件民生实事"),
        ("一五三零工程", "1530工程"),
        ("二〇三五年", "2035年"),
        ("二十五条", "25条"),
        ("三百零六", "306"),
        ("一千二百三十四", "1234"),
        ("两重", "2重"),
    ],
)
def test_key_writes_numerals_as_digits(typed: str, key: str) -> None:
    assert naming.key(typed) == key


@pytest.mark.parametrize("typed", ["十四五规划", "百校", "三百二", "十十"])
def test_key_leaves_what_is_no_number(typed: str) -> None:
    assert naming.key(typed) == typed


@given(st.integers(min_value=1, max_value=99))
def test_numbers_read_out_have_the_key_of_their_digits(number: int) -> None:
    tens, ones = divmod(number, 10)
    digits = " 一二三四五六七八九"
    spoken = (digits[tens] if tens > 1 else "") + ("十" if tens else "") + digits[ones]
    assert naming.key(spoken) == str(number)


@pytest.mark.parametrize(
    ("name", "core"),
    [
        ("1530工程", "1530"),
        ("11258总体部署", "11258"),
        ("1+n政策体系", "1+n"),
        ("工程", "工程"),
        ("大工程", "大工程"),
        ("枫桥", "枫桥"),
    ],
)
def test_the_class_word_is_dropped_where_a_name_is_left(name: str, core: str) -> None:
    assert naming.without_class_word(name) == core


def test_pinyin_knows_both_readings_of_a_character_that_stands_alone() -> None:
    assert {"liangzhong", "liangchong"} <= naming.pinyin_keys("“两重”")


def test_pinyin_keeps_digits_and_reads_them_out() -> None:
    assert {"1530gongcheng", "yiwusanlinggongcheng"} <= naming.pinyin_keys("“1530”工程")
    assert "shijian" in naming.pinyin_keys("10件")
    assert "shiba" in naming.pinyin_keys("18")


def test_pinyin_writes_the_umlaut_as_v_and_as_u() -> None:
    assert {"lvse", "luse"} <= naming.pinyin_keys("绿色")


def test_initials_keep_digits_and_read_them_out() -> None:
    assert {"1530gc", "ywslgc"} == naming.initials_keys("“1530”工程")
    assert {"lz", "lc"} <= naming.initials_keys("两重")


@given(st.text(alphabet="重行长乐中的了和降都1+a“ ", max_size=30))
def test_readings_are_capped(text: str) -> None:
    assert len(naming.pinyin_keys(text)) <= 2 * naming.MAX_READINGS
    assert bool(naming.pinyin_keys(text)) == bool(naming.fold(text))


def test_toneless_drops_the_marks_over_letters() -> None:
    assert naming.toneless("Liǎng Zhòng lǜ") == "liangzhonglu"


def test_grams_mark_both_ends() -> None:
    assert naming.grams("两新") == ["^两", "两新", "新$"]
    assert naming.sound_grams("ab") == ["^ab", "ab$"]

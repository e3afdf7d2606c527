"""Radicals that PDF fonts write in place of the characters that look the same."""

from __future__ import annotations

import re
import unicodedata

_KANGXI = re.compile("[\u2f00-\u2fd5\ufb00-\ufb06\u2e9f\u2ef3]")

# Radicals of the supplement have no decomposition in Unicode, apart from the two above; those of two
# Kangxi radicals are older forms than the ones that are printed.
_SUPPLEMENT = str.maketrans(
    "⺁⺄⺈⺌⺎⺒⺓⺘⺟⺠⺧⺪⺬⺮⺯⺶⺷⺸⺻⻁⻂⻄⻅⻆⻈⻉⻋⻌⻍⻎⻏⻐⻓⻔⻘⻙⻚⻛⻜⻝⻠⻢⻣⻤⻥⻦⻧⻨⻩⻪⻬⻮⻰⼾⾭",
    "厂乙刀小兀巳幺扌母民牛疋示竹糸羊羊羊聿虎衤西见角讠贝车辶辶辶阝钅长门青韦页风飞食饣马骨鬼鱼鸟卤麦黄黾齐齿龙户青",
)
_DASHES = {"⸺": "——", "⸻": "———"}


def characters(text: str) -> str:
    """The text with plain characters for radicals, ligatures and the double dashes of fonts."""
    for dash, plain in _DASHES.items():
        text = text.replace(dash, plain)
    text = text.translate(_SUPPLEMENT)
    return _KANGXI.sub(lambda char: unicodedata.normalize("NFKC", char[0]), text)

"use strict";

// What the page says, in both languages. Names of classes, predicates and fields come with the data.
const WORDS = {
  zh: {
    lang: "zh-CN", other: "English", otherLang: "en",
    summary: (nodes, edges) => `${nodes} 个节点 · ${edges} 条关系`,
    search: "搜索名称或别名", found: (n) => `${n} 个匹配`, noMatch: "没有匹配的节点",
    legend: "图例与筛选", reset: "重置", allHidden: "所有类型都已隐藏。", empty: "图谱中没有节点。",
    zoomIn: "放大", zoomOut: "缩小", fit: "全图", close: "关闭",
    aliases: "又称", definition: "释义", more: (n) => `显示全部 ${n} 条`,
    noEdges: "没有与其他节点的关系。", picture: "知识图谱。可用搜索框以键盘查找节点。", stop: "、",
  },
  en: {
    lang: "en", other: "中文", otherLang: "zh-CN",
    summary: (nodes, edges) => `${nodes} nodes · ${edges} edges`,
    search: "Search names and aliases", found: (n) => (n === 1 ? "1 match" : `${n} matches`),
    noMatch: "No node matches", legend: "Legend and filters", reset: "Reset",
    allHidden: "All types are hidden.", empty: "The graph has no nodes.",
    zoomIn: "Zoom in", zoomOut: "Zoom out", fit: "Show all", close: "Close",
    aliases: "Also called", definition: "Definition", more: (n) => `Show all ${n}`,
    noEdges: "Not joined to any other node.", stop: ", ",
    picture: "Knowledge graph. Nodes can be found by keyboard with the search box.",
  },
};

let language = (navigator.language || "en").toLowerCase().startsWith("zh") ? "zh" : "en";

function word(name, ...details) {
  const found = WORDS[language][name];
  return typeof found === "function" ? found(...details) : found;
}

function typeName(type) {
  return Object.hasOwn(NAMES.types, type) ? NAMES.types[type][language] : type;
}

// `way` is 0 along the edge, 1 against it.
function predicateName(predicate, way) {
  if (Object.hasOwn(NAMES.predicates, predicate)) return NAMES.predicates[predicate][language][way];
  return way === 0 ? `${predicate} →` : `← ${predicate}`;
}

// The values of some fields are words of the vocabulary.
function valueName(field, value) {
  const named = (field === "status" || field === "aspect") && Object.hasOwn(NAMES.values, value);
  return named ? NAMES.values[value][language] : String(value);
}

// The charts of an indicator: bars of what is so beside striped bars of what is to be, in the page's colours.

import { BarChart } from "echarts/charts";
import { AriaComponent, GridComponent, LegendComponent } from "echarts/components";
import { type EChartsType, init, use } from "echarts/core";
import { SVGRenderer } from "echarts/renderers";
import { data, text } from "./page";

use([BarChart, GridComponent, LegendComponent, AriaComponent, SVGRenderer]);

type Bar = [value: number, text: string] | null;

interface Chart {
  unit: string;
  labels: string[];
  actual: Bar[];
  target: Bar[];
}

/** Draws the charts of the page, and again when its colours or its width change. */
export function drawCharts(): void {
  const charts = data<Chart[]>("charts");
  for (const holder of document.querySelectorAll<HTMLElement>("[data-chart]")) {
    const chart = charts[Number(holder.dataset.chart)];
    if (chart) keepDrawn(holder, chart);
  }
}

function keepDrawn(holder: HTMLElement, chart: Chart): void {
  const drawing = init(holder, null, { renderer: "svg" });
  const draw = (): void => paint(drawing, holder, chart);
  draw();
  new ResizeObserver(() => drawing.resize()).observe(holder);
  addEventListener("kg-theme", draw);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", draw);
}

function paint(drawing: EChartsType, holder: HTMLElement, chart: Chart): void {
  const style = getComputedStyle(holder);
  const colour = (name: string): string => style.getPropertyValue(name).trim();
  const written = { color: colour("--ink"), fontFamily: style.fontFamily, fontSize: 14 };
  const together = chart.actual.some((bar, row) => bar && chart.target[row]);
  const series = (name: "actual" | "target", drawn: object) => ({
    name: text(name),
    type: "bar" as const,
    barMaxWidth: 16,
    barGap: together ? "20%" : "-100%",
    data: chart[name].map((bar) => bar?.[0] ?? null),
    itemStyle: drawn,
    label: {
      ...written,
      show: true,
      position: "right" as const,
      formatter: ({ dataIndex }: { dataIndex: number }) => chart[name][dataIndex]?.[1] ?? "",
    },
  });
  const stripes = { symbol: "rect", color: colour("--type"), dashArrayX: [1, 0], dashArrayY: [2, 4], rotation: -Math.PI / 4 };
  drawing.setOption({
    animation: false,
    aria: { enabled: false },
    textStyle: written,
    legend: { top: 0, left: 0, selectedMode: false, itemWidth: 26, itemHeight: 14, textStyle: written },
    grid: { top: 36, bottom: 4, left: 0, right: 84, containLabel: true },
    xAxis: { type: "value", axisLabel: { show: false }, splitLine: { lineStyle: { color: colour("--rule") } } },
    yAxis: {
      type: "category",
      data: chart.labels,
      inverse: true,
      axisLabel: { ...written, width: 120, overflow: "truncate" },
      axisTick: { show: false },
      axisLine: { lineStyle: { color: colour("--muted") } },
    },
    series: [
      series("actual", { color: colour("--type"), decal: { symbol: "none" } }),
      series("target", { color: colour("--surface"), borderColor: colour("--type"), borderWidth: 1.5, decal: stripes }),
    ],
  });
}

/* SPDX-License-Identifier: Apache-2.0 */
"use strict";

// Curves of a day, in the colours of the style sheet. The table on the page says the same.
const curve = (place, name, times, figures) => {
  const style = getComputedStyle(place);
  const colour = (variable) => style.getPropertyValue(variable).trim();
  const axis = {
    stroke: colour("--faint"),
    grid: { stroke: colour("--line"), width: 1 },
    ticks: { stroke: colour("--line"), width: 1 },
    font: "12px system-ui, sans-serif",
  };
  return new uPlot(
    {
      width: place.clientWidth,
      height: 130,
      cursor: { drag: { x: false, y: false } },
      tzDate: (seconds) => uPlot.tzDate(new Date(seconds * 1e3), "Etc/UTC"),
      scales: { y: { range: (plot, least, most) => [0, Math.max(1, most)] } },
      axes: [
        { ...axis, values: "{HH}:{mm}", space: 70 },
        { ...axis, size: 60 },
      ],
      series: [
        { label: "UTC", value: "{HH}:{mm}" },
        { label: name, stroke: colour("--link"), width: 2, value: (plot, figure) => figure ?? "–" },
      ],
    },
    [times, figures],
    place
  );
};

const drawn = new Map();

const draw = () => {
  drawn.forEach((curves, place) => {
    if (!place.isConnected) {
      curves.forEach((one) => one.destroy());
      drawn.delete(place);
    }
  });
  document.querySelectorAll(".plot").forEach((plot) => {
    if (!drawn.has(plot)) {
      const times = JSON.parse(plot.dataset.times);
      drawn.set(
        plot,
        ["events", "seconds"].map((name) => {
          const place = document.createElement("div");
          plot.append(place);
          return curve(place, name, times, JSON.parse(plot.dataset[name]));
        })
      );
    }
  });
};

const redraw = () => {
  drawn.forEach((curves, place) => {
    curves.forEach((one) => one.destroy());
    place.replaceChildren();
  });
  drawn.clear();
  draw();
};

draw();
document.addEventListener("fresh", draw);
addEventListener("resize", redraw);
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", redraw);

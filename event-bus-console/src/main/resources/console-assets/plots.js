/* SPDX-License-Identifier: Apache-2.0 */
"use strict";

// Five minutes between holes, which no line shows.
const lonely = (plot, series) => {
  const figures = plot.data[series];
  const hole = (index) => (figures[index] ?? null) === null;
  return [...figures.keys()].filter(
    (index) => !hole(index) && hole(index - 1) && hole(index + 1)
  );
};

// A curve of a day, in the colours of the style sheet. The table on the page says the same.
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
        {
          label: name,
          stroke: colour("--link"),
          fill: colour("--link") + "22",
          width: 2,
          points: { show: true, size: 5, fill: colour("--link"), filter: lonely },
          value: (plot, figure) => figure ?? "–",
        },
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
      // Both stand in their places before the width of one is measured.
      const places = ["events", "seconds"].map((name) => ({ name, at: document.createElement("div") }));
      plot.append(...places.map((place) => place.at));
      drawn.set(
        plot,
        places.map((place) => curve(place.at, place.name, times, JSON.parse(plot.dataset[place.name])))
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

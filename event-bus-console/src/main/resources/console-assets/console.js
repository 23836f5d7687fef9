/* SPDX-License-Identifier: Apache-2.0 */
"use strict";

// Fresh content must not take away what a person is typing or selecting, nor the place of the
// keyboard.
let waiting = null;
let place = null;

const content = () => document.getElementById("content");

const busy = () => {
  const active = document.activeElement;
  const selection = document.getSelection();
  return (
    (content()?.contains(active) && active.matches("input, textarea, select")) ||
    (selection !== null && !selection.isCollapsed && content()?.contains(selection.anchorNode))
  );
};

const linkOf = (element) =>
  element !== null && content()?.contains(element) ? element.getAttribute("href") : null;

const opened = () =>
  [...(content()?.querySelectorAll("details") ?? [])].map((details) => details.open);

const restore = (places, open) => {
  if (places !== null) {
    [...content().querySelectorAll("a[href]")]
      .find((link) => link.getAttribute("href") === places)
      ?.focus({ preventScroll: true });
  }
  content()
    .querySelectorAll("details")
    .forEach((details, number) => {
      details.open = open[number] ?? false;
    });
};

document.addEventListener("htmx:sseBeforeMessage", (event) => {
  if (event.detail.type !== "content") {
    return;
  }
  if (busy()) {
    waiting = event.detail.data;
    event.preventDefault();
    return;
  }
  waiting = null;
  place = { link: linkOf(document.activeElement), open: opened() };
});

document.addEventListener("htmx:sseMessage", () => {
  if (place !== null) {
    restore(place.link, place.open);
    place = null;
  }
});

document.addEventListener("focusout", () => {
  setTimeout(() => {
    if (waiting !== null && !busy()) {
      const open = opened();
      content().innerHTML = waiting;
      waiting = null;
      restore(null, open);
    }
  });
});

// A stream that the browser cuts off when a person leaves the page is no error.
addEventListener("beforeunload", () => {
  document
    .querySelectorAll("[sse-connect]")
    .forEach((element) => htmx.trigger(element, "htmx:beforeCleanupElement"));
});

// A page that comes back from the browser's memory has no stream any more.
addEventListener("pageshow", (event) => {
  if (event.persisted) {
    location.reload();
  }
});

// A slash leads to the box that finds anything.
document.addEventListener("keydown", (event) => {
  if (event.key === "/" && !event.target.matches("input, textarea, select")) {
    event.preventDefault();
    document.getElementById("q").focus();
  }
});

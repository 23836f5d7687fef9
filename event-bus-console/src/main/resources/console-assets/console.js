/* SPDX-License-Identifier: Apache-2.0 */
"use strict";

// Fresh content must not take away what a person is typing, selecting or pointing at, nor the place
// of the keyboard.
let waiting = null;
let place = null;
// A pointer may lie on a curve for ever.
const LONGEST_LOOK = 30_000;
let look = null;
let looked = false;

const content = () => document.getElementById("content");

const busy = () => {
  const active = document.activeElement;
  const selection = document.getSelection();
  return (
    (content()?.contains(active) && active.matches("input, textarea, select")) ||
    (!looked && document.querySelector(".plot:hover") !== null) ||
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
  document.dispatchEvent(new Event("fresh"));
};

const hold = (fresh) => {
  if (waiting === null) {
    look = setTimeout(() => {
      looked = true;
      catchUp();
    }, LONGEST_LOOK);
  }
  waiting = fresh;
};

const letGo = () => {
  clearTimeout(look);
  looked = false;
  waiting = null;
};

document.addEventListener("htmx:sseBeforeMessage", (event) => {
  if (event.detail.type !== "content") {
    return;
  }
  if (busy()) {
    hold(event.detail.data);
    event.preventDefault();
    return;
  }
  letGo();
  place = { link: linkOf(document.activeElement), open: opened() };
});

document.addEventListener("htmx:sseMessage", () => {
  if (place !== null) {
    restore(place.link, place.open);
    place = null;
  }
});

const catchUp = () =>
  setTimeout(() => {
    if (waiting !== null && !busy()) {
      const open = opened();
      content().innerHTML = waiting;
      letGo();
      restore(null, open);
    }
  });
document.addEventListener("focusout", catchUp);
document.addEventListener("selectionchange", catchUp);
document.addEventListener("mouseout", catchUp);

// What is not refreshed must not look fresh.
const trouble = (text) => {
  const place = document.querySelector(".trouble");
  if (place !== null) {
    place.textContent = text;
  }
};
let lost = null;
document.addEventListener("htmx:sseError", () => {
  lost ??= new Date().toLocaleTimeString();
  trouble(`Not refreshed since ${lost}: the console does not answer. Load the page again.`);
});
document.addEventListener("htmx:sseOpen", () => {
  if (lost !== null) {
    lost = null;
    trouble("");
  }
});

// An action does what its preview says.
document.addEventListener("input", () => {
  const fields = [...document.querySelectorAll("form[method=get] :is(input, textarea)[name]")];
  const act = document.querySelector("button.act");
  if (act !== null && fields.length > 0) {
    const changed = fields.some((field) => !field.form.matches("#do") && field.value !== field.defaultValue);
    act.disabled = changed;
    document.getElementById("changed").hidden = !changed;
  }
});

// A stream that the browser cuts off when a person leaves the page is no error.
const cut = () =>
  document
    .querySelectorAll("[sse-connect]")
    .forEach((element) => htmx.trigger(element, "htmx:beforeCleanupElement"));
addEventListener("beforeunload", cut);

// A browser has six connections to a host, so a tab that nobody sees gives its own back.
let hidden = false;
document.addEventListener("visibilitychange", () => {
  if (document.hidden) {
    hidden = document.querySelector("[sse-connect]") !== null;
    cut();
  } else if (hidden) {
    location.reload();
  }
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

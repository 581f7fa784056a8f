// The keypad: makes six dots and keys of the plain field, sends at the sixth digit, and counts down. The field stays
// the one that is sent, so that a screen reader finds what it knows; digits typed on a keyboard count wherever focus is.
//
// Loaded before the page is painted, so that nobody sees the plain field turn into the keypad.

"use strict";

const LENGTH = 6;
const LATE_SECONDS = 30;

let sheet = null;

document.documentElement.classList.add("making");
addEventListener("DOMContentLoaded", () => {
  document.documentElement.classList.remove("making");
  sheet = document.querySelector(".sheet");
  start();
});

function start() {
  const form = document.querySelector("[data-entry]");
  if (form) makeKeypad(form);
  document.querySelectorAll("[data-once]").forEach(sendOnce);
  const link = document.querySelector("[data-again]");
  if (link) link.hidden = true;
  document.querySelectorAll("[data-countdown]").forEach((box) => {
    countDown(box, () => {
      // A PIN on its way is answered by the page that follows it.
      if (!sheet.classList.contains("sending")) again();
    });
  });
}

function sendOnce(form) {
  const button = form.querySelector("[data-send]");
  const label = button.textContent;
  form.addEventListener("submit", (event) => {
    if (sheet.classList.contains("sending")) {
      event.preventDefault();
      return;
    }
    sheet.classList.add("sending");
    button.setAttribute("aria-disabled", "true");
    button.textContent = form.dataset.sending;
  });
  // A number is nowhere once the page is left; a page brought back by "Back" starts anew.
  addEventListener("pagehide", () => setTimeout(() => {
    form.reset();
    button.removeAttribute("aria-disabled");
    button.textContent = label;
    sheet.classList.remove("sending");
  }));
  addEventListener("pageshow", (event) => event.persisted && again());
}

function again() {
  // By GET, even when this page answered a POST: that never sends a PIN twice.
  location.replace(location.pathname + location.search);
}

function countDown(box, over) {
  const end = performance.now() + Number(box.dataset.seconds) * 1000;
  const clock = box.querySelector("[data-clock]");
  const bar = box.querySelector("progress");
  const show = () => {
    const left = Math.max(0, Math.ceil((end - performance.now()) / 1000));
    clock.textContent = Math.floor(left / 60) + box.dataset.separator + String(left % 60).padStart(2, "0");
    bar.value = left;
    box.classList.toggle("countdown-late", left <= LATE_SECONDS);
    if (left === 0) {
      clearInterval(timer);
      // A second later, lest the server's clock be behind and the page come back at once.
      setTimeout(over, 1000);
    }
  };
  const timer = setInterval(show, 500);
  show();
}

function makeKeypad(form) {
  const field = form.elements.pin;
  const said = form.querySelector("[data-said]");
  const before = form.dataset.hint || said.textContent;
  const dots = Array.from({ length: LENGTH }, () => {
    const dot = document.createElement("i");
    dot.className = "dot";
    dot.setAttribute("aria-hidden", "true");
    return dot;
  });

  field.before(...dots);
  field.inputMode = "none";
  form.querySelector("[data-keys]").replaceWith(form.querySelector("[data-keys]").content);
  form.querySelector("[data-send]").hidden = true;
  sheet.classList.add("live");

  const tell = (words) => {
    said.className = "said figures";
    said.setAttribute("role", "status");
    said.textContent = words;
    sheet.classList.remove("sheet-error");
    field.removeAttribute("aria-invalid");
  };

  const show = () => {
    const count = field.value.length;
    dots.forEach((dot, place) => dot.classList.toggle("dot-full", place < count));
    // What went wrong stays to be read until the next digit.
    if (count) tell(form.dataset.typed.replace("{count}", count));
    else if (!said.classList.contains("said-error")) tell(before);
  };

  const take = (digits) => {
    if (sheet.classList.contains("sending")) return;
    field.value = digits.replace(/[^0-9]/g, "").slice(0, LENGTH);
    show();
    if (field.value.length === LENGTH) form.requestSubmit();
  };

  const press = (key) => {
    take(key ? field.value + key : field.value.slice(0, -1));
    const button = form.querySelector(`.key[value="${key}"]`);
    button.classList.add("key-down");
    setTimeout(() => button.classList.remove("key-down"), 120);
  };

  const reset = () => {
    field.value = "";
    field.readOnly = false;
    sheet.classList.remove("sending");
    show();
  };

  form.addEventListener("click", (event) => {
    const key = event.target.closest(".key");
    if (key) press(key.value);
  });
  field.addEventListener("input", () => take(field.value));
  document.addEventListener("keydown", (event) => {
    if (event.target === field || event.ctrlKey || event.metaKey || event.altKey) return;
    if (/^[0-9]$/.test(event.key)) press(event.key);
    else if (event.key === "Backspace") press("");
    else return;
    event.preventDefault();
  });
  form.addEventListener("submit", (event) => {
    if (sheet.classList.contains("sending") || field.value.length !== LENGTH) {
      event.preventDefault();
      return;
    }
    sheet.classList.add("sending");
    field.readOnly = true;
    tell(form.dataset.sending);
    const spinner = document.createElement("i");
    spinner.className = "spinner";
    spinner.setAttribute("aria-hidden", "true");
    said.prepend(spinner);
  });
  // The digits are nowhere once the page is left, and a page brought back by "Back" starts empty.
  addEventListener("pagehide", () => setTimeout(reset));
  addEventListener("pageshow", (event) => (event.persisted ? again() : reset()));
}

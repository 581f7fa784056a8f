// The simulator's liveness: sends forms without a reload, asks what has changed, and swaps only that.
//
// Every deed is a form (data-live) that works by itself; the server's own fragments are what is swapped in (data-part).
// What is being typed, read or pointed at stays where it is.

"use strict";

const POLL_MS = 700;
const POLL_EAGER_MS = 200;
const EAGER_MS = 3000;
const POLL_HIDDEN_MS = 5000;
const POLL_MAX_MS = 10000;
const SAID_MS = 8000;
const TOAST_MS = 2500;
const NEAR_END_PX = 48;
const LOST = "The simulator does not answer. What you typed stays here; trying again…";
const UNSENT = "Nothing was done: the simulator does not answer. Try again.";

const floor = document.querySelector("[data-floor]");
const stage = document.querySelector("[data-stage]");
const rail = document.querySelector("[data-rail]");
const tabs = document.querySelector("[data-tabs]");
const lost = document.querySelector("[data-lost]");
const narrow = matchMedia("(max-width: 820px)");
const devices = () => [...stage.querySelectorAll("[data-phone]")];

// Swapping

async function fetched(url) {
  const answer = await fetch(url, { headers: { Accept: "text/html" } });
  if (!answer.ok) throw new Error(String(answer.status));
  return new DOMParser().parseFromString(await answer.text(), "text/html");
}

// What the reader or the page has set, and the server knows nothing of.
const OURS = new Set(["open", "aria-busy", "aria-disabled"]);

// Makes `old` the same as `fresh` and touches only what differs, so that focus and what was read out stay.
function swap(old, fresh) {
  if (old.isEqualNode(fresh)) return;
  if (old.nodeName !== fresh.nodeName || old.dataset?.key !== fresh.dataset?.key) {
    old.replaceWith(fresh);
  } else if (old.nodeType !== Node.ELEMENT_NODE) {
    old.data = fresh.data;
  } else {
    swapAttributes(old, fresh);
    if ("keyed" in old.dataset) swapKeyed(old, fresh);
    else swapChildren(old, fresh);
  }
}

function swapAttributes(old, fresh) {
  for (const { name, value } of [...fresh.attributes]) {
    if (!OURS.has(name) && old.getAttribute(name) !== value) old.setAttribute(name, value);
  }
  for (const { name } of [...old.attributes]) {
    if (!OURS.has(name) && !fresh.hasAttribute(name)) old.removeAttribute(name);
  }
}

function swapChildren(old, fresh) {
  const [before, after] = [[...old.childNodes], [...fresh.childNodes]];
  after.forEach((child, place) => {
    if (place < before.length) swap(before[place], child);
    else old.append(child);
  });
  before.slice(after.length).forEach((child) => child.remove());
}

function swapKeyed(old, fresh) {
  const before = new Map([...old.children].map((child) => [child.dataset.key, child]));
  let place = old.firstElementChild;
  for (const child of [...fresh.children]) {
    const known = before.get(child.dataset.key);
    before.delete(child.dataset.key);
    if (known === undefined) {
      old.insertBefore(child, place);
    } else {
      if (known === place) place = known.nextElementSibling;
      else old.insertBefore(known, place);
      swap(known, child);
    }
  }
  before.forEach((child) => child.remove());
}

function swapParts(root, fresh) {
  const parts = new Map([...fresh.querySelectorAll("[data-part]")].map((part) => [part.dataset.part, part]));
  let all = true;
  root.querySelectorAll("[data-part]").forEach((old) => {
    const part = parts.get(old.dataset.part);
    if (!part) return;
    // A list at the counter that grows would move what is under the pointer: it waits until the pointer is gone.
    if ("still" in old.dataset && old.matches(":hover") && old.children.length !== part.children.length) all = false;
    else swap(old, part);
  });
  return all;
}

// A phone

function swapPhone(device, fresh) {
  if (device.dataset.language !== fresh.dataset.language) {
    device.replaceWith(fresh);
    fresh.classList.toggle("device-shown", device.classList.contains("device-shown"));
    textOf(fresh).value = textOf(device).value;
    watch(fresh);
    return;
  }
  const chat = device.querySelector("[data-chat]");
  const atEnd = nearEnd(chat);
  const anchor = atEnd ? null : firstInSight(chat);
  const top = anchor && anchor.getBoundingClientRect().top;
  const last = lastBubble(chat);
  swapParts(device, fresh);
  device.dataset.revision = fresh.dataset.revision;
  device.dataset.unread = fresh.dataset.unread;
  if (atEnd) {
    chat.scrollTop = 0;
  } else {
    if (anchor && anchor.isConnected) chat.scrollTop += anchor.getBoundingClientRect().top - top;
    offerNewer(chat, last);
  }
}

const textOf = (device) => device.querySelector("[data-text]");

// The chat's box is turned round: its end is where scrollTop is 0.
const nearEnd = (chat) => Math.abs(chat.scrollTop) < NEAR_END_PX;

function firstInSight(chat) {
  const top = chat.getBoundingClientRect().top;
  return [...chat.querySelectorAll(".line")].find((line) => line.getBoundingClientRect().bottom > top) || null;
}

const bubbleNumber = (line) => Number(line.dataset.key.replace("bubble-", ""));

function lastBubble(chat) {
  const lines = chat.querySelectorAll(".line");
  return lines.length ? bubbleNumber(lines[lines.length - 1]) : 0;
}

function offerNewer(chat, last) {
  const newer = chat.querySelector("[data-newer]");
  const since = newer.hidden ? last : Number(newer.dataset.since);
  const count = [...chat.querySelectorAll(".line:not(.line-mine)")].filter((line) => bubbleNumber(line) > since).length;
  newer.dataset.since = since;
  newer.querySelector("[data-newer-count]").textContent = count;
  newer.hidden = count === 0;
}

function showToast(device, text) {
  const toast = device.querySelector("[data-toast]");
  toast.textContent = text;
  setTimeout(() => {
    if (toast.textContent === text) toast.textContent = "";
  }, TOAST_MS);
}

const asked = new Map();

async function refreshPhone(id) {
  const turn = (asked.get(id) || 0) + 1;
  asked.set(id, turn);
  const fresh = (await fetched(`/sandbox/phones/${id}`)).querySelector("[data-phone]");
  const device = stage.querySelector(`[data-phone="${id}"]`);
  // An answer overtaken by a later question would show the past.
  if (asked.get(id) === turn && device && fresh) swapPhone(device, fresh);
  markNews();
}

async function refreshRail() {
  const fresh = await fetched("/sandbox/rail");
  const revision = fresh.querySelector("[data-rail]").dataset.revision;
  const ahead = fresh.querySelector("[data-part='ahead']");
  swap(document.querySelector("[data-part='ahead']"), ahead);
  if (swapParts(rail, fresh)) rail.dataset.revision = revision;
  narrowAccounts();
}

async function refreshStage(tab) {
  const fresh = await fetched("/");
  swap(stage, keepKnown(fresh.querySelector("[data-stage]")));
  swap(tabs, fresh.querySelector("[data-tabs]"));
  devices().forEach(watch);
  show(tab && document.getElementById(tab) ? tab : current());
}

// Phones that are already there are swapped part by part; only new ones come whole.
function keepKnown(freshStage) {
  freshStage.querySelectorAll("[data-phone]").forEach((fresh) => {
    const known = document.getElementById(fresh.id);
    if (!known) return;
    swapPhone(known, fresh.cloneNode(true));
    fresh.replaceWith(document.getElementById(fresh.id).cloneNode(true));
  });
  return freshStage;
}

// Which pane is shown, to 820 px

function current() {
  if (document.body.dataset.tab === "sandbox") return "sandbox";
  const shown = stage.querySelector(".device-shown") || stage.querySelector("[data-phone]");
  return shown ? shown.id : "sandbox";
}

function show(tab) {
  document.body.dataset.tab = tab === "sandbox" ? "sandbox" : "phone";
  if (tab !== "sandbox") devices().forEach((device) => device.classList.toggle("device-shown", device.id === tab));
  tabs.querySelectorAll("[data-tab]").forEach((link) => {
    if (link.dataset.tab === tab) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  });
  if (tab === "sandbox" && narrow.matches) rail.open = true;
  history.replaceState(null, "", `/?tab=${tab}`);
  if (!narrow.matches && tab !== "sandbox") document.getElementById(tab)?.scrollIntoView({ inline: "nearest", block: "nearest" });
}

function markNews() {
  devices().forEach((device) => {
    const news = tabs.querySelector(`[data-tab="${device.id}"] [data-news]`);
    if (news) news.hidden = device.dataset.unread === "0";
  });
}

tabs.addEventListener("click", (event) => {
  const link = event.target.closest("[data-tab]");
  if (!link) return;
  event.preventDefault();
  show(link.dataset.tab);
});

// A phone in sight is read

const sight = new IntersectionObserver((entries) => {
  entries.forEach((entry) => {
    entry.target.dataset.seen = entry.isIntersecting ? "1" : "";
    readIfSeen(entry.target);
  });
}, { threshold: 0.5 });

function readIfSeen(device) {
  if (!device.dataset.seen || document.hidden || device.dataset.unread === "0") return;
  device.dataset.unread = "0";
  markNews();
  fetch(`/sandbox/page/phones/${device.dataset.phone}/read`, { method: "POST", headers: { Accept: "application/json" } })
    .catch(() => {});
}

function watch(device) {
  sight.observe(device);
}

// Asking what has changed

let wait = POLL_MS;
let eagerUntil = 0;
let asking = false;
let timer = 0;

async function ask() {
  clearTimeout(timer);
  if (asking) return;
  asking = true;
  try {
    await askOnce();
    wait = document.hidden ? POLL_HIDDEN_MS : performance.now() < eagerUntil ? POLL_EAGER_MS : POLL_MS;
    if (lost.textContent) lost.textContent = "";
  } catch {
    wait = Math.min(wait * 2, POLL_MAX_MS);
    if (lost.textContent !== LOST) lost.textContent = LOST;
  }
  asking = false;
  timer = setTimeout(ask, wait);
}

async function askOnce() {
  const revisions = devices().map((device) => `${device.dataset.phone}:${device.dataset.revision}`);
  const answer = await fetch(`/sandbox/live?revs=${revisions.join(",")}`);
  if (!answer.ok) throw new Error(String(answer.status));
  const live = await answer.json();
  const here = devices().map((device) => Number(device.dataset.phone));
  if (String(here) !== String(live.phones)) await refreshStage();
  else for (const id of live.changed) await refreshPhone(id);
  if (live.rail !== rail.dataset.revision) {
    await refreshRail();
    // Who has become a customer, or Premium, is written above the phone as well.
    for (const id of live.phones) await refreshPhone(id);
  }
  setText("[data-moment]", live.moment);
  for (const [language, time] of Object.entries(live.times)) setText(`[data-time="${language}"]`, time);
  devices().forEach(readIfSeen);
}

function setText(selector, text) {
  document.querySelectorAll(selector).forEach((element) => {
    if (element.textContent !== text) element.textContent = text;
  });
}

document.addEventListener("visibilitychange", () => {
  if (!document.hidden) ask();
});

// Doing

document.addEventListener("submit", async (event) => {
  const form = event.target;
  if (!("live" in form.dataset)) return;
  event.preventDefault();
  if (form.dataset.busy) return;
  await send(form, event.submitter);
});

async function send(form, button) {
  const url = button?.getAttribute("formaction") || form.getAttribute("action");
  const data = new FormData(form, button);
  const text = form.querySelector("[data-text]");
  const words = text && text.value;
  const free = occupy(form, button);
  // Whoever has just done something waits for the answer.
  eagerUntil = performance.now() + EAGER_MS;
  if (text) text.value = "";
  let answer;
  try {
    const response = await fetch(url, { method: "POST", body: form.enctype === "multipart/form-data" ? data : new URLSearchParams(data), headers: { Accept: "application/json" } });
    answer = await response.json();
  } catch {
    const device = form.closest("[data-phone]");
    const place = device ? device.id : form.querySelector("[data-said]")?.dataset.said || "add";
    answer = { ok: false, text: form.dataset.failed || UNSENT, place, tab: "" };
    if (text && !text.value) text.value = words;
  }
  free();
  await follow(form, answer);
}

function occupy(form, button) {
  form.dataset.busy = "1";
  if (!button) return () => delete form.dataset.busy;
  const label = button.dataset.sending || (button.matches(".button") ? form.dataset.sending || "Sending…" : "");
  const before = [...button.childNodes];
  const name = button.getAttribute("aria-label");
  button.setAttribute("aria-busy", "true");
  button.setAttribute("aria-disabled", "true");
  if (label && name) button.setAttribute("aria-label", label);
  else if (label) button.replaceChildren(label);
  return () => {
    delete form.dataset.busy;
    button.removeAttribute("aria-busy");
    button.removeAttribute("aria-disabled");
    if (label && name) button.setAttribute("aria-label", name);
    else if (label) button.replaceChildren(...before);
  };
}

async function follow(form, answer) {
  const added = answer.ok && answer.place === "add";
  if (answer.ok) {
    form.closest(".editor")?.removeAttribute("open");
    if (document.activeElement?.closest(".editor")) document.activeElement.blur();
    if ("reset" in form.dataset || added) form.reset();
    closePopovers();
  }
  const place = !answer.ok && answer.place === "add" && form.matches(".adder-panel") ? "add-failed" : answer.place;
  say(place, answer);
  const device = form.closest("[data-phone]") || stage.querySelector(`#${CSS.escape(answer.tab || "-")}`);
  try {
    if (added) await refreshStage(answer.tab);
    else if (device && answer.place === device.id) {
      device.querySelector("[data-chat]").scrollTop = 0;
      await refreshPhone(Number(device.dataset.phone));
      // What was pressed may be gone: Start, a suggestion, a key.
      if (document.activeElement === document.body && !narrow.matches) textOf(device).focus({ preventScroll: true });
    }
  } catch {
    // The next poll says that the connection is lost.
  }
  ask();
}

function say(place, { ok, text, reference }) {
  const said = document.querySelector(`[data-said="${CSS.escape(place)}"]`);
  if (!said) return;
  const mark = document.querySelector(ok ? "[data-mark-good]" : "[data-mark-bad]").content.cloneNode(true);
  const line = document.createElement("span");
  line.textContent = [text, reference].filter(Boolean).join(" · ");
  const words = line.textContent;
  said.classList.toggle("said-bad", !ok);
  said.replaceChildren(...(words ? [mark, line] : []));
  if (!ok || !words || said.closest("[data-rail]")) return;
  setTimeout(() => {
    if (said.textContent === words) said.replaceChildren();
  }, SAID_MS);
}

// Small things: copying, menus, the teller

document.addEventListener("click", async (event) => {
  const newer = event.target.closest("[data-newer]");
  if (newer) {
    newer.closest("[data-chat]").scrollTop = 0;
    newer.hidden = true;
  }
  const copy = event.target.closest("[data-copy] > summary")?.parentElement;
  if (copy && navigator.clipboard) {
    event.preventDefault();
    try {
      await navigator.clipboard.writeText(copy.dataset.copy);
      showToast(copy.closest("[data-phone]"), copy.dataset.copied);
    } catch {
      copy.open = true;
    }
  }
  closePopovers(event.target.closest("[data-popover]"));
});

function closePopovers(but) {
  document.querySelectorAll("[data-popover][open]").forEach((popover) => {
    if (popover !== but) popover.open = false;
  });
}

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const open = document.activeElement?.closest("[data-popover][open], .editor[open]") || document.querySelector("[data-popover][open]");
  if (!open) return;
  open.open = false;
  open.querySelector("summary").focus();
});

stage.addEventListener("scroll", (event) => {
  if (event.target.matches?.("[data-chat]") && nearEnd(event.target)) event.target.querySelector("[data-newer]").hidden = true;
}, true);

stage.addEventListener("toggle", (event) => {
  const editor = event.target.matches?.(".editor[open]") ? event.target.querySelector("input[name=text]") : null;
  if (!editor) return;
  editor.focus();
  editor.setSelectionRange(editor.value.length, editor.value.length);
}, true);

// Whose number it is, if a phone here has it.
stage.addEventListener("change", (event) => {
  const { list, form, value } = event.target;
  const person = list && [...list.options].find((option) => option.value === value);
  if (person && form.elements.name && !form.elements.name.value) form.elements.name.value = person.textContent;
});

const teller = document.querySelector("[data-teller]");

// The list under the number's field is of the chosen bank; a customer's number follows her from bank to bank. Where no
// number stands yet, at the till too, the first customer's does.
const allAccounts = () => [...teller.querySelectorAll("#vas option")];

function narrowAccounts() {
  allAccounts().forEach((option) => {
    option.disabled = option.dataset.bank !== teller.elements.bank.value;
  });
  if (!teller.elements.va.value) teller.elements.va.value = allAccounts().find((option) => !option.disabled)?.value || "";
  const till = document.querySelector("#till-phone");
  if (!till.value) till.value = document.querySelector("#till-phones option")?.value || "";
}

teller.elements.bank.addEventListener("change", () => {
  const chosen = allAccounts().find((option) => option.value === teller.elements.va.value.replace(/\s/g, ""));
  const same = chosen && allAccounts().find(
    (option) => option.dataset.bank === teller.elements.bank.value && option.dataset.person === chosen.dataset.person,
  );
  if (same) teller.elements.va.value = same.value;
  narrowAccounts();
});

teller.elements.amount.addEventListener("input", () => {
  const typed = teller.elements.amount.value.trim();
  const digits = typed.replace(/^rp/i, "").replace(/[.,\s]/g, "");
  const amount = /^[0-9]+$/.test(digits) ? `Rp${digits.replace(/\B(?=([0-9]{3})+$)/g, ",")}` : typed;
  teller.querySelector("[data-pay-amount]").textContent = amount;
});

rail.addEventListener("toggle", () => {
  if (narrow.matches) return;
  try {
    localStorage.setItem("rail", rail.open ? "open" : "folded");
  } catch {
    // Then it is open again next time.
  }
});

try {
  if (!narrow.matches && localStorage.getItem("rail") === "folded") rail.open = false;
} catch {
  // A browser that keeps nothing shows it open.
}

narrowAccounts();
devices().forEach(watch);
// An outcome is told once, also to who loads the page again.
history.replaceState(null, "", location.pathname + location.search.replace(/&?said=\w*/, ""));
ask();

// What makes the page a little better: keys, the countdown, a word when it has gone to sleep. Everything works without it.
"use strict";

(() => {
  const cases = () => [...document.querySelectorAll("article.case")].filter((one) => one.id);

  // ---- the countdown: when one is over, look what became of it, and say that nobody asked for that
  const after = () => {
    if (location.pathname === "/" && location.search) location.reload();
    else location.replace(`/?after${location.hash}`);
  };
  const held = [...document.querySelectorAll(".countdown")].map((place) => ({
    place,
    until: performance.now() + Number(place.dataset.left) * 1000,
  }));
  if (held.length) {
    const tick = () => {
      for (const { place, until } of held) {
        const left = Math.max(Math.ceil((until - performance.now()) / 1000), 0);
        place.textContent = left ? `in ${left} second${left === 1 ? "" : "s"}` : "now";
      }
      if (performance.now() > Math.min(...held.map((one) => one.until)) + 3000) after();
      else setTimeout(tick, 250);
    };
    tick();
  }

  // ---- what was said is read out, and seen: after the browser itself has gone to the case in the address
  const said = document.querySelector(".said");
  const say = () => said.focus({ preventScroll: Boolean(location.hash) && !said.closest(".case") });
  if (said) window.addEventListener("load", () => setTimeout(say, 50));

  // ---- keys
  const at = () => document.activeElement?.closest?.("article.case") ?? null;
  const go = (step) => {
    const all = cases();
    if (!all.length) return;
    const here = all.indexOf(at());
    const next = here < 0 ? (step > 0 ? 0 : all.length - 1) : Math.min(Math.max(here + step, 0), all.length - 1);
    all[next].focus({ preventScroll: true });
    all[next].scrollIntoView({ block: "start" });
  };
  const press = (what) => at()?.querySelector(what)?.click();
  const keys = {
    j: () => go(1),
    k: () => go(-1),
    a: () => press(".do-approve"),
    e: () => press(".do-edit"),
    u: () => press(".do-undo"),
    "?": () => document.getElementById("keys")?.showModal(),
  };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
    if (event.target.closest?.("input, textarea, select, dialog")) return;
    if (Object.hasOwn(keys, event.key)) {
      event.preventDefault();
      keys[event.key]();
    }
  });

  // ---- a form is sent once, whatever a double click says
  document.addEventListener("submit", (event) => {
    if (event.target.dataset.sent) event.preventDefault();
    else if (event.target.method === "post") event.target.dataset.sent = "yes";
  });
  window.addEventListener("pageshow", () => {
    for (const form of document.forms) delete form.dataset.sent;
  });

  // ---- the open menu is closed by Escape
  document.addEventListener("keydown", (event) => {
    const menu = event.key === "Escape" && document.querySelector("details.menu[open]");
    if (!menu) return;
    menu.open = false;
    menu.querySelector("summary").focus();
  });

  // ---- the process behind the page ends when nobody looks
  const idle = Number(document.body.dataset.idle);
  if (idle && !held.length)
    setTimeout(() => {
      document.querySelector(".asleep").hidden = false;
    }, idle * 1000);
})();

/* Every page: the menu button of narrow screens, menus that close, conditions that fold, forms
   that are sent once. */
"use strict";
{
  const button = document.querySelector(".menu-button");
  if (button) {
    button.addEventListener("click", () => {
      const open = document.body.classList.toggle("menu-open");
      button.setAttribute("aria-expanded", String(open));
    });
  }

  const closeMenus = (except) => {
    for (const menu of document.querySelectorAll("details.menu[open]")) {
      if (!menu.contains(except)) menu.open = false;
    }
  };
  document.addEventListener("click", (event) => closeMenus(event.target));
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    const menu = document.activeElement.closest("details.menu[open]");
    closeMenus(null);
    if (menu) menu.querySelector("summary").focus();
  });

  /* The conditions of a list stand in the way on a phone until somebody wants them. */
  if (window.matchMedia("(max-width: 640px)").matches) {
    for (const fold of document.querySelectorAll("details[data-fold]")) fold.open = false;
  }

  for (const print of document.querySelectorAll("[data-print]")) {
    print.addEventListener("click", () => window.print());
  }

  const summary = document.querySelector(".error-summary[tabindex]");
  if (summary) summary.focus();

  /* Copies of what a form sent (keep.js): where the sign-in had run out they are marked as lost,
     to be offered again; on any other page they have done their work and go. */
  const { user, keepDrafts } = document.body.dataset;
  const interrupted = user === undefined || keepDrafts !== undefined;
  for (const key of Object.keys(sessionStorage).filter((one) => one.startsWith("draft:"))) {
    const copy = JSON.parse(sessionStorage.getItem(key));
    if (interrupted) {
      sessionStorage.setItem(key, JSON.stringify({ ...copy, lost: true }));
    } else if (!copy.lost || key !== `draft:${location.pathname}`) {
      sessionStorage.removeItem(key);
    }
  }
  document.querySelector("[data-sign-out]")?.addEventListener("submit", () => sessionStorage.clear());

  /* A second click on a submit button does nothing until the answer has come. */
  const DOWNLOAD_PAUSE = 4000;
  const release = (form) => {
    delete form.dataset.sent;
    for (const one of form.querySelectorAll("button[data-held]")) {
      one.disabled = false;
      delete one.dataset.held;
    }
  };
  window.addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented || form.method !== "post") return;
    if ("sent" in form.dataset) {
      event.preventDefault();
      return;
    }
    form.dataset.sent = "";
    setTimeout(() => {
      for (const one of form.querySelectorAll("button[type=submit]:not(:disabled)")) {
        one.disabled = true;
        one.dataset.held = "";
      }
    });
    if ("download" in form.dataset) setTimeout(() => release(form), DOWNLOAD_PAUSE);
  });
  window.addEventListener("pageshow", () => {
    document.querySelectorAll("form[data-sent]").forEach(release);
  });
}

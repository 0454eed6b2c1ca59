/* What was typed stays: a warning before leaving, and a copy for when the sign-in has run out.
   The copy lives in this tab only; frame.js takes it away when the form has been saved. */
"use strict";
{
  const form = document.querySelector("form[data-keep]");
  const PREFIX = "draft:";
  const key = PREFIX + location.pathname;
  const isSecret = (name) => form.elements[name]?.type === "password";
  const isHidden = (name) => form.elements[name]?.type === "hidden" && !name.endsWith("-TOTAL_FORMS");

  const typed = () =>
    [...new FormData(form)].filter(
      ([name, value]) => typeof value === "string" && !isSecret(name) && !isHidden(name),
    );

  const put = (entries) => {
    const values = new Map();
    for (const [name, value] of entries) values.set(name, [...(values.get(name) ?? []), value]);
    for (const rows of form.querySelectorAll("[data-rows]")) {
      const total = rows.querySelector("input[name$='-TOTAL_FORMS']");
      const wanted = Math.min(Number(values.get(total.name)?.[0] ?? 0), 200);
      while (Number(total.value) < wanted) rows.querySelector("[data-add-row]").click();
    }
    for (const input of form.elements) {
      if (!input.name || input.type === "hidden" || input.type === "file") continue;
      const wanted = values.get(input.name) ?? [];
      if (input.type === "checkbox" || input.type === "radio") {
        input.checked = wanted.includes(input.value);
      } else if (input instanceof HTMLSelectElement) {
        for (const option of input.options) option.selected = wanted.includes(option.value);
        input.tomselect?.sync();
      } else {
        input.value = wanted[0] ?? "";
      }
      input.dispatchEvent(new Event("input", { bubbles: true }));
    }
  };

  const offer = (entries) => {
    const box = document.createElement("div");
    box.className = "notice notice-warning draft";
    box.setAttribute("role", "status");
    const words = document.createElement("p");
    words.textContent = "保存されなかった入力内容があります。";
    const restore = document.createElement("button");
    const drop = document.createElement("button");
    restore.type = drop.type = "button";
    restore.className = "btn btn-secondary";
    drop.className = "btn btn-quiet";
    restore.textContent = "入力内容を復元する";
    drop.textContent = "破棄する";
    box.append(words, restore, drop);
    form.before(box);
    restore.addEventListener("click", () => {
      put(entries);
      box.remove();
      changed = true;
    });
    drop.addEventListener("click", () => {
      sessionStorage.removeItem(key);
      box.remove();
    });
  };

  let changed = false;
  let leaving = false;
  if (form) {
    form.addEventListener("input", (event) => {
      if (event.isTrusted) changed = true;
    });
    window.addEventListener("submit", (event) => {
      if (event.target !== form || event.defaultPrevented) return;
      leaving = true;
      const copy = { user: document.body.dataset.user, entries: typed() };
      try {
        sessionStorage.setItem(key, JSON.stringify(copy));
      } catch {
        sessionStorage.removeItem(key);
      }
    });
    window.addEventListener("beforeunload", (event) => {
      if ((changed || "bound" in form.dataset) && !leaving) event.preventDefault();
    });
    window.addEventListener("pageshow", () => (leaving = false));

    const stored = JSON.parse(sessionStorage.getItem(key) ?? "null");
    if ("bound" in form.dataset) {
      sessionStorage.removeItem(key);
    } else if (stored && stored.user === document.body.dataset.user) {
      offer(stored.entries);
    }
  }
}

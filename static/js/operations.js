/* 作業: each row (or a form with one trade) offers those of its own trade; without a trade, all of them in groups. */
"use strict";
{
  const groups = new WeakMap();

  const TRADE = "select[name='trade'], select[name$='-trade']";

  const show = (row) => {
    const trade = row.querySelector(TRADE);
    const operation = row.querySelector("select[data-operations]");
    if (!trade || !operation) return;
    if (!groups.has(operation)) groups.set(operation, [...operation.querySelectorAll("optgroup")]);
    const chosen = operation.value;
    for (const group of groups.get(operation)) {
      const isOwn = !trade.value || group.querySelector("option").dataset.trade === trade.value;
      if (isOwn) operation.append(group);
      else group.remove();
    }
    operation.value = [...operation.options].some((option) => option.value === chosen) ? chosen : "";
  };

  for (const row of document.querySelectorAll("[data-row], form")) show(row);
  document.addEventListener("row-added", (event) => show(event.target));
  document.addEventListener("change", (event) => {
    const row = event.target.closest("[data-row], form");
    if (row && event.target.matches(TRADE)) show(row);
  });
}

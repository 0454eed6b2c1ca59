/* Formsets: 「追加する」 copies the empty row. Every field script hears "row-added". */
"use strict";
for (const rows of document.querySelectorAll("[data-rows]")) {
  const total = rows.querySelector("input[name$='-TOTAL_FORMS']");
  const list = rows.querySelector("[data-rows-list]");
  const empty = rows.querySelector("template[data-empty-row]");

  rows.querySelector("[data-add-row]").addEventListener("click", () => {
    const place = document.createElement("template"); // a row of a table may stand in it alone
    place.innerHTML = empty.innerHTML.replaceAll("__prefix__", total.value);
    const row = place.content.querySelector("[data-row]");
    total.value = Number(total.value) + 1;
    row.querySelector("[data-row-number]").textContent = total.value;
    list.append(row);
    row.dispatchEvent(new CustomEvent("row-added", { bubbles: true }));
    row.querySelector("input:not([type=hidden]), select, textarea").focus();
  });
}

// A checkbox with data-select-all="name" checks every checkbox of that name in its form.
"use strict";

for (const master of document.querySelectorAll("[data-select-all]")) {
  const boxes = [...master.form.querySelectorAll(`[name="${master.dataset.selectAll}"]`)];
  const refresh = () => {
    const checked = boxes.filter((box) => box.checked).length;
    master.checked = checked === boxes.length;
    master.indeterminate = checked > 0 && checked < boxes.length;
  };
  master.addEventListener("change", () => {
    for (const box of boxes) box.checked = master.checked;
    refresh();
  });
  for (const box of boxes) box.addEventListener("change", refresh);
  refresh();
}

// A checkbox with data-select-all="name" checks every checkbox of that name in its form but those
// with data-alone, which are only ticked one by one; also when the list is filtered anew.
"use strict";
{
  const boxesOf = (master) => [...master.form.elements].filter((one) => one.name === master.dataset.selectAll && !("alone" in one.dataset));
  const refresh = (master) => {
    const boxes = boxesOf(master);
    const checked = boxes.filter((box) => box.checked).length;
    master.checked = boxes.length > 0 && checked === boxes.length;
    master.indeterminate = checked > 0 && checked < boxes.length;
  };
  const refreshAll = () => document.querySelectorAll("[data-select-all]").forEach(refresh);
  document.addEventListener("change", ({ target }) => {
    if (target.dataset.selectAll) for (const box of boxesOf(target)) box.checked = target.checked;
    refreshAll();
  });
  document.addEventListener("htmx:load", refreshAll);
  refreshAll();
}

/* The month of a planned visit follows its day until somebody chooses the month. */
"use strict";
document.addEventListener("change", ({ target }) => {
  if (/(^|-)month$/.test(target.name)) target.dataset.chosen = "";
  if (!/(^|-)planned_on$/.test(target.name)) return;
  const day = /^\d{4}-(\d{2})-\d{2}$/.exec(target.value);
  const month = target.form.elements[target.name.replace(/planned_on$/, "month")];
  if (day && month && !("chosen" in month.dataset)) month.value = String(Number(day[1]));
});

/* The button with data-fill="confirmed_on=fill_on confirmed_way=fill_way" copies the values of the
   fields behind the signs into each row of the grid whose fields before the signs are all empty; data-fill-unless="reply=pending" leaves rows alone whose
   field has that value. */
"use strict";
for (const button of document.querySelectorAll("[data-fill]")) {
  const pairs = button.dataset.fill.split(" ").map((pair) => pair.split("="));
  const [asked, blank] = (button.dataset.fillUnless ?? "").split("=");
  button.addEventListener("click", () => {
    const { form } = button;
    for (const row of form.querySelectorAll("[data-grid-row]")) {
      if (asked && row.querySelector(`[name$="-${asked}"]`).value === blank) continue;
      const fields = pairs.map(([name]) => row.querySelector(`[name$="-${name}"]`));
      if (fields.some((field) => field.value)) continue;
      pairs.forEach(([, source], at) => {
        fields[at].value = form.elements[source].value;
        fields[at].dispatchEvent(new Event("input", { bubbles: true }));
        fields[at].dispatchEvent(new Event("change", { bubbles: true }));
      });
    }
  });
}

/* Long selects get a search box; あおもり, アオモリ and ｱｵﾓﾘ find the same. */
"use strict";
{
  const fold = (text) =>
    text
      .normalize("NFKC")
      .toLowerCase()
      .replace(/[\u30a1-\u30f6]/g, (char) => String.fromCharCode(char.charCodeAt(0) - 0x60))
      .replace(/[\s・]/g, "");

  const remote = (url, other) => ({
    preload: other ? "focus" : false,
    async load(query, callback) {
      const asked = new URLSearchParams({ q: query });
      if (other) asked.set(other.name, other.value);
      const response = await fetch(`${url}?${asked}`, {
        headers: { Accept: "application/json" },
      }).catch(() => null);
      const results = response?.ok ? (await response.json()).results : [];
      if (query !== this.inputValue()) {
        delete this.loadedSearches[query];
        return callback([]);
      }
      this.clearOptions();
      callback(results);
    },
    score: () => (option) => Number(option.value !== ""),
  });

  const local = {
    score: (query) => {
      const words = query.split(/\s+/).map(fold);
      return ({ value, found }) =>
        Number(value !== "" && words.every((word) => found.includes(word)));
    },
  };

  const enhance = (select) => {
    for (const option of select.options) {
      option.dataset.found = fold(option.text) + (option.dataset.fold ?? "");
    }
    const label = document.querySelector(`label[for="${select.id}"]`);
    const other = select.form?.elements[select.dataset.with];
    const control = new TomSelect(select, {
      valueField: "value",
      labelField: "text",
      searchField: [],
      maxOptions: null,
      allowEmptyOption: true,
      closeAfterSelect: true,
      highlight: false,
      placeholder: "文字を入れて探す",
      render: {
        no_results: () => '<div class="no-results" role="option" aria-disabled="true">見つかりません。</div>',
        loading: () => '<div class="no-results" role="option" aria-disabled="true">探しています。</div>',
      },
      ...(select.multiple ? { plugins: { remove_button: { title: "外す" } } } : {}),
      ...(select.dataset.url ? remote(select.dataset.url, other) : local),
    });
    other?.addEventListener("change", () => {
      control.clear(true);
      control.clearOptions();
      control.loadedSearches = {};
      control.wrapper.classList.remove("preloaded");
    });
    const name = label?.firstChild.textContent.trim() ?? "";
    control.control_input.setAttribute("aria-label", name);
    select.setAttribute("aria-label", name);
    select.addEventListener("focus", () => control.focus());
  };

  const enhanceAll = (root) => {
    root.querySelectorAll("select[data-search-select]:not(.tomselected)").forEach(enhance);
  };
  enhanceAll(document);
  document.addEventListener("row-added", (event) => enhanceAll(event.target));
}

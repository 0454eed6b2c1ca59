/* Fields: 和暦 beside dates, character counters, the address of a postcode. */
"use strict";
{
  const ERAS = [
    ["令和", 2019, 5, 1],
    ["平成", 1989, 1, 8],
    ["昭和", 1926, 12, 25],
    ["大正", 1912, 7, 30],
    ["明治", 1868, 1, 25],
  ];
  const WEEKDAYS = "日月火水木金土";

  const wareki = (iso) => {
    const parts = /^(\d{4})-(\d{2})-(\d{2})$/.exec(iso);
    if (!parts) return "";
    const [year, month, day] = parts.slice(1).map(Number);
    const date = new Date(year, month - 1, day);
    const era = ERAS.find(([, y, m, d]) => date >= new Date(y, m - 1, d));
    const count = era ? year - era[1] + 1 : year;
    const shown = `${era ? era[0] : ""}${era && count === 1 ? "元" : count}年`;
    return `${shown}${month}月${day}日（${WEEKDAYS[date.getDay()]}）`;
  };

  const showWareki = (input) => {
    if (input.nextElementSibling?.classList.contains("wareki")) return;
    const text = document.createElement("span");
    text.className = "wareki";
    text.setAttribute("aria-live", "polite");
    input.after(text);
    const show = () => (text.textContent = wareki(input.value));
    input.addEventListener("input", show);
    input.addEventListener("change", show);
    show();
  };

  /* S41.3.8 typed into a date input: the input is text while one types, a date when it is read. */
  const ERA_KEYS = { M: "明治", T: "大正", S: "昭和", H: "平成", R: "令和" };
  const ERA_DATE = /^([MTSHR])(\d{1,2}|元)[./年-](\d{1,2})[./月-](\d{1,2})日?$/;
  const isoDate = (typed) => {
    const parts = ERA_DATE.exec(typed.normalize("NFKC").trim().toUpperCase());
    if (!parts) return "";
    const [, first] = ERAS.find(([name]) => name === ERA_KEYS[parts[1]]);
    const year = first + (parts[2] === "元" ? 1 : Number(parts[2])) - 1;
    const [month, day] = parts.slice(3).map(Number);
    const date = new Date(year, month - 1, day);
    const iso = [year, month, day].map((part) => String(part).padStart(2, "0")).join("-");
    const real = date.getMonth() === month - 1 && date.getDate() === day;
    return real && wareki(iso).startsWith(ERA_KEYS[parts[1]]) ? iso : "";
  };

  const takeWareki = (input) => {
    input.title = "和暦でも入力できます（例：S41.3.8）";
    input.addEventListener("keydown", (event) => {
      const key = event.key.toUpperCase();
      if (input.type !== "date" || !(key in ERA_KEYS) || event.ctrlKey || event.metaKey) return;
      event.preventDefault();
      input.type = "text";
      input.value = key;
      input.setSelectionRange(1, 1);
    });
    input.addEventListener("change", () => {
      const iso = input.type === "text" ? isoDate(input.value) : "";
      if (iso || (input.type === "text" && !input.value)) {
        input.type = "date";
        input.value = iso;
        input.dispatchEvent(new Event("input", { bubbles: true }));
      }
    });
  };

  const ANNOUNCE_AFTER = 1000;
  const counterText = (length, least, limit) => {
    if (limit !== null && length > limit) return `${length - limit} 文字超えています（${limit}文字まで）`;
    if (least !== null && length < least) return `あと ${least - length} 文字以上（${least}文字から）`;
    if (limit !== null) return `あと ${limit - length} 文字（${limit}文字まで）`;
    return `${length} 文字（上限は未設定です）`;
  };

  const count = (input) => {
    if (input.parentElement.querySelector(":scope > .counter")) return;
    const limit = "maxLength" in input.dataset ? Number(input.dataset.maxLength) : null;
    const least = "minLength" in input.dataset ? Number(input.dataset.minLength) : null;
    const text = document.createElement("p");
    text.className = "counter";
    const spoken = document.createElement("p");
    spoken.className = "visually-hidden";
    spoken.setAttribute("role", "status");
    input.after(text, spoken);
    let timer = 0;
    const show = () => {
      const length = [...input.value].length;
      text.textContent = counterText(length, least, limit);
      text.classList.toggle("is-over", limit !== null && length > limit);
    };
    input.addEventListener("input", () => {
      show();
      clearTimeout(timer);
      timer = setTimeout(() => (spoken.textContent = text.textContent), ANNOUNCE_AFTER);
    });
    show();
  };

  const fill = (input, words) => {
    if (input instanceof HTMLSelectElement) {
      const option = [...input.options].find((one) => one.text === words);
      if (!option) return;
      input.value = option.value;
      input.tomselect?.setValue(option.value);
    } else {
      input.value = words;
    }
    input.dispatchEvent(new Event("input", { bubbles: true }));
    input.dispatchEvent(new Event("change", { bubbles: true }));
  };

  const findAddress = async (button) => {
    const postcode = button.parentElement.querySelector("input");
    const answer = button.parentElement.querySelector(".postcode-answer");
    const prefix = postcode.name.slice(0, postcode.name.lastIndexOf("-") + 1);
    answer.textContent = "";
    const response = await fetch(
      `${button.dataset.postcodeUrl}?postcode=${encodeURIComponent(postcode.value)}`,
      { headers: { Accept: "application/json" } },
    ).catch(() => null);
    if (!response?.ok) {
      answer.textContent = "住所が見つかりません。郵便番号を確認するか、住所を直接入力してください。";
      return;
    }
    const place = await response.json();
    for (const [name, parts] of Object.entries(JSON.parse(button.dataset.fills))) {
      const input = postcode.form.elements[prefix + name];
      if (input) fill(input, parts.map((part) => place[part]).join(""));
    }
    answer.textContent = "住所を入力しました。番地を続けて入力してください。";
  };

  const enhance = (root) => {
    root.querySelectorAll("input.js-wareki").forEach((input) => {
      showWareki(input);
      takeWareki(input);
    });
    root.querySelectorAll("textarea[data-max-length], [data-counter]").forEach(count);
    for (const button of root.querySelectorAll("[data-postcode-url]")) {
      button.addEventListener("click", () => findAddress(button));
    }
  };

  enhance(document);
  document.addEventListener("row-added", (event) => enhance(event.target));
}

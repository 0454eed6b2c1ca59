/* How many people are ticked, and how they stand to the capacity together with those chosen before. */
"use strict";
{
  const counter = document.querySelector("[data-capacity-counter]");
  const { taken, capacity } = counter.dataset;
  const sentence = (count) => {
    if (!capacity) return "";
    const left = Number(capacity) - count;
    const rest = left < 0 ? `${-left}人超えています。` : `あと${left}人です。`;
    return `加えると、定員${capacity}人に対して${count}人で、${rest}`;
  };
  const show = () => {
    const ticked = document.querySelectorAll("[name=meister]:checked").length;
    counter.textContent = `${ticked}人を選択しています。${ticked ? sentence(Number(taken) + ticked) : ""}`;
  };
  document.addEventListener("change", show);
  show();
}

"use strict";
// Shows the facts of the marks that were chosen. All is there without it; nothing is written into the page as markup.
(() => {
  const text = document.querySelector(".text");
  const marks = [...text.querySelectorAll("a.mark")];
  const facts = [...document.querySelectorAll("article.fact")];
  const groups = [...document.querySelectorAll("#facts .group")];
  const status = document.querySelector("#which output");
  const all = document.getElementById("all");
  let last = null;

  function show(keys) {
    const wanted = new Set(keys);
    for (const one of facts) one.hidden = wanted.size > 0 && !wanted.has(one.id);
    for (const one of groups) one.hidden = !one.querySelector("article.fact:not([hidden])");
    for (const one of marks) {
      const mine = one.dataset.facts.split(" ");
      one.classList.toggle("chosen", mine.some((key) => wanted.has(key)));
    }
    all.hidden = wanted.size === 0;
    status.textContent = wanted.size ? `${wanted.size} of ${facts.length} facts shown` : `${facts.length} facts`;
  }

  text.addEventListener("click", (event) => {
    const mark = event.target.closest("a.mark");
    if (!mark) return;
    event.preventDefault();
    last = mark;
    show(mark.dataset.facts.split(" "));
    document.getElementById(mark.dataset.facts.split(" ")[0]).scrollIntoView({ block: "nearest" });
  });
  document.getElementById("facts").addEventListener("click", (event) => {
    const link = event.target.closest("a[href^='#f']");
    const card = event.target.closest("article.fact");
    if (link) {
      event.preventDefault();
      show([link.getAttribute("href").slice(1)]);
    } else if (card && String(window.getSelection()) === "") {
      show([card.id]);
      const first = marks.find((one) => one.classList.contains("chosen"));
      if (first) first.scrollIntoView({ block: "center" });
    }
  });
  function reset() {
    show([]);
    if (last) last.focus();
  }
  all.addEventListener("click", reset);
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") reset();
  });
  document.getElementById("legend").addEventListener("input", (event) => {
    text.classList.toggle(`off-${event.target.value}`, !event.target.checked);
  });
  document.getElementById("legend").addEventListener("submit", (event) => event.preventDefault());
  for (const box of document.querySelectorAll("#legend input")) box.checked = true;
  show([]);
})();

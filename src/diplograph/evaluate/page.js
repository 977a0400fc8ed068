"use strict";
// Hides what the filters leave out. Everything is read from the page itself; nothing is written into it as markup.
(() => {
  const form = document.getElementById("filters");
  const shown = document.getElementById("shown");
  const articles = [...document.querySelectorAll("article")];
  const words = articles.map((one) => one.textContent.toLowerCase());
  const kinds = [...form.querySelectorAll("input[name=kind]")];

  function apply() {
    const wanted = new Set(kinds.filter((box) => box.checked).map((box) => box.value));
    const name = form.elements.namedItem("document").value;
    const sought = form.elements.namedItem("words").value.trim().toLowerCase();
    let count = 0;
    articles.forEach((one, at) => {
      const fits = wanted.has(one.dataset.kind) && (!name || one.dataset.document === name) &&
        (!sought || words[at].includes(sought));
      one.hidden = !fits;
      count += fits;
    });
    for (const section of [...document.querySelectorAll("section[data-kind]"), ...document.querySelectorAll(".group")]) {
      section.hidden = !section.querySelector("article:not([hidden])");
    }
    shown.textContent = `${count} of ${articles.length} shown`;
  }

  form.addEventListener("input", apply);
  form.addEventListener("submit", (event) => event.preventDefault());
  for (const [id, state] of [["all", true], ["none", false]]) {
    document.getElementById(id).addEventListener("click", () => {
      kinds.forEach((box) => { box.checked = state; });
      apply();
    });
  }
  apply(); // a browser may have kept what was chosen before
})();

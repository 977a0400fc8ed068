// The query page: YASGUI with the graph's own endpoint, our prefixes, terms and ready questions, and nobody else's.
"use strict";
(function () {
  const endpoint = location.origin + "/sparql";
  const told = document.getElementById("told");
  const chooser = document.getElementById("question");

  function fromAddress() {
    // #query=SPARQL or #question=NAME; other parts of a shared link are left aside.
    const found = new URLSearchParams(location.hash.slice(1));
    return { query: found.get("query"), question: found.get("question") };
  }

  function begin(data) {
    const Yasqe = Yasgui.Yasqe, Yasr = Yasgui.Yasr;
    const prefixes = Object.entries(data.prefixes).map(([name, space]) => name + ": <" + space + ">").sort();
    const named = (kind) => (yasqe, token) => {
      const start = (token && token.autocompletionString) || "";
      return data.terms[kind].filter((iri) => iri.startsWith(start));
    };
    Yasqe.forkAutocompleter("prefixes", { name: "prefixes", persistenceId: null, get: prefixes });
    Yasqe.forkAutocompleter("class", { name: "class", persistenceId: null, get: named("classes") });
    Yasqe.forkAutocompleter("property", { name: "property", persistenceId: null, get: named("properties") });
    Yasqe.defaults.autocompleters = ["prefixes", "class", "property", "variables"];
    Yasqe.defaults.prefixCcApi = null;
    Yasqe.defaults.value = data.first;
    Yasr.defaults.prefixes = data.prefixes;

    const yasgui = new Yasgui(document.getElementById("yasgui"), {
      requestConfig: { endpoint: () => endpoint, method: "POST" },
      endpointCatalogueOptions: { getData: () => [{ endpoint: endpoint }], keys: [] },
      copyEndpointOnNewTab: false,
      populateFromUrl: false,
      persistenceId: "diplograph",
    });

    function open(name, sparql) {
      const tab = yasgui.addTab(true, { name: name, yasqe: { value: sparql } }, { avoidDuplicateTabs: true });
      tab.query().catch(() => {});
    }

    function ask(name) {
      const one = data.questions.find((each) => each.name === name);
      if (!one) {
        told.textContent = "No question is called “" + name + "”.";
        return;
      }
      told.textContent = one.description + ".";
      open(one.title, one.sparql);
    }

    const groups = new Map();
    for (const one of data.questions) {
      if (!groups.has(one.group)) {
        const group = document.createElement("optgroup");
        group.label = one.group;
        groups.set(one.group, group);
        chooser.append(group);
      }
      groups.get(one.group).append(new Option(one.title, one.name));
    }
    chooser.addEventListener("change", () => {
      if (chooser.value) ask(chooser.value);
      chooser.value = "";
    });

    function follow() {
      const wanted = fromAddress();
      if (!wanted.query && !wanted.question) return;
      history.replaceState(null, "", location.pathname);
      if (wanted.question) ask(wanted.question);
      else open("Query", wanted.query);
    }
    window.addEventListener("hashchange", follow);
    follow();
  }

  // A node in an answer opens its page here; its IRI may lead elsewhere or nowhere.
  document.addEventListener("click", (event) => {
    const link = event.target.closest && event.target.closest(".yasr a.iri, .yasr td a[href]");
    if (!link || !/^https?:/.test(link.href) || link.href.startsWith(location.origin)) return;
    event.preventDefault();
    window.open("/node?iri=" + encodeURIComponent(link.getAttribute("href")), "_blank", "noopener");
  }, true);

  fetch("/query-data.json")
    .then((answer) => answer.json())
    .then(begin)
    .catch((error) => { told.textContent = "The page could not be made ready: " + error.message; });
})();

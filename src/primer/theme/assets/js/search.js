// The dialog and the page of search. The index is in the page's reach already; nothing is sent or stored.
(function () {
  "use strict";
  var data = window.bybIndex, stop = new Set(data.stop), made = null;
  var types = {
    guideline: "Guideline", myth: "Myth, corrected", finding: "Finding", activity: "Workshop activity",
    reference: "Reference", term: "Term", page: "Page",
  };
  var names = { type: "Type", topic: "Topic", role: "Role", level: "How sure" };

  // The same words that src/primer/site/minisearch.py puts into the index.
  function terms(text) {
    return text.toLowerCase().normalize("NFD").replace(/[\u0300-\u036f]/g, "").split(/[^a-z0-9]+/)
      .filter(function (term) { return term && !stop.has(term); });
  }

  var index = window.MiniSearch.loadJS(data.index, {
    fields: Object.keys(data.index.fieldIds),
    storeFields: ["a", "k", "i", "t", "s", "l", "f"],
    tokenize: terms,
    processTerm: function (term) { return term; },
  });
  var cards = Object.values(data.index.storedFields);
  var options = {
    boost: { name: 20, title: 12, also: 8, claim: 8, checks: 4, summary: 3, body: 1 },
    prefix: function (term, place, all) { return term.length > 2 || place === all.length - 1; },
    fuzzy: function (term) { return term.length > 4 && !/\d/.test(term) ? 0.2 : false; },
    weights: { fuzzy: 0.25, prefix: 0.5 },
    boostDocument: function (id, term, card) { return card.k === "Reference" ? 0.5 : 1; },
  };

  // An id as it is typed: G12, g12, G-12, g 12, G012, G12.3 for a check, v1.0-G12.3 for one as an edition had it.
  var typed = /^\s*(?:v?\s*(\d+\.\d+)[\s-]+)?([gmfw])[\s-]*0*([1-9]\d*)(?:\s*\.\s*(\d+))?\s*$/i;

  // The same card, as an edition or a check has it. Of an edition without pages the words of today are the answer.
  function narrowed(card, edition, check) {
    var held = edition && ((data.editions || {})[edition] || "").includes(" " + card.i + " ");
    return Object.assign({}, card, {
      a: (held ? "v/" + edition + "/" : "") + card.a + (check ? "#c" + check : ""),
      i: (held ? "v" + edition + "-" : "") + card.i + (check ? "." + check : ""),
      k: held ? card.k + ", edition " + edition : card.k,
    });
  }

  // Gives cards, the item of an id typed exactly first; with an edition, its words then and its words now.
  function find(query, wanted) {
    var id = typed.exec(query), name = id ? id[2].toUpperCase() + id[3] : "";
    var exact = cards.filter(function (card) { return name && card.i === name; }).flatMap(function (card) {
      var then = narrowed(card, id[1], id[4]), now = narrowed(card, "", id[4]);
      return then.a === now.a ? [now] : [then, now];
    });
    var found = exact.length ? [] : index.search(query, options).filter(function (card) {
      return card.k !== "No longer current";
    });
    return exact.concat(found).filter(function (card) {
      return Object.keys(wanted).every(function (facet) {
        return !wanted[facet] || ((card.f || {})[facet] || []).includes(wanted[facet]);
      });
    });
  }

  function element(name, attributes, children) {
    var made = document.createElement(name);
    Object.keys(attributes).forEach(function (key) { made.setAttribute(key, attributes[key]); });
    (children || []).forEach(function (child) { made.append(child); });
    return made;
  }

  function item(card, root) {
    var type = ((card.f || {}).type || ["page"])[0];
    return element("li", {}, [
      element("a", { href: root + card.a }, [
        element("span", { class: "byb-type byb-is-" + type }, [card.k]), " ",
        card.i ? element("span", { class: "byb-ref" }, [card.i]) : "", " ",
        element("span", { class: "byb-hit__title" }, [card.t]),
      ]),
      card.s ? element("p", {}, [card.s]) : "",
      card.l ? element("p", { class: "byb-hit__level" }, [card.l]) : "",
    ]);
  }

  function choice(facet) {
    var labels = facet === "type" ? types : data.labels[facet];
    var list = element("select", { name: facet }, [element("option", { value: "" }, ["All"])]);
    Object.keys(labels).forEach(function (value) { list.append(element("option", { value: value }, [labels[value]])); });
    return element("label", {}, [names[facet] + " ", list]);
  }

  // One form for both places; `changed` hears of every new state.
  function build(root, changed) {
    var field = element("input", { type: "search", name: "q", autocomplete: "off", spellcheck: "false", "aria-label": "Search by id, title or words" });
    var filters = element("div", { class: "byb-filters" }, Object.keys(names).map(choice));
    var status = element("p", { class: "byb-hits__count", role: "status" });
    var list = element("ol", { class: "byb-hits" });
    var form = element("form", { role: "search", class: "byb-find" }, [field, filters, status, list]);
    var shown = [];

    function state() {
      var all = {};
      [field].concat(Array.from(form.querySelectorAll("select"))).forEach(function (input) {
        if (input.value.trim()) all[input.name] = input.value;
      });
      return all;
    }

    function show() {
      var wanted = state(), query = (wanted.q || "").trim();
      delete wanted.q;
      shown = query ? find(query, wanted) : [];
      list.replaceChildren.apply(list, shown.slice(0, 20).map(function (card) { return item(card, root); }));
      var count = shown.length === 1 ? "1 result" : shown.length + " results";
      if (shown.length > 20) count += ", the first 20 shown";
      status.textContent = !query ? "" : shown.length ? count : "Nothing found. Try fewer words, or the A to Z.";
    }

    form.addEventListener("input", function () { show(); changed(state()); });
    form.addEventListener("submit", function (event) {
      event.preventDefault();
      show();
      if (shown.length) location.href = root + shown[0].a;
    });
    form.addEventListener("keydown", function (event) {
      var step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (!step || event.target.nodeName === "SELECT") return;
      var stops = [field].concat(Array.from(list.querySelectorAll("a")));
      var next = stops[stops.indexOf(document.activeElement) + step];
      event.preventDefault();
      if (next) next.focus();
    });
    return {
      form: form,
      field: field,
      set: function (wanted) {
        form.querySelectorAll("input, select").forEach(function (input) {
          input.value = wanted.get(input.name) || "";
          if (input.selectedIndex < 0) input.value = "";
        });
        show();
      },
    };
  }

  function dialog(root) {
    var find = build(root, function () {});
    var close = element("button", { type: "button" }, ["Close"]);
    var leave = document.querySelector("[data-exit]");
    var exit = leave ? leave.cloneNode(true) : "";
    var box = element("dialog", { class: "byb-dialog", "aria-label": "Search" }, [
      element("div", { class: "byb-dialog__bar" }, [exit, close]), find.form,
    ]);
    document.body.append(box);
    close.addEventListener("click", function () { box.close(); });
    // A search field would take the first Escape to empty itself.
    box.addEventListener("keydown", function (event) {
      if (event.key !== "Escape") return;
      event.preventDefault();
      box.close();
    });
    box.addEventListener("click", function (event) { if (event.target === box) box.close(); });
    return function () {
      if (!box.open) box.showModal();
      find.field.focus();
      find.field.select();
    };
  }

  function page(root) {
    var find = build(root, function (state) {
      var hash = new URLSearchParams(state).toString();
      history.replaceState(null, "", hash ? "#" + hash : location.pathname);
    });
    function read() { find.set(new URLSearchParams(location.hash.slice(1))); }
    document.getElementById("find").replaceChildren(find.form);
    window.addEventListener("hashchange", read);
    read();
    return find;
  }

  window.bybTerms = terms;
  window.bybSearch = function (root) {
    made = made || { find: find };
    made.open = made.open || (document.getElementById("find")
      ? function () { document.querySelector("#find input").focus(); } : dialog(root));
    made.page = made.page || function () { return page(root); };
    return made;
  };
})();

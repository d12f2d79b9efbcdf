// The dialog and the page of search. The index is in the page's reach already; nothing is sent or stored.
(function () {
  "use strict";
  var data = window.bybIndex, words = window.bybWords, made = null;
  var types = {
    guideline: "%{type.guideline}", myth: "%{type.myth}", finding: "%{type.finding}", activity: "%{type.activity}",
    reference: "%{type.reference}", term: "%{type.term}", page: "%{type.page}",
  };
  var names = { type: "%{filter.type}", topic: "%{filter.topic}", role: "%{filter.role}", level: "%{filter.level}" };
  var FIRST = 10, MORE = 20, fill = window.bybFill;

  function element(name, attributes, children) {
    var made = document.createElement(name);
    Object.keys(attributes).forEach(function (key) { made.setAttribute(key, attributes[key]); });
    (children || []).forEach(function (child) { made.append(child); });
    return made;
  }

  // A text in which the words that matched are marked.
  function marked(text, marks) {
    return text.split(/([\p{L}\p{N}\p{M}'’]+)/u).map(function (part, place) {
      var hit = place % 2 && words.terms(part).some(function (term) { return marks.has(term); });
      return hit ? element("mark", {}, [part]) : part;
    });
  }
  function hits(text, marks) {
    return words.terms(text).filter(function (term) { return marks.has(term); });
  }

  // Other names, and words to avoid, of which a card shows those that hold what the rest of the card does not.
  function beside(card, marks) {
    var there = new Set(hits(card.t + " " + (card.s || ""), marks));
    function fresh(name) { return hits(name, marks).some(function (term) { return !there.has(term); }); }
    var also = (card.o || []).filter(fresh).slice(0, 3).join(", ");
    var replaced = (card.r || []).filter(function (one) { return hits(one[0], marks).length; }).slice(0, 3);
    return { also: also, replaced: replaced };
  }

  function item(card, root, marks) {
    var type = ((card.f || {}).type || ["page"])[0], more = beside(card, marks);
    function linked(place, address, words) {
      return [place ? ", " : "", element("a", { class: "byb-hit__beside", href: root + address }, marked(words, marks))];
    }
    var replaced = more.replaced.flatMap(function (one, place) { return linked(place, one[1], one[0]); });
    var parts = (card.more || []).flatMap(function (part, place) { return linked(place, part.a, part.t); });
    return element("li", {}, [
      element("a", { href: root + card.a }, [
        element("span", { class: "byb-type byb-is-" + type }, [card.k]), " ",
        card.i ? element("span", { class: "byb-ref" }, [card.i]) : "", " ",
        element("span", { class: "byb-hit__title" }, marked(card.t, marks)),
      ]),
      card.on ? element("p", { class: "byb-hit__on" }, fill("%{search.within}", { page: card.on })) : "",
      card.s ? element("p", {}, marked(card.s, marks)) : "",
      replaced.length ? element("p", {}, fill("%{search.replaces}", { terms: replaced })) : "",
      more.also ? element("p", { class: "byb-hit__also" }, fill("%{search.also}", { names: marked(more.also, marks) })) : "",
      parts.length ? element("p", { class: "byb-hit__parts" }, fill("%{search.parts}", { parts: parts })) : "",
      card.l ? element("p", { class: "byb-hit__level" }, [card.l]) : "",
    ]);
  }

  function choice(facet) {
    var labels = facet === "type" ? types : data.labels[facet];
    var list = element("select", { name: facet }, [element("option", { value: "" }, ["%{filter.all}"])]);
    Object.keys(labels).forEach(function (value) { list.append(element("option", { value: value }, [labels[value]])); });
    return element("label", {}, [names[facet] + " ", list]);
  }

  // What stands above the results, and links for who found nothing.
  function told(query, found) {
    if (!query) return "";
    if (found.empty) return "%{search.too-common}";
    if (!found.cards.length) return "%{search.nothing}";
    var count = fill("%{search.results}", { n: found.cards.length }).join("");
    if (found.guessed.length) return fill("%{search.read-as}", { results: count, words: found.guessed.join(", ") }).join("");
    return found.all ? count : fill("%{search.closest}", { results: count }).join("");
  }
  function ways(root, query) {
    var links = [["a-z.html", "", "%{search.a-z}"], ["not-covered.html", "", "%{search.not-covered}"]];
    if (!document.getElementById("find")) links.unshift(["find.html", "#q=" + encodeURIComponent(query), "%{search.own-page}"]);
    links = links.filter(function (link) { return data.cards.some(function (card) { return card.a === link[0]; }); });
    if (!links.length) return ["%{search.fewer}"];
    return fill("%{search.ways}", { links: links.map(function (link, place) {
      var before = place ? (place + 1 < links.length ? ", " : "%{list.or}") : "";
      return element("span", {}, [before, element("a", { href: root + link[0] + link[1] }, [link[2]])]);
    }) });
  }

  // Fills a form that has its field already; `changed` hears of every new state.
  function build(form, root, changed) {
    var field = form.querySelector("input");
    var filters = element("details", { class: "byb-find__filters" }, [
      element("summary", {}, ["%{search.filter}"]), element("div", { class: "byb-filters" }, Object.keys(names).map(choice)),
    ]);
    var status = element("p", { class: "byb-hits__count", role: "status" });
    var other = element("p", { class: "byb-hits__ways" });
    var list = element("ol", { class: "byb-hits" });
    var more = element("button", { type: "button", class: "byb-hits__more" }, ["%{search.more}"]);
    var shown = [], marks = new Set();
    form.append(filters, status, other, list, more);

    function state() {
      var all = {};
      [field].concat(Array.from(form.querySelectorAll("select"))).forEach(function (input) {
        if (input.value.trim()) all[input.name] = input.value;
      });
      return all;
    }
    function add(count) {
      var next = shown.slice(list.children.length, list.children.length + count);
      list.append.apply(list, next.map(function (card) { return item(card, root, marks); }));
      more.hidden = list.children.length >= shown.length;
    }
    function show() {
      var wanted = state(), query = (wanted.q || "").trim();
      delete wanted.q;
      var found = query ? words.find(query, wanted) : { cards: [], marks: marks, guessed: [], all: true };
      shown = found.cards;
      marks = found.marks;
      list.replaceChildren();
      add(FIRST);
      status.textContent = told(query, found);
      other.replaceChildren.apply(other, query && (!shown.length || !found.all) ? ways(root, query) : []);
    }

    more.addEventListener("click", function () {
      var first = list.children.length;
      add(MORE);
      list.children[first].querySelector("a").focus();
    });
    form.addEventListener("input", function () { show(); changed(state()); });
    form.addEventListener("submit", function (event) {
      event.preventDefault();
      show();
      changed(state());
      if (shown.length) location.href = root + shown[0].a;
    });
    form.addEventListener("keydown", function (event) {
      var step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (event.target.closest(".byb-hits") && event.key.length === 1 && event.key !== " " && !event.ctrlKey && !event.metaKey && !event.altKey) field.focus();
      if (!step || event.target.nodeName === "SELECT") return;
      var stops = [field].concat(Array.from(list.querySelectorAll("a:not(.byb-hit__beside)")));
      var next = stops[stops.indexOf(document.activeElement) + step];
      event.preventDefault();
      if (next) next.focus();
    });
    return {
      field: field,
      show: show,
      set: function (wanted) {
        form.querySelectorAll("input, select").forEach(function (input) {
          input.value = wanted.get(input.name) || "";
          if (input.selectedIndex < 0) input.value = "";
          if (input.value && input.nodeName === "SELECT") filters.open = true;
        });
        show();
      },
    };
  }

  // The query stays in the history entry of the page, so that Back gives it again.
  function keep(query) {
    try { history.replaceState(query ? { q: query } : null, ""); } catch (refused) { /* an old browser on file:// */ }
  }
  function dialog(root, box) {
    var find = build(box.querySelector("form"), root, function (state) { keep(state.q); });
    find.show();
    if (find.field.value) keep(find.field.value);
    box.addEventListener("close", function () { keep(""); });
    box.addEventListener("click", function (event) {
      var link = event.target.closest && event.target.closest(".byb-hits a");
      if (link && link.pathname === location.pathname && !event.ctrlKey && !event.metaKey) box.close();
    });
  }

  function page(root) {
    var field = element("input", { type: "search", name: "q", id: "find-q", autocomplete: "off", spellcheck: "false" });
    var form = element("form", { role: "search", class: "byb-find" }, [
      element("label", { for: "find-q" }, fill("%{search.label}", { id: data.letters[0] + "1" })), field,
    ]);
    var find = build(form, root, function (state) {
      var hash = new URLSearchParams(state).toString();
      history.replaceState(null, "", hash ? "#" + hash : location.pathname);
    });
    function read() { find.set(new URLSearchParams(location.hash.slice(1))); }
    document.getElementById("find").replaceChildren(form);
    window.addEventListener("hashchange", read);
    read();
  }

  window.bybSearch = function (root, box) {
    made = made || { find: words.find };
    if (box && !made.dialog) { made.dialog = true; dialog(root, box); }
    if (document.getElementById("find") && !made.page) { made.page = true; page(root); }
    return made;
  };
})();

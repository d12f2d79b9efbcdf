// What every page does with a script: leave at once, and load search on first use.
(function () {
  "use strict";
  var root = document.body.dataset.root;
  var onDisk = location.protocol === "file:";

  // --- words -------------------------------------------------------------------------------------
  // Every "%{key}" in these scripts is a text of the catalogue once the site is written. This fills in its names, in
  // pieces, since an element may stand for a name; the number `n` chooses the form.
  window.bybFill = function (text, values) {
    var form = typeof text === "string" ? text : values.n === 1 ? text.one : text.other;
    return form.split(/\{(\w+)\}/).flatMap(function (part, place) { return place % 2 ? values[part] : part; });
  };

  // --- leave -------------------------------------------------------------------------------------
  var exit = document.querySelector("[data-exit]");

  function leave() {
    document.documentElement.hidden = true;
    // `replace` takes this page out of the history: Back leads to the page before it.
    location.replace(onDisk ? "about:blank" : exit.href);
  }

  document.addEventListener("click", function (event) {
    if (event.target.closest && event.target.closest("[data-exit]")) {
      event.preventDefault();
      leave();
    }
  });

  var shifts = [];
  document.addEventListener("keydown", function (event) {
    var field = event.target.closest && event.target.closest("input, textarea, select, [contenteditable]");
    if (event.key !== "Shift" || field) {
      shifts = [];
    } else if (!event.repeat) {
      shifts = shifts.filter(function (time) { return event.timeStamp - time < 2000; }).concat(event.timeStamp);
      if (shifts.length > 2 && exit) leave();
    }
  });

  // --- folds -------------------------------------------------------------------------------------
  // What an address names is opened, with every fold around it: not every browser does that by itself.
  function unfold() {
    var target = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!target) return;
    for (var at = target; at; at = at.parentElement) if (at.matches("details")) at.open = true;
    // A link to a check is followed to answer or to copy it.
    var how = target.matches(".byb-checks > li") && target.querySelector("details");
    if (how) how.open = true;
    target.scrollIntoView();
  }

  window.addEventListener("hashchange", unfold);
  unfold();
  document.addEventListener("keydown", function (event) {
    var menu = event.key === "Escape" && event.target.closest && event.target.closest(".byb-menu[open], .byb-check__how[open]");
    if (!menu) return;
    menu.open = false;
    menu.querySelector("summary").focus();
  });

  // --- search ------------------------------------------------------------------------------------
  var asked = null;

  function load(name) {
    return new Promise(function (done, failed) {
      var script = document.createElement("script");
      script.src = root + name;
      script.async = false; // All are asked for at once, and run in this order.
      script.onload = done;
      script.onerror = failed;
      document.head.appendChild(script);
    });
  }

  function search() {
    var parts = ["assets/js/search-index.js", "assets/js/search-words.js", "assets/js/search.js"];
    asked = asked || Promise.all(parts.map(load));
    return asked;
  }

  // The field is open before the index is there: what is typed meanwhile counts.
  var box = document.getElementById("search-box");
  function show(query) {
    var place = document.querySelector("#find input");
    if (place) return place.focus();
    if (!box.open) box.showModal();
    var field = box.querySelector("input");
    if (query) field.value = query;
    field.focus();
    field.select();
    search().then(function () { window.bybSearch(root, box); }, function () { location.href = root + "find.html"; });
  }
  function open(event) {
    event.preventDefault();
    show();
  }
  if (box) {
    box.querySelector("[data-close]").addEventListener("click", function () { box.close(); });
    // A search field would take the first Escape to empty itself.
    box.addEventListener("keydown", function (event) {
      if (event.key !== "Escape") return;
      event.preventDefault();
      box.close();
    });
    box.addEventListener("submit", function (event) { event.preventDefault(); });
    box.addEventListener("click", function (event) { if (event.target === box) box.close(); });
    if (history.state && history.state.q) show(history.state.q);
  }

  document.querySelectorAll("[data-search]").forEach(function (link) {
    var mac = /Mac|iPhone|iPad/.test(navigator.platform);
    link.insertAdjacentHTML("beforeend", " <kbd aria-hidden=true>" + (mac ? "⌘" : "%{search.control}") + " K</kbd>");
    link.setAttribute("aria-keyshortcuts", "Control+K Meta+K");
    link.addEventListener("pointerenter", function () { search(); });
    link.addEventListener("focus", function () { search(); });
    link.addEventListener("click", function (event) {
      if (!event.ctrlKey && !event.metaKey && !event.shiftKey) open(event);
    });
  });
  document.addEventListener("keydown", function (event) {
    if ((event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey && event.key.toLowerCase() === "k") open(event);
  });
  if (document.getElementById("find")) search().then(function () { window.bybSearch(root); });
})();

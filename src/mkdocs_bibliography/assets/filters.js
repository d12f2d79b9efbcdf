// Shows the rows of a table, or the works of a list, that have what a form asks for; the choice stands in the address.
// With a theme that changes pages without loading them, it runs again for each page.
(function () {
  "use strict";
  function start(form) {
    var rows = Array.from(document.querySelectorAll("#" + form.dataset.filters + " :is(tbody tr, li[data-cited], [data-row])"));
    var lists = Array.from(form.querySelectorAll("select[name]"));
    var output = form.querySelector("output");

    function show() {
      var shown = rows.filter(function (row) {
        var keys = row.querySelector(".byb-keys") || row;
        row.hidden = !lists.every(function (list) {
          return !list.value || (keys.dataset[list.name] || "").split(" ").includes(list.value);
        });
        return !row.hidden;
      });
      output.textContent = "%{works.shown}".replace("{shown}", shown.length).replace("{all}", rows.length);
    }

    function read() {
      var wanted = new URLSearchParams(location.hash.slice(1));
      lists.forEach(function (list) {
        list.value = wanted.get(list.name) || "";
        if (list.selectedIndex < 0) list.value = "";
      });
      show();
    }

    function write() {
      var chosen = lists.filter(function (list) { return list.value; });
      var state = chosen.map(function (list) { return list.name + "=" + list.value; }).join("&");
      history.replaceState(null, "", state ? "#" + state : location.pathname + location.search);
      show();
    }

    form.addEventListener("change", write);
    form.addEventListener("submit", function (event) { event.preventDefault(); });
    form.addEventListener("reset", function () { setTimeout(write); });
    window.addEventListener("hashchange", function () { if (form.isConnected) read(); });
    form.hidden = false;
    read();
  }

  function page() { document.querySelectorAll("form[data-filters][hidden]").forEach(start); }
  if (window.document$) window.document$.subscribe(page);
  else page();
})();

// Shows the rows of a table, or the works of a list, that have what a form asks for; the choice stands in the address.
(function () {
  "use strict";
  document.querySelectorAll("form[data-filters]").forEach(function (form) {
    var rows = Array.from(document.querySelectorAll("#" + form.dataset.filters + " :is(tbody tr, li[data-cited])"));
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
      output.textContent = shown.length + " of " + rows.length + " shown";
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
    window.addEventListener("hashchange", read);
    form.hidden = false;
    read();
  });
})();

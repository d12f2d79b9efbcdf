// Sorts the rows of a filtered table by the column that a form asks for; the order of the page is by name.
(function () {
  "use strict";
  document.querySelectorAll("form[data-filters] select[data-sort]").forEach(function (list) {
    var body = document.querySelector("#" + list.form.dataset.filters + " tbody");
    var rows = Array.from(body.rows);
    var ranks = new Map(rows.map(function (row) {
      return [row, row.querySelector(".byb-keys").dataset.ranks.split(" ").map(Number)];
    }));

    function sort() {
      var column = list.value === "" ? -1 : Number(list.value);
      var order = rows.slice().sort(function (one, other) {
        var apart = column < 0 ? 0 : ranks.get(one)[column] - ranks.get(other)[column];
        return apart || rows.indexOf(one) - rows.indexOf(other);
      });
      body.append.apply(body, order);
    }

    list.form.addEventListener("change", sort);
    list.form.addEventListener("reset", function () { setTimeout(sort); });
  });
})();

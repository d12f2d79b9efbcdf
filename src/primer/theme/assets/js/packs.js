// Writes the command and the file of a pack from what is ticked. The choice lives in the address, after the #.
(function () {
  "use strict";
  var form = document.getElementById("pack");
  if (!form) return;
  var boxes = Array.from(form.querySelectorAll('input[name="id"]'));

  function put(name, text) {
    document.getElementById("pack-" + name).textContent = text;
  }

  function filled(words, values) {
    return window.bybFill(words, values).join("");
  }

  function show() {
    var ids = boxes.filter(function (box) { return box.checked; }).map(function (box) { return box.value; });
    var title = form.elements.title.value.trim().replace(/\s+/g, " ");
    if (title.length < 8) title = title ? filled("%{pack.named}", { title: title }) : "%{pack.unnamed}";
    put("chosen", ids.length ? filled("%{review.chosen}", { ids: ids.join(", ") }) : "%{pack.nothing}");
    put("command", ids.length ? "primer pdf --ids " + ids.join(",") + " --title '" + title.replace(/'/g, "'\\''") + "'" : "");
    put("file", ids.length ? "title: " + JSON.stringify(title) + "\nsummary: " + "%{pack.summary}" + "\nids: [" + ids.join(", ") + "]" : "");
    return ids;
  }

  function read() {
    var ids = location.hash.replace("#ids=", "").split(",");
    boxes.forEach(function (box) {
      box.checked = ids.includes(box.value);
      if (box.checked) box.closest("details").open = true;
    });
    show();
  }

  form.addEventListener("change", function () {
    location.replace("#ids=" + show().join(","));
  });
  form.addEventListener("input", show);
  form.addEventListener("submit", function (event) { event.preventDefault(); });
  form.addEventListener("reset", function () { setTimeout(show); });
  window.addEventListener("hashchange", read);
  form.hidden = false;
  read();
})();

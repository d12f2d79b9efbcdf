// Puts a checklist together from the pieces that Python made. The choice lives in the address, after the #.
(function () {
  "use strict";
  var data = window.PRIMER_REVIEW;
  var form = document.getElementById("review");
  if (!data || !form) return;
  var kinds = ["lifecycle", "role", "topic", "id"];
  var first = form.dataset.first.split(" ").filter(Boolean);
  var made = { text: "", rich: "", file: "" };

  function element(name) {
    return document.getElementById("review-" + name);
  }

  function wanted(kind) {
    return Array.from(form.querySelectorAll('input[name="' + kind + '"]:checked'), function (box) {
      return box.value;
    });
  }

  function join(pieces, ids) {
    return pieces.head + ids.map(function (id) { return pieces.pieces[id]; }).join("") + pieces.tail;
  }

  function choose(want) {
    var words = kinds.slice(0, 3).filter(function (kind) { return want[kind].length; });
    if (!words.length && !want.id.length && first.length) return first;
    return Object.keys(data.guidelines).filter(function (id) {
      if (want.id.includes(id) || !(words.length || want.id.length)) return true;
      return words.length && words.every(function (kind) {
        return want[kind].some(function (word) { return data.guidelines[id][kind].includes(word); });
      });
    });
  }

  function address() {
    return kinds.filter(function (kind) { return wanted(kind).length; })
      .map(function (kind) { return kind + "=" + wanted(kind).join(","); })
      .concat(form.elements.form.value === "github" ? [] : "form=" + form.elements.form.value)
      .join("&");
  }

  function read() {
    var asked = new URLSearchParams(location.hash.slice(1));
    kinds.forEach(function (kind) {
      var values = (asked.get(kind) || "").split(",");
      form.querySelectorAll('input[name="' + kind + '"]').forEach(function (box) {
        box.checked = values.includes(box.value);
        if (box.checked && box.closest("details")) box.closest("details").open = true;
      });
    });
    form.elements.form.value = data.forms[asked.get("form")] ? asked.get("form") : "github";
    show();
  }

  function show() {
    var want = {};
    kinds.forEach(function (kind) { want[kind] = wanted(kind); });
    var ids = choose(want);
    var chosen = data.forms[form.elements.form.value];
    made = { text: ids.length ? join(chosen, ids) : "", rich: chosen.rich && join(chosen.rich, ids), file: chosen.file };
    element("out").textContent = made.text;
    element("chosen").textContent = ids.length
      ? window.bybFill(ids === first ? "%{review.first}" : "%{review.chosen}", { ids: ids.join(", ") }).join("")
      : "%{review.nothing}";
  }

  form.addEventListener("change", function () {
    try {
      history.replaceState(null, "", "#" + address());
    } catch (refused) {
      location.replace("#" + address());
    }
    show();
  });
  form.addEventListener("reset", function () {
    location.hash = "";
  });
  element("all").addEventListener("click", function () {
    location.hash = "id=" + Object.keys(data.guidelines).join(",");
  });
  window.addEventListener("hashchange", read);
  element("copy").addEventListener("click", function () {
    window.bybCopy(this, made.text, made.rich);
  });
  element("link").addEventListener("click", function () {
    window.bybCopy(this, form.dataset.address + "#" + address());
  });
  element("save").addEventListener("click", function () {
    var link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([made.text], { type: "text/plain" }));
    link.download = made.file;
    link.click();
  });
  form.hidden = false;
  read();
})();

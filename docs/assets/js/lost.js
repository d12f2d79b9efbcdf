// On the page for an address that does not exist: says which item the address may have meant.
(function () {
  "use strict";
  var asked = /([gmfw])[-_. ]*0*([1-9]\d*)(?:[._-]c?(\d+))?(?:\.html?)?\/*$/i.exec(decodeURIComponent(location.pathname));
  var name = asked ? asked[1].toUpperCase() + asked[2] : "";
  var title = (window.bybItems || {})[name];
  if (!asked) return;
  var told = document.createElement("p");
  told.id = "meant";
  if (title) {
    var link = document.createElement("a");
    link.href = document.body.dataset.root + name.toLowerCase() + ".html" + (asked[3] ? "#c" + asked[3] : "");
    link.textContent = name + ": " + title;
    told.append("Did you mean ", link, "?");
  } else {
    told.append("No item has the id " + name + ".");
  }
  document.getElementById("lost").before(told);
})();

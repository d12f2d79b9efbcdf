// On the page for an address that does not exist: says which item the address may have meant.
(function () {
  "use strict";
  var asked = /(?:v\/?(\d+\.\d+)[-/])?([gmfw])[-_. ]*0*([1-9]\d*)(?:[._-]c?(\d+))?(?:\.html?)?\/*$/i
    .exec(decodeURIComponent(location.pathname));
  if (!asked) return;
  var edition = asked[1], name = asked[2].toUpperCase() + asked[3];
  var title = (window.bybItems || {})[name], held = (window.bybEditions || {})[edition];
  var told = document.createElement("p");
  told.id = "meant";

  function link(folder, words) {
    var made = document.createElement("a");
    made.href = document.body.dataset.root + folder + name.toLowerCase() + ".html" + (asked[4] ? "#c" + asked[4] : "");
    made.textContent = words;
    return made;
  }

  if (held && held.includes(" " + name + " ")) {
    told.append("Did you mean ", link("v/" + edition + "/", name + " in edition " + edition));
    told.append(title ? ", or " : "?", title ? link("", name + " today: " + title) : "", title ? "?" : "");
  } else if (title) {
    told.append(edition ? (held ? "Edition " + edition + " did not hold it. " : "No edition " + edition + " is kept. ") : "");
    told.append("Did you mean ", link("", name + ": " + title), "?");
  } else {
    told.append("No item has the id " + name + ".");
  }
  document.getElementById("lost").before(told);
})();

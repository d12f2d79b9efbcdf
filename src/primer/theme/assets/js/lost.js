// On the page for an address that does not exist: says which item the address may have meant.
(function () {
  "use strict";
  var asked = /(?:v\/?(\d+\.\d+)[-/])?([a-z])[-_. ]*0*([1-9]\d*)(?:[._-]c?(\d+))?(?:\.html?)?\/*$/i
    .exec(decodeURIComponent(location.pathname));
  // Other addresses end in a letter and a number too: only letters that ids begin with here mean an item.
  function begins(id) { return id[0] === asked[2].toUpperCase(); }
  if (!asked || !Object.keys(window.bybItems || {}).some(begins)) return;
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

  function tell(words, values) {
    told.append.apply(told, window.bybFill(words, Object.assign({ id: name, edition: edition, title: title }, values)));
  }

  function titled(words) {
    return link("", window.bybFill(words, { id: name, title: title }).join(""));
  }

  if (held && held.includes(" " + name + " ")) {
    var then = link("v/" + edition + "/", window.bybFill("%{edition.id-in}", { id: name, edition: edition }).join(""));
    if (title) tell("%{lost.either}", { then: then, today: titled("%{lost.today}") });
    else tell("%{lost.meant}", { link: then });
  } else if (title) {
    if (edition) tell(held ? "%{lost.not-held}" : "%{lost.no-edition}");
    if (edition) told.append(" ");
    tell("%{lost.meant}", { link: titled("%{lost.titled}") });
  } else {
    tell("%{lost.no-item}");
  }
  document.getElementById("lost").before(told);
})();

// Gives every text that is meant to be copied a button, which says when it is done. Nothing is stored or requested.
// With a theme that changes pages without loading them, it runs again for each page.
(function () {
  "use strict";
  function copy(text, done) {
    if (navigator.clipboard && window.isSecureContext) {
      navigator.clipboard.writeText(text).then(function () { done(true); }, function () { done(false); });
      return;
    }
    var area = document.createElement("textarea");
    area.value = text;
    document.body.appendChild(area);
    area.select();
    done(document.execCommand("copy"));
    area.remove();
  }

  function start(box) {
    var button = document.createElement("button"), said = document.createElement("span");
    button.type = "button";
    button.textContent = "%{export.button}".split("{name}").join(box.getAttribute("data-copy"));
    button.className = "byb-copy";
    said.setAttribute("role", "status");
    button.addEventListener("click", function () {
      copy(box.textContent, function (worked) {
        said.textContent = " " + (worked ? "%{export.copied}" : "%{export.refused}");
      });
    });
    box.before(button, said);
    box.setAttribute("data-ready", "");
  }

  function page() { document.querySelectorAll("pre[data-copy]:not([data-ready])").forEach(start); }
  if (window.document$) window.document$.subscribe(page);
  else page();
})();

// Gives every text that is meant to be copied a button, which says when it is done. Nothing is stored or requested.
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

  document.querySelectorAll("pre[data-copy]").forEach(function (box) {
    var button = document.createElement("button"), said = document.createElement("span");
    button.type = "button";
    button.textContent = "Copy: " + box.getAttribute("data-copy");
    button.className = "byb-copy";
    said.setAttribute("role", "status");
    button.addEventListener("click", function () {
      copy(box.textContent, function (worked) {
        said.textContent = worked ? " Copied." : " The browser did not allow copying. Select the text below.";
      });
    });
    box.before(button, said);
  });
})();

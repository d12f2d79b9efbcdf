// Copies what Python wrote at build time: nothing is put into words here. Works on http, https and file://.
(function () {
  "use strict";

  function announce(words) {
    var live = document.getElementById("announce");
    if (!live) {
      live = document.createElement("div");
      live.id = "announce";
      live.setAttribute("role", "status");
      document.body.appendChild(live);
    }
    live.textContent = "";
    setTimeout(function () {
      live.textContent = words;
    }, 50);
  }

  // What the words on a button ask to copy.
  function asked(button) {
    var words = button.getAttribute("aria-label") || button.textContent, around = "%{copy.verb}".split("{what}");
    var whole = words.startsWith(around[0]) && words.endsWith(around[1]);
    return whole ? words.slice(around[0].length, words.length - around[1].length) : words;
  }

  function byEvent(text, html) {
    function put(event) {
      event.preventDefault();
      event.clipboardData.setData("text/plain", text);
      if (html) event.clipboardData.setData("text/html", html);
      done = true;
    }
    var done = false;
    document.addEventListener("copy", put);
    try {
      document.execCommand("copy");
    } catch (refused) {
      done = false;
    }
    document.removeEventListener("copy", put);
    return done;
  }

  function byHand(button, text) {
    var area = document.createElement("textarea");
    area.value = text;
    area.readOnly = true;
    area.className = "byb-copy__hand";
    area.setAttribute("aria-label", "%{copy.text}");
    button.after(area);
    area.focus();
    area.select();
    area.addEventListener("blur", function () {
      area.remove();
    });
    announce("%{copy.by-hand}");
  }

  function copy(button, text, html) {
    function told() {
      button.classList.add("byb-copy--done");
      setTimeout(function () {
        button.classList.remove("byb-copy--done");
      }, 2000);
      announce(window.bybFill("%{copy.done}", { what: asked(button) }).join(""));
    }
    function another() {
      if (byEvent(text, html)) told();
      else byHand(button, text);
    }
    var board = navigator.clipboard;
    if (!board || (html && !window.ClipboardItem)) return another();
    function blob(type, value) {
      return new Blob([value], { type: type });
    }
    (html
      ? board.write([new ClipboardItem({ "text/plain": blob("text/plain", text), "text/html": blob("text/html", html) })])
      : board.writeText(text)
    ).then(told, another);
  }

  window.bybCopy = copy;
  document.addEventListener("click", function (event) {
    var button = event.target.closest(".byb-copy");
    if (!button) return;
    var data = button.dataset;
    var box = data.form && document.querySelector('pre[data-copy="' + data.form + '"]');
    var part = data.of && document.querySelector(data.of);
    if (box) copy(button, box.textContent, box.dataset.html);
    else if (part) copy(button, data.before + part.textContent.trim() + data.after);
    else if (data.text) copy(button, data.text, data.html);
  });

  // A claim that is not borne out never travels without the words that say so.
  document.addEventListener("copy", function (event) {
    var chosen = getSelection();
    var place = chosen.rangeCount && chosen.getRangeAt(0).startContainer;
    var claim = place && (place.closest ? place : place.parentNode).closest(".byb-claim");
    if (!claim || !event.clipboardData || event.defaultPrevented) return;
    var prefix = claim.firstElementChild.textContent;
    var text = String(chosen);
    event.preventDefault();
    event.clipboardData.setData("text/plain", text.indexOf(prefix) < 0 ? prefix + " " + text : text);
  });
})();

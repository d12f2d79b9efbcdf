// Opens the card of a citation beside it: on hover, focus or tap; Esc, leaving or a tap elsewhere closes it.
// The cards are in the page already, hidden. Nothing is stored or requested.
(function () {
  "use strict";
  var open = null, link = null, timer = 0, dismissed = null;

  function card(of) { return document.getElementById(of.getAttribute("data-card")); }

  function close() {
    clearTimeout(timer);
    if (!open) return;
    link.removeAttribute("aria-expanded");
    open.hidden = true;
    open.home.appendChild(open);
    open = link = null;
  }

  function place() {
    if (!open) return;
    var scrolled = open.scrollTop;
    open.style.maxHeight = "";
    var lines = link.getClientRects(), last = lines[lines.length - 1], height = open.offsetHeight;
    var under = window.innerHeight - last.bottom - 8, over = lines[0].top - 8;
    var below = height <= under || under >= over;
    // The card keeps off the line of its citation, and scrolls inside when there is too little room beside it.
    open.style.maxHeight = Math.max(below ? under : over, 96) + "px";
    open.style.left = Math.max(8, Math.min(last.left, document.documentElement.clientWidth - open.offsetWidth - 8)) + "px";
    open.style.top = (below ? last.bottom : lines[0].top - open.offsetHeight) + "px";
    open.scrollTop = scrolled;
  }

  function show(of) {
    var next = card(of);
    clearTimeout(timer);
    if (!next || of === link) return;
    close();
    open = next; link = of;
    open.home = open.parentNode;
    link.insertAdjacentElement("afterend", open);
    link.setAttribute("aria-expanded", "true");
    open.hidden = false;
    place();
  }

  function inside(node) { return open && node && (open.contains(node) || link.contains(node)); }
  function later(run, wait) { clearTimeout(timer); timer = setTimeout(run, wait); }
  function found(event) { return event.target.closest && event.target.closest("a[data-card]"); }

  document.querySelectorAll("[data-cards]").forEach(function (all) {
    Array.prototype.forEach.call(all.children, function (one) { one.hidden = true; });
    all.hidden = false;
  });

  document.addEventListener("pointerover", function (event) {
    if (event.pointerType === "touch") return;
    var of = found(event);
    if (of) later(function () { show(of); }, 200);
    else if (inside(event.target)) clearTimeout(timer);
    else if (open) later(close, 300);
  });
  document.addEventListener("focusin", function (event) {
    var of = found(event);
    if (of && of === dismissed) return;
    if (of && of.matches(":focus-visible")) show(of);
    else if (!inside(event.target)) close();
  });
  document.addEventListener("keydown", function (event) {
    if (event.key !== "Escape" || !open) return;
    var back = open.contains(document.activeElement) && link;
    close();
    dismissed = back;
    if (back) back.focus();
    dismissed = null;
  });
  var touched = null;
  document.addEventListener("pointerdown", function (event) {
    touched = event.pointerType === "touch" ? found(event) : null;
    if (!inside(event.target)) close();
  });
  document.addEventListener("click", function (event) {
    var of = found(event);
    if (of && of === touched && of !== link) { event.preventDefault(); show(of); }
  });
  window.addEventListener("resize", place);
  window.addEventListener("scroll", place, true);
})();

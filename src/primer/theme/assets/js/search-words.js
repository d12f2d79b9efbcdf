// What a query finds in the index that src/primer/site/search_index.py writes. Nothing is sent or stored.
(function () {
  "use strict";
  var data = window.bybIndex, cards = data.cards, stop = new Set(data.stop);
  var rules = data.rules.map(function (rule) { return [new RegExp(rule[0]), rule[1]]; });
  var weights = { title: 12, also: 8, claim: 8, summary: 3, body: 1 };
  var kinds = { Reference: 0.5, Check: 0.7, Term: 0.8 };
  var endings = /(?:ations?|ions?|ings?|ers?|ed|ate|acy|cy|ance|ence|ment|ly|y|e)$/;

  // The same words that src/primer/site/search_words.py puts into the index.
  function fold(word) {
    if (Object.prototype.hasOwnProperty.call(data.same, word)) return data.same[word];
    rules.forEach(function (rule) { if (word.length > 3) word = word.replace(rule[0], rule[1]); });
    return word;
  }
  function terms(text) {
    return text.normalize("NFKD").toLowerCase().replace(/[\u0300-\u036f'’ʼ]/g, "").split(/[^\p{L}\p{N}\p{M}]+/u)
      .filter(function (word) { return word && !stop.has(word); }).map(fold);
  }

  // --- the index: for each term its entries, each with the weight of the fields that hold it ------
  var held = new Map(), lengths = {}, totals = {};
  function hold(term, number, field) {
    var list = held.get(term);
    if (!list) held.set(term, list = new Map());
    list.set(number, (list.get(number) || 0) | bits[field]);
  }
  var fields = Object.keys(weights), bits = {};
  fields.forEach(function (field, place) { bits[field] = 1 << place; lengths[field] = new Uint16Array(cards.length); });
  cards.forEach(function (card, number) {
    var texts = { title: card.t, summary: card.s || "", also: (card.o || []).concat((card.r || []).map(function (one) { return one[0]; })).join(" ") };
    Object.keys(texts).forEach(function (field) {
      new Set(terms(texts[field])).forEach(function (term) { hold(term, number, field); lengths[field][number] += 1; });
    });
  });
  var digits = new Map(Array.from("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_", function (digit, value) { return [digit, value]; }));
  Object.keys(data.hidden).forEach(function (field) {
    var words = data.hidden[field][0].split(" "), places = data.hidden[field][1].split(" ");
    words.forEach(function (term, row) {
      for (var at = 0, number = 0, rest = 0, shift = 0; at < places[row].length; at += 1) {
        var value = digits.get(places[row][at]);
        rest += (value & 31) << shift;
        shift += 5;
        if (value > 31) continue;
        number += rest;
        rest = shift = 0;
        hold(term, number, field);
        lengths[field][number] += 1;
      }
    });
  });
  fields.forEach(function (field) {
    totals[field] = lengths[field].reduce(function (sum, one) { return sum + one; }, 0) / (lengths[field].filter(Boolean).length || 1);
  });
  var sorted = Array.from(held.keys()).sort();

  function worth(number, mask) {
    var sum = 0;
    fields.forEach(function (field) {
      if (!(mask & bits[field])) return;
      var share = field === "also" || field === "claim" ? 0 : 0.6;
      sum += weights[field] * (0.5 + 2.2 / (1 + 1.2 * (1 - share + share * lengths[field][number] / totals[field])));
    });
    return sum;
  }

  // --- which terms a word means -------------------------------------------------------------------
  function beginning(word) {
    var low = 0, high = sorted.length;
    while (low < high) { var middle = (low + high) >> 1; if (sorted[middle] < word) low = middle + 1; else high = middle; }
    for (high = low; high < sorted.length && sorted[high].startsWith(word);) high += 1;
    return sorted.slice(low, high);
  }
  function apart(one, other, most) {
    if (Math.abs(one.length - other.length) > most) return most + 1;
    var before = null, last = Array.from({ length: other.length + 1 }, function (_, at) { return at; });
    for (var row = 1; row <= one.length; row += 1) {
      var now = [row], least = row;
      for (var at = 1; at <= other.length; at += 1) {
        var same = one[row - 1] === other[at - 1];
        now[at] = Math.min(last[at] + 1, now[at - 1] + 1, last[at - 1] + (same ? 0 : 1));
        if (before && one[row - 1] === other[at - 2] && one[row - 2] === other[at - 1]) now[at] = Math.min(now[at], before[at - 2] + 1);
        least = Math.min(least, now[at]);
      }
      if (least > most) return most + 1;
      before = last;
      last = now;
    }
    return last[other.length];
  }
  function meant(word, typing) {
    var found = new Map(), guess = "";
    function add(term, weight) { if (held.has(term) && weight > (found.get(term) || 0)) found.set(term, weight); }
    add(word, 1);
    if (word.length > 3 || (typing && word.length > 1)) {
      beginning(word).forEach(function (term) { add(term, 0.3 + 0.5 * word.length / term.length); });
    }
    var stem = word.replace(endings, "");
    if (stem !== word && stem.length > 3) beginning(stem).forEach(function (term) {
      if (term.length - stem.length < 7) add(term, 0.55 * Math.min(1, word.length / term.length));
    });
    if (!found.size && word.length > 3 && !/\p{N}/u.test(word)) {
      var most = word.length > 7 ? 2 : 1, near = most + 1;
      sorted.forEach(function (term) {
        if (/\p{N}/u.test(term)) return;
        var far = apart(word, term, Math.min(most, near));
        if (far > most || far > near) return;
        if (far < near) { found.clear(); guess = term; near = far; }
        if (held.get(term).size > held.get(guess).size) guess = term;
        found.set(term, 0.7);
      });
    }
    return { word: word, terms: found, guess: guess };
  }

  // Entries for a word: the best that any term it means is worth there, times how rare the word is.
  function weigh(means) {
    var scores = new Map();
    means.terms.forEach(function (weight, term) {
      held.get(term).forEach(function (mask, number) {
        var score = weight * worth(number, mask);
        if (score > (scores.get(number) || 0)) scores.set(number, score);
      });
    });
    var rare = Math.log(1 + (cards.length - scores.size + 0.5) / (scores.size + 0.5));
    scores.forEach(function (score, number) { scores.set(number, score * rare); });
    return scores;
  }
  var synonyms = data.synonyms.map(function (group) { return group.map(terms); });
  function place(query, phrase) {
    for (var at = 0; at + phrase.length <= query.length; at += 1) {
      if (phrase.every(function (term, step) { return query[at + step] === term; })) return at;
    }
    return -1;
  }
  function widen(query, scores, marks) {
    synonyms.forEach(function (group) {
      group.forEach(function (phrase) {
        var at = phrase.length ? place(query, phrase) : -1;
        if (at < 0) return;
        group.forEach(function (other) {
          if (other === phrase || !other.every(function (term) { return held.has(term); })) return;
          var parts = other.map(function (term) { return weigh({ terms: new Map([[term, 0.6]]) }); });
          parts[0].forEach(function (_, number) {
            if (!parts.every(function (part) { return part.has(number); })) return;
            var sum = parts.reduce(function (total, part) { return total + part.get(number); }, 0) / phrase.length;
            phrase.forEach(function (_, step) {
              if (sum > (scores[at + step].get(number) || 0)) scores[at + step].set(number, sum);
            });
          });
          other.forEach(function (term) { marks.add(term); });
        });
      });
    });
  }

  // --- pages, each with the part of it that answers best ------------------------------------------
  var names = cards.map(function () { return null; });
  function wholes(number, asked) {
    var card = cards[number];
    names[number] = names[number] || [card.t].concat(card.o || [], (card.r || []).map(function (one) { return one[0]; })).map(terms);
    return names[number].reduce(function (most, name) {
      return name.length && name.every(function (term) { return asked.has(term); }) ? Math.max(most, new Set(name).size) : most;
    }, 0);
  }
  function ranked(query, scores) {
    var pages = new Map(), asked = new Set(query), kept = [];
    scores.forEach(function (list) {
      list.forEach(function (_, number) {
        var page = cards[number].p === undefined ? number : cards[number].p;
        if (!pages.has(page)) pages.set(page, new Set([page]));
        pages.get(page).add(number);
      });
    });
    pages.forEach(function (numbers, page) {
      if (cards[page].k === "No longer current") return;
      var best = { score: -1 }, union = scores.map(function () { return 0; });
      var own = scores.map(function (list) { return list.get(page) || 0; });
      numbers.forEach(function (number) {
        var factor = kinds[cards[number].k] || 1, mine = 0, sum = 0;
        scores.forEach(function (list, at) {
          var score = (list.get(number) || 0) * factor;
          mine += score;
          sum += Math.max(score, own[at] * (number === page ? factor : 1));
          union[at] = Math.max(union[at], score);
        });
        sum *= 1 + 0.4 * wholes(number, asked) / query.length;
        if (number !== page && mine < 0.6 * sum) sum = 0;
        if (sum > best.score) best = { score: sum, number: number };
      });
      var has = union.filter(Boolean).length / query.length;
      var rest = union.reduce(function (sum, one) { return sum + one; }, 0);
      kept.push({ number: best.number, score: (best.score + 0.15 * rest) * (0.4 + 0.6 * has), has: has });
    });
    return kept.sort(function (one, other) { return other.score - one.score || one.number - other.number; });
  }

  function shown(number) {
    var card = cards[number], page = card.p === undefined ? null : cards[card.p];
    return page ? Object.assign({}, card, { a: page.a + card.a, f: page.f, on: page.t, l: card.l || page.l }) : card;
  }
  // An id as it is typed: G12, g12, G-12, g 12, G012, G12.3 for a check, v1.0-G12.3 for one as an edition had it.
  var typed = /^\s*(?:v?\s*(\d+\.\d+)[\s-]+)?([gmfw])[\s-]*0*([1-9]\d*)(?:\s*\.\s*(\d+))?\s*$/i;

  // The same card, as an edition or a check has it. Of an edition without pages the words of today are the answer.
  function narrowed(card, edition, check) {
    var held = edition && ((data.editions || {})[edition] || "").includes(" " + card.i + " ");
    return Object.assign({}, card, {
      a: (held ? "v/" + edition + "/" : "") + card.a + (check ? "#c" + check : ""),
      i: (held ? "v" + edition + "-" : "") + card.i + (check ? "." + check : ""),
      k: held ? card.k + ", edition " + edition : card.k,
    });
  }
  function exact(query) {
    var id = typed.exec(query), name = id ? id[2].toUpperCase() + id[3] : "";
    return cards.filter(function (card) { return name && card.i === name; }).flatMap(function (card) {
      var check = id[4] ? cards.findIndex(function (one) { return one.i === name + "." + id[4]; }) : -1;
      var then = narrowed(card, id[1], id[4]), now = check < 0 ? narrowed(card, "", id[4]) : shown(check);
      return then.a === now.a ? [now] : [then, now];
    });
  }

  // Gives cards, best first, the item of an id typed exactly alone: G12, g12, G-12, g 12, G012, and G12.3 for a check.
  function find(query, wanted) {
    var known = exact(query), words = Array.from(new Set(terms(query))), marks = new Set(), found = known, all = true;
    var read = [];
    if (!known.length && words.length) {
      var means = words.map(function (word, at) { return meant(word, at === words.length - 1); });
      means.forEach(function (one) { one.terms.forEach(function (_, term) { marks.add(term); }); });
      var scores = means.map(weigh);
      widen(words, scores, marks);
      var list = ranked(words, scores), least = list.length ? list[0].score * 0.15 : 0;
      all = list.some(function (one) { return one.has === 1; });
      read = means.filter(function (one) { return one.guess; }).map(function (one) { return one.guess; });
      found = list.filter(function (one) { return one.score >= least; }).slice(0, 100).map(function (one) { return shown(one.number); });
    }
    return {
      cards: found.filter(function (card) {
        return Object.keys(wanted).every(function (facet) { return !wanted[facet] || ((card.f || {})[facet] || []).includes(wanted[facet]); });
      }),
      all: all,
      guessed: read,
      marks: marks,
      empty: !known.length && !words.length,
    };
  }

  window.bybWords = { terms: terms, find: find };
})();

// What a query finds in the index that src/primer/site/search_index.py writes. Nothing is sent or stored.
(function () {
  "use strict";
  var data = window.bybIndex, cards = data.cards, stop = new Set(data.stop);
  var rules = data.rules.map(function (rule) { return [new RegExp(rule[0]), rule[1]]; });
  // What a word is worth in a field, and how much less in a field longer than others.
  var fields = [
    { name: "title", weight: 12, share: 0.6 }, { name: "also", weight: 12, share: 0 }, { name: "claim", weight: 8, share: 0 },
    { name: "summary", weight: 3, share: 0.6 }, { name: "body", weight: 1, share: 0.6 }, { name: "kind", weight: 1, share: 0.6 },
  ];
  var bits = {}, FIELDS = 6; // The lowest bits of an entry's integer say which fields, those above them are its number.
  fields.forEach(function (field, place) { bits[field.name] = 1 << place; });
  var endings = new RegExp(data.endings);

  // The same words that src/primer/site/search_words.py puts into the index.
  function fold(word) {
    if (Object.prototype.hasOwnProperty.call(data.same, word)) return data.same[word];
    for (var at = 0; at < rules.length && word.length > 3; at += 1) word = word.replace(rules[at][0], rules[at][1]);
    return word;
  }
  var folded = new Map(), MARKS = /[\u0300-\u036f'’ʼ]/g;
  function term(word) {
    var known = folded.get(word);
    if (known === undefined) folded.set(word, known = stop.has(word) ? "" : fold(word));
    return known;
  }
  function terms(text) {
    var plain = !/[^\x00-\x7f]/.test(text), found = [];
    var lower = (plain ? text : text.normalize("NFKD")).toLowerCase().replace(MARKS, "").replace(/ß/g, "ss");
    var words = lower.match(plain ? /[a-z0-9]+/g : /[\p{L}\p{N}\p{M}]+/gu) || [];
    for (var at = 0; at < words.length; at += 1) { var one = term(words[at]); if (one) found.push(one); }
    return found;
  }

  // --- the index: for each term its entries, each with the fields that hold it ---------------------
  var held = new Map(), names = [];
  fields.forEach(function (field) { field.lengths = new Uint16Array(cards.length); });
  function hold(list, number, place) {
    var bit = 1 << place, count = 0;
    for (var at = 0; at < list.length; at += 1) {
      var entries = held.get(list[at]), last = entries ? entries.length - 1 : -1;
      if (last < 0) held.set(list[at], [number << FIELDS | bit]);
      else if (entries[last] >> FIELDS !== number) entries.push(number << FIELDS | bit);
      else if (entries[last] & bit) continue;
      else entries[last] |= bit;
      count += 1;
    }
    fields[place].lengths[number] = count;
  }
  cards.forEach(function (card, number) {
    var also = (card.o || []).concat((card.r || []).map(function (one) { return one[0]; })).map(terms);
    names.push([terms(card.t)].concat(also));
    hold(names[number][0], number, 0);
    hold([].concat.apply([], also), number, 1);
    if (card.s) hold(terms(card.s), number, 3);
    hold(terms(card.k), number, 5);
  });
  var digits = new Uint8Array(128);
  Array.from("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_").forEach(function (digit, value) {
    digits[digit.charCodeAt(0)] = value;
  });
  function unpacked(written, bit, lengths) {
    for (var at = 0, number = 0, rest = 0, shift = 0, found = []; at < written.length; at += 1) {
      var value = digits[written.charCodeAt(at)];
      rest += (value & 31) << shift;
      shift += 5;
      if (value > 31) continue;
      number += rest;
      rest = shift = 0;
      lengths[number] += 1;
      found.push(number << FIELDS | bit);
    }
    return found;
  }
  fields.forEach(function (field) {
    var hidden = data.hidden[field.name], places = hidden && hidden[1].split(" ");
    if (hidden) hidden[0].split(" ").forEach(function (term, row) {
      held.set(term, (held.get(term) || []).concat(unpacked(places[row], bits[field.name], field.lengths)));
    });
    var mean = field.lengths.reduce(function (sum, one) { return sum + one; }, 0) / (field.lengths.filter(Boolean).length || 1);
    field.worth = Float32Array.from(field.lengths, function (length) {
      return field.weight * (0.75 + 2.2 / (1 + 1.2 * (1 - field.share + field.share * length / mean)));
    });
  });
  var sorted = Array.from(held.keys()).sort();
  // The best field counts whole, what others add counts less: an alias often says a title's word again.
  function worth(entry) {
    for (var sum = 0, most = 0, at = 0; at < fields.length; at += 1) {
      var one = entry & (1 << at) ? fields[at].worth[entry >> FIELDS] : 0;
      sum += one;
      most = Math.max(most, one);
    }
    return 0.4 * most + 0.6 * sum;
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
        if (Math.abs(term.length - word.length) > most || /\p{N}/u.test(term)) return;
        var far = apart(word, term, Math.min(most, near));
        if (far > most || far > near) return;
        if (far < near) { found.clear(); guess = term; near = far; }
        if (held.get(term).length > held.get(guess).length) guess = term;
        found.set(term, 0.7);
      });
    }
    return { word: word, terms: found, guess: guess };
  }

  // What each entry is worth for a word: the best of any term that it means, times how rare the word is. Only the word
  // itself names a type: "find" is no finding.
  function weigh(meanings, exact) {
    var scores = new Float32Array(cards.length), count = 0;
    meanings.forEach(function (weight, term) {
      var seen = weight < exact ? ~bits.kind : ~0;
      held.get(term).forEach(function (entry) {
        var number = entry >> FIELDS, score = weight * worth(entry & seen);
        if (score <= scores[number]) return;
        if (!scores[number]) count += 1;
        scores[number] = score;
      });
    });
    var rare = Math.log(1 + (cards.length - count + 0.5) / (count + 0.5));
    return scores.map(function (score) { return score * rare; });
  }
  var SYNONYM = 0.85, synonyms = data.synonyms.map(function (group) { return group.map(terms); });
  function place(query, phrase) {
    for (var at = 0; at + phrase.length <= query.length; at += 1) {
      if (phrase.every(function (term, step) { return query[at + step] === term; })) return at;
    }
    return -1;
  }
  // A name of the field's for what the query names by another counts nearly as much.
  function widen(query, scores, marks) {
    synonyms.forEach(function (group) {
      group.forEach(function (phrase) {
        var at = phrase.length ? place(query, phrase) : -1;
        if (at < 0) return;
        group.forEach(function (other) {
          if (other === phrase || !other.every(function (term) { return held.has(term); })) return;
          var parts = other.map(function (term) { return weigh(new Map([[term, SYNONYM]]), SYNONYM); });
          for (var number = 0; number < cards.length; number += 1) {
            if (!parts.every(function (part) { return part[number]; })) continue;
            var sum = parts.reduce(function (total, part) { return total + part[number]; }, 0);
            for (var step = 0; step < phrase.length; step += 1) {
              scores[at + step][number] = Math.max(scores[at + step][number], sum / phrase.length);
            }
          }
          other.forEach(function (term) { marks.add(term); });
        });
      });
    });
  }

  // --- pages, each with the part of it that answers best ------------------------------------------
  // The share of the query that is a whole name of an entry, and of its pairs of neighbours that are so in a name.
  function named(number, query, asked) {
    var whole = 0, near = 0;
    names[number].forEach(function (name) {
      if (name.length && name.every(function (term) { return asked.has(term); })) whole = Math.max(whole, new Set(name).size);
    });
    for (var at = 0; at + 1 < query.length; at += 1) {
      near += names[number].some(function (name) {
        return name.some(function (term, place) { return term === query[at] && name[place + 1] === query[at + 1]; });
      });
    }
    return 0.6 * whole / query.length + 0.3 * near / Math.max(1, query.length - 1);
  }
  function bestFirst(one, other) { return other.score - one.score || one.number - other.number; }
  function weightOf(card) { return card.w === undefined ? 1 : card.w; }
  // The part of a page, its first entry or one of those after it, that answers best, and other parts that answer too.
  function best(page, end, query, asked, scores) {
    var found = { score: 0, number: page }, union = new Float32Array(scores.length), parts = [];
    for (var number = page; number < end; number += 1) {
      var factor = weightOf(cards[number]), mine = 0, sum = 0;
      for (var at = 0; at < scores.length; at += 1) {
        var score = scores[at][number] * factor;
        mine += score;
        sum += Math.max(score, scores[at][page] * weightOf(cards[page]));
        union[at] = Math.max(union[at], score);
      }
      if (!mine) continue;
      sum *= 1 + named(number, query, asked);
      if (number !== page) parts.push({ number: number, score: mine });
      if (sum > found.score && (number === page || mine >= 0.6 * sum)) { found.score = sum; found.number = number; }
    }
    found.parts = parts.filter(function (part) { return part.number !== found.number && part.score >= 0.4 * found.score; })
      .sort(bestFirst).slice(0, 3).map(function (part) { return part.number; });
    found.has = union.filter(Boolean).length / query.length;
    found.score = (found.score + 0.15 * union.reduce(function (sum, one) { return sum + one; }, 0)) * (0.4 + 0.6 * found.has);
    return found;
  }
  function ranked(query, scores) {
    var asked = new Set(query), kept = [];
    for (var page = 0, end = 0; page < cards.length; page = end) {
      for (end = page + 1; end < cards.length && cards[end].p === page;) end += 1;
      var one = weightOf(cards[page]) && best(page, end, query, asked, scores);
      if (one && one.has) kept.push(one);
    }
    return kept.sort(bestFirst);
  }

  function shown(number) {
    var card = cards[number], page = card.p === undefined ? null : cards[card.p];
    return page ? Object.assign({}, card, { a: page.a + card.a, f: page.f, on: page.t, l: card.l || page.l }) : card;
  }
  // What may be an id as it is typed, with whichever letters a primer has: X12, x12, X-12, x 12, X012, X12.3 for a check, v1.0-X12.3 for one as an edition had it.
  var typed = /^\s*(?:v?\s*(\d+\.\d+)[\s-]+)?([a-z])[\s-]*0*([1-9]\d*)(?:\s*\.\s*(\d+))?\s*$/i;

  // The same card, as an edition or a check has it. Of an edition without pages the words of today are the answer.
  function narrowed(card, edition, check) {
    var held = edition && ((data.editions || {})[edition] || "").includes(" " + card.i + " ");
    return Object.assign({}, card, {
      a: (held ? "v/" + edition + "/" : "") + card.a + (check ? "#c" + check : ""),
      i: (held ? "v" + edition + "-" : "") + card.i + (check ? "." + check : ""),
      k: held ? window.bybFill("%{search.in-edition}", { kind: card.k, edition: edition }).join("") : card.k,
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

  // Gives cards, best first, the item of an id typed exactly alone, with its check where it has one.
  function find(query, wanted) {
    var known = exact(query), words = Array.from(new Set(terms(query))), marks = new Set(), found = known, all = true;
    var read = [];
    if (!known.length && words.length) {
      var means = words.map(function (word, at) { return meant(word, at === words.length - 1); });
      words = means.map(function (one) { return one.guess || one.word; });
      means.forEach(function (one) { one.terms.forEach(function (_, term) { marks.add(term); }); });
      var scores = means.map(function (one) { return weigh(one.terms, 1); });
      widen(words, scores, marks);
      var list = ranked(words, scores), least = list.length ? list[0].score * 0.15 : 0;
      all = list.some(function (one) { return one.has === 1; });
      read = means.filter(function (one) { return one.guess; }).map(function (one) { return one.guess; });
      found = list.filter(function (one) { return one.score >= least; }).slice(0, 100).map(function (one) {
        return Object.assign({}, shown(one.number), { more: one.parts.map(shown) });
      });
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

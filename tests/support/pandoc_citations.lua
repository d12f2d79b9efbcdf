-- Reads texts with pandoc's own Markdown reader and compares its citation clusters with ours.
-- Input: [{text, ours = [[{key, mode, prefix, suffix}]]}]. Output: [{pandoc = "...", ours = "..."}], equal when they agree.

local format = "markdown+citations"

local function native(inlines)
  return pandoc.write(pandoc.Pandoc{pandoc.Plain(inlines)}, "native")
end

local function read_fragment(text)
  if text == "" then return pandoc.Inlines{} end
  local inlines = pandoc.read("[]{.x}" .. text, format).blocks[1].content
  inlines:remove(1)
  return inlines
end

local function trimmed(inlines)
  local copy = pandoc.Inlines(inlines)
  while #copy > 0 and (copy[#copy].t == "Space" or copy[#copy].t == "SoftBreak") do copy:remove(#copy) end
  return copy
end

local function describe(items)
  local lines = {}
  for _, item in ipairs(items) do
    lines[#lines + 1] = table.concat({item.key, item.mode, native(trimmed(item.prefix)), native(trimmed(item.suffix))}, " | ")
  end
  return table.concat(lines, "\n")
end

local function pandoc_clusters(text)
  local found = {}
  pandoc.read(text, format):walk{
    traverse = "topdown",
    Cite = function(cite)
      local items = {}
      for _, one in ipairs(cite.citations) do
        items[#items + 1] = {key = one.id, mode = one.mode, prefix = one.prefix, suffix = one.suffix}
      end
      found[#found + 1] = describe(items)
      return cite, false
    end,
  }
  return table.concat(found, "\n\n")
end

local function our_clusters(clusters)
  local found = {}
  for _, cluster in ipairs(clusters) do
    local items = {}
    for _, one in ipairs(cluster) do
      items[#items + 1] = {
        key = one.key, mode = one.mode, prefix = read_fragment(one.prefix), suffix = read_fragment(one.suffix),
      }
    end
    found[#found + 1] = describe(items)
  end
  return table.concat(found, "\n\n")
end

local answers = {}
for _, case in ipairs(pandoc.json.decode(io.read("a"), false)) do
  answers[#answers + 1] = {pandoc = pandoc_clusters(case.text), ours = our_clusters(case.ours)}
end
io.write(pandoc.json.encode(pandoc.List(answers)))

-- Formats citations with pandoc's citeproc: one JSON job on standard input, one JSON answer on standard output.
-- A job: {locale, documents = [{style, substituting, metadata, csl, nocite, clusters = [[{id, prefix, suffix, mode}]]}]}.
-- The answer: for each document its formatted blocks as pandoc JSON, clusters first, then the list of references, and
-- last the list as the style `substituting` prints it, if there is one.

local function inlines(text)
  if text == "" then return pandoc.Inlines{} end
  if not text:find("[^%w%s,.;:(){}]") then
    local found = pandoc.Inlines(text:gsub("^%s+", ""))
    if text:find("^%s") then found:insert(1, pandoc.Space()) end
    return found
  end
  -- A code span before the text keeps pandoc from reading a list or a heading.
  -- The empty table is all that it may read from: no file.
  local found = pandoc.read("`.`" .. text, "markdown-citations-latex_macros", nil, {}).blocks[1].content
  found:remove(1)
  return found
end

local function cite(cluster)
  local citations = {}
  for _, item in ipairs(cluster) do
    citations[#citations + 1] = pandoc.Citation(item.id, item.mode, inlines(item.prefix), inlines(item.suffix))
  end
  return pandoc.Para{pandoc.Cite({pandoc.Str("?")}, citations)}
end

local function read_file(path)
  local file = assert(io.open(path))
  local text = file:read("a")
  file:close()
  return text
end

-- The works of a document: those of its metadata file, then those of its CSL-JSON file.
local function references(document)
  local version = table.concat(PANDOC_API_VERSION, ",")
  local works = '{"t":"MetaList","c":' .. read_file(document.metadata) .. "}"
  local text = '{"pandoc-api-version":[' .. version .. '],"blocks":[],"meta":{"references":' .. works .. "}}"
  local found = pandoc.List(pandoc.read(text, "json").meta.references or {})
  local others = read_file(document.csl)
  if others ~= "[]" then found:extend(pandoc.read(others, "csljson").meta.references) end
  return pandoc.MetaList(found)
end

-- The document with its formulas as MathML, which keeps their TeX as annotations; one that pandoc cannot read stays.
local function with_mathml(document)
  local cut, formulas, written = "<!-- cut -->", pandoc.Blocks{}, {}
  document:walk{Math = function(formula)
    formulas:extend{pandoc.Plain{formula}, pandoc.RawBlock("html", cut)}
  end}
  if #formulas == 0 then return document end
  local html = pandoc.write(pandoc.Pandoc(formulas), "html", {html_math_method = "mathml"})
  for part in html:gmatch("(.-)" .. cut:gsub("%-", "%%-")) do written[#written + 1] = part:match("^%s*(.-)%s*$") end
  local number = 0
  return document:walk{Math = function()
    number = number + 1
    if written[number]:find("^<math") then return pandoc.RawInline("mathml", written[number]) end
  end}
end

local function formatted(job, document, style, clusters)
  local meta = {
    references = references(document), csl = style, lang = job.locale, ["link-citations"] = true,
    ["notes-after-punctuation"] = false,
  }
  local nocite = {}
  for _, key in ipairs(document.nocite) do nocite[#nocite + 1] = pandoc.Citation(key, "NormalCitation") end
  if #nocite > 0 then meta.nocite = pandoc.MetaInlines{pandoc.Cite({}, nocite)} end
  return pandoc.utils.citeproc(pandoc.Pandoc(clusters, meta))
end

local function format(job, document)
  local blocks = pandoc.Blocks{}
  for _, cluster in ipairs(document.clusters) do blocks:insert(cite(cluster)) end
  local done = formatted(job, document, document.style, blocks)
  if document.substituting then
    local again = formatted(job, document, document.substituting, pandoc.Blocks{})
    for _, block in ipairs(again.blocks) do
      block.identifier = "substituted"
      done.blocks:insert(block)
    end
  end
  return pandoc.write(with_mathml(done), "json")
end

local job = pandoc.json.decode(io.read("a"), false)
for _, document in ipairs(job.documents) do
  io.write(format(job, document), "\n")
end

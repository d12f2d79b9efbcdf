-- Reads bibliography entries with pandoc: one JSON job on standard input, one JSON answer on standard output.
-- A job: {entries = [{format, text}], english}; an entry's text may need those before and after it (`crossref`).
-- Pandoc lowers the capitals of titles that it takes for English: all whose entries name no language.
-- The answer: {works = pandoc JSON of a document whose metadata has all references, failed = {number: message}}.

local function read(entries, first, last, format)
  local texts = {}
  for number = first, last do
    if entries[number].format == format and not entries[number].failed then texts[#texts + 1] = entries[number].text end
  end
  local text = table.concat(texts, "\n\n")
  if format == "markdown" then
    text = '---\n{"references": [' .. table.concat(texts, ",\n") .. "]}\n---\n"
    format = "markdown_strict+yaml_metadata_block+raw_html+tex_math_dollars+superscript+subscript+bracketed_spans"
      .. "+native_spans+strikeout+smart"
  end
  -- The empty table is all that pandoc may read from: no file, whatever `\\input` a field holds.
  return pcall(function() return pandoc.read(text, format, nil, {}).meta.references or {} end)
end

-- Marks the entries that pandoc cannot read: halves that can be read hold none.
local function find_failures(entries, first, last, format)
  local good, found = read(entries, first, last, format)
  if good then return end
  if first == last then
    entries[first].failed = tostring(found)
    return
  end
  local middle = (first + last) // 2
  find_failures(entries, first, middle, format)
  find_failures(entries, middle + 1, last, format)
end

local job = pandoc.json.decode(io.read("a"), false)
local works, failed = pandoc.List(), {}
local foreign = {}
for number, entry in ipairs(job.entries) do
  if not job.english and entry.format == "biblatex" and not entry.text:lower():find("langid%s*=") then
    entry.text = entry.text:gsub(",", ", langid = {german},", 1)
    foreign["k" .. (number - 1)] = true
  end
end
for _, format in ipairs{"biblatex", "markdown", "ris"} do
  local good, found = read(job.entries, 1, #job.entries, format)
  if not good then
    find_failures(job.entries, 1, #job.entries, format)
    good, found = read(job.entries, 1, #job.entries, format)
  end
  if good then works:extend(found) else error(found) end
end
for _, work in ipairs(works) do
  if foreign[pandoc.utils.stringify(work.id)] then work.language = nil end
end
for number, entry in ipairs(job.entries) do
  if entry.failed then failed[tostring(number)] = entry.failed end
end
local document = pandoc.Pandoc({}, {references = pandoc.MetaList(works)})
io.write(pandoc.json.encode{works = pandoc.write(document, "json"), failed = failed}, "\n")

-- The references of a bibliography file as `pandoc --citeproc` prints them, for comparison: pandoc's JSON.
local file, style = arg[1], arg[2]
local source = io.open(file):read("a")
local blocks = pandoc.Blocks{}
for _, work in ipairs(pandoc.read(source, "biblatex").meta.references) do
  local citation = pandoc.Citation(pandoc.utils.stringify(work.id), "AuthorInText")
  blocks:insert(pandoc.Para{pandoc.Cite({pandoc.Str("?")}, {citation})})
end
local meta = {bibliography = file, csl = style, lang = "en-US", ["link-citations"] = true}
io.write(pandoc.write(pandoc.utils.citeproc(pandoc.Pandoc(blocks, meta)), "json"))

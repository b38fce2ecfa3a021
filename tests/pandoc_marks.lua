-- Marks on what HTML does not tell; `our_slides.py` makes the same.

traverse = 'topdown'

-- what pandoc's HTML writer takes for formulas
local formulas = {}
for name in ('align alignat eqnarray equation gather multline'):gmatch('%a+') do
  formulas[name] = true
end

function SoftBreak()
  return pandoc.Str '↵'
end

function RawInline(raw)
  if raw.format == 'html' then
    return { pandoc.Str '‹', raw, pandoc.Str '›' }, false
  end
  local name = raw.text:match('^\\begin{(%a+)%*?}')
  if name and formulas[name] then
    return pandoc.Math('DisplayMath', raw.text), false
  end
  if raw.text:match('^\\ref{') or raw.text:match('^\\eqref{') then
    return pandoc.Math('InlineMath', raw.text), false
  end
  return pandoc.Code(raw.text, { class = 'raw-' .. raw.format }), false
end

function Image(image)
  for _, inline in ipairs(image.caption) do
    if inline.t ~= 'Str' and inline.t ~= 'Space' then
      return { image, pandoc.Span(image.caption) }, false
    end
  end
end

function Figure(figure)
  return figure, false
end

function Table(tab)
  local widths = {}
  for _, column in ipairs(tab.colspecs) do
    if column[2] then
      table.insert(widths, string.format('%.5f', column[2]))
    end
  end
  if #widths > 0 then
    tab.attributes.widths = table.concat(widths, ', ')
  end
  return tab
end

//! How the pages of a file look: black on white, thin rules, one part a page, table heads repeated in print.

/// Added to what all pages share.
pub(super) const STYLE: &str = "\
@page { @bottom-center { content: counter(page); font-size: 8pt; } }
body { font-size: 10pt; line-height: 1.45; }
h1, h2, h3, th, .label { font-family: \"Noto Sans CJK SC\", \"Source Han Sans SC\", SimHei, \"Heiti SC\", sans-serif; }
h2 { break-before: page; margin: 0 0 3mm; padding-bottom: 1mm; border-bottom: 0.5mm solid #000; font-size: 14pt; }
h3 { font-size: 11pt; margin: 5mm 0 1.5mm; }
h4 { font: bold 10pt \"Noto Sans CJK SC\", SimHei, sans-serif; margin: 3mm 0 1mm; break-after: avoid; }
span[lang=en], p[lang=en] { font-family: \"Times New Roman\", \"Liberation Serif\", \"Noto Serif\", serif; color: #444;
  font-size: 0.86em; font-weight: normal; }
p[lang=en] { margin-top: 0; line-height: 1.35; }
h1 span, h2 span { white-space: nowrap; }
h1 span[lang=en] { display: block; font-size: 11pt; margin-top: 1mm; }
th { font-size: 8.5pt; line-height: 1.3; white-space: normal; }
table.list th span { display: block; }
thead { display: table-header-group; }
table.form { border: 0.4mm solid #000; font-size: 9.5pt; }
table.form th { width: 42mm; background: none; }
table.form td, table.form th { padding: 0.7mm 2mm; }
table.form.cover { font-size: 10pt; table-layout: fixed; }
table.form.cover th { width: auto; }
table.form.cover col { width: 58mm; }
table.form.cover col:nth-child(odd) { width: 32mm; }
table.form.cover td, table.form.cover th { padding: 1mm 2mm; line-height: 1.35; }
table.list { font-size: 8.5pt; line-height: 1.35; border: 0.4mm solid #000; table-layout: fixed; }
table.list td, table.list th { padding: 0.8mm 1.2mm; }
table.list td.group { background: #f2f2f2; font-family: \"Noto Sans CJK SC\", SimHei, sans-serif; }
table.list tr.group { break-after: avoid; }
td.mid, th.mid { text-align: center; }
td.code { font-size: 7.5pt; }
td table { margin: 0; }
.small { font-size: 8.5pt; color: #333; }
.faint { color: #555; }
.digest { font: 7pt/1.3 \"DejaVu Sans Mono\", Consolas, monospace; overflow-wrap: anywhere; }
.front { break-after: page; }
.front .kind { text-align: center; font-size: 12pt; letter-spacing: 0.1em; margin-top: 2mm; }
.front .version { text-align: center; margin: 0 0 4mm; }
.front h1 { font-size: 19pt; margin: 3mm 0 4mm; }
.front h1.long { font-size: 13pt; margin: 2mm 0 3mm; }
.front h1.long ~ .what { font-size: 8.5pt; }
.what { border: 0.4mm solid #000; padding: 2mm 4mm; margin: 3mm 0 2mm; font-size: 9pt; }
.what h3 { margin: 0 0 1mm; }
.what ul { margin: 1mm 0; padding-left: 5mm; }
.what li { margin: 0.4mm 0; line-height: 1.3; }
.parts { font-size: 9pt; line-height: 1.6; }
.parts .entry { white-space: nowrap; margin-right: 3mm; }
.dissent { border: 0.4mm solid #000; border-left-width: 1.6mm; padding: 1.5mm 3mm; margin: 2mm 0;
  box-decoration-break: clone; -webkit-box-decoration-break: clone; }
.dissent.short { break-inside: avoid; }
.dissent p { margin: 0.6mm 0; orphans: 3; widows: 3; }
.dissent p:first-child { break-after: avoid; }
.finding { padding: 1.5mm 0; break-inside: avoid-page; }
.item { border-top: 0.4mm solid #000; padding-top: 1mm; margin-top: 5mm; }
.item h4 { margin: 0 0 1mm; }
.item tr { break-inside: auto; }
.item td > div { break-inside: avoid; }
.item table.form { font-size: 9pt; border-width: 0.2mm; }
.item table.form th { font-size: 8pt; }
.gone { color: #555; font-style: normal; }
.sign { height: 9mm; break-inside: avoid; }
.blank { display: inline-block; min-width: 40mm; border-bottom: 0.2mm solid #000; }
ul.notes { margin: 1mm 0 2mm; padding-left: 5mm; }
ul.notes li { margin: 0.8mm 0; }
#checking ~ p, #checking ~ ol { font-size: 9pt; }
#checking ~ ol p, #checking ~ ol pre { margin: 0.8mm 0; }
#checking ~ table td { padding-block: 0.4mm; }
a { color: inherit; text-decoration: none; border-bottom: 0.15mm dotted #666; }
@media screen { body { padding: 10mm 8mm; } h2 { margin-top: 14mm; } }
";

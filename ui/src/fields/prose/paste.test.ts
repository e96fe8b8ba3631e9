// @vitest-environment jsdom
import { describe, expect, test } from 'vitest';
import type { Block, Inline } from '../../bindings';
import { blocksFromHtml } from './paste';

/** Writes blocks short: **bold**, _italic_, [words](address), {footnote}, / for a break, lists indented. */
function short(blocks: Block[], indent = ''): string[] {
  return blocks.flatMap((block) => {
    if (block.type === 'paragraph') return [indent + block.content.map(piece).join('')];
    const sign = block.type === 'bullets' ? '- ' : '# ';
    return block.items.flatMap((item) => short(item, '').map((line, i) => indent + (i ? '  ' : sign) + line));
  });
}

function piece(inline: Inline): string {
  if (inline.type === 'break') return ' / ';
  if (inline.type === 'footnote') return `{${inline.content.map(piece).join('')}}`;
  let text = inline.text;
  if (inline.link) text = `[${text}](${inline.link})`;
  if (inline.emphasis) text = `_${text}_`;
  if (inline.strong) text = `**${text}**`;
  return text;
}

const read = (html: string) => short(blocksFromHtml(html));

describe('pasted HTML', () => {
  test('from Word keeps its words, marks, links, lists and footnotes', () => {
    const html = `<html xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:w="urn:schemas-microsoft-com:office:word">
<head><meta name=Generator content="Microsoft Word 15"><style>p.MsoNormal {margin:0cm;font-size:11.0pt;}</style>
<xml><w:WordDocument><w:View>Normal</w:View></w:WordDocument></xml></head>
<body lang=EN-GB style='tab-interval:36.0pt'><!--StartFragment-->
<p class=MsoNormal><b style='mso-bidi-font-weight:normal'><span style='font-size:11.0pt'>Redrawn</span></b><span
lang=EN-GB> on 4 June
2026 with the <i>transport</i> team<a style='mso-footnote-id:ftn1' href="#_ftn1"
name="_ftnref1" title=""><span class=MsoFootnoteReference><span style='mso-special-character:footnote'><![if !supportFootnotes]><span
class=MsoFootnoteReference><span lang=EN-GB>[1]</span></span><![endif]></span></span></a>:<o:p></o:p></span></p>
<p class=MsoListParagraphCxSpFirst style='text-indent:-18.0pt;mso-list:l0 level1 lfo1'><![if !supportLists]><span
style='font-family:Symbol;mso-fareast-font-family:Symbol'><span style='mso-list:Ignore'>·<span
style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp;&nbsp;&nbsp;&nbsp;&nbsp; </span></span></span><![endif]><b>School to council:</b> needs<o:p></o:p></p>
<p class=MsoListParagraphCxSpMiddle style='margin-left:72.0pt;text-indent:-18.0pt;mso-list:l0 level2 lfo1'><![if !supportLists]><span
style='font-family:"Courier New"'><span style='mso-list:Ignore'>o<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp; </span></span></span><![endif]>medical conditions</p>
<p class=MsoListParagraphCxSpLast style='text-indent:-18.0pt;mso-list:l0 level1 lfo1'><![if !supportLists]><span
style='font-family:Symbol'><span style='mso-list:Ignore'>·<span>&nbsp;&nbsp; </span></span></span><![endif]>Council to <a href="https://www.gov.uk/operators">operators</a></p>
<p class=MsoListParagraphCxSpFirst style='text-indent:-18.0pt;mso-list:l1 level1 lfo2'><![if !supportLists]><span style='mso-list:Ignore'>1.<span
style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp; </span></span><![endif]>First</p>
<p class=MsoListParagraphCxSpLast style='text-indent:-18.0pt;mso-list:l1 level1 lfo2'><![if !supportLists]><span style='mso-list:Ignore'>2.<span>&nbsp; </span></span><![endif]>Second</p>
<p class=MsoNormal><o:p>&nbsp;</o:p></p>
<p class=MsoNormal>Last.</p>
<!--EndFragment-->
<div style='mso-element:footnote-list'><![if !supportFootnotes]><br clear=all><hr align=left size=1 width="33%"><![endif]>
<div style='mso-element:footnote' id=ftn1><p class=MsoFootnoteText><a style='mso-footnote-id:ftn1' href="#_ftnref1" name="_ftn1" title=""><span
class=MsoFootnoteReference>[1]</span></a> Children and Families Act 2014, <i>section 37</i></p></div></div>
</body></html>`;
    expect(read(html)).toEqual([
      '**Redrawn** on 4 June 2026 with the _transport_ team{Children and Families Act 2014, _section 37_}:',
      '- **School to council:** needs',
      '  - medical conditions',
      '- Council to [operators](https://www.gov.uk/operators)',
      '# First',
      '# Second',
      'Last.',
    ]);
  });

  test('from Outlook on the web keeps real lists and drops its wrappers', () => {
    const html = `<div style="font-family: Aptos; font-size: 12pt; color: rgb(0, 0, 0);" class="elementToProof">Dear Priya,</div>
<div class="elementToProof"><br></div>
<ul data-editing-info='{"orderedStyleType":1}'><li style="font-weight: 400;"><div role="presentation" class="elementToProof"><span style="font-weight: bolder;">One</span> thing</div></li>
<li><div role="presentation">Another<ol><li>inner</li></ol></div></li></ul>
<div>Kind regards<br>Tom</div>`;
    expect(read(html)).toEqual(['Dear Priya,', '- **One** thing', '- Another', '  # inner', 'Kind regards / Tom']);
  });

  test('from LibreOffice keeps lists, italics and footnotes', () => {
    const html = `<!DOCTYPE html><html><head><meta http-equiv="content-type" content="text/html; charset=utf-8"/><style type="text/css">p { line-height: 115% }</style></head>
<body lang="en-GB" dir="ltr"><p style="line-height: 100%">See the <em>Act</em><sup><a class="sdfootnoteanc" name="sdfootnote1anc" href="#sdfootnote1sym"><sup>1</sup></a></sup> first.</p>
<ul><li><p>Bullet <b>one</b></p></li><ul><li><p>deeper</p></li></ul><li><p>Bullet two</p></li></ul>
<div id="sdfootnote1"><p class="sdfootnote"><a class="sdfootnotesym" name="sdfootnote1sym" href="#sdfootnote1anc">1</a>Education Act 1996</p></div></body></html>`;
    expect(read(html)).toEqual(['See the _Act_{Education Act 1996} first.', '- Bullet **one**', '  - deeper', '- Bullet two']);
  });

  test('from a web page keeps words and links that can be followed, and drops scripts, pictures and styles', () => {
    const html = `<meta charset='utf-8'><h2 id="x">Your rights</h2><script>alert(1)</script><p>You can <a href="/ask">ask</a> for <a href="javascript:alert(1)">a copy</a>, or <a href="mailto:dpo@example.org">write</a>.<img src="x.png" alt="x"></p><blockquote><p>Quoted</p></blockquote>`;
    expect(read(html)).toEqual(['**Your rights**', 'You can ask for a copy, or [write](mailto:dpo@example.org).', 'Quoted']);
  });

  test('from Google Docs does not take its wrapper for bold', () => {
    const html = `<b style="font-weight:normal;" id="docs-internal-guid-1"><p dir="ltr"><span style="font-weight:400;font-style:normal">Plain </span><span style="font-weight:700;">bold</span><span style="font-style:italic"> slanted</span></p><ul><li dir="ltr"><p dir="ltr"><span>One</span></p></li></ul></b>`;
    expect(read(html)).toEqual(['Plain **bold**_ slanted_', '- One']);
  });

  test('of a table becomes a paragraph for each row', () => {
    expect(read('<table><tr><th>Name</th><th>Role</th></tr><tr><td>Ashdene</td><td>Processor</td></tr></table>')).toEqual([
      '**Name** | **Role**',
      'Ashdene | Processor',
    ]);
  });

  test('of Word through WebKit, which takes its styles and inner addresses away, keeps lists and notes', () => {
    const html = `<p class="MsoNormal">Redrawn<span class="Apple-converted-space">&nbsp;</span>on 4 June<a name="_ftnref1" title=""><span class="MsoFootnoteReference">[1]</span></a>.</p>
      <p class="MsoListParagraphCxSpFirst" style="margin: 0cm 0cm 0cm 36pt; text-indent: -18pt;"><span>·<span>&nbsp;&nbsp;&nbsp; </span></span><b>School</b> needs</p>
      <p class="MsoListParagraphCxSpMiddle" style="margin-left: 72pt;"><span>o<span>&nbsp;&nbsp; </span></span>conditions</p>
      <p class="MsoListParagraphCxSpLast" style="margin-left: 36pt;"><span>1.<span>&nbsp;&nbsp; </span></span>First</p>
      <p class="MsoListParagraph">A paragraph of that class, and no item.</p>
      <div id="ftn1"><p class="MsoFootnoteText"><a name="_ftn1" title="">[1]</a> Act 2014</p></div>`;
    expect(read(html)).toEqual(['Redrawn on 4 June{Act 2014}.', '- **School** needs', '  - conditions', '# First', 'A paragraph of that class, and no item.']);
  });

  test('of this program itself comes back whole', () => {
    const html = '<p data-pm-slice="1 1 []">a<span data-footnote="">note <strong>b</strong></span> c</p>';
    expect(read(html)).toEqual(['a{note **b**} c']);
  });

  test('without words is nothing', () => {
    expect(read('<p>&nbsp;</p><div><br></div><!-- x -->')).toEqual([]);
  });
});

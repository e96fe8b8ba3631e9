//! Word documents into outlines: each thing that Word can say comes out in its place, and no word is lost.

#[path = "word/count.rs"]
mod count;
#[path = "word/make.rs"]
mod make;

use std::path::{Path, PathBuf};
use std::process::Command;

use import::{Block, Error, Outline, Paragraph, ParagraphKind, Span, Table};
use make::{Docx, docx, p, r, tbl, tc, tr};

fn read(document: &Docx) -> Outline {
    import::read(&document.bytes()).expect("the document is read")
}

fn body(content: impl Into<String>) -> Vec<String> {
    lines(&read(&docx(content)))
}

/// Writes the body, a line a paragraph or row.
fn lines(outline: &Outline) -> Vec<String> {
    outline.blocks.iter().flat_map(block).collect()
}

fn block(block: &Block) -> Vec<String> {
    match block {
        Block::Paragraph(p) => vec![paragraph(p)],
        Block::Table(table) => rows(table),
    }
}

fn paragraph(p: &Paragraph) -> String {
    let mut out = match p.kind {
        ParagraphKind::Heading(level) => "#".repeat(level.into()) + " ",
        ParagraphKind::Item { depth, .. } => " ".repeat(depth.into()),
        ParagraphKind::Plain => String::new(),
    };
    for span in &p.spans {
        match span {
            Span::Text { text, strong, link, .. } => {
                let text = if *strong { format!("**{text}**") } else { text.clone() };
                out.push_str(&link.as_ref().map_or(text.clone(), |l| format!("[{text}]({l})")));
            }
            Span::Marker(m) | Span::Label(m) => out.push_str(&format!("<{m}>")),
            Span::Tick { ticked, .. } => out.push_str(if *ticked { "[x]" } else { "[ ]" }),
            Span::Footnote(note) => out.push_str(&format!("{{{}}}", texts(note).join(" / "))),
        }
    }
    out
}

/// Writes the rows of a table: `=` for a head, `(columns x rows)` after a cell that takes more than one.
fn rows(table: &Table) -> Vec<String> {
    let row = |row: &import::Row| {
        let cell = |c: &import::Cell| {
            let inner: Vec<String> = c.blocks.iter().flat_map(block).collect();
            let span = match (c.columns, c.rows) {
                (1, 1) => String::new(),
                (columns, rows) => format!("({columns}x{rows})"),
            };
            inner.join(" / ") + &span
        };
        let cells: Vec<String> = row.cells.iter().map(cell).collect();
        format!("{} {} |", if row.head { "=" } else { "|" }, cells.join(" | "))
    };
    table.rows.iter().map(row).collect()
}

fn texts(paragraphs: &[Paragraph]) -> Vec<String> {
    paragraphs.iter().map(paragraph).collect()
}

fn codes(outline: &Outline) -> Vec<&str> {
    outline.notes.iter().map(|n| n.code.as_str()).collect()
}

#[test]
fn a_table_inside_a_cell_stays_inside_it() {
    let inner = tbl(&tr(&(tc("", &p("two")) + &tc("", &p("three")))));
    let table = tbl(&tr(&tc("", &(p("one") + &inner + &p("four")))));
    assert_eq!(body(table + &p("five")), ["| one / | two | three | / four |", "five"]);
}

#[test]
fn cells_that_span_columns_and_rows_say_so() {
    let restart = "<w:vMerge w:val=\"restart\"/>";
    let wide = tc("<w:gridSpan w:val=\"2\"/>", &p("wide"));
    let rows = [
        tr(&(tc(restart, &p("tall")) + &wide)),
        tr(&(tc("<w:vMerge/>", "<w:p/>") + &tc("", &p("a")) + &tc("", &p("b")))),
        tr(&(tc(restart, &p("next")) + &tc("", &p("c")) + &tc("", &p("d")))),
    ];
    assert_eq!(body(tbl(&rows.concat())), ["| tall(1x2) | wide(2x1) |", "| a | b |", "| next | c | d |"]);
}

#[test]
fn words_in_a_cell_that_a_merge_hides_go_to_the_cell_that_covers_it() {
    let rows = tr(&(tc("<w:vMerge w:val=\"restart\"/>", &p("seen")) + &tc("", &p("a"))))
        + &tr(&(tc("<w:vMerge w:val=\"continue\"/>", &p("hidden")) + &tc("", &p("b"))));
    assert_eq!(body(tbl(&rows)), ["| seen / hidden(1x2) | a |", "| b |"]);
}

#[test]
fn a_merge_with_nothing_above_it_is_a_cell() {
    let rows = tr(&tc("<w:gridSpan w:val=\"2\"/>", &p("head")))
        + &tr(&(tc("", &p("a")) + &tc("<w:vMerge/>", &p("loose"))));
    assert_eq!(body(tbl(&rows)), ["| head(2x1) |", "| a | loose |"]);
}

#[test]
fn cells_before_a_row_begins_leave_their_columns_free() {
    let row = "<w:tr><w:trPr><w:gridBefore w:val=\"2\"/></w:trPr>".to_owned() + &tc("", &p("a")) + "</w:tr>";
    let outline = read(&docx(tbl(&row)));
    let Some(Block::Table(table)) = outline.blocks.first() else { panic!("no table") };
    assert_eq!(table.rows[0].cells[0].column, 2);
}

#[test]
fn rows_that_are_repeated_as_heads_are_heads() {
    let head = "<w:tr><w:trPr><w:tblHeader/></w:trPr>".to_owned() + &tc("", &p("Risk")) + "</w:tr>";
    let off =
        "<w:tr><w:trPr><w:tblHeader w:val=\"0\"/></w:trPr>".to_owned() + &tc("", &p("Theft")) + "</w:tr>";
    assert_eq!(body(tbl(&(head + &off))), ["= Risk |", "| Theft |"]);
}

fn checkbox(state: &str, content: &str) -> String {
    format!(
        "<w:sdt><w:sdtPr><w14:checkbox><w14:checked w14:val=\"{state}\"/></w14:checkbox></w:sdtPr>\
         <w:sdtContent>{content}</w:sdtContent></w:sdt>"
    )
}

#[test]
fn tick_boxes_of_content_controls_say_their_state_whatever_character_shows_it() {
    let line =
        checkbox("1", &r("☒")) + &r(" Yes ") + &checkbox("0", &r("☐")) + &r(" No ") + &checkbox("true", "");
    assert_eq!(body(format!("<w:p>{line}</w:p>")), ["[x] Yes [ ] No [x]"]);
    assert_eq!(body(format!("<w:p>{}</w:p>", checkbox("1", &r("X")))), ["[x]"]);
}

#[test]
fn a_tick_box_control_around_a_whole_paragraph_keeps_the_words_in_it() {
    assert_eq!(body(checkbox("1", &p("☒")) + &p("after")), ["[x]", "after"]);
    assert_eq!(body(checkbox("1", &p("☐ Health data"))), ["[x] Health data"]);
    assert_eq!(body(format!("<w:p>{}{}</w:p>", r("a "), checkbox("1", &r("☐ b")))), ["a [x] b"]);
}

fn field(data: &str, code: &str, result: &str) -> String {
    format!(
        "<w:r><w:fldChar w:fldCharType=\"begin\"><w:ffData>{data}</w:ffData></w:fldChar></w:r>\
         <w:r><w:instrText> {code} </w:instrText></w:r><w:r><w:fldChar w:fldCharType=\"separate\"/></w:r>\
         {result}<w:r><w:fldChar w:fldCharType=\"end\"/></w:r>"
    )
}

#[test]
fn boxes_of_old_forms_are_ticked_by_what_was_chosen_else_by_their_default() {
    let of = |inner: &str| field(&format!("<w:checkBox>{inner}</w:checkBox>"), "FORMCHECKBOX", "");
    let line = [
        of("<w:default w:val=\"0\"/>"),
        of("<w:default w:val=\"1\"/>"),
        of("<w:default w:val=\"0\"/><w:checked/>"),
        of("<w:default w:val=\"1\"/><w:checked w:val=\"0\"/>"),
    ];
    assert_eq!(body(format!("<w:p>{}</w:p>", line.join(&r(",")))), ["[ ],[x],[x],[ ]"]);
}

#[test]
fn texts_and_lists_of_old_forms_show_what_was_typed_and_chosen() {
    let list = "<w:ddList><w:result w:val=\"1\"/><w:listEntry w:val=\"Low\"/><w:listEntry w:val=\"High\"/></w:ddList>";
    let line = r("Name: ")
        + &field("<w:textInput/>", "FORMTEXT", &r("Ada"))
        + &r(" Risk: ")
        + &field(list, "FORMDROPDOWN", "");
    assert_eq!(body(format!("<w:p>{line}</w:p>")), ["Name: Ada Risk: High"]);
    let shown = field(list, "FORMDROPDOWN", &r("High"));
    assert_eq!(
        body(format!("<w:p>{shown}</w:p>")),
        ["High"],
        "what the field shows itself is not said twice"
    );
}

#[test]
fn symbols_of_the_dingbat_fonts_are_boxes() {
    let sym = |font: &str, c: &str| format!("<w:r><w:sym w:font=\"{font}\" w:char=\"{c}\"/></w:r>");
    let line = [
        sym("Wingdings", "F0A8"),
        sym("Wingdings", "F0FE"),
        sym("Wingdings", "F0FD"),
        sym("Wingdings", "6F"),
        sym("Wingdings 2", "F02A"),
        sym("Wingdings 2", "F052"),
        sym("Wingdings 2", "F0A3"),
    ];
    assert_eq!(body(format!("<w:p>{}</w:p>", line.concat())), ["[ ][x][x][ ][ ][x][ ]"]);
    let typed = "<w:p><w:r><w:rPr><w:rFonts w:ascii=\"Wingdings\"/></w:rPr><w:t>\u{F0FE}</w:t></w:r></w:p>";
    assert_eq!(body(typed), ["[x]"]);
}

#[test]
fn characters_that_are_boxes_are_boxes_and_an_x_is_a_word() {
    assert_eq!(body(p("☐ a ☒ b ☑ c ✓ d ✗")), ["[ ] a [x] b [x] c [x] d [x]"]);
    assert_eq!(body(tbl(&tr(&(tc("", &p("X")) + &tc("", "<w:p/>"))))), ["| X |  |"]);
}

fn control(properties: &str, content: &str) -> String {
    format!("<w:sdt><w:sdtPr>{properties}</w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>")
}

#[test]
fn what_is_chosen_from_lists_and_calendars_is_text() {
    let list = control("<w:dropDownList><w:listItem w:value=\"n\"/></w:dropDownList>", &r("Likely"));
    let date = control("<w:date w:fullDate=\"2026-03-01T00:00:00Z\"/>", &r("1 March 2026"));
    assert_eq!(body(format!("<w:p>{list}{}{date}</w:p>", r(", "))), ["Likely, 1 March 2026"]);
}

#[test]
fn prompts_that_nobody_answered_are_set_aside() {
    let prompt = "<w:showingPlcHdr/>";
    let line = format!("<w:p>{}{}</w:p>", r("Name: "), control(prompt, &r("Click to enter text")));
    let cell = control(prompt, &tc("", &p("Choose an item")));
    let document = docx(line + &control(prompt, &p("Enter a date")) + &tbl(&tr(&(tc("", &p("Q")) + &cell))));
    let outline = read(&document);
    assert_eq!(lines(&outline), ["Name: ", "| Q |  |"]);
    assert_eq!(texts(&outline.furniture), ["Click to enter text", "Enter a date", "Choose an item"]);
    assert!(outline.furniture.iter().all(|p| p.at.part == "placeholder"));
}

fn cite(kind: &str, id: u8) -> String {
    format!("<w:r><w:{kind}Reference w:id=\"{id}\"/></w:r>")
}

#[test]
fn notes_stand_where_they_are_cited_first_and_only_there() {
    let note = |id: u8, text: &str| format!("<w:footnote w:id=\"{id}\">{text}</w:footnote>");
    let separator =
        "<w:footnote w:type=\"separator\" w:id=\"0\"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>";
    let line = r("one") + &cite("footnote", 2) + &r(" two") + &cite("footnote", 2) + &cite("endnote", 2);
    let document = docx(format!("<w:p>{line}</w:p>"))
        .list("footnotes", &(separator.to_owned() + &note(2, &(p("See the law") + &p("Part 2")))))
        .list("endnotes", "<w:endnote w:id=\"2\"><w:p><w:r><w:t>At the end</w:t></w:r></w:p></w:endnote>");
    let outline = read(&document);
    assert_eq!(lines(&outline), ["one{See the law / Part 2} two{At the end}"]);
    assert_eq!(outline.words(), 2 + 5 + 3);
}

#[test]
fn a_note_that_nothing_cites_is_kept_outside_the_text() {
    let document =
        docx(p("one")).list("footnotes", &format!("<w:footnote w:id=\"5\">{}</w:footnote>", p("lost")));
    let outline = read(&document);
    assert_eq!(lines(&outline), ["one"]);
    assert_eq!(texts(&outline.removed), ["lost"]);
}

#[test]
fn tracked_changes_are_read_as_accepted_and_what_they_take_out_is_kept() {
    let gone = |text: &str| format!("<w:r><w:delText xml:space=\"preserve\">{text}</w:delText></w:r>");
    let line = r("We ")
        + "<w:ins w:id=\"1\">"
        + &r("always ")
        + "</w:ins><w:del w:id=\"2\">"
        + &gone("never ")
        + "</w:del>"
        + &r("ask.");
    let moved = format!("<w:p><w:moveFrom w:id=\"3\">{}</w:moveFrom></w:p>", r("From here"));
    let there = format!("<w:p><w:moveTo w:id=\"4\">{}</w:moveTo></w:p>", r("From here"));
    let deleted = "<w:tr><w:trPr><w:del w:id=\"5\"/></w:trPr>".to_owned()
        + &tc("", &format!("<w:p>{}</w:p>", gone("whole row")))
        + "</w:tr>";
    let cell = tc("<w:cellDel w:id=\"6\"/>", &p("old cell"));
    let table = tbl(&(deleted + &tr(&(tc("", &p("kept")) + &cell))));
    let outline = read(&docx(format!("<w:p>{line}</w:p>{moved}{there}{table}")));
    assert_eq!(lines(&outline), ["We always ask.", "From here", "| kept |  |"]);
    assert_eq!(texts(&outline.removed), ["never ", "From here", "whole row", "old cell"]);
    assert_eq!(codes(&outline), ["tracked-changes"]);
}

#[test]
fn words_that_are_struck_out_are_kept_apart_and_a_marked_yes_is_bold() {
    let run = |look: &str, text: &str| {
        format!("<w:r><w:rPr>{look}</w:rPr><w:t xml:space=\"preserve\">{text}</w:t></w:r>")
    };
    let struck = run("<w:strike/>", "Ye") + &run("<w:dstrike/>", "s") + &r(" / No");
    let bright = run("<w:highlight w:val=\"yellow\"/>", "Yes") + &r(" / No");
    let note = run("<w:highlight w:val=\"yellow\"/>", "to be checked");
    let plain = run("<w:strike w:val=\"0\"/>", "kept");
    let outline = read(&docx([struck, bright, note, plain].map(|l| format!("<w:p>{l}</w:p>")).concat()));
    assert_eq!(lines(&outline), [" / No", "**Yes** / No", "to be checked", "kept"]);
    assert_eq!(texts(&outline.removed), ["Yes"]);
    assert_eq!(codes(&outline), ["struck-out"]);
}

#[test]
fn a_deletion_with_a_text_box_in_it_keeps_each_word_once() {
    let shape =
        format!("<w:pict><v:textbox><w:txbxContent>{}</w:txbxContent></v:textbox></w:pict>", p("boxed"));
    let gone =
        format!("<w:p><w:del><w:r><w:delText>before</w:delText></w:r><w:r>{shape}</w:r></w:del></w:p>");
    assert_eq!(texts(&read(&docx(gone)).removed), ["before", "boxed"]);
}

#[test]
fn what_was_deleted_from_a_note_is_kept() {
    let note = "<w:footnote w:id=\"1\"><w:p><w:del><w:r><w:delText>struck</w:delText></w:r></w:del></w:p></w:footnote>";
    let outline =
        read(&docx(format!("<w:p>{}{}</w:p>", r("a"), cite("footnote", 1))).list("footnotes", note));
    assert_eq!(texts(&outline.removed), ["struck"]);
    assert_eq!(codes(&outline), ["tracked-changes"]);
}

#[test]
fn hidden_text_is_kept_apart_whether_a_run_or_its_style_hides_it() {
    let hide = "<w:rPr><w:vanish/></w:rPr>";
    let styles = "<w:style w:styleId=\"H\"><w:name w:val=\"Secret\"/><w:rPr><w:vanish/></w:rPr></w:style>";
    let line = r("seen ")
        + &format!("<w:r>{hide}<w:t>hidden</w:t></w:r>")
        + "<w:r><w:rPr><w:rStyle w:val=\"H\"/></w:rPr><w:t>styled</w:t></w:r>";
    let outline = read(&docx(format!("<w:p>{line}</w:p>")).list("styles", styles));
    assert_eq!(lines(&outline), ["seen "]);
    assert_eq!(texts(&outline.removed), ["hidden", "styled"]);
    assert_eq!(codes(&outline), ["hidden-text"]);
}

#[test]
fn comments_say_who_wrote_them_and_what_they_are_about() {
    let mark = |what: &str, id: u8| format!("<w:commentRange{what} w:id=\"{id}\"/>");
    let line = r("The council ") + &mark("Start", 1) + &r("keeps it") + &mark("End", 1) + &r(" safe");
    let over =
        format!("<w:p>{}{}</w:p><w:p>{}{}</w:p>", mark("Start", 2), r("One"), r("two"), mark("End", 2));
    let mark_only = format!("<w:p>{}<w:r><w:commentReference w:id=\"3\"/></w:r></w:p>", r("three"));
    let comment = |id: u8, by: &str, text: &str| {
        format!(
            "<w:comment w:id=\"{id}\" w:author=\"{by}\" w:date=\"2026-01-02T03:04:05Z\">{text}</w:comment>"
        )
    };
    let comments = comment(1, "Ada", &(p("How long?") + &p("Please say.")))
        + &comment(2, "Bo", &p("Why"))
        + &comment(3, "Cy", &p("Ah"));
    let outline = read(&docx(format!("<w:p>{line}</w:p>{over}{mark_only}")).list("comments", &comments));
    let said: Vec<[&str; 3]> =
        outline.comments.iter().map(|c| [c.by.as_str(), c.about.as_str(), c.text.as_str()]).collect();
    assert_eq!(
        said,
        [["Ada", "keeps it", "How long?\nPlease say."], ["Bo", "One two", "Why"], ["Cy", "", "Ah"]]
    );
    assert_eq!(outline.comments[0].at, "2026-01-02T03:04:05Z");
    assert_eq!(outline.comments[2].place.paragraph, Some(4));
}

fn level(i: usize, format: &str, text: &str) -> String {
    format!(
        "<w:lvl w:ilvl=\"{i}\"><w:start w:val=\"1\"/><w:numFmt w:val=\"{format}\"/><w:lvlText w:val=\"{text}\"/></w:lvl>"
    )
}

fn item(list: u8, level: u8, text: &str) -> String {
    format!(
        "<w:p><w:pPr><w:numPr><w:ilvl w:val=\"{level}\"/><w:numId w:val=\"{list}\"/></w:numPr></w:pPr>{}</w:p>",
        r(text)
    )
}

fn lists(levels: &str, instances: &str) -> String {
    format!("<w:abstractNum w:abstractNumId=\"7\">{levels}</w:abstractNum>{instances}")
}

const LIST: &str = "<w:num w:numId=\"1\"><w:abstractNumId w:val=\"7\"/></w:num>";

#[test]
fn numbers_are_those_that_word_prints() {
    let levels = [
        level(0, "decimal", "%1."),
        level(1, "decimal", "%1.%2"),
        level(2, "lowerLetter", "(%3)"),
        level(3, "upperRoman", "%4)"),
    ];
    let content = [
        item(1, 0, "a"),
        item(1, 1, "b"),
        item(1, 1, "c"),
        item(1, 2, "d"),
        item(1, 2, "e"),
        item(1, 3, "f"),
        item(1, 3, "g"),
        item(1, 0, "h"),
        item(1, 1, "i"),
        "<w:p><w:pPr><w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"0\"/></w:numPr></w:pPr><w:r><w:t>j</w:t></w:r></w:p>".into(),
    ];
    let outline = read(&docx(content.concat()).list("numbering", &lists(&levels.concat(), LIST)));
    let expected = [
        "<1.>a",
        " <1.1>b",
        " <1.2>c",
        "  <(a)>d",
        "  <(b)>e",
        "   <I)>f",
        "   <II)>g",
        "<2.>h",
        " <2.1>i",
        "j",
    ];
    assert_eq!(lines(&outline), expected);
}

#[test]
fn a_list_begins_anew_where_it_is_told_to() {
    let again = "<w:num w:numId=\"2\"><w:abstractNumId w:val=\"7\"/><w:lvlOverride w:ilvl=\"0\">\
                 <w:startOverride w:val=\"1\"/></w:lvlOverride></w:num>\
                 <w:num w:numId=\"3\"><w:abstractNumId w:val=\"7\"/></w:num>\
                 <w:num w:numId=\"4\"><w:abstractNumId w:val=\"7\"/><w:lvlOverride w:ilvl=\"0\">\
                 <w:lvl w:ilvl=\"0\"><w:numFmt w:val=\"upperLetter\"/><w:lvlText w:val=\"%1:\"/></w:lvl></w:lvlOverride></w:num>";
    let content = [
        item(1, 0, "a"),
        item(1, 0, "b"),
        item(2, 0, "c"),
        item(2, 0, "d"),
        item(3, 0, "e"),
        item(4, 0, "f"),
    ];
    let numbering = lists(&level(0, "decimal", "%1."), &(LIST.to_owned() + again));
    let outline = read(&docx(content.concat()).list("numbering", &numbering));
    assert_eq!(lines(&outline), ["<1.>a", "<2.>b", "<1.>c", "<2.>d", "<3.>e", "<D:>f"]);
}

#[test]
fn a_level_that_never_begins_anew_counts_on() {
    let on = "<w:lvl w:ilvl=\"1\"><w:start w:val=\"1\"/><w:numFmt w:val=\"decimal\"/><w:lvlRestart w:val=\"0\"/><w:lvlText w:val=\"Q%2\"/></w:lvl>";
    let content = [item(1, 0, "a"), item(1, 1, "b"), item(1, 0, "c"), item(1, 1, "d")];
    let numbering = lists(&(level(0, "upperLetter", "%1") + on), LIST);
    let outline = read(&docx(content.concat()).list("numbering", &numbering));
    assert_eq!(lines(&outline), ["<A>a", " <Q1>b", "<B>c", " <Q2>d"]);
}

#[test]
fn bullets_are_shown_as_they_are_drawn() {
    let bullets = "<w:lvl w:ilvl=\"0\"><w:numFmt w:val=\"bullet\"/><w:lvlText w:val=\"\u{F0B7}\"/><w:rPr><w:rFonts w:ascii=\"Symbol\"/></w:rPr></w:lvl>\
                   <w:lvl w:ilvl=\"1\"><w:numFmt w:val=\"bullet\"/><w:lvlText w:val=\"o\"/><w:rPr><w:rFonts w:ascii=\"Courier New\"/></w:rPr></w:lvl>\
                   <w:lvl w:ilvl=\"2\"><w:numFmt w:val=\"bullet\"/><w:lvlText w:val=\"\u{F0A8}\"/><w:rPr><w:rFonts w:ascii=\"Wingdings\"/></w:rPr></w:lvl>";
    let content = [item(1, 0, "a"), item(1, 1, "b"), item(1, 2, "c")];
    let outline = read(&docx(content.concat()).list("numbering", &lists(bullets, LIST)));
    assert_eq!(lines(&outline), ["<•>a", " <o>b", "  <☐>c"]);
    assert_eq!(outline.words(), 3);
}

#[test]
fn headings_are_numbered_by_the_list_that_their_style_is_linked_to() {
    let style = |id: &str, name: &str| {
        format!(
            "<w:style w:type=\"paragraph\" w:styleId=\"{id}\"><w:name w:val=\"{name}\"/>\
             <w:pPr><w:numPr><w:numId w:val=\"1\"/></w:numPr></w:pPr></w:style>"
        )
    };
    let level = |i: u8, id: &str, text: &str| {
        format!(
            "<w:lvl w:ilvl=\"{i}\"><w:start w:val=\"1\"/><w:numFmt w:val=\"decimal\"/><w:pStyle w:val=\"{id}\"/><w:lvlText w:val=\"{text}\"/></w:lvl>"
        )
    };
    let heading =
        |id: &str, text: &str| format!("<w:p><w:pPr><w:pStyle w:val=\"{id}\"/></w:pPr>{}</w:p>", r(text));
    let content =
        heading("H1", "Need") + &heading("H2", "Why") + &heading("H2", "Who") + &heading("H1", "Risks");
    let document = docx(content)
        .list("styles", &(style("H1", "heading 1") + &style("H2", "heading 2")))
        .list("numbering", &lists(&(level(0, "H1", "Step %1:") + &level(1, "H2", "%1.%2")), LIST));
    assert_eq!(
        lines(&read(&document)),
        ["# <Step 1:>Need", "## <1.1>Why", "## <1.2>Who", "# <Step 2:>Risks"]
    );
}

#[test]
fn a_list_that_takes_its_levels_from_a_style_has_them() {
    let numbering = "<w:abstractNum w:abstractNumId=\"1\"><w:styleLink w:val=\"S\"/>".to_owned()
        + &level(0, "lowerRoman", "%1.")
        + "</w:abstractNum><w:abstractNum w:abstractNumId=\"2\"><w:numStyleLink w:val=\"S\"/></w:abstractNum>\
           <w:num w:numId=\"1\"><w:abstractNumId w:val=\"2\"/></w:num>";
    let outline = read(&docx(item(1, 0, "a") + &item(1, 0, "b")).list("numbering", &numbering));
    assert_eq!(lines(&outline), ["<i.>a", "<ii.>b"]);
}

fn text_box(text: &str) -> String {
    format!(
        "<mc:AlternateContent><mc:Choice Requires=\"wps\"><w:drawing><wps:txbx><w:txbxContent>{0}</w:txbxContent></wps:txbx></w:drawing></mc:Choice>\
         <mc:Fallback><w:pict><v:textbox><w:txbxContent>{0}</w:txbxContent></v:textbox></w:pict></mc:Fallback></mc:AlternateContent>",
        p(text)
    )
}

#[test]
fn a_text_box_is_read_once_after_the_paragraph_that_holds_it() {
    let line = format!("<w:p>{}<w:r>{}</w:r>{}</w:p>", r("be"), text_box("boxed"), r("fore"));
    assert_eq!(body(line + &p("after")), ["before", "boxed", "after"]);
}

#[test]
fn a_text_box_that_only_the_older_drawing_has_is_read() {
    let pict = format!("<w:pict><v:textbox><w:txbxContent>{}</w:txbxContent></v:textbox></w:pict>", p("old"));
    assert_eq!(body(format!("<w:p><w:r>{pict}</w:r></w:p>")), ["old"]);
    let only = format!(
        "<mc:AlternateContent><mc:Choice Requires=\"x\"><w:drawing/></mc:Choice><mc:Fallback>{pict}</mc:Fallback></mc:AlternateContent>"
    );
    assert_eq!(body(format!("<w:p><w:r>{only}</w:r></w:p>")), ["old"]);
    let bare = format!("<mc:AlternateContent><mc:Fallback>{pict}</mc:Fallback></mc:AlternateContent>");
    assert_eq!(body(format!("<w:p><w:r>{bare}</w:r></w:p>")), ["old"]);
}

#[test]
fn letters_drawn_as_a_picture_and_words_of_diagrams_are_words() {
    let art = "<w:p><w:r><w:pict><v:shape><v:textpath string=\"DRAFT\"/></v:shape></w:pict></w:r></w:p>";
    let diagram = "<w:p><w:r><w:drawing><dgm:relIds r:dm=\"d1\"/></w:drawing></w:r></w:p>";
    let data = format!(
        "<dgm:dataModel {}><a:p><a:r><a:t>Collect</a:t></a:r></a:p><a:p><a:r><a:t>Keep</a:t></a:r></a:p></dgm:dataModel>",
        make::NAMES
    );
    let document =
        docx(art.to_owned() + diagram + diagram).part("d1", "diagramData", "diagrams/data1.xml", &data);
    assert_eq!(lines(&read(&document)), ["DRAFT", "Collect", "Keep"]);
}

#[test]
fn links_lead_where_they_say_by_relation_and_by_field() {
    let link = "<w:p><w:hyperlink r:id=\"l1\">".to_owned()
        + &r("the policy")
        + "</w:hyperlink>"
        + &r(" and ")
        + &field("", "HYPERLINK \"https://example.org/b\" \\o \"tip\"", &r("the form"))
        + &field("", "HYPERLINK \\l \"_Toc1\"", &r(" below"))
        + "</w:p>";
    let document = docx(link).related("l1", "hyperlink", "https://example.org/a", "TargetMode=\"External\"");
    assert_eq!(
        lines(&read(&document)),
        ["[the policy](https://example.org/a) and [the form](https://example.org/b) below"]
    );
}

#[test]
fn running_heads_stand_apart_with_what_they_hold() {
    let document = docx(p("body"))
        .list("header", &(p("Partner Trust") + &tbl(&tr(&tc("", &p("v2"))))))
        .list("footer", &format!("<w:p>{}{}</w:p>", r("Page "), field("", "PAGE", &r("3"))));
    let outline = read(&document);
    assert_eq!(lines(&outline), ["body"]);
    let heads: Vec<(String, &str)> =
        outline.furniture.iter().map(|p| (paragraph(p), p.at.part.as_str())).collect();
    let expected = [("Page 3".into(), "footer"), ("Partner Trust".into(), "header"), ("v2".into(), "header")];
    assert_eq!(heads, expected);
}

#[test]
fn a_table_of_contents_is_no_answer() {
    let style = "<w:style w:styleId=\"T1\"><w:name w:val=\"toc 1\"/></w:style>";
    let entry = "<w:p><w:pPr><w:pStyle w:val=\"T1\"/></w:pPr><w:r><w:t>1 Need 3</w:t></w:r></w:p>";
    let gallery = "<w:docPartObj><w:docPartGallery w:val=\"Table of Contents\"/></w:docPartObj>";
    let content = control(gallery, &(p("Contents") + &tbl(&tr(&tc("", &p("odd")))))) + entry + &p("text");
    let outline = read(&docx(content).list("styles", style));
    assert_eq!(lines(&outline), ["text"]);
    assert_eq!(texts(&outline.furniture), ["Contents", "odd", "1 Need 3"]);
}

#[test]
fn pictures_and_files_inside_come_along_once_each() {
    let picture =
        "<w:r><w:drawing><wp:docPr descr=\"Flow of data\"/><a:blip r:embed=\"i1\"/></w:drawing></w:r>";
    let object = "<w:r><w:object><o:OLEObject r:id=\"o1\"/></w:object></w:r>";
    let document = docx(format!("<w:p>{picture}{picture}{object}</w:p>"))
        .related("i1", "image", "media/one.png", "")
        .raw("word/media/one.png", b"PNG")
        .related("o1", "package", "embeddings/one.xlsx", "")
        .raw("word/embeddings/one.xlsx", b"PK");
    let files: Vec<(String, String, Vec<u8>)> =
        read(&document).files.into_iter().map(|f| (f.name, f.alt, f.bytes)).collect();
    assert_eq!(
        files,
        [
            ("one.png".into(), "Flow of data".into(), b"PNG".to_vec()),
            ("one.xlsx".into(), String::new(), b"PK".to_vec())
        ]
    );
}

#[test]
fn a_picture_in_a_running_head_comes_along() {
    let rels = "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">\
                <Relationship Id=\"i1\" Type=\"x/image\" Target=\"media/logo.png\"/></Relationships>";
    let document = docx(p("a"))
        .list("header", "<w:p><w:r><w:drawing><a:blip r:embed=\"i1\"/></w:drawing></w:r></w:p>")
        .raw("word/_rels/header.xml.rels", rels.as_bytes())
        .raw("word/media/logo.png", b"L");
    assert_eq!(read(&document).files[0].name, "logo.png");
}

#[test]
fn headings_are_known_by_the_name_of_their_style_in_any_language() {
    let styles = "<w:style w:styleId=\"Ttulo1\"><w:name w:val=\"heading 1\"/></w:style>\
                  <w:style w:styleId=\"Mine\"><w:name w:val=\"My head\"/><w:basedOn w:val=\"Ttulo1\"/></w:style>";
    let heading =
        |id: &str| format!("<w:p><w:pPr><w:pStyle w:val=\"{id}\"/></w:pPr><w:r><w:t>Head</w:t></w:r></w:p>");
    let outline =
        read(&docx(heading("Ttulo1") + &heading("Mine") + &heading("Other")).list("styles", styles));
    assert_eq!(lines(&outline), ["# Head", "# Head", "Head"]);
}

#[test]
fn bold_is_known_from_the_run_its_style_and_the_paragraphs_style() {
    let styles = "<w:style w:styleId=\"S\"><w:name w:val=\"Strong\"/><w:rPr><w:b/></w:rPr></w:style>";
    let run = |properties: &str| format!("<w:r><w:rPr>{properties}</w:rPr><w:t>a</w:t></w:r>");
    let line = run("<w:b/>") + &r("b") + &run("<w:rStyle w:val=\"S\"/>");
    let styled =
        format!("<w:p><w:pPr><w:pStyle w:val=\"S\"/></w:pPr>{}{}</w:p>", r("c"), run("<w:b w:val=\"0\"/>"));
    let outline = read(&docx(format!("<w:p>{line}</w:p>{styled}")).list("styles", styles));
    assert_eq!(lines(&outline), ["**a**b**a**", "**c**a"]);
}

#[test]
fn strict_documents_are_read_by_the_same_names() {
    let strict = "xmlns:w=\"http://purl.oclc.org/ooxml/wordprocessingml/main\"";
    let document = format!("<w:document {strict}><w:body>{}</w:body></w:document>", p("Strict"));
    let rels = "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"r1\" \
                Type=\"http://purl.oclc.org/ooxml/officeDocument/relationships/officeDocument\" Target=\"/word/document2.xml\"/></Relationships>";
    let made = docx("").raw("_rels/.rels", rels.as_bytes()).raw("word/document2.xml", document.as_bytes());
    assert_eq!(lines(&read(&made)), ["Strict"]);
}

#[test]
fn content_controls_may_hold_blocks_rows_cells_and_runs() {
    let row = control("<w:tag w:val=\"t\"/>", &tr(&(control("", &tc("", &p("cell"))) + &tc("", &p("two")))));
    let content = control("", &(p("block") + &tbl(&(row + &tr(&tc("", &p("three")))))))
        + &format!("<w:p>{}{}</w:p>", r("in"), control("", &(r("li") + &control("", &r("ne")))));
    assert_eq!(body(content), ["block", "| cell | two |", "| three |", "inline"]);
}

#[test]
fn what_stands_where_it_should_not_is_read_all_the_same() {
    let formula = "<m:oMathPara><m:oMath><m:r><m:t>a=b</m:t></m:r></m:oMath></m:oMathPara>";
    let odd = "<w:unknown>".to_owned() + &p("wrapped") + "</w:unknown>" + &r("loose run");
    let commented = "<w:p><w:r><w:t>one <!-- a comment -->word</w:t></w:r></w:p>";
    let ruby = "<w:p><w:r><w:ruby><w:rubyBase><w:r><w:t>base</w:t></w:r></w:rubyBase></w:ruby></w:r></w:p>";
    assert_eq!(
        body(formula.to_owned() + &odd + commented + ruby),
        ["a=b", "wrapped", "loose run", "one word", "base"]
    );
}

#[test]
fn a_document_without_styles_is_read() {
    assert_eq!(body(item(1, 0, "a") + &p("b")), ["a", "b"]);
}

#[test]
fn a_part_in_utf_16_is_read() {
    let made = docx(p("Größe"));
    let text = made.document();
    let wide = |mark: &[u8], of: fn(u16) -> [u8; 2]| {
        mark.iter().copied().chain(text.encode_utf16().flat_map(of)).collect::<Vec<u8>>()
    };
    for part in [
        wide(&[0xFF, 0xFE], u16::to_le_bytes),
        wide(&[0xFE, 0xFF], u16::to_be_bytes),
        wide(&[], u16::to_le_bytes),
    ] {
        let outline = import::read(&made.with_document(&part)).expect("it is read");
        assert_eq!(lines(&outline), ["Größe"]);
    }
}

#[test]
fn names_of_parts_are_compared_without_their_case_and_with_either_slash() {
    let made = docx("").raw("Word\\Document.xml", docx(p("odd zip")).document().as_bytes());
    let parts = make::zip(&[
        ("[Content_Types].xml".into(), b"<Types/>".to_vec()),
        ("Word\\Document.xml".into(), docx(p("odd zip")).document().into_bytes()),
    ]);
    assert_eq!(lines(&import::read(&parts).expect("it is read")), ["odd zip"]);
    assert!(import::read(&made.bytes()).is_ok());
}

#[test]
fn an_old_document_and_one_with_a_password_say_what_to_do() {
    let compound = |stream: &str| {
        let mut bytes = vec![0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];
        bytes.extend([0; 512]);
        bytes.extend(stream.encode_utf16().flat_map(u16::to_le_bytes));
        import::read(&bytes).expect_err("it cannot be read")
    };
    assert_eq!(compound("WordDocument"), Error::OldWord);
    assert_eq!(compound("EncryptedPackage"), Error::Protected);
    assert_eq!(compound("Workbook"), Error::Unknown);
}

#[test]
fn a_document_that_has_another_file_in_it_says_so() {
    let made = docx(p("a") + "<w:altChunk r:id=\"c1\"/>").related("c1", "aFChunk", "chunk.html", "");
    assert_eq!(codes(&read(&made)), ["alt-chunk"]);
}

fn corpus() -> Vec<PathBuf> {
    let folder = std::env::var_os("DPIA_CORPUS").unwrap_or_default();
    let files = std::fs::read_dir(folder).into_iter().flatten().flatten().map(|f| f.path());
    let mut files: Vec<PathBuf> = files.filter(|f| f.extension().is_some_and(|e| e == "docx")).collect();
    files.sort();
    files
}

#[test]
fn as_many_words_come_out_of_the_corpus_as_its_xml_has() {
    let files = corpus();
    if files.is_empty() {
        println!("skipped: the corpus of partners' documents is not here");
    }
    for file in files {
        let bytes = std::fs::read(&file).expect("the file is there");
        let outline = import::read(&bytes).expect("the document is read");
        assert_eq!(outline.words(), count::words(&bytes), "{}", file.display());
    }
}

/// Pages for LibreOffice to write as Word documents, each with things that the others lack.
fn pages() -> Vec<(&'static str, String)> {
    let long: String =
        (1..200).map(|i| format!("<p>Paragraph {i} of <b>many</b>, in <i>one</i> page.</p>")).collect();
    let rows: String =
        (1..60).map(|i| format!("<tr><td rowspan=1>Risk {i}</td><td>Likely<br>or not</td></tr>")).collect();
    [
        ("plain", "<p>One two three.</p><p>Four</p>".into()),
        ("headings", "<h1>Need</h1><p>Why</p><h2>Scope</h2><p>What</p><h3>Deeper</h3>".into()),
        ("lists", "<ol><li>one<ol><li>one and a half</li></ol></li><li>two</li></ol><ul><li>bullet</li></ul>".into()),
        ("table", format!("<table border=1><thead><tr><th>Risk</th><th>How</th></tr></thead>{rows}</table>")),
        ("spans", "<table><tr><td rowspan=2>tall</td><td colspan=2>wide</td></tr><tr><td>a</td><td>b</td></tr></table>".into()),
        ("nested", "<table><tr><td>out<table><tr><td>in</td></tr></table></td></tr></table>".into()),
        ("links", "<p>See <a href=\"https://example.org\">the policy</a> and <a href=\"#x\">below</a>.</p><p id=x>Here</p>".into()),
        ("boxes", "<p>☐ Yes ☒ No ✓ maybe</p>".into()),
        ("breaks", "<p>one<br>two&nbsp;three\u{2003}four</p><pre>five\tsix\n  seven</pre>".into()),
        ("long", long),
        ("languages", "<p>Größe, naïve, données; 数据保护; Ελληνικά</p>".into()),
        ("quotes", "<blockquote>Said <q>so</q></blockquote><dl><dt>Term</dt><dd>Meaning</dd></dl><hr>".into()),
    ]
    .map(|(name, body)| (name, format!("<!DOCTYPE html><html><body>{body}</body></html>")))
    .into()
}

/// Has LibreOffice turn files into Word documents; none without it.
fn by_libreoffice(folder: &Path, files: &[PathBuf], filter: Option<&str>) -> Option<()> {
    let profile = format!("-env:UserInstallation=file://{}/profile", folder.display());
    let mut command = Command::new("soffice");
    command
        .arg(profile)
        .args(["--headless", "--convert-to", "docx:MS Word 2007 XML", "--outdir"])
        .arg(folder);
    command.args(filter.map(|f| format!("--infilter={f}"))).args(files);
    command.output().ok().filter(|o| o.status.success()).map(|_| ())
}

#[test]
fn as_many_words_come_out_of_libreoffices_documents_as_their_xml_has() {
    let folder = std::env::temp_dir().join(format!("import-word-{}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("a temporary folder");
    let mut files = Vec::new();
    for (name, page) in pages() {
        files.push(folder.join(format!("{name}.html")));
        std::fs::write(&files[files.len() - 1], page).expect("a page is written");
    }
    let odt = folder.join("notes.odt");
    std::fs::write(&odt, notes()).expect("a text is written");
    let made = by_libreoffice(&folder, &files, Some("HTML (StarWriter)"))
        .and_then(|()| by_libreoffice(&folder, std::slice::from_ref(&odt), None));
    if made.is_none() {
        return println!("skipped: LibreOffice is not installed");
    }
    files.push(odt);
    let mut counted = 0;
    for file in files {
        let bytes = std::fs::read(file.with_extension("docx")).expect("LibreOffice wrote it");
        let outline = import::read(&bytes).expect("the document is read");
        assert_eq!(outline.words(), count::words(&bytes), "{}", file.display());
        counted += outline.words();
    }
    assert!(counted > 1_700, "{counted} words");
    std::fs::remove_dir_all(folder).expect("the folder goes");
}

/// An OpenDocument text with a note, a comment, a deletion and a running head.
fn notes() -> Vec<u8> {
    let names = "xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" \
                 xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\" \
                 xmlns:style=\"urn:oasis:names:tc:opendocument:xmlns:style:1.0\" \
                 xmlns:dc=\"http://purl.org/dc/elements/1.1/\" office:version=\"1.3\"";
    let change = "<text:tracked-changes><text:changed-region xml:id=\"c1\" text:id=\"c1\"><text:deletion>\
                  <office:change-info><dc:creator>A</dc:creator><dc:date>2026-01-01T00:00:00</dc:date></office:change-info>\
                  <text:p>struck out</text:p></text:deletion></text:changed-region></text:tracked-changes>";
    let content = format!(
        "<office:document-content {names}><office:body><office:text>{change}<text:h text:outline-level=\"1\">Head</text:h>\
         <text:p>Word<text:note text:note-class=\"footnote\"><text:note-citation>1</text:note-citation><text:note-body><text:p>In the note</text:p></text:note-body></text:note> \
         more<office:annotation><dc:creator>Ada</dc:creator><text:p>Why so</text:p></office:annotation> and <text:change text:change-id=\"c1\"/>on</text:p>\
         </office:text></office:body></office:document-content>"
    );
    let styles = format!(
        "<office:document-styles {names}><office:automatic-styles><style:page-layout style:name=\"L\"/></office:automatic-styles>\
         <office:master-styles><style:master-page style:name=\"Standard\" style:page-layout-name=\"L\">\
         <style:header><text:p>Running head</text:p></style:header></style:master-page></office:master-styles></office:document-styles>"
    );
    let manifest = "<manifest:manifest xmlns:manifest=\"urn:oasis:names:tc:opendocument:xmlns:manifest:1.0\" manifest:version=\"1.3\">\
                    <manifest:file-entry manifest:full-path=\"/\" manifest:media-type=\"application/vnd.oasis.opendocument.text\"/>\
                    <manifest:file-entry manifest:full-path=\"content.xml\" manifest:media-type=\"text/xml\"/>\
                    <manifest:file-entry manifest:full-path=\"styles.xml\" manifest:media-type=\"text/xml\"/></manifest:manifest>";
    make::zip(&[
        ("mimetype".into(), b"application/vnd.oasis.opendocument.text".to_vec()),
        ("content.xml".into(), content.into_bytes()),
        ("styles.xml".into(), styles.into_bytes()),
        ("META-INF/manifest.xml".into(), manifest.into()),
    ])
}

//! Other formats into outlines: other tools' files, pages, texts.

#[path = "word/make.rs"]
#[allow(dead_code, reason = "its Word documents are for other tests")]
mod make;
#[path = "pdf/make.rs"]
#[allow(dead_code, reason = "its packed streams are for other tests")]
mod pdf;

use std::collections::BTreeMap;
use std::process::Command;

use import::{Block, Error, Outline, Paragraph, ParagraphKind, Span};
use serde_json::{Value, json};

fn read(bytes: impl AsRef<[u8]>) -> Outline {
    import::read(bytes.as_ref()).expect("it is read")
}

/// Writes the body, a line a paragraph or row.
fn lines(outline: &Outline) -> Vec<String> {
    outline.blocks.iter().flat_map(block).collect()
}

fn block(block: &Block) -> Vec<String> {
    let table = match block {
        Block::Paragraph(p) => return vec![paragraph(p)],
        Block::Table(table) => table,
    };
    let row = |row: &import::Row| {
        let cell = |c: &import::Cell| {
            let inner: Vec<String> = c.blocks.iter().flat_map(self::block).collect();
            let span = if (c.columns, c.rows) == (1, 1) {
                String::new()
            } else {
                format!("({}x{})", c.columns, c.rows)
            };
            inner.join(" / ") + &span
        };
        let cells: Vec<String> = row.cells.iter().map(cell).collect();
        format!("{} {} |", if row.head { "=" } else { "|" }, cells.join(" | "))
    };
    table.rows.iter().map(row).collect()
}

fn paragraph(p: &Paragraph) -> String {
    let mut out = match p.kind {
        ParagraphKind::Heading(level) => "#".repeat(level.into()) + " ",
        ParagraphKind::Item { depth, ordered: false } => " ".repeat(depth.into()) + "- ",
        ParagraphKind::Item { depth, ordered: true } => " ".repeat(depth.into()),
        ParagraphKind::Plain => String::new(),
    };
    for span in &p.spans {
        match span {
            Span::Text { text, strong: false, link: None, .. } => out.push_str(text),
            Span::Text { text, link: None, .. } => out.push_str(&format!("**{text}**")),
            Span::Text { text, link: Some(link), .. } => out.push_str(&format!("[{text}]({link})")),
            Span::Marker(m) => out.push_str(&format!("<{m}>")),
            Span::Label(l) => out.push_str(&format!("‹{l}›")),
            Span::Tick { ticked, .. } => out.push_str(if *ticked { "[x]" } else { "[ ]" }),
            Span::Footnote(note) => out.push_str(&format!("{{{}}}", texts(note).join(" / "))),
        }
    }
    out.trim_end().to_owned()
}

fn texts(paragraphs: &[Paragraph]) -> Vec<String> {
    paragraphs.iter().map(paragraph).collect()
}

/// Counts words of letters and figures.
fn bag(text: &str, into: &mut BTreeMap<String, isize>, by: isize) {
    for word in text.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()) {
        *into.entry(word.to_owned()).or_default() += by;
    }
}

/// Gives the words of texts that an outline lacks.
fn missing(texts: &[String], outline: &Outline) -> Vec<String> {
    let mut words = BTreeMap::new();
    texts.iter().for_each(|t| bag(t, &mut words, 1));
    outline.paragraphs().iter().for_each(|p| bag(&p.text(), &mut words, -1));
    outline.comments.iter().for_each(|c| bag(&c.text, &mut words, -1));
    words.into_iter().filter(|(_, n)| *n > 0).map(|(w, _)| w).collect()
}

/// Gives all strings of answers, measures, evaluations and comments without their tags.
fn strings(value: &Value) -> Vec<String> {
    const KEPT: &[&str] = &[
        "text",
        "list",
        "title",
        "content",
        "evaluation_comment",
        "action_plan_comment",
        "person_in_charge",
        "estimated_implementation_date",
        "description",
    ];
    fn walk(value: &Value, kept: bool, out: &mut Vec<String>) {
        match value {
            Value::String(text) if kept => out.push(stripped(text)),
            Value::Array(items) => items.iter().for_each(|i| walk(i, kept, out)),
            Value::Object(object) => {
                object.iter().for_each(|(k, v)| walk(v, KEPT.contains(&k.as_str()), out));
            }
            _ => {}
        }
    }
    let mut out = Vec::new();
    for part in ["answers", "measures", "evaluations", "comments"] {
        walk(&value[part], false, &mut out);
    }
    out
}

fn stripped(html: &str) -> String {
    let mut out = String::new();
    let mut tag = false;
    for c in html.chars() {
        tag = (tag || c == '<') && c != '>';
        out.push(if tag || c == '>' { ' ' } else { c });
    }
    for (entity, c) in
        [("&nbsp;", "\u{a0}"), ("&eacute;", "é"), ("&rsquo;", "’"), ("&lt;", "<"), ("&amp;", "&")]
    {
        out = out.replace(entity, c);
    }
    out
}

fn cnil() -> Value {
    json!({
        "pia": {
            "dbVersion": 1, "tableName": "pia", "objectStore": {}, "serverUrl": null, "is_example": 0,
            "name": "School meals", "author_name": "Ada", "dpo_opinion": "Go <b>on</b>", "category": null,
            "structure_data": {"sections": [{"items": [{"questions": [{"id": 9_001, "title": "Who pays?"}]}]}]},
        },
        "answers": [
            {"reference_to": 111, "data": {"text": "<p class=\"MsoNormal\">Meals&nbsp;for <strong>pupils</strong></p><ul><li>hot</li></ul>", "gauge": null, "list": []}},
            {"reference_to": 111, "data": {"text": "A second answer", "gauge": 0, "list": ["with an item"]}},
            {"reference_to": "121", "data": {"text": "<table><tr><td>Name</td><td>Allergy</td></tr></table>", "list": []}},
            {"reference_to": 9_001, "data": {"text": "Parents", "list": []}},
            {"reference_to": 777, "data": {"text": "Unknown", "list": ["thing"]}},
            {"reference_to": 321, "data": {"text": null, "gauge": null, "list": ["Shame", "Harm"]}},
            {"reference_to": 324, "data": {"text": "", "list": ["Locks"]}},
            {"reference_to": 325, "data": {"text": "It would <em>hurt</em>", "gauge": 3, "list": []}},
            {"reference_to": 326, "data": {"text": "Rare", "gauge": 1, "list": ["odd item"]}},
            {"reference_to": 334, "data": {"text": null, "list": ["Backups"]}},
        ],
        "measures": [
            {"id": 5, "title": "Locks", "content": "<p>On each door</p>", "placeholder": "knowledge_base.slugs.X"},
            {"id": 6, "title": "", "content": ""},
        ],
        "evaluations": [
            {"reference_to": "2.1.211", "status": 2, "evaluation_comment": "Say more", "action_plan_comment": "Ask the school",
             "person_in_charge": "Bo", "estimated_implementation_date": "2026-05-01", "gauges": {"x": 1, "y": 2}},
            {"reference_to": "3.2"},
        ],
        "comments": [{"reference_to": 111, "description": "Is this all?\n\n1 < 2 <so", "for_measure": false, "created_at": "2026-01-02"}],
    })
}

#[test]
fn every_word_of_a_cnil_export_comes_out_under_what_the_tool_asks() {
    let value = cnil();
    let outline = read(value.to_string());
    assert_eq!(outline.title.as_deref(), Some("School meals"));
    assert_eq!(missing(&strings(&value), &outline), Vec::<String>::new());
    let lines = lines(&outline);
    let after = |label: &str| {
        let at = lines.iter().position(|l| l.contains(label)).expect("the label is there");
        lines[at + 1].clone()
    };
    assert_eq!(after("What is the processing under consideration?"), "Meals for **pupils**");
    assert_eq!(after("Opinion of the DPO"), "Go **on**");
    assert_eq!(after("Who pays?"), "Parents");
    assert!(lines.iter().any(|l| l.contains("‹Illegitimate access to data›") && l.contains("‹Important›")));
    assert!(lines.iter().any(|l| l.contains("‹Unwanted modification of data›") && l.contains("Backups")));
    assert!(!lines.iter().any(|l| l.contains("knowledge_base") || l.contains("dbVersion")));
}

#[test]
fn no_word_of_the_cnils_own_example_is_lost() {
    let folder = std::path::PathBuf::from(std::env::var_os("DPIA_CORPUS").unwrap_or_default());
    let Ok(bytes) = std::fs::read(folder.join("cnil_pia-example_2018-02-21.json")) else {
        return println!("skipped: the corpus of partners' documents is not here");
    };
    let value: Value = serde_json::from_slice(&bytes).expect("JSON");
    let strings = strings(&value);
    assert!(strings.len() > 100);
    assert_eq!(missing(&strings, &read(&bytes)), Vec::<String>::new());
}

#[test]
fn a_structure_and_data_of_another_kind_are_no_assessments() {
    let refused = |value: Value| match import::read(value.to_string().as_bytes()) {
        Err(Error::NotAnAssessment { what }) => what,
        other => panic!("{other:?}"),
    };
    let structure = json!({"structure": {"name": "S", "data": {"sections": []}}});
    assert!(refused(structure).contains("structure"));
    assert!(refused(json!({"metadata": {"urn": "urn:nl:iama:1"}, "answers": {}})).contains("IAMA"));
    assert!(refused(json!({"name": "left-pad", "version": "1.0.0"})).contains("another kind"));
    assert!(refused(json!([1, 2, 3])).contains("another kind"));
    assert!(matches!(import::read(b"{\"a\": "), Err(Error::Damaged { what: "JSON file", .. })));
}

fn dutch() -> Value {
    json!({
        "$schema": "https://github.com/MinBZK/par-dpia-form/blob/main/schemas/assessment-output.v2.schema.json",
        "metadata": {"urn": "urn:nl:dpia:3.0", "createdAt": "2026-01-01", "createdBy": {"name": "Ada", "email": ""}},
        "answers": {
            "10.1": {"value": "Seven years"},
            "1.1": {"value": "A **new** app\n\n- for parents\n\n[DPO]: dpo@example.org"},
            "12.1.1": {"value": "false"},
            "5.1": {"value": ["Billing", "Safety"]},
            "6.1": {"value": null},
            "2.1": [{"_index": 0, "2.1.1": {"value": "Name"}, "2.1.2": {"value": "Pupils"}}, {"_index": 1}, {"_index": 4, "2.1.2": {"value": "Staff"}}],
            "8.1": {"value": {"data": "data:image/png;base64,UE5H", "title": "Map", "description": "Where it flows", "source": "Us"}},
        },
    })
}

#[test]
fn the_dutch_form_comes_out_in_its_order_with_repeated_answers_as_rows() {
    let outline = read(dutch().to_string());
    let expected = [
        "## ‹Opsteller›",
        "Ada",
        "# ‹1. Voorstel›",
        "A **new** app",
        "- for parents",
        "[DPO]: dpo@example.org",
        "# ‹2. Persoonsgegevens›",
        "| Name | Pupils |",
        "|  | Staff |",
        "# ‹5. Verwerkingsdoeleinden›",
        "- Billing",
        "- Safety",
        "# ‹6. Betrokken partijen›",
        "# ‹8. Verwerkingslocaties›",
        "Where it flows",
        "Us",
        "Map",
        "# ‹10. Bewaartermijnen›",
        "Seven years",
        "# ‹12. Bijzondere persoonsgegevens›",
        "false",
    ];
    assert_eq!(lines(&outline), expected);
    let file = &outline.files[0];
    assert_eq!(
        (file.name.as_str(), file.bytes.as_slice(), file.alt.as_str()),
        ("Map.png", &b"PNG"[..], "Where it flows")
    );
}

#[test]
fn the_older_dutch_form_keeps_every_one_of_several_answers_to_a_question() {
    let value = json!({
        "metadata": {"urn": "urn:nl:dpia:2"},
        "taskState": {"dpia": {"taskInstances": {}}},
        "answers": {
            "dpia": {"2.1.3_xK9": {"value": "first"}, "2.1.3_aB1": {"value": "second"}, "1.1": {"value": "idea"}, "odd": {"value": 3}},
            "prescan": {"1.1": {"value": "scan"}},
        },
    });
    let texts: Vec<String> =
        lines(&read(value.to_string())).into_iter().filter(|l| !l.starts_with('#')).collect();
    assert_eq!(texts, ["idea", "scan", "second", "first", "3"]);
}

#[test]
fn the_dutch_form_is_found_inside_its_pdf() {
    let text = dutch().to_string().replace('(', "\\(").replace(')', "\\)");
    let stream = pdf::stream("", b"BT /F1 12 Tf (print) Tj ET");
    let objects = [
        b"<</Type /Catalog /Pages 2 0 R>>".to_vec(),
        b"<</Type /Pages /Kids [3 0 R] /Count 1>>".to_vec(),
        b"<</Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Contents 4 0 R>>".to_vec(),
        stream,
        format!("<</AssessmentData ({text})>>").into_bytes(),
    ];
    let plain = pdf::file(&objects);
    let text =
        String::from_utf8(plain).expect("it is ASCII").replace("/Root 1 0 R", "/Root 1 0 R /Info 5 0 R");
    assert!(lines(&read(text)).contains(&"Seven years".to_owned()));
}

#[test]
fn a_page_comes_out_with_its_lists_tables_and_boxes() {
    let page = "<!DOCTYPE html><html><head><title>Our DPIA</title><style>p{}</style></head><body><h2>Need</h2>\
        <p>One <b>two</b><br>three <a href=\"https://example.org\">four</a><script>var x = '<p>no</p>'</script></p>\
        <ol><li>a<ul><li>b</li></ul></li><li><p>c</p></li></ol>\
        <table><caption>Risks</caption><tr><th>Risk</th><th>Level</th></tr>\
        <tr><th>Theft</th><td rowspan=2>high</td></tr><tr><td>Loss</td></tr></table>\
        <fieldset><legend>Consent</legend><label><input type=checkbox checked> yes</label> <input type=radio> no\
        <input value=typed><input type=hidden value=secret></fieldset>\
        <select><option>Low<option selected>High</select></body></html>";
    let outline = read(page);
    assert_eq!(outline.title.as_deref(), Some("Our DPIA"));
    let expected = [
        "## Need",
        "One **two**\nthree [four](https://example.org)",
        "<1.>a",
        " - b",
        "<2.>c",
        "Risks",
        "= **Risk** | **Level** |",
        "| **Theft** | high(1x2) |",
        "| Loss |",
        "Consent",
        "[x] yes [ ] no typed",
        "[ ]Low",
        "[x]High",
    ];
    assert_eq!(lines(&outline), expected);
}

#[test]
fn a_page_that_is_nested_too_deep_keeps_its_words() {
    let deep = |n: usize| {
        format!("<html>{}<p>one</p>two<b>three</b> four {}", "<div>".repeat(n), "</div>".repeat(n))
    };
    for n in [150, 250, 100_000] {
        let outline = read(deep(n));
        assert_eq!(outline.words(), 3, "{n}: {:?}", lines(&outline));
        let mut words = BTreeMap::new();
        outline.paragraphs().iter().for_each(|p| bag(&p.text(), &mut words, 1));
        assert!(words.keys().any(|w| w.contains("four")));
    }
    let picture = format!("<html><p>one <img src=\"data:image/png;base64,{}\"> two", "QUJD".repeat(100_000));
    assert_eq!(lines(&read(picture)), ["one  two"]);
}

/// An OpenDocument text.
fn odt(styles: &str, body: &str, more: &[(String, Vec<u8>)]) -> Vec<u8> {
    let names = "xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\" \
        xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\" xmlns:style=\"urn:oasis:names:tc:opendocument:xmlns:style:1.0\" \
        xmlns:fo=\"urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0\" xmlns:draw=\"urn:oasis:names:tc:opendocument:xmlns:drawing:1.0\" \
        xmlns:xlink=\"http://www.w3.org/1999/xlink\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" \
        xmlns:loext=\"urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0\" xmlns:svg=\"urn:x\"";
    let content = format!(
        "<office:document-content {names}><office:automatic-styles>{styles}</office:automatic-styles><office:body><office:text>{body}</office:text></office:body></office:document-content>"
    );
    let heads = format!(
        "<office:document-styles {names}><office:master-styles><style:master-page><style:header><text:p>Trust</text:p></style:header>\
         <style:footer-first><text:p>First foot</text:p></style:footer-first></style:master-page></office:master-styles></office:document-styles>"
    );
    let meta = format!(
        "<office:document-meta {names}><office:meta><dc:title>Our text</dc:title></office:meta></office:document-meta>"
    );
    let mut parts: Vec<(String, Vec<u8>)> = vec![
        ("mimetype".into(), b"application/vnd.oasis.opendocument.text".to_vec()),
        ("content.xml".into(), content.into()),
        ("styles.xml".into(), heads.into()),
        ("meta.xml".into(), meta.into()),
    ];
    parts.extend_from_slice(more);
    make::zip(&parts)
}

#[test]
fn an_opendocument_text_comes_out_with_all_that_it_holds() {
    let styles = "<style:style style:name=\"B\"><style:text-properties fo:font-weight=\"bold\"/></style:style>\
        <text:list-style style:name=\"L\"><text:list-level-style-number text:level=\"1\" style:num-suffix=\")\" style:num-format=\"a\"/>\
        <text:list-level-style-bullet text:level=\"2\"/></text:list-style>";
    let body = "<text:h text:outline-level=\"2\">Need</text:h>\
        <text:p>One <text:span text:style-name=\"B\">two</text:span><text:s/>three<text:line-break/>four <text:a xlink:href=\"https://example.org\">five</text:a>\
        <text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>noted</text:p></text:note-body></text:note></text:p>\
        <text:list text:style-name=\"L\"><text:list-item><text:p>a</text:p><text:list><text:list-item><text:p>b</text:p></text:list-item></text:list></text:list-item><text:list-item><text:p>c</text:p></text:list-item></text:list>\
        <table:table><table:table-header-rows><table:table-row><table:table-cell><text:p>Risk</text:p></table:table-cell><table:table-cell/></table:table-row></table:table-header-rows>\
        <table:table-row><table:table-cell table:number-columns-spanned=\"2\"><text:p>wide</text:p></table:table-cell><table:covered-table-cell><text:p>hidden</text:p></table:covered-table-cell></table:table-row></table:table>\
        <text:section><text:p><loext:content-control loext:checkbox=\"true\" loext:checked=\"true\">☐</loext:content-control> yes <loext:content-control loext:showing-place-holder=\"true\">Click here</loext:content-control></text:p></text:section>\
        <text:p><draw:frame><draw:text-box><text:p>boxed</text:p></draw:text-box></draw:frame><draw:frame><draw:image xlink:href=\"Pictures/1.png\"/><svg:desc>A flow</svg:desc></draw:frame>around</text:p>\
        <text:bibliography><text:index-body><text:p>A book</text:p></text:index-body></text:bibliography>";
    let outline = read(odt(styles, body, &[("Pictures/1.png".into(), b"PNG".to_vec())]));
    let expected = [
        "## Need",
        "One **two** three\nfour [five](https://example.org){noted}",
        "<a)>a",
        " - b",
        "<b)>c",
        "= Risk |  |",
        "| wide / hidden(2x1) |",
        "[x] yes",
        "around",
        "boxed",
        "A book",
    ];
    assert_eq!(lines(&outline), expected);
    assert_eq!(outline.title.as_deref(), Some("Our text"));
    assert_eq!(texts(&outline.furniture), ["Click here", "Trust", "First foot"]);
    assert_eq!((outline.files[0].name.as_str(), outline.files[0].alt.as_str()), ("1.png", "A flow"));
}

#[test]
fn an_opendocument_text_with_a_password_says_so() {
    let manifest = ("META-INF/manifest.xml".to_owned(), b"<m><encryption-data/></m>".to_vec());
    assert_eq!(import::read(&odt("", "", &[manifest])), Err(Error::Protected));
}

#[test]
fn libreoffice_writes_a_page_in_three_formats_that_read_alike() {
    let page = "<html><body><h1>Head</h1><p>One two; three.</p><ul><li>four</li></ul>\
        <table border=1><tr><td>five</td><td>six é</td></tr></table><p>seven</p></body></html>";
    let folder = std::env::temp_dir().join(format!("import-formats-{}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("a temporary folder");
    std::fs::write(folder.join("page.html"), page).expect("the page is written");
    let profile = format!("-env:UserInstallation=file://{}/profile", folder.display());
    let mut counts = vec![read(page).words()];
    for format in ["odt:writer8", "rtf:Rich Text Format", "docx:MS Word 2007 XML"] {
        let mut command = Command::new("soffice");
        command.arg(&profile).args([
            "--headless",
            "--infilter=HTML (StarWriter)",
            "--convert-to",
            format,
            "--outdir",
        ]);
        if !command.arg(&folder).arg(folder.join("page.html")).output().is_ok_and(|o| o.status.success()) {
            return println!("skipped: LibreOffice is not installed");
        }
        let extension = format.split(':').next().unwrap_or_default();
        let outline =
            read(std::fs::read(folder.join("page").with_extension(extension)).expect("it was written"));
        assert!(
            lines(&outline).iter().any(|l| l == "| five | six é |"),
            "{extension}: {:?}",
            lines(&outline)
        );
        counts.push(outline.words());
    }
    assert_eq!(counts, [9; 4]);
    std::fs::remove_dir_all(folder).expect("the folder goes");
}

#[test]
fn a_rich_text_comes_out_with_all_that_it_holds() {
    let text = r"{\rtf1\ansi{\info{\title Our text}}{\header Running head}{\stylesheet{\s1 heading 1;}}
\pard\outlinelevel0 Need\par\pard One {\b two}\'92s \u8212? and {\field{\*\fldinst HYPERLINK \'22https://example.org\'22}{\fldrslt link}} on\par
{\listtext\tab 1.\tab}\ls1 item\par\pard
\trowd\trhdr\intbl Risk\cell Level\cell\row\pard\intbl left\cell right{\footnote why}\cell\row\pard
{\*\fldinst FORMCHECKBOX {\*\formfield{\fftype1\ffres25{\*\ffname a}\ffdefres1}}} yes {\*\fldinst {\*\formfield{\fftype1\ffres0\ffdefres1}}} no\par
{\shp{\*\shpinst{\sp{\sn a}{\sv b}}{\shptxt boxed\par}}{\shprslt{\*\do boxed}}}around\par
seen {\v hidden }{\deleted gone }kept{\*\atnid A}{\*\atnauthor Ada}\chatn{\*\annotation Why so?}\par
{\uc0\u233 t\u233 }\par}";
    let outline = read(text);
    let expected = [
        "# Need",
        "One **two**’s — and [link](https://example.org) on",
        "<1.>item",
        "= Risk | Level |",
        "| left | right{why} |",
        "[x] yes [ ] no",
        "boxed",
        "around",
        "seen kept",
        "été",
    ];
    assert_eq!(lines(&outline), expected);
    assert_eq!(outline.title.as_deref(), Some("Our text"));
    assert_eq!(texts(&outline.furniture), ["Running head"]);
    assert_eq!(texts(&outline.removed), ["hidden", "gone"]);
    assert_eq!((outline.comments[0].by.as_str(), outline.comments[0].text.as_str()), ("Ada", "Why so?"));
}

#[test]
fn markdown_comes_out_with_its_lists_tables_and_notes_and_no_word_lost() {
    let text = "# Need\n\nOne **two** [three](https://example.org \"four\")[^1]\n\n1. a\n2. b\n   - [x] c\n\n\
        | Risk | Level |\n|---|---|\n| Theft | high |\n\n```five\nsix\n```\n\n[DPO]: dpo@example.org\n\n[^1]: seven\n";
    let outline = read(text);
    let lines = lines(&outline);
    assert_eq!(
        lines[..6],
        [
            "# Need",
            "One **two** four [three](https://example.org)",
            "<1.>a",
            "<2.>b",
            " - [x]c",
            "= Risk | Level |"
        ]
    );
    let words: usize = outline.words();
    assert_eq!(words, 1 + 4 + 3 + 4 + 2 + 2 + 1, "{lines:?}");
}

#[test]
fn plain_text_joins_its_wrapped_lines_and_keeps_short_ones_apart() {
    let text = "Data Protection Impact Assessment\r\n\r\nWhy is it needed?\r\nTo pay pupils' meals in all of the primary schools of the council,\r\n\
        and to know who has an allergy.\r\n- hot\r\n☒ Yes ☐ No\r\n";
    let expected = [
        "Data Protection Impact Assessment",
        "Why is it needed?",
        "To pay pupils' meals in all of the primary schools of the council, and to know who has an allergy.",
        "- hot",
        "[x] Yes [ ] No",
    ];
    assert_eq!(lines(&read(text)), expected);
    let wide: Vec<u8> =
        [0xFF, 0xFE].into_iter().chain(text.encode_utf16().flat_map(u16::to_le_bytes)).collect();
    assert_eq!(lines(&read(wide)), expected);
    assert_eq!(lines(&read(b"Caf\xE9 \x93quoted\x94")), ["Café “quoted”"]);
}

#[test]
fn what_is_none_of_these_is_said_to_be_unknown() {
    for bytes in [
        &b""[..],
        b"\0\x01\x02\x03\x04\x05\x06\x07\x08\x0e",
        b"PK\x05\x06\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0",
    ] {
        assert!(matches!(import::read(bytes), Err(Error::Unknown)), "{bytes:?}");
    }
    assert!(matches!(import::read(b"PK\x03\x04 cut"), Err(Error::Damaged { .. })));
}

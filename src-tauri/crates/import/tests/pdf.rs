//! PDFs into outlines: what a page shows comes out in its place, and no word is lost.

#[path = "pdf/make.rs"]
mod make;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;

use import::{Block, Error, Outline, Paragraph, ParagraphKind, Row, Span, Table, read};

fn paragraphs(outline: &Outline) -> Vec<String> {
    outline.paragraphs().into_iter().map(shown).collect()
}

/// Writes a paragraph with its marker and boxes.
fn shown(paragraph: &Paragraph) -> String {
    let mut out = String::new();
    for span in &paragraph.spans {
        match span {
            Span::Text { text, .. } => out.push_str(text),
            Span::Label(m) | Span::Marker(m) => out.push_str(&format!("{m} ")),
            Span::Tick { ticked, .. } => out.push_str(if *ticked { "[x]" } else { "[ ]" }),
            Span::Footnote(notes) => notes.iter().for_each(|n| out.push_str(&format!(" {} ", shown(n)))),
        }
    }
    out
}

fn tables(outline: &Outline) -> Vec<&Table> {
    outline.blocks.iter().filter_map(|b| if let Block::Table(t) = b { Some(t) } else { None }).collect()
}

fn cells(row: &Row) -> Vec<String> {
    let text = |blocks: &[Block]| {
        let shown = blocks.iter().map(|b| match b {
            Block::Paragraph(p) => shown(p),
            Block::Table(_) => "table".to_owned(),
        });
        shown.collect::<Vec<_>>().join(" / ")
    };
    row.cells.iter().map(|c| text(&c.blocks)).collect()
}

/// Counts the words of letters and figures.
fn bag(text: &str) -> BTreeMap<String, i64> {
    let mut out = BTreeMap::new();
    for word in text.replace('\u{AD}', "").split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()) {
        let plain: String =
            word.chars().map(|c| if c == 'ﬁ' { "fi".into() } else { c.to_string() }).collect();
        *out.entry(plain).or_default() += 1;
    }
    out
}

/// Gives the words that `pdftotext` finds and the outline lacks, those apart of compounds that a line's end broke; none where
/// there is no `pdftotext`.
fn lost(file: &Path, outline: &Outline) -> Option<Vec<String>> {
    let made = Command::new("pdftotext").args(["-raw", "-enc", "UTF-8"]).arg(file).arg("-").output().ok()?;
    let mut ours = bag(&paragraphs(outline).join(" "));
    let margins: Vec<String> = outline.furniture.iter().map(shown).collect();
    for (word, count) in bag(&margins.join(" ")) {
        *ours.entry(word).or_default() += count;
    }
    let theirs = bag(&String::from_utf8_lossy(&made.stdout));
    let missing = theirs.into_iter().filter(|(w, n)| ours.get(w).copied().unwrap_or(0) < *n);
    Some(missing.map(|(w, _)| w).collect())
}

fn temporary(name: &str) -> PathBuf {
    let folder = std::env::temp_dir().join(format!("import-pdf-{}-{name}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("a temporary folder");
    folder
}

/// Makes PDFs of the partner's page, tagged and not; none without LibreOffice.
fn printed(tagged: bool) -> Option<(PathBuf, Outline)> {
    let folder = temporary(if tagged { "tagged" } else { "plain" });
    let risks: String = (1..=40)
        .map(|i| {
            let risk = format!(
                "Risk number {i}: an account is read by somebody who has no need of it, and harm is done"
            );
            format!("<tr><td>{risk}</td><td>Possible {i}</td><td>Severe {i}</td><td>High {i}</td></tr>")
        })
        .collect();
    let html = include_str!("pdf/partner.html").replace("<!-- risks -->", &risks);
    std::fs::write(folder.join("partner.html"), html).expect("the page is written");
    let convert = |from: &str, to: &str| {
        let profile = format!("-env:UserInstallation=file://{}/profile", folder.display());
        let mut command = Command::new("soffice");
        command.arg(profile).args(["--headless", "--convert-to", to, "--outdir"]).arg(&folder);
        if from.ends_with("html") {
            command.arg("--infilter=HTML (StarWriter)");
        }
        command.arg(folder.join(from)).output().ok().filter(|o| o.status.success())
    };
    convert("partner.html", "odt:writer8")?;
    let options = format!("{{\"UseTaggedPDF\":{{\"type\":\"boolean\",\"value\":\"{tagged}\"}}}}");
    convert("partner.odt", &format!("pdf:writer_pdf_Export:{options}"))?;
    let file = folder.join("partner.pdf");
    let outline = read(&std::fs::read(&file).ok()?).expect("LibreOffice's PDF is read");
    Some((file, outline))
}

fn check_partner(outline: &Outline) {
    assert_eq!(outline.title.as_deref(), Some("Partner assessment"));
    let all = outline.paragraphs();
    assert_eq!(all[0].kind, ParagraphKind::Heading(1));
    assert_eq!(shown(all[0]), "Data Protection Impact Assessment");
    assert!(shown(all[3]).ends_with("and its last sentence ends here."), "{:?}", shown(all[3]));
    assert!(shown(all[3]).contains("efficient office flow is difficult"));
    assert_eq!(all[4].kind, ParagraphKind::Item { depth: 0, ordered: false });
    assert_eq!(all[6].kind, ParagraphKind::Item { depth: 0, ordered: true });
    assert_eq!(shown(all[7]), "2. number two");
    let tables = tables(outline);
    assert_eq!(tables.len(), 2, "a table over three pages is one");
    let risks = &tables[0].rows;
    assert!(risks[0].head);
    assert_eq!(cells(&risks[0]), ["Risk", "Likelihood", "Severity", "Overall"]);
    assert_eq!(risks.len(), 41);
    for (i, row) in risks.iter().enumerate().skip(1) {
        let cells = cells(row);
        assert_eq!(
            cells[0],
            format!(
                "Risk number {i}: an account is read by somebody who has no need of it, and harm is done"
            )
        );
        assert_eq!(cells[1..], [format!("Possible {i}"), format!("Severe {i}"), format!("High {i}")]);
    }
    let data = &tables[1].rows;
    assert_eq!((data[0].cells[0].columns, data[0].cells[1].column, data[0].cells[1].rows), (2, 2, 2));
    assert_eq!(cells(&data[1]), ["Name [x]", "Address [ ]"]);
    let last = all.last().expect("there are paragraphs");
    assert!(last.spans.iter().any(
        |s| matches!(s, Span::Text { text, link: Some(l), .. } if text.trim() == "the policy" && l == "https://example.org/policy")
    ));
}

#[test]
fn a_partners_pdf_is_read_by_its_tree_and_by_place_alike() {
    for tagged in [true, false] {
        let Some((file, outline)) = printed(tagged) else {
            println!("skipped: no LibreOffice");
            return;
        };
        check_partner(&outline);
        assert_eq!(lost(&file, &outline).unwrap_or_default(), Vec::<String>::new());
    }
}

#[test]
fn no_word_of_the_corpus_is_lost() {
    let Ok(folder) = std::fs::read_dir(std::env::var_os("DPIA_CORPUS").unwrap_or_default()) else {
        println!("skipped: no corpus");
        return;
    };
    for file in
        folder.filter_map(|f| f.ok().map(|f| f.path())).filter(|f| f.extension().is_some_and(|e| e == "pdf"))
    {
        let outline = read(&std::fs::read(&file).expect("the corpus is read")).expect("it is a PDF");
        let lost = lost(&file, &outline).unwrap_or_default();
        println!(
            "{}: {} words, {} lost to compounds joined at line ends: {lost:?}",
            file.display(),
            outline.words(),
            lost.len()
        );
        assert!(lost.len() <= 4, "{lost:?}");
    }
}

/// Makes the workbench's own example, where its program is built.
fn example() -> Option<Vec<u8>> {
    let target = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../target/debug/dpia");
    let folder = temporary("example");
    let run = |args: &[&str]| Command::new(&target).args(args).current_dir(&folder).output().ok();
    run(&["sample", "-o", "a.dpia"])?;
    run(&["render", "a.dpia", "-o", "a.pdf"])?;
    std::fs::read(folder.join("a.pdf")).ok()
}

#[test]
fn our_own_form_is_read_with_its_tree_and_without() {
    let Some(tagged) = example() else {
        println!("skipped: the program is not built");
        return;
    };
    let mut document = lopdf::Document::load_mem(&tagged).expect("our own PDF");
    document.catalog_mut().expect("a catalog").remove(b"StructTreeRoot");
    let mut plain = Vec::new();
    document.save_to(&mut plain).expect("saved");
    for bytes in [tagged, plain] {
        let outline = read(&bytes).expect("our own PDF is read");
        let rows: Vec<Vec<String>> = tables(&outline).iter().flat_map(|t| &t.rows).map(cells).collect();
        let row = |start: &str| {
            rows.iter().find(|r| r[0].starts_with(start)).unwrap_or_else(|| panic!("no row {start}"))
        };
        let risk = row("A plan is opened for the wrong person");
        assert_eq!(risk[1..], ["Low", "High", "Medium"]);
        let all = paragraphs(&outline);
        let after = |label: &str| {
            if let Some(item) = all
                .iter()
                .find_map(|p| p.strip_prefix(label)?.strip_prefix(' ').filter(|b| b.starts_with('[')))
            {
                return item.to_owned();
            }
            let row = rows.iter().find(|r| r.iter().any(|c| c == label)).expect("the label is there");
            row.iter().skip_while(|c| *c != label).nth(1).cloned().unwrap_or_default()
        };
        assert_eq!((after("Surname").as_str(), after("Employment records").as_str()), ("[x]", "[ ]"));
        assert_eq!(after("Telephone"), "01632 960427");
        let screening: Vec<String> = (1..=13).map(|i| format!("1.{i}")).collect();
        for number in screening {
            let answer = row(&number).last().cloned().unwrap_or_default();
            assert!(answer == "Yes" || answer == "No", "{number}: {answer}");
        }
    }
}

#[test]
fn a_drawn_grid_makes_cells_with_spans_and_boxes() {
    let mut content = String::from("0.5 w ");
    for y in [700, 660, 620] {
        content += &format!("50 {y} m 450 {y} l S ");
    }
    content += "50 620 m 50 700 l S 450 620 m 450 700 l S 250 620 m 250 660 l S ";
    content += "BT /F2 10 Tf 60 680 Td (Lawful basis) Tj ET ";
    content +=
        "60 635 9 9 re S 60 635 m 69 644 l S 60 644 m 69 635 l S BT /F1 10 Tf 75 636 Td (Consent) Tj ET ";
    content += "260 635 9 9 re S BT /F1 10 Tf 275 636 Td (Contract) Tj ET ";
    let outline = read(&make::page(&content, "", "", &[])).expect("it is read");
    let table = tables(&outline)[0];
    assert_eq!(table.rows[0].cells[0].columns, 2);
    assert_eq!(cells(&table.rows[0]), ["Lawful basis"]);
    assert_eq!(cells(&table.rows[1]), ["[x] Consent", "[ ] Contract"]);
    let Block::Paragraph(p) = &table.rows[1].cells[1].blocks[0] else { panic!("a paragraph") };
    assert_eq!((p.at.page, p.at.cell), (Some(1), Some((1, 2, 2))));
}

#[test]
fn answers_laid_over_a_form_stand_where_they_are_seen() {
    let content = "BT /F1 11 Tf 50 700 Td (Name of the project) Tj 0 -60 Td (Start date) Tj ET \
        BT /F1 11 Tf 60 670 Td (Lantern) Tj 0 -60 Td (1 May) Tj ET";
    let outline = read(&make::page(content, "", "", &[])).expect("it is read");
    assert_eq!(paragraphs(&outline), ["Name of the project", "Lantern", "Start date", "1 May"]);
}

#[test]
fn an_initial_is_part_of_a_name_and_a_letter_before_another_marks_an_item() {
    let line = |y: u32, text: &str| format!("BT /F1 11 Tf 50 {y} Td ({text}) Tj ET ");
    let name = read(&make::page(&line(700, "A. Boateng"), "", "", &[])).expect("it is read");
    let text = |outline: &Outline| outline.paragraphs().iter().map(|p| p.text()).collect::<Vec<_>>();
    assert_eq!(text(&name), ["A. Boateng"]);
    let list = line(700, "A. Forms are checked.") + &line(686, "B. Lists are locked.");
    let list = read(&make::page(&list, "", "", &[])).expect("it is read");
    assert_eq!(text(&list), ["Forms are checked.", "Lists are locked."]);
}

#[test]
fn a_gap_that_no_space_makes_is_a_tab() {
    // The words of the second column begin half an inch on; the spaces between words are drawn.
    let content = "BT /F1 10 Tf 50 700 Td (Data protection officer) Tj 112 0 Td (Jane Smith) Tj ET";
    let outline = read(&make::page(content, "", "", &[])).expect("it is read");
    assert_eq!(paragraphs(&outline), ["Data protection officer\tJane Smith"]);
}

#[test]
fn a_page_that_is_turned_is_read_as_it_is_displayed() {
    let content = "BT /F1 12 Tf 0 1 -1 0 100 100 Tm (Turned page) Tj ET";
    let outline = read(&make::page(content, "/Rotate 90", "", &[])).expect("it is read");
    assert_eq!(paragraphs(&outline), ["Turned page"]);
}

#[test]
fn values_of_fields_and_their_ticks_come_out() {
    let more = [
        b"<</Type /Annot /Subtype /Widget /FT /Tx /T (name) /V (Lantern project) /Rect [200 695 400 715]>>"
            .to_vec(),
        b"<</Type /Annot /Subtype /Widget /FT /Btn /T (yes) /V /On /AS /On /Rect [200 665 212 677]>>"
            .to_vec(),
        b"<</Type /Annot /Subtype /Widget /FT /Btn /T (no) /AS /Off /Rect [260 665 272 677]>>".to_vec(),
        b"<</Type /Annot /Subtype /Text /T (Ann) /Contents (Please check) /Rect [10 10 20 20]>>".to_vec(),
    ];
    let content =
        "BT /F1 11 Tf 50 700 Td (Name:) Tj 0 -32 Td (Consulted?) Tj 170 0 Td (Yes) Tj 60 0 Td (No) Tj ET";
    let entries = "/Annots [7 0 R 8 0 R 9 0 R 10 0 R]";
    let catalog = "/AcroForm <</Fields [7 0 R 8 0 R 9 0 R]>>";
    let outline = read(&make::page(content, entries, catalog, &more)).expect("it is read");
    assert_eq!(paragraphs(&outline), ["Name:\tLantern project", "Consulted?\t[x] Yes [ ] No"]);
    assert_eq!((outline.comments[0].by.as_str(), outline.comments[0].text.as_str()), ("Ann", "Please check"));
}

#[test]
fn two_columns_are_read_one_after_the_other() {
    let mut content = String::new();
    for i in 0..12 {
        let y = 700 - i * 14;
        content += &format!("BT /F1 10 Tf 50 {y} Td (left column number {i} goes on and on here) Tj ET ");
        content += &format!("BT /F1 10 Tf 320 {y} Td (right column number {i} goes on and on too) Tj ET ");
    }
    let outline = read(&make::page(&content, "", "", &[])).expect("it is read");
    let text = paragraphs(&outline).join(" ");
    assert!(text.find("left column number 11") < text.find("right column number 0"), "{text}");
}

#[test]
fn running_heads_go_to_the_furniture_every_time() {
    let mut objects = vec![
        b"<</Type /Catalog /Pages 2 0 R>>".to_vec(),
        b"<</Type /Pages /Kids [4 0 R 6 0 R 8 0 R 10 0 R 12 0 R] /Count 5>>".to_vec(),
        b"<</Type /Font /Subtype /Type1 /BaseFont /Helvetica>>".to_vec(),
    ];
    for i in 0..5 {
        let contents = 5 + i * 2;
        objects.push(
            format!("<</Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {contents} 0 R /Resources <</Font <</F1 3 0 R>>>>>>")
                .into_bytes(),
        );
        let n = i + 1;
        let text = format!(
            "BT /F1 9 Tf 50 810 Td (Partner DPIA) Tj ET BT /F1 11 Tf 50 700 Td (Body of page {n}.) Tj ET BT /F1 9 Tf 280 30 Td (Page {n} of 5) Tj ET"
        );
        objects.push(make::stream("", text.as_bytes()));
    }
    let outline = read(&make::file(&objects)).expect("it is read");
    assert_eq!(paragraphs(&outline).len(), 5);
    assert_eq!(outline.furniture.len(), 10);
    assert!(outline.furniture.iter().any(|p| shown(p) == "Page 3 of 5" && p.at.part == "running footer"));
}

#[test]
fn what_cannot_be_read_says_why() {
    let picture = make::stream(
        "/Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8",
        b"x",
    );
    let entries = "/Resources <</XObject <</I 7 0 R>>>>";
    let scan = make::page("500 0 0 800 0 0 cm /I Do", entries, "", &[picture]);
    assert_eq!(read(&scan).expect_err("a scan"), Error::Scanned);
    assert!(matches!(read(b"%PDF-1.7\nnothing").expect_err("no PDF"), Error::Damaged { .. }));
    let whole = make::page("BT /F1 12 Tf 50 700 Td (Words) Tj ET", "", "", &[]);
    for end in (0..whole.len()).step_by(37) {
        let mut cut = b"%PDF-1.7\n".to_vec();
        cut.extend(&whole[..end]);
        let _ = read(&cut);
    }
}

#[test]
fn a_password_is_asked_for_unless_it_is_empty() {
    let folder = temporary("password");
    let plain = folder.join("plain.pdf");
    std::fs::write(&plain, make::page("BT /F1 12 Tf 50 700 Td (Secret words) Tj ET", "", "", &[]))
        .expect("written");
    for (user, bits) in [("", "256"), ("user", "256"), ("", "128"), ("user", "128")] {
        let out = folder.join(format!("{user}{bits}.pdf"));
        let aes: &[&str] = if bits == "128" { &["--use-aes=y"] } else { &[] };
        let made = Command::new("qpdf")
            .args(["--encrypt", user, "owner", bits])
            .args(aes)
            .arg("--")
            .args([&plain, &out])
            .output();
        if made.is_err() || !out.exists() {
            println!("skipped: no qpdf");
            return;
        }
        let found = read(&std::fs::read(&out).expect("it is there"));
        match user {
            "" => assert_eq!(paragraphs(&found.expect("an empty password opens it")), ["Secret words"]),
            _ => assert_eq!(found.expect_err("it needs one"), Error::Protected),
        }
    }
}

#[test]
fn hostile_files_end_soon() {
    let start = std::time::Instant::now();
    let bomb = make::packed("", &vec![b' '; 100 << 20]);
    let catalog = b"<</Type /Catalog /Pages 2 0 R>>".to_vec();
    let pages = b"<</Type /Pages /Kids [3 0 R] /Count 1>>".to_vec();
    let page = b"<</Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R>>".to_vec();
    let bombed = make::file(&[catalog.clone(), pages.clone(), page, bomb]);
    assert_eq!(read(&bombed).expect_err("a bomb"), Error::Bomb);
    let cyclic = make::file(&[catalog.clone(), b"<</Type /Pages /Kids [2 0 R 2 0 R] /Count 9>>".to_vec()]);
    assert!(read(&cyclic).is_err());
    let twice = |next: usize| {
        let dict = format!(
            "/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources <</XObject <</X {next} 0 R>>>>"
        );
        make::stream(&dict, b"/X Do /X Do")
    };
    let forms: Vec<Vec<u8>> = (8..60).map(twice).collect();
    let entries = "/Resources <</XObject <</X 7 0 R>>>>";
    assert_eq!(read(&make::page("/X Do", entries, "", &forms)).expect_err("forms in forms"), Error::Bomb);
    let itself = vec![twice(7)];
    assert!(read(&make::page("/X Do", entries, "", &itself)).is_err(), "a form in itself");
    let words = "BT /F1 12 Tf 50 700 Td (Words) Tj ET ";
    let tree = "/MarkInfo <</Marked true>> /StructTreeRoot 7 0 R";
    let knot =
        vec![b"<</Type /StructTreeRoot /K [7 0 R 8 0 R]>>".to_vec(), b"<</S /P /K [8 0 R 7 0 R]>>".to_vec()];
    assert_eq!(paragraphs(&read(&make::page(words, "", tree, &knot)).expect("read by place")), ["Words"]);
    let rules: String = (0..60_000).map(|i| format!("{} 0 m {} 800 l S ", i % 590, (i * 7) % 590)).collect();
    assert!(read(&make::page(&format!("{words}{rules}"), "", "", &[])).is_ok());
    let nested = format!("{words}{}{}", "[".repeat(100_000), "]".repeat(100_000));
    assert!(read(&make::page(&nested, "", "", &[])).is_ok());
    let shown = format!("BT /F1 1 Tf 10 700 Td {} ET", "(many words here) Tj ".repeat(8_000));
    assert!(read(&make::page(&shown, "", "", &[])).is_ok());
    println!("hostile files took {:?}", start.elapsed());
}

//! How partners write their answers, construct by construct: each small page comes out as an officer reads it.

use std::collections::BTreeMap;

use desk::Templates;

/// What came out of a page: each answer by its place, `field` or `field[row].column`; and the pile.
pub struct Read {
    pub answers: BTreeMap<String, String>,
    pub pile: Vec<String>,
}

/// Reads a page in the council's form; no word of it is lost.
pub fn read(html: &str) -> Read {
    let templates = Templates::built_in().expect("the built-in templates are sound");
    let template = templates.get("council").expect("it is there");
    let outline =
        import::read(format!("<html><body>{html}</body></html>").as_bytes()).expect("it is readable");
    let draft = import::draft(&outline, &template, templates.mappings());
    let report = import::report(&outline, &draft, &template);
    assert_eq!(report.lost_words, 0, "{:?}", import::lost(&outline, &draft, &template).which);
    assert_eq!(report.source_words, report.placed_words + report.recognised_words + report.unplaced_words);
    let mut answers: BTreeMap<String, String> = BTreeMap::new();
    for p in report.placements {
        let place = match (p.row, p.column) {
            (Some(row), Some(column)) => format!("{}[{row}].{column}", p.field),
            _ => p.field,
        };
        let said = p.value.unwrap_or(p.text).trim().to_owned();
        let answer = answers.entry(place).or_default();
        *answer = if answer.is_empty() { said } else { format!("{answer} / {said}") };
    }
    Read { answers, pile: report.unplaced.into_iter().map(|u| u.text).collect() }
}

/// Gives the answers that a document in the council's form comes out as.
fn answers(document: &str) -> BTreeMap<String, model::Answer> {
    let templates = Templates::built_in().expect("the built-in templates are sound");
    let template = templates.get("council").expect("it is there");
    let outline = import::read(document.as_bytes()).expect("it is readable");
    import::draft(&outline, &template, templates.mappings()).answers(&template)
}

impl Read {
    /// Gives what was placed somewhere.
    pub fn of(&self, place: &str) -> &str {
        self.answers.get(place).map_or("", String::as_str)
    }
}

const STEP_2: &str =
    "<h2>Step 2: Identify the need for a DPIA</h2><p>2.2 What data will be processed/shared/viewed?</p>";
const STEP_3: &str = "<h2>Step 3: Describe the sharing/processing</h2><p>3.1 List of organisations/partners involved in sharing or \
                      processing personal/special categories personal data</p>";
const STEP_4: &str = "<h2>Step 4: Assess necessity and proportionality</h2>";
const LAWFULNESS: &str =
    "4.1 Lawfulness for Processing/sharing personal data/special categories of personal data?";

#[test]
fn partners_written_as_lines_are_rows() {
    let page = format!("{STEP_3}<p>Yes</p><p>Holt Police – Controller – yes</p><p>Nacro (processor)</p>");
    let read = read(&page);
    assert_eq!(read.of("3.1.partners[1].name"), "Holt Police");
    assert_eq!(read.of("3.1.partners[1].role"), "controller");
    assert_eq!(read.of("3.1.partners[1].toolkit"), "Yes");
    assert_eq!(read.of("3.1.partners[2].name"), "Nacro");
    assert_eq!(read.of("3.1.partners[2].role"), "processor");
    assert_eq!(read.of("3.1"), "Yes");
}

#[test]
fn boxes_are_read_from_lists_marks_and_words() {
    let list = read(&format!("{STEP_2}<p>Forename, Surname, Date of Birth</p>"));
    assert_eq!(list.of("2.2.personal"), "forename, surname, date-of-birth");
    let typed = read(&format!("{STEP_2}<p>Forename [X] Surname [ ] Age [x]</p>"));
    assert_eq!(typed.of("2.2.personal"), "forename / age");
    let said = read(&format!(
        "{STEP_2}<ul><li>Forename – Yes</li><li>Surname – No</li><li>Age (not used)</li></ul>"
    ));
    assert_eq!(said.of("2.2.personal"), "forename");
    let columns = read(&format!(
        "{STEP_2}<table><tr><td>Forename</td><td>Y</td><td>Surname</td><td>N</td></tr></table>"
    ));
    assert_eq!(columns.of("2.2.personal"), "forename");
    let crossed = read(&format!(
        "{STEP_4}<p>4.2 Will the information be processed/shared electronically, on paper or both?</p><p>Electronic ✓</p><p>Paper ✗</p>"
    ));
    assert_eq!(crossed.of("4.2"), "electronic", "beside a tick a cross says no");
}

#[test]
fn a_choice_is_read_from_bold_type_and_marks() {
    let question =
        "4.7 Will the processing of data include automated individual decision-making, including profiling?";
    let page =
        |answer: &str| read(&format!("{STEP_4}<table><tr><td>{question}</td><td>{answer}</td></tr></table>"));
    assert_eq!(page("Yes / <b>No</b>").of("4.7"), "No");
    assert_eq!(page("<b>Yes / No</b><br>").of("4.7"), "", "neither is picked out");
    assert_eq!(
        page("<p><b>Yes / No</b></p><p><b>Yes</b> / No</p>").of("4.7"),
        "Yes",
        "the form's own words stand above"
    );
    assert_eq!(page("Yes ☐ No ☒").of("4.7"), "No");
    assert_eq!(page("[ ] Yes [X] No").of("4.7"), "No");
}

#[test]
fn risks_and_measures_written_as_paragraphs_are_rows() {
    let page = "<h2>Step 6: Identify and Assess Risks</h2>\
        <p>Risk 1</p><p>A handset is lost in the street.</p><p>Likelihood of harm: Low</p><p>Severity of harm: High</p>\
        <p>Risk 2: Letters go to an old address. Likelihood: Possible. Severity: Low. Overall risk: Low. Mitigation: Addresses are \
        checked each month. Residual risk: Low</p>\
        <h2>Step 7: Identify Measures to reduce risk</h2>\
        <p>Measure for risk 1</p><p>Handsets are locked.</p><p>Effect on risk: Reduced</p>";
    let read = read(page);
    assert_eq!(read.of("6.risks[1].description"), "A handset is lost in the street.");
    assert_eq!((read.of("6.risks[1].likelihood"), read.of("6.risks[1].severity")), ("low", "high"));
    assert_eq!(read.of("6.risks[2].description"), "Letters go to an old address.");
    assert_eq!(read.of("6.risks[2].likelihood"), "medium");
    assert_eq!(read.of("7.measures[1].options"), "Addresses are checked each month.");
    assert_eq!(read.of("7.measures[1].risk"), "row 2");
    assert_eq!(read.of("7.measures[2].options"), "Handsets are locked.");
    assert_eq!((read.of("7.measures[2].risk"), read.of("7.measures[2].effect")), ("row 1", "reduced"));
}

#[test]
fn a_register_of_risks_with_their_measures_is_read_into_both_tables() {
    let page = "<h2>Steps 6 and 7: Risk register</h2><table>\
        <tr><th>Ref</th><th>Risk</th><th>Likelihood</th><th>Impact</th><th>Score (1–25)</th><th>Mitigation / action</th>\
        <th>Residual score</th><th>Approved (Y/N)</th></tr>\
        <tr><td>R1</td><td rowspan=2>A list is lost</td><td rowspan=2>4</td><td rowspan=2>5</td><td rowspan=2>20</td>\
        <td>It is encrypted</td><td>4</td><td>Y</td></tr>\
        <tr><td></td><td>It is kept in one place</td><td>8</td><td>N</td></tr>\
        <tr><td>R2</td><td>A letter goes astray</td><td>2</td><td>2</td><td>4</td><td>Addresses are checked</td><td>2</td><td>✔</td></tr>\
        </table><p>4.11 Data Retention Period</p><p>Six years.</p><p>4.5 How will you help to support the rights of individuals?</p>\
        <p>By the leaflet.</p><p>4.10 Where will the data be stored</p><p>Here.</p>";
    let read = read(page);
    assert_eq!(read.of("6.risks[1].description"), "A list is lost");
    assert_eq!(read.of("6.risks[1].overall"), "high");
    assert_eq!(read.of("6.risks[2].overall"), "low", "4 of 25 is low, as 20 is high");
    assert_eq!(read.of("7.measures[2].options"), "It is kept in one place");
    assert_eq!(read.of("7.measures[2].risk"), "row 1", "a merged cell speaks for both rows");
    assert_eq!((read.of("7.measures[2].residual"), read.of("7.measures[2].approved")), ("medium", "No"));
    assert_eq!((read.of("7.measures[3].risk"), read.of("7.measures[3].approved")), ("row 2", "Yes"));
}

#[test]
fn a_legal_basis_goes_where_its_article_belongs() {
    let page = format!(
        "{STEP_4}<p>{LAWFULNESS}</p><p>We rely on Article 6(1)(e), official authority.</p>\
         <p>Health data: Article 9(2)(h), provision of care.</p><p>Schedule 1, Part 1, paragraph 2 is met.</p>"
    );
    let read = read(&page);
    assert!(read.of("4.1.personal.gdpr").contains("official authority"));
    assert!(read.of("4.1.special.gdpr").contains("provision of care"));
    assert!(read.of("4.1.special.dpa").contains("paragraph 2"));
    assert_eq!(read.of("4.1.special.gdpr.conditions"), "9-2-h");
}

#[test]
fn the_bands_of_a_matrix_are_known_in_fewer_words() {
    let page = format!(
        "{STEP_4}<table><tr><td>{LAWFULNESS}</td></tr></table><table>\
         <tr><td></td><td>UK GDPR</td><td>DPA 2018</td><td>Other Lawful Basis</td></tr>\
         <tr><td>Personal data</td><td>Article 6(1)(c)</td><td>Section 8</td><td>Children Act 1989</td></tr>\
         <tr><td>Criminal offence data</td><td>Official authority</td><td>Schedule 1 paragraph 36</td><td></td></tr></table>"
    );
    let read = read(&page);
    assert_eq!(read.of("4.1.personal.other"), "Children Act 1989");
    assert_eq!(read.of("4.1.offences.gdpr"), "Official authority");
    assert_eq!(read.of("4.1.offences.dpa"), "Schedule 1 paragraph 36");
}

#[test]
fn a_question_that_the_form_does_not_ask_ends_the_answer_above_it() {
    let page = format!(
        "{STEP_4}<p>4.3 How will you ensure data quality and data minimisation?</p><p>By asking.</p>\
         <p>4.5 How will you help to support the rights of individuals?</p><p>By telling.</p>\
         <p>4.11 Data Retention Period</p><p>Six years.</p><p>4.12 What colour is the folder?</p><p>Blue.</p>"
    );
    let read = read(&page);
    assert_eq!(read.of("4.11"), "Six years.");
    assert!(read.pile.iter().any(|p| p == "Blue."), "{:?}", read.pile);
}

#[test]
fn approvals_are_read_from_columns_words_and_boxes() {
    let page = "<h2>Step 8: Sign off and record outcomes</h2><table>\
        <tr><td>Item</td><td>Name</td><td>Date</td><td>Notes</td></tr>\
        <tr><td>Measures approved by:</td><td>D Morgan, Director</td><td>30/09/2024</td><td>One is open</td></tr>\
        <tr><td>DPO advice accepted or overruled by:</td><td>☑ accepted ☐ overruled – D Morgan</td><td></td><td></td></tr>\
        <tr><td>This DPIA will be kept under review by:</td><td>H Voss, next review September 2025</td><td></td><td></td></tr></table>";
    let read = read(page);
    assert_eq!(read.of("8.measures"), "D Morgan, Director / 30/09/2024");
    assert_eq!(read.of("8.measures.notes"), "One is open");
    assert_eq!(read.of("8.decision"), "accepted / D Morgan");
    assert_eq!(read.of("8.review"), "H Voss, September 2025");
}

#[test]
fn a_form_of_an_office_s_own_is_read_by_its_questions() {
    let page = "<h1>Data protection impact assessment</h1><table>\
        <tr><td colspan=2><b>Section 1 – The data</b></td></tr>\
        <tr><td><b>Title of project</b></td><td>Digital red book</td></tr>\
        <tr><td><b>Project lead (name and job title)</b></td><td>B Aston, Midwife</td></tr>\
        <tr><td><b>Will personal data be transferred outside the UK?</b></td><td>No</td></tr>\
        <tr><td><b>How long will the data be retained?</b></td><td>25 years</td></tr></table>\
        <table><tr><td colspan=2><b>Section 2 – Fairness</b></td></tr>\
        <tr><td><b>How will individuals be told about the processing?</b></td><td>By a leaflet</td></tr>\
        <tr><td><b>What colour is the folder?</b></td><td>Blue</td></tr>\
        <tr><td><b>How will access be controlled?</b></td><td>By smartcard</td></tr></table>";
    let read = read(page);
    assert_eq!(read.of("project.name"), "Digital red book");
    assert_eq!(read.of("lead.name"), "B Aston, Midwife");
    assert_eq!(read.of("1.10"), "No");
    assert!(
        read.of("4.11").ends_with("25 years") && !read.of("4.11").contains("Section 2"),
        "{}",
        read.of("4.11")
    );
    assert!(
        read.of("4.4").ends_with("By a leaflet") && !read.of("4.4").contains("Blue"),
        "{}",
        read.of("4.4")
    );
    assert!(read.of("5.2").ends_with("By smartcard"));
    assert!(read.pile.iter().any(|p| p == "Blue"), "{:?}", read.pile);
}

#[test]
fn lines_that_tabs_cut_are_the_rows_of_a_table() {
    let text = "Step 3: Describe the sharing/processing\n\n\
        3.1 List of organisations/partners involved in sharing or processing personal/special categories personal data\n\n\
        Name\tController or Processor?\tCompleted and compliant with the IG Toolkit or Data Security and Protection (DSP) Toolkit\n\n\
        Holt Police – North\tController\tYes\n\nNacro\tProcessor\tNo\n\n\
        3.2 If you have answered ‘yes’ to 3.1 is there a ‘Data Processing Contract’ or ‘Data Sharing Agreement’ between the Controller and the Processor?\tYes\n";
    let model::Answer::Table(rows) = &answers(text)["3.1.partners"] else { panic!("no rows") };
    let names: Vec<_> = rows.iter().map(|r| r.cells["name"].clone()).collect();
    let text = |t: &str| model::Answer::Text(t.into());
    assert_eq!(names, [text("Holt Police – North"), text("Nacro")]);
    assert_eq!(rows[1].cells["toolkit"], model::Answer::YesNo(model::YesNo::No));
}

#[test]
fn what_parts_the_lines_of_who_leads_is_in_none_of_them() {
    let page = "<html><body><h1>DPIA</h1><table><tr><td>Project lead</td><td>Suzie Okafor, Pools Manager, suzie@wave.example, 07700 900 284</td></tr>\
        <tr><td>How will people be told?</td><td>By a leaflet.</td></tr></table></body></html>";
    let answers = answers(page);
    let text = |id: &str| answers.get(id).cloned();
    assert_eq!(text("lead.name"), Some(model::Answer::Text("Suzie Okafor".into())), "{answers:?}");
    assert_eq!(text("lead.email"), Some(model::Answer::Text("suzie@wave.example".into())));
}

#[test]
fn the_condition_that_is_cited_is_picked_and_no_other() {
    let page = "<html><body><h1>DPIA template</h1><h2>Step 4: Assess necessity and proportionality</h2>\
        <p>What is your lawful basis for processing?</p><p>Public task, Article 6(1)(e).</p></body></html>";
    let answers = answers(page);
    let picked = answers.get("4.1.personal.gdpr.conditions");
    assert_eq!(picked, Some(&model::Answer::Conditions(["6-1-e".to_owned()].into())), "{answers:?}");
}

#[test]
fn a_long_prompt_names_its_answer_by_whole_questions() {
    let page = "<html><body><h1>DPIA template</h1><h2>Step 2: Describe the processing</h2>\
        <p>Describe the context of the processing: what is the nature of your relationship with the individuals? How much control will \
        they have? Would they expect you to use their data in this way? Do they include children or other vulnerable groups?</p>\
        <p>They swim.</p><p>Describe the purposes of the processing: what do you want to achieve? What is the intended effect on \
        individuals? What are the benefits of the processing – for you, and more broadly?</p><p>To find them.</p></body></html>";
    let answers = answers(page);
    let model::Answer::Prose(prose) = &answers["3.5"] else { panic!("{answers:?}") };
    let said = prose.text();
    let lines: Vec<&str> = said.lines().filter(|l| !l.is_empty()).collect();
    assert_eq!(lines.len(), 4, "{said}");
    assert!(lines[0].ends_with("How much control will they have?"), "{said}");
    assert!(lines[2].ends_with("What is the intended effect on individuals?"), "{said}");
}

#[test]
fn texts_that_make_the_placing_work_end_with_every_word_accounted_for() {
    // Each takes far longer where a stretch of it is looked at again from each of its places.
    let typed = |text: &str| format!("<p>{text}</p>");
    let brackets = typed(&"(".repeat(200_000));
    let commas = format!("{STEP_2}{}", typed(&"Forename, ".repeat(30_000)));
    let colons = format!("<h2>Step 6: Identify and Assess Risks</h2>{}", typed(&"risk:".repeat(60_000)));
    let dashes = format!("{STEP_3}{}", typed(&"Nacro – processor – ".repeat(20_000)));
    let cites = format!("{STEP_4}<p>{LAWFULNESS}</p>{}", typed(&"Article 6(1)(e) and ".repeat(20_000)));
    let contents = typed("Step 1\tand so on\t7").repeat(20_000);
    let rows = typed("Holt\tController\tYes").repeat(5_000);
    for page in [brackets, commas, colons, dashes, cites, contents, rows] {
        // `read` holds that no word is lost, and that the counts agree.
        read(&page);
    }
}

/// A table, a line a row, cells cut by bars.
fn table(rows: &str) -> String {
    let cell = |c: &str| format!("<td><p>{}</p></td>", c.trim());
    let row = |line: &str| format!("<tr>{}</tr>", line.split('|').map(cell).collect::<String>());
    format!("<table>{}</table>", rows.lines().filter(|l| !l.trim().is_empty()).map(row).collect::<String>())
}

#[test]
fn questions_in_other_words_come_to_the_form_and_others_do_not() {
    let rows = table(
        "D1 | How will people be told (privacy notices)? | A poster in each centre.
         D2 | Is the information electronic, on paper or both? | Both
         D3 | Have IG risks been found? | Yes
         D4 | What is your favourite colour? | Blue, on the whole.",
    );
    let read = read(&format!("{STEP_2}{STEP_3}<p>Yes</p>{STEP_4}{rows}"));
    assert_eq!(read.of("4.4"), "A poster in each centre.");
    assert_eq!(read.of("4.2"), "electronic, paper");
    assert_eq!(read.of("5.9"), "Yes");
    assert!(read.pile.iter().any(|p| p == "Blue, on the whole."), "{:?}", read.pile);
}

#[test]
fn a_list_of_things_to_tick_is_known_by_what_it_lists() {
    let read = read(&table(
        "Type of data | Tick | Why
         Forename | ☒ | To address the person
         Hospital ID number | ☐ |
         E-mail address | ☒ | For the appointment
         Religion or belief | ☐ |
         Date of birth | ☒ | To find the record",
    ));
    assert_eq!(read.of("2.2.personal"), "forename / email-address / date-of-birth");
    assert_eq!(read.of("2.2.special"), "");
}

#[test]
fn heads_in_two_rows_and_scores_written_out_are_read() {
    let heads = "<table><tr><td rowspan=2>Ref</td><td rowspan=2>Risk to individuals</td><td colspan=3>Before</td>\
                 <td rowspan=2>Mitigation</td><td colspan=3>After</td></tr>\
                 <tr><td>L</td><td>I</td><td>Score</td><td>L</td><td>I</td><td>Score</td></tr>\
                 <tr><td>R1</td><td>A letter goes astray</td><td>4</td><td>3</td><td>12</td><td>Two people check</td>\
                 <td>1</td><td>3</td><td>3</td></tr></table>";
    let two = read(&format!("<h2>Step 6: Identify and Assess Risks</h2>{heads}"));
    assert_eq!(two.of("6.risks[1].description"), "A letter goes astray");
    assert_eq!(two.of("6.risks[1].likelihood"), "high");
    assert_eq!(two.of("6.risks[1].overall"), "medium");
    assert_eq!(two.of("7.measures[1].options"), "Two people check");
    assert_eq!(two.of("7.measures[1].residual"), "low");

    let rows = table(
        "No | Risk | Risk score L x I = Total | Mitigation
         1 | A letter goes astray | 2 x 5 = 10 | Two people check",
    );
    let whole = read(&format!("<h2>Step 6: Identify and Assess Risks</h2>{rows}"));
    let level = |column: &str| whole.of(&format!("6.risks[1].{column}")).to_owned();
    assert_eq!([level("likelihood"), level("severity"), level("overall")], ["low", "high", "medium"]);
}

#[test]
fn who_somebody_is_is_taken_apart() {
    let row =
        table("Project / Work Stream Lead | Jo Ash, Head of Repairs, 01632 960455, jo.ash@fenmark.example");
    let read = read(&format!("{row}<h2>Step 4: Assess necessity and proportionality</h2>"));
    let part = |part: &str| read.of(&format!("lead.{part}")).trim_end_matches([',', ' ']).to_owned();
    assert_eq!(part("name"), "Jo Ash");
    assert_eq!(part("designation"), "Head of Repairs");
    assert_eq!(part("telephone"), "01632 960455");
    assert_eq!(part("email"), "jo.ash@fenmark.example");
}

#[test]
fn a_signature_beside_an_office_is_that_offices() {
    let rows = table(
        "Role | Name | Decision or comments | Signature | Date
         Data Protection Officer | Ewan Macrae | Check the locks monthly. | E Macrae | 21 February 2024
         Senior Information Risk Owner | Ann Wells | Accepted | A Wells | 22 February 2024",
    );
    let read = read(&format!("<h2>Step 8: Sign off and record outcomes</h2>{rows}"));
    assert!(read.of("8.dpo").contains("Ewan Macrae"), "{:?}", read.answers);
    assert_eq!(read.of("8.dpo.summary"), "Check the locks monthly.");
    assert!(read.of("8.residual").contains("Ann Wells"), "{:?}", read.answers);
}

#[test]
fn under_yes_and_no_a_mark_says_whether_a_thing_is_used() {
    let rows = table(
        "Do you use | Yes | No | Notes
         Name (forename and surname) | X | | Bill payer
         Email address | | X |
         Age | | X | Dropped in March
         Housing records | X | |
         Racial or ethnic origin | | X |",
    );
    let read = read(&format!("{STEP_2}{rows}"));
    assert_eq!(read.of("2.2.personal"), "forename, surname");
    assert_eq!(read.of("2.2.special"), "housing-records");
    assert_eq!(read.of("2.2.description"), "Bill payer");
    assert_eq!(read.pile, ["Dropped in March"]);
}

#[test]
fn in_a_grid_of_ticks_what_has_none_is_not_used() {
    let rows = table(
        "Forename | ☒ | Surname |
         Next of kin | ☒ | Bank details |
         Age | ☒ | Postcode | ☒",
    );
    let read = read(&format!("{STEP_2}{rows}"));
    assert_eq!(read.of("2.2.personal"), "forename / age / postcode");
    assert_eq!(read.of("2.2.other-personal"), "Next of kin");
    assert!(read.answers.values().chain(&read.pile).all(|text| !text.contains("Bank details")));
}

#[test]
fn a_column_of_guidance_is_no_answer() {
    let read = read(&table(
        "Question | Response | Guidance
         What are the benefits? | Fewer falls | For patients and staff
         How long will the data be kept? | Six years | See the schedule",
    ));
    assert_eq!(read.of("project.benefits"), "Fewer falls");
    assert_eq!(read.of("4.11"), "Six years");
    assert_eq!(read.pile, Vec::<String>::new());
}

#[test]
fn tables_within_cells_of_guidance_marks_and_signatures_are_accounted_for() {
    let inner = table("Inner | Words");
    for rows in [
        "Question | Response | Guidance
         What are the benefits? | Fewer falls | As in the case INNER
         How long will the data be kept? | Six years INNER | See the schedule",
        "Do you use | Yes | No | Notes
         Forename | X | | INNER
         Surname INNER | | X |
         Age | X INNER | |
         Postcode | X | |",
        "Forename | ☒ | Surname INNER |
         Age | ☒ INNER | Postcode | ☒
         Next of kin | ☒ | Gender | ☒",
        "Data Protection Officer (DPO) INNER | Signature and date
         Jo Ash | J Ash INNER",
    ] {
        // `read` asserts that no word is lost.
        let page = read(&format!("{STEP_2}{}", table(rows).replace("INNER", &inner)));
        assert!(!page.answers.is_empty() || !page.pile.is_empty());
    }
}

#[test]
fn a_register_is_known_by_what_stands_in_it_and_its_scores_by_the_scale_that_it_tells() {
    let rows = table(
        "Ref | What may come about? | L | I | Score | Existing controls | Further action | Residual score
         1 | A list is sent to the wrong council | 2 | 3 | 6 | Accounts have names | Lists are pulled | 5
         2 | The portal is broken into at night | 3 | 5 | 15 (High) | A firewall is there | A yearly test | 10",
    );
    let scale = "<p>Score = L x I: 1 to 5 is low, 6 to 12 is medium, 15 to 25 is high.</p>";
    let read = read(&format!("<h2>Risk register</h2>{scale}{rows}"));
    assert_eq!(read.of("6.risks[1].description"), "A list is sent to the wrong council");
    assert_eq!(read.of("6.risks[1].overall"), "medium");
    assert_eq!(read.of("6.risks[2].overall"), "high");
    assert_eq!(read.of("7.measures[1].options"), "Lists are pulled");
    assert_eq!(read.of("7.measures[1].residual"), "low");
    assert_eq!(read.of("7.measures[2].residual"), "medium");
    assert!(read.pile.contains(&"A firewall is there".to_owned()), "{:?}", read.pile);
}

#[test]
fn what_is_left_is_told_again_and_a_plan_of_actions_is_none_of_measures() {
    let risks = table(
        "Describe source of risk and nature of potential impact on individuals | Likelihood of harm | Severity of harm | Overall risk
         A letter goes astray | Low | High | Medium",
    );
    let measures =
        table("Risk | Options to reduce or eliminate risk\nA letter goes astray | A second reader");
    let again = table(
        "Risk | Options to reduce or eliminate risk | Residual risk\nA letter goes astray | Measure 1 | Low",
    );
    let plan = table("Risk | Action | Owner\n1 | Hire the second reader | Jo Ash");
    let read = read(&format!(
        "<h2>Step 6: Identify and Assess Risks</h2>{risks}<h2>Step 7: Identify Measures to reduce risk</h2>{measures}\
         <p>What is left:</p>{again}<p>Actions:</p>{plan}"
    ));
    assert_eq!(read.of("7.measures[1].options"), "A second reader");
    assert_eq!(read.of("7.measures[1].residual"), "low");
    assert!(!read.answers.keys().any(|place| place.starts_with("7.measures[2]")), "{:?}", read.answers);
    assert!(read.pile.contains(&"Hire the second reader".to_owned()), "{:?}", read.pile);
}

#[test]
fn one_office_heads_a_column_of_names() {
    let rows = table(
        "Data Protection Officer (DPO) | Signature and date
         Jo Ash | J Ash<br>14 May 2024",
    );
    let read = read(&format!("<h2>Step 8: Sign off and record outcomes</h2>{rows}"));
    assert_eq!(read.of("8.dpo"), "Jo Ash / 14 May 2024");
    assert_eq!(read.pile, ["J Ash"]);
}

#[test]
fn a_measure_whose_risk_is_left_blank_is_one_still() {
    let risks = table(
        "Describe source of risk and nature of potential impact on individuals | Likelihood of harm | Severity of harm | Overall risk
         A letter goes astray | Low | High | Medium",
    );
    let measures = table(
        "Risk | Options to reduce or eliminate risk | Effect on risk | Residual risk
         A letter goes astray | A second reader | Reduced | Low
         No such risk of ours | Locked cabinets | Reduced | Low",
    );
    let read = read(&format!(
        "<h2>Step 6: Identify and Assess Risks</h2>{risks}<h2>Step 7: Identify Measures to reduce risk</h2>{measures}"
    ));
    assert_eq!(read.of("7.measures[1].options"), "A second reader");
    assert_eq!(read.of("7.measures[2].options"), "Locked cabinets");
    assert_eq!(read.of("7.measures[2].residual"), "low");
}

//! How partners print and reword the council's form, construct by construct.

use crate::placing::Read;

const STEP_1: &str = "<h2>Section B – Screening</h2>";
const STEP_5: &str = "<h2>Step 5: Information security process</h2>";
const STEP_6: &str = "<h2>Step 6: Identify and Assess Risks</h2>";

/// What tells that a page is a printing of the form.
const FORM: &str = "<h2>Step 4: Assess necessity and proportionality</h2>\
    <p>4.4 How will individuals be informed about the processing/sharing of their information (privacy notices)?</p><p>By post.</p>\
    <p>4.6 Are arrangements in place for recognising and responding to Subject Access Requests (SARs)?</p><p>They are.</p>\
    <p>4.9 As part of this work is the use of Cloud technology being considered either by your own organisation or a 3rd party \
    supplier?</p><p>No</p>\
    <p>5.6 Are there Business Continuity Plans (BCP) and Disaster Recovery Protocol for the proposed/existing system or \
    process?</p><p>No</p>";

/// Reads a page of a printing of the form.
fn read(page: &str) -> Read {
    crate::placing::read(&format!("{page}{FORM}"))
}

fn rows(rows: &[&[&str]]) -> String {
    let cells = |row: &&[&str]| row.iter().map(|c| format!("<td>{c}</td>")).collect::<String>();
    let rows: String = rows.iter().map(|r| format!("<tr>{}</tr>", cells(r))).collect();
    format!("<table>{rows}</table>")
}

fn both(read: &Read, places: [&str; 2]) -> (String, String) {
    (read.of(places[0]).to_owned(), read.of(places[1]).to_owned())
}

#[test]
fn a_subject_before_a_question_is_none_of_it() {
    let page = rows(&[
        &["Ref", "Screening question", "Y/N", "Comments"],
        &[
            "B2",
            "Technology: does the project introduce information technologies that can substantially reveal business sensitive information?",
            "N",
            "",
        ],
        &[
            "B4",
            "Identity: might the project have the effect of denying anonymity and pseudonymity?",
            "Y",
            "On the ward",
        ],
    ]);
    let read = read(&format!("{STEP_1}{page}"));
    assert_eq!(both(&read, ["1.2", "1.4"]), ("No".into(), "Yes".into()));
    assert_eq!(read.of("1.1"), "", "the first question on technology was not asked");
    assert!(read.pile.iter().any(|p| p == "On the ward"), "{:?}", read.pile);
}

#[test]
fn heads_of_questions_are_not_heads_of_risks() {
    let risk = rows(&[
        &[
            "Describe source of risk and nature of potential impact on individuals.",
            "Likelihood of harm",
            "Severity of harm",
            "Overall risk",
        ],
        &["A letter is lost", "Possible", "Severe", "High"],
    ]);
    let page = rows(&[
        &["Ref", "Question", "Y/N", "Details"],
        &["D3", "Has a data flow mapping exercise been undertaken?", "Y", "Home to ward"],
    ]);
    let read = read(&format!("<h2>Section D – The sharing</h2>{page}{STEP_6}{risk}"));
    assert_eq!(both(&read, ["3.3", "3.3.text"]), ("Yes".into(), "Home to ward".into()));
    assert_eq!(read.of("6.risks[1].description"), "A letter is lost");
    assert_eq!(read.of("6.risks[2].description"), "");
}

#[test]
fn an_answer_in_the_paragraph_of_its_question_is_apart_from_it() {
    let page = "<h2>Part one: screening</h2>\
        <p><b>Does it introduce technologies that can reveal business sensitive information with a high impact on the business?</b> No</p>\
        <p><b>Will the personal data be processed outside the UK?</b> Yes, in Dublin</p>\
        <h2>Reporting</h2><p><b>Are there new or additional reporting requirements?</b> Yes</p>\
        <p>Roles that will run reports: the analyst</p><p>Roles that will receive them, and publication: the board, quarterly</p>";
    let read = read(page);
    assert_eq!(both(&read, ["1.2", "5.8"]), ("No".into(), "Yes".into()));
    assert_eq!(
        both(&read, ["5.8.run", "5.8.receive"]),
        ("the analyst".into(), "the board, quarterly".into())
    );
}

#[test]
fn each_risk_may_be_a_block_of_its_own() {
    let block = |n: &str, risk: &str, measure: &str, approved: &str| {
        rows(&[
            &[n, risk],
            &["Likelihood of harm", "Possible", "Severity of harm", "Severe", "Overall risk", "High"],
            &["Options to reduce or eliminate risk", measure],
            &["Effect on risk", "Reduced", "Residual risk", "Low", "Measure approved", approved],
        ])
    };
    let (one, two) = (
        block("Risk 1", "A form is sent to the wrong home", "A live incident number", "Yes"),
        block("Risk 2", "Paper is lost", "Locked office", "No"),
    );
    let read = read(&format!("{STEP_6}{one}{two}"));
    for (row, risk, measure, approved) in [
        (1, "A form is sent to the wrong home", "A live incident number", "Yes"),
        (2, "Paper is lost", "Locked office", "No"),
    ] {
        assert_eq!(read.of(&format!("6.risks[{row}].description")), risk);
        assert_eq!(read.of(&format!("6.risks[{row}].severity")), "high");
        assert_eq!(read.of(&format!("7.measures[{row}].options")), measure);
        assert_eq!(read.of(&format!("7.measures[{row}].approved")), approved);
    }
    assert_eq!(read.of("6.risks[3].description"), "");
}

#[test]
fn a_measure_names_its_risk_by_the_number_that_the_document_gave_it() {
    let risks = rows(&[
        &["Ref", "Risk to individuals", "Likelihood of harm", "Severity of harm", "Overall risk"],
        &["G1", "Staff see too much", "Possible", "Severe", "High"],
        &["G2", "A slip is lost in the street", "Remote", "Severe", "Medium"],
    ]);
    let measures = rows(&[
        &[
            "Risk",
            "Options to reduce or eliminate risk",
            "Effect on risk",
            "Residual risk",
            "Measure approved",
        ],
        &["G2", "Slips are numbered", "Reduced", "Low", "Yes"],
    ]);
    let read = read(&format!("{STEP_6}{risks}<h2>Step 7: Identify Measures to reduce risk</h2>{measures}"));
    assert_eq!(read.of("7.measures[1].risk"), "row 2", "{:?}", read.answers);
}

#[test]
fn courses_are_known_in_other_words_and_without_heads() {
    let page = rows(&[
        &["Training", "Done?", "When"],
        &["Collecting data", "Yes", "Each September"],
        &["Using the system", "No", "May 2025"],
        &["Information governance", "Yes", "Yearly"],
    ]);
    let read = read(&format!("{STEP_5}{page}"));
    assert_eq!(both(&read, ["5.7[1].done", "5.7[1].dates"]), ("Yes".into(), "Each September".into()));
    assert_eq!(both(&read, ["5.7[2].done", "5.7[2].dates"]), ("No".into(), "May 2025".into()));
    assert_eq!(both(&read, ["5.7[3].done", "5.7[3].dates"]), ("Yes".into(), "Yearly".into()));
}

#[test]
fn hints_in_italics_are_no_answers_unless_all_answers_are() {
    let page = |answer: &str, hint: &str| {
        let ask = |question: &str, hint: &str, answer: &str| {
            format!("<p><b>{question}</b></p>{hint}<p>{answer}</p>")
        };
        let hints = [
            ask(
                "4.3 How will you ensure data quality and data minimisation?",
                &format!("<p><i>{hint}Think about who checks the data.</i></p>"),
                answer,
            ),
            ask(
                "4.5 How will you help to support the rights of individuals?",
                "<p><i>Name the rights that apply.</i></p>",
                answer,
            ),
            ask("4.10 Where will the data be stored", "<p><i>Give the place.</i></p>", answer),
            ask(
                "4.11 Data Retention Period",
                "<p><i>Erasure rarely applies to health records.</i></p>",
                answer,
            ),
        ];
        read(&format!("<h2>Step 4: Assess necessity and proportionality</h2>{}", hints.concat()))
    };
    let hinted = page("The ward does.", "");
    assert_eq!(hinted.of("4.3"), "The ward does.");
    assert_eq!(hinted.of("4.11"), "The ward does.");
    let slanted = page("<i>The ward does.</i>", "");
    assert!(
        slanted.of("4.11").contains("Erasure"),
        "where all is in italics, none of it is a hint: {:?}",
        slanted.answers
    );
}

#[test]
fn what_a_cell_tells_beside_its_question_is_no_answer() {
    let page = rows(&[&[
        "<p>3.3 Has a data flow mapping exercise been undertaken?</p><p>Please send us the map.</p>",
        "<p>Yes</p><p>Drawn in January.</p>",
    ]]);
    let read = read(&format!("<h2>Step 3: Describe the sharing/processing</h2>{page}"));
    assert_eq!(both(&read, ["3.3", "3.3.text"]), ("Yes".into(), "Drawn in January.".into()));
}

#[test]
fn bands_and_columns_of_legal_bases_are_read_from_paragraphs() {
    let page = "<h2>Part four</h2><h3>Lawfulness</h3><h4>Personal data</h4><p><b>UK GDPR:</b> public task</p>\
        <p><b>Other:</b> Domestic Abuse Act 2021</p><h4>Criminal convictions and offences</h4><p><b>DPA 2018:</b> paragraph 10</p>";
    let read = read(page);
    assert_eq!(
        both(&read, ["4.1.personal.gdpr", "4.1.personal.other"]),
        ("public task".into(), "Domestic Abuse Act 2021".into())
    );
    assert_eq!(read.of("4.1.offences.dpa"), "paragraph 10");
}

#[test]
fn things_to_tick_are_known_by_other_names_and_by_what_is_said_in_lines() {
    let page = rows(&[
        &["Data item", "Needed?", "Data item", "Needed?"],
        &["Full name", "Yes", "Ethnicity", "No"],
        &["Date of birth", "Yes", "Health or disability", "Yes"],
        &["Postcode", "No", "Housing records", "Yes"],
    ]);
    let asked = "<h2>Section 3</h2><p>2.2 What data will be processed/shared/viewed?</p>";
    let read = read(&format!(
        "{asked}{page}{STEP_5}<p>5.4 What security and audit measures have been implemented to secure access to and limit use of \
         personal data/special categories of personal data and/or business sensitive data?</p>\
         <p>Username and password – Y<br>Smartcard – N<br>Secure one-time token – Y</p>"
    ));
    assert_eq!(read.of("2.2.personal"), "forename, surname / date-of-birth");
    assert_eq!(read.of("2.2.special"), "physical-or-mental-health-or-condition / housing-records");
    assert_eq!(read.of("5.4"), "username-and-password / secure-1x-token-access");
}

#[test]
fn columns_may_be_the_lines_of_who_leads() {
    let page = rows(&[
        &["Name", "Role", "Phone", "E-mail"],
        &["Jo Ash", "Group Manager", "01632 960 418", "jo@ash.example"],
    ]);
    let read = read(&format!("<h2>About the project</h2><p><b>Project / Work Stream Lead</b></p>{page}"));
    assert_eq!(both(&read, ["lead.name", "lead.designation"]), ("Jo Ash".into(), "Group Manager".into()));
    assert_eq!(
        both(&read, ["lead.telephone", "lead.email"]),
        ("01632 960 418".into(), "jo@ash.example".into())
    );
    assert_eq!(read.of("3.1.partners[1].name"), "");
}

#[test]
fn the_rest_of_a_prompt_that_a_band_cuts_leads_on() {
    let page = rows(&[
        &[
            "D5",
            "Describe in as much detail why this information is being",
            "The law asks it of all residents",
        ],
        &["<b>Section D – Sharing (continued)</b>", "", ""],
        &["", "processed/shared/viewed?", "whose safety may be at risk."],
    ]);
    let read = read(&format!("<h2>Section D – Sharing</h2>{page}"));
    assert_eq!(read.of("3.5"), "The law asks it of all residents / whose safety may be at risk.");
}

#[test]
fn a_day_is_not_told_by_a_story() {
    let page = |answer: &str| read(&rows(&[&["Implementation Date:", answer]]));
    assert_eq!(
        page("Early spring, when the wards are ready").of("project.implementation"),
        "Early spring, when the wards are ready"
    );
    let story = page("We have five thousand homes and a few of them turn out to be let to somebody else");
    assert_eq!(story.of("project.implementation"), "");
    assert_eq!(story.pile.len(), 1);
}

#[test]
fn a_prompt_in_nobodys_words_is_known_by_its_place() {
    let numbered =
        |n: usize, question: &str, answer: &str| format!("<p><b>{n} {question}</b></p><p>{answer}</p>");
    let page = |strange: &str| {
        let asked = [
            (
                "Are you bringing in new technology that could show who somebody is and affect their privacy?",
                "No",
            ),
            (strange, "Yes"),
            ("Are identifiers such as the NHS number or NI number used again, or new ones introduced?", "No"),
            ("Could people who were anonymous now be named?", "No"),
            ("Does more than one organisation take part?", "Yes"),
            ("Will you hold a lot of information about each person?", "No"),
            ("Will you hold information about a lot of people?", "No"),
            ("Will information from different places be joined up, compared or matched?", "No"),
            ("Will any of it leave the UK?", "No"),
        ];
        asked.iter().enumerate().map(|(n, (q, a))| numbered(n + 7, q, a)).collect::<String>()
    };
    let known = read(&page("Could a rival make money out of what leaks?"));
    assert_eq!(known.of("1.2"), "Yes", "{:?}", known.answers);
    assert_eq!(known.of("1.6"), "", "two questions of the form stand where the page has one");
}

#[test]
fn a_prompt_that_asks_several_questions_is_answered_in_their_order() {
    let page = rows(&[
        &["Data flows mapped?", "Yes"],
        &[
            "How are people told, and are they asked for consent?",
            "<p>By the nurse.</p><p>We do not rely on it.</p>",
        ],
        &["Is there an audit trail?", "Yes"],
    ]);
    let read = read(&page);
    assert_eq!(
        both(&read, ["4.4", "4.8.text"]),
        ("By the nurse. / By post.".into(), "We do not rely on it.".into())
    );
}

#[test]
fn an_answer_to_many_things_at_once_goes_by_what_each_paragraph_says() {
    let page = "<h1>DPIA template</h1><h2>Step 2: Describe the processing</h2>\
        <p>Describe the scope of the processing: what is the nature of the data, and does it include special category or criminal \
        offence data? How much data will you be collecting and using? How often? How long will you keep it? How many individuals \
        are affected? What geographical area does it cover?</p><p>Names and addresses of 400 tenants.</p>\
        <h2>Step 4: Assess necessity and proportionality</h2>\
        <p>Describe compliance and proportionality measures, in particular: what is your lawful basis for processing? Does the \
        processing actually achieve your purpose? Is there another way to achieve the same outcome? How will you prevent function \
        creep? How will you ensure data quality and data minimisation? What information will you give individuals? How will you \
        help to support their rights? What measures do you take to ensure processors comply? How do you safeguard any \
        international transfers?</p>\
        <p>Our lawful basis is public task, Article 6(1)(e).</p>\
        <p>The privacy notice and a leaflet tell people.</p>\
        <p>Subject access requests are answered within one month.</p>\
        <p>The supplier has signed our data processing agreement.</p>\
        <p>The trial went well.</p>\
        <h2>Step 5: Identify and assess risks</h2><h2>Step 6: Identify measures to reduce risk</h2>\
        <h2>Step 7: Sign off and record outcomes</h2><p>Measures approved by</p><p>Jo Ash, 3 May 2025</p>";
    let read = crate::placing::read(page);
    assert_eq!(
        read.of("4.1.personal.gdpr"),
        "Our lawful basis is public task, Article 6(1)(e).",
        "{:?}",
        read.answers
    );
    assert_eq!(read.of("4.4"), "The privacy notice and a leaflet tell people.");
    assert_eq!(read.of("4.6"), "Subject access requests are answered within one month.");
    assert_eq!(read.of("3.2"), "The supplier has signed our data processing agreement.");
    assert!(
        read.pile.iter().any(|p| p == "The trial went well."),
        "what speaks for nothing waits: {:?}",
        read.pile
    );
}

#[test]
fn a_remark_in_brackets_behind_a_prompt_is_no_answer() {
    let page = rows(&[
        &["E4", "What roles will have access to the information? (individuals or staff groups)"],
        &["", "Two job brokers (both of the Hub) and the manager."],
    ]);
    let read = read(&format!("{STEP_5}{page}"));
    assert_eq!(read.of("5.3"), "Two job brokers (both of the Hub) and the manager.");
}

#[test]
fn an_answer_that_speaks_plainly_for_another_question_goes_there() {
    let prompt = "<p><b>How will people be told about the use of their data?</b></p>";
    let step = "<h1>DPIA template</h1><h2>Step 4: Assess necessity and proportionality</h2>";
    let told = "A privacy notice is on our website and a leaflet is handed out at reception.";
    let kept = "Records are kept for eight years after discharge, as the retention schedule says, and are then destroyed.";
    let vague = "This has been agreed by everybody and nothing more is needed for the moment, as was said.";
    let page = format!("{step}{prompt}<p>{told}</p><p>{kept}</p><p>{vague}</p>");
    let read = crate::placing::read(&page);
    assert!(read.of("4.4").starts_with(told), "{:?}", read.answers);
    assert_eq!(read.of("4.11"), kept, "{:?}", read.pile);
    assert!(!read.of("4.11").contains(vague), "what speaks for nothing is not moved");
}

#[test]
fn a_telephone_number_has_a_figure() {
    let page =
        rows(&[&["Project lead", "Jo Ash"], &["Telephone number", "Kept for the person and their attorney"]]);
    let read = crate::placing::read(&format!("<h1>Trust DPIA</h1>{page}"));
    assert_eq!(read.of("lead.telephone"), "", "{:?}", read.answers);
    let page = rows(&[&["Project lead", "Jo Ash"], &["Telephone number", "Extension 6231"]]);
    let read = crate::placing::read(&format!("<h1>Trust DPIA</h1>{page}"));
    assert_eq!(read.of("lead.telephone"), "Extension 6231", "{:?}", read.answers);
}

#[test]
fn one_cell_may_say_all_of_who_leads() {
    let page = "<h1>Trust DPIA</h1><table><tr><td>Project lead (name, job title, contact)</td><td><p>Jo Ash, Head of Repairs</p>\
                <p>jo@ash.example / 01632 960 455</p></td></tr></table>";
    let read = crate::placing::read(page);
    let of = |f| read.of(f).trim_end_matches([',', '/', ' ']);
    let said = ["lead.name", "lead.designation", "lead.email", "lead.telephone"].map(of);
    assert_eq!(said, ["Jo Ash", "Head of Repairs", "jo@ash.example", "01632 960 455"], "{:?}", read.answers);
}

#[test]
fn items_of_data_are_ticked_and_why_they_are_needed_describes_them() {
    let page = rows(&[
        &["Data item", "Processed?", "Justification"],
        &["Forename", "Yes", "To greet the person"],
        &["Date of birth", "Yes", "To find the right record"],
        &["Postcode", "No", "Taken out"],
        &["NHS number", "Y", "To match"],
    ]);
    let read = crate::placing::read(&format!("<h1>Trust DPIA</h1><h2>The information</h2>{page}"));
    assert!(read.of("2.2.description").contains("To find the right record"), "{:?}", read.answers);
    assert!(read.pile.iter().any(|p| p == "Taken out"), "{:?}", read.pile);
    let ticked = read.of("2.2.personal");
    assert!(ticked.contains("date-of-birth") && !ticked.contains("postcode"), "{ticked}");
}

#[test]
fn reviewers_are_no_history_of_versions() {
    let page = rows(&[
        &["Reviewer name", "Title", "Date", "Version"],
        &["Shola Ash", "Information Governance Manager", "18/10/2024", "0.1"],
    ]);
    let read = crate::placing::read(&format!("<h1>Trust DPIA</h1><h2>Reviewers</h2>{page}"));
    assert!(!read.answers.keys().any(|k| k.starts_with("project.versions")), "{:?}", read.answers);
}

#[test]
fn two_offices_that_sign_for_one_approval_are_not_run_together() {
    let page = rows(&[
        &["Role", "Name", "Date"],
        &["Information Asset Owner", "Gwilym Ash", "8 July 2025"],
        &["Project sponsor", "Bernadette Vale", "14 July 2025"],
    ]);
    let read = crate::placing::read(&format!("<h1>Trust DPIA</h1><h2>Sign off</h2>{page}"));
    assert_eq!(read.of("8.measures"), "Gwilym Ash / 8 July 2025", "{:?}", read.answers);
    assert!(read.pile.iter().any(|p| p == "Bernadette Vale"), "{:?}", read.pile);
}

#[test]
fn a_risks_short_name_stands_before_its_description() {
    let risks = rows(&[
        &[
            "Ref",
            "Risk",
            "Describe source of risk and nature of potential impact on individuals",
            "Likelihood of harm",
            "Severity of harm",
            "Overall risk",
        ],
        &[
            "R1",
            "Reporter is known",
            "A detail tells who reported, and harm follows",
            "Possible",
            "Severe",
            "High",
        ],
    ]);
    let read = read(&format!("{STEP_6}{risks}"));
    assert_eq!(
        read.of("6.risks[1].description"),
        "Reporter is known / A detail tells who reported, and harm follows"
    );
}

#[test]
fn a_row_that_nothing_asks_is_no_answer_to_the_row_above_it() {
    let page = rows(&[
        &["Part two", "Yes", "No", "Anything to add?"],
        &["Will special category data be shared?", "X", "", "The register itself is health data"],
        &["Is a drone flown over the allotments?", "X", "", "On Sundays, over the sheds by the brook"],
    ]);
    let read = crate::placing::read(&format!("<h1>DPIA</h1><h2>Part two</h2>{page}"));
    let drone = |text: &String| text.contains("over the sheds");
    assert!(read.pile.iter().any(drone), "{:?}", read.answers);
    assert!(!read.answers.values().any(drone), "{:?}", read.answers);
}

#[test]
fn boxes_in_a_cell_each_are_those_of_the_form() {
    let boxes = rows(&[
        &["\u{2612} Surname", "\u{2610} Postcode", "\u{2612} NHS number"],
        &["\u{2612} Date of birth", "\u{2610} Gender", "\u{2610} Driving licence"],
    ]);
    let asked = rows(&[&["B1. Items of data", &boxes], &["B2. How will people be told?", "By a leaflet."]]);
    let read = crate::placing::read(&format!("<h1>DPIA</h1><h2>Part B</h2>{asked}"));
    assert_eq!(
        read.of("2.2.personal"),
        "surname / nhs-no / date-of-birth",
        "{:?} {:?}",
        read.answers,
        read.pile
    );
}

#[test]
fn a_sentence_is_nobodys_name() {
    let page = rows(&[
        &[
            "DPO advice accepted or overruled, with reasons",
            "Both conditions go into the plan as items 12 and 13.",
        ],
        &["Measures approved by", "Kate Marlow, 6 October 2025"],
    ]);
    let read = read(&format!("<h2>Step 8: Sign off</h2>{page}"));
    assert_eq!(read.of("8.decision"), "", "{:?}", read.answers);
    assert!(read.pile.iter().any(|p| p.starts_with("Both conditions")), "{:?}", read.answers);
}

#[test]
fn a_mark_may_stand_in_the_cell_before_its_thing() {
    let boxes = rows(&[
        &["\u{2612}", "Surname", "\u{2612}", "Date of birth"],
        &["", "Gender", "\u{2612}", "Email"],
        &["\u{2612}", "NHS number", "", "Photograph"],
    ]);
    let read = crate::placing::read(&format!(
        "<h1>DPIA</h1><p><b>What personal data will be processed?</b></p>{boxes}"
    ));
    assert_eq!(
        read.of("2.2.personal"),
        "surname / date-of-birth / email-address / nhs-no",
        "{:?}",
        read.answers
    );
    assert_eq!(read.of("lead.email"), "", "an e-mail address among the data is nobody's");
}

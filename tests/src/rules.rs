//! Each rule of a form fires on what it is for, and stays silent on a complete assessment.

use std::collections::BTreeMap;

use model::{
    Answer, Approval, Assessment, Choice, Finding, Place, Prose, Row, Severity, Template, YesNo, findings,
};

use crate::tiny;

fn prose(words: &str) -> Answer {
    Answer::Prose(Prose::plain(words))
}

fn option(id: &str) -> Answer {
    Answer::Choice(Choice::Option(id.into()))
}

fn row(id: &str, cells: &[(&str, Answer)]) -> Row {
    Row { id: id.into(), cells: cells.iter().map(|(c, a)| ((*c).to_owned(), a.clone())).collect() }
}

/// Makes an assessment of the tiny form that nothing stops.
pub fn complete(template: &Template) -> Assessment {
    let mut a = Assessment::new("a-1", template, "Complete", "Officer", "2026-06-16");
    let approval = |name: &str, date: &str| {
        Answer::Approval(Approval { outcome: None, name: name.into(), date: date.into() })
    };
    let risk = row(
        "r1",
        &[("what", prose("Loss")), ("l", option("low")), ("s", option("high")), ("o", option("medium"))],
    );
    let measure = row(
        "m1",
        &[
            ("risk", Answer::RowRef("r1".into())),
            ("do", prose("Lock it")),
            ("effect", option("r")),
            ("left", option("low")),
            ("ok", Answer::YesNo(YesNo::Yes)),
        ],
    );
    let training = ["one", "two"].map(|id| row(id, &[("yes", Answer::YesNo(YesNo::Yes))]));
    let answers: BTreeMap<String, Answer> = BTreeMap::from([
        ("lead.name".into(), Answer::Text("Priya".into())),
        ("sum".into(), prose("Summary")),
        ("look".into(), prose("Nothing")),
        ("1.1".into(), Answer::YesNo(YesNo::Yes)),
        ("1.2".into(), Answer::YesNo(YesNo::No)),
        ("1.3".into(), Answer::YesNo(YesNo::No)),
        ("2.1".into(), option("a")),
        ("2.2".into(), Answer::Boxes(["fore".to_owned()].into())),
        ("2.3".into(), Answer::YesNo(YesNo::Yes)),
        ("2.3.who".into(), Answer::Table(vec![row("p1", &[("name", Answer::Text("Council".into()))])])),
        ("2.6".into(), Answer::Table(training.into())),
        ("risks".into(), Answer::Table(vec![risk])),
        ("measures".into(), Answer::Table(vec![measure])),
        ("ok".into(), approval("Helen", "2026-06-10")),
        ("rev".into(), approval("Priya", "2027-06-10")),
    ]);
    a.answers.extend(answers);
    a
}

fn found(a: &Assessment) -> Vec<(String, Severity, String)> {
    findings(&tiny(), a).into_iter().map(|f: Finding| (f.rule, f.severity, f.at.to_string())).collect()
}

fn cell(a: &mut Assessment, at: &Place, answer: Option<Answer>) {
    let Some(Answer::Table(rows)) = a.answers.get_mut(&at.field) else { panic!("a table") };
    for row in rows.iter_mut().filter(|r| Some(&r.id) == at.row.as_ref()) {
        let column = at.column.clone().unwrap_or_default();
        match &answer {
            Some(answer) => row.cells.insert(column, answer.clone()),
            None => row.cells.remove(&column),
        };
    }
}

#[test]
fn a_complete_assessment_has_no_finding() {
    assert_eq!(found(&complete(&tiny())), vec![]);
}

#[test]
fn each_rule_fires_on_what_it_is_for() {
    type Spoil = fn(&mut Assessment);
    let cases: [(&str, Severity, &str, Spoil); 14] = [
        ("required", Severity::Stops, "1.3", |a| drop(a.answers.remove("1.3"))),
        ("partners", Severity::Stops, "2.3.who", |a| drop(a.answers.remove("2.3.who"))),
        ("risk-rating", Severity::Stops, "risks/r1/l", |a| cell(a, &Place::cell("risks", "r1", "l"), None)),
        ("risk-without-measure", Severity::Stops, "risks/r1/o", |a| drop(a.answers.remove("measures"))),
        ("risk-below-matrix", Severity::Warning, "risks/r1/o", |a| {
            cell(a, &Place::cell("risks", "r1", "l"), Some(option("high")));
        }),
        ("measure-incomplete", Severity::Stops, "measures/m1/effect", |a| {
            cell(a, &Place::cell("measures", "m1", "effect"), None)
        }),
        ("measure-incomplete", Severity::Stops, "measures/m1/left", |a| {
            cell(a, &Place::cell("measures", "m1", "left"), None)
        }),
        ("measure-incomplete", Severity::Stops, "measures/m1/ok", |a| {
            cell(a, &Place::cell("measures", "m1", "ok"), None)
        }),
        ("measure-without-risk", Severity::Stops, "measures/m1/risk", |a| {
            cell(a, &Place::cell("measures", "m1", "risk"), Some(Answer::RowRef("gone".into())));
        }),
        ("residual-high", Severity::Stops, "measures/m1/left", |a| {
            cell(a, &Place::cell("measures", "m1", "left"), Some(option("high")));
        }),
        ("overruled", Severity::Stops, "why", |a| {
            let approval =
                Approval { outcome: Some("no".into()), name: "H".into(), date: "2026-06-10".into() };
            a.answers.insert("ok".into(), Answer::Approval(approval));
        }),
        ("approval", Severity::Stops, "ok", |a| {
            let approval = Approval { outcome: None, name: "H".into(), date: String::new() };
            a.answers.insert("ok".into(), Answer::Approval(approval));
        }),
        ("review-owner", Severity::Stops, "rev", |a| {
            let approval = Approval { outcome: None, name: String::new(), date: "2027-01-01".into() };
            a.answers.insert("rev".into(), Answer::Approval(approval));
        }),
        ("screening", Severity::Stops, "2.1", |a| a.answers.retain(|id, _| !id.starts_with("2."))),
    ];
    for (rule, severity, at, spoil) in cases {
        let mut a = complete(&tiny());
        spoil(&mut a);
        let found = found(&a);
        assert!(found.contains(&(rule.into(), severity, at.into())), "{rule} at {at}: {found:?}");
    }
}

#[test]
fn a_high_residual_risk_is_settled_by_a_note_that_the_regulator_is_consulted() {
    let mut a = complete(&tiny());
    cell(&mut a, &Place::cell("measures", "m1", "left"), Some(option("high")));
    a.answers.insert("why".into(), prose("The ICO was consulted on 3 June 2026."));
    assert!(!found(&a).iter().any(|f| f.0 == "residual-high"));
    a.answers.insert("why".into(), prose("It was done in a historic office."));
    assert!(found(&a).iter().any(|f| f.0 == "residual-high"), "“historic” is not the ICO");
}

#[test]
fn a_faulty_template_is_refused_with_the_place_of_each_mistake() {
    let text = std::fs::read_to_string(crate::here("suite/tiny-template.json")).expect("suite/");
    let broken = text
        .replace("\"scale\": \"level\"", "\"scale\": \"levle\"")
        .replace("\"any_yes\": \"s1\"", "\"any_yes\": \"s9\"");
    let Err(model::Error::Template(problems)) = Template::from_json(broken.as_bytes()) else {
        panic!("it is faulty")
    };
    let said: Vec<String> = problems.iter().map(ToString::to_string).collect();
    assert!(said.iter().any(|p| p.contains("risks/l") && p.contains("levle")), "{said:?}");
    assert!(said.iter().any(|p| p.contains("rules/screening") && p.contains("s9")), "{said:?}");
    assert!(matches!(Template::from_json(b"{\"format\":1}"), Err(model::Error::Unreadable { .. })));
}

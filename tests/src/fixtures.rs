//! Writes what the window's browser mode is shown, from the real desk, to `ui/public-fixtures`.

use std::path::Path;

use desk::{Desk, Now, wire};
use serde::Serialize;

/// Names, organisations, owners and review dates of the register's lines.
const REGISTER: [(&str, &str, &str); 8] = [
    ("Adult Social Care Case Management", "Calderwick", "Priya Nair"),
    ("Housing Repairs Mobile Working", "Calderwick", "Marek Wilk"),
    ("Town Centre CCTV and Body-Worn Video", "Calderwick", "Priya Nair"),
    ("Early Help Partnership", "Marlshire CC", "Priya Nair"),
    ("Domestic Abuse Multi-Agency Conference", "Marlshire Police", "Joan Ellery"),
    ("Council Tax Single Person Review", "Calderwick", "Joan Ellery"),
    ("School Admissions Portal", "Calderwick", "Marek Wilk"),
    ("Library Self-Service Kiosks", "Calderwick", "Joan Ellery"),
];

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let to = Path::new(env!("CARGO_MANIFEST_DIR")).join("../ui/public-fixtures");
    std::fs::create_dir_all(&to)?;
    let folder = std::env::temp_dir().join(format!("dpia-fixtures-{}", std::process::id()));
    let desk = Desk::open(&folder)?;
    let now = Now { at: "2026-06-16T13:02:00Z".into(), day: "2026-06-16".into() };
    let settings = wire::Settings {
        officer: "Priya Nair".into(),
        organisation: "Calderwick Borough Council".into(),
        ..Default::default()
    };
    desk.keep_settings(settings)?;
    let mut start = desk.start(&now)?;
    let example = start.open.take().ok_or("The example is not opened.")?;
    let template = desk.view(&example)?.template;
    for (n, (name, organisation, _)) in REGISTER.iter().enumerate() {
        let id = format!("a-{n}");
        desk.create(&wire::CreateArgs { template: template.clone(), name: (*name).into() }, &id, &now)?;
        let change = wire::Change::SetOrganisation { organisation: (*organisation).into() };
        desk.edit(wire::EditArgs { id, against: 0, change, group: None }, &now)?;
    }
    start.assessments = desk.list()?;
    start.first = false;
    start.folder = "Documents".into();
    for (line, (_, _, owner)) in
        start.assessments.iter_mut().filter(|s| s.id != example).zip(REGISTER.iter().cycle())
    {
        line.owner = (*owner).into();
    }
    write(&to, "start.json", &start)?;
    write(&to, &format!("form-{template}.json"), &desk.form(&template)?)?;
    let mut view = desk.view(&example)?;
    if view.seal.is_some() {
        // The browser mode shows a draft: a signed-off example is taken on to its next version.
        let step = wire::LifeStep::BeginVersion { reason: "New routing supplier".into(), from: None };
        view = desk.life(wire::LifeArgs { id: example.clone(), step }, &now)?;
    }
    write(&to, "view-example.json", &view)?;
    write(&to, "view-empty.json", &desk.view("a-0")?)?;
    let paper = desk.paper(&example)?;
    write(&to, "paper.json", &paper)?;
    for page in 0..paper.pages {
        let svg = desk.page(&wire::PageArgs { id: example.clone(), page })?;
        std::fs::write(to.join(format!("page-{page}.svg")), svg)?;
    }
    write(&to, "history.json", &desk.history(&example)?)?;
    write(&to, "incoming.json", &received(&desk)?)?;
    desk.close()?;
    std::fs::remove_dir_all(&folder)?;
    Ok(())
}

/// What the desk makes of two documents of partners, invented for the tests.
#[derive(Debug, Serialize)]
struct Received {
    incoming: wire::Incoming,
    pages: Vec<wire::DrawnPage>,
}

fn received(desk: &Desk) -> Result<Vec<Received>, Box<dyn std::error::Error>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("suite/import");
    let one = |(id, name): (&str, &str)| {
        desk.bring_in(name, &std::fs::read(folder.join(name))?, id);
        let incoming = desk.incoming(&wire::IncomingArgs { incoming: id.into() })?;
        let mut pages = Vec::new();
        for page in 1..=incoming.pages {
            pages.extend(desk.incoming_page(&wire::IncomingPageArgs { incoming: id.into(), page })?);
        }
        Ok(Received { incoming, pages })
    };
    [("in-1", "marlshire.html"), ("in-2", "hollin-fell.pdf")].into_iter().map(one).collect()
}

fn write(folder: &Path, name: &str, value: &impl Serialize) -> Result<(), Box<dyn std::error::Error>> {
    Ok(std::fs::write(folder.join(name), serde_json::to_vec(value)?)?)
}

//! Reads a partner's document into the form.

use std::path::Path;

use desk::{Acceptance, Opened, Templates};

use crate::run::{Outcome, Result, named, print, read, text, write};

/// Reads `file`, writes the assessment to `output` and, when asked, where each word went to `report`.
pub(crate) fn run(
    templates: &Templates,
    file: &Path,
    output: &Path,
    template: &str,
    report: Option<&Path>,
) -> Result<Outcome> {
    let template = templates.get(template).map_err(text)?;
    let bytes = read(file)?;
    let name = file.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
    let opened = desk::open_any(templates, &template.id, &name, &bytes).map_err(|e| named(file, e))?;
    let (made, told) = match opened {
        Opened::Own { bytes, notes } => {
            let own = desk::open_file(templates, &bytes).map_err(|e| named(file, e))?;
            let template = templates.get(&own.assessment.template.id).map_err(text)?;
            let told = desk::own_report(&template, &own, &notes);
            (bytes, told)
        }
        Opened::Foreign(incoming) => {
            let now = desk::Now::read();
            let acceptance = Acceptance {
                id: desk::new_id(),
                name: incoming.draft.name.clone(),
                day: now.day,
                at: now.at,
                ..Acceptance::default()
            };
            let made = incoming.accept(&template, &acceptance);
            (made.to_bytes(), incoming.report(&template))
        }
    };
    write(output, &made)?;
    if let Some(path) = report {
        let mut json = serde_json::to_vec_pretty(&told).map_err(text)?;
        json.push(b'\n');
        write(path, &json)?;
    }
    if output.as_os_str() != "-" && report.is_none_or(|p| p.as_os_str() != "-") {
        print(
            format!(
                "{} words: {} placed, {} the form’s own, {} wait for a place, {} lost\n",
                told.source_words,
                told.placed_words,
                told.recognised_words,
                told.unplaced_words,
                told.lost_words
            )
            .as_bytes(),
        )?;
    }
    Ok(Outcome::Done)
}

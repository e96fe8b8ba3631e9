//! The data protection officer, with whom a new assessment begins.

use crate::{Answer, Approval, Assessment, Template};

impl Assessment {
    /// Names the data protection officer wherever the template says that they are named; a part that is empty is left out, and
    /// whatever does not fit the template is not filled in.
    pub fn name_officer(&mut self, template: &Template, name: &str, email: &str) {
        let Some(roles) = &template.roles.officer else { return };
        let (name, email) = (name.trim(), email.trim());
        let mut texts = Vec::new();
        for (field, words) in [(&roles.name, name), (&roles.email, email)] {
            texts.extend(
                field.iter().map(|f| (f, Answer::Text(words.to_owned()))).filter(|_| !words.is_empty()),
            );
        }
        if !name.is_empty() {
            let parts = [name, &roles.office, email];
            let named = parts.into_iter().filter(|p| !p.is_empty()).collect::<Vec<_>>().join(", ");
            let approval = Answer::Approval(Approval { name: named, ..Approval::default() });
            texts.extend(roles.approval.iter().map(|f| (f, approval.clone())));
        }
        for (field, answer) in texts {
            let kind = template.field(field).map(|f| &f.kind);
            if kind.is_some_and(|k| crate::edit::fits(template, k, Some(&answer)).is_ok()) {
                self.answers.entry(field.clone()).or_insert(answer);
            }
        }
    }
}

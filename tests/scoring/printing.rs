//! A filled form as a partner's office prints it: not our layout, but HTML that LibreOffice turns into Word and PDF, in ways
//! that vary: other numbers, labels reworded, rows in one table or in many, front matter left out.

use std::collections::BTreeMap;
use std::fmt::Write;

use model::{
    Answer, Block, Choice, Draw, Field, Inline, Kind, Layout, Prose, Question, Section, Template, YesNo,
};

use crate::chance::Chance;

/// How an office prints the form.
#[derive(Debug, Clone, Copy, Default)]
pub struct Office {
    /// Numbers: the form's, none, or others.
    pub numbers: Numbers,
    /// Whether labels are slightly reworded.
    pub reworded: bool,
    /// Whether title, definition and versions are left out.
    pub no_front: bool,
    /// Boxes as ☒ before their words; else X in a cell after them.
    pub glyphs: bool,
    /// Whether guidance is left out.
    pub terse: bool,
    /// Whether yes and no are two boxes.
    pub yes_boxes: bool,
    /// Whether the questions of a section stand in one table.
    pub one_table: bool,
    /// Whether an answer stands in the cell of its question, under it.
    pub same_cell: bool,
}

/// Numbers of questions.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Numbers {
    /// As the form has them.
    #[default]
    Own,
    /// None.
    None,
    /// Counted through, from 1.
    Through,
}

/// Draws how an office prints.
pub fn office(chance: &mut Chance) -> Office {
    Office {
        numbers: *chance.pick(&[Numbers::Own, Numbers::Own, Numbers::None, Numbers::Through]),
        reworded: chance.percent(40),
        no_front: chance.percent(30),
        glyphs: chance.percent(50),
        terse: chance.percent(40),
        yes_boxes: chance.percent(25),
        one_table: chance.percent(50),
        same_cell: chance.percent(25),
    }
}

/// Prints answers as HTML.
pub fn html(template: &Template, answers: &BTreeMap<String, Answer>, office: Office) -> String {
    let mut press = Press { template, answers, office, out: String::new(), count: 0 };
    press.out.push_str("<html><head><meta charset=\"utf-8\"></head><body>");
    if !office.no_front {
        let _ =
            write!(press.out, "<h1>{}</h1><p>{}</p>", escape(&template.title), escape(&template.definition));
    }
    for section in &template.sections {
        let versions = template.roles.versions.as_ref().map(|v| v.field.as_str());
        let front =
            section.questions.iter().any(|q| q.fields.iter().any(|f| Some(f.id.as_str()) == versions));
        if !(office.no_front && front) {
            press.section(section);
        }
    }
    press.out.push_str("</body></html>");
    press.out
}

struct Press<'t> {
    template: &'t Template,
    answers: &'t BTreeMap<String, Answer>,
    office: Office,
    out: String,
    count: usize,
}

impl Press<'_> {
    fn section(&mut self, section: &Section) {
        let _ = write!(self.out, "<h2>{}</h2>", escape(&section.title));
        if let Some(text) = &section.instruction {
            let _ = write!(self.out, "<p>{}</p>", escape(text));
        }
        match &section.layout {
            Layout::Screening { heads, .. } => self.screening(section, heads),
            Layout::Labels { .. } => self.labels(section),
            Layout::Approvals { heads, .. } => self.approvals(section, heads),
            Layout::Glossary => {
                for entry in &section.glossary {
                    self.out.push_str(&prose(&entry.text));
                }
            }
            _ => {
                self.open();
                for (i, q) in section.questions.iter().enumerate() {
                    if i > 0 && !self.office.one_table {
                        self.out.push_str("</table>");
                        self.open();
                    }
                    self.question(q);
                }
                self.out.push_str("</table>");
            }
        }
        for text in &section.closing {
            let _ = write!(self.out, "<p>{}</p>", escape(text));
        }
    }

    fn number(&mut self, question: &Question) -> String {
        self.count += 1;
        match self.office.numbers {
            Numbers::Own => question.number.clone().unwrap_or_default(),
            Numbers::None => String::new(),
            Numbers::Through => format!("{}.", self.count),
        }
    }

    fn wording(&self, text: &str) -> String {
        if !self.office.reworded {
            return escape(text);
        }
        const OTHERS: &[(&str, &str)] = &[
            ("Does the project involve", "Will the project involve"),
            ("How will you", "How do you"),
            ("Are there", "Do you have"),
            ("processed/shared", "processed or shared"),
            ("individuals", "people"),
            ("Has a", "Was a"),
        ];
        escape(&OTHERS.iter().fold(text.to_owned(), |t, (a, b)| t.replacen(a, b, 1)))
    }

    fn screening(&mut self, section: &Section, heads: &[String; 4]) {
        self.heads(heads);
        for q in &section.questions {
            let number = self.number(q);
            let category = escape(q.category.as_deref().unwrap_or(""));
            let answer = q.fields.first().map(|f| self.field(f)).unwrap_or_default();
            let wording = self.wording(&q.wording);
            let _ = write!(
                self.out,
                "<tr><td>{number}</td><td>{category}</td><td>{wording}</td><td>{answer}</td></tr>"
            );
        }
        self.out.push_str("</table>");
    }

    fn open(&mut self) {
        self.out.push_str("<table border=1 width=\"100%\">");
    }

    fn heads(&mut self, heads: &[String]) {
        self.out.push_str("<table border=1 width=\"100%\"><tr>");
        for head in heads {
            let _ = write!(self.out, "<td><b>{}</b></td>", escape(head));
        }
        self.out.push_str("</tr>");
    }

    fn labels(&mut self, section: &Section) {
        self.out.push_str("<table border=1 width=\"100%\">");
        for q in &section.questions {
            let wording =
                format!("{} {}", self.wording(&q.wording), escape(q.aside.as_deref().unwrap_or("")));
            if let [field] = q.fields.as_slice() {
                let answer = self.field(field);
                let _ = write!(self.out, "<tr><td>{wording}</td><td colspan=2>{answer}</td></tr>");
                continue;
            }
            for (i, field) in q.fields.iter().enumerate() {
                let label = escape(field.label.as_deref().unwrap_or(""));
                let answer = self.field(field);
                let first = if i == 0 {
                    format!("<td rowspan={}>{wording}</td>", q.fields.len())
                } else {
                    String::new()
                };
                let _ = write!(self.out, "<tr>{first}<td>{label}</td><td>{answer}</td></tr>");
            }
        }
        self.out.push_str("</table>");
    }

    fn approvals(&mut self, section: &Section, heads: &[String; 3]) {
        self.heads(heads);
        for q in &section.questions {
            let wording = self.wording(&q.wording);
            let Some(field) = q.fields.first() else { continue };
            let answer = self.field(field);
            if field.kind == Kind::Prose {
                let _ = write!(self.out, "<tr><td colspan=3><p>{wording}</p>{answer}</td></tr>");
                continue;
            }
            let notes =
                q.fields.iter().find(|f| f.draw == Draw::Notes).map(|f| self.field(f)).unwrap_or_default();
            let note = escape(q.note.as_deref().unwrap_or(""));
            let _ = write!(self.out, "<tr><td>{wording}</td><td>{answer}</td><td>{note}{notes}</td></tr>");
        }
        self.out.push_str("</table>");
    }

    fn question(&mut self, q: &Question) {
        let number = self.number(q);
        let mut wording =
            format!("<p>{} {}</p>", self.wording(&q.wording), escape(q.aside.as_deref().unwrap_or("")));
        if !self.office.terse {
            q.guidance.iter().for_each(|g| wording.push_str(&format!("<p>{}</p>", escape(g))));
        }
        let beside = q.fields.iter().find(|f| matches!(f.draw, Draw::Beside { .. }));
        let right = match beside {
            Some(field) => self.field(field),
            None => escape(q.head.as_ref().map_or("", |h| &h.text)),
        };
        let own =
            q.fields.iter().find(|f| f.kind == Kind::Prose && f.label.is_none() && f.draw == Draw::Below);
        let under = own.filter(|_| self.office.same_cell && q.matrix.is_none());
        let text = under.map(|f| self.field(f)).unwrap_or_default();
        let _ = write!(self.out, "<tr><td>{number}</td><td>{wording}{text}</td><td>{right}</td></tr>");
        if let Some(matrix) = &q.matrix {
            self.out.push_str("</table>");
            self.heads(&matrix.columns.iter().map(|c| c.title.clone()).collect::<Vec<_>>());
            for band in &matrix.bands {
                let (wide, title) = (matrix.columns.len(), escape(&band.title));
                let _ = write!(self.out, "<tr><td colspan={wide}><b>{title}</b></td></tr><tr>");
                for column in &matrix.columns {
                    let here = |f: &&Field| matches!(&f.draw, Draw::Cell { band: b, column: c } if *b == band.id && *c == column.id);
                    let cell: String = q.fields.iter().filter(here).map(|f| self.field(f)).collect();
                    let _ = write!(self.out, "<td>{cell}</td>");
                }
                self.out.push_str("</tr>");
            }
            self.out.push_str("</table>");
            self.open();
            return;
        }
        let done = |f: &&Field| [beside, under].into_iter().flatten().any(|d| d.id == f.id);
        for field in q.fields.iter().filter(|f| !done(f)) {
            self.part(field);
        }
    }

    fn part(&mut self, field: &Field) {
        let label = field.label.as_deref().map(escape);
        let answer = self.field(field);
        match (&field.kind, &field.draw, label) {
            (Kind::Attachments | Kind::Conditions { .. }, ..) => {}
            (Kind::Table { .. } | Kind::Boxes { .. }, draw, _) => {
                let title = match draw {
                    Draw::Grid { title: Some(title) } => format!("<p><b>{}</b></p>", escape(title)),
                    _ => String::new(),
                };
                let _ = write!(self.out, "</table>{title}{answer}<table border=1 width=\"100%\">");
            }
            (_, Draw::Line { .. } | Draw::Labelled { .. }, Some(label)) => {
                let _ = write!(self.out, "<tr><td></td><td>{label}</td><td>{answer}</td></tr>");
            }
            (_, _, Some(label)) => {
                let _ = write!(
                    self.out,
                    "<tr><td></td><td colspan=2>{label}</td></tr><tr><td></td><td colspan=2>{answer}</td></tr>"
                );
            }
            _ => {
                let _ = write!(self.out, "<tr><td></td><td colspan=2>{answer}</td></tr>");
            }
        }
    }

    fn field(&self, field: &Field) -> String {
        let answer = self.answers.get(&field.id);
        match &field.kind {
            Kind::Table { columns, rows, .. } => {
                let mut out = String::from("<table border=1 width=\"100%\"><tr>");
                if !rows.is_empty() {
                    out.push_str("<td></td>");
                }
                columns.iter().for_each(|c| out.push_str(&format!("<td><b>{}</b></td>", escape(&c.title))));
                out.push_str("</tr>");
                let Some(Answer::Table(data)) = answer else { return format!("{out}</table>") };
                for row in data {
                    out.push_str("<tr>");
                    if let Some(label) = rows.iter().find(|r| r.id == row.id) {
                        out.push_str(&format!("<td>{}</td>", escape(&label.label)));
                    }
                    for column in columns {
                        let cell = self.plain(&column.kind, row.cells.get(&column.id));
                        out.push_str(&format!("<td>{cell}</td>"));
                    }
                    out.push_str("</tr>");
                }
                format!("{out}</table>")
            }
            Kind::Boxes { rows } => {
                let ticked = |id: &str| matches!(answer, Some(Answer::Boxes(set)) if set.contains(id));
                let cell = |b: &model::BoxDef| match (self.office.glyphs, ticked(&b.id)) {
                    (true, true) => format!("<td>☒ {}</td>", escape(&b.label)),
                    (true, false) => format!("<td>☐ {}</td>", escape(&b.label)),
                    (false, on) => {
                        format!("<td>{}</td><td>{}</td>", escape(&b.label), if on { "X" } else { "" })
                    }
                };
                let row =
                    |r: &Vec<model::BoxDef>| format!("<tr>{}</tr>", r.iter().map(cell).collect::<String>());
                format!("<table border=1>{}</table>", rows.iter().map(row).collect::<String>())
            }
            kind => self.plain(kind, answer),
        }
    }

    fn plain(&self, kind: &Kind, answer: Option<&Answer>) -> String {
        let Some(answer) = answer else { return String::new() };
        match answer {
            Answer::Text(t) | Answer::Date(t) => escape(t),
            Answer::Prose(p) => prose(p),
            Answer::YesNo(YesNo::Other(other)) | Answer::Choice(Choice::Other(other)) => escape(other),
            Answer::YesNo(yes) if self.office.yes_boxes => {
                let mark = |on| if on { "☒" } else { "☐" };
                format!("{} Yes {} No", mark(*yes == YesNo::Yes), mark(*yes == YesNo::No))
            }
            Answer::YesNo(YesNo::Yes) => "Yes".into(),
            Answer::YesNo(_) => "No".into(),
            Answer::Choice(Choice::Option(id)) => {
                let options = self.template.options(kind);
                escape(options.iter().find(|o| o.0 == id).map_or("", |o| o.1))
            }
            Answer::Approval(a) => {
                let parts: Vec<&str> =
                    [a.name.as_str(), &a.date].into_iter().filter(|p| !p.is_empty()).collect();
                escape(&parts.join(", "))
            }
            Answer::RowRef(row) => self.referred(kind, row),
            _ => String::new(),
        }
    }

    /// Repeats the words of the row that is referred to.
    fn referred(&self, kind: &Kind, row: &str) -> String {
        let Kind::RowRef { field, column } = kind else { return String::new() };
        let Some(Answer::Table(rows)) = self.answers.get(field) else { return String::new() };
        match rows.iter().find(|r| r.id == row).and_then(|r| r.cells.get(column)) {
            Some(Answer::Prose(p)) => escape(&p.text()),
            _ => String::new(),
        }
    }
}

fn prose(prose: &Prose) -> String {
    prose.0.iter().map(block).collect()
}

fn block(b: &Block) -> String {
    match b {
        Block::Paragraph { content } => format!("<p>{}</p>", content.iter().map(inline).collect::<String>()),
        Block::Bullets { items } | Block::Numbers { items } => {
            let tag = if matches!(b, Block::Bullets { .. }) { "ul" } else { "ol" };
            let item = |i: &model::Item| format!("<li>{}</li>", i.0.iter().map(block).collect::<String>());
            format!("<{tag}>{}</{tag}>", items.iter().map(item).collect::<String>())
        }
    }
}

fn inline(i: &Inline) -> String {
    match i {
        Inline::Text { text, strong, emphasis, .. } => {
            let text = escape(text);
            let text = if *strong { format!("<b>{text}</b>") } else { text };
            if *emphasis { format!("<i>{text}</i>") } else { text }
        }
        Inline::Footnote { content } => format!(" [{}]", content.iter().map(inline).collect::<String>()),
        Inline::Break => "<br>".into(),
    }
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

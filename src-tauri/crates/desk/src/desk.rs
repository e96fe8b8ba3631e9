//! The desk: the register, the templates and the assessments that are open.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard};

use model::{Approver, Assessment, Change, Edit, File, How, Place, Template};
use store::Register;

use crate::receiving::Receiving;
use crate::search::Words;
use crate::working::Working;
use crate::{Error, Now, Templates, open_file, summary, told, wire};

/// The use cases, over an open register. It can be shared between threads.
#[derive(Debug)]
pub struct Desk {
    pub(crate) register: Register,
    pub(crate) templates: Arc<Templates>,
    pub(crate) folder: PathBuf,
    pub(crate) words: Words,
    pub(crate) receiving: Receiving,
    notices: Mutex<Vec<wire::Notice>>,
    open: Mutex<BTreeMap<String, Arc<Mutex<Working>>>>,
    settings: Mutex<wire::Settings>,
    stopping: AtomicBool,
}

const SETTINGS: &str = "settings";
const STARTED: &str = "started";
pub(crate) const BACKUP: &str = "backup";

impl Desk {
    /// Opens the register in `folder`, or makes a new one there. Templates in its folder `templates` are added to the
    /// program's own.
    ///
    /// # Errors
    /// [`Error::Store`] when the register cannot be opened.
    pub fn open(folder: &Path) -> Result<Desk, Error> {
        let mut templates = Templates::built_in()?;
        let faulty = templates.add_folder(&folder.join("templates"));
        let templates = Arc::new(templates);
        let find = templates.clone();
        let (register, notices) = Register::open(
            folder,
            Arc::new(move |id| find.get(id).ok()),
            summary::summarise(templates.clone()),
        )?;
        let mut told: Vec<wire::Notice> = notices.into_iter().map(Into::into).collect();
        told.extend(faulty.into_iter().map(|(file, problem)| wire::Notice {
            weight: wire::Weight::Lost,
            text: format!("The template {file} is not used. {problem}"),
        }));
        let settings = register.setting(SETTINGS)?.and_then(|v| serde_json::from_value(v).ok());
        Ok(Desk {
            receiving: Receiving::default(),
            register,
            templates,
            folder: folder.to_owned(),
            words: Words::new(),
            notices: Mutex::new(told),
            open: Mutex::default(),
            settings: Mutex::new(settings.unwrap_or_default()),
            stopping: AtomicBool::new(false),
        })
    }

    /// Gives the folder of the register.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Has work that goes on by itself come to an end soon: the index of words, a backup that was due.
    pub fn stop(&self) {
        self.stopping.store(true, Ordering::Relaxed);
    }

    /// Takes [`Desk::stop`] back.
    pub fn go_on(&self) {
        self.stopping.store(false, Ordering::Relaxed);
    }

    /// Says whether work that goes on by itself is to end.
    pub(crate) fn is_stopping(&self) -> bool {
        self.stopping.load(Ordering::Relaxed)
    }

    /// Closes the register.
    ///
    /// # Errors
    /// As [`Register::close`].
    pub fn close(self) -> Result<(), Error> {
        Ok(self.register.close()?)
    }

    /// Gives what the window needs when it opens. At the first start the worked example is taken in and opened.
    ///
    /// # Errors
    /// [`Error::Store`].
    pub fn start(&self, now: &Now) -> Result<wire::Start, Error> {
        let first = self.register.setting(STARTED)?.is_none();
        let mut open = None;
        if first {
            if self.register.list()?.is_empty() {
                open = Some(self.add_example()?);
            }
            self.register.set_setting(STARTED, &now.at.clone().into())?;
        }
        let backup = self.register.setting(BACKUP)?;
        Ok(wire::Start {
            assessments: self.list()?,
            templates: self.templates.all().iter().map(|t| template_info(t)).collect(),
            notices: self.take_notices(),
            settings: self.settings(),
            folder: self.folder.display().to_string(),
            open,
            brought: wire::BroughtIn::default(),
            waiting: self.waiting(),
            first,
            backup: backup.and_then(|v| serde_json::from_value(v).ok()),
            program: env!("CARGO_PKG_VERSION").to_owned(),
        })
    }

    /// Gives, once, what is to be told: what the register had to repair, templates that cannot be used.
    pub fn take_notices(&self) -> Vec<wire::Notice> {
        let mut notices = std::mem::take(&mut *lock(&self.notices));
        notices.extend(self.register.take_notices().into_iter().map(Into::into));
        notices
    }

    /// Takes the name of whoever sits at the computer as the officer's, as long as none is set.
    ///
    /// # Errors
    /// [`Error::Store`].
    pub fn introduce(&self, name: &str) -> Result<(), Error> {
        let settings = self.settings();
        if settings.officer.is_empty() && !name.trim().is_empty() {
            self.keep_settings(wire::Settings { officer: name.trim().to_owned(), ..settings })?;
        }
        Ok(())
    }

    /// Lists all assessments, the last changed first.
    ///
    /// # Errors
    /// [`Error::Store`].
    pub fn list(&self) -> Result<Vec<wire::Summary>, Error> {
        let mut all: Vec<_> = self.register.list()?.into_iter().map(summary::line).collect();
        all.sort_by(|a, b| b.changed.cmp(&a.changed).then_with(|| a.name.cmp(&b.name)));
        Ok(all)
    }

    /// Makes a new assessment, and gives its id.
    ///
    /// # Errors
    /// [`Error::Model`] when there is no such template; [`Error::Store`].
    pub fn create(&self, args: &wire::CreateArgs, id: &str, now: &Now) -> Result<String, Error> {
        let template = self.templates.get(&args.template)?;
        let settings = self.settings();
        let mut assessment = Assessment::new(id, &template, args.name.trim(), &settings.officer, &now.day);
        assessment.name_officer(&template, &settings.dpo_name, &settings.dpo_email);
        assessment.organisation = settings.organisation;
        Ok(self.add(File::new(assessment))?)
    }

    /// Takes the worked example in, and gives its id; when it is there already, it is taken out of the archive at most.
    ///
    /// # Errors
    /// [`Error::Store`].
    pub fn add_example(&self) -> Result<String, Error> {
        let file = self.templates.sample()?;
        let id = file.assessment.id.clone();
        match self.add(file) {
            Ok(_) => {}
            Err(store::Error::Exists(_)) => self.register.unarchive(&id)?,
            Err(e) => return Err(e.into()),
        }
        Ok(id)
    }

    /// Takes in what a file holds, a `.dpia` file or a PDF that carries one, and gives the id in the register.
    ///
    /// One that is there already is not taken in again; another edition of it comes in as a draft of its own, `id`.
    ///
    /// # Errors
    /// [`Error::NothingCarried`], [`Error::Pdf`], [`Error::Model`] when it cannot be read; [`Error::Store`].
    pub fn take_in(&self, bytes: &[u8], id: &str) -> Result<String, Error> {
        let carried;
        let bytes = if bytes.starts_with(b"%PDF") {
            carried = crate::extract(bytes)?;
            &carried
        } else {
            bytes
        };
        let mut file = open_file(&self.templates, bytes)?;
        if file.assessment.status.is_open() {
            // It is printed in the style of the office that has it in hand.
            file.assessment.house = None;
            let named: Vec<&str> = file
                .versions
                .iter()
                .map(|v| &v.assessment)
                .chain([&file.assessment])
                .flat_map(Assessment::file_names)
                .collect();
            file.files.retain(|name, _| named.contains(&name.as_str()));
        }
        match self.register.file(&file.assessment.id) {
            Ok(there) if there == file => {
                let there = there.assessment.id;
                self.register.unarchive(&there)?;
                return Ok(there);
            }
            Err(store::Error::NotFound(_)) => {}
            _ => {
                file.versions.clear();
                file.assessment = copy(file.assessment, id);
            }
        }
        let there = file.assessment.id.clone();
        match self.add(file.clone()) {
            Err(store::Error::Id(_)) => {
                file.assessment = copy(file.assessment, id);
                Ok(self.add(file)?)
            }
            done => done.map(|_| there).map_err(Into::into),
        }
    }

    /// Gives a form.
    ///
    /// # Errors
    /// [`Error::Model`] when there is none.
    pub fn form(&self, template: &str) -> Result<wire::Form, Error> {
        Ok(wire::Form::from(self.templates.get(template)?.as_ref()))
    }

    /// Opens an assessment.
    ///
    /// # Errors
    /// [`Error::Store`] or [`Error::Model`].
    pub fn view(&self, id: &str) -> Result<wire::View, Error> {
        let working = self.working(id)?;
        let working = lock(&working);
        // What cannot be remembered is no reason not to open it.
        let _ = self.remember(id);
        self.view_of(&working)
    }

    /// Changes an assessment. When this returns, the change is on the disk.
    ///
    /// # Errors
    /// [`Error::Model`] when it is stale or does not fit; [`Error::Store`].
    pub fn edit(&self, args: wire::EditArgs, now: &Now) -> Result<wire::Edited, Error> {
        let by = self.settings().officer;
        let working = self.working(&args.id)?;
        let mut working = lock(&working);
        let template = self.template(&working.assessment)?;
        let change = args.change.into_model(&working.assessment, &by, &now.at);
        let change = with_short_name(&template, &working.assessment, change);
        let edit =
            Edit { against: args.against, by, at: now.at.clone(), change, group: args.group, how: How::Made };
        let also = self.make(&mut working, &template, &edit)?;
        Ok(wire::Edited { also, ..working.state(&template) })
    }

    /// Undoes the last step that is not undone.
    ///
    /// # Errors
    /// [`Error::Nothing`] when there is none; as [`Desk::edit`].
    pub fn undo(&self, args: &wire::StepArgs, now: &Now) -> Result<wire::View, Error> {
        self.step(args, How::Undone, now)
    }

    /// Does again what was undone last.
    ///
    /// # Errors
    /// As [`Desk::undo`].
    pub fn redo(&self, args: &wire::StepArgs, now: &Now) -> Result<wire::View, Error> {
        self.step(args, How::Redone, now)
    }

    /// Takes a step in the life of an assessment.
    ///
    /// # Errors
    /// [`Error::Model`] when it cannot be taken; [`Error::Store`].
    pub fn life(&self, args: wire::LifeArgs, now: &Now) -> Result<wire::View, Error> {
        let by = self.settings().officer;
        let working = self.working(&args.id)?;
        let mut working = lock(&working);
        let template = self.template(&working.assessment)?;
        let a = &working.assessment;
        let change = match args.step {
            wire::LifeStep::RequestReview => model::request_review(a),
            wire::LifeStep::HandBack => model::hand_back(a),
            wire::LifeStep::Withdraw => model::withdraw(a),
            wire::LifeStep::BeginVersion { reason, from } => {
                let begun = model::begin_version(&template, a, &reason, &by, &now.day)?;
                match from {
                    Some(number) => return self.begin(&mut working, &template, &number, begun, by, now),
                    None => Ok(begun),
                }
            }
            wire::LifeStep::SignOff { name, on, reason } => {
                let unprintable = crate::characters::findings(&template, a).len();
                if unprintable > 0 {
                    return Err(model::Error::Blocked(unprintable).into());
                }
                model::sign_off(&template, a, &Approver { name, on, reason }, &self.office())
            }
        }?;
        let edit = Edit { against: a.revision, by, at: now.at.clone(), change, group: None, how: How::Made };
        self.make(&mut working, &template, &edit)?;
        self.view_of(&working)
    }

    fn begin(
        &self,
        working: &mut Working,
        template: &Template,
        number: &str,
        begun: Change,
        by: String,
        now: &Now,
    ) -> Result<wire::View, Error> {
        let change = self.begin_from(&working.assessment, template, number, begun)?;
        let against = working.assessment.revision;
        let edit = Edit { against, by, at: now.at.clone(), change, group: None, how: How::Made };
        self.make(working, template, &edit)?;
        self.view_of(working)
    }

    /// Puts an assessment away or takes it out again, and gives the list.
    ///
    /// # Errors
    /// [`Error::Store`].
    pub fn archive(&self, args: &wire::ArchiveArgs) -> Result<Vec<wire::Summary>, Error> {
        if args.archived { self.register.archive(&args.id) } else { self.register.unarchive(&args.id) }?;
        self.list()
    }

    /// Lists the edits of an assessment, newest first, in words.
    ///
    /// # Errors
    /// As [`Desk::view`].
    pub fn history(&self, id: &str) -> Result<Vec<wire::HistoryItem>, Error> {
        let (a, entries) = (self.register.get(id)?, self.register.history(id)?);
        let template = self.template(&a)?;
        let item = |entry: &store::Entry| {
            let (after, before) =
                (told::tell(&template, &a, &entry.edit.change), told::tell(&template, &a, &entry.inverse));
            wire::HistoryItem {
                revision: entry.revision,
                by: entry.edit.by.clone(),
                at: entry.edit.at.clone(),
                how: match entry.edit.how {
                    How::Made => wire::How::Made,
                    How::Undone => wire::How::Undone,
                    How::Redone => wire::How::Redone,
                },
                what: after.what,
                question: after.question,
                before: before.words,
                after: after.words,
            }
        };
        Ok(entries.iter().rev().map(item).collect())
    }

    /// Gives the settings.
    pub fn settings(&self) -> wire::Settings {
        lock(&self.settings).clone()
    }

    /// Keeps the settings.
    ///
    /// # Errors
    /// [`Error::TooPale`] or [`Error::NoColour`] when the paper could not be read in its colour; [`Error::Store`].
    pub fn keep_settings(&self, settings: wire::Settings) -> Result<wire::Settings, Error> {
        crate::house::accept(&settings)?;
        let value = serde_json::to_value(&settings).unwrap_or_default();
        self.register.set_setting(SETTINGS, &value)?;
        lock(&self.settings).clone_from(&settings);
        Ok(settings)
    }

    /// Takes a new assessment in, and gives its id.
    pub(crate) fn add(&self, file: File) -> Result<String, store::Error> {
        let id = self.register.add(file)?.id;
        self.words.changed(&id);
        Ok(id)
    }

    pub(crate) fn template(&self, assessment: &Assessment) -> Result<Arc<Template>, Error> {
        Ok(self.templates.get(&assessment.template.id)?)
    }

    /// Finds an open assessment, or opens it.
    pub(crate) fn working(&self, id: &str) -> Result<Arc<Mutex<Working>>, Error> {
        if let Some(working) = lock(&self.open).get(id) {
            return Ok(working.clone());
        }
        let assessment = self.register.get(id)?;
        let history = self.register.history(id)?;
        let working = Arc::new(Mutex::new(Working::new(assessment, &history)));
        Ok(lock(&self.open).entry(id.to_owned()).or_insert(working).clone())
    }

    pub(crate) fn make(
        &self,
        working: &mut Working,
        template: &Template,
        edit: &Edit,
    ) -> Result<BTreeMap<String, Option<wire::Answer>>, Error> {
        let id = working.assessment.id.clone();
        let also = working.edit(template, edit, |edit| Ok(self.register.edit(&id, edit)?));
        // Only now: a search in between would take the old words for the new ones.
        self.words.changed(&id);
        also
    }

    pub(crate) fn view_of(&self, working: &Working) -> Result<wire::View, Error> {
        let a = &working.assessment;
        let template = self.template(a)?;
        let info = |v: &model::Version| wire::VersionInfo {
            version: v.assessment.version.clone(),
            status: v.assessment.status.into(),
            seal: v.assessment.seal.as_ref().map(Into::into),
        };
        Ok(wire::View {
            id: a.id.clone(),
            template: a.template.id.clone(),
            organisation: a.organisation.clone(),
            answers: a.answers.iter().map(|(f, x)| (f.clone(), x.into())).collect(),
            seal: a.seal.as_ref().map(Into::into),
            versions: self.register.versions(&a.id)?.iter().map(info).collect(),
            received: a.received.iter().map(Into::into).collect(),
            origins: working.origins(),
            state: working.state(&template),
        })
    }

    fn step(&self, args: &wire::StepArgs, how: How, now: &Now) -> Result<wire::View, Error> {
        let working = self.working(&args.id)?;
        let mut working = lock(&working);
        let template = self.template(&working.assessment)?;
        let edit = working.step(how, args.against, &self.settings().officer, now)?;
        self.make(&mut working, &template, &edit)?;
        self.view_of(&working)
    }
}

/// Takes a lock; a thread that panicked while it held it left whole values behind.
pub(crate) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
}

fn template_info(t: &Template) -> wire::TemplateInfo {
    wire::TemplateInfo { id: t.id.clone(), name: t.name.clone(), edition: t.edition.clone() }
}

/// Makes a draft of its own out of an assessment, with the same answers.
pub(crate) fn copy(assessment: Assessment, id: &str) -> Assessment {
    let status = model::Status::Draft;
    Assessment { id: id.to_owned(), status, seal: None, house: None, revision: 0, ..assessment }
}

/// The short name follows the project's name until the officer gives it one of its own.
fn with_short_name(template: &Template, a: &Assessment, change: Change) -> Change {
    let Change::SetAnswer { at: Place { field, row: None, .. }, answer } = &change else { return change };
    let text = |answer: Option<&model::Answer>| match answer {
        Some(model::Answer::Text(t)) => t.trim().to_owned(),
        _ => String::new(),
    };
    let (old, new) = (text(a.answers.get(field)), text(answer.as_ref()));
    if *field != template.roles.name || a.name != old || new == old {
        return change;
    }
    Change::Several { changes: vec![change, Change::SetName { name: new }] }
}

//! What the shell holds: the desk, opened on a thread of its own while the window is being made, and the work under way.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::time::Duration;

use desk::wire::Problem;
use desk::{Desk, Now};

use crate::jobs::Jobs;

/// The state of the shell.
#[derive(Debug)]
pub struct Shell {
    opening: Arc<Opening>,
    /// Work that can be cancelled.
    pub jobs: Jobs,
    /// The files that the program was started with, until the window has asked for them.
    pub asked_for: Mutex<Vec<PathBuf>>,
}

type Opened = Result<Arc<Desk>, Problem>;

#[derive(Debug, Default)]
struct Opening {
    desk: Mutex<Option<Opened>>,
    ready: Condvar,
}

impl Shell {
    /// Begins to open the desk over the register in `folder`.
    pub fn open(folder: PathBuf, asked_for: Vec<PathBuf>) -> Shell {
        let opening = Arc::new(Opening::default());
        let there = opening.clone();
        std::thread::spawn(move || {
            let opened = patiently(&folder).map(Arc::new).map_err(Problem::from);
            let desk = opened.as_ref().ok().cloned();
            *there.desk.lock().unwrap_or_else(PoisonError::into_inner) = Some(opened);
            there.ready.notify_all();
            if let Some(desk) = desk {
                by_itself(&desk);
            }
        });
        Shell { opening, jobs: Jobs::default(), asked_for: Mutex::new(asked_for) }
    }

    /// Gives the desk, once it is open.
    ///
    /// # Errors
    /// Why it could not be opened.
    pub fn desk(&self) -> Opened {
        let mut desk = self.opening.desk.lock().unwrap_or_else(PoisonError::into_inner);
        loop {
            match &*desk {
                Some(opened) => return opened.clone(),
                None => desk = self.opening.ready.wait(desk).unwrap_or_else(PoisonError::into_inner),
            }
        }
    }

    /// Lets go of the desk, which closes the register.
    pub fn shut(&self) {
        let opened = self.opening.desk.lock().unwrap_or_else(PoisonError::into_inner).take();
        let Some(Ok(mut desk)) = opened else { return };
        desk.stop();
        // Whoever still works at it lets go soon; what is not closed in time is compared at the next start.
        for _ in 0..100 {
            match Arc::try_unwrap(desk) {
                Ok(desk) => {
                    if let Err(error) = desk.close() {
                        eprintln!("{error}");
                    }
                    return;
                }
                Err(shared) => desk = shared,
            }
            std::thread::sleep(Duration::from_millis(50));
        }
    }
}

/// Does what nobody waits for: the index of words, and a backup that is due.
fn by_itself(desk: &Desk) {
    for done in [desk.index_words(), desk.backup_when_due(&Now::read()).map(|_| ())] {
        if let Err(error) = done {
            eprintln!("{error}");
        }
    }
}

/// Opens the desk; one that was closed a moment ago may still be letting go of its register.
fn patiently(folder: &Path) -> Result<Desk, desk::Error> {
    for _ in 0..50 {
        match Desk::open(folder) {
            Err(error) if error.is_in_use() => std::thread::sleep(Duration::from_millis(100)),
            done => return done,
        }
    }
    Desk::open(folder)
}

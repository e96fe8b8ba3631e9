//! What the shell holds: the desk, opened on a thread of its own while the window is being made, and the work under way.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::time::Duration;

use desk::wire::{self, Code, Problem};
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
        let Some(Ok(desk)) = opened else { return };
        // What is not closed in time is compared at the next start.
        if let Ok(desk) = alone(desk)
            && let Err(error) = desk.close()
        {
            eprintln!("{error}");
        }
    }

    /// Puts a backup in the place of the register, which is kept beside. Whoever asks for the desk meanwhile waits.
    ///
    /// # Errors
    /// When somebody still works at the desk, or the backup cannot be restored; the register is then as it was.
    pub fn restore(
        &self,
        backup: &Path,
        progress: &mut dyn FnMut(wire::Step) -> bool,
    ) -> Result<(), Problem> {
        let mut slot = self.opening.desk.lock().unwrap_or_else(PoisonError::into_inner);
        let desk = match slot.take() {
            Some(Ok(desk)) => desk,
            other => {
                *slot = other;
                return Err(busy());
            }
        };
        let desk = match alone(desk) {
            Ok(desk) => desk,
            Err(shared) => {
                shared.go_on();
                *slot = Some(Ok(shared));
                return Err(busy());
            }
        };
        let folder = desk.folder().to_owned();
        let restored = desk.close().and_then(|()| desk::restore(backup, &folder, true, progress));
        *slot = Some(patiently(&folder).map(Arc::new).map_err(Problem::from));
        restored.map(|_| ()).map_err(Problem::from)
    }
}

/// Waits until nobody else works at the desk; gives it back shared when that takes too long.
fn alone(mut desk: Arc<Desk>) -> Result<Desk, Arc<Desk>> {
    desk.stop();
    for _ in 0..100 {
        match Arc::try_unwrap(desk) {
            Ok(desk) => return Ok(desk),
            Err(shared) => desk = shared,
        }
        std::thread::sleep(Duration::from_millis(50));
    }
    Err(desk)
}

fn busy() -> Problem {
    Problem {
        code: Code::Other,
        message: "Other work is still under way. Wait until it is done, then restore the backup again."
            .into(),
        hints: Vec::new(),
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

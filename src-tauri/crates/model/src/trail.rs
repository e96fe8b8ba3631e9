//! What can be undone and done again, worked out from the history: so that it survives a restart.

use crate::{Change, Edit, How};

/// The steps that can be undone and done again.
///
/// A step is one edit, or several in a row of one group. A step in the life of the assessment (sign-off, a new version)
/// cannot be undone, and nothing before it can.
#[derive(Debug, Clone, Default)]
pub struct Trail {
    done: Vec<Step>,
    undone: Vec<Step>,
}

/// A step: what it changed, and what takes it back.
#[derive(Debug, Clone)]
struct Step {
    group: Option<String>,
    change: Change,
    back: Vec<Change>,
}

impl Trail {
    /// Takes note of an edit that was made, with the change that undoes it.
    pub fn push(&mut self, edit: &Edit, inverse: &Change) {
        let step =
            |change: &Change| Step { group: None, change: change.clone(), back: vec![inverse.clone()] };
        match edit.how {
            _ if is_life(&edit.change) => *self = Trail::default(),
            How::Made => {
                self.undone.clear();
                match self.done.last_mut() {
                    Some(last) if last.group.is_some() && last.group == edit.group => {
                        last.back.push(inverse.clone());
                        last.change = edit.change.clone();
                    }
                    _ => self.done.push(Step { group: edit.group.clone(), ..step(&edit.change) }),
                }
            }
            How::Undone => {
                let change = self.done.pop().map_or_else(|| edit.change.clone(), |s| s.change);
                self.undone.push(step(&change));
            }
            How::Redone => {
                let change = self.undone.pop().map_or_else(|| edit.change.clone(), |s| s.change);
                self.done.push(step(&change));
            }
        }
    }

    /// Gives the change that undoes the last step.
    pub fn undo(&self) -> Option<Change> {
        self.done.last().map(Step::taken_back)
    }

    /// Gives the change that does the last undone step again.
    pub fn redo(&self) -> Option<Change> {
        self.undone.last().map(Step::taken_back)
    }

    /// Gives what the last step changed, to name what Undo would undo.
    pub fn last_done(&self) -> Option<&Change> {
        self.done.last().map(|s| &s.change)
    }

    /// Gives what the last undone step changed, to name what Redo would do.
    pub fn last_undone(&self) -> Option<&Change> {
        self.undone.last().map(|s| &s.change)
    }
}

impl Step {
    fn taken_back(&self) -> Change {
        match self.back.as_slice() {
            [one] => one.clone(),
            several => Change::Several { changes: several.iter().rev().cloned().collect() },
        }
    }
}

fn is_life(change: &Change) -> bool {
    match change {
        Change::SetLife { .. } => true,
        Change::Several { changes } => changes.iter().any(is_life),
        _ => false,
    }
}

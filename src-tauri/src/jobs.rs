//! Work under way that the officer can stop.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

/// The work under way, by the name that the window gave it.
#[derive(Debug, Default)]
pub struct Jobs(Mutex<BTreeMap<String, Arc<AtomicBool>>>);

impl Jobs {
    /// Begins a job; what it gives turns true when the job is to stop.
    pub fn begin(&self, name: &str) -> Arc<AtomicBool> {
        let stop = Arc::new(AtomicBool::new(false));
        self.0.lock().unwrap_or_else(PoisonError::into_inner).insert(name.to_owned(), stop.clone());
        stop
    }

    /// Ends a job.
    pub fn end(&self, name: &str) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).remove(name);
    }

    /// Has a job stop.
    pub fn stop(&self, name: &str) {
        if let Some(job) = self.0.lock().unwrap_or_else(PoisonError::into_inner).get(name) {
            job.store(true, Ordering::Relaxed);
        }
    }
}

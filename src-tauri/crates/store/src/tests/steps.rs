//! Ends a process between every two steps of everything that the register does, and looks at what is left.

use std::sync::atomic::{AtomicU64, Ordering};

static PASSED: AtomicU64 = AtomicU64::new(0);

/// Ends the process at the step that `DPIA_STOP_AT` names, as a kill does: nothing is flushed, dropped or unwound.
pub(crate) fn passed() {
    let n = PASSED.fetch_add(1, Ordering::SeqCst) + 1;
    let stop = std::env::var("DPIA_STOP_AT").ok().and_then(|n| n.parse().ok());
    if stop == Some(n) {
        std::process::abort();
    }
}

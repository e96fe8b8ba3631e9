//! The one place that reads the clock and draws random numbers; everything below takes them as arguments.

use jiff::Zoned;

/// A moment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Now {
    /// RFC 3339, UTC, to the second.
    pub at: String,
    /// The day where the officer is, `yyyy-mm-dd`.
    pub day: String,
}

impl Now {
    /// Reads the clock.
    pub fn read() -> Now {
        let now = Zoned::now();
        Now {
            at: now.timestamp().strftime("%Y-%m-%dT%H:%M:%SZ").to_string(),
            day: now.strftime("%Y-%m-%d").to_string(),
        }
    }
}

impl Now {
    /// Counts the whole days since an earlier moment (RFC 3339); many, when that cannot be read.
    pub fn days_since(&self, earlier: &str) -> i64 {
        let read = |text: &str| text.parse::<jiff::Timestamp>().ok();
        match (read(&self.at), read(earlier)) {
            (Some(now), Some(then)) => (now.as_second() - then.as_second()) / 86_400,
            _ => i64::MAX,
        }
    }
}

/// Draws the id of a new assessment: it can name a file on every system.
pub fn new_id() -> String {
    format!("a-{}", uuid::Uuid::new_v4().simple())
}

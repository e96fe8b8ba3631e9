//! The assessments that were opened last, for the menu.

use crate::Error;
use crate::desk::Desk;

const RECENT: &str = "recent";
/// So many are remembered.
const MOST: usize = 8;

impl Desk {
    /// Lists the assessments that were opened last, newest first: id and name. Those that were put away are left out.
    ///
    /// # Errors
    /// [`Error::Store`].
    pub fn recent(&self) -> Result<Vec<(String, String)>, Error> {
        let all = self.register.list()?;
        let one = |id: String| {
            let there = all.iter().find(|s| s.id == id && !s.archived)?;
            Some((id, there.name.clone()))
        };
        Ok(self.recent_ids()?.into_iter().filter_map(one).collect())
    }

    /// Remembers that an assessment was opened.
    pub(crate) fn remember(&self, id: &str) -> Result<(), Error> {
        let mut ids = self.recent_ids()?;
        if ids.first().is_some_and(|first| first == id) {
            return Ok(());
        }
        ids.retain(|other| other != id);
        ids.insert(0, id.to_owned());
        ids.truncate(MOST);
        Ok(self.register.set_setting(RECENT, &ids.into())?)
    }

    fn recent_ids(&self) -> Result<Vec<String>, Error> {
        let kept = self.register.setting(RECENT)?;
        Ok(kept.and_then(|v| serde_json::from_value(v).ok()).unwrap_or_default())
    }
}

//! The house style: the logo and the colour that the settings give to the paper.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use layout::{Colour, LEAST_CONTRAST, Picture};
use model::{File, House};

use crate::desk::Desk;
use crate::{Error, wire};

impl Desk {
    /// Gives the house style that the settings say, in which open assessments are printed; none for the form's own look.
    pub fn house(&self) -> Option<House> {
        let settings = self.settings();
        let organisation = settings.organisation;
        let colour = Some(settings.paper_colour.to_lowercase()).filter(|c| Colour::from_hex(c).is_some());
        let logo = settings.logo.map(|logo| model::Logo {
            sha256: logo.sha256,
            words: if logo.words.trim().is_empty() { words_for(&organisation) } else { logo.words },
        });
        Some(House { colour, logo }).filter(|h| !h.is_plain())
    }

    /// Gives what a sign-off settles besides the answers.
    pub(crate) fn office(&self) -> model::Office {
        model::Office { house: self.house(), review_months: self.settings().review_months }
    }

    /// Reads an assessment as it is printed: an open one in the present house style.
    ///
    /// # Errors
    /// [`Error::Store`].
    pub(crate) fn printed_file(&self, id: &str) -> Result<File, Error> {
        let mut file = self.register.file(id)?;
        if file.assessment.status.is_open() {
            file.assessment.house = self.house();
            let logo = file.assessment.house.iter().flat_map(|h| &h.logo).map(|l| &l.sha256);
            for name in logo {
                let content = STANDARD.encode(self.register.get_file(name)?);
                file.files.insert(name.clone(), content);
            }
        }
        Ok(file)
    }

    /// Takes a logo into the settings: the file `name` with its content.
    ///
    /// # Errors
    /// [`Error::Picture`] when it is too large or none that prints; [`Error::Store`].
    pub fn set_logo(&self, name: &str, bytes: &[u8]) -> Result<wire::Settings, Error> {
        let made = picture::logo(name, bytes)?;
        let sha256 = self.register.put_file(&made.bytes)?;
        let settings = self.settings();
        let words = match &settings.logo {
            Some(logo) => logo.words.clone(),
            None => words_for(&settings.organisation),
        };
        let logo = Some(wire::Logo { sha256, file_name: name.to_owned(), words });
        self.keep_settings(wire::Settings { logo, ..settings })
    }

    /// Gives the logo as the address of a picture (RFC 2397); empty when there is none.
    ///
    /// # Errors
    /// [`Error::Store`] when its content is missing or damaged.
    pub fn logo(&self) -> Result<String, Error> {
        let Some(logo) = self.settings().logo else { return Ok(String::new()) };
        let bytes = self.register.get_file(&logo.sha256)?;
        let picture = Picture::read(&logo.sha256, bytes);
        Ok(picture
            .map(|p| format!("data:{};base64,{}", p.media(), STANDARD.encode(&p.bytes)))
            .unwrap_or_default())
    }
}

/// Says whether white words can be read on a colour, and the colour on white paper (WCAG 2.2, 1.4.3).
///
/// # Errors
/// [`Error::NoColour`] when it is none.
pub fn check_colour(colour: &str) -> Result<wire::ColourCheck, Error> {
    let read = Colour::from_hex(colour.trim()).ok_or_else(|| Error::NoColour(colour.to_owned()))?;
    let contrast = read.contrast_with_white();
    let darker = (contrast < LEAST_CONTRAST).then(|| read.readable().to_hex());
    Ok(wire::ColourCheck { colour: read.to_hex(), contrast, least: LEAST_CONTRAST, darker })
}

/// Refuses settings whose colour cannot be read on paper.
pub(crate) fn accept(settings: &wire::Settings) -> Result<(), Error> {
    if settings.paper_colour.is_empty() {
        return Ok(());
    }
    let check = check_colour(&settings.paper_colour)?;
    match check.darker {
        Some(darker) => Err(Error::TooPale { colour: check.colour, contrast: check.contrast, darker }),
        None => Ok(()),
    }
}

fn words_for(organisation: &str) -> String {
    format!("{} logo", organisation.trim()).trim().to_owned()
}

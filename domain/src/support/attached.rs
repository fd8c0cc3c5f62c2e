//! A file kept with a case: the school's own plan, as the school has it. What it may be is decided here, by its
//! name and by its first bytes; what is in it is read by people and by nothing of ours.

use serde::{Deserialize, Serialize};

use crate::schools::FileId;

/// A file, as a plan names it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Attached {
    pub id: FileId,
    pub name: String,
    /// Bytes.
    pub size: u32,
}

impl Attached {
    /// "240 kB", "1.2 MB".
    pub fn size_words(&self) -> String {
        match self.size {
            size if size < 1_000_000 => format!("{} kB", size.div_ceil(1_000)),
            size => format!("{}.{} MB", size / 1_000_000, size % 1_000_000 / 100_000),
        }
    }
}

/// The largest file, bytes.
pub const MOST_BYTES: usize = 5 * 1024 * 1024;
/// Files a case may have, those that were replaced among them.
pub const MOST_FILES: usize = 20;
/// The longest name, characters.
const LONGEST_NAME: usize = 120;

/// What a file may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FileKind {
    Pdf,
    Docx,
    Odt,
    Xlsx,
    Ods,
}

impl FileKind {
    pub const ALL: [Self; 5] = [Self::Pdf, Self::Docx, Self::Odt, Self::Xlsx, Self::Ods];

    /// How its name ends.
    pub fn ending(self) -> &'static str {
        match self {
            Self::Pdf => "pdf",
            Self::Docx => "docx",
            Self::Odt => "odt",
            Self::Xlsx => "xlsx",
            Self::Ods => "ods",
        }
    }

    /// As it is served.
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Pdf => "application/pdf",
            Self::Docx => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            Self::Odt => "application/vnd.oasis.opendocument.text",
            Self::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Self::Ods => "application/vnd.oasis.opendocument.spreadsheet",
        }
    }

    /// The kind a name ends with.
    pub fn of(name: &str) -> Option<Self> {
        let (_, ending) = name.rsplit_once('.')?;
        Self::ALL
            .into_iter()
            .find(|kind| ending.eq_ignore_ascii_case(kind.ending()))
    }

    fn begins(self) -> &'static [u8] {
        match self {
            Self::Pdf => b"%PDF-",
            _ => b"PK\x03\x04",
        }
    }
}

/// Why a file cannot be kept, for who sent it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum FileRefusal {
    #[error("send a PDF, or a document or spreadsheet of Word, Excel or LibreOffice")]
    Kind,
    #[error("this file is not what its name says: save it anew and send that")]
    NotWhatItSays,
    #[error("this file has macros in it: save it as a PDF and send that")]
    Macros,
    #[error("this file is empty")]
    Empty,
    #[error("a file is at most 5 MB: save it as a PDF without large pictures")]
    TooLarge,
    #[error("give the file a name of at most 120 letters, without slashes")]
    Name,
}

/// Whether a file can be kept, and what it is.
///
/// # Errors
/// Where not, and why.
pub fn check_file(name: &str, bytes: &[u8]) -> Result<FileKind, FileRefusal> {
    let plain = |letter: char| !letter.is_control() && !matches!(letter, '/' | '\\');
    let turned = |letter: char| matches!(letter, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    if name.trim().is_empty()
        || name.chars().count() > LONGEST_NAME
        || !name.chars().all(plain)
        || name.chars().any(turned)
    {
        return Err(FileRefusal::Name);
    }
    let kind = FileKind::of(name).ok_or(FileRefusal::Kind)?;
    if bytes.is_empty() {
        return Err(FileRefusal::Empty);
    }
    if bytes.len() > MOST_BYTES {
        return Err(FileRefusal::TooLarge);
    }
    if !bytes.starts_with(kind.begins()) {
        return Err(FileRefusal::NotWhatItSays);
    }
    // The names of what is packed stand in the file as they are.
    let has = |name: &[u8]| bytes.windows(name.len()).any(|part| part == name);
    if kind != FileKind::Pdf && (has(b"vbaProject.bin") || has(b"Basic/script-lc.xml")) {
        return Err(FileRefusal::Macros);
    }
    Ok(kind)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_what_its_name_and_its_first_bytes_say_and_no_more_than_that_is_taken() {
        let zip = |inside: &[u8]| [b"PK\x03\x04", inside].concat();
        assert_eq!(
            check_file("Plan 2026.PDF", b"%PDF-1.7 x"),
            Ok(FileKind::Pdf)
        );
        assert_eq!(
            check_file("plan.docx", &zip(b"word/document.xml")),
            Ok(FileKind::Docx)
        );
        for (name, bytes, refusal) in [
            ("plan.exe", zip(b""), FileRefusal::Kind),
            ("plan", zip(b""), FileRefusal::Kind),
            ("plan.html", b"<script>".to_vec(), FileRefusal::Kind),
            ("plan.pdf", b"<script>".to_vec(), FileRefusal::NotWhatItSays),
            (
                "plan.docx",
                b"%PDF-1.7".to_vec(),
                FileRefusal::NotWhatItSays,
            ),
            (
                "plan.docx",
                zip(b"word/vbaProject.bin"),
                FileRefusal::Macros,
            ),
            ("plan.pdf", Vec::new(), FileRefusal::Empty),
            ("../plan.pdf", b"%PDF-".to_vec(), FileRefusal::Name),
            ("plan\n.pdf", b"%PDF-".to_vec(), FileRefusal::Name),
            ("plan\u{202e}fdp.pdf", b"%PDF-".to_vec(), FileRefusal::Name),
            ("  ", b"%PDF-".to_vec(), FileRefusal::Name),
        ] {
            assert_eq!(check_file(name, &bytes), Err(refusal), "{name}");
        }
        let mut large = b"%PDF-".to_vec();
        large.resize(MOST_BYTES, b' ');
        assert_eq!(check_file("plan.pdf", &large), Ok(FileKind::Pdf));
        large.push(b' ');
        assert_eq!(check_file("plan.pdf", &large), Err(FileRefusal::TooLarge));
    }
}

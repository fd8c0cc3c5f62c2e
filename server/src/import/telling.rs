//! How far an import is, told to whoever waits for it. When nobody waits any more, reading stops.

use domain::api::{FileProgress, FileStage, ImportProgress, ImportStep};
use tokio::sync::watch;

use super::limits::Refused;

/// Who is told. Only the newest word is kept: a slow listener misses some, and holds up nobody.
#[derive(Debug, Clone, Default)]
pub struct Telling(Option<watch::Sender<ImportProgress>>);

impl Telling {
    /// Told to nobody, and never stopped.
    pub fn nobody() -> Self {
        Self(None)
    }

    /// Somebody listens, to an import of so many files.
    pub fn somebody(files: usize) -> (Self, watch::Receiver<ImportProgress>) {
        let (tell, told) = watch::channel(ImportProgress {
            step: ImportStep::Recognising,
            files: vec![FileProgress::default(); files],
        });
        (Self(Some(tell)), told)
    }

    /// The next thing is done to all files.
    pub fn step(&self, step: ImportStep) {
        self.change(|now| now.step = step);
    }

    /// One file is further.
    pub fn file(&self, at: usize, stage: FileStage) {
        self.change(|now| {
            if let Some(file) = now.files.get_mut(at) {
                file.stage = stage;
            }
        });
    }

    /// One file has been read so far. Refused where nobody waits for it any more.
    pub fn reading(&self, at: usize, rows: u64, per_cent: u8) -> Result<(), Refused> {
        self.change(|now| {
            if let Some(file) = now.files.get_mut(at) {
                *file = FileProgress {
                    stage: FileStage::Reading,
                    rows,
                    per_cent,
                };
            }
        });
        self.awaited()
    }

    /// One file has been read to its end.
    pub fn read(&self, at: usize, rows: u64) {
        self.change(|now| {
            if let Some(file) = now.files.get_mut(at) {
                *file = FileProgress {
                    stage: FileStage::Read,
                    rows,
                    per_cent: 100,
                };
            }
        });
    }

    /// Refused where nobody waits any more.
    pub fn awaited(&self) -> Result<(), Refused> {
        match &self.0 {
            Some(tell) if tell.is_closed() => Err(Refused("Stopped before it was read.".into())),
            _ => Ok(()),
        }
    }

    fn change(&self, change: impl FnOnce(&mut ImportProgress)) {
        if let Some(tell) = &self.0 {
            tell.send_modify(change);
        }
    }
}

/// The one who listens to the reading of one file.
#[derive(Debug, Clone, Copy)]
pub struct Ear<'t> {
    pub telling: &'t Telling,
    /// Which of the files.
    pub at: usize,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_newest_word_is_heard_and_reading_ends_with_the_last_listener() {
        let (telling, told) = Telling::somebody(2);
        telling.step(ImportStep::Reading);
        telling.reading(1, 512, 40).unwrap();
        telling.reading(1, 1024, 80).unwrap();
        let now = told.borrow().clone();
        assert_eq!(now.step, ImportStep::Reading);
        assert_eq!(now.files[0].stage, FileStage::Waiting);
        assert_eq!((now.files[1].rows, now.files[1].per_cent), (1024, 80));
        drop(told);
        assert!(telling.reading(1, 1536, 90).is_err());
        assert!(Telling::nobody().reading(0, 1, 1).is_ok());
    }
}

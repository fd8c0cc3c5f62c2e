//! Files on their way: what is done to them now, and how far each of them is, as the server says.

use domain::api::{FileProgress, FileStage, ImportProgress, ImportStep};
use leptos::prelude::*;

use super::summary::figures;

#[component]
pub fn UnderWay(
    names: Vec<String>,
    /// Bytes of each: half of a big file is more than all of a small one.
    sizes: Vec<f64>,
    sent: RwSignal<u32>,
    told: RwSignal<Option<ImportProgress>>,
    /// It is being taken in, not only looked at.
    writes: bool,
    stop: Callback<()>,
) -> impl IntoView {
    let of = names.len();
    let said = StoredValue::new(names.clone());
    // Said aloud: changes with the step and the file, not with every row.
    let now = Memo::new(move |_| {
        told.with(|told| match told {
            None if writes => "Taking the files in".to_owned(),
            None if sent.get() < 100 => format!("Sending {}", counted(of)),
            None => "Sent. Waiting for the server".to_owned(),
            Some(progress) => said.with_value(|names| step_words(progress, names)),
        })
    });
    let done = Memo::new(move |_| {
        told.with(|told| {
            told.as_ref()
                .map_or_else(|| sent.get(), |progress| per_cent(progress, &sizes))
        })
    });
    let rows = names
        .into_iter()
        .enumerate()
        .map(|(at, name)| {
            let file = Memo::new(move |_| {
                told.with(|told| told.as_ref().and_then(|told| told.files.get(at).copied()))
            });
            let stage = move || file.get().map(|file| stage_word(file.stage));
            view! {
                <li data-stage=stage>
                    <span class="file-name">{name}</span>
                    <span class="file-stage">{move || file_words(file.get(), sent.get())}</span>
                </li>
            }
        })
        .collect_view();
    view! {
        <section class="import-under-way" aria-label="How far it is">
            <div role="status"><h2>{move || now.get()}</h2></div>
            <div class="import-bar">
                <progress max="100" value=move || done.get().to_string() aria-label="Done">{move || done.get()} "%"</progress>
                <span>{move || done.get()} "%"</span>
            </div>
            <ol class="import-files">{rows}</ol>
            <div class="actions">
                {if writes {
                    view! { <p>"Written whole or not at all. You may leave this page."</p> }.into_any()
                } else {
                    view! { <button type="button" class="button" on:click=move |_| stop.run(())>"Stop"</button> }.into_any()
                }}
            </div>
        </section>
    }
}

fn counted(files: usize) -> String {
    if files == 1 {
        "one file".to_owned()
    } else {
        format!("{files} files")
    }
}

/// "Reading file 2 of 7: england_abs.csv.gz".
fn step_words(progress: &ImportProgress, names: &[String]) -> String {
    let (verb, busy, over) = match progress.step {
        ImportStep::Recognising => {
            return format!("Looking at what {} are", counted(names.len()))
                .replace("one file are", "the file is");
        }
        ImportStep::Deriving => return "Working out what the files say together".to_owned(),
        ImportStep::Reading => ("Reading", FileStage::Reading, FileStage::Read),
        ImportStep::Comparing => (
            "Working out what would change:",
            FileStage::Writing,
            FileStage::Written,
        ),
        ImportStep::Writing => ("Writing", FileStage::Writing, FileStage::Written),
    };
    let files = &progress.files;
    let is = |stage: FileStage| move |file: &&FileProgress| file.stage == stage;
    let nth = (files.iter().filter(is(over)).count() + 1).min(files.len());
    let name = files
        .iter()
        .position(|file| file.stage == busy)
        .and_then(|at| names.get(at));
    match name {
        Some(name) => format!("{verb} file {nth} of {}: {name}", files.len()),
        None => format!("{verb} file {nth} of {}", files.len()),
    }
}

fn per_cent(progress: &ImportProgress, sizes: &[f64]) -> u32 {
    let done = |file: &FileProgress| match progress.step {
        ImportStep::Recognising => 0.0,
        ImportStep::Reading | ImportStep::Deriving => f64::from(file.per_cent),
        ImportStep::Comparing | ImportStep::Writing => {
            f64::from(u8::from(file.stage == FileStage::Written)) * 100.0
        }
    };
    let all: f64 = sizes.iter().sum::<f64>().max(1.0);
    let sum: f64 = progress
        .files
        .iter()
        .zip(sizes)
        .map(|(file, size)| done(file) * size)
        .sum();
    // 0 to 100.
    (sum / all) as u32
}

fn stage_word(stage: FileStage) -> &'static str {
    match stage {
        FileStage::Waiting => "waiting",
        FileStage::Reading | FileStage::Writing => "busy",
        FileStage::Read | FileStage::Written => "done",
    }
}

fn file_words(file: Option<FileProgress>, sent: u32) -> String {
    let Some(file) = file else {
        return if sent < 100 { "being sent" } else { "sent" }.to_owned();
    };
    let rows = |rows| {
        format!(
            "{} {}",
            figures(rows),
            if rows == 1 { "row" } else { "rows" }
        )
    };
    match file.stage {
        FileStage::Waiting => "waiting".to_owned(),
        FileStage::Reading if file.rows == 0 => "being opened".to_owned(),
        FileStage::Reading => format!("{}, {}% of the file", rows(file.rows), file.per_cent),
        FileStage::Read => format!("{} read", rows(file.rows)),
        FileStage::Writing => "being compared with what is here".to_owned(),
        FileStage::Written => "done".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_step_names_the_file_and_its_turn() {
        let mut progress = ImportProgress {
            step: ImportStep::Reading,
            files: vec![FileProgress::default(); 3],
        };
        let names = ["a.csv", "b.csv", "c.csv"].map(str::to_owned);
        progress.files[2].stage = FileStage::Read;
        progress.files[2].per_cent = 100;
        progress.files[0].stage = FileStage::Reading;
        progress.files[0].per_cent = 50;
        assert_eq!(step_words(&progress, &names), "Reading file 2 of 3: a.csv");
        assert_eq!(per_cent(&progress, &[80.0, 10.0, 10.0]), 50);
        progress.step = ImportStep::Writing;
        assert_eq!(step_words(&progress, &names), "Writing file 1 of 3");
        assert_eq!(per_cent(&progress, &[80.0, 10.0, 10.0]), 0);
    }
}

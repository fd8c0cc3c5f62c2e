//! Files in: drop them, see what each was recognised as and what would change, then take them in.
//! Nothing is written before that.

mod file;
mod summary;

use domain::api::ImportReport;
use leptos::prelude::*;
use leptos::task::spawn_local;
use web_sys::{DragEvent, File, FileList, FormData};

use crate::api::{self, Failure};
use crate::browser;
use crate::components::heading::Heading;
use crate::load::failure_view;
use crate::session::SignedIn;
use file::FileFound;
use summary::{Totals, took_words};

/// The most that is sent at once, bytes; the server refuses more.
const MOST: f64 = 256.0 * 1024.0 * 1024.0;

/// How far an import is.
#[derive(Debug, Clone, PartialEq)]
enum Stage {
    Choosing,
    /// On the way: per cent sent, and whether it is only a look.
    Sending {
        sent: u32,
        dry_run: bool,
    },
    Found(ImportReport),
    Done(ImportReport),
    Failed(Failure),
    /// Not sent at all, and why.
    Unfit(String),
}

#[component]
pub fn ImportPage(signed: SignedIn) -> impl IntoView {
    let stage = RwSignal::new(Stage::Choosing);
    let files = StoredValue::new_local(Vec::<File>::new());
    let send = move |dry_run: bool| {
        let form = match files.with_value(|files| packed(files)) {
            Ok(form) => form,
            Err(words) => return stage.set(Stage::Unfit(words)),
        };
        stage.set(Stage::Sending { sent: 0, dry_run });
        spawn_local(async move {
            let progress = move |sent| {
                stage.try_set(Stage::Sending { sent, dry_run });
            };
            let next = match api::import(&form, dry_run, progress).await {
                Ok(report) if dry_run => Stage::Found(report),
                Ok(report) => Stage::Done(report),
                Err(failure) => Stage::Failed(failure),
            };
            stage.try_set(next);
            browser::focus("import-result");
        });
    };
    let take = move |list: Option<FileList>| {
        let chosen: Vec<File> = list
            .map(|list| (0..list.length()).filter_map(|at| list.get(at)).collect())
            .unwrap_or_default();
        if !chosen.is_empty() {
            files.set_value(chosen);
            send(true);
        }
    };
    // One file that is refused keeps the others out: they can go on without it.
    let without = move |refused: Vec<String>| {
        files.update_value(|files| files.retain(|file| !refused.contains(&file.name())));
        send(true);
    };
    let again = move |_| {
        files.set_value(Vec::new());
        stage.set(Stage::Choosing);
    };
    let part = move || match stage.get() {
        Stage::Choosing => view! { <Choose take=Callback::new(take)/> }.into_any(),
        Stage::Sending { sent, dry_run } => sending(sent, dry_run),
        Stage::Found(report) => found(
            report,
            Callback::new(move |()| send(false)),
            Callback::new(without),
            again,
        ),
        Stage::Done(report) => done(report, again),
        Stage::Failed(failure) => view! {
            {failure_view(&failure, Callback::new(move |()| send(true)))}
            <p><button type="button" class="button" on:click=again>"Choose other files"</button></p>
        }
        .into_any(),
        Stage::Unfit(words) => view! {
            <div class="problem" role="alert"><h2>"Nothing was sent"</h2><p>{words}</p></div>
            <Choose take=Callback::new(take)/>
        }
        .into_any(),
    };
    view! {
        <div class="page import">
            <Heading title="Import"/>
            {signed.demo.then(|| view! {
                <p class="elsewhere">
                    "This is the made-up district: real files are not taken into it. Start a server without the demonstration for those."
                </p>
            })}
            <p class="lead">
                "Public files for " {signed.authority.clone()} ": the register of schools, inspections, results, absence, census, workforce and finance. "
                "Each is recognised by its columns, whatever it is called."
            </p>
            {part}
        </div>
    }
}

/// The files as one form.
fn packed(files: &[File]) -> Result<FormData, String> {
    let bytes: f64 = files.iter().map(|file| file.size()).sum();
    if bytes > MOST {
        let mib = (bytes / 1024.0 / 1024.0).ceil();
        return Err(format!(
            "These files are {mib} MiB together, and at most 256 MiB are taken at once. Send them in two goes."
        ));
    }
    let unread = || "The browser could not read these files.".to_owned();
    let form = FormData::new().map_err(|_| unread())?;
    for file in files {
        form.append_with_blob_and_filename("file", file, &file.name())
            .map_err(|_| unread())?;
    }
    Ok(form)
}

/// Where files are dropped or chosen.
#[component]
fn Choose(take: Callback<Option<FileList>>) -> impl IntoView {
    let over = RwSignal::new(false);
    let drag = move |event: DragEvent| {
        event.prevent_default();
        over.set(true);
    };
    let drop = move |event: DragEvent| {
        event.prevent_default();
        over.set(false);
        take.run(event.data_transfer().and_then(|data| data.files()));
    };
    let chosen = move |event: web_sys::Event| {
        let input = event.target().and_then(|target| {
            wasm_bindgen::JsCast::dyn_into::<web_sys::HtmlInputElement>(target).ok()
        });
        take.run(input.and_then(|input| input.files()));
    };
    view! {
        <div class="drop-zone" data-over=move || over.get().then_some("") on:dragover=drag
            on:dragleave=move |_| over.set(false) on:drop=drop>
            <p>"Drop files here, or choose them."</p>
            <label class="button primary" for="files">"Choose files"</label>
            <input id="files" type="file" multiple class="file-input" accept=".csv,.gz,.xlsx,text/csv" on:change=chosen/>
            <small>".csv, .csv.gz or .xlsx, at most 256 MiB together. Nothing is changed until you have seen what would change."</small>
        </div>
    }
}

fn sending(sent: u32, dry_run: bool) -> AnyView {
    let words = match (sent, dry_run) {
        (100.., true) => "Reading the files. A big one takes a few seconds.".to_owned(),
        (100.., false) => "Taking them in. Leave this page open.".to_owned(),
        (sent, _) => format!("Sending, {sent}%"),
    };
    view! {
        <div class="import-sending" role="status">
            <p>{words}</p>
            <progress max="100" value=(sent < 100).then(|| sent.to_string()) aria-label="Sent"></progress>
        </div>
    }
    .into_any()
}

fn files_view(report: &ImportReport, done: bool) -> impl IntoView {
    report
        .files
        .iter()
        .map(|file| view! { <FileFound file=file.clone() done/> })
        .collect_view()
}

fn found(
    report: ImportReport,
    take_in: Callback<()>,
    without: Callback<Vec<String>>,
    again: impl Fn(web_sys::MouseEvent) + 'static,
) -> AnyView {
    let totals = Totals::of(&report);
    let files = files_view(&report, false);
    let refused: Vec<String> = report
        .files
        .iter()
        .filter(|file| file.recognised_as.is_none())
        .map(|file| file.file.clone())
        .collect();
    let act = if totals.usable == 0 {
        view! { <p>"None of these files can be taken in. Nothing was changed."</p> }.into_any()
    } else if !refused.is_empty() {
        let words = if refused.len() == 1 {
            "Go on without the refused file"
        } else {
            "Go on without the refused files"
        };
        view! {
            <button type="button" class="button primary" on:click=move |_| without.run(refused.clone())>{words}</button>
        }
        .into_any()
    } else if totals.changes() == 0 {
        view! { <p>"Everything in these files is here already. There is nothing to take in."</p> }
            .into_any()
    } else {
        view! {
            <button type="button" class="button primary" on:click=move |_| take_in.run(())>{totals.take_words()}</button>
        }
        .into_any()
    };
    view! {
        <section class="import-result">
            <h2 id="import-result" tabindex="-1">{totals.found_words()}</h2>
            <div class="actions">
                {act}
                <button type="button" class="button" on:click=again>"Choose other files"</button>
            </div>
            {files}
        </section>
    }
    .into_any()
}

fn done(report: ImportReport, again: impl Fn(web_sys::MouseEvent) + 'static) -> AnyView {
    let files = files_view(&report, true);
    view! {
        <section class="import-result">
            <h2 id="import-result" tabindex="-1">{took_words(&report)}</h2>
            <div class="actions">
                <a class="button primary" href="/schools">"See the schools"</a>
                <button type="button" class="button" on:click=again>"Import more"</button>
            </div>
            {files}
        </section>
    }
    .into_any()
}

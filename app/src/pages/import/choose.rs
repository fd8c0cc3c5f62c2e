//! Where files are dropped or chosen.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{DragEvent, File, FileList, FormData, HtmlInputElement};

/// The most that is sent at once, bytes; the server refuses more.
const MOST: f64 = 256.0 * 1024.0 * 1024.0;

/// The files as one form, or why they cannot be sent.
pub fn packed(files: &[File]) -> Result<FormData, String> {
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

fn files(list: Option<FileList>) -> Vec<File> {
    list.map(|list| (0..list.length()).filter_map(|at| list.get(at)).collect())
        .unwrap_or_default()
}

#[component]
pub fn Choose(take: Callback<Vec<File>>) -> impl IntoView {
    let over = RwSignal::new(false);
    let drag = move |event: DragEvent| {
        event.prevent_default();
        over.set(true);
    };
    let drop = move |event: DragEvent| {
        event.prevent_default();
        over.set(false);
        take.run(files(event.data_transfer().and_then(|data| data.files())));
    };
    let chosen = move |event: web_sys::Event| {
        let input = event
            .target()
            .and_then(|target| target.dyn_into::<HtmlInputElement>().ok());
        take.run(files(input.and_then(|input| input.files())));
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

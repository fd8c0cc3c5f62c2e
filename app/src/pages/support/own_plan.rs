//! The school's own plan as a file: sent as soon as it is chosen, and kept with the case.

use domain::schools::{CaseId, FileId};
use domain::support::{Attached, FileKind};
use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen::JsCast;

use crate::api::{self, Failure};
use crate::browser;
use crate::sending::Sending;
use crate::words::capital;

pub fn own_plan(case: CaseId, file: RwSignal<Option<Attached>>, sending: Sending) -> AnyView {
    let busy = RwSignal::new(false);
    let problem = RwSignal::new(None::<String>);
    let choose = move |event: web_sys::Event| {
        let input = event
            .target()
            .and_then(|target| target.dyn_into::<web_sys::HtmlInputElement>().ok());
        let Some((input, chosen)) = input.and_then(|input| {
            let chosen = input.files()?.get(0)?;
            Some((input, chosen))
        }) else {
            return;
        };
        problem.set(None);
        busy.set(true);
        let id = FileId(browser::new_id());
        spawn_local(async move {
            let answer = api::send_file(case, id, &chosen).await;
            busy.try_set(false);
            // The same file can be chosen again after it was refused.
            input.set_value("");
            match answer {
                Ok(kept) => {
                    file.try_set(Some(kept));
                }
                Err(Failure::Offline) => {
                    problem.try_set(Some("There is no line: the file was not sent. Choose it again when there is one.".to_owned()));
                }
                Err(Failure::Refused(refused)) => {
                    let reason = refused.fields.first().map(|one| one.reason.clone());
                    problem.try_set(Some(capital(&reason.unwrap_or(refused.title))));
                }
            }
        });
    };
    let ends = FileKind::ALL
        .map(|kind| format!(".{}", kind.ending()))
        .join(",");
    let server = sending.problem("file");
    let wrong = move || problem.get().or_else(|| server.get());
    let kept = move || {
        file.get().map(|one| {
            view! {
                <p class="kept-file"><b>{one.name.clone()}</b> <small>{one.size_words()} ", kept with the case"</small>
                    <button type="button" class="button small" on:click=move |_| file.set(None)>"Without it"</button></p>
            }
        })
    };
    view! {
        <div class="field">
            <label for="file">"Or: the school’s own plan, as a file"</label>
            <p class="hint" id="file-hint">"A school with a plan of its own writes nothing twice. PDF, Word, Excel or LibreOffice, at most 5 MB."</p>
            {move || wrong().map(|words| view! { <p class="field-problem" role="alert">{words}</p> })}
            {kept}
            <input id="file" type="file" accept=ends aria-describedby="file-hint" disabled=move || busy.get() on:change=choose/>
            <small role="status">{move || if busy.get() { "Sending the file" } else { "" }}</small>
        </div>
    }
    .into_any()
}

//! Sending files, and hearing how far they are. The one thing `fetch` cannot do is say how much is sent, so
//! this is the older request; what the server says meanwhile is read as it comes.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use js_sys::Promise;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use wasm_bindgen_futures::JsFuture;
use web_sys::{FormData, ProgressEvent, XmlHttpRequest};

/// Ends a request that is under way, where there is one.
#[derive(Clone, Default)]
pub struct Stop(Rc<RefCell<Option<XmlHttpRequest>>>);

impl Stop {
    pub fn stop(&self) {
        if let Some(request) = self.0.take() {
            let _over = request.abort();
        }
    }
}

/// Status and text of the whole answer; `None` where the server could not be reached or did not end.
/// `sent` hears how much is sent, per cent; `told` every line of data the server streams.
pub async fn send(
    url: &str,
    files: Option<&FormData>,
    stop: &Stop,
    sent: impl Fn(u32) + 'static,
    told: impl Fn(&str) + 'static,
) -> Option<(u16, String)> {
    let request = XmlHttpRequest::new().ok()?;
    request.open_with_async("POST", url, true).ok()?;
    request
        .set_request_header("accept", "text/event-stream, application/json")
        .ok()?;
    let sending = Closure::<dyn Fn(ProgressEvent)>::new(move |event: ProgressEvent| {
        if event.length_computable() && event.total() > 0.0 {
            // 0 to 100.
            sent((event.loaded() * 100.0 / event.total()) as u32);
        }
    });
    let answering = {
        let request = request.clone();
        let read = Cell::new(0);
        Closure::<dyn Fn()>::new(move || {
            let text = request.response_text().ok().flatten().unwrap_or_default();
            let fresh = text.get(read.get()..).unwrap_or_default();
            // The last line may have come only in part.
            let Some(whole) = fresh.rfind('\n').map(|end| &fresh[..=end]) else {
                return;
            };
            read.set(read.get() + whole.len());
            whole.lines().filter_map(data).for_each(&told);
        })
    };
    let upload = request.upload().ok()?;
    upload.set_onprogress(Some(sending.as_ref().unchecked_ref()));
    request.set_onprogress(Some(answering.as_ref().unchecked_ref()));
    let ended = Promise::new(&mut |resolve, _| request.set_onloadend(Some(&resolve)));
    match files {
        Some(files) => request.send_with_opt_form_data(Some(files)),
        None => request.send(),
    }
    .ok()?;
    stop.0.replace(Some(request.clone()));
    JsFuture::from(ended).await.ok()?;
    upload.set_onprogress(None);
    request.set_onprogress(None);
    let status = request.status().ok().filter(|status| *status != 0)?;
    Some((status, request.response_text().ok()?.unwrap_or_default()))
}

/// The data of a line of an event stream.
pub fn data(line: &str) -> Option<&str> {
    line.strip_prefix("data:").map(str::trim_start)
}

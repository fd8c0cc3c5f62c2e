//! Sending files. The one thing `fetch` cannot do is say how far it is, so this is the older request.

use js_sys::Promise;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use wasm_bindgen_futures::JsFuture;
use web_sys::{FormData, ProgressEvent, XmlHttpRequest};

/// Status and text of the answer; `None` where the server could not be reached.
pub async fn send(
    url: &str,
    files: &FormData,
    progress: impl Fn(u32) + 'static,
) -> Option<(u16, String)> {
    let request = XmlHttpRequest::new().ok()?;
    request.open_with_async("POST", url, true).ok()?;
    request
        .set_request_header("accept", "application/json")
        .ok()?;
    let told = Closure::<dyn Fn(ProgressEvent)>::new(move |event: ProgressEvent| {
        if event.length_computable() && event.total() > 0.0 {
            // 0 to 100.
            progress((event.loaded() * 100.0 / event.total()) as u32);
        }
    });
    let sending = request.upload().ok()?;
    sending.set_onprogress(Some(told.as_ref().unchecked_ref()));
    let ended = Promise::new(&mut |resolve, _| request.set_onloadend(Some(&resolve)));
    request.send_with_opt_form_data(Some(files)).ok()?;
    JsFuture::from(ended).await.ok()?;
    sending.set_onprogress(None);
    let status = request.status().ok()?;
    if status == 0 {
        return None;
    }
    Some((status, request.response_text().ok()?.unwrap_or_default()))
}

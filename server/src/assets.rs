//! The built app, carried inside the server. A file whose name holds the hash of its content never changes, so browsers keep it for good;
//! the page that names those files is never kept.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::LazyLock;

use axum::body::Body;
use axum::extract::Path as UrlPath;
use axum::http::header::{
    ACCEPT_ENCODING, CACHE_CONTROL, CONTENT_ENCODING, CONTENT_TYPE, ETAG, IF_NONE_MATCH, VARY,
};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{Html, IntoResponse, Response};
use sha2::{Digest, Sha256};

struct Embedded {
    path: &'static str,
    raw: &'static [u8],
    brotli: Option<&'static [u8]>,
}

mod embedded {
    use super::Embedded;
    include!(concat!(env!("OUT_DIR"), "/embedded.rs"));
}

struct Asset {
    content_type: &'static str,
    /// Of the plain bytes.
    sum: String,
    /// The name changes whenever the content does.
    hashed: bool,
    raw: Cow<'static, [u8]>,
    brotli: Option<&'static [u8]>,
}

/// `cargo xtask dev` names a folder here, so that a change to the app does not rebuild the server.
const FOLDER: &str = "ALONGSIDE_ASSETS";

static ASSETS: LazyLock<BTreeMap<String, Asset>> =
    LazyLock::new(|| match std::env::var_os(FOLDER) {
        Some(folder) => read_folder(Path::new(&folder)),
        None => embedded::EMBEDDED
            .iter()
            .map(|it| {
                (
                    it.path.to_owned(),
                    asset(it.path, Cow::Borrowed(it.raw), it.brotli),
                )
            })
            .collect(),
    });

/// True when the app is here to be served.
pub fn built() -> bool {
    ASSETS.contains_key("index.html")
}

/// `GET /assets/{*path}`
pub async fn asset_file(UrlPath(path): UrlPath<String>, headers: HeaderMap) -> Response {
    match ASSETS.get(&path) {
        Some(asset) if path != "index.html" => reply(asset, &headers),
        _ => StatusCode::NOT_FOUND.into_response(),
    }
}

/// The page every page URL answers with.
pub async fn index() -> Response {
    let no_store = [(CACHE_CONTROL, HeaderValue::from_static("no-store"))];
    match ASSETS.get("index.html") {
        Some(page) => (no_store, Html(page.raw.clone())).into_response(),
        None => (StatusCode::SERVICE_UNAVAILABLE, no_store, Html(NOT_BUILT)).into_response(),
    }
}

const NOT_BUILT: &str = "<!doctype html>\n<html lang=\"en\"><meta charset=\"utf-8\"><title>The app is not built in</title>\n\
    <h1>The app is not built in</h1>\n<p>This server was compiled on its own. Start it with <code>cargo xtask run</code>, which builds the app too.</p>\n";

fn reply(asset: &Asset, asked: &HeaderMap) -> Response {
    let brotli = asset.brotli.filter(|_| accepts_brotli(asked));
    let etag = format!(
        "\"{}{}\"",
        asset.sum,
        if brotli.is_some() { "-br" } else { "" }
    );
    let mut reply = if asked
        .get(IF_NONE_MATCH)
        .and_then(|it| it.to_str().ok())
        .is_some_and(|it| it.split(',').any(|one| one.trim() == etag))
    {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        let body = match (brotli, &asset.raw) {
            (Some(packed), _) => Body::from(packed),
            (None, raw) => Body::from(raw.clone()),
        };
        let mut full = Response::new(body);
        full.headers_mut()
            .insert(CONTENT_TYPE, HeaderValue::from_static(asset.content_type));
        if brotli.is_some() {
            full.headers_mut()
                .insert(CONTENT_ENCODING, HeaderValue::from_static("br"));
        }
        full
    };
    let keep = if asset.hashed {
        "public, max-age=31536000, immutable"
    } else {
        "no-cache"
    };
    reply
        .headers_mut()
        .insert(CACHE_CONTROL, HeaderValue::from_static(keep));
    reply
        .headers_mut()
        .insert(VARY, HeaderValue::from_static("accept-encoding"));
    if let Ok(etag) = HeaderValue::from_str(&etag) {
        reply.headers_mut().insert(ETAG, etag);
    }
    reply
}

fn accepts_brotli(headers: &HeaderMap) -> bool {
    headers
        .get_all(ACCEPT_ENCODING)
        .iter()
        .filter_map(|it| it.to_str().ok())
        .flat_map(|it| it.split(','))
        .any(|one| {
            let (name, weight) = one.split_once(';').unwrap_or((one, "q=1"));
            let refused = weight
                .trim()
                .strip_prefix("q=")
                .and_then(|it| it.trim().parse::<f32>().ok())
                .is_some_and(|it| it <= 0.0);
            name.trim().eq_ignore_ascii_case("br") && !refused
        })
}

fn asset(path: &str, raw: Cow<'static, [u8]>, brotli: Option<&'static [u8]>) -> Asset {
    let sum: String = Sha256::digest(&raw)
        .iter()
        .take(8)
        .map(|byte| format!("{byte:02x}"))
        .collect();
    Asset {
        content_type: content_type(path),
        sum,
        hashed: is_hashed(path),
        raw,
        brotli,
    }
}

fn content_type(path: &str) -> &'static str {
    match path.rsplit_once('.').map_or("", |(_, extension)| extension) {
        "html" => "text/html; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "wasm" => "application/wasm",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "webmanifest" => "application/manifest+json",
        _ => "application/octet-stream",
    }
}

/// The bundle writes `name-0123456789abcdef.ext`.
fn is_hashed(path: &str) -> bool {
    let stem = path.rsplit_once('.').map_or(path, |(stem, _)| stem);
    stem.rsplit_once('-')
        .is_some_and(|(_, sum)| sum.len() == 16 && sum.bytes().all(|it| it.is_ascii_hexdigit()))
}

fn read_folder(folder: &Path) -> BTreeMap<String, Asset> {
    let mut found = BTreeMap::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(next) = folders.pop() {
        for path in std::fs::read_dir(&next)
            .into_iter()
            .flatten()
            .flatten()
            .map(|it| it.path())
        {
            if path.is_dir() {
                folders.push(path);
            } else if let (Ok(name), Ok(raw)) = (path.strip_prefix(folder), std::fs::read(&path)) {
                let name = name.to_string_lossy().into_owned();
                found.insert(name.clone(), asset(&name, Cow::Owned(raw), None));
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn accepting(encodings: &'static str) -> HeaderMap {
        HeaderMap::from_iter([(ACCEPT_ENCODING, HeaderValue::from_static(encodings))])
    }

    #[test]
    fn brotli_is_sent_only_to_who_asks_for_it() {
        for (asked, sent) in [
            ("gzip, deflate, br, zstd", true),
            ("br;q=0.5", true),
            ("br;q=0, gzip", false),
            ("gzip", false),
            ("broccoli", false),
        ] {
            assert_eq!(accepts_brotli(&accepting(asked)), sent, "{asked}");
        }
    }

    #[test]
    fn only_names_that_hold_a_hash_are_kept_for_good() {
        for (path, hashed) in [
            ("app-0123456789abcdef.js", true),
            ("app-0123456789abcdef.wasm", true),
            ("snippets/x-12/inline0.js", false),
            ("boot.js", false),
        ] {
            assert_eq!(is_hashed(path), hashed, "{path}");
        }
    }

    #[test]
    fn a_kept_file_is_not_sent_twice_and_wasm_says_that_it_is_wasm() {
        let wasm = Asset {
            brotli: Some(b"packed"),
            ..asset("app-0123456789abcdef.wasm", Cow::Borrowed(b"plain"), None)
        };
        let first = reply(&wasm, &accepting("br"));
        assert_eq!(first.headers()[CONTENT_TYPE], "application/wasm");
        assert_eq!(first.headers()[CONTENT_ENCODING], "br");
        assert!(
            first.headers()[CACHE_CONTROL]
                .to_str()
                .unwrap()
                .contains("immutable")
        );
        let mut again = accepting("br");
        again.insert(IF_NONE_MATCH, first.headers()[ETAG].clone());
        assert_eq!(reply(&wasm, &again).status(), StatusCode::NOT_MODIFIED);
        again.remove(ACCEPT_ENCODING);
        assert_eq!(
            reply(&wasm, &again).status(),
            StatusCode::OK,
            "the plain bytes are another thing to keep"
        );
    }
}

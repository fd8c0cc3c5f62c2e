//! A small encrypted drawer in the browser (IndexedDB). Texts are sealed with AES-GCM under a key the
//! browser keeps and never hands out, so a copy of the disk or of the database shows nothing.
//!
//! Everything here may be refused (private windows, plain HTTP, full disks): then nothing is kept, and
//! the page says so.

use js_sys::{Array, Object, Promise, Reflect, Uint8Array};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    CryptoKey, IdbDatabase, IdbOpenDbRequest, IdbRequest, IdbTransactionMode, SubtleCrypto,
};

use crate::browser;

const DATABASE: &str = "alongside";
const DRAWER: &str = "drawer";
const KEY: &str = "key";
/// Changes of a meeting that are older are not sent any more, hours.
const KEPT_FOR: f64 = 12.0;
const HOUR: f64 = 3_600_000.0;

/// The text kept under a name, if it is not too old.
pub async fn read(name: &str) -> Option<String> {
    read_within(name, KEPT_FOR).await
}

/// The text kept under a name, if it was kept within these hours; what is older is forgotten.
pub async fn read_within(name: &str, hours: f64) -> Option<String> {
    let database = open().await?;
    let sealed = get(&database, name).await?;
    let field = |name: &str| Reflect::get(&sealed, &name.into()).ok();
    if browser::now().0 as f64 - field("at")?.as_f64()? > hours * HOUR {
        forget(name).await;
        return None;
    }
    let key: CryptoKey = get(&database, KEY).await?.dyn_into().ok()?;
    let open = subtle()?
        .decrypt_with_object_and_buffer_source(
            &params(&field("iv")?),
            &key,
            field("bytes")?.unchecked_ref(),
        )
        .ok()?;
    let bytes = Uint8Array::new(&JsFuture::from(open).await.ok()?).to_vec();
    String::from_utf8(bytes).ok()
}

/// The names something is kept under that begin so.
pub async fn names(beginning: &str) -> Vec<String> {
    try_names().await.map_or_else(Vec::new, |names| {
        let names = names.iter().filter_map(|name| name.as_string());
        names.filter(|name| name.starts_with(beginning)).collect()
    })
}

async fn try_names() -> Option<Array> {
    let database = open().await?;
    let request = drawer(&database, IdbTransactionMode::Readonly)?
        .get_all_keys()
        .ok()?;
    done(&request).await?.dyn_into().ok()
}

/// Keeps a text under a name. False where the browser would not.
pub async fn write(name: &str, text: &str) -> bool {
    try_write(name, text).await.is_some()
}

async fn try_write(name: &str, text: &str) -> Option<()> {
    let database = open().await?;
    let key = key(&database).await?;
    let mut iv = [0_u8; 12];
    web_sys::window()?
        .crypto()
        .ok()?
        .get_random_values_with_u8_array(&mut iv)
        .ok()?;
    let iv = Uint8Array::from(iv.as_slice());
    let plain = Uint8Array::from(text.as_bytes());
    let sealing = subtle()?
        .encrypt_with_object_and_buffer_source(&params(&iv), &key, &plain)
        .ok()?;
    let bytes = JsFuture::from(sealing).await.ok()?;
    let sealed = Object::new();
    Reflect::set(&sealed, &"iv".into(), &iv).ok()?;
    Reflect::set(&sealed, &"bytes".into(), &bytes).ok()?;
    Reflect::set(&sealed, &"at".into(), &(browser::now().0 as f64).into()).ok()?;
    put(&database, name, &sealed).await
}

/// Forgets what was kept under a name.
pub async fn forget(name: &str) {
    let Some(database) = open().await else { return };
    let Some(drawer) = drawer(&database, IdbTransactionMode::Readwrite) else {
        return;
    };
    if let Ok(request) = drawer.delete(&name.into()) {
        let _ = done(&request).await;
    }
}

/// Forgets everything, and the key.
pub fn wipe() {
    if let Some(factory) = factory() {
        let _ = factory.delete_database(DATABASE);
    }
}

fn factory() -> Option<web_sys::IdbFactory> {
    web_sys::window()?.indexed_db().ok().flatten()
}

/// Only there where the page came over a secure line, or from this machine.
fn subtle() -> Option<SubtleCrypto> {
    let crypto = web_sys::window()?.crypto().ok()?;
    let subtle = Reflect::get(&crypto, &"subtle".into()).ok()?;
    subtle.dyn_into().ok()
}

fn params(iv: &JsValue) -> Object {
    let params = Object::new();
    let _ = Reflect::set(&params, &"name".into(), &"AES-GCM".into());
    let _ = Reflect::set(&params, &"iv".into(), iv);
    params
}

/// The key of this browser; made the first time, never readable.
async fn key(database: &IdbDatabase) -> Option<CryptoKey> {
    if let Some(key) = get(database, KEY).await.and_then(|key| key.dyn_into().ok()) {
        return Some(key);
    }
    let kind = Object::new();
    Reflect::set(&kind, &"name".into(), &"AES-GCM".into()).ok()?;
    Reflect::set(&kind, &"length".into(), &256.into()).ok()?;
    let uses = Array::of2(&"encrypt".into(), &"decrypt".into());
    let making = subtle()?
        .generate_key_with_object(&kind, false, &uses)
        .ok()?;
    let key: CryptoKey = JsFuture::from(making).await.ok()?.dyn_into().ok()?;
    put(database, KEY, &key).await?;
    Some(key)
}

async fn open() -> Option<IdbDatabase> {
    let request: IdbOpenDbRequest = factory()?.open_with_u32(DATABASE, 1).ok()?;
    let making = Closure::once_into_js({
        let request = request.clone();
        move || {
            if let Some(database) = request
                .result()
                .ok()
                .and_then(|it| it.dyn_into::<IdbDatabase>().ok())
            {
                let _ = database.create_object_store(DRAWER);
            }
        }
    });
    request.set_onupgradeneeded(Some(making.unchecked_ref()));
    let database: IdbDatabase = done(&request).await?.dyn_into().ok()?;
    // Signing out in another window deletes the database: this one must not stand in the way.
    let close = Closure::once_into_js({
        let database = database.clone();
        move || database.close()
    });
    database.set_onversionchange(Some(close.unchecked_ref()));
    Some(database)
}

fn drawer(database: &IdbDatabase, mode: IdbTransactionMode) -> Option<web_sys::IdbObjectStore> {
    database
        .transaction_with_str_and_mode(DRAWER, mode)
        .ok()?
        .object_store(DRAWER)
        .ok()
}

async fn get(database: &IdbDatabase, name: &str) -> Option<JsValue> {
    let request = drawer(database, IdbTransactionMode::Readonly)?
        .get(&name.into())
        .ok()?;
    done(&request).await.filter(|value| !value.is_undefined())
}

async fn put(database: &IdbDatabase, name: &str, value: &JsValue) -> Option<()> {
    let request = drawer(database, IdbTransactionMode::Readwrite)?
        .put_with_key(value, &name.into())
        .ok()?;
    done(&request).await.map(|_| ())
}

/// Waits for a request; `None` where it failed.
async fn done(request: &IdbRequest) -> Option<JsValue> {
    let promise = Promise::new(&mut |resolve, reject| {
        request.set_onsuccess(Some(&resolve));
        request.set_onerror(Some(&reject));
    });
    JsFuture::from(promise).await.ok()?;
    request.result().ok()
}

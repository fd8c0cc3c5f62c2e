//! From the one wasm that cargo links to the files a browser fetches: what every page needs, and beside it the pages that are
//! fetched when somebody goes there (`app/src/pages/apart.rs` marks where).

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use anyhow::{Result, anyhow};
use wasm_bindgen_cli_support::Bindgen;
use wasm_split_cli_support::{Options, transform};

use crate::step::read;

/// What the first page fetches, and what others do.
pub struct Parts {
    pub wasm: Vec<u8>,
    /// The glue between wasm and browser. Names `./split.js`.
    pub glue: String,
    /// Fetches the other files. Names `./app.js`, and each file as `./stem.wasm`.
    pub split: String,
    /// The other files by stem.
    pub apart: BTreeMap<String, Vec<u8>>,
    /// The stems that a split point needs.
    pub needs: BTreeMap<String, Vec<String>>,
    pub snippets: PathBuf,
}

/// Splits `built` and makes the glue, in `folder`, which is emptied first.
pub fn split(built: &Path, folder: &Path, keep_names: bool) -> Result<Parts> {
    if folder.exists() {
        std::fs::remove_dir_all(folder)?;
    }
    std::fs::create_dir_all(folder)?;
    let input = read(built)?;
    let first = folder.join("first.wasm");
    let mut options = Options::new(&input);
    options.output_dir = folder;
    options.main_out_path = &first;
    options.link_name = "./split.js";
    options.main_module = "./app.js";
    let done = transform(options).map_err(|error| anyhow!("{error:?}"))?;

    let glued = folder.join("glue");
    let mut bindgen = Bindgen::new();
    bindgen
        .input_path(&first)
        .web(true)?
        .typescript(false)
        .out_name("app")
        // The other files call into the first one by the names the linker gave.
        .keep_lld_exports(true)
        .demangle(false)
        .remove_name_section(!keep_names)
        .remove_producers_section(true);
    bindgen.generate(&glued)?;
    let text = |path: PathBuf| -> Result<String> { Ok(String::from_utf8(read(&path)?)?) };
    let mut apart = BTreeMap::new();
    for path in done
        .split_modules
        .iter()
        .filter(|it| it.extension().is_some_and(|it| it == "wasm"))
    {
        let stem = path
            .file_stem()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        let bytes = read(path)?;
        let bytes = if keep_names {
            bytes
        } else {
            without_names(&bytes)?
        };
        apart.insert(stem, bytes);
    }
    Ok(Parts {
        wasm: read(&glued.join("app_bg.wasm"))?,
        glue: text(glued.join("app.js"))?,
        split: text(folder.join("split.js"))?,
        apart,
        needs: done.prefetch_map.into_iter().collect(),
        snippets: glued.join("snippets"),
    })
}

/// The same module without its custom sections: names are for debuggers, and weigh more than the code.
fn without_names(module: &[u8]) -> Result<Vec<u8>> {
    const HEADER: usize = 8;
    let cut_short = || anyhow!("a wasm file is cut short");
    let mut kept = module.get(..HEADER).ok_or_else(cut_short)?.to_vec();
    let mut at = HEADER;
    while let Some(&kind) = module.get(at) {
        let mut length = 0_usize;
        let mut shift = 0;
        let mut body = at + 1;
        loop {
            let byte = *module.get(body).ok_or_else(cut_short)?;
            length |= usize::from(byte & 0x7f) << shift;
            shift += 7;
            body += 1;
            if byte & 0x80 == 0 {
                break;
            }
        }
        let section = module.get(at..body + length).ok_or_else(cut_short)?;
        if kind != 0 {
            kept.extend_from_slice(section);
        }
        at = body + length;
    }
    Ok(kept)
}

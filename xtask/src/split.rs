//! From the one wasm that cargo links to the files a browser fetches: what every page needs, and beside it the pages that are
//! fetched when somebody goes there (`app/src/pages/apart.rs` marks where).

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use anyhow::{Result, anyhow, bail};
use wasm_bindgen_cli_support::Bindgen;
use wasm_split_cli_support::{Options, transform};

use crate::step::read;

/// What the first page fetches, and what others do.
pub struct Parts {
    pub wasm: Vec<u8>,
    /// The glue between wasm and browser. Names `./split.js`.
    pub glue: String,
    /// Fetches the other files. Names `./app.js`, and each file as `./name`.
    pub split: String,
    /// The other files by name.
    pub apart: BTreeMap<String, Vec<u8>>,
    /// The names of the files that a split point needs.
    pub needs: BTreeMap<String, Vec<String>>,
    pub snippets: PathBuf,
}

/// Bytes. What a few pages share is hundreds of files, most of them tiny: those below this travel as one, which is
/// one request for all of them and packs to half of what they pack to apart.
const SMALL: usize = 8_000;
/// The file the small ones travel in.
const TOGETHER: &str = "small.pack";

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
    let mut modules = BTreeMap::new();
    for path in done
        .split_modules
        .iter()
        .filter(|it| it.extension().is_some_and(|it| it == "wasm"))
    {
        let name = path
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        let bytes = read(path)?;
        let bytes = if keep_names {
            bytes
        } else {
            without_names(&bytes)?
        };
        modules.insert(name, bytes);
    }
    let mut needs: BTreeMap<String, Vec<String>> = done
        .prefetch_map
        .into_iter()
        .map(|(page, stems)| {
            let names = stems.iter().map(|stem| format!("{stem}.wasm")).collect();
            (page, names)
        })
        .collect();
    let fetches = text(folder.join("split.js"))?;
    let (split, apart) = together(&fetches, modules, &mut needs)?;
    Ok(Parts {
        wasm: read(&glued.join("app_bg.wasm"))?,
        glue: text(glued.join("app.js"))?,
        split,
        apart,
        needs,
        snippets: glued.join("snippets"),
    })
}

/// How a module is begun from what came for it, and where the small ones come from.
const BEGIN: &str = r#"
let together = undefined;
function small(from, length) {
    together ??= fetch(new URL("./small.pack", import.meta.url)).then((reply) => {
        if (!reply.ok) throw new Error(`${reply.status} for the small files`);
        return reply.arrayBuffer();
    });
    together.catch(() => { together = undefined; });
    return together.then((bytes) => new Uint8Array(bytes, from, length));
}
async function begun(source, imports) {
    const it = await source;
    return it instanceof Response ? WebAssembly.instantiateStreaming(it, imports) : WebAssembly.instantiate(it, imports);
}
"#;

/// Puts the small modules into one file, and says so where they are fetched and in what each page needs. Those that
/// are needed together lie together.
fn together(
    fetches: &str,
    modules: BTreeMap<String, Vec<u8>>,
    needs: &mut BTreeMap<String, Vec<String>>,
) -> Result<(String, BTreeMap<String, Vec<u8>>)> {
    let pages = |name: &String| -> Vec<String> {
        let needing = needs.iter().filter(|(_, names)| names.contains(name));
        needing.map(|(page, _)| page.clone()).collect()
    };
    let (small, mut apart): (BTreeMap<_, _>, BTreeMap<_, _>) = modules
        .into_iter()
        .partition(|(_, bytes)| bytes.len() < SMALL);
    let mut order: Vec<(Vec<String>, String)> = small
        .keys()
        .map(|name| (pages(name), name.clone()))
        .collect();
    order.sort_by(|(one, name), (other, next)| {
        (other.len(), one, name).cmp(&(one.len(), other, next))
    });
    let mut pack = Vec::new();
    let mut text = fetches.to_owned();
    for (_, name) in &order {
        let bytes = &small[name];
        let fetched = format!("fetch(new URL(\"./{name}\", import.meta.url))");
        if !text.contains(&fetched) {
            bail!("the splitter no longer fetches {name} as it did");
        }
        text = text.replace(&fetched, &format!("small({}, {})", pack.len(), bytes.len()));
        pack.extend_from_slice(bytes);
    }
    let streaming = "WebAssembly.instantiateStreaming(src, imports)";
    let text = text.replace(streaming, "begun(src, imports)") + BEGIN;
    for names in needs.values_mut() {
        let before = names.len();
        names.retain(|name| apart.contains_key(name));
        if names.len() < before {
            names.push(TOGETHER.to_owned());
        }
    }
    apart.insert(TOGETHER.to_owned(), pack);
    Ok((text, apart))
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

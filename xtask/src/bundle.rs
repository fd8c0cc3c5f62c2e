//! The built app: wasm, its glue, one style sheet, the page. Names hold the hash of the content; each file is packed once with brotli 11.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use sha2::{Digest, Sha256};

use crate::budget::weigh;
use crate::place::{self, ROOT, TARGET};
use crate::split::{Parts, split};
use crate::step::{cargo_command, go, read, step, write};
use crate::tools;

#[derive(clap::Args)]
pub struct Options {
    /// Quick to build, big to send: for working on the app
    #[arg(long)]
    pub dev: bool,
}

/// Builds what changed and returns the folder.
pub fn bundle(dev: bool) -> Result<PathBuf> {
    tools::wasm_target()?;
    let profile = if dev { "wasm-dev" } else { "wasm" };
    step(
        &format!("building the app for the browser (profile {profile})"),
        || {
            go(cargo_command(&[
                "build",
                "--package=app",
                "--target=wasm32-unknown-unknown",
                "--profile",
                profile,
            ]))
        },
    )?;
    let built = TARGET
        .join("wasm32-unknown-unknown")
        .join(profile)
        .join("app.wasm");
    let inputs = Inputs::read(&built, dev)?;
    let folder = place::bundle();
    let stamp = folder.join("bundle.stamp");
    if std::fs::read_to_string(&stamp).is_ok_and(|it| it == inputs.sum) {
        return Ok(folder);
    }
    if folder.exists() {
        std::fs::remove_dir_all(&folder).with_context(|| folder.display().to_string())?;
    }
    assemble(&inputs, &built, &folder, dev)?;
    weigh(&folder)?;
    write(&stamp, &inputs.sum)?;
    Ok(folder)
}

struct Inputs {
    style: String,
    page: String,
    boot: String,
    sum: String,
}

impl Inputs {
    fn read(wasm: &Path, dev: bool) -> Result<Self> {
        let text = |path: PathBuf| -> Result<String> { Ok(String::from_utf8(read(&path)?)?) };
        let style = style()?;
        let mut page = text(ROOT.join("app/index.html"))?;
        let mut boot = text(ROOT.join("app/boot.js"))?;
        if dev {
            boot.push_str(include_str!("reload.js"));
        }
        let own = std::env::current_exe()
            .and_then(std::fs::read)
            .unwrap_or_default();
        let mut sum = Sha256::new();
        for part in [
            &read(wasm)?,
            style.as_bytes(),
            page.as_bytes(),
            boot.as_bytes(),
            &own,
            &[u8::from(dev)],
        ] {
            sum.update(part.len().to_le_bytes());
            sum.update(part);
        }
        let sum = hex(&sum.finalize());
        page = page.replace(
            "</title>",
            &format!("</title>\n<meta name=\"build\" content=\"{}\">", &sum[..16]),
        );
        Ok(Self {
            style,
            page,
            boot,
            sum,
        })
    }
}

/// The cascade layers, in order. Each is `style/<name>.css`, or a folder of that name, or both.
const LAYERS: [&str; 5] = ["tokens", "base", "layout", "components", "print"];

/// One sheet of all of `style/`.
fn style() -> Result<String> {
    let folder = ROOT.join("style");
    let mut sheet = String::new();
    let mut taken = 0;
    for layer in LAYERS {
        let mut files = sheets(&folder.join(layer))?;
        files.sort();
        files.insert(0, folder.join(layer).with_extension("css"));
        for file in files.iter().filter(|it| it.is_file()) {
            sheet.push_str(&String::from_utf8(read(file)?)?);
            sheet.push('\n');
            taken += 1;
        }
    }
    if taken != sheets(&folder)?.len() {
        bail!(
            "style/ holds a .css file that belongs to none of the layers {}",
            LAYERS.join(", ")
        );
    }
    Ok(sheet)
}

/// Every .css file in `folder`, however deep.
fn sheets(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    let Ok(entries) = std::fs::read_dir(folder) else {
        return Ok(found);
    };
    for path in entries.flatten().map(|it| it.path()) {
        if path.is_dir() {
            found.extend(sheets(&path)?);
        } else if path.extension().is_some_and(|it| it == "css") {
            found.push(path);
        }
    }
    Ok(found)
}

fn assemble(inputs: &Inputs, built: &Path, folder: &Path, dev: bool) -> Result<()> {
    let parts = step("splitting the app into files, with the glue", || {
        split(built, &TARGET.join("split"), dev)
    })?;
    let bundle = Bundle {
        folder: folder.to_path_buf(),
        pack: !dev,
    };
    copy_snippets(&parts.snippets, &bundle)?;
    let packing = if dev {
        "writing the bundle"
    } else {
        "packing the bundle (brotli 11)"
    };
    step(packing, || {
        let urls = add_parts(&parts, &bundle)?;
        let style = bundle.add("main", "css", inputs.style.as_bytes())?;
        let named = |text: &str| {
            text.replace("/assets/app.wasm", &urls.wasm)
                .replace("/assets/app.js", &urls.glue)
                .replace("/assets/split.js", &urls.split)
                .replace("/assets/main.css", &style)
        };
        let boot = inputs.boot.replace("'files by page'", &urls.apart);
        let boot = bundle.add("boot", "js", named(&boot).as_bytes())?;
        let page = named(&inputs.page).replace("/assets/boot.js", &boot);
        for name in [&urls.wasm, &urls.glue, &urls.split, &style, &boot] {
            if !page.contains(name.as_str()) {
                bail!("app/index.html does not name {name}");
            }
        }
        bundle.put("index.html", page.as_bytes())
    })
}

struct Urls {
    wasm: String,
    glue: String,
    split: String,
    /// The files that the pages of a split point need, as JSON.
    apart: String,
}

/// The wasm in its parts, and the glue that knows their names.
fn add_parts(parts: &Parts, bundle: &Bundle) -> Result<Urls> {
    let mut fetches = parts.split.clone();
    let mut urls = BTreeMap::new();
    for (plain, bytes) in &parts.apart {
        let (stem, extension) = plain.rsplit_once('.').unwrap_or((plain, ""));
        let url = bundle.add(stem, extension, bytes)?;
        let name = url.trim_start_matches("/assets/");
        fetches = fetches.replace(&format!("\"./{plain}\""), &format!("\"./{name}\""));
        urls.insert(plain.as_str(), url);
    }
    // Glue and fetches import one another, so neither name can hold the other's hash: both hold that of both.
    let sum = &hex(&Sha256::digest([parts.glue.as_str(), &fetches].concat()))[..16];
    let glue = format!("app-{sum}.js");
    let split = format!("split-{sum}.js");
    // Only where a file is named: the wasm knows the module by the plain name.
    let from = |text: &str, plain: &str, named: &str| {
        text.replace(
            &format!("from \"./{plain}\""),
            &format!("from \"./{named}\""),
        )
    };
    bundle.put(&split, from(&fetches, "app.js", &glue).as_bytes())?;
    bundle.put(&glue, from(&parts.glue, "split.js", &split).as_bytes())?;
    let by_page: BTreeMap<&str, Vec<&String>> = parts
        .needs
        .iter()
        .map(|(page, names)| {
            let urls = names.iter().filter_map(|name| urls.get(name.as_str()));
            (page.as_str(), urls.collect())
        })
        .collect();
    Ok(Urls {
        wasm: bundle.add("app", "wasm", &parts.wasm)?,
        glue: format!("/assets/{glue}"),
        split: format!("/assets/{split}"),
        apart: serde_json::to_string(&by_page)?,
    })
}

/// What crates of the app bring along as JavaScript. The glue names these by path, so they keep theirs.
fn copy_snippets(folder: &Path, bundle: &Bundle) -> Result<()> {
    let mut folders = vec![folder.to_path_buf()];
    while let Some(next) = folders.pop() {
        let Ok(entries) = std::fs::read_dir(&next) else {
            continue;
        };
        for path in entries.flatten().map(|it| it.path()) {
            if path.is_dir() {
                folders.push(path);
            } else {
                let name = Path::new("snippets").join(path.strip_prefix(folder)?);
                bundle.put(&name.to_string_lossy(), &read(&path)?)?;
            }
        }
    }
    Ok(())
}

struct Bundle {
    folder: PathBuf,
    pack: bool,
}

impl Bundle {
    /// Adds a file under a name that holds its hash; returns the URL.
    fn add(&self, stem: &str, extension: &str, bytes: &[u8]) -> Result<String> {
        let name = format!("{stem}-{}.{extension}", &hex(&Sha256::digest(bytes))[..16]);
        self.put(&name, bytes)?;
        Ok(format!("/assets/{name}"))
    }

    fn put(&self, name: &str, bytes: &[u8]) -> Result<()> {
        write(&self.folder.join(name), bytes)?;
        if self.pack {
            write(&self.folder.join(format!("{name}.br")), brotli(bytes)?)?;
        }
        Ok(())
    }
}

fn brotli(bytes: &[u8]) -> Result<Vec<u8>> {
    // 24 bits is the largest window browsers take.
    let settings = brotli::enc::BrotliEncoderParams {
        quality: 11,
        lgwin: 24,
        size_hint: bytes.len(),
        ..Default::default()
    };
    let mut packed = Vec::new();
    brotli::BrotliCompress(&mut &bytes[..], &mut packed, &settings)?;
    Ok(packed)
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

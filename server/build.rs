//! Puts the built app into the server: every file of the folder `ALONGSIDE_BUNDLE` names, which `cargo xtask` fills and sets.
//! Without it the table is empty, and the server says how to build the app.

use std::error::Error;
use std::fmt::Write;
use std::path::{Path, PathBuf};

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo:rerun-if-changed=build.rs");
    println!("cargo:rerun-if-changed=migrations");
    println!("cargo:rerun-if-env-changed=ALONGSIDE_BUNDLE");
    let mut files = Vec::new();
    if let Some(folder) = std::env::var_os("ALONGSIDE_BUNDLE")
        .filter(|it| !it.is_empty())
        .map(PathBuf::from)
    {
        if !folder.join("index.html").is_file() {
            return Err(format!(
                "ALONGSIDE_BUNDLE names {}, which holds no built app: run `cargo xtask bundle`",
                folder.display()
            )
            .into());
        }
        println!("cargo:rerun-if-changed={}", folder.display());
        collect(&folder, &mut files)?;
        files.sort();
        write_table(&folder, &files)?;
    } else {
        write_table(Path::new(""), &files)?;
    }
    Ok(())
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) -> Result<(), Box<dyn Error>> {
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            collect(&path, files)?;
        } else if path
            .extension()
            .is_none_or(|it| it != "br" && it != "stamp")
        {
            files.push(path);
        }
    }
    Ok(())
}

fn write_table(folder: &Path, files: &[PathBuf]) -> Result<(), Box<dyn Error>> {
    let mut table = String::from("pub(super) static EMBEDDED: &[Embedded] = &[\n");
    for file in files {
        let name = file.strip_prefix(folder)?;
        let packed = PathBuf::from(format!("{}.br", file.display()));
        let brotli = if packed.is_file() {
            format!("Some(include_bytes!({packed:?}))")
        } else {
            "None".to_owned()
        };
        writeln!(
            table,
            "    Embedded {{ path: {name:?}, raw: include_bytes!({file:?}), brotli: {brotli} }},"
        )?;
    }
    table.push_str("];\n");
    let out = std::env::var_os("OUT_DIR").ok_or("cargo sets OUT_DIR")?;
    std::fs::write(Path::new(&out).join("embedded.rs"), table)?;
    Ok(())
}

//! The house rules that can be checked by reading the source: who may import whom, where SQL and URLs
//! live, how long a file may be, and what the project never says.

use std::fs;
use std::path::PathBuf;

fn root() -> PathBuf {
    tests::here().join("..")
}

/// Every source file below a folder, as (path from the root, text).
fn sources(folder: &str, ending: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut folders = vec![root().join(folder)];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|is| is == ending) {
                let name = path
                    .strip_prefix(root())
                    .unwrap()
                    .to_string_lossy()
                    .replace('\\', "/");
                found.push((name, fs::read_to_string(&path).unwrap()));
            }
        }
    }
    found.sort();
    assert!(!found.is_empty(), "no .{ending} files below {folder}");
    found
}

/// Lines of code that hold a text: comments do not count.
fn lines_with(text: &str, wanted: &str) -> Vec<usize> {
    text.lines()
        .enumerate()
        .filter(|(_, line)| !line.trim_start().starts_with("//") && line.contains(wanted))
        .map(|(at, _)| at + 1)
        .collect()
}

fn refuse(faults: &[String], rule: &str) {
    assert!(faults.is_empty(), "{rule}:\n{}", faults.join("\n"));
}

fn forbid(folder: &str, wanted: &[&str], except: &[&str], rule: &str) {
    let mut faults = Vec::new();
    for (name, text) in sources(folder, "rs") {
        if except.iter().any(|prefix| name.starts_with(prefix)) {
            continue;
        }
        for one in wanted {
            for line in lines_with(&text, one) {
                faults.push(format!("{name}:{line}: {one}"));
            }
        }
    }
    refuse(&faults, rule);
}

#[test]
fn the_domain_stands_alone() {
    forbid(
        "domain/src",
        &[
            "server::",
            "app::",
            "std::fs",
            "std::net",
            "std::env",
            "std::time",
            "std::thread",
            "tokio",
            "web_sys",
        ],
        &[],
        "domain imports no crate of ours and touches nothing of the world",
    );
    let manifest = fs::read_to_string(root().join("domain/Cargo.toml")).unwrap();
    for crate_name in [
        "server", "app", "sqlx", "axum", "leptos", "tokio", "web-sys", "rand",
    ] {
        assert!(
            !manifest
                .lines()
                .any(|line| line.starts_with(&format!("{crate_name}."))
                    || line.starts_with(&format!("{crate_name} "))),
            "domain must not depend on {crate_name}"
        );
    }
}

#[test]
fn the_rooms_of_the_domain_stand_on_each_other_and_nothing_runs_back_up() {
    for (folder, above) in [
        (
            "domain/src/schools",
            &[
                "crate::risk",
                "crate::meetings",
                "crate::brokerage",
                "crate::api",
            ][..],
        ),
        (
            "domain/src/risk",
            &["crate::meetings", "crate::brokerage", "crate::api"][..],
        ),
        (
            "domain/src/meetings",
            &["crate::brokerage", "crate::api"][..],
        ),
        (
            "domain/src/brokerage",
            &["crate::risk", "crate::meetings", "crate::support"][..],
        ),
        (
            "domain/src/support",
            &["crate::risk", "crate::meetings", "crate::api"][..],
        ),
    ] {
        forbid(folder, above, &[], "a room imports only the rooms below it");
    }
}

#[test]
fn app_and_server_never_import_each_other() {
    for (manifest, other) in [("app/Cargo.toml", "server"), ("server/Cargo.toml", "app")] {
        let text = fs::read_to_string(root().join(manifest)).unwrap();
        assert!(
            !text
                .lines()
                .any(|line| line.starts_with(&format!("{other}."))
                    || line.starts_with(&format!("{other} "))),
            "{manifest} must not depend on {other}"
        );
    }
}

#[test]
fn sql_lives_in_the_database_room_and_http_does_not() {
    forbid(
        "server/src",
        &["sqlx::query", "query!(", "query_as!(", "query_scalar!("],
        &["server/src/db/", "server/src/postgres"],
        "SQL only in server/src/db and postgres",
    );
    forbid(
        "server/src/db",
        &["axum::"],
        &[],
        "axum never in server/src/db",
    );
}

#[test]
fn components_know_no_api() {
    forbid(
        "app/src/components",
        &["crate::api", "crate::pages", "gloo_net"],
        &[],
        "components take values and callbacks",
    );
    forbid(
        "app/src",
        &["gloo_net::http"],
        &["app/src/api.rs", "app/src/live.rs"],
        "only api.rs and live.rs talk to the server",
    );
    forbid(
        "app/src/state",
        &["crate::pages", "crate::components"],
        &[],
        "state holds no view",
    );
}

#[test]
fn text_is_text_everywhere() {
    forbid(
        "app/src",
        &["inner_html", "set_inner_html", "dangerously"],
        &[],
        "no markup is made from strings",
    );
}

#[test]
fn nobody_unwraps_outside_tests() {
    for folder in ["domain/src", "server/src", "app/src"] {
        let mut faults = Vec::new();
        for (name, text) in sources(folder, "rs") {
            // Whole files of tests, by the names they have.
            if ["tests", "laws", "twin"].iter().any(|part| {
                name.contains(&format!("/{part}/")) || name.ends_with(&format!("/{part}.rs"))
            }) {
                continue;
            }
            let code = text.split("#[cfg(test)]").next().unwrap_or_default();
            for wanted in [".unwrap()", ".expect("] {
                for line in lines_with(code, wanted) {
                    faults.push(format!("{name}:{line}: {wanted}"));
                }
            }
        }
        refuse(&faults, "a panic is not an error message");
    }
}

#[test]
fn a_long_file_explains_itself() {
    let mut faults = Vec::new();
    for folder in ["domain/src", "server/src", "app/src", "xtask/src"] {
        for (name, text) in sources(folder, "rs") {
            let lines = text.lines().count();
            if lines > 400
                && !text
                    .lines()
                    .take(30)
                    .any(|line| line.starts_with("//! Long because"))
            {
                faults.push(format!("{name}: {lines} lines"));
            }
        }
    }
    refuse(
        &faults,
        "past 400 lines a file splits, or says “//! Long because …” at its head",
    );
}

#[test]
fn every_dependency_says_why_it_is_there() {
    let manifest = fs::read_to_string(root().join("Cargo.toml")).unwrap();
    let block = manifest
        .split("[workspace.dependencies]")
        .nth(1)
        .and_then(|rest| rest.split("\n[").next())
        .unwrap();
    let faults: Vec<String> = block
        .lines()
        .filter(|line| line.contains(" = ") && !line.contains("path = ") && !line.contains("# "))
        .map(str::to_owned)
        .collect();
    refuse(&faults, "a comment on the line says why");
}

#[test]
fn styles_are_in_layers_and_never_shout() {
    let mut faults = Vec::new();
    for (name, text) in sources("style", "css") {
        if !text.contains("@layer") {
            faults.push(format!("{name}: no @layer"));
        }
        for line in text
            .lines()
            .enumerate()
            .filter(|(_, line)| line.contains("!important"))
        {
            if !name.ends_with("print.css") && !name.ends_with("base.css") {
                faults.push(format!("{name}:{}: !important", line.0 + 1));
            }
        }
    }
    refuse(&faults, "style");
}

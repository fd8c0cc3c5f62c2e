//! The command line, as a script sees it: one JSON document, and an exit status that means something.

use std::io::Write;
use std::process::{Command, Output, Stdio};

use serde_json::{Value, json};
use tests::app::server_binary;

fn run(arguments: &[&str], input: &str) -> Output {
    let mut child = Command::new(server_binary())
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("cargo build --package server makes the server first");
    child
        .stdin
        .take()
        .unwrap()
        .write_all(input.as_bytes())
        .unwrap();
    child.wait_with_output().unwrap()
}

fn status(output: &Output) -> i32 {
    output.status.code().unwrap()
}

#[test]
fn the_template_names_every_input_and_can_be_given_back_empty() {
    let template = run(&["categorise", "--scheme", "bradford", "--template"], "");
    assert_eq!(status(&template), 0);
    let text = String::from_utf8(template.stdout).unwrap();
    let mut lines = text.lines();
    let header = lines.next().unwrap();
    for name in [
        "urn",
        "phase",
        "I10",
        "I10_cohort",
        "I10_national",
        "I16_marker",
        "I85",
    ] {
        assert!(
            header.split(',').any(|column| column == name),
            "{name}: {header}"
        );
    }
    assert!(lines.next().unwrap().starts_with("# "));
    let blank = header
        .split(',')
        .map(|name| if name == "urn" { "100001" } else { "" });
    let facts = format!("{text}{}\n", blank.collect::<Vec<_>>().join(","));
    let arguments = [
        "categorise",
        "--scheme",
        "bradford",
        "--format",
        "json",
        "-",
    ];
    let done = run(&arguments, &facts);
    assert_eq!(
        status(&done),
        0,
        "{}",
        String::from_utf8_lossy(&done.stderr)
    );
    let answers: Value = serde_json::from_slice(&done.stdout).unwrap();
    let one = &answers[0];
    assert_eq!(one["urn"], json!(100_001));
    assert_eq!(one["levels"]["I10"], json!("not known: not available"));
    // Everything is open, so the answer is everything there is.
    assert_eq!(one["band_range"], json!(["P1", "P4"]));
    assert_eq!(one["risk_range"], json!(["No risk", "High risk"]));
}

#[test]
fn what_is_wrong_is_refused_with_place_and_reason() {
    for (arguments, input, code, said) in [
        (
            &["categorise", "--scheme", "bradford", "-"][..],
            "urn,I99\n100001,1\n",
            1,
            "line 1: the scheme has no “I99”",
        ),
        (
            &["categorise", "--scheme", "nowhere.toml", "-"][..],
            "",
            2,
            "nowhere.toml",
        ),
        (&["solve", "/dev/stdin"][..], "{\"needs\":[]}", 1, "leaders"),
        (&["solve", "/none.json"][..], "", 1, "/none.json"),
        (&["serve", "--bind", "here"][..], "", 2, "here"),
        (&["fly"][..], "", 2, "fly"),
    ] {
        let done = run(arguments, input);
        let words = String::from_utf8_lossy(&done.stderr);
        assert_eq!(status(&done), code, "{arguments:?}: {words}");
        assert!(words.contains(said), "{arguments:?}: {words}");
        assert!(done.stdout.is_empty(), "{arguments:?}");
    }
}

#[test]
fn an_instance_is_solved_from_a_file() {
    let instance = json!({
        "needs": [{"id": "N1", "tier": 4, "days": 6}, {"id": "N2", "tier": 1, "days": 6}],
        "leaders": [{"id": "L1", "days": 6, "max_deployments": 3}],
        "pairs": [{"need": "N1", "leader": "L1", "fit": 10}, {"need": "N2", "leader": "L1", "fit": 99}],
    });
    let arguments = ["solve", "/dev/stdin", "--format", "json"];
    let done = run(&arguments, &instance.to_string());
    assert_eq!(
        status(&done),
        0,
        "{}",
        String::from_utf8_lossy(&done.stderr)
    );
    let plan: Value = serde_json::from_slice(&done.stdout).unwrap();
    assert_eq!(plan["status"], json!("optimal"));
    assert_eq!(
        plan["matches"],
        json!([{"need": "N1", "leader": "L1", "fit": 10}])
    );
    assert_eq!(
        plan["unmatched"][0]["reason"],
        json!({"kind": "beaten", "by": ["N1"]})
    );
}

//! Parts of the page. Everything handed in is text and is written as text, except where it says markup.

use std::fmt::Write;

use super::escaped;

/// A part with its heading; the body is markup.
pub fn section(title: &str, body: &str) -> String {
    format!("<section>\n<h2>{}</h2>\n{body}</section>\n", escaped(title))
}

pub fn paragraph(text: &str) -> String {
    format!("<p>{}</p>\n", escaped(text))
}

pub fn list(points: &[String]) -> String {
    let mut out = String::from("<ul>\n");
    for point in points {
        let _infallible = writeln!(out, "<li>{}</li>", escaped(point));
    }
    out.push_str("</ul>\n");
    out
}

pub fn facts(about: &[(&str, String)]) -> String {
    let mut out = String::from("<dl>\n");
    for (name, text) in about {
        let _infallible = writeln!(
            out,
            "<div><dt>{}</dt><dd>{}</dd></div>",
            escaped(name),
            escaped(text)
        );
    }
    out.push_str("</dl>\n");
    out
}

/// A table that scrolls inside itself where it is wider than the page. The first cell of a row is its
/// heading; a cell of several texts is a list of them.
pub fn table(caption: &str, heads: &[&str], rows: &[Vec<Vec<String>>]) -> String {
    let caption = escaped(caption);
    let mut out = format!(
        "<div class=\"scroll\" role=\"region\" aria-label=\"{caption}\" tabindex=\"0\">\n<table>\n\
         <caption>{caption}</caption>\n<thead><tr>"
    );
    for head in heads {
        let _infallible = write!(out, "<th scope=\"col\">{}</th>", escaped(head));
    }
    out.push_str("</tr></thead>\n<tbody>\n");
    for row in rows {
        out.push_str("<tr>");
        for (at, texts) in row.iter().enumerate() {
            let inside = match &texts[..] {
                [] => String::new(),
                [only] => escaped(only),
                many => many
                    .iter()
                    .map(|one| format!("<span>{}</span>", escaped(one)))
                    .collect(),
            };
            let _infallible = if at == 0 {
                write!(out, "<th scope=\"row\">{inside}</th>")
            } else {
                write!(out, "<td>{inside}</td>")
            };
        }
        out.push_str("</tr>\n");
    }
    out.push_str("</tbody>\n</table>\n</div>\n");
    out
}

/// A heading inside a part.
pub fn heading(text: &str) -> String {
    format!("<h3>{}</h3>\n", escaped(text))
}

//! Files of a case. What comes in is checked by name and first bytes; what goes out is always an attachment of a
//! kind we name, which no browser opens as a page of ours.

use axum::Json;
use axum::body::Bytes;
use axum::extract::rejection::BytesRejection;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use domain::schools::{CaseId, FileId};
use domain::support::{
    Attached, FileKind, FileRefusal, MOST_BYTES, MOST_FILES, StepKind, check_file, part,
};
use serde::Deserialize;

use crate::App;
use crate::db::{case_files, support};
use crate::error::{Error, Result};
use crate::routes::body::Id;
use crate::session::Visitor;

/// As much of a body as is read: a byte more than is kept, so that what is too large is refused in words.
pub const LARGEST: usize = MOST_BYTES + 1;

#[derive(Deserialize)]
pub struct Named {
    #[serde(default)]
    name: String,
}

/// `POST /api/support/{case}/files/{file}?name=plan.pdf`: the file as it is. Kept by whoever may write the plan.
pub async fn send(
    State(app): State<App>,
    visitor: Visitor,
    Id((case_id, id)): Id<(CaseId, FileId)>,
    Query(Named { name }): Query<Named>,
    body: Result<Bytes, BytesRejection>,
) -> Result<Json<Attached>> {
    let mut tx = visitor.begin(&app.pool).await?;
    let case = support::lock(&mut tx, case_id)
        .await?
        .ok_or(Error::NotFound)?;
    let part = part(&visitor.actor, &case.whose()).ok_or(Error::NotFound)?;
    if !StepKind::SetPlan.by().contains(&part) {
        return Err(Error::Forbidden(
            "the plan is not yours to write in this case",
        ));
    }
    if !case.offers(part).contains(&StepKind::SetPlan) {
        return Err(Error::Stale {
            title: "there is no plan to be written now".to_owned(),
            detail: "A plan is written once support is agreed, and until it ends.".to_owned(),
        });
    }
    let bytes = body.map_err(|refused| match refused.into_response().status() {
        StatusCode::PAYLOAD_TOO_LARGE => Error::field("file", FileRefusal::TooLarge.to_string()),
        _ => Error::Malformed("the file broke off on the way; send it again".to_owned()),
    })?;
    check_file(&name, &bytes).map_err(|refusal| Error::field("file", refusal.to_string()))?;
    if let Some(before) = case_files::one(&mut tx, id).await? {
        let same = before.case == case_id && before.file.name == name && before.bytes == bytes;
        return if same {
            Ok(Json(before.file))
        } else {
            Err(Error::field("id", "another file has that id"))
        };
    }
    if case_files::count(&mut tx, case_id).await? >= MOST_FILES {
        return Err(Error::field("file", "this case has 20 files already"));
    }
    let kept = (name.as_str(), &bytes[..]);
    let authority = visitor.actor.authority;
    case_files::keep(&mut tx, authority, (case_id, id), kept, &visitor.by()).await?;
    tx.commit().await?;
    let size = u32::try_from(bytes.len()).unwrap_or(u32::MAX);
    Ok(Json(Attached { id, name, size }))
}

/// `GET /api/support/{case}/files/{file}`: the file of the plan, for whoever reads the plan.
pub async fn fetch(
    State(app): State<App>,
    visitor: Visitor,
    Id((case_id, id)): Id<(CaseId, FileId)>,
) -> Result<Response> {
    let mut tx = visitor.begin(&app.pool).await?;
    let case = support::one(&mut tx, case_id)
        .await?
        .ok_or(Error::NotFound)?;
    let part = part(&visitor.actor, &case.whose()).ok_or(Error::NotFound)?;
    let plan = case.seen(part).plan;
    let named = plan.and_then(|plan| plan.file).filter(|file| file.id == id);
    named.ok_or(Error::NotFound)?;
    let kept = case_files::one(&mut tx, id)
        .await?
        .filter(|kept| kept.case == case_id)
        .ok_or(Error::NotFound)?;
    let kind = FileKind::of(&kept.file.name).ok_or(Error::NotFound)?;
    let heads = [
        (CONTENT_TYPE, kind.media_type().to_owned()),
        (CONTENT_DISPOSITION, attachment(&kept.file.name)),
        (CACHE_CONTROL, "private, no-store".to_owned()),
    ];
    Ok((heads, kept.bytes).into_response())
}

/// The header that makes it a file to be kept, with its name in plain letters and in its own.
fn attachment(name: &str) -> String {
    let plain: String = name
        .chars()
        .map(|letter| match letter {
            'a'..='z' | 'A'..='Z' | '0'..='9' | '.' | '-' | '_' | ' ' => letter,
            _ => '_',
        })
        .collect();
    let whole: String = name
        .bytes()
        .map(|byte| match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'.' | b'-' | b'_' => {
                char::from(byte).to_string()
            }
            _ => format!("%{byte:02X}"),
        })
        .collect();
    format!("attachment; filename=\"{plain}\"; filename*=UTF-8''{whole}")
}

#[cfg(test)]
mod tests {
    use super::attachment;

    #[test]
    fn a_name_cannot_write_a_header() {
        assert_eq!(
            attachment("Plan \"é\"; x=1.pdf"),
            "attachment; filename=\"Plan ____ x_1.pdf\"; filename*=UTF-8''Plan%20%22%C3%A9%22%3B%20x%3D1.pdf"
        );
    }
}

//! Minutes as files.

mod docx;
#[cfg(test)]
mod tests;
mod xlsx;

pub use docx::minutes_docx;
pub use xlsx::minutes_xlsx;

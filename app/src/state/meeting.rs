//! What the meeting page knows: confirmed, and pending on top.

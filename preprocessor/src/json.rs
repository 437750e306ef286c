//! JSON inside a page.
//!
//! In: a value. Out: its JSON, for a script element. Must not know what it is for.

use serde::Serialize;

/// JSON for a script element: on one line, without `<`, and with nothing that mdBook would expand.
pub fn script_json(value: &impl Serialize) -> String {
    // Serializing these structs cannot fail.
    let json = serde_json::to_string(value).unwrap_or_default().replace('<', "\\u003c");
    // To look for it is fast, and to replace it is not.
    if json.contains("{{") { json.replace("{{", "{\\u007b") } else { json }
}

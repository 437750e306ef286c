//! The lines in `book.toml` that make a book a casebook.
//!
//! In: the text of `book.toml`. Out: the text with those lines, or without; everything else as it was, byte for byte.
//! Must not touch the disk.

use anyhow::{Context as _, Result, bail};
use toml_edit::{Array, DocumentMut, Item, RawString, Table, Value};

use crate::parse::settings::BUILT_IN;
use crate::starter::{OF_MDBOOK, THEME};

/// What is above a table that [`add`] wrote, so that [`remove`] does not take an empty one of the author's.
const NOTE: &str = "# Added by `mdbook-casebook install`.";

/// The keys of `[output.html]` that load the theme, and the file that each lists.
const KEYS: [(&str, &str); 2] = [("additional-css", THEME[0].0), ("additional-js", THEME[1].0)];

/// A text, and what was done to it.
#[derive(Debug)]
pub struct Edited {
    pub text: String,
    /// One sentence per step.
    pub steps: Vec<String>,
}

/// Adds what is missing.
///
/// # Errors
///
/// The text is not TOML, a table of mdBook's is no table, or [`remove`] could not restore the text.
pub fn add(text: &str) -> Result<Edited> {
    let added = edit(text, add_to)?;
    if remove(&added.text, &[])?.text != remove(text, &[])?.text {
        let table = format!("[preprocessor.casebook] with before = {BUILT_IN:?}");
        let keys = KEYS.map(|(key, path)| format!("{key} = [\"{path}\"]")).join(" and ");
        bail!(
            "book.toml is laid out in a way that `--uninstall` could not restore: add {table}, and {keys} in [output.html], by hand"
        );
    }
    Ok(added)
}

/// Takes out what [`add`] adds, except for listed files to be `kept`.
///
/// # Errors
///
/// As for [`add`].
pub fn remove(text: &str, kept: &[String]) -> Result<Edited> {
    edit(text, |document| Ok(remove_from(document, kept)))
}

/// The theme's style sheet and script, as the settings list them; where they would be if they do not.
///
/// # Errors
///
/// The text is not TOML.
pub fn theme_paths(text: &str) -> Result<[String; 2]> {
    let document = parse(text.trim_start_matches('\u{feff}'))?;
    Ok(KEYS.map(|(key, path)| listed(&document, key, path).unwrap_or_else(|| path.to_owned())))
}

/// The styles for mdBook's own elements, if the settings list them: [`add`] does not.
///
/// # Errors
///
/// The text is not TOML.
pub fn styles_of_mdbook(text: &str) -> Result<Option<String>> {
    let document = parse(text.trim_start_matches('\u{feff}'))?;
    Ok(listed(&document, KEYS[0].0, OF_MDBOOK.0))
}

/// The keys of `[output.html]` that do not list the theme; `None` if the book has no table of ours.
///
/// # Errors
///
/// The text is not TOML.
pub fn keys_without_theme(text: &str) -> Result<Option<Vec<&'static str>>> {
    let document = parse(text.trim_start_matches('\u{feff}'))?;
    let ours = document.get("preprocessor").and_then(|tables| tables.get("casebook"));
    let missing =
        KEYS.iter().filter(|(key, path)| listed(&document, key, path).is_none()).map(|(key, _)| *key);
    Ok(ours.is_some().then(|| missing.collect()))
}

fn parse(text: &str) -> Result<DocumentMut> {
    text.parse().context("reading book.toml")
}

fn listed(document: &DocumentMut, key: &str, path: &str) -> Option<String> {
    let listed = document.get("output")?.get("html")?.get(key)?.as_array()?;
    listed.iter().filter_map(Value::as_str).find(|listed| is_same_file(listed, path)).map(str::to_owned)
}

/// The theme can be in another folder.
fn is_same_file(listed: &str, path: &str) -> bool {
    let name = |path: &str| path.rsplit('/').next().map(str::to_owned);
    name(listed) == name(path)
}

/// Edits a text and keeps what TOML has no place for: a mark at the start, line endings, no line break at the end.
fn edit(text: &str, act: impl FnOnce(&mut DocumentMut) -> Result<Vec<String>>) -> Result<Edited> {
    let (mark, body) = text.strip_prefix('\u{feff}').map_or(("", text), |body| ("\u{feff}", body));
    let from_windows = body.contains("\r\n");
    let body = body.replace("\r\n", "\n");
    let mut document = parse(&body)?;
    let steps = act(&mut document)?;
    if steps.is_empty() {
        return Ok(Edited { text: text.to_owned(), steps });
    }
    let mut new = document.to_string();
    if !body.is_empty() && !body.ends_with('\n') && new.ends_with('\n') {
        new.pop();
    }
    let new = if from_windows { new.replace('\n', "\r\n") } else { new };
    Ok(Edited { text: format!("{mark}{new}"), steps })
}

/// The table `outer.name`. What is absent is created: without a header, or inside an inline table.
fn table<'a>(document: &'a mut DocumentMut, outer: &str, name: &str) -> Result<&'a mut Item> {
    let new = || {
        let mut table = Table::new();
        table.set_implicit(true);
        table
    };
    let around = document.entry(outer).or_insert_with(|| Item::Table(new()));
    let inline = around.is_inline_table();
    let around =
        around.as_table_like_mut().with_context(|| format!("`{outer}` in book.toml is not a table"))?;
    let inner = || if inline { Item::Value(new().into_inline_table().into()) } else { Item::Table(new()) };
    Ok(around.entry(name).or_insert_with(inner))
}

fn add_to(document: &mut DocumentMut) -> Result<Vec<String>> {
    let mut steps = Vec::new();
    let has_ours = document.get("preprocessor").is_some_and(|tables| tables.get("casebook").is_some());
    let ours = table(document, "preprocessor", "casebook")?;
    if !has_ours {
        note(ours);
        let keys = ours.as_table_like_mut().context("`preprocessor.casebook` in book.toml is not a table")?;
        keys.insert("command", toml_edit::value("mdbook-casebook"));
        keys.insert("before", toml_edit::value(Array::from_iter(BUILT_IN)));
        keys.insert("renderers", toml_edit::value(Array::from_iter(["html"])));
        steps.push("added [preprocessor.casebook] to book.toml".to_owned());
    } else if let Some(keys) = ours.as_table_like_mut().filter(|keys| !keys.contains_key("before")) {
        keys.insert("before", toml_edit::value(Array::from_iter(BUILT_IN)));
        steps.push("added `before` to [preprocessor.casebook] in book.toml".to_owned());
    }
    for (key, path) in KEYS {
        if listed(document, key, path).is_some() {
            continue;
        }
        let html = table(document, "output", "html")?;
        if html.as_table().is_some_and(|table| table.is_implicit() && !table.is_dotted()) {
            note(html);
        }
        let keys = html.as_table_like_mut().context("`output.html` in book.toml is not a table")?;
        let list = keys.entry(key).or_insert_with(|| toml_edit::value(Array::new()));
        let list = list.as_array_mut().with_context(|| format!("`{key}` in book.toml is not an array"))?;
        push(list, path);
        steps.push(format!("added {path} to `{key}` in book.toml"));
    }
    Ok(steps)
}

/// Gives a table a header with our note above it.
fn note(item: &mut Item) {
    if let Some(table) = item.as_table_mut() {
        table.set_implicit(false);
        table.decor_mut().set_prefix(format!("\n{NOTE}\n"));
    }
}

fn raw(text: Option<&RawString>) -> String {
    text.and_then(RawString::as_str).unwrap_or_default().to_owned()
}

/// The white space and comments up to the last line break, and what follows it.
fn split_line(text: &str) -> Option<(&str, &str)> {
    let at = text.rfind('\n')? + 1;
    Some(text.split_at(at))
}

/// Adds a path at the end, laid out as the one before it. A comment stays behind its own path.
fn push(list: &mut Array, path: &str) {
    let mut value = Value::from(path);
    let (trailing, has_comma) = (raw(Some(list.trailing())), list.trailing_comma());
    if let Some(last) = list.len().checked_sub(1).and_then(|at| list.get_mut(at)) {
        let (before, after) = (raw(last.decor().prefix()), raw(last.decor().suffix()));
        let indent = split_line(&before).map_or(" ".to_owned(), |(_, indent)| format!("\n{indent}"));
        value.decor_mut().set_prefix(&indent);
        match split_line(&trailing) {
            Some((comment, rest)) if has_comma => {
                value.decor_mut().set_prefix(format!("{comment}{}", indent.trim_start_matches('\n')));
                list.set_trailing(format!("\n{rest}"));
            }
            _ if !after.contains('#') => {
                last.decor_mut().set_suffix("");
                value.decor_mut().set_suffix(after);
            }
            _ => {}
        }
    }
    list.push_formatted(value);
}

fn remove_from(document: &mut DocumentMut, kept: &[String]) -> Vec<String> {
    let mut steps = Vec::new();
    let tables = document.get_mut("preprocessor").and_then(Item::as_table_like_mut);
    if tables.is_some_and(|tables| tables.remove("casebook").is_some()) {
        steps.push("took [preprocessor.casebook] out of book.toml".to_owned());
    }
    let output = document.get_mut("output").and_then(Item::as_table_like_mut);
    let Some(output) = output else { return steps };
    let Some(html) = output.get_mut("html") else { return steps };
    for (key, path) in KEYS {
        let Some(keys) = html.as_table_like_mut() else { continue };
        let Some(list) = keys.get_mut(key).and_then(Item::as_array_mut) else { continue };
        let is_theme = |listed: &str| {
            [path, OF_MDBOOK.0].iter().any(|path| is_same_file(listed, path))
                && !kept.iter().any(|kept| kept == listed)
        };
        let of_theme = |value: &Value| value.as_str().is_some_and(is_theme);
        let places: Vec<usize> = (0..list.len()).filter(|at| list.get(*at).is_some_and(of_theme)).collect();
        places.iter().rev().for_each(|at| take(list, *at));
        if !places.is_empty() {
            if list.is_empty() {
                keys.remove(key);
            }
            steps.push(format!("took the theme out of `{key}` in book.toml"));
        }
    }
    let Some(table) = html.as_table_mut() else { return steps };
    let ours = raw(table.decor().prefix()).contains(NOTE);
    if ours && !steps.is_empty() && table.iter().all(|(_, item)| item.is_table()) {
        if table.is_empty() {
            output.remove("html");
        } else {
            table.set_implicit(true);
        }
    }
    steps
}

/// Takes out an item, and leaves the white space and the comment that were there without it.
fn take(list: &mut Array, at: usize) {
    let (trailing, has_comma) = (raw(Some(list.trailing())), list.trailing_comma());
    let taken = list.remove(at);
    let (before, after) = (raw(taken.decor().prefix()), raw(taken.decor().suffix()));
    if at == 0
        && let Some(first) = list.get_mut(0)
    {
        first.decor_mut().set_prefix(before);
    } else if at == list.len()
        && let Some(last) = list.len().checked_sub(1).and_then(|at| list.get_mut(at))
    {
        match (split_line(&before), split_line(&trailing)) {
            (Some((comment, _)), Some((_, rest))) if has_comma => {
                list.set_trailing(format!("{comment}{rest}"));
            }
            _ if raw(last.decor().suffix()).is_empty() => last.decor_mut().set_suffix(after),
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const BOOKS: [&str; 16] = [
        "",
        "[book]\ntitle = \"A\"\n",
        "[book]\ntitle = \"A\"",
        "# mine\n[book] # mine\ntitle = \"A\"\n\n# the end\n",
        "[output.html]\n",
        "[output.html]\n\n[book]\n",
        "[output.html.search]\nenable = true\n",
        "[output.html] # mine\nadditional-css = [\"a.css\"]\n\n# before the next\n[output.html.fold]\nenable = true\n",
        "[output.html]\nadditional-css = [\n    \"a.css\", # one\n    \"b.css\", # two\n]\nadditional-js = [ \"a.js\" ]\n",
        "[output.html]\nadditional-css = [\n    \"a.css\",\n    \"b.css\"\n]\n",
        "[output.html]\nadditional-css = [\n    \"a.css\",\n    \"b.css\" # two\n]\n",
        "[output]\nhtml = { additional-css = [\"a.css\"] }\n",
        "output.html.additional-js = [\"a.js\"]\n",
        "[preprocessor.links]\n\n[preprocessor.toc]\ncommand = \"mdbook-toc\"\n\n[output.html]\nmathjax-support = true\n",
        "[preprocessor]\ntoc = {}\n",
        "\u{feff}[book]\r\ntitle = \"A\"\r\n\r\n[output.html]\r\n",
    ];

    #[test]
    fn what_is_added_is_there_once_and_taken_out_to_the_byte() -> Result<()> {
        for book in BOOKS {
            let added = add(book).with_context(|| format!("{book:?}"))?.text;
            assert_eq!(keys_without_theme(&added)?, Some(Vec::new()), "{added}");
            for line in book.lines() {
                assert!(added.contains(line.trim_end_matches([']', '}', ' '])), "{line:?} is gone: {added}");
            }
            let again = add(&added)?;
            assert!(again.steps.is_empty() && again.text == added, "{again:?}");
            assert_eq!(remove(&added, &[])?.text, book);
            let untouched = remove(book, &[])?;
            assert!(untouched.steps.is_empty() && untouched.text == book, "{untouched:?}");
        }
        Ok(())
    }

    #[test]
    fn what_could_not_be_restored_is_refused_with_what_to_write() {
        for book in ["[output.html]\nadditional-css = []\n", "[book]\r\ntitle = \"A\"\n"] {
            let error = add(book).map(|added| added.text).unwrap_err().to_string();
            assert!(error.contains("additional-css = [\"theme/casebook.css\"]"), "{error}");
        }
        assert!(add("output = 1\n").is_err() && add("[book").is_err());
    }

    #[test]
    fn a_table_of_the_authors_is_kept_and_completed() -> Result<()> {
        let book = "[preprocessor.casebook] # mine\nid = \"x\"\n\n[output.html]\nadditional-js = [\"js/casebook.js\"]\n";
        let added = add(book)?;
        assert_eq!(added.steps.len(), 2, "{added:?}");
        assert!(added.text.contains("id = \"x\"\nbefore = [\"links\", \"index\"]\n"), "{added:?}");
        assert_eq!(theme_paths(&added.text)?, ["theme/casebook.css", "js/casebook.js"]);
        Ok(())
    }
}

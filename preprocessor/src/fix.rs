//! Applies what diagnostics know how to fix to the files of a book.
//!
//! In: diagnostics, and the book's root. Out: changed files, each written whole or not at all. Must not change a byte
//! outside of a fix, nor a file that is no longer the one that was checked.

use std::collections::BTreeMap;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail};

use crate::diagnostic::{Diagnostic, Fix};
use crate::source::Source;

/// How much was fixed in a file.
#[derive(Debug, PartialEq, Eq)]
pub struct Fixed {
    /// Relative to the book's root.
    pub path: String,
    pub count: usize,
}

/// Applies all fixes of `diagnostics`, whose files are below `root`.
///
/// # Errors
///
/// A file is not as it was when it was checked, and then none is written; or one cannot be read or written.
pub fn apply(root: &Path, diagnostics: &[Diagnostic]) -> Result<Vec<Fixed>> {
    let mut fixes: BTreeMap<&str, (&Source, Vec<&Fix>)> = BTreeMap::new();
    for found in diagnostics {
        if let Some(fix) = &found.fix {
            fixes.entry(&found.source.path).or_insert((&found.source, Vec::new())).1.push(fix);
        }
    }
    let mut files = Vec::with_capacity(fixes.len());
    for (path, (source, fixes)) in fixes {
        let file = fs::canonicalize(root.join(path)).with_context(|| format!("looking for {path}"))?;
        let bytes = fs::read(&file).with_context(|| format!("reading {path}"))?;
        if bytes != source.text.as_bytes() {
            bail!("{path} changed since it was checked, so nothing is fixed: run `check --fix` again");
        }
        let (text, count) = fixed(&source.text, fixes);
        files.push((file, text, Fixed { path: path.to_owned(), count }));
    }
    let mut done = Vec::with_capacity(files.len());
    for (file, text, fixed) in files {
        write(&file, &text).with_context(|| format!("writing {}", fixed.path))?;
        done.push(fixed);
    }
    Ok(done)
}

/// The text with its fixes, and how many there are; of two that overlap, the first is applied.
fn fixed(text: &str, mut fixes: Vec<&Fix>) -> (String, usize) {
    fixes.sort_by_key(|fix| (fix.span.start, fix.span.end));
    let mut out = String::with_capacity(text.len());
    let (mut at, mut count) = (0, 0);
    for fix in fixes {
        let Some(before) = text.get(at..fix.span.start).filter(|_| text.is_char_boundary(fix.span.end))
        else {
            continue;
        };
        out.push_str(before);
        out.push_str(&fix.with);
        at = fix.span.end;
        count += 1;
    }
    out.push_str(&text[at..]);
    (out, count)
}

/// Replaces a file, which keeps its permissions.
fn write(file: &PathBuf, text: &str) -> Result<()> {
    let folder = file.parent().context("a file without a folder")?;
    let mut new = tempfile::NamedTempFile::new_in(folder)?;
    new.write_all(text.as_bytes())?;
    new.as_file().set_permissions(fs::metadata(file)?.permissions())?;
    new.as_file().sync_all()?;
    new.persist(file)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fix(span: std::ops::Range<usize>, with: &str) -> Fix {
        Fix { span, with: with.to_owned() }
    }

    #[test]
    fn only_the_bytes_of_fixes_change() {
        let fixes = [fix(8..9, "é"), fix(2..4, "XYZ"), fix(3..5, "never")];
        assert_eq!(fixed("\u{feff}01\r\n4", fixes[1..2].iter().collect()).1, 0);
        assert_eq!(fixed("0123456789", fixes.iter().collect()), ("01XYZ4567é9".to_owned(), 2));
    }
}

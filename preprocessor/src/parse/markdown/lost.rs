//! Finds what no browser shows of a text: comments, tags that no browser knows, cells beyond the last column, and what
//! follows a block without an end. On the way through HTML it also notes the addresses of files.
//!
//! In: the spans of HTML, code and rows. Out: notes. Must not judge whether tags match.

use std::sync::LazyLock;

use regex::Regex;

use super::notes::Markdown;
use crate::source::{Source, Span, Spanned};

/// The elements of HTML, with those that browsers still know.
const HTML: &str = " a abbr acronym address area article aside audio b base bdi bdo big blockquote body br button canvas \
    caption center cite code col colgroup data datalist dd del details dfn dialog dir div dl dt em embed fieldset \
    figcaption figure font footer form frame frameset h1 h2 h3 h4 h5 h6 head header hgroup hr html i iframe img input \
    ins kbd label legend li link main map mark marquee math menu meta meter nav nobr noscript object ol optgroup option \
    output p param picture portal pre progress q rb rp rt rtc ruby s samp script search section select slot small \
    source span strike strong style sub summary sup svg table tbody td template textarea tfoot th thead time title tr \
    track tt u ul var video wbr ";

/// The elements of SVG and MathML that HTML does not have: `/users/<path>` is no drawing.
const EMBEDDED: &str = " animate animatemotion animatetransform circle clippath defs desc ellipse feblend \
    fecolormatrix fecomponenttransfer fecomposite feconvolvematrix fediffuselighting fedisplacementmap fedistantlight \
    fedropshadow feflood fefunca fefuncb fefuncg fefuncr fegaussianblur feimage femerge femergenode femorphology \
    feoffset fepointlight fespecularlighting fespotlight fetile feturbulence filter foreignobject g image line \
    lineargradient marker mask metadata mpath path pattern polygon polyline radialgradient rect set stop svg switch \
    symbol text textpath tspan use view annotation annotation-xml maction math menclose merror mfenced mfrac mi \
    mmultiscripts mn mo mover mpadded mphantom mprescripts mroot mrow ms mspace msqrt mstyle msub msubsup msup mtable \
    mtd mtext mtr munder munderover none semantics ";

/// Elements that show nothing unless an attribute says what.
const EMPTY: &str = " area base embed frame img link meta param source track ";

/// Elements whose text is no markup.
const RAW: [&str; 4] = ["script", "style", "textarea", "title"];

/// Elements whose `src` or `href` is the address of a file.
const LINKING: [&str; 5] = ["a", "audio", "img", "source", "video"];

/// The addresses in the tag at a span.
fn addresses(source: &Source, tag: &Span) -> Vec<Spanned<String>> {
    static ADDRESS: LazyLock<Option<Regex>> =
        LazyLock::new(|| Regex::new(r#"\s(?i:src|href)\s*=\s*(?:"([^"]*)"|'([^']*)')"#).ok());
    let Some(address) = &*ADDRESS else { return Vec::new() };
    let found = address.captures_iter(source.slice(tag)).filter_map(|found| found.get(1).or(found.get(2)));
    let place = |found: regex::Match<'_>| tag.start + found.start()..tag.start + found.end();
    // An address with an entity in it is written differently from what it is.
    let plain = found.filter(|found| !found.as_str().contains('&'));
    plain.map(|found| Spanned::new(found.as_str().to_owned(), place(found))).collect()
}

/// Whether a drawing or a formula is open at the end of a piece of HTML.
#[derive(Debug, Default)]
pub(super) struct Embedded(usize);

/// Adds the comments and the unknown tags in a piece of HTML.
pub(super) fn scan(source: &Source, html: &Span, embedded: &mut Embedded, found: &mut Markdown) {
    let text = source.slice(html);
    let mut at = 0;
    while let Some(open) = text[at..].find('<') {
        let start = at + open;
        let rest = &text[start..];
        let place = |length: usize| html.start + start..html.start + start + length;
        let line = || rest.lines().next().map_or(0, str::len);
        at = start + 1;
        if rest.starts_with("<!--") {
            // `<!-->` is a whole comment.
            match rest[2..].find("-->") {
                Some(end) => {
                    found.comments.push(place(end + 5));
                    at = start + end + 5;
                }
                None => {
                    found.unclosed.push(place(line()));
                    return;
                }
            }
        } else if rest.starts_with("<!") || rest.starts_with("<?") {
            match rest.find('>') {
                Some(end) => {
                    found.swallowed.push(place(end + 1));
                    at = start + end + 1;
                }
                None => {
                    found.unclosed.push(place(line()));
                    return;
                }
            }
        } else if let Some((name, length)) = tag(rest) {
            let lower = name.to_ascii_lowercase();
            let is_end = rest.starts_with("</");
            if ["svg", "math"].contains(&lower.as_str()) && !rest[..length].ends_with("/>") {
                embedded.0 = if is_end { embedded.0.saturating_sub(1) } else { embedded.0 + 1 };
            }
            // `List<Option>` is a text, whatever HTML has an `option`.
            let before = source.text[..html.start + start].chars().next_back();
            let glued =
                !is_end && before.is_some_and(char::is_alphanumeric) && name.starts_with(char::is_uppercase);
            let bare = length == "<>".len() + name.len() && is_in(EMPTY, &lower);
            if !is_end && LINKING.contains(&lower.as_str()) {
                let opening = html.start + start..html.start + start + length;
                found.links.extend(addresses(source, &opening));
            }
            let known =
                name.contains('-') || is_in(HTML, &lower) || embedded.0 > 0 && is_in(EMBEDDED, &lower);
            if glued || bare || !known {
                found.swallowed.push(place(length));
            }
            at = start + length;
            if RAW.contains(&lower.as_str()) && !is_end {
                at += text[at..].find("</").unwrap_or(0);
            }
        }
    }
}

/// The name and the length of the tag with which a text begins.
fn tag(text: &str) -> Option<(&str, usize)> {
    let from = if text.starts_with("</") { 2 } else { 1 };
    if !text[from..].starts_with(|c: char| c.is_ascii_alphabetic()) {
        return None;
    }
    let name = text[from..].split(|c: char| c.is_whitespace() || c == '/' || c == '>').next()?;
    let mut quote = None;
    for (at, c) in text.char_indices().skip(from) {
        match (quote, c) {
            (None, '>') => return Some((name, at + 1)),
            (None, '"' | '\'') => quote = Some(c),
            (Some(open), c) if open == c => quote = None,
            _ => {}
        }
    }
    None
}

fn is_in(names: &str, name: &str) -> bool {
    names.split_ascii_whitespace().any(|known| known == name)
}

/// Whether the last line of a block of code closes it: it has no fewer marks than the first, and nothing else.
pub(super) fn is_closed(block: &str) -> bool {
    let mut lines = block.trim_end().lines();
    let (first, last) = (lines.next().unwrap_or_default().trim_start(), lines.next_back());
    let mark = if first.starts_with('~') { '~' } else { '`' };
    let opening = first.len() - first.trim_start_matches(mark).len();
    last.map(str::trim).is_some_and(|last| last.len() >= opening && last.trim_matches(mark).is_empty())
}

/// What a row has after its last cell, which ends at `last`.
pub(super) fn rest_of_row(source: &Source, row: &Span, last: usize) -> Option<Span> {
    let text = &source.text;
    let line_end = text[row.start..].find('\n').map_or(text.len(), |at| row.start + at);
    let line = source.trim(&(last.min(line_end)..line_end));
    let bar = usize::from(source.slice(&line).starts_with('|'));
    let rest = source.trim(&(line.start + bar..line.end));
    (!rest.is_empty()).then_some(rest)
}

#[cfg(test)]
mod tests {
    use crate::parse::embedded::macros::Macros;
    use crate::parse::markdown::parse_markdown;
    use crate::source::Source;

    fn swallowed(text: &str) -> Vec<String> {
        let source = Source::new("f.md", text);
        let found = parse_markdown(&source, &(0..text.len()), &Macros::default());
        found.swallowed.iter().map(|span| source.slice(span).to_owned()).collect()
    }

    #[test]
    fn tags_that_no_browser_knows_are_noted() {
        assert_eq!(
            swallowed("/users/<id>/feed and a List<Item> or List<Option>"),
            ["<id>", "<Item>", "<Option>"]
        );
        assert_eq!(swallowed("<section>\nof <who>\n</section>"), ["<who>"]);
        assert_eq!(swallowed("a <path> <source> b\n\n<?php x ?>\n"), ["<path>", "<source>", "<?php x ?>"]);
        assert_eq!(swallowed("## The set {a, b}\n\n> - ## So {c}\n\nOr {}\n---\n"), ["{a, b}", "{c}", "{}"]);
    }

    #[test]
    fn html_is_not() {
        let text = "a<br>b <SUB>2</SUB> <cb-case data-a=\"<id>\"> <http://a.b> `List<Item>` a<b c <kbd>x</kbd>\n\n\
            <!-- <id> -->\n<svg viewBox=\"0 0 1 1\"><path d=\"\"/><linearGradient/></svg>\n\n\
            <style>\na > b {} /* <id> */\n</style>\n\n## A {#x .y k=v}\n";
        assert_eq!(swallowed(text), [] as [String; 0]);
    }
}

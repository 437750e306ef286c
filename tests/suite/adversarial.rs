//! Inputs made to take long.
use mdbook_casebook::compile::check_files;
use mdbook_casebook::reference::in_memory;
use mdbook_casebook::report::{Format, render};
use mdbook_casebook::starter;
use std::time::Instant;

fn time(name: &str, path: &str, text: String) {
    let mut files: Vec<(String, Vec<u8>)> =
        starter::BOOK.iter().map(|(p, t)| ((*p).to_owned(), t.as_bytes().to_vec())).collect();
    files.retain(|(p, _)| p != path);
    let size = text.len();
    files.push((path.to_owned(), text.into_bytes()));
    let start = Instant::now();
    let mut d = Vec::new();
    let files = in_memory(files, &mut d);
    let parsed = mdbook_casebook::book::parse_book(&files);
    let t_parse = start.elapsed();
    drop(parsed);
    let found = check_files(&files, d).diagnostics;
    let t1 = start.elapsed();
    let len: usize = [Format::Concise, Format::Json, Format::Github, Format::Full]
        .iter()
        .map(|f| render(&found, *f, false).len())
        .sum();
    eprintln!(
        "{name:24} {size:8} parse {:6} check {:6} ms, report {:6} ms {:9} bytes {} diagnostics",
        t_parse.as_millis(),
        (t1 - t_parse).as_millis(),
        (start.elapsed() - t1).as_millis(),
        len,
        found.len()
    );
}

#[test]
fn explore() {
    let size: usize = std::env::var("SIZE").ok().and_then(|s| s.parse().ok()).unwrap_or(50_000);
    let only = std::env::var("ONLY").unwrap_or_default();
    let case = "src/cases/related-articles.md";
    let front = "+++\ntitle = \"T\"\nround = \"design\"\nsummary = \"S\"\n+++\n\nPrompt.\n\n## Goal\n\n";
    let units = [
        ("[", "["),
        ("]", "]"),
        ("![", "!["),
        ("![a](", "![a]("),
        ("[a](", "[a]("),
        ("[a](b)", "[a](b) "),
        ("$", "$"),
        ("$x$ ", "$x$ "),
        ("$$", "$$ "),
        ("|", "|"),
        ("|\n", "|a|\n|-|\n"),
        ("|-", "|-"),
        ("- [ ] ", "- [ ] "),
        ("- [ ] nl", "- [ ] \n"),
        ("- [ ] L5: x", "- [ ] L5: x\n"),
        ("#", "#"),
        ("# nl", "#\n"),
        ("## a", "## a\n"),
        ("## a different", "## a{i}\n"),
        ("### Signals", "### Signals\n- [ ] L5: a\n"),
        ("### Alternatives", "### Alternatives\n|a|b|\n|-|-|\n|c|d|\n\n"),
        ("### Curveball", "### Curveball at 1: x\n"),
        ("### Follow-up", "### Follow-up: x{i}\n"),
        ("+++", "+++\n"),
        (">", ">"),
        ("> > nl", "> > > > > > > > a\n"),
        ("{{#casebook", "{{#casebook"),
        ("{{#casebook}}", "{{#casebook x}} "),
        ("[@", "[@"),
        ("[@x] ", "[@x] "),
        ("[@x;", "[@x;"),
        ("`", "`"),
        ("` `` ", "` `` ``` "),
        ("```nl", "```\n"),
        ("```mermaid", "```mermaid\nA\n```\n"),
        ("```mermaid ok", "```mermaid\nflowchart LR\nA\n```\n"),
        ("*", "*"),
        ("*a _", "*a _"),
        ("_ ", "_a "),
        ("~~", "~~a"),
        ("<", "<"),
        ("<a ", "<a "),
        ("<!--", "<!--"),
        ("<?", "<? "),
        ("<![CDATA[", "<![CDATA["),
        ("&", "&a"),
        ("\\", "\\"),
        ("\\[@", "\\[@"),
        ("TODO", "TODO "),
        ("[^", "[^a] "),
        ("[^a]:", "[^a]: "),
        ("[a]: ", "[a{i}]: b\n"),
        ("[a] refs", "[a]: b\n[a] "),
        (": def", ": a\n"),
        ("1. ", "1. "),
        ("nest", "{indent}- a\n"),
        ("\t", "\t"),
        ("\r", "\r"),
        ("\u{0}", "\u{0}"),
        ("\u{301}", "\u{301}"),
        ("^", "^ "),
        ("- [ ] L5: ^", "- [ ] L5: a ^\n"),
        ("(", "[]("),
        ("![]", "![]("),
        ("link titles", "[a](<b"),
        ("http", "http://a "),
        ("{#", "## a {#"),
        ("{", "{"),
        ("*.", "**a*"),
        ("setext", "a\n=\n"),
        ("a\n", "a\n"),
        ("[x](y.md)", "[x](y.md)\n"),
    ];
    for (name, unit) in units {
        if !name.contains(&only) {
            continue;
        }
        let mut body = String::from(front);
        let mut i = 0;
        while body.len() < size {
            let indent = "  ".repeat(i % 200);
            body.push_str(&unit.replace("{i}", &i.to_string()).replace("{indent}", &indent));
            i += 1;
        }
        time(name, case, body);
    }
}
#[test]
fn explore_toml() {
    let size: usize = std::env::var("SIZE").ok().and_then(|s| s.parse().ok()).unwrap_or(50_000);
    let only = std::env::var("ONLY").unwrap_or_default();
    for (path, start, end) in
        [("src/rubrics/design.toml", "", ""), ("src/cases/related-articles.md", "+++\n", "+++\n")]
    {
        for (name, unit) in [
            ("[", "["),
            ("[ nl", "[\n"),
            ("[[criteria]]", "[[criteria]]\n"),
            ("[[sources]]", "[[sources]]\nid = \"a{i}\"\n"),
            ("[[sources]] same", "[[sources]]\nid = \"a\"\n"),
            ("a = [[[", "a = [[[[[["),
            ("{", "a={a="),
            ("a.", "a."),
            ("a.b=1", "a{i}=1\n"),
            ("same", "a=1\n"),
            ("=", "="),
            ("= nl", "=\n"),
            ("\"", "\""),
            ("'''", "'''\n"),
            ("#", "#"),
            ("tags", "tags = [\"a\",\n"),
            ("levels", "\"L{i}\", "),
            ("\\u", "\"\\u"),
            ("0", "a=0"),
            ("[a.b]", "[a{i}.b.c.d]\n"),
            ("[a.b.c", "[a"),
            ("dotted", "x{i}.y.z.w=1\n"),
            ("[a{i} garb", "] [ = \" \n"),
            ("nul", "\u{0}"),
        ] {
            if !name.contains(&only) {
                continue;
            }
            let mut body = String::from(start);
            let mut i = 0;
            while body.len() < size {
                body.push_str(&unit.replace("{i}", &i.to_string()));
                i += 1;
            }
            body.push_str(end);
            time(&format!("toml {name}"), path, body);
        }
    }
}
#[test]
fn look() {
    use mdbook_casebook::{diagnostic::Diagnostic, rules, source::Source};
    use std::sync::Arc;
    for (text, needle) in [
        ("a\tb\tTODO x\r\nnext", "TODO"),
        ("\u{feff}TODO", "\u{feff}"),
        ("", ""),
        ("é🦀e\u{301}👩‍👩‍👧 TODO", "TODO"),
        (&("x ".repeat(3000) + "TODO" + &" y".repeat(300)), "TODO"),
        ("a\nTODO\nb\n", "TODO\nb"),
        ("a\n", ""),
        (&("x ".repeat(300) + "TODO" + &" y".repeat(300)), "TODO"),
    ] {
        let s = Arc::new(Source::new("src/f.md", text));
        let at = if needle.is_empty() { text.len() } else { text.find(needle).unwrap() };
        let d = Diagnostic::new(rules::RULES[31], &s, at..at + needle.len(), "message").help("do it");
        eprint!("{}", render(&[d], Format::Full, false));
    }
}
#[test]
fn diagrams() {
    for code in [
        "flowchart LR\n  A --> B\n  V[Visits --> C\n  C --> D\n",
        "flowchart LR\n  A --> B\n  C -->\n  D --> E\n",
        "flowchart LR\n  A --> B\n  C --> --> D\n",
        "flowchart LR\n  A[\"x] --> B\n  C\n",
        "flowchart LR\n  A(x] --> B\n  C\n",
        "flowchart LR\n  A -->|x B\n  C\n",
        "flowchart LR\n  subgraph s\n  A --> B\n  C\n",
        "flowchart LR\n  A --> B\n  end\n  C\n",
        "flowchart XX\n  A --> B\n",
        "flowchart\n  A --> B\n",
        "flowchrt LR\n  A --> B\n",
        "flowchart LR\n  A - B\n",
        "flowchart LR\n  A{x --> B\n C --> D",
        "flowchart LR\n  A[a(b)c] --> B\n C --> D",
        "flowchart LR\n  é🦀 -->\n",
        "flowchart LR\n  A[\"é🦀\"] --> B[x --> C\n",
        "sequenceDiagram\n  A->>B: hi\n  A->B\n  B->>A: x\n",
        "sequenceDiagram\n  A->>B: hi\n  foo bar\n  B->>A: x\n",
        "sequenceDiagram\n  A->>B: hi\n  loop x\n  B->>A: x\n",
        "sequenceDiagram\n  A->>: hi\n",
        "sequenceDiagram\n  participant\n  A->>B: x\n",
        "sequenceDiagram\n  Note over A,B x\n  A->>B: x\n",
        "pie\n \"a\": 1\n",
        "",
        "\n",
        "A-->B",
        "gantt",
        "%%{init: {",
        "---\ntitle: x\n---\nflowchart LR\nA-->B",
        "graph TD\n A-->B\n classDef x fill:#f00\n",
        "flowchart LR\n A -->\u{301} B",
        "flowchart LR\r\n  A --> B\r\n  C --> --> D\r\n",
        "flowchart LR\n A@{ shape: foo }\n",
        "flowchart LR\n click A href \"javascript:alert(1)\"\n A\n",
        "flowchart LR\n A[<script>alert(1)</script>]\n",
        "flowchart LR\n A[\"<img src=x onerror=alert(1)>\"]\n",
    ] {
        match mdbook_casebook::parse::diagram::render(code, "x") {
            Ok(svg) => println!(
                "OK   {code:?} {}",
                if code.contains("script") || code.contains("img") { svg } else { String::new() }
            ),
            Err(f) => println!(
                "{:?} {:?} {:?} {}",
                f.span,
                f.span.as_ref().and_then(|s| code.get(s.clone())),
                code,
                f.reason
            ),
        }
    }
    for tex in [
        r"\frac{a",
        r"\frac{a}{b}}",
        r"\foo",
        r"a^b^c",
        r"\left( x",
        r"\begin{foo}",
        r"\begin{aligned} a",
        r"x_",
        r"\sqrt",
        r"&",
        r"\text{é",
        r"\mathbb",
        r"{",
        r"}",
        "",
        r"\color{red}x",
        r"\def\x{\x}\x",
        r"\newcommand{\a}{b}\a",
        r"\href{javascript:alert(1)}{x}",
        r"\frac",
        r"\\",
        "a\nb",
        "%x",
        r"\unknowncmd x",
    ] {
        println!("{tex:?}: {:?}", mdbook_casebook::parse::math::render(tex, false).map(|m| m.len()));
    }
}

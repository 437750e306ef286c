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
    if std::env::var("NOREPORT").is_ok() {
        eprintln!(
            "{name:24} {size:8} parse {:6} check {:6} ms, {} diagnostics",
            t_parse.as_millis(),
            (t1 - t_parse).as_millis(),
            found.len()
        );
        return;
    }
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
#[test]
fn blowups() {
    let only = std::env::var("ONLY").unwrap_or_default();
    let rep = |s: &str, n: usize| s.repeat(n);
    let names =
        |p: &str, n: usize, sep: &str| (0..n).map(|i| format!("{p}{i}")).collect::<Vec<_>>().join(sep);
    let d: Vec<(&str, String)> = vec![
        ("amp50", format!("flowchart LR\n {} --> {}\n", names("a", 50, " & "), names("b", 50, " & "))),
        ("amp200", format!("flowchart LR\n {} --> {}\n", names("a", 200, " & "), names("b", 200, " & "))),
        ("amp1000", format!("flowchart LR\n {} --> {}\n", names("a", 1000, " & "), names("b", 1000, " & "))),
        ("chain100", format!("flowchart LR\n{}", names("a", 100, " --> "))),
        ("chain1000", format!("flowchart LR\n{}", names("a", 1000, " --> "))),
        ("nodes2000", format!("flowchart LR\n{}", names("a", 2000, "\n"))),
        (
            "subgraph100",
            format!(
                "flowchart LR\n{}A\n{}",
                (0..100).map(|i| format!("subgraph s{i}\n")).collect::<String>(),
                rep("end\n", 100)
            ),
        ),
        (
            "subgraph700",
            format!(
                "flowchart LR\n{}A\n{}",
                (0..700).map(|i| format!("subgraph s{i}\n")).collect::<String>(),
                rep("end\n", 700)
            ),
        ),
        (
            "subgraph1000 open",
            format!("flowchart LR\n{}", (0..1000).map(|i| format!("subgraph s{i}\n")).collect::<String>()),
        ),
        (
            "dense",
            format!(
                "flowchart LR\n{}",
                (0..1200).map(|i| format!("n{}-->n{}\n", i * 7 % 40, i * 13 % 41)).collect::<String>()
            ),
        ),
        ("label", format!("flowchart LR\n A[\"{}\"]", rep("word ", 3500))),
        ("label1", format!("flowchart LR\n A[\"{}\"]", rep("w", 18000))),
        ("brackets", format!("flowchart LR\n A{}", rep("[", 18000))),
        ("parens", format!("flowchart LR\n A{}", rep("(", 18000))),
        ("arrows", format!("flowchart LR\n A {}", rep("-->", 6000))),
        ("dashes", format!("flowchart LR\n A {}> B", rep("-", 18000))),
        ("seq1000", format!("sequenceDiagram\n{}", rep("A->>B: x\n", 1500))),
        (
            "seqactors",
            format!("sequenceDiagram\n{}", (0..800).map(|i| format!("A{i}->>B{i}: x\n")).collect::<String>()),
        ),
        ("loops", format!("sequenceDiagram\n{}A->>B: x\n{}", rep("loop x\n", 1500), rep("end\n", 1500))),
        ("loops open", format!("sequenceDiagram\n{}", rep("loop x\n", 2000))),
        ("init", format!("%%{{init: {}", rep("{", 18000))),
        ("init ok", format!("%%{{init: {}1{}}}%%\nflowchart LR\nA", rep("{\"a\":", 3000), rep("}", 3000))),
        ("front", format!("---\n{}", rep("a: {", 4000))),
        ("front yaml", format!("---\na: &a [x]\nb: {}\n---\nflowchart LR\nA", rep("[*a,", 4000))),
        ("front nest", format!("---\n{}\n---\nflowchart LR\nA", rep("- ", 9000))),
        ("front brackets", format!("---\nconfig: {}\n---\nflowchart LR\nA", rep("[", 18000))),
        ("md label", format!("flowchart LR\n A[\"`{}`\"]", rep("**", 9000))),
        ("md label2", format!("flowchart LR\n A[\"`{}`\"]", rep("[a](", 4000))),
        ("amp;", format!("flowchart LR\n A[\"{}\"]", rep("&amp;", 3600))),
        ("html", format!("flowchart LR\n A[\"{}\"]", rep("<b>", 6000))),
        ("br", format!("flowchart LR\n A[\"{}\"]", rep("a<br>", 3600))),
        ("self", format!("flowchart LR\n{}", rep("A-->A\n", 1000))),
        ("par", format!("sequenceDiagram\n{}", rep("par x\n", 2000))),
        ("notes", format!("sequenceDiagram\nA->>B: x\n{}", rep("Note over A,B: x\n", 1000))),
        ("activate", format!("sequenceDiagram\nA->>B: x\n{}", rep("activate A\n", 1600))),
        ("longedge", format!("flowchart LR\n A {}> B\n", rep("-", 200))),
        (
            "edgelen",
            format!(
                "flowchart LR\n{}",
                (0..60).map(|i| format!("A{i} {}> B{i}\n", rep("-", 200))).collect::<String>()
            ),
        ),
    ];
    for (name, code) in d {
        if !name.contains(&only) {
            continue;
        }
        let start = Instant::now();
        eprint!("diagram {name:16} {:6} ", code.len());
        let r = std::thread::Builder::new()
            .stack_size(2 << 20)
            .spawn(move || mdbook_casebook::parse::diagram::render(&code, "x"))
            .unwrap()
            .join()
            .unwrap();
        eprintln!(
            "{:6} ms {}",
            start.elapsed().as_millis(),
            match r {
                Ok(s) => format!("ok {}", s.len()),
                Err(f) => f.reason,
            }
        );
    }
    let m: Vec<(&str, String)> = vec![
        ("sup", rep("^", 10000)), ("x^x^", rep("x^", 9000)), ("x_x_", rep("x_", 9000)), ("sqrt", rep("\\sqrt", 3900)), ("frac", rep("\\frac", 3900)), ("sqrtsp", rep("\\sqrt ", 3200) + "x"), ("fracx", rep("\\frac x", 2800)+ "x"),
        ("left", rep("\\left(", 3000)), ("leftright", rep("\\left(", 1200) + "x" + &rep("\\right)", 1200)), ("begin", rep("\\begin{matrix}", 1200)), ("beginend", rep("\\begin{matrix}", 700) + &rep("\\end{matrix}", 700)),
        ("amps", "\\begin{matrix}".to_owned() + &rep("&", 18000) + "\\end{matrix}"), ("rows", "\\begin{matrix}".to_owned() + &rep("\\\\", 9000) + "\\end{matrix}"),
        ("prime", "x".to_owned() + &rep("'", 19000)), ("backslash", rep("\\", 19999)), ("def", "\\def\\a{\\b\\b}\\def\\b{\\c\\c}\\def\\c{\\d\\d}\\def\\d{\\e\\e}\\def\\e{\\f\\f}\\def\\f{\\g\\g}\\def\\g{\\h\\h}\\def\\h{\\i\\i}\\def\\i{\\j\\j}\\def\\j{\\k\\k}\\def\\k{\\l\\l}\\def\\l{\\m\\m}\\def\\m{\\n\\n}\\def\\n{\\o\\o}\\def\\o{\\p\\p}\\def\\p{\\q\\q}\\def\\q{\\r\\r}\\def\\r{\\s\\s}\\def\\s{x x x x x}\\a".to_owned()),
        ("groups64", rep("{", 64) + "x" + &rep("}", 64)), ("groupseq", rep("{}", 9900)), ("mathbb", rep("\\mathbb", 2800)), ("mathbb{", rep("\\mathbb{", 64) + &rep("}", 64)), ("text", "\\text{".to_owned() + &rep("a ", 9000) + "}"), ("substack", rep("\\substack{", 60) + &rep("}", 60)), ("hat", rep("\\hat", 4900) + "x"), ("hat ", rep("\\hat ", 3900) + "x"), ("bar_", rep("\\bar_", 3900) + "x"), ("overset", rep("\\overset xx", 1800)), ("color", rep("\\color{red}", 1800)), ("not", rep("\\not", 4900)), ("big", rep("\\big", 4900)), ("unknown", rep("\\alpha\\beta", 1700) + "\\foo"), ("letdef", "\\let\\a\\a\\a".to_owned()), ("newcommand", "\\newcommand\\a[1]{\\a{#1#1}}\\a x".to_owned()),
        ("emoji", "é🦀\u{301}".repeat(1500)), ("ctx", "ééééééééé\\foo🦀🦀🦀🦀".to_owned()), ("ctx2", "🦀🦀🦀🦀🦀🦀🦀🦀}é🦀🦀🦀".to_owned()),
    ];
    for (name, tex) in m {
        if !name.contains(&only) {
            continue;
        }
        let start = Instant::now();
        eprint!("math {name:12} {:6} ", tex.len());
        let r = std::thread::Builder::new()
            .stack_size(2 << 20)
            .spawn(move || mdbook_casebook::parse::math::render(&tex, false))
            .unwrap()
            .join();
        eprintln!(
            "{:6} ms {}",
            start.elapsed().as_millis(),
            match r {
                Ok(Ok(s)) => format!("ok {}", s.len()),
                Ok(Err(f)) => f.reason,
                Err(_) => "PANIC".into(),
            }
        );
    }
}
#[test]
fn depth() {
    let Ok(spec) = std::env::var("DEPTH") else { return };
    let (unit, n) = spec.split_once('|').unwrap();
    let n: usize = n.parse().unwrap();
    let (a, b) = unit.split_once('@').unwrap_or((unit, ""));
    let tex = a.repeat(n) + "x" + &b.repeat(n);
    let r = std::thread::Builder::new()
        .stack_size(2 << 20)
        .spawn(move || mdbook_casebook::parse::math::render(&tex, false))
        .unwrap()
        .join();
    eprintln!(
        "{}",
        match r {
            Ok(Ok(s)) => format!("ok {}", s.len()),
            Ok(Err(f)) => f.reason,
            Err(_) => "PANIC".into(),
        }
    );
}

//! Words that must never show, put in at places that are drawn.

use super::tree::{Around, El, Node, Part};
use super::{Draw, MAIN, Parts, part, put};

/// The word put in; no fixture has it.
pub const MARKER: &str = "Zebrafisch";

/// A way to put the marker in, with the reason under which it must be left out; `None` where it is
/// no text of the document at all.
pub struct Unseen {
    pub name: &'static str,
    pub reason: Option<&'static str>,
    pub put: fn(&mut Parts, &mut Draw) -> bool,
}

const BY: &str = " w:id=\"902\" w:author=\"A. Person\" w:date=\"2024-05-02T10:00:00Z\"";

pub const UNSEEN: &[Unseen] = &[
    Unseen {
        name: "deleted run",
        reason: Some("deleted"),
        put: |p, d| between(p, d, deleted),
    },
    Unseen {
        name: "deleted run of text",
        reason: Some("deleted"),
        put: |p, d| between(p, d, || El::w("del", BY, vec![run("t", "")])),
    },
    Unseen {
        name: "moved run",
        reason: Some("moved"),
        put: |p, d| between(p, d, || El::w("moveFrom", BY, vec![run("t", "")])),
    },
    Unseen {
        name: "hidden run",
        reason: Some("hidden"),
        put: |p, d| between(p, d, hidden),
    },
    Unseen {
        name: "hidden insertion",
        reason: Some("hidden"),
        put: |p, d| between(p, d, || El::w("ins", BY, vec![Node::El(hidden())])),
    },
    Unseen {
        name: "struck run",
        reason: Some("struck"),
        put: |p, d| between(p, d, || el(run("t", "strike"))),
    },
    Unseen {
        name: "placeholder in a line",
        reason: Some("placeholder"),
        put: |p, d| between(p, d, || prompt(run("t", ""))),
    },
    Unseen {
        name: "placeholder of a deleted control",
        reason: Some("deleted"),
        put: |p, d| {
            between(p, d, || {
                El::w("del", BY, vec![Node::El(prompt(run("t", "")))])
            })
        },
    },
    Unseen {
        name: "box in a deleted run",
        reason: Some("deleted"),
        put: |p, d| {
            between(p, d, || {
                El::w("del", BY, vec![boxed(Node::El(line(vec![run("t", "")])))])
            })
        },
    },
    Unseen {
        name: "box with hidden text",
        reason: Some("hidden"),
        put: |p, d| between(p, d, || el(boxed(Node::El(line(vec![run("t", "vanish")]))))),
    },
    Unseen {
        name: "code of a field",
        reason: None,
        put: |p, d| between_all(p, d, || coded(None)),
    },
    Unseen {
        name: "instruction of a simple field",
        reason: None,
        put: |p, d| {
            between(p, d, || {
                El::w(
                    "fldSimple",
                    &format!(" w:instr=\" QUOTE {MARKER} \""),
                    vec![],
                )
            })
        },
    },
    Unseen {
        name: "reading not chosen",
        reason: None,
        put: |p, d| between(p, d, not_chosen),
    },
    Unseen {
        name: "former text direction",
        reason: None,
        put: |p, d| {
            between(p, d, || {
                El::w(
                    "bookmarkStart",
                    &format!(" w:id=\"903\" w:name=\"{MARKER}\""),
                    vec![],
                )
            })
        },
    },
    Unseen {
        name: "deleted paragraph",
        reason: Some("deleted"),
        put: |p, d| block(p, d, || marked(deleted(), "del")),
    },
    Unseen {
        name: "hidden paragraph",
        reason: Some("hidden"),
        put: |p, d| block(p, d, || marked(hidden(), "vanish")),
    },
    Unseen {
        name: "moved paragraph",
        reason: Some("moved"),
        put: |p, d| {
            block(p, d, || {
                marked(El::w("moveFrom", BY, vec![run("t", "")]), "moveFrom")
            })
        },
    },
    Unseen {
        name: "placeholder of a block",
        reason: Some("placeholder"),
        put: |p, d| block(p, d, || prompt(Node::El(line(vec![run("t", "")])))),
    },
    Unseen {
        name: "deleted row",
        reason: Some("deleted"),
        put: |p, d| row(p, d, "del"),
    },
    Unseen {
        name: "hidden row",
        reason: Some("hidden"),
        put: |p, d| row(p, d, "hidden"),
    },
    Unseen {
        name: "comment",
        reason: Some("comment"),
        put: comment,
    },
];

fn run(text: &str, look: &str) -> Node {
    let text = El::w(
        text,
        " xml:space=\"preserve\"",
        vec![Node::Raw(format!(" {MARKER} "))],
    );
    let mut children = vec![Node::El(text)];
    if !look.is_empty() {
        let look = Node::El(El::w(look, "", vec![]));
        children.insert(0, Node::El(El::w("rPr", "", vec![look])));
    }
    Node::El(El::w("r", "", children))
}

fn el(node: Node) -> El {
    match node {
        Node::El(el) => el,
        Node::Raw(_) => unreachable!(),
    }
}

fn deleted() -> El {
    El::w("del", BY, vec![run("delText", "")])
}

fn hidden() -> El {
    el(run("t", "vanish"))
}

fn prompt(content: Node) -> El {
    let state = Node::El(El::w("showingPlcHdr", "", vec![]));
    El::w(
        "sdt",
        "",
        vec![
            Node::El(El::w("sdtPr", "", vec![state])),
            Node::El(El::w("sdtContent", "", vec![content])),
        ],
    )
}

fn line(content: Vec<Node>) -> El {
    El::w("p", "", content)
}

/// A paragraph whose mark goes with its text.
fn marked(content: El, mark: &str) -> El {
    let attrs = if mark == "vanish" { "" } else { BY };
    let mark = Node::El(El::w("rPr", "", vec![Node::El(El::w(mark, attrs, vec![]))]));
    line(vec![
        Node::El(El::w("pPr", "", vec![mark])),
        Node::El(content),
    ])
}

fn boxed(content: Node) -> Node {
    let inner = El::w("txbxContent", "", vec![content]);
    let v = |name: &str, child: Node| {
        Node::El(El {
            name: format!("v:{name}"),
            attrs: " xmlns:v=\"urn:schemas-microsoft-com:vml\"".into(),
            children: vec![child],
        })
    };
    let shape = v("shape", v("textbox", Node::El(inner)));
    Node::El(El::w(
        "r",
        "",
        vec![Node::El(El::w("pict", "", vec![shape]))],
    ))
}

/// A complex field with the marker in its code, and perhaps something as its result.
fn coded(result: Option<Node>) -> Vec<Node> {
    let mark = |kind: &str| {
        let mark = El::w("fldChar", &format!(" w:fldCharType=\"{kind}\""), vec![]);
        Node::El(El::w("r", "", vec![Node::El(mark)]))
    };
    let mut out = vec![mark("begin"), run("instrText", ""), mark("separate")];
    out.extend(result);
    out.push(mark("end"));
    out
}

fn not_chosen() -> El {
    let mc = |name: &str, attrs: &str, children| El {
        name: format!("mc:{name}"),
        attrs: attrs.to_owned(),
        children,
    };
    let space = " xmlns:mc=\"http://schemas.openxmlformats.org/markup-compatibility/2006\" xmlns:w14=\"http://schemas.microsoft.com/office/word/2010/wordml\"";
    let chosen = mc("Choice", " Requires=\"w14\"", vec![]);
    let other = mc("Fallback", "", vec![run("t", "")]);
    mc(
        "AlternateContent",
        space,
        vec![Node::El(chosen), Node::El(other)],
    )
}

/// Edits the main part; false when it is none that can be taken apart.
fn main_part(parts: &mut Parts, change: impl FnOnce(&mut Part) -> bool) -> bool {
    let Some(mut main) = part(parts, MAIN).and_then(Part::parse) else {
        return false;
    };
    let done = change(&mut main);
    put(parts, MAIN, main.bytes());
    done
}

fn insert(
    main: &mut Part,
    d: &mut Draw,
    nodes: Vec<Node>,
    want: &dyn Fn(&str, &El, &Around<'_>) -> bool,
) -> bool {
    let Some(way) = d.one(main.spots(want)) else {
        return false;
    };
    let (Some(&at), Some(holder)) = (way.last(), main.root.holder(&way)) else {
        return false;
    };
    let after = d.below(2);
    holder.children.splice(at + after..at + after, nodes);
    true
}

fn between_all(parts: &mut Parts, d: &mut Draw, make: impl Fn() -> Vec<Node>) -> bool {
    main_part(parts, |main| {
        // Within the code of a field nothing is text; the ends of fields are in paragraphs of their own.
        let lines = main.spots(&|n, el, a| n == "p" && !a.closed && el.has(&["fldChar"]));
        let apart = |name: &str, el: &El, around: &Around<'_>| {
            name == "r"
                && around.parent() == "p"
                && around.plain()
                && !el.has(&["fldChar", "instrText"])
        };
        let mut ways = main.spots(&apart);
        ways.retain(|way| !lines.iter().any(|l| way.starts_with(l)));
        let Some(way) = d.one(ways) else { return false };
        let (Some(&at), Some(holder)) = (way.last(), main.root.holder(&way)) else {
            return false;
        };
        let after = d.below(2);
        holder.children.splice(at + after..at + after, make());
        true
    })
}

fn between(parts: &mut Parts, d: &mut Draw, make: impl Fn() -> El) -> bool {
    between_all(parts, d, || vec![Node::El(make())])
}

fn block(parts: &mut Parts, d: &mut Draw, make: impl Fn() -> El) -> bool {
    main_part(parts, |main| {
        insert(main, d, vec![Node::El(make())], &|name, el, around| {
            name == "p"
                && around.plain()
                && matches!(around.parent(), "body" | "tc" | "txbxContent")
                && !el.has(&["fldChar"])
        })
    })
}

fn row(parts: &mut Parts, d: &mut Draw, how: &str) -> bool {
    main_part(parts, |main| {
        let attrs = if how == "del" { BY } else { "" };
        let state = Node::El(El::w(how, attrs, vec![]));
        // A row whose end alone is hidden is shown while anything in it is.
        let look = if how == "hidden" { "vanish" } else { "" };
        let cell = El::w("tc", "", vec![Node::El(line(vec![run("t", look)]))]);
        let row = El::w(
            "tr",
            "",
            vec![Node::El(El::w("trPr", "", vec![state])), Node::El(cell)],
        );
        insert(main, d, vec![Node::El(row)], &|name, _, around| {
            name == "tr" && around.parent() == "tbl" && around.plain()
        })
    })
}

/// A comment on a run, in a part of its own.
fn comment(parts: &mut Parts, d: &mut Draw) -> bool {
    const RELS: &str = "word/_rels/document.xml.rels";
    if part(parts, "word/comments.xml").is_some() {
        return false;
    }
    let done = between(parts, d, || {
        let mark = El::w("commentReference", " w:id=\"904\"", vec![]);
        El::w("r", "", vec![Node::El(mark)])
    });
    if !done {
        return false;
    }
    let line = line(vec![run("t", "")]);
    let comment = El::w(
        "comment",
        " w:id=\"904\" w:author=\"A. Person\"",
        vec![Node::El(line)],
    );
    let root = El::w("comments", "", vec![Node::El(comment)]);
    let comments = Part {
        head: String::new(),
        root,
        w: "w:".into(),
    };
    put(parts, "word/comments.xml", comments.bytes());
    let types = part(parts, "[Content_Types].xml").map(|t| String::from_utf8_lossy(t).into_owned());
    if let Some(types) = types {
        let more = "<Override PartName=\"/word/comments.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml\"/></Types>";
        put(
            parts,
            "[Content_Types].xml",
            types.replace("</Types>", more).into_bytes(),
        );
    }
    let rels = part(parts, RELS).map_or_else(
        || "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"></Relationships>".to_owned(),
        |r| String::from_utf8_lossy(r).into_owned(),
    );
    let more = "<Relationship Id=\"rId904\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments\" Target=\"comments.xml\"/></Relationships>";
    put(
        parts,
        RELS,
        rels.replace("</Relationships>", more).into_bytes(),
    );
    true
}

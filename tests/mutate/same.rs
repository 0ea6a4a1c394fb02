//! Changes that leave what a document shows as it is.

use super::Draw;
use super::tree::{Around, El, Node, Part, Way};

/// A change of the main part at places that are drawn.
pub type Change = fn(&mut Part, &mut Draw);

/// Every change of the main part with its name.
pub const CHANGES: &[(&str, Change)] = &[
    ("runs split", split_runs),
    ("runs in controls", |p, d| wrap_runs(p, d, control)),
    ("runs in insertions", |p, d| {
        wrap_runs(p, d, |n| El::w("ins", BY, n))
    }),
    ("runs moved to", |p, d| {
        wrap_runs(p, d, |n| El::w("moveTo", BY, n))
    }),
    ("runs in smart tags", |p, d| {
        wrap_runs(p, d, |n| {
            El::w("smartTag", " w:uri=\"urn:x\" w:element=\"place\"", n)
        })
    }),
    ("runs in custom markup", |p, d| {
        wrap_runs(p, d, |n| {
            El::w(
                "customXml",
                " w:element=\"x\"",
                std::iter::once(Node::El(El::w("customXmlPr", "", vec![])))
                    .chain(n)
                    .collect(),
            )
        })
    }),
    ("runs in links", |p, d| {
        wrap_runs(p, d, |n| El::w("hyperlink", " w:anchor=\"x\"", n))
    }),
    ("runs in direction marks", |p, d| {
        wrap_runs(p, d, |n| El::w("dir", " w:val=\"ltr\"", n))
    }),
    ("runs in simple fields", |p, d| {
        wrap_runs(p, d, |n| El::w("fldSimple", " w:instr=\" QUOTE x \"", n))
    }),
    ("runs in complex fields", complex_fields),
    ("runs in alternate content", |p, d| {
        wrap_runs(p, d, alternate)
    }),
    ("blocks in controls", |p, d| wrap_blocks(p, d, control)),
    ("blocks in custom markup", |p, d| {
        wrap_blocks(p, d, |n| El::w("customXml", " w:element=\"x\"", n))
    }),
    ("blocks in alternate content", |p, d| {
        wrap_blocks(p, d, alternate)
    }),
    ("rows in controls", |p, d| {
        wrap(p, d, control, &|n, _, a| n == "tr" && a.plain())
    }),
    ("cells in controls", |p, d| {
        wrap(p, d, control, &|n, _, a| n == "tc" && a.plain())
    }),
    ("paragraphs inserted", paragraphs_inserted),
    ("rows inserted", |p, d| {
        add_property(p, d, "tr", "trPr", || El::w("ins", BY, vec![]))
    }),
    ("former looks", former_looks),
    ("paragraphs joined by deleted marks", |p, d| {
        join(p, d, || El::w("del", BY, vec![]))
    }),
    ("paragraphs joined by hidden marks", |p, d| {
        join(p, d, || El::w("vanish", "", vec![]))
    }),
    ("marks between runs", marks),
    ("revision numbers", |p, d| {
        edit(p, d, &|n, _, _| matches!(n, "p" | "r" | "tr"), |node| {
            // Twice on one element would be no XML.
            if let Node::El(el) = node
                && !el.attrs.contains("z:rsidR")
            {
                el.attrs.push_str(" xmlns:z=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" z:rsidR=\"00A1B2C3\"");
            }
        });
    }),
    ("blanks between elements", blanks),
    ("comments in text", |p, d| {
        text(p, d, |head, tail| format!("{head}<!-- unseen -->{tail}"))
    }),
    ("CDATA in text", |p, d| {
        text(p, d, |head, tail| {
            if head.contains('&') {
                format!("{head}{tail}")
            } else {
                format!("<![CDATA[{head}]]>{tail}")
            }
        })
    }),
    ("instructions in text", |p, d| {
        text(p, d, |head, tail| format!("{head}<?x unseen?>{tail}"))
    }),
];

const BY: &str = " w:id=\"901\" w:author=\"A. Person\" w:date=\"2024-05-02T10:00:00Z\"";
const INLINE: [&str; 9] = [
    "p",
    "ins",
    "moveTo",
    "hyperlink",
    "smartTag",
    "sdtContent",
    "customXml",
    "bdo",
    "dir",
];

fn is_run(name: &str, around: &Around<'_>) -> bool {
    name == "r" && around.plain() && INLINE.contains(&around.parent())
}

fn control(content: Vec<Node>) -> El {
    let properties = El::w(
        "sdtPr",
        "",
        vec![Node::El(El::w("id", " w:val=\"77\"", vec![]))],
    );
    El::w(
        "sdt",
        "",
        vec![
            Node::El(properties),
            Node::El(El::w("sdtContent", "", content)),
        ],
    )
}

fn alternate(content: Vec<Node>) -> El {
    let mc = |name: &str, attrs: &str, children| El {
        name: format!("mc:{name}"),
        attrs: attrs.to_owned(),
        children,
    };
    let space = " xmlns:mc=\"http://schemas.openxmlformats.org/markup-compatibility/2006\" xmlns:w14=\"http://schemas.microsoft.com/office/word/2010/wordml\"";
    let chosen = mc("Choice", " Requires=\"w14\"", content.clone());
    let other = mc("Fallback", "", content);
    mc(
        "AlternateContent",
        space,
        vec![Node::El(chosen), Node::El(other)],
    )
}

/// Changes some of the wanted elements, the last first, so that the ways to the others stay right.
fn edit(
    p: &mut Part,
    d: &mut Draw,
    want: &dyn Fn(&str, &El, &Around<'_>) -> bool,
    mut change: impl FnMut(&mut Node),
) {
    for way in d.some(p.spots(want)) {
        if let Some(node) = p.root.at(&way) {
            change(node);
        }
    }
}

fn wrap(
    p: &mut Part,
    d: &mut Draw,
    with: impl Fn(Vec<Node>) -> El,
    want: &dyn Fn(&str, &El, &Around<'_>) -> bool,
) {
    edit(p, d, want, |node| {
        let inner = std::mem::replace(node, Node::Raw(String::new()));
        *node = Node::El(with(vec![inner]));
    });
}

fn wrap_runs(p: &mut Part, d: &mut Draw, with: impl Fn(Vec<Node>) -> El) {
    // A mark of a field alone in a wrapping is not what programs write.
    wrap(p, d, with, &|name, el, around| {
        is_run(name, around) && !el.has(&["fldChar", "instrText"])
    });
}

fn wrap_blocks(p: &mut Part, d: &mut Draw, with: impl Fn(Vec<Node>) -> El) {
    wrap(p, d, with, &|name, _, around| {
        matches!(name, "p" | "tbl")
            && around.plain()
            && matches!(
                around.parent(),
                "body" | "tc" | "txbxContent" | "sdtContent" | "customXml"
            )
    });
}

/// Puts nodes in place of the one at the end of the way.
fn replace(p: &mut Part, way: &Way, nodes: Vec<Node>) {
    let Some(&at) = way.last() else { return };
    if let Some(holder) = p.root.holder(way) {
        holder.children.splice(at..=at, nodes);
    }
}

/// The two halves of a text as written; a reference is never cut.
fn halves(text: &str, d: &mut Draw) -> Option<(String, String)> {
    let cuts: Vec<usize> = text
        .char_indices()
        .map(|(i, _)| i)
        .skip(1)
        .filter(|i| {
            text[..*i]
                .rfind('&')
                .is_none_or(|a| text[a..*i].contains(';'))
        })
        .collect();
    let cut = d.one(cuts)?;
    Some((text[..cut].to_owned(), text[cut..].to_owned()))
}

fn split_runs(p: &mut Part, d: &mut Draw) {
    for way in
        d.some(p.spots(&|name, _, around| {
            name == "r" && around.parent() != "rubyBase" && !around.closed
        }))
    {
        let Some(Node::El(run)) = p.root.at(&way).cloned() else {
            continue;
        };
        // The text to cut: what stands before it goes with the first half.
        let Some(at) = run.elements_at("t").into_iter().next() else {
            continue;
        };
        let Some(Node::El(t)) = run.children.get(at) else {
            continue;
        };
        let [Node::Raw(text)] = t.children.as_slice() else {
            continue;
        };
        if text.contains('<') {
            continue;
        }
        let Some((head, tail)) = halves(text, d) else {
            continue;
        };
        let with = |text: String| {
            let attrs = if t.attrs.contains("xml:space") {
                t.attrs.clone()
            } else {
                format!("{} xml:space=\"preserve\"", t.attrs)
            };
            Node::El(El {
                name: t.name.clone(),
                attrs,
                children: vec![Node::Raw(text)],
            })
        };
        let (mut first, mut second) = (run.clone(), run.clone());
        first.children.truncate(at);
        first.children.push(with(head));
        second.children.splice(
            ..=at,
            run.elements_at("rPr")
                .first()
                .map(|i| run.children[*i].clone()),
        );
        let place = second.elements_at("rPr").first().map_or(0, |i| i + 1);
        second.children.insert(place, with(tail));
        replace(p, &way, vec![Node::El(first), Node::El(second)]);
    }
}

/// Changes the text of some `t` by its two halves.
fn text(p: &mut Part, d: &mut Draw, change: impl Fn(&str, &str) -> String) {
    for way in d.some(p.spots(&|name, _, around| name == "t" && !around.closed)) {
        let Some(Node::El(t)) = p.root.at(&way).cloned() else {
            continue;
        };
        let [Node::Raw(text)] = t.children.as_slice() else {
            continue;
        };
        if text.contains('<') {
            continue;
        }
        let Some((head, tail)) = halves(text, d) else {
            continue;
        };
        if let Some(Node::El(t)) = p.root.at(&way) {
            t.children = vec![Node::Raw(change(&head, &tail))];
        }
    }
}

fn complex_fields(p: &mut Part, d: &mut Draw) {
    let mark = |kind: &str| {
        let mark = El::w("fldChar", &format!(" w:fldCharType=\"{kind}\""), vec![]);
        Node::El(El::w("r", "", vec![Node::El(mark)]))
    };
    let code = El::w("instrText", "", vec![Node::Raw(" QUOTE unseen ".into())]);
    let code = Node::El(El::w("r", "", vec![Node::El(code)]));
    let want = |name: &str, el: &El, around: &Around<'_>| {
        is_run(name, around)
            && around.parent() == "p"
            && !el.has(&["fldChar", "instrText", "drawing", "pict"])
    };
    for way in d.some(p.spots(&want)) {
        let Some(run) = p.root.at(&way).cloned() else {
            continue;
        };
        replace(
            p,
            &way,
            vec![
                mark("begin"),
                code.clone(),
                mark("separate"),
                run,
                mark("end"),
            ],
        );
    }
}

/// Adds an element to the properties of some elements, making the properties where there are none.
fn add_property(p: &mut Part, d: &mut Draw, of: &str, properties: &str, make: impl Fn() -> El) {
    edit(
        p,
        d,
        &|name, _, around| name == of && around.plain(),
        |node| {
            if let Node::El(el) = node {
                slot(el, properties).children.push(Node::El(make()));
            }
        },
    );
}

/// The properties of an element, made when there are none.
fn slot<'a>(el: &'a mut El, properties: &str) -> &'a mut El {
    if el.elements_at(properties).is_empty() {
        el.children
            .insert(0, Node::El(El::w(properties, "", vec![])));
    }
    let at = el.elements_at(properties)[0];
    match &mut el.children[at] {
        Node::El(found) => found,
        Node::Raw(_) => unreachable!(),
    }
}

fn paragraphs_inserted(p: &mut Part, d: &mut Draw) {
    edit(
        p,
        d,
        &|name, _, around| name == "p" && around.plain(),
        |node| {
            let Node::El(el) = node else { return };
            for child in &mut el.children {
                if matches!(child, Node::El(run) if run.local() == "r" && !run.name.starts_with("m:"))
                {
                    let run = std::mem::replace(child, Node::Raw(String::new()));
                    *child = Node::El(El::w("ins", BY, vec![run]));
                }
            }
            slot(slot(el, "pPr"), "rPr")
                .children
                .insert(0, Node::El(El::w("ins", BY, vec![])));
        },
    );
}

fn former_looks(p: &mut Part, d: &mut Draw) {
    let hidden = || {
        let looks = vec![
            Node::El(El::w("vanish", "", vec![])),
            Node::El(El::w("strike", "", vec![])),
        ];
        El::w("rPrChange", BY, vec![Node::El(El::w("rPr", "", looks))])
    };
    add_property(p, d, "r", "rPr", hidden);
    let style = || {
        let former = El::w("pStyle", " w:val=\"NoSuch\"", vec![]);
        El::w(
            "pPrChange",
            BY,
            vec![Node::El(El::w("pPr", "", vec![Node::El(former)]))],
        )
    };
    add_property(p, d, "p", "pPr", style);
}

/// Cuts paragraphs between two runs and takes the first half's mark away again.
fn join(p: &mut Part, d: &mut Draw, gone: impl Fn() -> El) {
    // A hidden or deleted mark that is there already joins the second half to what follows: it keeps it.
    for way in d.some(p.spots(&|name, el, around| {
        name == "p" && around.plain() && !el.has(&["sectPr", "fldChar", "framePr"])
    })) {
        let Some(Node::El(whole)) = p.root.at(&way).cloned() else {
            continue;
        };
        let runs: Vec<usize> = whole.elements_at("r").into_iter().skip(1).collect();
        let Some(cut) = d.one(runs) else { continue };
        let (mut first, mut second) = (whole.clone(), whole.clone());
        first.children.truncate(cut);
        let properties = whole
            .elements_at("pPr")
            .first()
            .map(|i| whole.children[*i].clone());
        second.children.splice(..cut, properties);
        slot(slot(&mut first, "pPr"), "rPr")
            .children
            .insert(0, Node::El(gone()));
        replace(p, &way, vec![Node::El(first), Node::El(second)]);
    }
}

fn marks(p: &mut Part, d: &mut Draw) {
    let kinds = [
        ("proofErr", " w:type=\"spellStart\""),
        ("bookmarkStart", " w:id=\"90\" w:name=\"unseen\""),
        ("bookmarkEnd", " w:id=\"90\""),
        ("permStart", " w:id=\"91\" w:edGrp=\"everyone\""),
        ("commentRangeStart", " w:id=\"92\""),
        ("moveToRangeStart", " w:id=\"93\" w:name=\"unseen\""),
        ("customXmlInsRangeStart", " w:id=\"94\""),
        ("r", ""),
        ("ins", BY),
    ];
    for way in d.some(p.spots(&|name, _, around| is_run(name, around))) {
        let Some(run) = p.root.at(&way).cloned() else {
            continue;
        };
        let (name, attrs) = kinds[d.below(kinds.len())];
        let page = El::w(
            "r",
            "",
            vec![
                Node::El(El::w("lastRenderedPageBreak", "", vec![])),
                Node::El(El::w("softHyphen", "", vec![])),
                Node::El(El::w("t", "", vec![])),
            ],
        );
        replace(
            p,
            &way,
            vec![Node::El(El::w(name, attrs, vec![])), Node::El(page), run],
        );
    }
}

fn blanks(p: &mut Part, d: &mut Draw) {
    let holds = |name: &str, _: &El, _: &Around<'_>| {
        matches!(
            name,
            "body" | "tbl" | "tr" | "tc" | "p" | "r" | "ins" | "sdt" | "sdtContent" | "hyperlink"
        )
    };
    edit(p, d, &holds, |node| {
        if let Node::El(el) = node {
            let children = std::mem::take(&mut el.children);
            el.children = children
                .into_iter()
                .flat_map(|c| [Node::Raw("\n  ".into()), c])
                .collect();
        }
    });
}

impl El {
    /// Indices of the children with this local name.
    pub fn elements_at(&self, local: &str) -> Vec<usize> {
        let named = |n: &Node| matches!(n, Node::El(el) if el.local() == local && !el.name.starts_with("m:"));
        (0..self.children.len())
            .filter(|i| named(&self.children[*i]))
            .collect()
    }
}

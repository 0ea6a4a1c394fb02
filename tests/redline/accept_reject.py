"""Reads a redline without any help of the program: accepts or rejects every tracked change.

    accept_reject.py REDLINE.docx OLD.docx NEW.docx

Compares, paragraph by paragraph, style, list and text, footnotes in the order of their marks
included: rejecting everything must give OLD, accepting everything NEW. Prints what differs and ends
with 1 when anything does. Knows only the format (ISO/IEC 29500-1, 17.13.5) and lxml.
"""

import copy
import sys
import zipfile

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def settle(root, accept):
    """Takes every change, or takes every change back."""
    root = copy.deepcopy(root)
    stays, goes = ("ins", "del") if accept else ("del", "ins")
    # Properties before they were changed.
    for change in list(root.iter(W + "pPrChange")):
        holder = change.getparent()
        holder.remove(change)
        if not accept:
            old = change.find(W + "pPr")
            marks = [c for c in holder if c.tag in (W + "rPr", W + "sectPr")]
            for child in list(holder):
                holder.remove(child)
            for child in list(old if old is not None else []) + marks:
                holder.append(child)
    # Rows.
    for mark in list(root.iter(W + goes)):
        if mark.getparent().tag == W + "trPr":
            row = mark.getparent().getparent()
            row.getparent().remove(row)
    for mark in list(root.iter(W + stays)):
        if mark.getparent().tag == W + "trPr":
            mark.getparent().remove(mark)
    # Text.
    for mark in list(root.iter(W + goes)):
        if mark.getparent().tag != W + "rPr":
            mark.getparent().remove(mark)
    for mark in list(root.iter(W + stays)):
        holder = mark.getparent()
        if holder.tag == W + "rPr":
            continue
        at = holder.index(mark)
        for child in list(mark):
            holder.insert(at, child)
            at += 1
        holder.remove(mark)
    for text in root.iter(W + "delText"):
        text.tag = W + "t"
    # Marks of paragraphs: one that goes joins its paragraph with the next, whose properties stay.
    for paragraph in list(root.iter(W + "p")):
        rpr = paragraph.find(f"{W}pPr/{W}rPr")
        if rpr is None:
            continue
        gone = rpr.find(W + goes)
        for mark in rpr.findall(W + stays):
            rpr.remove(mark)
        if gone is None:
            continue
        following = paragraph.getnext()
        content = [c for c in paragraph if c.tag != W + "pPr"]
        if following is None or following.tag != W + "p":
            if content:
                raise SystemExit("a mark goes that has no paragraph after it")
            paragraph.getparent().remove(paragraph)
            continue
        at = 1 if following.find(W + "pPr") is not None else 0
        for child in reversed(content):
            following.insert(at, child)
        paragraph.getparent().remove(paragraph)
    return root


def text_of(element):
    out = []
    for e in element.iter():
        if e.tag == W + "t":
            out.append(e.text or "")
        elif e.tag == W + "tab" and e.getparent().tag == W + "r":
            out.append("\t")
        elif e.tag in (W + "br", W + "cr"):
            out.append("\n")
        elif e.tag == W + "noBreakHyphen":
            out.append("\u2011")
        elif e.tag == W + "footnoteReference":
            out.append("\u2020")
    return "".join(out)


def lines(part, notes):
    """What a reader sees: style, list, level and text of each paragraph, then of each note."""
    out = []
    marked = []
    for paragraph in part.iter(W + "p"):
        ppr = paragraph.find(W + "pPr")
        value = lambda path: (ppr.find(path).get(W + "val") if ppr is not None and ppr.find(path) is not None else None)
        listed = value(f"{W}numPr/{W}numId")
        out.append((value(W + "pStyle"), listed, value(f"{W}numPr/{W}ilvl"), text_of(paragraph)))
        marked.extend(r.get(W + "id") for r in paragraph.iter(W + "footnoteReference"))
    by_id = {n.get(W + "id"): n for n in (notes if notes is not None else [])}
    for mark in marked:
        out.append(("note", None, None, "\n".join(text_of(p) for p in by_id[mark].iter(W + "p"))))
    return out


R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"


def parts(path):
    """Text, notes, and the heads and feet of the note by their kind. The page that a draft may have
    before the note ends in a section of its own and is no part of it."""
    with zipfile.ZipFile(path) as z:
        read = lambda n: etree.fromstring(z.read(n)) if n in z.namelist() else None
        document = read("word/document.xml")
        body = document.find(W + "body")
        ends = [n for n, e in enumerate(body) if e.find(f"{W}pPr/{W}sectPr") is not None]
        for block in list(body)[: ends[-1] + 1 if ends else 0]:
            body.remove(block)
        targets = {r.get("Id"): r.get("Target") for r in read("word/_rels/document.xml.rels")}
        furniture = []
        for mark in body.find(W + "sectPr"):
            if mark.tag in (W + "headerReference", W + "footerReference"):
                kind = etree.QName(mark).localname + " " + mark.get(W + "type")
                furniture.append((kind, read("word/" + targets[mark.get(R + "id")])))
        return document, read("word/footnotes.xml"), sorted(furniture, key=lambda f: f[0])


def seen(path, change=None):
    document, notes, furniture = parts(path)
    if change is not None:
        document = settle(document, change)
        notes = settle(notes, change) if notes is not None else None
        furniture = [(n, settle(f, change)) for n, f in furniture]
    out = lines(document, notes)
    for name, part in furniture:
        out.extend((name, None, None, text) for _, _, _, text in lines(part, None))
    return out


def forgiving(rows):
    # A redline may have to give a list of the earlier version another number.
    return [(style, listed is not None, level, text) for style, listed, level, text in rows]


def main():
    redline, old, new = sys.argv[1:4]
    bad = 0
    for what, change, path in (("rejected", False, old), ("accepted", True, new)):
        got, want = forgiving(seen(redline, change)), forgiving(seen(path))
        if got == want:
            print(f"{what}: {len(want)} paragraphs and notes are those of {path}")
            continue
        bad = 1
        print(f"{what}: {len(got)} instead of {len(want)}")
        for a, b in zip(got, want):
            if a != b:
                print(f"  got  {a}\n  want {b}")
                break
    document, notes, _ = parts(redline)
    ids = [e.get(W + "id") for tree in (document, notes) if tree is not None for tag in ("ins", "del", "pPrChange") for e in tree.iter(W + tag)]
    if len(ids) != len(set(ids)):
        bad = 1
        print("two changes have one id")
    print(f"{len(ids)} changes")
    return bad


if __name__ == "__main__":
    sys.exit(main())
